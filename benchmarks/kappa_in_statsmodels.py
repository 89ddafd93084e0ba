"""Compares kappa and its interval with those of statsmodels, on many made-up tables of two coders."""

import random
from collections import Counter

import numpy
from statsmodels.stats.inter_rater import cohens_kappa

from coproladder.report.agreement import measure

TABLES, RUNGS = 200, 8


def main() -> None:
    """Print the widest difference in kappa and in both ends of the interval."""
    chance = random.Random(0)
    widest = 0.0
    for _ in range(TABLES):
        pairs: Counter[tuple[int | None, int | None]] = Counter()
        for _ in range(chance.randrange(20, 200)):
            one = chance.randrange(RUNGS)
            pairs[one, min(max(one + chance.choice((-2, -1, 0, 0, 0, 1)), 0), RUNGS - 1)] += 1
        table = numpy.zeros((RUNGS, RUNGS))
        for place, count in pairs.items():
            table[place] = count
        ours, theirs = measure(pairs), cohens_kappa(table, wt="quadratic")
        low, high = ours.interval or (0.0, 0.0)
        found = (ours.kappa or 0.0, low, high, ours.unweighted_kappa or 0.0)
        unweighted = cohens_kappa(table).kappa
        expected = (theirs.kappa, theirs.kappa_low, min(theirs.kappa_upp, 1.0), unweighted)
        widest = max(widest, *(abs(one - other) for one, other in zip(found, expected, strict=True)))
    print(f"{TABLES} tables: kappa and its interval differ by {widest:.1e} at most")


if __name__ == "__main__":
    main()
