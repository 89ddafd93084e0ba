"""The rules as SQL and CSV: they say the same as the classifier."""

import csv
import io
import re
import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from conftest import ROOT, Command

from coproladder.ladder.load import load_ladder
from coproladder.ladder.records import Ladder
from coproladder.placing.activity import Activity
from coproladder.placing.classify import classify
from coproladder.results.sql_rules import rules_sql

LADDERS = {"built-in": load_ladder(), "arnstein": load_ladder(ROOT / "examples" / "arnstein.yaml")}


def combinations(ladder: Ladder) -> list[tuple[str | None, ...]]:
    """Return every combination of answers, with None where one is missing."""
    return [*product(*([None, *(answer.id for answer in question.answers)] for question in ladder.questions))]


def run_sql(ladder: Ladder, rows: list[tuple[str | None, ...]]) -> list[tuple[int | None, int | None]]:
    """Return rung and highest_possible for each row, as sqlite works them out."""
    ids = [f'"{question.id}"' for question in ladder.questions]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE TABLE activities ({', '.join(ids)})")
        marks = ", ".join("?" * len(ids))
        database.executemany(f"INSERT INTO activities VALUES ({marks})", rows)
        found = database.execute(rules_sql(ladder, "activities")).fetchall()
    assert [row[: len(ids)] for row in found] == rows
    return [row[len(ids) :] for row in found]


@pytest.mark.parametrize("ladder", LADDERS.values(), ids=LADDERS)
@pytest.mark.parametrize("missing", [None, ""], ids=["NULL", "empty"])
def test_sql_agrees_with_the_classifier_on_every_combination(ladder: Ladder, missing: str | None) -> None:
    rows = combinations(ladder)
    ids = [question.id for question in ladder.questions]
    wanted = []
    for row in rows:
        known = {field: answer for field, answer in zip(ids, row, strict=True) if answer}
        found = classify(ladder, Activity(known))
        ends = (found.rung, found.highest_possible)
        wanted.append(tuple(rung.number if rung else 0 for rung in ends))
    given = [tuple(missing if answer is None else answer for answer in row) for row in rows]
    assert run_sql(ladder, given) == wanted


@pytest.mark.parametrize("place", range(4))
def test_an_answer_that_the_ladder_does_not_know_gives_null(place: int) -> None:
    rows = [
        tuple("nonsense" if at == place else answer for at, answer in enumerate(row))
        for row in (("design", "genuine", "together", "throughout"), (None, None, None, None))
    ]
    assert run_sql(LADDERS["built-in"], [*rows]) == [(None, None), (None, None)]


def test_sql_selects_from_what_it_is_told(command: Command) -> None:
    shown = command("rules", "-f", "sql", "--table", "'survey.parquet'").out
    assert shown.startswith("SELECT *,\n  CASE\n")
    assert shown.endswith("AS highest_possible\nFROM 'survey.parquet'\n")


@pytest.mark.parametrize(
    "table",
    [
        *("a; DROP TABLE b", "a\nb", "\x1b[2J", "", " ", "';'", "a -- b", "a /* b", "'a", 'a"', "`a"),
        *("read_csv('a'", "a)", "([a)]", "'a' 'b", ")("),
    ],
)
def test_sql_selects_from_one_thing(table: str, command: Command) -> None:
    assert command("rules", "-f", "sql", "--table", table).code == 2


@pytest.mark.parametrize(
    "table", ["'it''s (1] -- a.csv'", "read_csv(['a', 'b'])", '"a/*b".c', "(SELECT 1) AS a"]
)
def test_what_stands_in_quotes_is_no_fault(table: str, command: Command) -> None:
    assert command("rules", "-f", "sql", "--table", table).out.endswith(f"FROM {table}\n")


def test_columns_that_sql_would_misread_are_quoted(tmp_path: Path) -> None:
    text = (ROOT / "examples" / "arnstein.yaml").read_text(encoding="utf-8")
    ladder = load_ladder(
        _written(
            tmp_path,
            text.replace("flow", "who-speaks")
            .replace("power:", "order:")
            .replace("id: power", "id: order")
            .replace("power,", "order,")
            .replace("power]", "order]"),
        )
    )
    sql = rules_sql(ladder, "t")
    assert '"who-speaks" IN' in sql
    assert '"order" IN' in sql


@pytest.mark.parametrize("word", ["index", "add", "transaction", "current_date", "window", "isnull"])
def test_a_question_may_be_called_like_a_word_of_sql(word: str, tmp_path: Path) -> None:
    text = (ROOT / "examples" / "arnstein.yaml").read_text(encoding="utf-8")
    named = re.sub(r"\bflow\b", word, text)
    ladder = load_ladder(_written(tmp_path, named))
    assert run_sql(ladder, [("told", "none")]) == run_sql(LADDERS["arnstein"], [("told", "none")])


def _written(folder: Path, text: str) -> Path:
    file = folder / "ladder.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_csv_of_the_rules_has_a_row_for_each_rung(command: Command) -> None:
    rows = [*csv.reader(io.StringIO(command("rules", "-f", "csv").out))]
    assert rows[0] == ["number", "id", "name", "goal", "voice", "influence", "decides", "delivery"]
    assert rows[1] == [
        "7",
        "co-production",
        "Co-production",
        "true",
        "design",
        "genuine",
        "together",
        "throughout",
    ]
    assert rows[7] == ["1", "coercion", "Coercion", "false", "present", "", "", ""]
