"""An activity as people described it, each field checked against the ladder and put in ids."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any

from msgspec import Struct

from coproladder.base.errors import DataError
from coproladder.base.fields import CALLED, DATE, FIELDS, LADDER, LEVEL, RESULT_FIELDS, RUNG, STAGE
from coproladder.base.words import fold, shorten, squash, suggest
from coproladder.ladder.records import Entry, Ladder, Rung, Words
from coproladder.placing.memo import Memo

LONGEST_KEPT = 500
"""How many letters a value has at the most if what it means is remembered."""

DAY = r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?"


Layout = list[tuple[str | None, Memo[str, Any] | None]]
"""The field that each name of a record means, with what is remembered of its values; None: passed over."""


class Activity(Struct, frozen=True, gc=False):
    """One activity: its fields in the order they were given, ready to be written out again.

    Answers are ids, `called` is the id of a rung, `level` and `stage` are ids where the ladder
    lists them, and dates are text. A field that is not known is not there. `line` is the line of
    its file that it begins in, from 1; 0 where it comes from no file.
    """

    record: dict[str, Any]
    line: int = 0

    @property
    def name(self) -> str | None:
        """What the activity is called in its record."""
        return self.record.get("activity")

    @property
    def called(self) -> str | None:
        """The id of the rung that the organisers claim."""
        return self.record.get(CALLED)


class Vocabulary:
    """What the fields of an activity may be called, and say, on one ladder.

    With `keep_extra`, fields that are not known are kept as they are.
    """

    def __init__(self, ladder: Ladder, keep_extra: bool = False) -> None:
        self.ladder = ladder
        self.keep_extra = keep_extra
        self._questions = {question.id: question for question in ladder.questions}
        self._known = {*FIELDS, *self._questions}
        self._layouts = Memo(self._layout)
        choices = (DATE, LEVEL, STAGE, CALLED, *self._questions)
        # These hold few different texts, so each text is checked once.
        self._choices = {field: Memo(partial(self.value, field)) for field in choices}

    def activity(self, given: Mapping[str, Any], line: int = 0) -> Activity:
        """Return the activity in one flat record; raises DataError that names the field.

        Fields are known by id or by the wording of their question, answers by id or by a wording, of this
        version or an earlier one. A value of None and the wording for "not sure" mean that it is not
        known. In a record that is a result of ours, the fields of the result are passed over. `line` is
        where it stands.
        """
        record = {}
        for (field, known), value in zip(self._layouts[tuple(given)], given.values(), strict=True):
            if value is None or field is None:
                continue
            if known is not None and type(value) is str and len(value) <= LONGEST_KEPT:
                checked = known[value]
            elif type(value) is str and value.isascii() and known is None:
                checked = value
            else:
                checked = self.value(field, value)
            if checked is not None:
                record[field] = checked
        return Activity(record, line)

    def fields(self, names: Iterable[str]) -> tuple[str | None, ...]:
        """Return the field that each name of a record or a table means; None is passed over.

        Raises DataError where a name is unknown, or where two mean the same field.
        """
        names = tuple(names)
        is_result = LADDER in names and RUNG in names
        fields: list[str | None] = []
        for name in names:
            field = None if is_result and name in RESULT_FIELDS else self.field(name)
            if field is not None and field in fields:
                raise DataError(f'{field}: it is given twice, here as "{shorten(name)}"; keep one')
            fields.append(field)
        return tuple(fields)

    def _layout(self, names: tuple[str, ...]) -> Layout:
        return [(field, self._choices.get(field or "")) for field in self.fields(names)]

    def field(self, name: str) -> str:
        """Return the id of a field, from its id or its wording; DataError where it is unknown."""
        if name in self._known:
            return name
        folded = fold(name)
        if folded.replace(" ", "_") in FIELDS:
            return folded.replace(" ", "_")
        for question in self.ladder.questions:
            if folded in (question.id, *_folded(question.words)):
                return question.id
        quoted = f'"{shorten(name)}"'
        if name in RESULT_FIELDS:
            raise DataError(f"{quoted} is the name of a result; rename it")
        if self.keep_extra:
            _refuse_halves(name, name)
            return name
        raise DataError(
            f"there is no field {quoted} (--keep-extra keeps it); "
            f"{suggest(name, [*FIELDS, *self._questions])}"
        )

    def value(self, field: str, value: Any) -> Any:
        """Return the value of a field as its record keeps it, None where it is not known.

        Raises DataError where a known field cannot have this value.
        """
        if value is None:
            return None
        if field not in self._known:
            if isinstance(value, str):
                _refuse_halves(field, value)
            return value
        if field in self._questions:
            return self._answer(field, value)
        if isinstance(value, int) and not isinstance(value, bool) and field in (DATE, CALLED):
            value = str(value)
        if not isinstance(value, str):
            raise DataError(f"{field}: this must be text; put it in quotes")
        _refuse_halves(field, value)
        if field == CALLED:
            return find_rung(self.ladder, value, CALLED).id if value.strip() else None
        if field == DATE:
            return _date(value) if value.strip() else None
        if field == LEVEL:
            return _entry(LEVEL, value, self.ladder.levels)
        if field == STAGE:
            return _entry(STAGE, value, self.ladder.stages)
        return value

    @cached_property
    def _wordings(self) -> dict[str, dict[str, str | None]]:
        """The answers to each question by how they may be worded, folded; None where it says not sure."""
        not_sure = dict.fromkeys(["", *_folded(self.ladder.about.not_sure)])
        return {
            question.id: {
                **{
                    name: each.id
                    for each in question.answers
                    for name in map(fold, (each.id, *each.wordings))
                },
                **not_sure,
            }
            for question in self.ladder.questions
        }

    def _answer(self, field: str, value: Any) -> str | None:
        if isinstance(value, str):
            if any(value == answer.id for answer in self._questions[field].answers):
                return value
            folded = fold(value)
            if folded in self._wordings[field]:
                return self._wordings[field][folded]
        shown = f'"{shorten(value)}"' if isinstance(value, str) else "a value that is not text"
        ids = [answer.id for answer in self._questions[field].answers]
        raise DataError(f"{field}: {shown} is not an answer to it; {suggest(str(value), ids)}")


def make_activity(ladder: Ladder, given: Mapping[str, Any]) -> Activity:
    """Return the activity in one flat record such as {"activity": "Forum", "voice": "discuss"}.

    See `Vocabulary.activity`; to read many, make one Vocabulary and keep it.
    """
    return Vocabulary(ladder).activity(given)


def find_rung(ladder: Ladder, name: str, field: str) -> Rung:
    """Return the rung with this id, name, number or other name.

    Case, spaces and hyphens do not matter. Raises DataError that says which `field` held the name.
    """
    for rung in ladder.rungs:
        if name == rung.id:
            return rung
    wanted = squash(name)
    for rung in ladder.rungs:
        if wanted in map(squash, (rung.id, rung.name, str(rung.number), *rung.also)):
            return rung
    names = [rung.name for rung in ladder.rungs]
    raise DataError(f'{field}: there is no rung "{shorten(name)}"; {suggest(name, names)}')


def _refuse_halves(field: str, text: str) -> None:
    if not text.isascii() and re.search("[\ud800-\udfff]", text):
        raise DataError(f"{field}: half a character (a surrogate); take it out")


def _folded(words: Words) -> list[str]:
    return [fold(text) for text in (words.standard, words.easy) if text]


def _entry(field: str, value: str, entries: Iterable[Entry]) -> str | None:
    """Return the id of a level or a stage; any text will do on a ladder that lists none."""
    if any(value == entry.id for entry in entries):
        return value
    folded = fold(value)
    if not folded:
        return None
    known = {name: entry.id for entry in entries for name in (entry.id, fold(entry.name))}
    if known and folded not in known:
        ids = dict.fromkeys(known.values())
        raise DataError(f'{field}: there is no {field} "{shorten(value)}"; {suggest(value, ids)}')
    return known.get(folded, value)


def is_date(text: str) -> bool:
    """Whether text is a year, a month or a day, as in 2026, 2026-05 or 2026-05-04."""
    found = re.fullmatch(DAY, text)
    try:
        return bool(found and date(int(found[1]), int(found[2] or 1), int(found[3] or 1)))
    except ValueError:
        return False


def _date(value: str) -> str:
    text = value.strip()
    if is_date(text):
        return text
    raise DataError(f'{DATE}: "{shorten(value)}" is no date; write 2026, 2026-05 or 2026-05-04')
