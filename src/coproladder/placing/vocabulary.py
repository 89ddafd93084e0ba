"""What a record may say on a ladder: each field checked, and put in ids."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from coproladder.base.errors import DataError
from coproladder.base.fields import (
    ACTIVITY,
    ANSWERED_BY,
    CALLED,
    DATE,
    FIELDS,
    LADDER,
    LEVEL,
    RESULT_FIELDS,
    STAGE,
    DateOrder,
)
from coproladder.base.text import refuse_surrogates
from coproladder.base.words import nearest, shorten, suggest
from coproladder.ladder.records import Ladder
from coproladder.placing.activity import Activity, LeftOut
from coproladder.placing.cache import Memo
from coproladder.placing.dates import date_fault, is_ambiguous, read_date
from coproladder.placing.names import Names, mapped_places, places_of

OPTIONAL = (DATE, LEVEL, STAGE, CALLED)
"""Fields that do not affect the rung: an invalid value is left out with a warning."""


class Layout(Struct, frozen=True):
    """What the names in a record mean, worked out once for all records that have the same.

    For ("Activity", "1. voice", "colour") `fields` is ("activity", "voice", None): the last is passed over.
    `free` is ["activity"], whose texts are kept as they are. `closed` is [("voice", {"Told": "told"})] once a
    text of it was read. `as_given` tells that the names are the fields.
    """

    fields: tuple[str | None, ...]
    as_given: bool
    closed: list[tuple[str, Memo[str, Any]]]
    free: list[str]


class Vocabulary:
    """What the records of one input may call their fields, and say in them, on a ladder.

    Fields whose names are not known are passed over, or with `keep_extra` kept as they are. `date_order`
    says how dates such as 04/05/2026 are read: month first where None was given and the ladder is in
    American English, else day first. `mapped` has the name that a person gave for a field, as in
    {"activity": "Project"}; a blank one says that nothing holds the field.

    It remembers what it reads: `passed_over` holds the names passed over, `earlier_results` the ids of
    ladders of other versions that records came with.
    """

    def __init__(
        self,
        ladder: Ladder,
        keep_extra: bool = False,
        date_order: DateOrder | None = None,
        mapped: Mapping[str, str] | None = None,
    ) -> None:
        self.ladder, self.names, self.keep_extra = ladder, Names(ladder), keep_extra
        is_american = ladder.about.language.casefold() == "en-us"
        self.date_order: DateOrder = date_order or ("mdy" if is_american else "dmy")
        self._is_order_given = date_order is not None
        self.mapped = {**(mapped or {})}
        self.passed_over: set[str] = set()
        self.earlier_results: set[str] = set()
        self._readers: dict[str, Callable[[str], Any]] = {
            DATE: self._date,
            LEVEL: partial(self.names.entry, LEVEL),
            STAGE: partial(self.names.entry, STAGE),
            CALLED: self._rung,
            **{question: answers.read for question, answers in self.names.answers.items()},
        }
        # These hold few different texts, so each text is read once.
        self._read = {field: Memo(partial(self._outcome, field)) for field in self._readers}
        self._layouts = Memo(self._layout)
        self._row_layouts = Memo(partial(self._layout, in_row=True))

    def activity(self, given: dict[str, Any], line: int = 0, row: int = 0) -> Activity:
        """Return the activity in one flat record, which is changed; raises DataError that names the field.

        Fields are known by id or by the wording of their question, answers by id or by a wording, of this
        version or an earlier one. A value of None and common words for "not sure" mean that it is not
        known. In a record that is a result of ours, the fields of the result are passed over. An optional
        field with an invalid value is left out. `line` and `row` are where the record stands; one with a
        row has the ids of its fields already, from the header of its table.
        """
        layout = (self._row_layouts if row else self._layouts)[tuple(given)]
        record = given if layout.as_given else self._by_field(layout, given)
        left_out: tuple[LeftOut, ...] = ()
        # These loops are most of the work on a record.
        for field, remembered in layout.closed:
            value = record[field]
            found = remembered[value] if type(value) is str else self._outcome(field, value)
            if type(found) is str:
                record[field] = found
                continue
            del record[field]
            if found is not None:
                if field not in OPTIONAL:
                    raise DataError(found.message)
                left_out = (*left_out, LeftOut(field, str(value), found.message))
        for field in layout.free:
            value = record[field]
            if value is None:
                del record[field]
            elif type(value) is not str or not value.isascii():
                record[field] = self.value(field, value)
        return Activity(record, line, row, left_out)

    def strict_activity(self, given: Mapping[str, Any]) -> Activity:
        """Return what `activity` does, or raise DataError where something would not become part of it."""
        activity = self.activity({**given})
        if activity.left_out:
            raise DataError(activity.left_out[0].message)
        if unknown := given.keys() & self.passed_over:
            raise self.names.unknown_field(min(unknown))
        return activity

    def value(self, field: str, value: Any) -> Any:
        """Return the value of a field as its record keeps it, None where it is not known.

        Raises DataError where a known field cannot have this value.
        """
        if value is None:
            return None
        if type(value) is int and field in (ACTIVITY, ANSWERED_BY, DATE, CALLED):
            value = str(value)
        if not isinstance(value, str):
            if field in self.names.answers:
                ids = suggest("", self.names.answers[field].ids)
                raise DataError(f"{field}: a value that is not text is not an answer to it; {ids}")
            if field in FIELDS:
                raise DataError(f"{field}: this must be text; put it in quotes")
            return value
        refuse_surrogates(field, value)
        read = self._readers.get(field)
        return read(value) if read else value

    def own_name(self, name: str, taken: set[str | None]) -> str:
        """Return the name under which a field that is not ours is kept, and add it to those `taken`."""
        while name in taken or not self.names.is_free(name):
            # What follows a full stop or a bracket could be taken for the name, as in "1. voice".
            name = f"own_{re.sub('[.)]', '', name)}"
        taken.add(name)
        return name

    @property
    def earlier_answers(self) -> list[str]:
        """The texts that were read as answers of an earlier version of the questions."""
        return [
            text
            for question, answers in self.names.answers.items()
            for text in sorted(self._texts_read(question))
            if answers.is_earlier(text)
        ]

    @property
    def guessed_date(self) -> str:
        """The first date whose day and month the language of the ladder alone told apart, "" for none."""
        dates = () if self._is_order_given else self._texts_read(DATE)
        return next(filter(is_ambiguous, dates), "")

    @property
    def mapped_in_vain(self) -> list[str]:
        """The fields for which a person gave a name, where records came and none had it."""
        seen = [*{name for names in self._layouts for name in names}]
        return [
            field
            for field, name in self.mapped.items()
            if seen and name.strip() and not places_of(name, seen)
        ]

    def _texts_read(self, field: str) -> list[str]:
        """Return the texts that meant something in a field, the first first."""
        return [text for text, found in self._read[field].items() if type(found) is str]

    def _layout(self, names: tuple[str, ...], in_row: bool = False) -> Layout:
        ids = (None if name == LADDER else name for name in names)
        fields = tuple(ids) if in_row else self._fields(names)
        known = [field for field in fields if field is not None]
        closed = [(field, self._read[field]) for field in known if field in self._read]
        return Layout(fields, fields == names, closed, [field for field in known if field not in self._read])

    def _fields(self, names: tuple[str, ...]) -> tuple[str | None, ...]:
        """Return the field that each name of a record means; None is passed over.

        Raises DataError where a name is close to a field that is missing, where two mean the same field,
        and where some name is unknown and none is a question.
        """
        chosen = mapped_places(names, self.mapped)
        fields, unknown = self.names.fields(names, chosen)
        taken = {*fields, *chosen}
        has_no_question = {*fields}.isdisjoint(self.names.questions)
        for at in unknown:
            name = names[at]
            if self.keep_extra and name not in RESULT_FIELDS:
                refuse_surrogates(name, name)
                fields[at] = self.own_name(name, taken)
                continue
            near = nearest(name, self.names.known)
            may_be_lost = has_no_question or name in RESULT_FIELDS or (near and near not in taken)
            if may_be_lost and self.names.field(name) not in chosen:
                raise self.names.unknown_field(name)
            self.passed_over.add(name)
        return tuple(fields)

    def _by_field(self, layout: Layout, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record under the ids of its fields, less what is passed over.

        A result of another version of this ladder is remembered; nothing of it becomes part of the record.
        """
        found, about = given.get(LADDER), self.ladder.about
        if isinstance(found, str) and found.startswith(f"{about.id}/") and found != self.ladder.id:
            self.earlier_results.add(found)
        values = zip(layout.fields, given.values(), strict=True)
        return {field: value for field, value in values if field is not None}

    def _outcome(self, field: str, value: Any) -> Any:
        """Return what `value` does, or the error where it would raise one, so that it can be remembered."""
        try:
            return self.value(field, value)
        except DataError as error:
            return error

    def _rung(self, name: str) -> str | None:
        try:
            return self.names.rung(name, CALLED).id
        except DataError:
            # A rung may be called by a word that else means that nothing is known.
            if self.names.is_not_known(name):
                return None
            raise

    def _date(self, text: str) -> str | None:
        if self.names.is_not_known(text):
            return None
        try:
            return read_date(text, self.date_order)
        except ValueError:
            raise DataError(f'{DATE}: "{shorten(text)}" {date_fault(text, self.date_order)}') from None


def make_activity(ladder: Ladder, given: Mapping[str, Any], keep_extra: bool = False) -> Activity:
    """Return the activity in one flat record such as {"activity": "Forum", "voice": "discuss"}.

    See `Vocabulary.activity`; here a field that is not known, or an optional one that is invalid, is an
    error too. With `keep_extra` the first is kept. To read many, make one Vocabulary and keep it.
    """
    return Vocabulary(ladder, keep_extra).strict_activity(given)
