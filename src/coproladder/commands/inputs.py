"""Where activities come from: files, standard input, --answer; what --map and --save name."""

import io
import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from typing import Any, BinaryIO

from coproladder.base.errors import CreateError, DataError, InputError, UsageError
from coproladder.base.fields import CALLED, DATE
from coproladder.base.files import open_input, open_to_add, refuse_shared_files
from coproladder.base.text import visible
from coproladder.base.words import shorten, suggest
from coproladder.commands.console import input_name, is_terminal, log
from coproladder.commands.options import PageOptions, ReadOptions, as_typed
from coproladder.placing.dates import FIRST, OTHER_ORDER
from coproladder.placing.mapping import NoRungError
from coproladder.placing.meanings import learn, load_match
from coproladder.placing.names import Names
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.account import Account, counted
from coproladder.reading.outcome import RecordBatch
from coproladder.reading.source import Source, refuse_other_than_lines


class Input:
    """A file or standard input, which "-" stands for too, and what its records may say.

    Where it is `one_of` several, all that is said of it begins with its name. Raises UsageError where
    --map names no field.
    """

    def __init__(self, file: str | None, page: PageOptions, options: ReadOptions, one_of: int = 1) -> None:
        self._file, self._options, self._page, self.name = file, options, page, input_name(file)
        self._prefix = f"{self.name}: " if one_of > 1 else ""
        self.vocabulary = Vocabulary(page.ladder, options.keep_extra, options.dates)
        self.vocabulary.mapped = _mapped(options.mapped or [], self.vocabulary.names)
        if options.match:
            if options.mapped:
                raise UsageError(f"--map cannot be used with --match; name columns in {options.match}")
            learn(self.vocabulary, load_match(options.match, self.vocabulary.names), options.match)
        self._opened: BinaryIO | None = None

    def batches(self, account: Account) -> Iterator[RecordBatch]:
        """Yield the activities, and tell the account; InputError or UsageError where nothing can be read."""
        path, options = None if self._file == "-" else self._file, self._options
        if path is not None:
            self._opened = open_input(path)
        with self._opened or nullcontext(self._standard_input()) as stream:
            typed, sheets = shlex.join(["coproladder", *sys.argv[1:]]), options.sheets or ()
            source = Source(stream, path or "", options.input_format, self._say, sheets, account, typed)
            yield from source.batches(self.vocabulary)
        if self.vocabulary.has_own_words:
            reading = ReadOptions(options.input_format, match=options.match, sheets=options.sheets)
            options_typed, written = as_typed(reading, self._page.look), visible(options.match or "")
            command = shlex.join(["coproladder", "match", path or "FILE", *options_typed])
            way = f"add them under columns or answers in {written}, or " if written else ""
            account.hint = f"to say what your own words mean, {way}type: {command}"
        unmet = self.vocabulary.own_answers.keys() - self.vocabulary.seen.own_named
        account.unmet = unmet if account.unmet is None else account.unmet & unmet
        self._warn()

    def part_read(self) -> float | None:
        """Return how much of a file has been read, from 0 to 1; None where nobody can tell."""
        if self._opened is None or self._opened.closed or not self._opened.seekable():
            return None
        return self._opened.tell() / max(os.fstat(self._opened.fileno()).st_size, 1)

    def _standard_input(self) -> io.BufferedReader:
        if sys.stdin is None:
            raise InputError("standard input is closed; name a FILE, or use --answer")
        if is_terminal(sys.stdin):
            if self._file is None:
                raise UsageError("--no-input: there is nothing to place; name a FILE, or use --answer")
            end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
            log(f"waiting for input: type or paste your activities, then press {end}")
            return io.BufferedReader(_UntilEnd(sys.stdin.buffer))
        stream = sys.stdin.buffer
        if not isinstance(stream, io.BufferedReader):
            stream = io.BufferedReader(io.BytesIO(stream.read()))
        if self._file is None and not stream.peek(1):
            raise UsageError("nothing came on standard input; name a FILE, or use --answer FIELD=VALUE")
        return stream

    def _say(self, message: str) -> None:
        log(f"{self._prefix}{message}")

    def _warn(self) -> None:
        vocabulary = self.vocabulary
        for field in vocabulary.mapped_in_vain:
            option = vocabulary.names.map_option((field, vocabulary.mapped[field]))
            log(f"{self.name}: {option} names a field that no record has; check its name")
        if vocabulary.seen.garbled:
            text = shorten(vocabulary.seen.garbled)
            log(f'warning: {self.name}: "{text}" was spoilt in an earlier export; export it again as UTF-8')
        nameless, unanswered = vocabulary.seen.nameless, vocabulary.seen.unanswered
        if nameless and unanswered:
            rows = counted(nameless, "row") + (" has" if nameless == 1 else " have")
            others = f"{unanswered:,} {'has' if unanswered == 1 else 'have'}"
            pairs = f"{rows} answers but no name; {others} a name but no answers; join those that are one"
            log(f"warning: {self.name}: {pairs}")
        if date := vocabulary.guessed_date:
            order, other = vocabulary.date_order, OTHER_ORDER[vocabulary.date_order]
            said = f"dates such as {shorten(date)} are read with the {FIRST[order]} first"
            log(f"{self.name}: {said}; add --dates {other} if the {FIRST[other]} comes first")


