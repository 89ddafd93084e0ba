"""Reads activities from JSON, JSON Lines, tables and YAML; bad records are named, not fatal."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import PurePath
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct, field

from coproladder.base.errors import DataError, InputError
from coproladder.base.fields import ACTIVITY, InputFormat
from coproladder.base.files import MOST_LINE_BYTES, reason
from coproladder.base.text import BOMS, decode, mark_of, visible
from coproladder.base.words import shorten, unpunctuated
from coproladder.placing.mapping import PLAIN_NAMES
from coproladder.placing.names import Names
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.account import Account
from coproladder.reading.file_types import OLE, ZIP, refuse_other_files
from coproladder.reading.json_signs import is_open
from coproladder.reading.json_text import JsonReader
from coproladder.reading.outcome import Item, Log, RecordBatch, item, list_among, until_fault

BATCH_RECORDS = 500


def read_activities(
    stream: BinaryIO,
    vocabulary: Vocabulary,
    name: str = "",
    input_format: InputFormat | None = None,
    log: Log = lambda message: None,
    sheets: Sequence[str] = (),
    account: Account | None = None,
) -> Iterator[Item]:
    """Yield each activity in a stream, or what is wrong with it; see `Source`."""
    for batch in Source(stream, name, input_format, log, sheets, account or Account()).batches(vocabulary):
        yield from batch.items


class Source(Struct):
    """A stream of activities, and how to read it.

    Without `input_format` it follows from the extension of `name`, else from the content; a workbook
    is known by its content whatever is said, and `sheets` names those to read. `log` gets warnings, and
    `account` what was read and what was not. `command` is what was typed, for messages that say what to type.
    """

    stream: BinaryIO
    name: str = ""
    input_format: InputFormat | None = None
    log: Log = lambda message: None
    sheets: Sequence[str] = ()
    account: Account = field(default_factory=Account)
    command: str = "coproladder assess FILE"

    def batches(self, vocabulary: Vocabulary) -> Iterator[RecordBatch]:
        """Yield the activities, or what is wrong with them, those that came in together in one batch.

        Those in JSON Lines and CSV come as soon as their records do; other formats are read whole first.
        Raises InputError where the stream cannot be read.
        """
        self.account.begin(visible(self.name) or "standard input")
        try:
            yield from until_fault(self._batches(vocabulary))
        except OSError as error:
            name = visible(self.name) or "standard input"
            raise InputError(f"{name}: cannot be read: {reason(error)}") from None
        self._tell_of_records(vocabulary)

    def _batches(self, vocabulary: Vocabulary) -> Iterator[RecordBatch]:
        stream = _past_mark(self.stream)
        head = stream.peek(1)
        refuse_other_files(head)
        suffix = PurePath(self.name).suffix.lower()
        if suffix in WORKBOOKS and not head:
            raise DataError("the file is empty; export or save it again", 1)
        if head.startswith((ZIP, OLE)):
            from coproladder.reading.workbook import read_workbook

            yield from read_workbook(stream, vocabulary, self.log, self.account, self.sheets, self.command)
            return
        if self.sheets:
            self.log("this is not a workbook, so --sheet is not used")
        chosen = detect_format(head, self.input_format or EXTENSIONS.get(suffix), vocabulary)
        if chosen == "csv":
            from coproladder.reading.csv_rows import read_csv
            from coproladder.reading.table import read_table

            rows = read_csv(stream, vocabulary, self.account)
            yield from read_table(rows, vocabulary, self.log, self.account)
        elif chosen == "jsonl":
            yield from map(RecordBatch, JsonReader(vocabulary, self.account).read_lines(stream))
        elif chosen == "json":
            yield from _batched(JsonReader(vocabulary, self.account).document(stream.read()))
        else:
            yield from _batched(_read_yaml(stream, vocabulary, self.account))

    def _tell_of_records(self, vocabulary: Vocabulary) -> None:
        """Tell the account what records call their fields, and which are of an earlier version."""
        account, version = self.account, vocabulary.ladder.about.version
        account.name_fields(vocabulary.seen.renamed.items())
        account.unanswered += vocabulary.seen.unanswered
        for name in sorted(vocabulary.seen.passed_over):
            account.unused("key", name)
            if vocabulary.seen.nameless and unpunctuated(name) in PLAIN_NAMES:
                account.remark("You may want to add", vocabulary.names.map_option((ACTIVITY, name)))
        for text in vocabulary.earlier_answers[:1]:
            account.remark("Answers in words of an earlier version keep their meaning:", f'"{shorten(text)}"')
        for ladder in sorted(vocabulary.seen.earlier_results):
            account.remark(f"Rungs were worked out again with version {version} for records of", ladder)


def refuse_other_than_lines(stream: io.BufferedReader | io.BufferedRandom, name: str, names: Names) -> None:
    """Raise DataError where a file holds something else than a record of JSON on each line."""
    head = stream.peek()
    mark = mark_of(head)
    if BOMS.get(mark, "utf-8") != "utf-8":
        raise DataError(f"this is {BOMS[mark][:6].upper()} text")
    refuse_other_files(head)
    stream.read(len(mark))
    line = b"\n"
    while line.isspace():
        line = stream.readline(MOST_LINE_BYTES)
    if line and EXTENSIONS.get(PurePath(name).suffix.lower()) == "yaml":
        # A record in braces is YAML too, until a second one comes after it.
        raise DataError("this is YAML")
    if line and not line.lstrip().startswith((b"{", b"[")):
        raise DataError("this is not JSON")
    if line and not _is_record(line, stream.read(1), names):
        raise DataError("this is JSON, but not a record on each line")


def _is_record(line: bytes, after: bytes, names: Names) -> bool:
    """Whether a line is a record, or torn, as `{"voi` is: the last, or before one that begins a record."""
    try:
        given = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        is_torn = not line.endswith(b"\n") or (after == b"{" and not line.rstrip().endswith(b"["))
        return is_torn and line.lstrip().startswith(b"{")
    return isinstance(given, dict) and not names.lists_in(given)


def _read_yaml(stream: io.BufferedReader, vocabulary: Vocabulary, account: Account) -> Iterator[Item | None]:
    from coproladder.base.yaml_document import MOST_YAML_BYTES, read_yaml

    document = read_yaml(stream.read(MOST_YAML_BYTES + 1))
    value: Any = document.value
    path: tuple[str, ...] = ()
    if isinstance(value, dict) and (lists := vocabulary.names.lists_in(value)):
        name = list_among(value.items(), lists, account, document.start.line)
        value, path = value[name], (name,)
    if isinstance(value, list):
        for at, given in enumerate(value):
            yield item(given, document.place((*path, at)).line, vocabulary, account)
    elif value is not None:
        yield item(value, document.start.line, vocabulary, account)


def _batched(items: Iterable[Item | None]) -> Iterator[RecordBatch]:
    left = (found for found in items if found)
    while some := [*islice(left, BATCH_RECORDS)]:
        yield RecordBatch(some)


def _past_mark(source: BinaryIO) -> io.BufferedReader:
    """Return a stream after its byte order mark, and as UTF-8 where the mark says otherwise."""
    stream = source if isinstance(source, io.BufferedReader) else io.BufferedReader(io.BytesIO(source.read()))
    mark = mark_of(stream.peek(4))
    if BOMS.get(mark, "utf-8") == "utf-8":
        stream.read(len(mark))
        return stream
    # Spreadsheets and shells write UTF-16 for people, so what comes in it is small: no streaming.
    return io.BufferedReader(io.BytesIO(decode(stream.read()).encode(errors="surrogatepass")))


EXTENSIONS: dict[str, InputFormat] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".yaml": "yaml",
    ".yml": "yaml",
}
WORKBOOKS = (".xlsx", ".xls", ".ods")
MOST_LOOKED_AT = 8_192
"""How many bytes of a text tell whether it is a table."""

LIST = rb'\[|\{\s*"[^"]*"\s*:\s*\[\s*\{'
"""How a list of records begins, or an object that holds one."""


def detect_format(head: bytes, expected: InputFormat | None, vocabulary: Vocabulary) -> InputFormat:
    """Return the format of a text whose first bytes are `head`, not all of what is to come.

    Raises DataError where JSON is expected and a table comes.
    """
    head = head.lstrip()
    if expected in ("csv", "yaml"):
        return expected
    if not head.startswith((b"{", b"[")):
        if expected and _is_table(head, expected, vocabulary):
            raise DataError("this is a table, not JSON; name the file .csv, or use --input-format csv", 1)
        return expected or ("csv" if head else "jsonl")
    if re.match(LIST, head):
        return "json"
    first, newline, _ = head.partition(b"\n")
    if expected == "jsonl" or not newline:
        # Of a stream it is not known how the line goes on; waiting for that would hold up the answer.
        return expected or "jsonl"
    return "json" if is_open(first) else "jsonl"


def _is_table(head: bytes, expected: InputFormat, vocabulary: Vocabulary) -> bool:
    """Whether a text that is to be JSON begins with the headings of a table.

    Among lines of JSON, a first one that is only something with commas is one bad line.
    """
    from coproladder.reading.csv_rows import SEPARATORS, cells_of

    first = head[:MOST_LOOKED_AT].splitlines()[0].decode(errors="replace") if head else ""
    if any(vocabulary.found_in(cells_of(first, separator)) for separator in SEPARATORS):
        return True
    if expected == "jsonl" or not re.match(r'["\w].*[,;\t|]', first):
        return False
    with suppress(msgspec.DecodeError):
        msgspec.json.decode(first)
        return False
    return True
