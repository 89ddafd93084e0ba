"""One record that was read, an activity or what is wrong with it, and those that came in together."""

from typing import Any

from msgspec import Struct

from coproladder.base.errors import DataError
from coproladder.placing.activity import Activity, Vocabulary
from coproladder.reading.lines import Rejected, rejected

Item = Activity | Rejected


class RecordBatch(Struct, frozen=True):
    """Records that came in together, each an activity or what is wrong with it.

    `columns` holds the fields of the table that they stand in, None where they stand in none.
    """

    items: list[Item]
    columns: tuple[str, ...] | None = None


def item(given: Any, line: int, vocabulary: Vocabulary) -> Item:
    """Return the activity in a value that stands in `line`, or what is wrong with it."""
    if not isinstance(given, dict):
        return Rejected(line, None, "a record has fields with names, and this has none")
    try:
        return vocabulary.activity(given, line)
    except DataError as error:
        return rejected(error, line, given=given)
