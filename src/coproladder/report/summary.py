"""Sums up many activities: how many are on each rung, what holds them back, where views differ."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from coproladder.base.fields import ACTIVITY, ANSWERED_BY, CALLED, DATE, LEVEL, STAGE, YEAR
from coproladder.base.words import fold
from coproladder.ladder.records import Answer, Entry, Ladder, Question, Rung
from coproladder.placing.activity import Activity
from coproladder.placing.cache import ResultCache
from coproladder.placing.classify import Assessment, Classifier, Need
from coproladder.report.agreement import Agreement, agreements
from coproladder.report.views import Placed, Views, over_time, told_apart, views_apart

Counts = Counter[int | None]
"""How many records are on each rung, by its number; 0 is off the ladder, None not certain."""

Breakdown = dict[str | None, Counts]
"""The counts for each value of a field; the value is None where a record has none."""


class Open(Struct, frozen=True):
    """A question that can still change the rung of `count` records.

    In `alone` of them it is the only one, so that its answer would settle the rung.
    """

    question: Question
    count: int
    alone: int


class Held(Struct, frozen=True):
    """A need that keeps `count` records from the next rung; in `not_known` of them it may be met.

    `rung` is the one they are sure of, None below the lowest.
    """

    rung: Rung | None
    next: Rung
    question: Question
    needs: Answer
    count: int
    not_known: int


class Claims(Struct, frozen=True):
    """What activities are called beside what the answers show: within the range, above or below it."""

    at: int
    above: tuple[Placed, ...]
    below: int


class NotRead(Struct, frozen=True):
    """What could not be read: bad records, the files of which nothing was read, fields left out.

    `faults` counts each kind of fault, `unknown_claims` what activities were called that is no rung.
    """

    rejected: int = 0
    files: tuple[str, ...] = ()
    fields_left_out: int = 0
    faults: dict[str, int] = {}
    unknown_claims: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self.rejected or self.files or self.fields_left_out)


class Report(Struct, frozen=True):
    """The summary of many records. Each record counts, also where several are about one activity.

    `activities` counts those with the same name once and each without a name. `placed` holds every record,
    those on the top rung first. `agreements` is None where there are too many pairs to compare.
    """

    ladder: Ladder
    records: int
    activities: int
    counts: Counts
    placed: tuple[Placed, ...]
    uncertain: tuple[Placed, ...]
    open: tuple[Open, ...]
    held: tuple[Held, ...]
    claims: Claims
    views: tuple[Views, ...]
    agreements: tuple[Agreement, ...] | None
    over_time: tuple[tuple[Placed, ...], ...]
    by: dict[str, Breakdown]
    not_read: NotRead


def make_report(ladder: Ladder, activities: Iterable[Activity], by: Sequence[str] = ()) -> Report:
    """Return the report on activities that `make_activity` has checked, with counts for some fields.

    Besides fields, `by` may name "year", the first four digits of the date. The caller, who
    read the activities, adds what could not be read to `not_read`.
    """
    place = _Placer(ladder)
    tables: dict[str, Breakdown] = {field: defaultdict(Counter) for field in by}
    placed: list[Placed] = []
    unknown_claims: Counter[str] = Counter()
    for activity in activities:
        record = place(activity)
        unknown_claims.update(each.value for each in activity.left_out if each.field == CALLED)
        placed.append(record)
        for field, table in tables.items():
            table[place.spelt(field, _field_text(activity, field))][record.rung_number] += 1
    placed = told_apart(placed)
    views = views_apart(ladder, placed)
    return Report(
        ladder=ladder,
        records=len(placed),
        activities=_distinct(placed),
        counts=Counter(record.rung_number for record in placed),
        placed=tuple(sorted(placed, key=lambda record: (-record.lowest, -record.highest))),
        uncertain=tuple(record for record in placed if record.rung_number is None),
        open=_open(ladder, placed),
        held=_held(placed),
        claims=_claims(placed),
        views=views,
        agreements=agreements(ladder, views),
        over_time=tuple(over_time(placed)),
        by={field: _in_order(ladder, field, table) for field, table in tables.items()},
        not_read=NotRead(unknown_claims=dict(unknown_claims.most_common())),
    )


class _Placer:
    """Places activities, works out each combination of answers once, and spells equal names alike."""

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder
        self.number = 0
        self._assess = Classifier(ladder)
        self._found = ResultCache(ladder, self._find)
        self._spellings: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def __call__(self, activity: Activity) -> Placed:
        self.number += 1
        record = activity.record
        name, answered_by, date = (self.spelt(key, record.get(key)) for key in (ACTIVITY, ANSWERED_BY, DATE))
        return Placed(
            self.number, name, answered_by, date, activity.called, *self._found(activity), activity.file
        )

    def spelt(self, field: str, text: str | None) -> str | None:
        """Return text as it was first spelt in a field, whatever its case and spaces; None for blank."""
        if text is None or not text.strip():
            return None
        return self._spellings[field].setdefault(fold(text), " ".join(text.split()))

    def _find(self, activity: Activity) -> tuple[tuple[str | None, ...], Assessment, tuple[Question, ...]]:
        answers = tuple(activity.record.get(question.id) for question in self.ladder.questions)
        return answers, self._assess(activity), self._assess.open_questions(activity)


def _field_text(activity: Activity, field: str) -> str | None:
    """Return what a record says in a field, as text; a kept field may hold anything."""
    value: Any = activity.record.get(field)
    if value is None and field == YEAR:
        value = (activity.record.get(DATE) or "")[:4]
    return value if value is None or isinstance(value, str) else json.dumps(value, sort_keys=True)


def _in_order(ladder: Ladder, field: str, table: Breakdown) -> Breakdown:
    """Return a table with its values in the ladder's order where it has one, else by the alphabet."""
    lists: dict[str, Sequence[Answer | Entry | Rung]]
    lists = {LEVEL: ladder.levels, STAGE: ladder.stages, CALLED: ladder.rungs}
    lists |= {question.id: question.answers for question in ladder.questions}
    order = [entry.id for entry in lists.get(field, ())]

    def place(text: str | None) -> tuple[bool, int, str]:
        return text is None, order.index(text) if text in order else -1, fold(text or "")

    return {value: table[value] for value in sorted(table, key=place)}


