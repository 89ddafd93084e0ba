"""Checks in DuckDB that the SQL of the rules agrees with the classifier on every combination of answers.

python benchmarks/sql_in_duckdb.py
"""

from itertools import product
from pathlib import Path

import duckdb

from coproladder.ladder.load import load_ladder
from coproladder.ladder.records import Ladder
from coproladder.placing.activity import Activity
from coproladder.placing.classify import classify
from coproladder.results.rules import rules_sql

EXAMPLE = Path(__file__).parents[1] / "examples" / "arnstein.yaml"


def disagreements(ladder: Ladder) -> tuple[int, int]:
    """Return how many combinations there are, with answers missing too, and how many come out otherwise."""
    ids = [question.id for question in ladder.questions]
    rows = [*product(*([None, *(answer.id for answer in each.answers)] for each in ladder.questions))]
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE activities ({', '.join(f'{name} VARCHAR' for name in ids)})")
        marks = ", ".join("?" * len(ids))
        database.executemany(f"INSERT INTO activities VALUES ({marks})", rows)
        answered = database.execute(rules_sql(ladder, "activities")).fetchall()
    wrong = 0
    for row in answered:
        known = {name: answer for name, answer in zip(ids, row, strict=False) if answer}
        found = classify(ladder, Activity(known))
        wrong += (
            tuple(rung.number if rung else 0 for rung in (found.rung, found.highest_possible)) != row[-2:]
        )
    return len(answered), wrong


def main() -> None:
    """Print the figures for the built-in ladder and the example, and fail where they disagree."""
    for ladder in (load_ladder(), load_ladder(EXAMPLE)):
        count, wrong = disagreements(ladder)
        print(f"{ladder.about.name}: {count} combinations in DuckDB {duckdb.__version__}, {wrong} otherwise")
        assert wrong == 0


if __name__ == "__main__":
    main()
