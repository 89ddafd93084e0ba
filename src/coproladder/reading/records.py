"""Reads activities from JSON, JSON Lines, CSV and YAML as a stream; bad records are named, not fatal."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import PurePath
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from coproladder.base.errors import DataError, InputError
from coproladder.base.fields import InputFormat
from coproladder.base.files import reason
from coproladder.base.text import BOMS, decode, visible
from coproladder.placing.activity import Activity, Vocabulary
from coproladder.reading import lines
from coproladder.reading.lines import Rejected, rejected
from coproladder.reading.strict_json import read_json, split_json

EXTENSIONS: dict[str, InputFormat] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".yaml": "yaml",
    ".yml": "yaml",
}
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
BATCH_RECORDS = 500

Item = Activity | Rejected


class Batch(Struct, frozen=True):
    """Records that came in together, each an activity or what is wrong with it.

    `columns` holds the fields of the table that they stand in, None where they stand in none.
    """

    items: list[Item]
    columns: tuple[str, ...] | None = None


def read_activities(
    stream: BinaryIO,
    vocabulary: Vocabulary,
    name: str = "",
    input_format: InputFormat | None = None,
    tell: Callable[[str], None] = lambda message: None,
    mapped: Mapping[str, str] | None = None,
) -> Iterator[Item]:
    """Yield each activity in a stream, or what is wrong with it, as soon as its record has come in.

    Without `input_format` it follows from the extension of `name`, else from the content. `tell`
    is told what was guessed or passed over. `mapped` holds the headings in tables of fields that a
    person named.
    """
    for batch in read_batches(stream, vocabulary, name, input_format, tell, mapped):
        yield from batch.items


def read_batches(
    stream: BinaryIO,
    vocabulary: Vocabulary,
    name: str = "",
    input_format: InputFormat | None = None,
    tell: Callable[[str], None] = lambda message: None,
    mapped: Mapping[str, str] | None = None,
) -> Iterator[Batch]:
    """Yield what `read_activities` does, but the records that came in together in one batch."""
    try:
        buffered = _past_mark(stream if isinstance(stream, io.BufferedReader) else _buffered(stream.read()))
        if buffered.peek(4).startswith(WORKBOOKS):
            raise DataError("this is a workbook; save it as CSV UTF-8 and read that")
        chosen = input_format or EXTENSIONS.get(PurePath(name).suffix.lower()) or _format_of(buffered)
        if chosen == "jsonl":
            yield from _read_json_lines(buffered, vocabulary)
        elif chosen == "csv":
            from coproladder.reading.csv_rows import read_csv
            from coproladder.reading.table import read_table

            rows = read_csv(buffered, lambda name: not vocabulary.is_free(name), tell)
            for fields, items in read_table(rows, vocabulary, mapped or {}, tell):
                yield Batch(items, tuple(filter(None, fields)))
        else:
            read = _read_json if chosen == "json" else _read_yaml
            yield from _batched(read(buffered, vocabulary))
    except DataError as error:
        yield Batch([Rejected(error.line or 1, error.column, error.message, whole=True)])
    except OSError as error:
        raise InputError(f"{visible(name) or 'standard input'}: cannot be read: {reason(error)}") from None


def _read_json_lines(stream: io.BufferedReader, vocabulary: Vocabulary) -> Iterator[Batch]:
    number = 0
    for block in lines.read_blocks(stream):
        items: list[Item] = []
        for line in block.split(b"\n")[:-1]:
            number += 1
            if len(line) > lines.MOST_BYTES:
                items.append(rejected(lines.too_long(number), number))
            elif line and not line.isspace():
                items.append(_read_record(line, number, vocabulary))
        yield Batch(items)


def _read_record(data: bytes, line: int, vocabulary: Vocabulary) -> Item:
    """Return the activity in one JSON record, or what is wrong with it."""
    try:
        return _checked(read_json(data, line), line, vocabulary)
    except DataError as error:
        return rejected(error, line)


def _checked(given: Any, line: int, vocabulary: Vocabulary) -> Item:
    if not isinstance(given, dict):
        return Rejected(line, None, "a record has fields with names, and this has none")
    try:
        return vocabulary.activity(given, line)
    except DataError as error:
        return rejected(error, line, given=given)


def _read_json(stream: io.BufferedReader, vocabulary: Vocabulary) -> Iterator[Item]:
    try:
        for line, record in split_json(decode(stream.read())):
            yield _read_record(record, line, vocabulary)
    except DataError as error:
        yield rejected(error, 1)


def _read_yaml(stream: io.BufferedReader, vocabulary: Vocabulary) -> Iterator[Item]:
    from coproladder.ladder.yaml_document import read_yaml

    document = read_yaml(stream.read())
    if document.value is None:
        return
    is_list = isinstance(document.value, list)
    for at, given in enumerate(document.value if isinstance(document.value, list) else [document.value]):
        yield _checked(given, document.place((at,) if is_list else ()).line, vocabulary)


def _batched(items: Iterable[Item]) -> Iterator[Batch]:
    left = iter(items)
    while some := [*islice(left, BATCH_RECORDS)]:
        yield Batch(some)


def _buffered(data: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(data))


def _past_mark(stream: io.BufferedReader) -> io.BufferedReader:
    """Return the stream after its byte order mark, and as UTF-8 where the mark says otherwise."""
    head = stream.peek(4)
    mark = next((mark for mark in BOMS if head.startswith(mark)), b"")
    if BOMS.get(mark, "utf-8") == "utf-8":
        stream.read(len(mark))
        return stream
    # Spreadsheets and shells write UTF-16 for people, so what comes in it is small: no streaming.
    return _buffered(decode(stream.read()).encode(errors="surrogatepass"))


def _format_of(stream: io.BufferedReader) -> InputFormat:
    """Tell the format from the first bytes, without waiting for more than have come in."""
    head = stream.peek(1).lstrip()
    if head.startswith(b"["):
        return "json"
    if not head.startswith(b"{"):
        return "csv" if head else "jsonl"
    first, newline, _ = head.partition(b"\n")
    # An object that the first line does not end is one over several lines.
    return "json" if newline and _is_open(first) else "jsonl"


def _is_open(line: bytes) -> bool:
    """Whether a line begins a JSON object that goes on in the next line."""
    try:
        msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        return "truncated" in str(error)
    except (UnicodeDecodeError, RecursionError):
        pass
    return False
