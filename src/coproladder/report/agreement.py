"""Measures how far two groups agree: on the rung, on each question, and where they part."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import sqrt

from msgspec import Struct

from coproladder.ladder.records import Ladder, Question
from coproladder.report.views import Placed, Views

MOST_PAIRS = 300_000
"""How many pairs of views are compared, over all activities."""

Z_95 = 1.959964
"""The z-value of a 95% interval: that many standard errors on each side."""

PairCounts = Mapping[tuple[int | None, int | None], int]
"""How often one group gave the first and the other the second; None is not certain, or not known."""


class Measure(Struct, frozen=True):
    """How far two groups agree on places in an order.

    `pairs` are those known on both sides, and all that is counted; `left_out` are the others. `kappa` is
    Cohen's with quadratic weights, None where it is not defined, and `interval` holds it with 95%
    confidence, None where there is none.
    """

    pairs: int
    left_out: int
    exact: int
    within_one: int
    kappa: float | None
    interval: tuple[float, float] | None


class Agreement(Struct, frozen=True):
    """How far two groups agree on the activities that both answered.

    `rungs` measures it by rung, `questions` by the answers to each question. `confusions` counts the rungs
    on both sides; `left_out` names the activities that are not certain on one.
    """

    between: tuple[str, str]
    rungs: Measure
    questions: tuple[tuple[Question, Measure], ...]
    confusions: PairCounts
    left_out: tuple[str, ...]


def agreements(ladder: Ladder, views: Iterable[Views]) -> tuple[Agreement, ...] | None:
    """Return the agreement of each two groups with an activity in common; None for too many pairs."""
    views = tuple(views)
    if sum(len(each.latest) * (len(each.latest) - 1) // 2 for each in views) > MOST_PAIRS:
        return None
    together: defaultdict[tuple[str, str], list[tuple[Placed, Placed]]] = defaultdict(list)
    for each in views:
        by_group = {record.answered_by or "": record for record in each.latest}
        for one, other in combinations(sorted(by_group), 2):
            together[one, other].append((by_group[one], by_group[other]))
    return tuple(_agreement(ladder, between, pairs) for between, pairs in sorted(together.items()))


def _agreement(ladder: Ladder, between: tuple[str, str], pairs: Sequence[tuple[Placed, Placed]]) -> Agreement:
    rungs = Counter((one.rung_number, other.rung_number) for one, other in pairs)
    questions = []
    for at, question in enumerate(ladder.questions):
        given = ((one.answers[at] or "", other.answers[at] or "") for one, other in pairs)
        ranks = question.ranks
        ranked = Counter((ranks.get(one), ranks.get(other)) for one, other in given)
        questions.append((question, measure(ranked)))
    left_out = (one.name or "" for one, other in pairs if None in (one.rung_number, other.rung_number))
    return Agreement(between, measure(rungs), tuple(questions), rungs, tuple(left_out))


def measure(pairs: PairCounts) -> Measure:
    """Return how far two sides agree on places that are numbers."""
    sure = ((one, other, count) for (one, other), count in pairs.items())
    known = Counter({(one, other): n for one, other, n in sure if one is not None and other is not None})
    kappa, error = weighted_kappa(known) or (None, 0.0)
    interval = None
    if kappa is not None and error:
        interval = max(kappa - Z_95 * error, -1.0), min(kappa + Z_95 * error, 1.0)
    return Measure(
        pairs=known.total(),
        left_out=sum(pairs.values()) - known.total(),
        exact=sum(count for (one, other), count in known.items() if one == other),
        within_one=sum(count for (one, other), count in known.items() if abs(one - other) <= 1),
        kappa=kappa,
        interval=interval,
    )


def weighted_kappa(pairs: Mapping[tuple[int, int], int]) -> tuple[float, float] | None:
    """Return Cohen's kappa with quadratic weights and its standard error; None where it is not defined.

    It is 1 minus the observed over the expected mean square distance between the two sides, where the
    expected one has the same counts on each side, and pairs made by chance. The error is that for large
    samples by Fleiss, Cohen and Everitt (1969, Psychological Bulletin 72, 323-327), said in distances.
    """
    number = sum(pairs.values())
    ones: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for (one, other), count in pairs.items():
        ones[one] += count
        others[other] += count
    from_one = {one: _mean(((one - other) ** 2, count) for other, count in others.items()) for one in ones}
    from_other = {
        other: _mean(((one - other) ** 2, count) for one, count in ones.items()) for other in others
    }
    by_chance = _mean((from_one[one], count) for one, count in ones.items()) if number else 0
    if not by_chance:
        return None
    ratio = _mean(((one - other) ** 2, count) for (one, other), count in pairs.items()) / by_chance
    spread = _mean(
        ((((one - other) ** 2 - ratio * (from_one[one] + from_other[other])) / by_chance) ** 2, count)
        for (one, other), count in pairs.items()
    )
    # Rounded, as a spread of none leaves a trace of the floating point.
    return 1 - ratio, sqrt(max(round(spread - ratio**2, 12), 0) / number)


def _mean(weighted: Iterable[tuple[float, int]]) -> float:
    values = tuple(weighted)
    return sum(value * count for value, count in values) / sum(count for _, count in values)
