"""Measures how far coders agree on places in an order: kappa for two of them, alpha for any number."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from math import sqrt

Pairs = Mapping[tuple[int, int], int]
"""How often one coder gave the first and the other the second."""

Distance = Callable[[int, int], float]


def squared(one: int, other: int) -> float:
    """Return the distance of quadratic weights."""
    return (one - other) ** 2


def kappa(pairs: Pairs, distance: Distance = squared) -> tuple[float, float] | None:
    """Return Cohen's kappa and its standard error; None where it is not defined.

    Without weights the distance is `operator.ne`: 1 between any two places that are not the same.
    It is 1 minus the observed over the expected mean distance between the two sides, where the
    expected one has the same counts on each side, and pairs made by chance. The error is that for large
    samples by Fleiss, Cohen and Everitt (1969, Psychological Bulletin 72, 323-327), said in distances.
    """
    number = sum(pairs.values())
    ones, others = Counter[int](), Counter[int]()
    for (one, other), count in pairs.items():
        ones[one] += count
        others[other] += count

    def mean(counted: Iterable[tuple[float, int]]) -> float:
        return sum(value * count for value, count in counted) / number

    from_one = {one: mean((distance(one, other), count) for other, count in others.items()) for one in ones}
    from_other = {each: mean((distance(one, each), count) for one, count in ones.items()) for each in others}
    by_chance = mean((from_one[one], count) for one, count in ones.items()) if number else 0
    if not by_chance:
        return None
    ratio = mean((distance(one, other), count) for (one, other), count in pairs.items()) / by_chance
    spread = mean(
        (((distance(one, other) - ratio * (from_one[one] + from_other[other])) / by_chance) ** 2, count)
        for (one, other), count in pairs.items()
    )
    # Rounded, as a spread of none leaves a trace of the floating point.
    return 1 - ratio, sqrt(max(round(spread - ratio**2, 12), 0) / number)


def ordinal_alpha(units: Iterable[Iterable[int]]) -> float | None:
    """Return Krippendorff's alpha for places in an order; None where it is not defined.

    Each unit holds the places that its coders gave it; one with fewer than two says nothing. The distance of
    two places counts what was given from the one to the other, the half of both ends (Krippendorff 2011,
    Computing Krippendorff's alpha-reliability).
    """
    given: Counter[int] = Counter()
    pairs: defaultdict[tuple[int, int], float] = defaultdict(float)
    for places in map(Counter, units):
        if (size := places.total()) > 1:
            given.update(places)
            for one, count in places.items():
                for other, beside in places.items():
                    pairs[one, other] += count * (beside - (one == other)) / (size - 1)

    def distance(one: int, other: int) -> float:
        between = sum(count for place, count in given.items() if min(one, other) <= place <= max(one, other))
        return (between - (given[one] + given[other]) / 2) ** 2

    by_chance = sum(given[one] * given[other] * distance(one, other) for one, other in product(given, given))
    if not by_chance:
        return None
    observed = sum(both * distance(one, other) for (one, other), both in pairs.items())
    return 1 - (given.total() - 1) * observed / by_chance
