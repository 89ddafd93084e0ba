"""Cuts a stream into lines as they come in, and says where a record that cannot be read stands."""

import io
from collections.abc import Iterator

from msgspec import Struct

from coproladder.base.errors import DataError

MOST_BYTES = 1_000_000
"""How long a line may be, and with it a record."""

BLOCK_BYTES = 131_072


class Rejected(Struct, frozen=True):
    """A record that could not be read: where it is (counted from 1), and what is wrong with it."""

    line: int
    column: int | None
    message: str

    def __str__(self) -> str:
        return str(DataError(self.message, self.line, self.column))


def rejected(error: DataError, line: int) -> Rejected:
    """Return what is wrong with the record that begins in `line`."""
    return Rejected(error.line or line, error.column, error.message)


def too_long(line: int) -> DataError:
    """Return the error for a line of more than MOST_BYTES."""
    return DataError("the line is longer than 1 MB; no record is", line)


def read_blocks(stream: io.BufferedReader) -> Iterator[bytes]:
    """Yield the whole lines that have come in, many at a time, without waiting for more.

    Every block ends with a line break. Of a line longer than MOST_BYTES only the first MOST_BYTES + 1
    are kept, so that memory stays small whatever comes and whoever reads the line sees it is too long.
    """
    rest = b""
    while data := stream.read1(BLOCK_BYTES):
        cut = data.rfind(b"\n") + 1
        if cut:
            yield rest + data[:cut]
            rest = data[cut:]
        else:
            rest = (rest + data)[: MOST_BYTES + 1]
    if rest:
        yield rest + b"\n"
