"""Checks that the SQL of the rules says the same as `assess --format csv`, on every combination.

python benchmarks/sql_in_databases.py duckdb postgresql spark

PostgreSQL is the server that libpq finds (PGHOST, PGUSER and so on); Spark runs in this process.
"""

import csv
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from coproladder.ladder.load import load_ladder
from coproladder.ladder.records import Ladder
from coproladder.placing.vocabulary import make_activity
from coproladder.results.csv_table import CsvWriter
from coproladder.results.sql import reasons_csv, reasons_sql, rules_sql

EXAMPLE = Path(__file__).parents[1] / "examples" / "arnstein.yaml"

Row = dict[str, str]
Run = Callable[[str, list[str], list[list[str | None]]], list[dict[str, Any]]]
"""Fills a table `activities` with columns and rows, runs a query, and returns its rows by column."""


def in_duckdb(sql: str, columns: list[str], rows: list[list[str | None]]) -> list[dict[str, Any]]:
    """Run a query in DuckDB."""
    import duckdb

    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE activities ({', '.join(f'{name} VARCHAR' for name in columns)})")
        database.executemany(f"INSERT INTO activities VALUES ({', '.join('?' * len(columns))})", rows)
        found = database.execute(sql)
        names = [each[0] for each in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def in_postgresql(sql: str, columns: list[str], rows: list[list[str | None]]) -> list[dict[str, Any]]:
    """Run a query in PostgreSQL, in a transaction that leaves nothing behind."""
    import psycopg

    with psycopg.connect(row_factory=psycopg.rows.dict_row) as database, database.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE activities ({', '.join(f'{name} TEXT' for name in columns)})")
        cursor.executemany(f"INSERT INTO activities VALUES ({', '.join(['%s'] * len(columns))})", rows)
        found: list[dict[str, Any]] = cursor.execute(sql).fetchall()
        database.rollback()
        return found


def in_spark(sql: str, columns: list[str], rows: list[list[str | None]]) -> list[dict[str, Any]]:
    """Run a query in Spark."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false").getOrCreate()
    schema = ", ".join(f"{name} STRING" for name in columns)
    session.createDataFrame(rows, schema).createOrReplaceTempView("activities")
    return [row.asDict() for row in session.sql(sql).collect()]


ENGINES: dict[str, Run] = {"duckdb": in_duckdb, "postgresql": in_postgresql, "spark": in_spark}


def combinations(ladder: Ladder, called: bool) -> list[Row]:
    """Return every combination of answers, and of claims where `called` says so, each with a number."""
    found = csv.DictReader(io.StringIO(reasons_csv(ladder, called)))
    keys = [*(question.id for question in ladder.questions), *(["called"] if called else [])]
    return [{"activity": str(at), **{key: row[key] for key in keys}} for at, row in enumerate(found)]


def assessed(ladder: Ladder, rows: list[Row]) -> list[Row]:
    """Return what `assess --format csv` writes for rows."""
    activities = [make_activity(ladder, row) for row in rows]
    writer = CsvWriter(ladder)
    text = writer.write(activities, [*map(writer.added, activities)], [*rows[0]]).decode()
    return [*csv.DictReader(io.StringIO(text))]


def disagreements(run: Run, sql: str, added: Sequence[str], ladder: Ladder, rows: list[Row]) -> int:
    """Return how many rows come out otherwise than `assess` says, or not at all, in what a query adds."""
    given = [[value or None for value in row.values()] for row in rows]
    found = {row["activity"]: row for row in run(sql, [*rows[0]], given)}
    compared = [*rows[0], *added]
    return sum(
        row["activity"] not in found
        or [as_text(found[row["activity"]][name]) for name in compared] != [row[name] for name in compared]
        for row in assessed(ladder, rows)
    )


def as_text(value: object) -> str:
    """Return a value as CSV has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def main() -> None:
    """Print how many combinations come out otherwise in each engine that was named; fail where any does."""
    reasons = ("rung", "rung_name", "highest_possible", "certain", "next_needs", "note_ids")
    wrong = 0
    for engine in sys.argv[1:]:
        for ladder in (load_ladder(), load_ladder(EXAMPLE)):
            for what, sql, called, added in (
                ("the rung", rules_sql(ladder, "activities"), False, ("rung", "highest_possible")),
                ("reasons", reasons_sql(ladder, "activities", called=False), False, reasons),
                ("all reasons", reasons_sql(ladder, "activities", called=True), True, (*reasons, "gap")),
            ):
                rows = combinations(ladder, called)
                found = disagreements(ENGINES[engine], sql, added, ladder, rows)
                print(f"{engine}: {ladder.about.id}, {what}: {len(rows)} combinations, {found} otherwise")
                wrong += found
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
