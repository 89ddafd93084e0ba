"""What is typed next and is not quite right works all the same, or its message names a command that does."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Command, clean_environment

pytest.importorskip("pty", reason="terminals of Unix")
from pseudo_terminal import Session


def pointed_to(message: str) -> list[str]:
    """Return the arguments of the command that a message ends with."""
    (line,) = re.findall(r": coproladder (.*)\n\Z", message)
    return shlex.split(line)


@pytest.mark.parametrize(
    ("line", "code", "shows"),
    [
        ("guide checklist", 0, "checklist"),
        ("guide checklist --easy", 0, "checklist"),
        ("tips 3", 0, "1. "),
        ("principles all of them", 0, "Principles"),
        ("check examples/arnstein.yaml examples/activities.csv", 0, "no faults found"),
        ("workshop", 0, "coproladder guide workshop"),
        ("co-design activities.csv", 0, "Results for: co-design"),
        ("--plain --answer voice=told assess --no-input", 0, "Rung 3"),
        ("--ladder examples/arnstein.yaml show 5", 0, "Placation"),
        ("assess 'Day centre forum'", 66, ""),
        ("assess examples/coder-ann.csv examples/coder-bea.csv", 0, "Report on"),
        (
            "assess examples/coder-ann.csv examples/coder-bea.csv --easy --map comment=comment -f csv",
            0,
            "",
        ),
        ("assess -f json examples/two-views.json examples/two-views.json", 0, '"views"'),
    ],
)
def test_a_message_points_to_a_command_that_works(line: str, code: int, shows: str, command: Command) -> None:
    refused = command(*shlex.split(line))
    assert refused.code in (2, 66)
    again = pointed_to(refused.err)
    done = command(*again, typed="q\n")
    assert (done.code, shows in done.out) == (code, True), again
    if "Day" in line:
        assert "1. Activity" not in done.err
        assert "Name of the activity" not in done.err


@pytest.mark.parametrize("line", ["--version=3", "-x", "assess --full=1", "reprot"])
def test_no_other_fault_points_into_the_guide(line: str, command: Command) -> None:
    done = command(*line.split())
    assert (done.code, "guide" in done.err, done.err.endswith("coproladder --help\n")) == (2, False, True)


def test_a_pointer_carries_the_ladder(command: Command, tmp_path: Path) -> None:
    ladder = tmp_path / "my ladder.yaml"
    shutil.copy(ROOT / "examples" / "arnstein.yaml", ladder)
    table = tmp_path / "own words.csv"
    table.write_text("activity,flow,power\nForum,chat,heard\nClub,chat,heard\n", encoding="utf-8")
    refused = command("report", str(table), "--ladder", str(ladder))
    drafted = command(*pointed_to(refused.err), "--draft")
    assert drafted.code == 0, drafted.err
    filled = table.with_name("own words.match.yaml")
    text = filled.read_text(encoding="utf-8")
    filled.write_text(re.sub(r"(chat.*: )''", r"\1told", text), encoding="utf-8")
    assert command(*pointed_to(drafted.err)).code == 0


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("show co production", "show co-production"),
        ("show rung 5", "show 5"),
        ("guide starting a group", "guide starting-a-group"),
        ("version", "--version"),
    ],
)
def test_what_was_meant_is_shown(line: str, same: str, command: Command) -> None:
    assert command(*line.split()) == command(*same.split())


def test_all_commands_are_in_sight_at_once(command: Command) -> None:
    lines = command().out.splitlines()
    assert len(lines) <= 22
    assert max(map(len, lines)) <= 80
    named = {line.split()[0] for line in lines if line.startswith("  ")}
    assert named == {
        *("assess", "report", "match", "form", "show", "tips", "principles", "guide", "questions", "rules"),
        *("practise", "site", "check", "help"),
    }
    assert [line for line in lines if line.endswith(":")] == ["Place activities:", "Look things up:", "More:"]


@pytest.mark.parametrize("line", ["--help", "assess --help", "help rules"])
def test_help_is_there_where_python_leaves_docstrings_out(line: str, command: Command) -> None:
    done = subprocess.run(
        [sys.executable, "-OO", "-m", "coproladder", *line.split()],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    about = {
        "--help": "Show where on the ladder",
        "assess --help": "Place activities",
        "help rules": "Show what",
    }
    assert f"  {about[line]}" in done.stdout
    assert [each for each in command(*line.split()).out.splitlines() if each.startswith("  -")] == [
        each for each in done.stdout.splitlines() if each.startswith("  -")
    ]


def test_where_to_read_on_is_said_for_the_ladder_that_is_shown(command: Command) -> None:
    with Session("show", "--ladder", "examples/short-ladder.yaml", "--easy", columns=200) as session:
        assert session.end() == 0
    ladder = "--ladder examples/short-ladder.yaml --easy"
    assert f"type coproladder show 3 {ladder}, or any other rung.\nOr type" in session.seen
    for arguments in re.findall(r"coproladder (.*? --easy)", session.seen):
        assert command(*shlex.split(arguments)).code == 0


@pytest.mark.parametrize("columns", [40, 60])
def test_the_commands_are_wrapped_between_words(columns: int) -> None:
    with Session(columns=columns) as session:
        assert session.end() == 0
    assert max(map(len, session.seen.splitlines())) <= columns
    assert "assess      Place activities: answer questions, or name a file." in " ".join(
        session.seen.replace("\n" + " " * 14, " ").splitlines()
    )


def test_a_table_is_not_passed_over_where_no_query_is_written(command: Command) -> None:
    done = command("rules", "--table", "survey")
    assert (done.code, done.err) == (2, "error: --table needs --format sql; add it, or leave --table out\n")


@pytest.mark.parametrize(
    ("line", "offered"),
    [("help ass", ["assess"]), ("report a.csv --by st", ["stage"]), ("rules --format s", ["sql"])],
)
def test_names_are_completed(line: str, offered: list[str]) -> None:
    words = ["coproladder", *line.split()]
    asked = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    done = subprocess.run(
        [sys.executable, "-m", "coproladder"],
        cwd=ROOT,
        env={**clean_environment(), **asked, "_COPROLADDER_COMPLETE": "complete_bash"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.split() == offered
