"""Places records with DuckDB: python with_duckdb.py IN OUT RULES; JSON Lines.

Without PRESERVE_ORDER the records of a large file leave in another order than they came.
"""

import duckdb  # type: ignore[import-not-found, unused-ignore]
from rules import Rules, task


def highest(rules: Rules, possible: bool) -> str:
    """Return SQL for the number of the highest rung that the answers are sure of, or that is possible."""

    def met(question: str, answers: list[str]) -> str:
        known = f'"{question}" IN ({", ".join(map(quoted, answers))})'
        return f'("{question}" IS NULL OR {known})' if possible else known

    cases = (
        f"WHEN {' AND '.join(met(question, answers) for question, answers in needs.items()) or 'TRUE'} "
        f"THEN {number}"
        for number, needs in rules
    )
    return f"CASE {' '.join(cases)} ELSE 0 END"


def quoted(text: str) -> str:
    """Return a text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def main() -> None:
    """Read, place and write."""
    source, output, rules = task()
    duckdb.sql(
        f"COPY (SELECT *, {highest(rules, possible=False)} AS rung, "
        f"{highest(rules, possible=True)} AS highest_possible "
        f"FROM read_ndjson({quoted(source)})) TO {quoted(output)} (FORMAT json, PRESERVE_ORDER)"
    )


if __name__ == "__main__":
    main()
