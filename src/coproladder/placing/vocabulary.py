"""What a record may say on a ladder: each field checked, and put in ids."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from coproladder.base.errors import DataError
from coproladder.base.fields import (
    ACTIVITY,
    BASIS,
    CALLED,
    DATE,
    FORM_FIELDS,
    LADDER,
    LEVEL,
    MOST_FIELDS,
    STAGE,
    DateOrder,
)
from coproladder.base.text import is_garbled, refuse_surrogates, unescaped
from coproladder.base.words import UNSEEN, fold, shorten, suggest
from coproladder.ladder.records import Ladder
from coproladder.placing.activity import Activity, LeftOut
from coproladder.placing.answers import NO_ANSWER
from coproladder.placing.cache import Memo
from coproladder.placing.dates import date_fault, is_ambiguous, read_date
from coproladder.placing.layout import Layout, Seen
from coproladder.placing.mapping import NoFieldError, is_by_tool, mapped_places, places_of
from coproladder.placing.names import Names, is_result
from coproladder.placing.nesting import may_hold_fields, unnested

OPTIONAL = (DATE, LEVEL, STAGE, CALLED, BASIS)
"""Fields that do not affect the rung: an invalid value is left out with a warning."""


class Vocabulary:
    """What the records of one input may call their fields, and say in them, on a ladder.

    Unknown fields are passed over, or with `keep_extra` kept. `date_order` says how 04/05/2026 is read: where
    None was given, as the language of the ladder has it. `mapped` has the name that a person gave for a
    field, as in {"activity": "Project"}, blank where nothing holds it. `own_answers` has
    answers by the folded name of an activity, which go before cells. `seen` is the rest.
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
        self._questions = frozenset(self.names.questions)
        self.date_order: DateOrder = date_order or ("mdy" if is_american else "dmy")
        self._is_order_given = date_order is not None
        self.mapped = {**(mapped or {})}
        self.own_answers: dict[str, dict[str, str | None]] = {}
        self.seen = Seen()
        self._readers: dict[str, Callable[[str], Any]] = {
            DATE: self._date,
            **{field: partial(self.names.entry, field) for field in (LEVEL, STAGE, BASIS)},
            CALLED: lambda name: self.names.rung(name, CALLED).id,
            **{question: answers.read for question, answers in self.names.answers.items()},
        }
        # These hold few different texts, so each text is read once.
        self._read = {field: Memo(partial(self._outcome, field)) for field in self._readers}
        self._by_tool: bool | None = None
        self._layouts = Memo(self._layout)
        self._row_layouts = Memo(partial(self._layout, in_row=True))

    def activity(self, given: dict[str, Any], line: int = 0, row: int = 0, is_flat: bool = False) -> Activity:
        """Return the activity in one flat record, which is changed; raises DataError that names the field.

        Fields are known by id or by the wording of their question, answers by id or by a wording, of this
        version or an earlier one. A value of None and common words for "not sure" mean that it is not
        known. In a record that is a result of ours, the fields of the result are passed over. An optional
        field with an invalid value is left out, and a record of dashes is empty. `line` and `row` are where
        it is; one with a row has the ids of its fields already. Fields in an inner object count if not
        `is_flat`.
        """
        layout = None
        try:
            layout = (self._row_layouts if row else self._layouts)[tuple(given)]
        except DataError:
            has_inner = any(isinstance(value, dict | list) for value in given.values())
            if is_flat or is_result(given) or not has_inner:
                raise
            given = {name: value for name, value in given.items() if value not in ({}, [])}
        if layout is None or (
            layout.others and not is_flat and may_hold_fields(layout, given, self.names, self.mapped)
        ):
            flat = unnested(given, self.names, self.mapped, self.meaning)
            return self.activity(flat, line, row, is_flat=True)
        if layout.others and not self.keep_extra:
            self.seen.passed_over.update(layout.others)
        record = given if layout.as_given else self._by_field(layout, given)
        if self.own_answers and (own := self.own_answers.get(name := fold(str(record.get(ACTIVITY, ""))))):
            self.seen.own_named.add(name)
            record |= own
            layout = self._row_layouts[tuple(record)]
        left_out: tuple[LeftOut, ...] = ()
        has_gap = layout.unanswered
        # These loops are most of the work on a record.
        for field, remembered in layout.closed:
            value = record[field]
            found = remembered[value] if type(value) is str else self._outcome(field, value)
            if type(found) is str:
                record[field] = found
                continue
            if found is not None:
                if field not in OPTIONAL:
                    raise DataError(found.message)
                left_out = (*left_out, LeftOut(field, str(value), found.message))
            del record[field]
            has_gap = True
        for field in layout.free:
            value = record[field]
            if type(value) is not str or not value.isascii() or value < "!" or "&" in value:
                record[field] = self.value(field, value)
                if record[field] is None:
                    del record[field]
                    has_gap = True
        if layout.nameless:
            self.seen.nameless += 1
        if has_gap:
            self.seen.count(record, layout, self._questions)
        return Activity(record, line, row, left_out)

    def strict_activity(self, given: Mapping[str, Any]) -> Activity:
        """Return what `activity` does, or raise DataError where something would not become part of it."""
        activity = self.activity({**given})
        if activity.left_out:
            raise DataError(activity.left_out[0].message)
        if unknown := given.keys() & self.seen.passed_over:
            raise NoFieldError(min(unknown), self.names.near(min(unknown)), self.names.questions)
        return activity

    def value(self, field: str, value: Any) -> Any:
        """Return the value of a field as its record keeps it, None where it is not known.

        Raises DataError where a known field cannot have this value.
        """
        if type(value) is list and field in self._questions and all(type(each) is str for each in value):
            value = "; ".join(value)
        if value is None:
            return None
        if type(value) in (int, float) and field in self.names.known and field not in self._questions:
            value = str(value)
        if not isinstance(value, str):
            if field in self.names.answers:
                ids = suggest("", self.names.answers[field].ids)
                raise DataError(f"{field}: an answer must be text, and this is not; {ids}")
            if field in self.names.known:
                raise DataError(f"{field}: this must be text; put it in quotes")
            return value
        if not value.isascii():
            refuse_surrogates(field, value)
            self.seen.garbled = self.seen.garbled or (value if is_garbled(value) else "")
        if read := self._readers.get(field):
            try:
                return read(value)
            except DataError:
                # A rung may be called by a word that else means that nothing is known.
                if self.names.is_not_known(value):
                    return None
                raise
        if field == ACTIVITY:
            value = unescaped(value)
        return value if value[:1].isalnum() or value.translate(UNSEEN).strip() else None

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
    def has_own_words(self) -> bool:
        """Whether a table, or records beside a match file, have words that are no answers, or no question."""
        read = chain.from_iterable(self._read[question].values() for question in self.names.questions)
        faults = (found.message for found in read if isinstance(found, DataError))
        may_be_own = bool(self._row_layouts or self.names.match_file)
        return self.seen.own_headings or (may_be_own and any(NO_ANSWER in each for each in faults))

    @property
    def guessed_date(self) -> str:
        """The first date whose day and month the language of the ladder alone told apart, "" for none."""
        dates = () if self._is_order_given else self._texts_read(DATE)
        return next(filter(is_ambiguous, dates), "")

    @property
    def mapped_in_vain(self) -> list[str]:
        """The fields for which a person gave a name, where records came and none had it."""
        seen = [*{*chain.from_iterable(self._layouts)}]
        named = [(field, name) for field, name in self.mapped.items() if seen and name.strip()]
        return [field for field, name in named if not places_of(name, seen)]

    def _texts_read(self, field: str) -> list[str]:
        """Return the texts that meant something in a field, the first first."""
        return [text for text, found in self._read[field].items() if type(found) is str]

    def _layout(self, names: tuple[str, ...], in_row: bool = False) -> Layout:
        ids = (None if name == LADDER else name for name in names)
        fields, others = (tuple(ids), []) if in_row else self._fields(names)
        return Layout(fields, fields == names, others, self._read, self._questions)

    def _fields(self, names: tuple[str, ...]) -> tuple[tuple[str | None, ...], list[str]]:
        """Return the field that each name of a record means, None where it is passed over; unknown names too.

        Raises DataError where a name is close to a field that is missing, where two mean the same field,
        and where some name is unknown and none is a question.
        """
        chosen = mapped_places(names, self.mapped, self.names.match_file)
        if self._by_tool is None:
            self._by_tool = is_by_tool(names)
        fields, free = self.names.fields(names, chosen, self._by_tool)
        unknown = free if self.keep_extra else [at for at in free if names[at] not in FORM_FIELDS]
        taken = {*fields, *chosen}
        has_no_question = {*fields}.isdisjoint(self.names.questions)
        for at in unknown:
            name = names[at]
            if self.keep_extra:
                refuse_surrogates(name, name)
                fields[at] = self.own_name(name, taken)
                continue
            near = self.names.near(name)
            needed = near in (ACTIVITY, *self.names.questions, *self.names.reasons)
            may_be_lost = has_no_question or (needed and near not in taken)
            if may_be_lost and self.names.field(name) not in chosen:
                raise NoFieldError(name, near, self.names.questions, has_no_question)
        named = zip(names, fields, strict=True)
        self.seen.renamed |= {name: field for name, field in named if field and name != field}
        return tuple(fields), [names[at] for at in unknown]

    def found_in(self, names: Sequence[str]) -> dict[str, int]:
        """Return the first place of each field that a row names, by itself or since a person said so."""
        places = reversed([*enumerate(map(self.names.field, names[:MOST_FIELDS]))])
        found = {field: at for at, field in places if field}
        given = ((field, places_of(name, names)) for field, name in self.mapped.items())
        return found | {field: own[0] for field, own in given if own}

    def meaning(self, name: str) -> str | None:
        """Return the field that a name means by itself, or since a person said so."""
        mapped = (field for field, heading in self.mapped.items() if places_of(heading, [name]))
        return next(mapped, None) or self.names.field(name)

    def _by_field(self, layout: Layout, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record under the ids of its fields, less what is passed over.

        A result of another version of this ladder is remembered; nothing of it becomes part of the record.
        """
        found, about = given.get(LADDER), self.ladder.about
        if isinstance(found, str) and found.startswith(f"{about.id}/") and found != self.ladder.id:
            self.seen.earlier_results.add(found)
        values = zip(layout.fields, given.values(), strict=True)
        return {field: value for field, value in values if field is not None}

    def _outcome(self, field: str, value: Any) -> Any:
        """Return what `value` does, or the error where it would raise one, so that it can be remembered."""
        try:
            return self.value(field, value)
        except DataError as error:
            return error

    def _date(self, text: str) -> str:
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
