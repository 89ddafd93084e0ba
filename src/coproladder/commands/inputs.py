"""Where activities come from: options, questions in a terminal, a file, or standard input."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from typing import Any, BinaryIO

from coproladder.base.errors import DataError, UsageError
from coproladder.base.fields import DATE
from coproladder.base.files import open_input
from coproladder.base.words import shorten, suggest
from coproladder.commands.console import hear, input_name, is_terminal, log, printer, standard_input
from coproladder.commands.options import PageOptions, ReadOptions, wording_for
from coproladder.ladder.records import Ladder
from coproladder.placing.activity import Activity
from coproladder.placing.dates import FIRST, other_order
from coproladder.placing.names import Names, map_option
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.outcome import Log, RecordBatch
from coproladder.reading.source import read_batches


def vocabulary_for(ladder: Ladder, options: ReadOptions) -> Vocabulary:
    """Return what the fields of the activities in one input mean; UsageError where --map names none."""
    names = Names(ladder)
    return Vocabulary(ladder, options.keep_extra, options.dates, _mapped(options.mapped or [], names))


def read_input(
    stream: BinaryIO, name: str, vocabulary: Vocabulary, options: ReadOptions, log: Log = log
) -> Iterator[RecordBatch]:
    """Yield the activities in a stream; `name` is that of its file, "" for standard input."""
    yield from read_batches(stream, vocabulary, name, options.input_format, log, options.sheet)
    if vocabulary.passed_over and not options.keep_extra:
        names = ", ".join(f'"{field}"' for field in sorted(vocabulary.passed_over))
        log(f"fields passed over: {names} (--keep-extra keeps them)")
    source, about = input_name(name or None), vocabulary.ladder.about
    _tell_of_options(vocabulary, source)
    if earlier := vocabulary.earlier_answers:
        words = "answers in the words of an earlier version of the questions keep their old meaning, such as"
        log(f'{source}: {words} "{shorten(earlier[0])}"')
    if vocabulary.earlier_results:
        found = ", ".join(sorted(vocabulary.earlier_results))
        log(f"{source}: results of {found} are worked out anew with version {about.version}")


def read_file(
    file: str, vocabulary: Vocabulary, options: ReadOptions, one_of_several: bool
) -> Iterator[RecordBatch]:
    """Yield the activities in a file, named in all that is said of one of several; - is standard input.

    Raises InputError.
    """
    name = "" if file == "-" else file
    say = (lambda message: log(f"{input_name(file)}: {message}")) if one_of_several else log
    with open_input(name) if name else nullcontext(standard_input()) as stream:
        yield from read_input(stream, name, vocabulary, options, say)


def _tell_of_options(vocabulary: Vocabulary, source: str) -> None:
    """Say what --map named in vain, and how dates were read that --dates would have read otherwise."""
    for field in vocabulary.mapped_in_vain:
        log(f"{source}: no record has the field that {map_option(field, vocabulary.mapped[field])} names")
    if date := vocabulary.guessed_date:
        order, other = vocabulary.date_order, other_order(vocabulary.date_order)
        log(
            f"{source}: dates such as {shorten(date)} are read with the {FIRST[order]} first; "
            f"add --dates {other} if the {FIRST[other]} stands first"
        )


def _mapped(pairs: list[str], names: Names) -> Mapping[str, str]:
    """Return the heading of each field given as FIELD=HEADING; UsageError where one cannot be used."""
    mapped: dict[str, str] = {}
    for pair in pairs:
        name, equals, heading = pair.partition("=")
        if not equals:
            raise UsageError(f'--map: "{pair}" names no heading; write FIELD=HEADING')
        field = names.field(name)
        if field is None:
            raise UsageError(f'--map: there is no field "{shorten(name)}"; {suggest(name, names.known)}')
        if field in mapped:
            raise UsageError(f"--map: {field} is given twice; keep one")
        mapped[field] = heading
    return mapped


class Answers:
    """The answers that a command was given, or that are still to be asked for or read.

    `file` is what was named to read, "-" is standard input; `pairs` are fields as FIELD=VALUE. Questions
    are asked in a terminal, unless `no_input` forbids it.
    """

    def __init__(
        self, vocabulary: Vocabulary, file: str | None, pairs: list[str], no_input: bool = False
    ) -> None:
        self.vocabulary = vocabulary
        self.given = given_fields(pairs, vocabulary)
        self.file = file
        unasked = any(question.id not in self.given for question in vocabulary.ladder.questions)
        self.asking = unasked and file is None and is_terminal(sys.stdin) and not no_input
        self._by_option = bool(pairs)
        self._opened: BinaryIO | None = None

    def part_read(self) -> float | None:
        """Return how much of a file has been read, from 0 to 1; None where nobody can tell."""
        if self._opened is None or self._opened.closed or not self._opened.seekable():
            return None
        return self._opened.tell() / max(os.fstat(self._opened.fileno()).st_size, 1)

    def batches(self, reading: ReadOptions, page: PageOptions, quick: bool) -> Iterator[RecordBatch]:
        """Yield the activities; UsageError where nothing is to be had.

        `page` and `quick` say how questions are asked in a terminal.
        """
        if self.asking:
            from coproladder.commands.interview import Interview

            say = printer(sys.stderr, "text", page.plain)
            interview = Interview(self.given, say, hear, wording_for(self.vocabulary.ladder, page), quick)
            interview.begin()
            activity = interview.run()
            log("")
            yield RecordBatch([activity])
        elif self.file is None and self._by_option:
            yield RecordBatch([Activity(dict(self.given))])
        elif self._by_option:
            raise UsageError("--answer is for one activity; it does not go with a FILE")
        elif self.file is None or self.file == "-":
            stream = standard_input()
            if is_terminal(sys.stdin):
                if self.file is None:
                    raise UsageError("--no-input: there is nothing to place; name a FILE, or use --answer")
                end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
                log(f"waiting for activities: type or paste them, then press {end}")
            if self.file is None and not stream.peek(1):
                raise UsageError("nothing came on standard input; name a FILE, or use --answer FIELD=VALUE")
            yield from read_input(stream, "", self.vocabulary, reading)
        else:
            with open_input(self.file) as self._opened:
                yield from read_input(self._opened, self.file, self.vocabulary, reading)


def given_fields(answers: list[str], vocabulary: Vocabulary) -> Mapping[str, Any]:
    """Return the fields given as FIELD=VALUE, checked; UsageError where one means nothing."""
    if not answers:
        return {}
    pairs = [pair.partition("=") for pair in answers]
    for field, equals, _ in pairs:
        if not equals:
            raise UsageError(f'--answer: "{field}" has no value; write FIELD=VALUE')
        if [name for name, _, _ in pairs].count(field) > 1:
            raise UsageError(f"--answer: {field} is given twice; keep one")
    try:
        record = vocabulary.strict_activity({field: value for field, _, value in pairs}).record
    except DataError as error:
        raise UsageError(f"--answer: {error}") from None
    if vocabulary.guessed_date:
        log(f"--answer: {shorten(vocabulary.guessed_date)} is read as {record[DATE]}")
    return record
