"""What a result adds to a record, worked out once for each combination of answers and claim."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from msgspec import UNSET

from coproladder.activities import MOST_KEPT, Activity, Claims
from coproladder.errors import DataError
from coproladder.fields import CALLED
from coproladder.ladder import Ladder

Key = tuple[Any, ...]
End = TypeVar("End")


class Ends(dict[Key, End], Generic[End]):
    """The end of a result by answers and claim, in the order of `fields`; UNSET or "" where not known.

    A claim may be any name of a rung. DataError where it is none, or where an answer is not an id.
    """

    def __init__(self, ladder: Ladder, work_out: Callable[[Activity], End]) -> None:
        super().__init__()
        self.fields = (*(question.id for question in ladder.questions), CALLED)
        self.claims = Claims(ladder)
        self._ids = {question.id: {answer.id for answer in question.answers} for question in ladder.questions}
        self._work_out = work_out

    def of(self, activity: Activity) -> End:
        """Return the end of an activity's result."""
        return self[tuple(activity.record.get(field, UNSET) for field in self.fields)]

    def __missing__(self, key: Key) -> End:
        if len(self) >= MOST_KEPT:
            # A ladder of many questions: what is not kept is worked out again.
            self.clear()
        known = {field: value for field, value in zip(self.fields, key, strict=True) if value}
        claim = known.get(CALLED)
        if claim and self.claims[claim] != claim:
            self[key] = end = self[*key[:-1], self.claims[claim]]
            return end
        if not all(known[question] in ids for question, ids in self._ids.items() if question in known):
            raise DataError("an answer that needs a closer look")
        self[key] = end = self._work_out(Activity(known))
        return end
