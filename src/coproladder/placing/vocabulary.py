"""What a record may say on a ladder: each field checked, and put in ids."""

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
    STAGE,
    DateOrder,
)
from coproladder.base.text import refuse_surrogates
from coproladder.base.words import fold, shorten, suggest
from coproladder.ladder.records import Ladder
from coproladder.placing.activity import Activity, LeftOut
from coproladder.placing.cache import Memo
from coproladder.placing.dates import AmbiguousDateError, date_fault, only_order, read_date
from coproladder.placing.field_names import FieldNames
from coproladder.placing.values import AnswerWords, find_entry, find_rung, is_not_known

OPTIONAL = (DATE, LEVEL, STAGE, CALLED)
"""Fields that do not affect the rung: an invalid value is left out with a warning."""


class Layout(Struct, frozen=True):
    """What the names in a record mean: the field of each, None for one passed over, in `fields`.

    `as_given` tells that every name is the id of its field. `closed` holds the fields that can have few
    values, with what is remembered of their texts, `free` those of free text.
    """

    fields: tuple[str | None, ...]
    as_given: bool
    closed: list[tuple[str, Memo[str, Any]]]
    free: list[str]


class Vocabulary:
    """What the fields of an activity may be called, and say, on one ladder.

    Fields whose names are not known are passed over, or with `keep_extra` kept as they are. `date_order`
    says how dates such as 04/05/2026 are read; where it is None, `find_date_order` is asked once, when the
    first such date comes. `date_orders` holds the orders of those that can be read in one only,
    `earlier_results` the ids of ladders of other versions that results came with.
    """

    def __init__(
        self,
        ladder: Ladder,
        keep_extra: bool = False,
        date_order: DateOrder | None = None,
        find_date_order: Callable[[], DateOrder | None] | None = None,
    ) -> None:
        self.ladder = ladder
        self.names = FieldNames(ladder, keep_extra)
        self.date_orders: set[DateOrder] = set()
        self._date_order, self._find_date_order = date_order, find_date_order
        self._not_sure = {fold(text) for text in ladder.about.not_sure.wordings}
        self._answers = {question.id: AnswerWords(question, self._not_sure) for question in ladder.questions}
        self._entries = {LEVEL: ladder.levels, STAGE: ladder.stages}
        self._layouts = Memo(self._layout)
        self.earlier_results: set[str] = set()
        # These hold few different texts, so each text is read once.
        self._read = {field: Memo(partial(self._outcome, field)) for field in (*OPTIONAL, *self._answers)}

    def activity(self, given: dict[str, Any], line: int = 0, row: int = 0) -> Activity:
        """Return the activity in one flat record, which is changed; raises DataError that names the field.

        Fields are known by id or by the wording of their question, answers by id or by a wording, of this
        version or an earlier one. A value of None and common words for "not sure" mean that it is not
        known. In a record that is a result of ours, the fields of the result are passed over. An optional
        field with an invalid value is left out. `line` and `row` are where the record stands.
        """
        layout = self._layouts[tuple(given)]
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
                left_out = (*left_out, _left_out(field, value, found))
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
        if unknown := given.keys() & self.names.passed_over:
            raise self.names.unknown(min(unknown))
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
            return self._not_text(field, value)
        refuse_surrogates(field, value)
        if field in self._answers:
            return self._answers[field].read(value)
        if field == CALLED:
            return self._rung(value)
        if field not in OPTIONAL:
            return value
        if is_not_known(value, self._not_sure):
            return None
        return self._date(value) if field == DATE else find_entry(field, value, self._entries[field])

    def _layout(self, names: tuple[str, ...]) -> Layout:
        fields = self.names.fields(names)
        known = [field for field in fields if field is not None]
        closed = [(field, self._read[field]) for field in known if field in self._read]
        return Layout(fields, fields == names, closed, [field for field in known if field not in self._read])

    def _by_field(self, layout: Layout, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record under the ids of its fields, less what is passed over."""
        if isinstance(given.get(LADDER), str):
            self._note_version(given[LADDER])
        values = zip(layout.fields, given.values(), strict=True)
        return {field: value for field, value in values if field is not None}

    def _note_version(self, ladder_id: str) -> None:
        """Remember a result of another version of this ladder; nothing of it becomes part of the record."""
        if ladder_id.startswith(f"{self.ladder.about.id}/") and ladder_id != self.ladder.id:
            self.earlier_results.add(ladder_id)

    @property
    def earlier_answers(self) -> list[str]:
        """The texts that were read as answers of an earlier version of the questions."""
        return [text for words in self._answers.values() for text in sorted(words.earlier)]

    def _outcome(self, field: str, value: Any) -> Any:
        """Return what `value` does, or the error where it would raise one, so that it can be remembered."""
        try:
            return self.value(field, value)
        except DataError as error:
            return error

    def _not_text(self, field: str, value: Any) -> Any:
        if field in self._answers:
            ids = [answer.id for answer in self._answers[field].question.answers]
            raise DataError(f"{field}: a value that is not text is not an answer to it; {suggest('', ids)}")
        if field in FIELDS:
            raise DataError(f"{field}: this must be text; put it in quotes")
        return value

    def _rung(self, name: str) -> str | None:
        try:
            return find_rung(self.ladder, name, CALLED).id
        except DataError:
            # A rung may be called by a word that else means that nothing is known.
            if is_not_known(name, self._not_sure):
                return None
            raise

    def _date(self, text: str) -> str:
        if order := only_order(text):
            self.date_orders.add(order)
        try:
            return read_date(text, self._date_order)
        except AmbiguousDateError:
            if self._find_date_order:
                self._date_order, self._find_date_order = self._find_date_order(), None
                return self._date(text)
            cure = "add --dates dmy or --dates mdy, or write the year first"
            fault = f"has day and month in an order that is not known; {cure}"
        except ValueError:
            fault = date_fault(text)
        raise DataError(f'{DATE}: "{shorten(text)}" {fault}')


def _left_out(field: str, value: Any, error: DataError) -> LeftOut:
    """Return the note that an optional field was left out; DataError where the rung rests on the field."""
    if field not in OPTIONAL:
        raise DataError(error.message)
    return LeftOut(field, str(value), error.message)


def make_activity(ladder: Ladder, given: Mapping[str, Any], keep_extra: bool = False) -> Activity:
    """Return the activity in one flat record such as {"activity": "Forum", "voice": "discuss"}.

    See `Vocabulary.activity`; here a field that is not known, or an optional one that is invalid, is an
    error too. With `keep_extra` the first is kept. To read many, make one Vocabulary and keep it.
    """
    return Vocabulary(ladder, keep_extra).strict_activity(given)
