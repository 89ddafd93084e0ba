"""One record that was read, an activity or what is wrong with it, and those that came in together."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from coproladder.base.errors import DataError
from coproladder.base.fields import ACTIVITY
from coproladder.base.words import shorten
from coproladder.placing.activity import Activity
from coproladder.placing.vocabulary import Vocabulary


class Rejected(Struct, frozen=True):
    """A record that could not be read: where it is (counted from 1), and what is wrong with it.

    `row` is its row in a table, 0 where it stands in none; `activity` is its name where that is known.
    With `whole` nothing of the input could be read, or nothing more `after` so many records.
    """

    line: int
    column: int | None
    message: str
    row: int = 0
    activity: str | None = None
    whole: bool = False
    after: int = 0

    def __str__(self) -> str:
        place = f"line {self.line}" + ("" if self.column is None else f", column {self.column}")
        if self.row:
            inner = f" ({place})" if self.column is not None or self.row != self.line else ""
            place = f"row {self.row}{inner}"
        return f"{place}{f', {shorten(self.activity)}' if self.activity else ''}: {self.message}"


def column_letters(at: int) -> str:
    """Return what spreadsheets call a column, counted from 0: A, B, Z, AA."""
    letters, rest = "", at + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def rejected(error: DataError, line: int, row: int = 0, given: Any = None) -> Rejected:
    """Return what is wrong with the record that begins in `line`, of which `given` could be read."""
    name = given.get(ACTIVITY) if isinstance(given, dict) else None
    activity = str(name) if isinstance(name, str | int) and str(name).strip() else None
    return Rejected(error.line or line, error.column, error.message, row, activity)


Item = Activity | Rejected
Log = Callable[[str], None]
"""Takes a line on what was guessed or passed over."""


class RecordBatch(Struct, frozen=True):
    """Records that came in together, each an activity or what is wrong with it.

    `columns` holds the fields of the table that they stand in, None where they stand in none.
    """

    items: list[Item]
    columns: tuple[str, ...] | None = None


def item(given: Any, line: int, vocabulary: Vocabulary) -> Item:
    """Return the activity in a value that stands in `line`, or what is wrong with it.

    Where it could not be read, `given` is the DataError.
    """
    if not isinstance(given, dict):
        no_record = DataError("a record has fields with names, and this has none")
        return rejected(given if isinstance(given, DataError) else no_record, line)
    try:
        return vocabulary.activity(given, line)
    except DataError as error:
        return rejected(error, line, given=given)
