"""What an activity's result holds, worked out once for each combination of what the rules look at."""

from collections.abc import Callable
from typing import Generic, TypeVar

from coproladder.base.fields import CALLED
from coproladder.ladder.records import Ladder
from coproladder.placing.activity import Activity
from coproladder.placing.memo import Memo

Found = TypeVar("Found")


class ResultCache(Generic[Found]):
    """Calls `work_out` once for each combination of the fields that rules and notes look at.

    `work_out` gets an activity with no other fields than those.
    """

    def __init__(self, ladder: Ladder, work_out: Callable[[Activity], Found]) -> None:
        self._fields = (*(question.id for question in ladder.questions), CALLED)
        self._work_out = work_out
        self._found = Memo(self._from_key)

    def __call__(self, activity: Activity) -> Found:
        """Return what `work_out` makes of an activity that has been checked against the ladder."""
        return self._found[tuple(map(activity.record.get, self._fields))]

    def _from_key(self, key: tuple[str | None, ...]) -> Found:
        known = {field: value for field, value in zip(self._fields, key, strict=True) if value is not None}
        return self._work_out(Activity(known))
