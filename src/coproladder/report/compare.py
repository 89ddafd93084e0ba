"""Compares records of the same activity: views apart, agreement between groups, change over time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from msgspec import Struct

from coproladder.ladder.records import Ladder, Question
from coproladder.placing.classify import Assessment

MOST_PAIRS = 1_000_000
"""How many pairs of views are compared, over all activities."""

Pairs = Counter[tuple[int | None, int | None]]


class Placed(Struct, frozen=True, gc=False):
    """One record of a report: its activity, who answered and when, the answers and the assessment.

    `number` counts the records that were answered, from 1. Equal names are spelt alike. `answers`
    are ids in the order of the ladder's questions, None where not known.
    """

    number: int
    name: str | None
    answered_by: str | None
    date: str | None
    called: str | None
    answers: tuple[str | None, ...]
    assessment: Assessment
    open_questions: tuple[Question, ...]

    @property
    def place(self) -> int | None:
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

    `apart` is how many rungs lie between the two views that are furthest from each other, 0 where
    they may meet. `differ_on` is the question with the widest gap between answers, if there is one.
    """

    name: str
    latest: tuple[Placed, ...]
    apart: int
    differ_on: Question | None


class Agreement(Struct, frozen=True):
    """How far two groups agree on the activities that both answered.

    `pairs` are the activities that are certain on both sides, and all that is counted; `left_out`
    are the others. `kappa` is Cohen's with quadratic weights, None where it is not defined.
    """

    between: tuple[str, str]
    pairs: int
    left_out: int
    exact: int
    within_one: int
    kappa: float | None


class Course(Struct, frozen=True):
    """What one group said of one activity at two or more dates, the earliest first."""

    name: str
    answered_by: str | None
    records: tuple[Placed, ...]


def views_apart(ladder: Ladder, placed: Iterable[Placed]) -> tuple[Views, ...]:
    """Return the activities that more than one group answered on, those furthest apart first."""
    latest: defaultdict[str, dict[str, Placed]] = defaultdict(dict)
    for record in sorted(placed, key=_in_time):
        if record.name and record.answered_by:
            latest[record.name][record.answered_by] = record
    found = [
        _views(ladder, name, sorted(groups.values(), key=lambda record: record.number))
        for name, groups in latest.items()
        if len(groups) > 1
    ]
    return tuple(sorted(found, key=lambda views: (-views.apart, views.latest[0].number)))


def _in_time(record: Placed) -> tuple[str, int]:
    """Return a key to sort records by date, those without one first, and then by their number."""
    return record.date or "", record.number


def _views(ladder: Ladder, name: str, latest: list[Placed]) -> Views:
    apart = max(record.lowest for record in latest) - min(record.highest for record in latest)
    widths = [
        _width(question, [record.answers[at] for record in latest])
        for at, question in enumerate(ladder.questions)
    ]
    differ_on = ladder.questions[widths.index(max(widths))] if any(widths) else None
    return Views(name, tuple(latest), max(apart, 0), differ_on)


def _width(question: Question, answers: Iterable[str | None]) -> float:
    """Return how far answers lie apart: 0 for the same one, 1 for the least and the most power."""
    ranks = [question.rank(answer) for answer in answers if answer]
    return (max(ranks) - min(ranks)) / (len(question.answers) - 1) if ranks else 0


def agreements(views: Iterable[Views]) -> tuple[Agreement, ...] | None:
    """Return the agreement of each two groups with an activity in common; None for too many pairs."""
    views = tuple(views)
    if sum(len(each.latest) * (len(each.latest) - 1) // 2 for each in views) > MOST_PAIRS:
        return None
    together: defaultdict[tuple[str, str], Pairs] = defaultdict(Counter)
    for each in views:
        places = {record.answered_by or "": record.place for record in each.latest}
        for one, other in combinations(sorted(places), 2):
            together[one, other][places[one], places[other]] += 1
    return tuple(_agreement(between, pairs) for between, pairs in sorted(together.items()))


def _agreement(between: tuple[str, str], pairs: Pairs) -> Agreement:
    certain: Counter[tuple[int, int]] = Counter()
    for (one, other), count in pairs.items():
        if one is not None and other is not None:
            certain[one, other] = count
    return Agreement(
        between=between,
        pairs=certain.total(),
        left_out=pairs.total() - certain.total(),
        exact=sum(count for (one, other), count in certain.items() if one == other),
        within_one=sum(count for (one, other), count in certain.items() if abs(one - other) <= 1),
        kappa=weighted_kappa(certain),
    )


def weighted_kappa(pairs: Mapping[tuple[int, int], int]) -> float | None:
    """Return Cohen's kappa with quadratic weights; None for no pairs, or one rung in all of them.

    It is 1 minus the observed over the expected mean square distance between the two sides, where
    the expected one has the same counts on each side, and pairs made by chance.
    """
    number = sum(pairs.values())
    ones: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for (one, other), count in pairs.items():
        ones[one] += count
        others[other] += count
    observed = sum(count * (one - other) ** 2 for (one, other), count in pairs.items())
    by_chance = sum(ones[one] * others[other] * (one - other) ** 2 for one in ones for other in others)
    return 1 - number * observed / by_chance if by_chance else None


def over_time(placed: Iterable[Placed]) -> Iterator[Course]:
    """Yield what the same group said of the same activity at several dates, the last record of each date."""
    courses: defaultdict[tuple[str, str | None], dict[str, Placed]] = defaultdict(dict)
    for record in placed:
        if record.name and record.date:
            courses[record.name, record.answered_by][record.date] = record
    for (name, answered_by), dated in courses.items():
        if len(dated) > 1:
            yield Course(name, answered_by, tuple(dated[date] for date in sorted(dated)))
