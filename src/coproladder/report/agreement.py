"""Compares coders: who is one, which record of each counts, and how far they agree on what both coded."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from operator import ne

from msgspec import Struct

from coproladder.ladder.records import Ladder, Question
from coproladder.report.coefficients import kappa, ordinal_alpha
from coproladder.report.views import Placed, Views, grouped, same_time

LEAST_COMMON = 5
"""How many activities two coders must have in common to be compared."""

MOST_CODERS = 20
"""How many coders are compared two by two; of more, nobody could read it."""

Z_95 = 1.959964
"""The z-value of a 95% interval: that many standard errors on each side."""

PairCounts = Mapping[tuple[int | None, int | None], int]
"""How often one coder gave the first and the other the second; None is not certain, or not known."""


class Measure(Struct, frozen=True):
    """How far two coders agree on places in an order.

    `pairs` are those known on both sides, and all that is counted; `left_out` are the others. `kappa` is
    Cohen's with quadratic weights, None where it is not defined, and `interval` holds it with 95%
    confidence, None where there is none; `unweighted_kappa` is the same without weights.
    """

    pairs: int
    left_out: int
    exact: int
    within_one: int
    kappa: float | None
    interval: tuple[float, float] | None
    unweighted_kappa: float | None


class Agreement(Struct, frozen=True):
    """How far two coders agree on the activities that both coded.

    `rungs` measures it by rung, `questions` by the answers to each question. `confusions` counts the rungs
    on both sides; `left_out` names the activities that are not certain on one.
    """

    between: tuple[str, str]
    rungs: Measure
    questions: tuple[tuple[Question, Measure], ...]
    confusions: PairCounts
    left_out: tuple[str, ...]


class Coding(Struct, frozen=True):
    """How far all coders agree who have enough activities in common with another.

    `between` has each two of them, None for too many pairs. `alpha` is Krippendorff's for rungs, and
    `question_alphas` the same for each question, None where it is not defined. `activities` counts those that
    two or more coded. Of records that differ by date `set_aside` earlier ones do not count here;
    `as_groups` names the activities on which a coder's name stands for several people, so they are left out.
    """

    coders: tuple[str, ...]
    between: tuple[Agreement, ...] | None
    alpha: float | None
    question_alphas: tuple[tuple[Question, float | None], ...]
    activities: int
    set_aside: int
    as_groups: tuple[str, ...]


def coding(ladder: Ladder, activities: Iterable[Views]) -> Coding | None:
    """Return how far coders agree, None where no two have enough activities in common.

    What was promised and what happened are coded apart.
    """
    units: list[dict[str, Placed]] = []
    set_aside: Counter[str] = Counter()
    as_groups: defaultdict[str, list[str]] = defaultdict(list)
    sides = ((each.name, side) for each in activities for side in (each.promises, each.views))
    for name, records in (side for side in sides if len(side[1]) > 1):
        coded = grouped(records, lambda record: record.coder)
        unit = {coder: latest for coder, those in coded.items() if coder and (latest := _latest(those))}
        units.append(unit)
        set_aside.update({coder: len(coded[coder]) - 1 for coder in unit})
        for coder in {*coded} - {*unit, ""}:
            as_groups[coder].append(name or "")
    counts = Counter(coder for unit in units for coder in unit)
    coders = sorted(coder for coder, count in counts.items() if count >= LEAST_COMMON)
    between, few = list[Agreement](), len(coders) <= MOST_CODERS
    for one, other in combinations(coders, 2) if few else ():
        both = [(unit[one], unit[other]) for unit in units if one in unit and other in unit]
        if len(both) >= LEAST_COMMON:
            between.append(_agreement(ladder, (one, other), both))
    if few:
        coders = sorted({coder for each in between for coder in each.between})
    if not coders:
        return None
    coded_by = [[unit[coder] for coder in coders if coder in unit] for unit in units]
    alpha, *alphas = (
        ordinal_alpha([place for each in unit if (place := each.places[at]) is not None] for unit in coded_by)
        for at in range(len(ladder.questions) + 1)
    )
    return Coding(
        coders=tuple(coders),
        between=tuple(between) if few else None,
        alpha=alpha,
        question_alphas=tuple(zip(ladder.questions, alphas, strict=True)),
        activities=sum(len(unit) > 1 for unit in coded_by),
        set_aside=sum(set_aside[coder] for coder in coders),
        as_groups=tuple(sorted({name for coder in coders for name in as_groups[coder]})),
    )


def _latest(records: Sequence[Placed]) -> Placed | None:
    """Return the latest record of one coder on an activity; None where dates do not tell which it is."""
    last = max(records, key=lambda each: each.date)
    others = (each for each in records if each is not last)
    return None if any(same_time(each.date, last.date) for each in others) else last


def _agreement(ladder: Ladder, between: tuple[str, str], both: Sequence[tuple[Placed, Placed]]) -> Agreement:
    of_each = (zip(one.places, other.places, strict=True) for one, other in both)
    rungs, *answers = map(Counter, zip(*of_each, strict=True))
    questions = zip(ladder.questions, map(measure, answers), strict=True)
    left_out = sorted(one.name or "" for one, other in both if None in (one.rung_number, other.rung_number))
    return Agreement(between, measure(rungs), tuple(questions), rungs, tuple(left_out))


def measure(pairs: PairCounts) -> Measure:
    """Return how far two sides agree on places that are numbers."""
    known = Counter(
        {(one, other): n for (one, other), n in pairs.items() if one is not None and other is not None}
    )
    weighted, error = kappa(known) or (None, 0.0)
    interval, wide = None, Z_95 * error
    if weighted is not None and wide:
        interval = max(weighted - wide, -1.0), min(weighted + wide, 1.0)
    unweighted, _ = kappa(known, ne) or (None, 0.0)
    return Measure(
        pairs=known.total(),
        left_out=sum(pairs.values()) - known.total(),
        exact=sum(count for (one, other), count in known.items() if one == other),
        within_one=sum(count for (one, other), count in known.items() if abs(one - other) <= 1),
        kappa=weighted,
        interval=interval,
        unweighted_kappa=unweighted,
    )
