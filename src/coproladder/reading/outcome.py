"""One record that was read, an activity or what is wrong with it, and those that came in together."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from coproladder.base.errors import DataError
from coproladder.base.fields import ACTIVITY
from coproladder.base.words import fold, holds_nothing, shorten
from coproladder.placing.activity import Activity
from coproladder.placing.answers import NUMBER
from coproladder.placing.names import Names
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.account import Account


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

    `columns` holds the fields of the table that they stand in, None where they stand in none; `sheet` is its
    name in a workbook that has several.
    """

    items: list[Item]
    columns: tuple[str, ...] | None = None
    sheet: str = ""


def item(given: Any, line: int, vocabulary: Vocabulary, account: Account) -> Item | None:
    """Return the activity in a value in `line`, what is wrong with it, or None where it holds nothing.

    Where it could not be read, `given` is the DataError.
    """
    if not isinstance(given, dict):
        no_record = DataError("a record needs fields with names, and this has none")
        return rejected(given if isinstance(given, DataError) else no_record, line)
    try:
        activity = vocabulary.activity(given, line)
    except DataError as error:
        ours = {name: value for name, value in given.items() if vocabulary.meaning(name)}
        kind, bad = kind_of_nothing(ours or given, vocabulary.names), rejected(error, line, given=given)
        return passed_over(kind.format("record"), account, bad) if kind else bad
    if activity.record:
        return activity
    return passed_over("empty record", account, activity)


def passed_over(kind: str, account: Account, item: Item) -> Rejected | None:
    """Tell the account of a row or record that holds nothing, unless something was wrong with it."""
    if isinstance(item, Activity) and item.left_out:
        return Rejected(item.line, None, item.left_out[0].message, item.row)
    account.unused("row", kind, line=item.line, row=item.row)
    return None


def kind_of_nothing(given: Mapping[str, Any], names: Names) -> str:
    """Return what kind of row holds nothing, from its headings and cells; "" where it holds something.

    That is an empty one, one of dashes, the headings once more, and totals: numbers alone, and no name.
    """
    filled = {name: str(value) for name, value in given.items() if value is not None and str(value).strip()}
    if holds_nothing(filled.values()):
        return "{} of dashes" if filled else "empty {}"
    if all(
        fold(text) == fold(name) or names.field(text) == (names.field(name) or 0)
        for name, text in filled.items()
    ):
        return "repeated heading {}"
    is_nameless = any(names.field(name) == ACTIVITY for name in given.keys() - filled)
    are_numbers = all(re.fullmatch(NUMBER, text.strip()) for text in filled.values())
    return "{} of totals" if is_nameless and are_numbers else ""


def list_among(values: Iterable[tuple[str, Any]], lists: list[str], account: Account, line: int) -> str:
    """Return which of `lists` in the object in `line` holds the records, and tell of what is beside it.

    Raises DataError where there are several.
    """
    given = [name for name, _ in values if name in lists]
    if len(given) > 1:
        names = " and ".join(f'"{shorten(name)}"' for name in given)
        raise DataError(f"there is more than one list of records, {names}; keep one", line)
    for name, value in values:
        if name not in lists and value not in (None, "", [], {}):
            account.unused("key", name, line=line)
    return given[0]
