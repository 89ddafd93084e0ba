"""What can be wrong with names in a record: two that mean one field, or one that is far from any rung."""

from collections.abc import Sequence

from coproladder.base.errors import DataError
from coproladder.base.words import shorten


class NoRungError(DataError):
    """What people call an activity is far from the name of any rung."""


class GivenTwiceError(DataError):
    """Two names, at the places `first` and `second`, mean the same field; `pairs` are all such fields."""

    def __init__(self, pairs: Sequence[tuple[str, int, int]], names: Sequence[str]) -> None:
        self.pairs = pairs
        self.field, self.first, self.second = pairs[0]
        text = shorten(names[self.second])
        super().__init__(f'{self.field}: it is given twice, here as "{text}"; keep one')