class _UntilEnd(io.RawIOBase):
    """What is typed at a terminal, up to its first end: read on, a terminal would ask for more."""

    def __init__(self, typed: BinaryIO) -> None:
        self._typed, self._ended = typed, False

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        part = b"" if self._ended else self._typed.read1(len(room))  # type: ignore[attr-defined]
        self._ended = not part
        room[: len(part)] = part
        return len(part)


def check_files(read: Iterable[str], options: ReadOptions, page: PageOptions, *written: str | None) -> None:
    """Raise UsageError or CreateError where a file is to be written that is read, or written already."""
    if options.rejects == "-":
        raise UsageError("--rejects cannot go to standard output, which is for results; name a file")
    in_use = [*read, *page.files_in_use, options.match]
    refuse_shared_files(in_use, [page.output or "-", options.rejects, *written])


def check_save(path: str, names: Names) -> None:
    """Raise CreateError where records cannot be added to a file: it holds something else than JSON Lines.

    A file that is missing or empty is fine, and so is one whose last line is torn.
    """
    try:
        with open_to_add(path) as stream:
            refuse_other_than_lines(stream, path, names)
    except DataError as error:
        other, _, _ = error.message.partition(";")
        cure = "--save adds to JSON Lines only; name a new file, such as records.jsonl"
        raise CreateError(f"{visible(path)}: {other}, and {cure}") from None


def given_fields(answers: list[str], vocabulary: Vocabulary) -> Mapping[str, Any]:
    """Return the fields given as FIELD=VALUE, checked; UsageError where one means nothing."""
    if not answers:
        return {}
    given = _by_name("--answer", answers, "VALUE")
    for name in [name for name in given if vocabulary.meaning(name) == CALLED]:
        try:
            vocabulary.value(CALLED, given[name])
        except NoRungError as error:
            log(f"warning: --answer: {error}; left out")
            del given[name]
        except DataError:
            # It is near enough to a rung to be mended.
            pass
    try:
        record = vocabulary.strict_activity(given).record
    except DataError as error:
        raise UsageError(f"--answer: {error}") from None
    if vocabulary.guessed_date:
        log(f"--answer: {shorten(vocabulary.guessed_date)} is read as {record[DATE]}")
    return record


def _mapped(pairs: list[str], names: Names) -> dict[str, str]:
    """Return the heading of each field given as FIELD=HEADING; UsageError where one cannot be used."""
    mapped: dict[str, str] = {}
    for name, heading in _by_name("--map", pairs, "HEADING").items():
        field = names.field(name)
        if field is None:
            raise UsageError(f'--map: there is no field "{shorten(name)}"; {suggest(name, names.known)}')
        if field in mapped:
            raise UsageError(f"--map: {field} is given twice; keep one")
        mapped[field] = heading
    return mapped


def _by_name(option: str, pairs: list[str], what: str) -> dict[str, str]:
    """Return what was given as FIELD=VALUE by its field; UsageError where it was not, or twice."""
    given: dict[str, str] = {}
    for name, equals, value in (pair.partition("=") for pair in pairs):
        if not equals:
            raise UsageError(f'{option}: "{name}" has no {what.lower()}; write FIELD={what}')
        if name in given:
            raise UsageError(f"{option}: {name} is given twice; keep one")
        given[name] = value
    return given
