"""Reads activities from JSON, JSON Lines, CSV and YAML as a stream; bad records are named, not fatal."""

import io
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

import msgspec

from coproladder import rows
from coproladder.activities import Activity, Vocabulary
from coproladder.errors import DataError, InputError
from coproladder.fields import InputFormat
from coproladder.files import BOMS, decode, reason, visible
from coproladder.rows import Batch, Rejected, Row, Table, line_batches, rejected
from coproladder.strict_json import json_records, read_json

EXTENSIONS: dict[str, InputFormat] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".yaml": "yaml",
    ".yml": "yaml",
}
Item = Batch | Table | Activity | Rejected
"""What comes in: some lines, the table they belong to, an activity, or what is wrong with a record."""

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_activities(
    stream: BinaryIO,
    vocabulary: Vocabulary,
    name: str = "",
    input_format: InputFormat | None = None,
    tell: Callable[[str], None] = lambda message: None,
) -> Iterator[Activity | Rejected]:
    """Yield each activity in a stream, or what is wrong with it, as soon as its record has come in.

    Without `input_format` it follows from the extension of `name`, else from the content. `tell`
    is told what was guessed where a person may want to know.
    """
    for item in read_batches(stream, vocabulary, name, input_format, tell):
        if isinstance(item, Batch):
            yield from activities_in(item, vocabulary)
        elif not isinstance(item, Table):
            yield item


def read_batches(
    stream: BinaryIO,
    vocabulary: Vocabulary,
    name: str = "",
    input_format: InputFormat | None = None,
    tell: Callable[[str], None] = lambda message: None,
) -> Iterator[Item]:
    """Yield what `read_activities` does, but lines of JSON Lines and of tables unread, many at a time."""
    try:
        buffered = _past_mark(stream if isinstance(stream, io.BufferedReader) else _buffered(stream.read()))
        if buffered.peek(4).startswith(WORKBOOKS):
            raise DataError("this is a workbook; save it as CSV UTF-8 and read that")
        chosen = input_format or EXTENSIONS.get(PurePath(name).suffix.lower()) or _sniff(buffered)
        if chosen == "jsonl":
            yield from line_batches(buffered)
        elif chosen == "csv":
            from coproladder.reading_csv import read_csv

            yield from read_csv(buffered, vocabulary, tell)
        else:
            for row in _read_json(buffered) if chosen == "json" else _read_yaml(buffered):
                yield _checked(row, vocabulary) if isinstance(row, Row) else row
    except DataError as error:
        yield rejected(error, 1)
    except OSError as error:
        raise InputError(f"{visible(name) or 'standard input'}: cannot be read: {reason(error)}") from None


def activities_in(batch: Batch, vocabulary: Vocabulary) -> Iterator[Activity | Rejected]:
    """Yield each activity in lines of JSON Lines or of a table, or what is wrong with it."""
    for row in _table_rows(batch, batch.table) if batch.table else _json_rows(batch):
        yield _checked(row, vocabulary) if isinstance(row, Row) else row


def _table_rows(batch: Batch, table: Table) -> Iterator[Row | Rejected]:
    from coproladder.reading_csv import rows_in

    return rows_in(batch, table)


def _json_rows(batch: Batch) -> Iterator[Row | Rejected]:
    for number, line in enumerate(io.BytesIO(batch.data), start=batch.line):
        try:
            if len(line) > rows.MOST_BYTES:
                raise rows.too_long(number)
            if line.strip():
                yield Row(number, read_json(line.rstrip(b"\r\n"), number))
        except DataError as error:
            yield rejected(error, number)


def _read_json(stream: io.BufferedReader) -> Iterator[Row | Rejected]:
    text = decode(stream.read())
    for line, record in json_records(text) if text.strip() else ():
        try:
            yield Row(line, read_json(record, line))
        except DataError as error:
            yield rejected(error, line)


def _read_yaml(stream: io.BufferedReader) -> Iterator[Row]:
    from coproladder.safe_yaml import read_yaml

    document = read_yaml(stream.read())
    if isinstance(document.value, list):
        for at, fields in enumerate(document.value):
            yield Row(document.place((at,)).line, fields)
    elif document.value is not None:
        yield Row(document.start.line, document.value)


def _checked(row: Row, vocabulary: Vocabulary) -> Activity | Rejected:
    if not isinstance(row.fields, dict):
        return Rejected(row.line, None, "a record has fields with names, and this has none")
    try:
        return vocabulary.activity(row.fields)
    except DataError as error:
        return rejected(error, row.line)


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


def _sniff(stream: io.BufferedReader) -> InputFormat:
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
