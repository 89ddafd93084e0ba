"""Remembers what a function returned, so that the same work is done once for any number of records."""

from collections.abc import Callable
from typing import Generic, TypeVar

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
