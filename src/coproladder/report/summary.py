"""Sums up many activities: how many on each rung, what holds them back, where views differ. Pure."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from coproladder.base.fields import ACTIVITY, ANSWERED_BY, CALLED, DATE, LEVEL, STAGE, YEAR
from coproladder.base.words import fold
from coproladder.ladder.records import Answer, Ladder, Question
from coproladder.placing.activity import Activity
from coproladder.placing.cache import ResultCache
from coproladder.placing.classify import Assessment, Classifier
from coproladder.report.compare import Agreement, Course, Placed, Views, agreements, over_time, views_apart

Counts = Counter[int | None]
"""How many records are on each rung, by its number; 0 is off the ladder, None not certain."""

Found = tuple[tuple[str | None, ...], Assessment, tuple[Question, ...]]


class Open(Struct, frozen=True):
    """A question that can still change the rung of `count` records.

    In `alone` of them it is the only one, so that its answer would settle the rung.
    """

    question: Question
    count: int
    alone: int


class Held(Struct, frozen=True):
    """A need of the next rung that `count` records do not meet; in `not_known` it may be met."""

    question: Question
    needs: Answer
    count: int
    not_known: int


class Claims(Struct, frozen=True):
    """What activities are called beside what the answers show: within the range, above or below it."""

    at: int
    above: tuple[Placed, ...]
    below: int


class Breakdown(Struct, frozen=True):
    """The counts for each value of a field; the value is None where a record has none."""

    field: str
    values: tuple[tuple[str | None, Counts], ...]


class Report(Struct, frozen=True):
    """What many records come to. Each record counts, also where several are about one activity.

    `activities` counts those with the same name once and each without a name. `agreements` is
    None where there are too many pairs to compare.
    """

    ladder: Ladder
    records: int
    activities: int
    counts: Counts
    uncertain: tuple[Placed, ...]
    open: tuple[Open, ...]
    held: tuple[Held, ...]
    claims: Claims
    views: tuple[Views, ...]
    agreements: tuple[Agreement, ...] | None
    over_time: tuple[Course, ...]
    by: tuple[Breakdown, ...]


def make_report(ladder: Ladder, activities: Iterable[Activity], by: Sequence[str] = ()) -> Report:
    """Return the report on activities that `make_activity` has checked, with counts for some fields.

    Besides fields, `by` may name "year", the first four digits of the date.
    """
    place = _Placing(ladder)
    tables: dict[str, defaultdict[str | None, Counts]] = {field: defaultdict(Counter) for field in by}
    placed: list[Placed] = []
    for activity in activities:
        record = place(activity)
        placed.append(record)
        for field, table in tables.items():
            table[place.spelt(field, _value(activity, field))][record.place] += 1
    views = views_apart(ladder, placed)
    return Report(
        ladder=ladder,
        records=len(placed),
        activities=_distinct(placed),
        counts=Counter(record.place for record in placed),
        uncertain=tuple(record for record in placed if record.place is None),
        open=_open(ladder, placed),
        held=_held(placed),
        claims=_claims(placed),
        views=views,
        agreements=agreements(views),
        over_time=tuple(over_time(placed)),
        by=tuple(Breakdown(field, tuple(_ordered(ladder, field, table))) for field, table in tables.items()),
    )


class _Placing:
    """Places activities, each combination of answers and claim once, and spells names in one way."""

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder
        self.number = 0
        self._assess = Classifier(ladder)
        self._found = ResultCache(ladder, self._find)
        self._spellings: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def __call__(self, activity: Activity) -> Placed:
        self.number += 1
        record = activity.record
        name, answered_by, date = (
            self.spelt(field, record.get(field)) for field in (ACTIVITY, ANSWERED_BY, DATE)
        )
        return Placed(self.number, name, answered_by, date, activity.called, *self._found(activity))

    def spelt(self, field: str, text: str | None) -> str | None:
        """Return text as it was first spelt in a field, whatever its case and spaces; None for blank."""
        if text is None or not text.strip():
            return None
        return self._spellings[field].setdefault(fold(text), " ".join(text.split()))

    def _find(self, activity: Activity) -> Found:
        answers = tuple(activity.record.get(question.id) for question in self.ladder.questions)
        return answers, self._assess(activity), self._assess.open_questions(activity)


def _value(activity: Activity, field: str) -> str | None:
    """Return what a record says in a field, as text; a kept field may hold anything."""
    value: Any = activity.record.get(field)
    if value is None and field == YEAR:
        value = (activity.record.get(DATE) or "")[:4]
    return value if value is None or isinstance(value, str) else json.dumps(value, sort_keys=True)


def _ordered(
    ladder: Ladder, field: str, table: dict[str | None, Counts]
) -> Iterator[tuple[str | None, Counts]]:
    """Yield the values of a field in the ladder's order where it has one, else by the alphabet."""
    orders = {question.id: [answer.id for answer in question.answers] for question in ladder.questions}
    orders[LEVEL] = [level.id for level in ladder.levels]
    orders[STAGE] = [stage.id for stage in ladder.stages]
    orders[CALLED] = [rung.id for rung in ladder.rungs]
    order = orders.get(field, [])
    known = [value for value in table if value is not None]
    for value in sorted(known, key=lambda text: (order.index(text) if text in order else -1, fold(text))):
        yield value, table[value]
    if None in table:
        yield None, table[None]


def _distinct(placed: Iterable[Placed]) -> int:
    names = [record.name for record in placed]
    return len(set(names) - {None}) + names.count(None)


def _open(ladder: Ladder, placed: Iterable[Placed]) -> tuple[Open, ...]:
    """Return the questions that are open, those first that would settle the most records by themselves."""
    sets = Counter(record.open_questions for record in placed if record.place is None)
    found = [
        Open(
            question,
            count=sum(count for questions, count in sets.items() if question in questions),
            alone=sets[(question,)],
        )
        for question in ladder.questions
    ]
    return tuple(sorted((each for each in found if each.count), key=lambda each: (-each.alone, -each.count)))


def _held(placed: Iterable[Placed]) -> tuple[Held, ...]:
    """Return the needs of next rungs that are not met, the most common first."""
    missed: Counter[tuple[str, str]] = Counter()
    not_known: Counter[tuple[str, str]] = Counter()
    records: dict[tuple[str, str], tuple[Question, Answer]] = {}
    for record in placed:
        for need in record.assessment.next.needs if record.assessment.next else ():
            key = need.question.id, need.needs.id
            records[key] = need.question, need.needs
            missed[key] += 1
            not_known[key] += need.answer is None
    return tuple(Held(*records[key], count, not_known[key]) for key, count in missed.most_common())


def _claims(placed: Iterable[Placed]) -> Claims:
    gaps = [(record.assessment.gap, record) for record in placed]
    above = [(gap, record) for gap, record in gaps if gap and gap > 0]
    return Claims(
        at=sum(gap == 0 for gap, _ in gaps),
        above=tuple(record for _, record in sorted(above, key=lambda each: -each[0])),
        below=sum(gap < 0 for gap, _ in gaps if gap),
    )
