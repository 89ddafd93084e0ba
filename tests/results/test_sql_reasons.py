"""The reasons as SQL and CSV: they say the same as `assess --format csv`."""

import csv
import io
import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from conftest import ROOT, Command

from coproladder.ladder.load import load_ladder

LADDERS = {"built-in": None, "arnstein": "examples/arnstein.yaml"}
NUMBERS = ("rung", "highest_possible", "gap")


def combinations(ladder: str | None, **extra: list[str]) -> list[dict[str, str]]:
    """Return every combination of answers and of the values given for other fields, each with a name."""
    known = load_ladder(ladder and ROOT / ladder)
    choices = {"activity": ["Forum"]}  # A row of a table without any value is none.
    choices |= {each.id: ["", *(answer.id for answer in each.answers)] for each in known.questions} | extra
    return [dict(zip(choices, row, strict=True)) for row in product(*choices.values())]


def as_csv(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    table = csv.DictWriter(text, [*rows[0]])
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def run_sql(sql: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return what SQLite makes of rows in a table `activities`, in the words of CSV."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.row_factory = sqlite3.Row
        database.execute(f"CREATE TABLE activities ({', '.join(rows[0])})")
        marks = ", ".join("?" * len(rows[0]))
        values = [[value or None for value in row.values()] for row in rows]
        database.executemany(f"INSERT INTO activities VALUES ({marks})", values)
        found = [dict(row) for row in database.execute(sql)]
    for row in found:
        row["certain"] = {1: "true", 0: "false", None: None}[row["certain"]]
    return [{name: "" if value is None else str(value) for name, value in row.items()} for row in found]


def assessed(command: Command, rows: list[dict[str, str]], *options: str) -> list[dict[str, str]]:
    done = command("assess", "-", "--format", "csv", *options, data=as_csv(rows).encode())
    assert (done.code, done.err) == (0, "")
    return [*csv.DictReader(io.StringIO(done.out))]


@pytest.mark.parametrize("ladder", LADDERS.values(), ids=LADDERS)
def test_reasons_are_those_of_assess_on_every_combination(ladder: str | None, command: Command) -> None:
    options = ("--ladder", ladder) if ladder else ()
    rows = combinations(ladder)
    assert len(rows) == (54 if ladder else 640)
    wanted = assessed(command, rows, *options)
    found = run_sql(command("rules", "-f", "sql", "--reasons", *options).out, rows)
    listed = [*csv.DictReader(io.StringIO(command("rules", "-f", "csv", "--reasons", *options).out))]
    assert found == [{"activity": "Forum", **row} for row in listed]
    for row in wanted:
        del row["ladder"], row["gap"]
    for row in found:
        del row["next_rung"]
    assert found == wanted


def test_claims_and_stages_are_looked_at_where_the_table_has_them(command: Command) -> None:
    rows = combinations(None, called=["", "Co-Design", "engaged", "7", "a chat"], stage=["", "do", "Plan"])
    wanted = assessed(command, [row | {"called": row["called"].replace("a chat", "")} for row in rows])
    found = run_sql(command("rules", "-f", "sql", "--reasons", "--with", "called,stage").out, rows)
    asked = ("rung", "certain", "next_needs", "note_ids", "gap")
    assert [[row[name] for name in asked] for row in found] == [
        [row[name] for name in asked] for row in wanted
    ]


@pytest.mark.parametrize(
    ("answers", "rung"),
    [
        ({"voice": "discuss", "influence": "some"}, "6"),
        ({}, "2"),
        ({"voice": "design", "influence": "genuine", "decides": "together", "delivery": "throughout"}, ""),
    ],
    ids=["one above", "the lowest that anyone aims for", "none above the top"],
)
def test_the_next_rung_is_a_number(answers: dict[str, str], rung: str, command: Command) -> None:
    listed = csv.DictReader(io.StringIO(command("rules", "-f", "csv", "--reasons").out))
    keys = ("voice", "influence", "decides", "delivery")
    assert [row["next_rung"] for row in listed if all(row[key] == answers.get(key, "") for key in keys)] == [
        rung
    ]


def test_an_answer_that_the_ladder_does_not_know_has_no_reasons(command: Command) -> None:
    row = {"voice": "nonsense", "influence": "", "decides": "", "delivery": ""}
    found = run_sql(command("rules", "-f", "sql", "--reasons").out, [row])
    assert {value for name, value in found[0].items() if name != "voice"} == {""}


def test_a_name_with_a_quote_stays_a_text(tmp_path: Path, command: Command) -> None:
    text = (ROOT / "examples" / "arnstein.yaml").read_text(encoding="utf-8")
    ladder = tmp_path / "ladder.yaml"
    ladder.write_text(text.replace("name: Therapy", "name: People's therapy"), encoding="utf-8")
    sql = command("rules", "-f", "sql", "--reasons", "--ladder", str(ladder)).out
    assert run_sql(sql, [{"flow": "treated", "power": "officials"}])[0]["rung_name"] == "People's therapy"


def test_a_stage_that_no_note_asks_for_changes_nothing(command: Command) -> None:
    options = ("--ladder", "examples/arnstein.yaml", "-f", "sql", "--reasons")
    row = {"flow": "told", "power": "", "stage": "plan"}
    found = run_sql(command("rules", *options, "--with", "stage").out, [row])
    assert found == run_sql(command("rules", *options).out, [row])


def test_a_ladder_with_too_many_combinations_is_refused(tmp_path: Path, command: Command) -> None:
    text = (ROOT / "examples" / "arnstein.yaml").read_text(encoding="utf-8")
    answers = "\n".join(f"      - {{id: a{number}, words: {{standard: a{number}}}}}" for number in range(999))
    question = f"  - id: more\n    words: {{standard: More?}}\n    answers:\n{answers}\n"
    ladder = tmp_path / "ladder.yaml"
    ladder.write_text(text.replace("\nrungs:\n", f"\n{question}\nrungs:\n"), encoding="utf-8")
    done = command("rules", "-f", "sql", "--reasons", "--ladder", str(ladder))
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error: --reasons: this ladder has 54,000 combinations of answers, too many to list\n"
    )


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (("--reasons",), "--reasons is for --format sql or csv; coproladder assess gives them in words"),
        (("-f", "sql", "--with", "called"), "--with goes with --reasons"),
        (
            ("-f", "sql", "--reasons", "--with", "level"),
            "--with: name called or stage, or both with a comma between them",
        ),
    ],
)
def test_options_that_do_not_fit_say_what_would(
    options: tuple[str, ...], error: str, command: Command
) -> None:
    done = command("rules", *options)
    assert (done.code, done.out, done.err) == (2, "", f"error: {error}\n")
