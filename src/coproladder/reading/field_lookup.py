"""Tells which headings of a table, or keys of a record, name a field of the ladder."""

from collections.abc import Iterable
from functools import cached_property

from coproladder.base.fields import ACTIVITY
from coproladder.ladder.records import Ladder


class FieldLookup:
    """Finds the fields and questions of one ladder among any headings or keys."""

    def __init__(self, ladder: Ladder) -> None:
        self._ladder = ladder
        self._questions = {question.id for question in ladder.questions}

    def fields(self, names: Iterable[str]) -> set[str]:
        """Return the fields that the names mean, as form tools write them."""
        # Most input has nothing to look up, and starts sooner without.
        from coproladder.reading.heading_words import parts, unremarked, variants

        readings = (text for name in names for text in (*variants(name), *unremarked(name), *parts(name)))
        return {self._names[text] for text in readings if text in self._names}

    def has_question(self, names: Iterable[str]) -> bool:
        """Whether one of the names is that of a question."""
        return not self._questions.isdisjoint(self.fields(names))

    def names_activity(self, names: Iterable[str]) -> bool:
        """Whether the names are those of a record: what the activity is called, or a question."""
        return not {ACTIVITY, *self._questions}.isdisjoint(self.fields(names))

    @cached_property
    def _names(self) -> dict[str, str]:
        from coproladder.reading.heading_words import field_names

        return field_names(self._ladder)
