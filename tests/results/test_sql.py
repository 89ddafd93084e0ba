"""The rules and the reasons as SQL and CSV: they say the same as `assess --format csv`."""

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
import sqlglot
from conftest import ROOT, Command

from coproladder.ladder.load import load_ladder

ARNSTEIN = ROOT / "examples" / "arnstein.yaml"
LADDERS = {"built-in": None, "arnstein": ARNSTEIN}
TOP = {"voice": "design", "influence": "genuine", "decides": "together", "delivery": "throughout"}


def combinations(ladder: Path | None, **extra: list[str]) -> list[dict[str, str]]:
    """Return every combination of answers and of the values given for other fields, each with a name."""
    choices = {"activity": ["Forum"]}  # A row of a table without any value is none.
    questions = load_ladder(ladder).questions
    choices |= {each.id: ["", *(answer.id for answer in each.answers)] for each in questions} | extra
    return [dict(zip(choices, row, strict=True)) for row in product(*choices.values())]


def run_sql(sql: str, rows: list[dict[str, str]], missing: str | None = None) -> list[dict[str, str]]:
    """Return what SQLite makes of rows in a table `activities`, in the words of CSV."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.row_factory = sqlite3.Row
        names = ", ".join(f'"{name}"' for name in rows[0])
        database.execute(f"CREATE TABLE activities ({names})")
        marks = ", ".join("?" * len(rows[0]))
        values = [[value or missing for value in row.values()] for row in rows]
        database.executemany(f"INSERT INTO activities VALUES ({marks})", values)
        found = [dict(row) for row in database.execute(sql)]
    for row in found:
        row["certain"] = {1: "true", 0: "false", None: None}[row.get("certain")]
    return [{name: "" if value is None else str(value) for name, value in row.items()} for row in found]


def assessed(command: Command, rows: list[dict[str, str]], *options: str) -> list[dict[str, str]]:
    text = io.StringIO()
    table = csv.DictWriter(text, [*rows[0]])
    table.writeheader()
    table.writerows(rows)
    done = command("assess", "-", "--format", "csv", *options, data=text.getvalue().encode())
    assert (done.code, done.err) == (0, "")
    return done.rows


def changed(folder: Path, pattern: str, text: str) -> tuple[str, str]:
    """Return options for a ladder that is Arnstein's with some text changed."""
    ladder = folder / "ladder.yaml"
    ladder.write_text(re.sub(pattern, text, ARNSTEIN.read_text(encoding="utf-8")), encoding="utf-8")
    return "--ladder", str(ladder)


@pytest.mark.parametrize("ladder", LADDERS.values(), ids=LADDERS)
def test_rules_and_reasons_are_those_of_assess_on_every_combination(
    ladder: Path | None, command: Command
) -> None:
    options = ("--ladder", str(ladder)) if ladder else ()
    rows = combinations(ladder)
    assert len(rows) == (54 if ladder else 640)
    wanted = assessed(command, rows, *options)
    ends = [(row["rung"], row["highest_possible"]) for row in wanted]
    for missing in (None, ""):
        found = run_sql(command("rules", "-f", "sql", *options).out, rows, missing)
        assert [(row["rung"], row["highest_possible"]) for row in found] == ends
    found = run_sql(command("rules", "-f", "sql", "--reasons", *options).out, rows)
    listed = command("rules", "-f", "csv", "--reasons", *options).rows
    assert found == [{"activity": "Forum", **row} for row in listed]
    for row in wanted:
        del row["ladder"], row["gap"]
    for row in found:
        del row["next_rung"]
    assert found == wanted


def test_claims_are_looked_at_where_the_table_has_them(command: Command) -> None:
    rows = combinations(None, called=["", "Co-Design", "engaged", "7", "a chat"])
    wanted = assessed(command, [row | {"called": row["called"].replace("a chat", "")} for row in rows])
    found = run_sql(command("rules", "-f", "sql", "--reasons", "--with", "called").out, rows)
    asked = ("rung", "certain", "next_needs", "note_ids", "gap")
    assert [[row[name] for name in asked] for row in found] == [
        [row[name] for name in asked] for row in wanted
    ]


@pytest.mark.parametrize(
    ("answers", "rung"),
    [({"voice": "discuss", "influence": "some"}, "6"), ({}, "2"), (TOP, "")],
    ids=["one above", "the lowest that anyone aims for", "none above the top"],
)
def test_the_next_rung_is_a_number(answers: dict[str, str], rung: str, command: Command) -> None:
    listed = command("rules", "-f", "csv", "--reasons").rows
    found = [row["next_rung"] for row in listed if all(row[key] == answers.get(key, "") for key in TOP)]
    assert found == [rung]


@pytest.mark.parametrize("reasons", [(), ("--reasons",)], ids=["rules", "reasons"])
def test_an_answer_that_the_ladder_does_not_know_has_no_result(
    reasons: tuple[str, ...], command: Command
) -> None:
    rows = [row | {name: "nonsense"} for row in (TOP, dict.fromkeys(TOP, "")) for name in TOP]
    for found in run_sql(command("rules", "-f", "sql", *reasons).out, rows):
        assert {value for name, value in found.items() if name not in TOP} == {""}


def test_a_name_with_a_quote_stays_a_text(tmp_path: Path, command: Command) -> None:
    options = changed(tmp_path, "name: Therapy", "name: People's therapy")
    sql = command("rules", "-f", "sql", "--reasons", *options).out
    assert run_sql(sql, [{"flow": "treated", "power": "officials"}])[0]["rung_name"] == "People's therapy"


