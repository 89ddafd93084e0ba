"""Sums up many activities: places each record, and gathers those that are about one activity."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import neg
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from coproladder.base.fields import ACTIVITY, ANSWERED_BY, BASIS, CALLED, COMMENT, DATE, LEVEL, STAGE, YEAR
from coproladder.base.words import fold
from coproladder.ladder.records import Answer, Entry, Ladder, Rung
from coproladder.placing.activity import Activity
from coproladder.placing.cache import ResultCache
from coproladder.placing.classify import Classifier
from coproladder.report.views import Placed, State, Views, grouped, views_of

Counts = Counter[int | None]
"""How many records are on each rung, by its number; 0 is off the ladder, None not certain."""

Breakdown = dict[str | None, Counts]
"""The counts for each value of a field; the value is None where a record has none."""


class Period(Struct, frozen=True):
    """The first and the last date of the records that a report keeps, "" for no limit."""

    first: str = ""
    last: str = ""

    def holds(self, date: str) -> bool:
        """Whether a date may lie between the two; one that is not known may."""
        before, after = self.first[: len(date)], self.last[: len(date)]
        return date[: len(self.first)] >= before and date[: len(self.last)] <= after


class NotRead(Struct, frozen=True):
    """What could not be read: bad records, the files of which nothing was read, fields left out.

    `faults` counts each kind of fault, `unknown_claims` what activities were called that is no rung.
    `activities` counts those of which no record could be read.
    """

    rejected: int = 0
    files: tuple[str, ...] = ()
    fields_left_out: int = 0
    faults: dict[str, int] = {}
    unknown_claims: dict[str, int] = {}
    activities: int = 0


class Report(Struct, frozen=True, dict=True):
    """The summary of many records: each is a view of an activity, and each counts.

    `placed` holds every record as it came. `outside` counts the records of another time than `period`, and
    `activities_outside` the activities that have no other. `earlier` names other versions of the ladder.
    """

    ladder: Ladder
    placed: tuple[Placed, ...]
    by: dict[str, Breakdown]
    not_read: NotRead
    period: Period = Period()
    outside: int = 0
    activities_outside: int = 0
    earlier: tuple[str, ...] = ()

    @cached_property
    def activities(self) -> tuple[Views, ...]:
        """Each activity with its views, those on the top rung first; each without a name is its own."""
        groups = grouped(self.placed, lambda record: record.name or record.number)
        found = map(views_of, groups.values())
        return tuple(sorted(found, key=lambda each: (*map(neg, each.ends), each.name or "", each.number)))

    @property
    def counts(self) -> Counts:
        """How many records are on each rung."""
        return Counter(record.rung_number for record in self.placed)


def make_report(
    ladder: Ladder,
    activities: Iterable[Activity],
    by: Sequence[str] = (),
    period: Period = Period(),  # noqa: B008
    reasons: bool = False,
) -> Report:
    """Return the report on activities that `make_activity` has checked, with counts for some fields.

    Besides fields, `by` may name "year", the first four digits of the date. The caller, who
    read the activities, adds what could not be read to `not_read`. With `reasons` it holds those too.
    """
    assess, ranks = Classifier(ladder), {question.id: question.ranks for question in ladder.questions}

    def placed_alike(activity: Activity) -> Placed:
        found, answers = assess(activity), tuple(map(activity.record.get, ranks))
        rung = (found.rung.number if found.rung else 0) if found.certain else None
        places = (known.get(answer or "") for known, answer in zip(ranks.values(), answers, strict=True))
        return Placed(answers, (rung, *places), found, assess.open_questions(activity))

    cache = ResultCache(ladder, placed_alike)
    kept = (*(question.reason for question in ladder.questions), COMMENT) if reasons else ()
    tables: dict[str, Breakdown] = {field: defaultdict(Counter) for field in by}
    placed: list[Placed] = []
    outside: list[str | None] = []
    unknown_claims: Counter[str] = Counter()
    for activity in activities:
        record = activity.record
        name, date = _bare(record.get(ACTIVITY)), record.get(DATE) or ""
        if not period.holds(date):
            outside.append(name)
            continue
        view = replace(
            cache(activity),
            number=len(placed) + 1,
            name=name,
            answered_by=_bare(record.get(ANSWERED_BY)),
            date=date,
            called=record.get(CALLED),
            stage=record.get(STAGE),
            basis=record.get(BASIS),
            file=activity.file,
            reasons=tuple([record.get(field) for field in kept]),
        )
        placed.append(view)
        unknown_claims.update(each.value for each in activity.left_out if each.field == CALLED)
        for field, table in tables.items():
            table[_bare(_field_text(activity, field))][view.rung_number] += 1
    inside = {fold(view.name) for view in placed if view.name} if outside else set()
    gone = {fold(name) for name in outside if name} - inside
    claims = dict(sorted(unknown_claims.items(), key=lambda each: (-each[1], each[0])))
    return Report(
        ladder=ladder,
        placed=_told_alike(placed),
        by={field: _in_order(ladder, field, table) for field, table in tables.items()},
        not_read=NotRead(unknown_claims=claims),
        period=period,
        outside=len(outside),
        activities_outside=len(gone) + outside.count(None),
    )


def _told_alike(placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """Return records with one spelling for equal names, and numbered by file, not by what came first."""
    placed = sorted(placed, key=lambda record: record.file)
    names = _one_spelling({record.name for record in placed})
    groups = _one_spelling({record.answered_by for record in placed})
    alike = []
    for number, each in enumerate(placed, start=1):
        name, who = names.get(each.name, each.name), groups.get(each.answered_by, each.answered_by)
        is_same = (number, name, who) == (each.number, each.name, each.answered_by)
        alike.append(each if is_same else replace(each, number=number, name=name, answered_by=who))
    return tuple(alike)


def _one_spelling(texts: set[str | None]) -> dict[str | None, str]:
    """Return the spelling for each text that is not spelt so; one in capitals alone is the last choice."""
    folded, best = {text: fold(text) for text in texts if text}, dict[str, str]()
    for text, key in folded.items():
        best[key] = min(best.get(key, text), text, key=lambda each: (each.isupper(), each))
    return {text: best[key] for text, key in folded.items() if best[key] != text}


def _bare(text: str | None) -> str | None:
    """Return text without outer and double spaces, None where nothing is left."""
    return " ".join(text.split()) or None if text else None


def by_place(activities: Iterable[Views]) -> dict[int | State, list[Views]]:
    """Return the activities on each rung by its number, 0 off the ladder, and those on none by why."""
    return grouped(activities, lambda each: each.state if each.rung_number is None else each.rung_number)


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

    alike, merged = _one_spelling({*table}), Breakdown()
    for value in sorted(table, key=place):
        merged.setdefault(alike.get(value, value), Counter()).update(table[value])
    return merged
