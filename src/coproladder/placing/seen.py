"""Remembers what a vocabulary has read, so that people can be told."""

from collections.abc import Set
from typing import Any

from msgspec import Struct, field

from coproladder.base.fields import ACTIVITY
from coproladder.base.words import holds_nothing
from coproladder.placing.layout import Layout


class Seen(Struct):
    """What the records of one input held beside what is kept of them.

    `passed_over` holds the names passed over, `renamed` the field of each name that is not its id,
    `plain_names` those that may be of an activity, `earlier_results` the ids of ladders of other versions
    that records came with, and `garbled` the first text that was decoded wrongly. `nameless` is how many
    records have answers but no name, `unanswered` how many have a name but no answers.
    """

    passed_over: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)
    plain_names: set[str] = field(default_factory=set)
    earlier_results: set[str] = field(default_factory=set)
    garbled: str = ""
    nameless: int = 0
    unanswered: int = 0

    def count(self, record: dict[str, Any], layout: Layout, questions: Set[str]) -> None:
        """Count a record without its name or its answers; empty one that holds nothing."""
        if not questions.isdisjoint(record):
            self.nameless += ACTIVITY not in record and not layout.nameless
            return
        self.nameless -= layout.nameless
        if holds_nothing(record.values()):
            record.clear()
        self.unanswered += ACTIVITY in record