@pytest.mark.parametrize("output_format", ["csv", "sql"])
def test_a_note_that_asks_for_a_stage_is_left_out_of_the_reasons_and_named(
    output_format: str, tmp_path: Path, command: Command
) -> None:
    """It stands where another of its conditions holds."""
    staged = "stages:\n  - {id: plan, name: Plan, words: {standard: Plan.}}\nnotes:\n" + "".join(
        f"  - {{id: {name}, words: {{standard: Later.}}, when: [{when}]}}\n"
        for name, when in (
            ("later", "{stage: [plan]}"),
            ("either", "{stage: [plan]}, {exactly: {flow: told}}"),
        )
    )
    options = changed(tmp_path, "\nnotes:\n", f"\n{staged}")
    done = command("rules", "-f", output_format, "--reasons", *options)
    assert (done.code, done.err) == (
        0,
        "these notes ask for a stage, so the reasons leave them out: later, either\n",
    )
    assert "later" not in done.out
    assert "either" in done.out


@pytest.mark.parametrize("output_format", ["csv", "sql"])
def test_the_note_on_a_promise_is_left_out_of_the_reasons_and_named(
    output_format: str, command: Command
) -> None:
    done = command("rules", "-f", output_format, "--reasons")
    assert (done.code, done.err) == (
        0,
        "these notes ask for a basis, so the reasons leave them out: still-a-plan\n",
    )
    assert "still-a-plan" not in done.out


def test_a_ladder_with_too_many_combinations_is_refused(tmp_path: Path, command: Command) -> None:
    answers = "\n".join(f"      - {{id: a{number}, words: {{standard: a{number}}}}}" for number in range(999))
    question = f"  - id: more\n    words: {{standard: More?}}\n    answers:\n{answers}\n"
    options = changed(tmp_path, "\nrungs:\n", f"\n{question}\nrungs:\n")
    fault = "--reasons: 54,000 combinations of answers are too many; leave --reasons out"
    assert command("rules", "-f", "sql", "--reasons", *options) == (2, "", f"error: {fault}\n")


def test_sql_selects_from_what_it_is_told(command: Command) -> None:
    shown = command("rules", "-f", "sql", "--table", "'survey.parquet'").out
    assert shown.startswith("SELECT *,\n  CASE\n")
    assert shown.endswith("AS highest_possible\nFROM 'survey.parquet';\n")


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
    assert command("rules", "-f", "sql", "--table", table).out.endswith(f"FROM {table};\n")


@pytest.mark.parametrize(
    "word", ["index", "add", "transaction", "current_date", "window", "isnull", "order", "who-speaks"]
)
def test_a_question_may_be_called_like_a_word_of_sql(word: str, tmp_path: Path, command: Command) -> None:
    sql = command("rules", "-f", "sql", *changed(tmp_path, r"\bflow\b", word)).out
    (found,) = run_sql(sql, [{word: "told", "power": "officials"}])
    assert (found["rung"], found["highest_possible"]) == ("3", "3")


def test_csv_of_the_rules_has_a_row_for_each_rung(command: Command) -> None:
    lines = command("rules", "-f", "csv").out.splitlines()
    assert lines[0] == "number,id,name,goal,voice,influence,decides,delivery"
    assert lines[1] == f"7,co-production,Co-production,true,{','.join(TOP.values())}"
    assert lines[7] == "1,coercion,Coercion,false,present,,,"


DATABASES = ("sqlite", "duckdb", "postgres", "spark", "mysql")
ENDING = "'', 7, TRUE, 1, ''a'', ''b'')) AS t(a) UNION SELECT * FROM secrets -- "


def texts_and_rest(sql: str, database: str) -> tuple[set[str], list[str]]:
    """Return the texts in a query as a database reads them, without quotes in them, and the rest of it.

    Some databases take a quote given twice for the end of a text and the beginning of one that goes on.
    """
    texts, rest = [""], [""]
    for token in sqlglot.tokenize(sql, read=database):
        if token.token_type.name != "STRING":
            rest.append(token.text)
            texts.append("")
        texts[-1] += token.text.replace("'", "") if token.token_type.name == "STRING" else ""
    return {*texts}, rest


@pytest.mark.parametrize("name", ["it's", f"x{ENDING}", "x'; --", "/* x", "$$x$$ [x] `x` ?"])
def test_a_name_is_text_in_every_database(name: str, command: Command, tmp_path: Path) -> None:
    line = ("rules", "-f", "sql", "--reasons", "--with", "called")
    before = command(*line, "--ladder", str(ARNSTEIN)).out
    text = command(*line, *changed(tmp_path, "    name: Placation\n", f"    name: {json.dumps(name)}\n")).out
    for database in DATABASES:
        texts, rest = texts_and_rest(text, database)
        assert name.replace("'", "") in texts
        assert rest == texts_and_rest(before, database)[1]


@pytest.mark.parametrize("name", [f"x\\{ENDING}", "x\\", "\\n", "${env:HOME}"])
@pytest.mark.parametrize("names", ["name: NAME\n    also: []", "name: Placation\n    also: [NAME]"])
def test_a_name_that_would_be_more_than_text_in_some_database_is_refused(
    name: str, names: str, command: Command, tmp_path: Path
) -> None:
    wanted = names.replace("NAME", json.dumps(name)).replace("\\", "\\\\")
    options = changed(tmp_path, r"name: Placation\n    also: \[Advisory seats\]", wanted)
    assert command("rules", "-f", "csv", *options).code == 0
    done = command("rules", "-f", "sql", "--reasons", "--with", "called", *options)
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("in the ladder cannot be written as SQL: take out \\ and ${\n")
