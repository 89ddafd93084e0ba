"""What a result adds to a record, worked out once for each combination of answers and claim."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from msgspec import UNSET

from coproladder.activities import Activity
from coproladder.fields import CALLED
from coproladder.ladder import Ladder

MOST_KEPT = 20_000

Key = tuple[Any, ...]
End = TypeVar("End")


class Ends(dict[Key, End], Generic[End]):
    """The end of a result by answers and claim, in the order of `fields`; UNSET where not known."""

    def __init__(self, ladder: Ladder, work_out: Callable[[Activity], End]) -> None:
        super().__init__()
        self.fields = (*(question.id for question in ladder.questions), CALLED)
        self._work_out = work_out

    def of(self, activity: Activity) -> End:
        """Return the end of an activity's result."""
        return self[tuple(activity.record.get(field, UNSET) for field in self.fields)]

    def __missing__(self, key: Key) -> End:
        if len(self) >= MOST_KEPT:
            # A ladder of many questions: what is not kept is worked out again.
            self.clear()
        known = {field: value for field, value in zip(self.fields, key, strict=True) if value is not UNSET}
        self[key] = end = self._work_out(Activity(known))
        return end
