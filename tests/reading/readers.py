"""What tests of reading share: what comes out of some data, at once or as it comes in."""

import io
from collections.abc import Iterable
from typing import Any

from coproladder.base.fields import InputFormat
from coproladder.ladder.load import load_ladder
from coproladder.placing.activity import Activity
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.account import Account
from coproladder.reading.source import read_activities

LADDER = load_ladder()
KNOWN = Vocabulary(LADDER)
ANY = Vocabulary(LADDER, keep_extra=True)


def read(
    data: str | bytes | io.RawIOBase,
    name: str = "",
    input_format: InputFormat | None = None,
    vocabulary: Vocabulary = KNOWN,
    sheet: str | None = None,
    account: Account | None = None,
) -> tuple[list[Any], list[str]]:
    """Return each record or what is wrong with it, and what was told; `account` takes what is not used."""
    heard: list[str] = []
    data = data.encode() if isinstance(data, str) else data
    stream: Any = io.BytesIO(data) if isinstance(data, bytes) else io.BufferedReader(data)
    sheets = () if sheet is None else (sheet,)
    found = read_activities(stream, vocabulary, name, input_format, heard.append, sheets, account)
    return [item.record if isinstance(item, Activity) else item for item in found], heard


def account_of(data: str | bytes, name: str = "") -> list[str]:
    """Return what an account says of some data."""
    account = Account()
    found, _ = read(data, name, None, Vocabulary(LADDER), account=account)
    account.activities[account.source] = sum(isinstance(each, dict) for each in found)
    return account.lines()


class Slow(io.RawIOBase):
    """A stream from which one piece comes at a time; `given` is how many have come."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces, self.given = iter(pieces), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = next(self._pieces, "").encode()
        buffer[: len(piece)] = piece
        self.given += 1
        return len(piece)
