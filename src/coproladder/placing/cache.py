"""Remembers what was worked out: any value by its key, and results by what the rules look at."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from coproladder.base.fields import CALLED
from coproladder.ladder.records import Ladder
from coproladder.placing.activity import Activity

MOST_KEPT = 30_000
"""How many values a memo holds at the most, so that memory stays small whatever comes."""

LONGEST_KEPT = 500
"""How long a text may be at the most to be remembered."""

Key = TypeVar("Key")
Result = TypeVar("Result")


class Memo(dict[Key, Result], Generic[Key, Result]):
    """A dictionary that works out a missing value with `function`, and empties itself when it is full.

    Values of long texts are not remembered, nor is an error that `function` raises.
    """

    def __init__(self, function: Callable[[Key], Result]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: Key) -> Result:
        value = self._function(key)
        if isinstance(key, str) and len(key) > LONGEST_KEPT:
            return value
        if len(self) >= MOST_KEPT:
            self.clear()
        self[key] = value
        return value


class ResultCache(Generic[Result]):
    """Calls `work_out` once for each combination of answers, claim, and what else a note asks for.

    `work_out` gets an activity with no other fields than those.
    """

    def __init__(self, ladder: Ladder, work_out: Callable[[Activity], Result]) -> None:
        self._fields = (*ladder.noted, CALLED, *(question.id for question in ladder.questions))
        self._work_out = work_out
        self._found = Memo(self._from_values)

    def __call__(self, activity: Activity) -> Result:
        """Return what `work_out` makes of an activity that has been checked against the ladder."""
        return self._found[tuple(map(activity.record.get, self._fields))]

    def each(self, activities: Iterable[Activity]) -> list[Result]:
        """Return what calling the cache with each of the activities would."""
        fields, found = self._fields, self._found
        return [found[tuple(map(activity.record.get, fields))] for activity in activities]

    def _from_values(self, values: tuple[str | None, ...]) -> Result:
        known = {field: value for field, value in zip(self._fields, values, strict=True) if value is not None}
        return self._work_out(Activity(known))