def _distinct(placed: Iterable[Placed]) -> int:
    names = [record.name for record in placed]
    return len(set(names) - {None}) + names.count(None)


def _open(ladder: Ladder, placed: Iterable[Placed]) -> tuple[Open, ...]:
    """Return the questions that can still change a rung, those first that settle most records alone."""
    sets = Counter(record.open_questions for record in placed if record.rung_number is None)
    counts = Counter(question.id for questions in sets.elements() for question in questions)
    found = [Open(each, counts[each.id], sets[(each,)]) for each in ladder.questions if each.id in counts]
    return tuple(sorted(found, key=lambda each: (-each.alone, -each.count)))


def _held(placed: Iterable[Placed]) -> tuple[Held, ...]:
    """Return the needs of next rungs that are not met, the most common first."""
    unmet: defaultdict[tuple[str, ...], list[tuple[Rung | None, Rung, Need]]] = defaultdict(list)
    for assessment in (record.assessment for record in placed):
        if step := assessment.next:
            for need in step.needs:
                rung_id = assessment.rung.id if assessment.rung else ""
                key = rung_id, step.rung.id, need.question.id, need.needs.id
                unmet[key].append((assessment.rung, step.rung, need))
    held = []
    for entries in unmet.values():
        rung, to, first = entries[0]
        not_known = sum(need.answer is None for _, _, need in entries)
        held.append(Held(rung, to, first.question, first.needs, len(entries), not_known))
    # The needs of one step stand together, where the most common of them stands.
    held.sort(key=lambda each: -each.count)
    steps = [(each.rung, each.next) for each in held]
    return tuple(sorted(held, key=lambda each: steps.index((each.rung, each.next))))


def _claims(placed: Iterable[Placed]) -> Claims:
    gaps = [(record.assessment.gap, record) for record in placed]
    above = [(gap, record) for gap, record in gaps if gap and gap > 0]
    return Claims(
        at=sum(gap == 0 for gap, _ in gaps),
        above=tuple(record for _, record in sorted(above, key=lambda each: -each[0])),
        below=sum(gap < 0 for gap, _ in gaps if gap),
    )
