"""Sheets named with --sheet: several of one workbook, and of several workbooks."""

import json
import shlex
from pathlib import Path

import pytest
from conftest import Command, Finished
from workbooks import ods, xlsx

FILE = "tests/cases/inputs/26-sheet-option-twice-last-wins-silently.xlsx"
MARCH, FEBRUARY, JANUARY = (("--sheet", name) for name in ("March", "February", "January"))


def test_sheets_that_are_named_are_all_read_in_that_order(command: Command) -> None:
    done = command("assess", FILE, "--json", *MARCH, *FEBRUARY)
    assert [record["activity"] for record in done.records] == ["Event in March", "Event in February"]
    assert done.err.splitlines() == [
        f'Read 2 activities from {FILE}, sheets "March", "February". Answers in words of an earlier '
        'version keep their meaning: "They talk it over with those responsible, in one open sessi…".',
        'Not used: sheet "January".',
    ]


def test_sheets_that_are_named_are_one_table_of_results(command: Command) -> None:
    rows = command("assess", FILE, "-f", "csv", *MARCH, *JANUARY).rows
    assert [(row["activity"], row["voice"]) for row in rows] == [
        ("Event in March", "discuss"),
        ("Leaflet about the hydrotherapy pool", "told"),
        ("Saturday talk on bus passes", "discuss"),
        ("New sensory garden", "design"),
    ]


def test_a_report_has_all_of_the_sheets_that_are_named(command: Command) -> None:
    assert command("report", FILE, "--plain", *MARCH, *JANUARY).out.startswith("Report on 4 activities\n")


HEADINGS = ["activity", "voice"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> Path:
    monkeypatch.chdir(tmp_path)
    sheets = {
        "a.xlsx": {"Jan 26": [["Pool", "told"]], "Feb": [["Walk", "learn"]]},
        "b.xlsx": {"Answers": [["Talk", "told"]], "Lists": []},
        "c.ods": {"X": [["Bus", "told"]], "Feb": [["Choir", "design"]]},
    }
    for name, tables in sheets.items():
        write = ods if name.endswith("ods") else xlsx
        (tmp_path / name).write_bytes(write({each: [HEADINGS, *rows] for each, rows in tables.items()}))
    return tmp_path


def commands_in(text: str) -> list[list[str]]:
    return [shlex.split(line)[1:] for line in text.splitlines() if line.startswith("  coproladder ")]


def read_by(done: Finished) -> list[str]:
    """Return the activities in a report."""
    return [each["activity"] for each in json.loads(done.out)["places"]]


def test_each_command_that_a_report_prints_reads_that_sheet_and_the_other_files(
    folder: Path, command: Command
) -> None:
    refused = command("report", "a.xlsx", "b.xlsx", "--json")
    assert (refused.code, refused.err.count("2 sheets have answers")) == (3, 1)
    for typed, names in zip(commands_in(refused.err), ({"Pool", "Talk"}, {"Walk", "Talk"}), strict=True):
        done = command(*typed)
        assert (done.code, {*read_by(done)}) == (0, names)


def test_the_commands_for_one_workbook_lead_to_those_for_the_next(folder: Path, command: Command) -> None:
    first = command("report", "a.xlsx", "c.ods", "--json")
    january, february, *_ = commands_in(first.err)
    assert {*read_by(command(*february))} == {"Walk", "Choir"}
    second = command(*january)
    assert (second.code, read_by(second)) == (3, ["Pool"])
    typed, _ = commands_in(second.err)
    assert typed == ["report", "a.xlsx", "c.ods", "--json", "--sheet", "Jan 26", "--sheet", "X"]
    done = command(*typed)
    assert (done.code, {*read_by(done)}) == (0, {"Pool", "Bus"})


def test_a_sheet_that_no_workbook_has_is_a_fault(folder: Path, command: Command) -> None:
    done = command("report", "b.xlsx", "c.ods", "--sheet", "Feb", "--sheet", "Answer", "-o", "r.html")
    assert (done.code, done.out, done.err) == (
        65,
        "",
        'error: there is no sheet "Answer"; did you mean "Answers"?\n',
    )
    assert not (folder / "r.html").exists()
    (folder / "t.csv").write_text("activity,voice\nBus,told\n")
    assert command("report", "t.csv", "t.csv", "--sheet", "Feb").code == 0


def test_match_on_two_tables_is_refused_and_each_command_it_prints_makes_a_match_file(
    folder: Path, command: Command
) -> None:
    tables = {name: [["Project", "What"], [name, "Survey"]] for name in ("2025", "2026")}
    (folder / "own.xlsx").write_bytes(xlsx(tables))
    refused = command("match", "own.xlsx", "--draft")
    assert (refused.code, (folder / "own.match.yaml").exists()) == (65, False)
    typed = commands_in(refused.err)
    assert typed == [["match", "own.xlsx", "--draft", "--sheet", name] for name in ("2025", "2026")]
    for line in typed:
        done = command(*line, "--force")
        assert (done.code, done.err.endswith(f"--sheet {line[-1]}\n")) == (0, True)
    assert command("match", "own.xlsx", "--draft", "--force", "--sheet", "2025", "--sheet", "2026").code == 0
