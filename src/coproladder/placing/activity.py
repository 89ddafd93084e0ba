"""One activity as the rest of the tool has it: its record in ids, checked by `vocabulary`."""

from typing import Any

from msgspec import Struct

from coproladder.base.fields import ACTIVITY, CALLED


class LeftOut(Struct, frozen=True):
    """An optional field that was left out of a record: the value it had, and what was wrong with it."""

    field: str
    value: str
    message: str


class Activity(Struct, frozen=True, gc=False):
    """One activity: its fields in the order they were given, ready to be written out again.

    Answers are ids, `called` is the id of a rung, `level` and `stage` are ids where the ladder
    lists them, and dates are text. A field that is not known is not there. `line` is the line of
    its file that it begins in and `row` its row in a table, from 1; 0 where there is none.
    `left_out` holds the optional fields whose values were invalid. `file` names its file, where that matters.
    """

    record: dict[str, Any]
    line: int = 0
    row: int = 0
    left_out: tuple[LeftOut, ...] = ()
    file: str = ""

    @property
    def name(self) -> str | None:
        """What the activity is called in its record."""
        return self.record.get(ACTIVITY)

    @property
    def called(self) -> str | None:
        """The id of the rung that the organisers claim."""
        return self.record.get(CALLED)
