"""One record that was read, an activity or what is wrong with it, and those that came in together."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from coproladder.base.errors import DataError
from coproladder.base.fields import ACTIVITY, LADDER
from coproladder.base.words import fold, holds_nothing, names_totals, shorten
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


def until_fault(batches: Iterable[RecordBatch]) -> Iterator[RecordBatch]:
    """Yield batches; where that raises DataError, what is wrong comes last, after how many records."""
    read = 0
    try:
        for batch in batches:
            read += len(batch.items)
            yield batch
    except DataError as error:
        yield RecordBatch([Rejected(error.line or 1, error.column, error.message, whole=True, after=read)])


Cells = Sequence[tuple[str, str | None, Any]]
"""Names as they were given, each with the field that it means and its value."""


def item(given: Any, line: int, vocabulary: Vocabulary, account: Account) -> Item | None:
    """Return the activity in a value in `line`, what is wrong with it, or None where it holds nothing.

    Where it could not be read, `given` is the DataError.
    """
    if not isinstance(given, dict):
        no_record = DataError("a record needs fields with names, and this has none")
        return rejected(given if isinstance(given, DataError) else no_record, line)
    found: Item
    try:
        found = vocabulary.activity(given, line)
    except DataError as error:
        found = rejected(error, line, given=given)
    else:
        if found.record:
            return found
    named = [(name, vocabulary.meaning(name), value) for name, value in given.items()]
    ours = [each for each in named if each[1]]
    return without_activity(found, ours or named, vocabulary.names, account)


def without_activity(found: Item, cells: Cells, names: Names, account: Account) -> Rejected | None:
    """Return what is wrong with a record in which no activity was found, whose `cells` are those of fields.

    None stands for one that holds nothing, of which the account is told: an empty one, one of dashes, the
    headings once more, and totals, which are numbers alone beside no name, or beside one such as "Total".
    """
    if isinstance(found, Activity) and found.left_out:
        return Rejected(found.line, None, found.left_out[0].message, found.row)
    filled = [(name, field, str(value).strip()) for name, field, value in cells if value is not None]
    filled = [(name, field, text) for name, field, text in filled if text]
    answers = [text for _, field, text in filled if field in names.answers]
    told = [text for _, field, text in filled if field != ACTIVITY or not names_totals(text)]
    nameless = ACTIVITY in {field for _, field, _ in cells} - {field for _, field, _ in filled}
    what = "row" if found.row else "record"
    kind = f"empty {what}"
    if holds_nothing(text for *_, text in filled):
        kind = f"{what} of dashes" if filled else kind
    elif all(fold(text) == fold(name) or names.field(text) == (field or 0) for name, field, text in filled):
        kind = f"repeated heading {what}"
    elif (nameless or len(told) < len(filled)) and all(re.fullmatch(NUMBER, text) for text in told):
        kind = f"{what} of totals"
    elif isinstance(found, Rejected):
        are_numbers = answers and all(re.fullmatch(NUMBER, text) for text in answers)
        cure = "; if this is a row of totals, delete it" if found.row and are_numbers else ""
        return replace(found, message=found.message + cure)
    account.unused("row", kind, line=found.line, row=found.row)
    return None


def list_among(values: Collection[tuple[str, Any]], lists: list[str], account: Account, line: int) -> str:
    """Return which of `lists` in the object in `line` holds the records, and tell of what is beside it.

    Raises DataError where there are several, and for a report of ours.
    """
    if {LADDER, "records", "places"} <= {name for name, _ in values}:
        raise DataError("this is a report, not its records; read the files that it was made from", line)
    given = [name for name, _ in values if name in lists]
    if len(given) > 1:
        names = " and ".join(f'"{shorten(name)}"' for name in given)
        cure = "keep one, or put all records into one list"
        raise DataError(f"there is more than one list of records, {names}; {cure}", line)
    for name, value in values:
        if name not in lists and value not in (None, "", [], {}):
            account.unused("key", name, line=line)
    return given[0]
