"""A record as it comes in, line by line, before its fields are checked; or what is wrong with it."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from coproladder.errors import DataError

MOST_BYTES = 1_000_000
BATCH_BYTES = 131_072
PARTS = 8


class Rejected(Struct, frozen=True):
    """A record that could not be read: where it is (counted from 1), and what is wrong with it."""

    line: int
    column: int | None
    message: str

    def __str__(self) -> str:
        return str(DataError(self.message, self.line, self.column))


class Row(Struct, frozen=True):
    """One record as it came in: the line it starts in, and its fields, not yet checked."""

    line: int
    fields: Any


class Table(Struct, frozen=True):
    """What is known of a table from its header on: the field of each column, and the separator.

    A column of None holds a result of ours. `faults` holds what is wrong with lines, by number.
    """

    columns: tuple[str | None, ...]
    separator: str
    faults: dict[int, DataError]


class Batch(Struct, frozen=True):
    """Some whole lines as they came in: the number of the first, and the table they belong to, if any."""

    line: int
    data: bytes
    table: Table | None = None


def line_batches(stream: io.BufferedReader) -> Iterator[Batch | Rejected]:
    """Yield the lines that have come in, many at a time but without waiting for more.

    A line of more than MOST_BYTES is given up, so that memory stays small whatever comes.
    """
    number, rest = 1, b""
    while data := stream.read1(BATCH_BYTES):
        cut = data.rfind(b"\n") + 1
        if cut:
            batch = Batch(number, rest + data[:cut])
            yield batch
            number += batch.data.count(b"\n")
            rest = data[cut:]
        elif len(rest) + len(data) <= MOST_BYTES:
            rest += data
        else:
            yield rejected(too_long(number), number)
            rest = _after_line(stream)
            number += 1
    if rest:
        yield Batch(number, rest + b"\n")


def parts(batch: Batch, lines: list[bytes], ends: Iterable[int], least: int = 1) -> Iterator[Batch]:
    """Yield the lines of a batch in a few smaller batches of at least so many lines.

    `ends` are the lines, counted from 1, after which they may be cut, up to the last one.
    """
    least, begun = max(len(lines) // PARTS, least), 0
    for end in ends:
        if end == len(lines) or end - begun >= least:
            yield Batch(batch.line + begun, b"".join(lines[begun:end]), batch.table)
            begun = end


def rejected(error: DataError, line: int) -> Rejected:
    """Return what is wrong with the record that starts at `line`."""
    return Rejected(error.line or line, error.column, error.message)


def too_long(line: int) -> DataError:
    """Return the error for a line that was given up."""
    return DataError("the line is longer than 1 MB; no record is", line)


def _after_line(stream: io.BufferedReader) -> bytes:
    """Read to the end of a line and return what was read beyond it."""
    while data := stream.read1(BATCH_BYTES):
        _, newline, rest = data.partition(b"\n")
        if newline:
            return rest
    return b""
