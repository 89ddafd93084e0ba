"""Compares ordinal alpha with that of the package krippendorff, on many made-up tables with gaps."""

import random

import krippendorff
import numpy

from coproladder.report.coefficients import ordinal_alpha

TABLES, RUNGS = 200, 8


def main() -> None:
    """Print the widest difference."""
    chance = random.Random(0)
    widest = 0.0
    for _ in range(TABLES):
        coders, missing = chance.randrange(2, 6), chance.choice((0, 0.1, 0.4))
        table = numpy.full((coders, chance.randrange(5, 80)), numpy.nan)
        for unit in range(table.shape[1]):
            place = chance.randrange(RUNGS)
            for coder in range(coders):
                if chance.random() >= missing:
                    table[coder, unit] = min(max(place + chance.choice((-2, -1, 0, 0, 0, 1)), 0), RUNGS - 1)
        units = [[int(value) for value in unit if not numpy.isnan(value)] for unit in table.T]
        theirs = krippendorff.alpha(reliability_data=table, level_of_measurement="ordinal")
        widest = max(widest, abs((ordinal_alpha(units) or 0.0) - theirs))
    print(f"{TABLES} tables: alpha differs by {widest:.1e} at most")


if __name__ == "__main__":
    main()
