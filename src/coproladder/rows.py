"""A record as it comes in, line by line, before its fields are checked; or what is wrong with it."""

import io
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from coproladder.errors import DataError

MOST_BYTES = 1_000_000


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


def numbered_lines(stream: io.BufferedReader) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line with its number; None stands for a line of more than MOST_BYTES."""
    number = 0
    while line := stream.readline(MOST_BYTES):
        number += 1
        if len(line) < MOST_BYTES or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MOST_BYTES)
        yield number, None


def rejected(error: DataError, line: int) -> Rejected:
    """Return what is wrong with the record that starts at `line`."""
    return Rejected(error.line or line, error.column, error.message)


def too_long(line: int) -> DataError:
    """Return the error for a line that `numbered_lines` gave up on."""
    return DataError("the line is longer than 1 MB; no record is", line)
