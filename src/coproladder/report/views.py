"""Compares records of the same activity: views apart, and change over time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from coproladder.ladder.records import Ladder, Question
from coproladder.placing.classify import Assessment


class Placed(Struct, frozen=True, gc=False):
    """One record of a report: its activity, who answered and when, the answers and the assessment.

    `number` counts the records that were answered, from 1. Equal names are spelt alike. `answers`
    are ids in the order of the ladder's questions, None where not known. `file` names where it comes from,
    "" where that does not matter.
    """

    number: int
    name: str | None
    answered_by: str | None
    date: str | None
    called: str | None
    answers: tuple[str | None, ...]
    assessment: Assessment
    open_questions: tuple[Question, ...]
    file: str = ""

    @property
    def rung_number(self) -> int | None:
        """The number of the rung, 0 off the ladder, None where it is not certain."""
        return self.lowest if self.assessment.certain else None

    @property
    def lowest(self) -> int:
        """The number of the highest rung that the known answers reach, 0 where there is none."""
        return self.assessment.rung.number if self.assessment.rung else 0

    @property
    def highest(self) -> int:
        """The number of the highest rung that the missing answers allow, 0 where there is none."""
        return self.assessment.highest_possible.number if self.assessment.highest_possible else 0


class Views(Struct, frozen=True):
    """One activity as more than one group sees it: the latest record of each group.

    `apart` is how far the two views that are furthest from each other are apart: rung 3 and a range from
    5 to 6 are 2 apart, rung 5 and that range 0, as they may meet. `differ_on` is the question that
    separates those two most, None where they may meet.
    """

    name: str
    latest: tuple[Placed, ...]
    apart: int
    differ_on: Question | None


def told_apart(placed: Iterable[Placed]) -> list[Placed]:
    """Return the records, with the name of the file as `answered_by` where only that tells views apart.

    Where a.csv and b.csv both have the activity Forum under the same date, or none, those of its records
    that say nothing of who answered become the views of "a.csv" and of "b.csv".
    """
    placed = list(placed)
    files: defaultdict[tuple[str | None, str | None], set[str]] = defaultdict(set)
    for record in placed:
        files[record.name, record.date].add(record.file)
    apart = {name for (name, _), found in files.items() if name and len(found) > 1}
    return [
        replace(record, answered_by=record.file)
        if record.name in apart and not record.answered_by
        else record
        for record in placed
    ]


def views_apart(ladder: Ladder, placed: Iterable[Placed]) -> tuple[Views, ...]:
    """Return the activities that more than one group answered on, those furthest apart first."""
    latest: defaultdict[str, dict[str, Placed]] = defaultdict(dict)
    for record in sorted(placed, key=lambda record: (record.date or "", record.number)):
        if record.name and record.answered_by:
            latest[record.name][record.answered_by] = record
    found = [
        _views(ladder, name, sorted(groups.values(), key=lambda record: record.number))
        for name, groups in latest.items()
        if len(groups) > 1
    ]
    return tuple(sorted(found, key=lambda views: (-views.apart, views.latest[0].number)))


def _views(ladder: Ladder, name: str, latest: list[Placed]) -> Views:
    low, high = min(latest, key=lambda each: each.highest), max(latest, key=lambda each: each.lowest)
    apart = max(high.lowest - low.highest, 0)
    return Views(name, tuple(latest), apart, _differ_on(ladder, low, high) if apart else None)


def _differ_on(ladder: Ladder, low: Placed, high: Placed) -> Question:
    """Return the question that keeps one view below the other, that with the widest gap between answers.

    The gap is 1 between the least and the most power. Where one view is surely below the rung of another,
    at least one of its answers does not meet a need of that rung.
    """
    gaps: list[tuple[float, Question]] = []
    answers = {question.id: answer for question, answer in zip(ladder.questions, low.answers, strict=True)}
    for need in high.assessment.because:
        question, answer = need.question, answers[need.question.id]
        if answer and need.answer and question.rank(answer) < question.rank(need.needs.id):
            between = question.rank(need.answer.id) - question.rank(answer)
            gaps.append((between / (len(question.answers) - 1), question))
    return max(gaps, key=lambda gap: gap[0])[1]


def over_time(placed: Iterable[Placed]) -> Iterator[tuple[Placed, ...]]:
    """Yield what one group said of one activity at several dates: the last record of each, by date."""
    courses: defaultdict[tuple[str, str | None], dict[str, Placed]] = defaultdict(dict)
    for record in placed:
        if record.name and record.date:
            courses[record.name, record.answered_by][record.date] = record
    for dated in courses.values():
        if len(dated) > 1:
            yield tuple(dated[date] for date in sorted(dated))
