"""What the names in records mean, for all records that have the same, and what else was seen in them."""

from collections.abc import Mapping, Set
from typing import Any

from msgspec import Struct, field

from coproladder.base.fields import ACTIVITY
from coproladder.base.words import holds_nothing, names_totals
from coproladder.placing.cache import Memo


class Layout:
    """What the names in a record mean, worked out once for all records that have the same.

    For ("Activity", "1. voice", "colour") `fields` is ("activity", "voice", None): the last is passed over.
    `free` is ["activity"], whose texts are kept as they are. `closed` is [("voice", {"Told": "told"})] once a
    text of it was read. `as_given` tells that the names are the fields. `others` is ["colour"]. `unanswered`
    tells that no name is a question, `nameless` that one is, and none is the activity.
    """

    def __init__(
        self,
        fields: tuple[str | None, ...],
        as_given: bool,
        others: list[str],
        read: Mapping[str, Memo[str, Any]],
        questions: Set[str],
    ) -> None:
        self.fields, self.as_given, self.others = fields, as_given, others
        known = [field for field in fields if field is not None]
        self.closed = [(field, read[field]) for field in known if field in read]
        self.free = [field for field in known if field not in read]
        self.unanswered = questions.isdisjoint(known)
        self.nameless = not self.unanswered and ACTIVITY not in known


class Seen(Struct):
    """What the records of one input held beside what is kept of them.

    `passed_over` holds the names passed over, `renamed` the field of each name that is not its id,
    `earlier_results` the ids of ladders of other versions that records came with, and `garbled` the first
    text that was decoded wrongly. `nameless` is how many records have answers but no name, `unanswered` how
    many have a name but no answers. `own_named` has the names, folded, of activities whose answers a person
    gave, and `own_headings` says that no question is among the headings.
    """

    passed_over: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)
    earlier_results: set[str] = field(default_factory=set)
    garbled: str = ""
    own_named: set[str] = field(default_factory=set)
    nameless: int = 0
    unanswered: int = 0
    own_headings: bool = False

    def count(self, record: dict[str, Any], layout: Layout, questions: Set[str]) -> None:
        """Count a record without its name or its answers; empty one that holds nothing, or names totals."""
        if not questions.isdisjoint(record):
            self.nameless += ACTIVITY not in record and not layout.nameless
            return
        self.nameless -= layout.nameless
        if holds_nothing(record.values()) or (len(record) == 1 and names_totals(record.get(ACTIVITY, ""))):
            record.clear()
        self.unanswered += ACTIVITY in record
