"""Places records with Polars, as a stream: python with_polars.py IN OUT RULES; JSON Lines or CSV."""

from functools import reduce

import polars as pl  # type: ignore[import-not-found, unused-ignore]
from rules import Rules, task


def highest(rules: Rules, possible: bool) -> "pl.Expr":
    """Return the number of the highest rung that the answers are sure of, or that is possible."""

    def met(question: str, answers: list[str]) -> "pl.Expr":
        known = pl.col(question).is_in(answers)
        return known | pl.col(question).is_null() if possible else known

    return reduce(
        lambda lower, rung: (
            pl.when(*(met(question, answers) for question, answers in rung[1].items()))
            .then(rung[0])
            .otherwise(lower)
        ),
        reversed(rules),
        pl.lit(0),
    )


def main() -> None:
    """Read, place and write."""
    source, output, rules = task()
    table = source.endswith(".csv")
    placed = (pl.scan_csv if table else pl.scan_ndjson)(source).with_columns(
        rung=highest(rules, possible=False), highest_possible=highest(rules, possible=True)
    )
    (placed.sink_csv if table else placed.sink_ndjson)(output)


if __name__ == "__main__":
    main()
