"""What can be wrong with names in a record: one that means no field or rung, or two that mean one field."""

from collections.abc import Sequence

from coproladder.base.errors import DataError
from coproladder.base.fields import FIELDS, RESULT_FIELDS
from coproladder.base.words import shorten, suggest
from coproladder.placing.mapping import map_option


class NoRungError(DataError):
    """What people call an activity is far from the name of any rung."""


class NoFieldError(DataError):
    """A name that means no field, and the field that it is `near`, if any.

    `is_one_of_own` tells that none of the names beside it is one of the `questions`.
    """

    def __init__(
        self, name: str, near: str | None, questions: Sequence[str], is_one_of_own: bool = False
    ) -> None:
        cure = suggest(name, [near] if near else (*FIELDS, *questions))
        own = ", or type coproladder match to say what your own names mean"
        learn = own if is_one_of_own and not near else ""
        fault = f'there is no field "{shorten(name)}"; {cure} (if it is your own, add --keep-extra{learn})'
        if name in RESULT_FIELDS:
            fault = f'"{shorten(name)}" is a name that results use; choose another name'
        super().__init__(fault)


class GivenTwiceError(DataError):
    """Two names, at the places `first` and `second`, mean the same field; `pairs` are all such fields.

    `others` names those of them that come after the first.
    """

    def __init__(self, pairs: Sequence[tuple[str, int, int]], names: Sequence[str], match_file: str) -> None:
        self.pairs, self._match_file = pairs, match_file
        self.field, self.first, self.second = pairs[0]
        self.others = ", ".join(dict.fromkeys(field for field, *_ in pairs if field != self.field))
        both = " and in ".join(f'"{shorten(names[at])}"' for at in (self.first, self.second))
        too = f", and so is each of {self.others}" if self.others else ""
        super().__init__(
            f"{self.field}: it is given twice, in {both}{too}; keep one, or {self.ways_to_read(names)}"
        )

    def ways_to_read(self, names: Sequence[str]) -> str:
        """Return how to read the first name of each field, and how the second."""
        first, second = (
            map_option(self._match_file, *((field, names[places[which]]) for field, *places in self.pairs))
            for which in (0, 1)
        )
        return f"to read the first add {first}; to read the second add {second}"
