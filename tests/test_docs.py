"""What the documents say is what happens."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import webbrowser
from pathlib import Path

import pytest
from conftest import ROOT, Command, clean_environment

from coproladder.commands.parser import EXAMPLES

README = (ROOT / "README.md").read_text(encoding="utf-8")
WRITING = re.findall(r"^(?:    )?coproladder ([^*\n]* --output [^*\n]*)$", README, re.MULTILINE)
TRANSCRIPTS = re.findall(r"```console\n\$ (.*?)\n(.*?)```", README, re.DOTALL)
COMMANDS = (
    *("show", "assess", "tips", "principles", "questions", "rules", "guide", "report", "form", "practise"),
    "check",
)


def expected(transcript: str) -> str:
    """Return a pattern in which three dots stand for any lines, or for the rest of a line."""
    lines = []
    for line in transcript.splitlines():
        if line == "...":
            lines.append(r"(?:.*\n)*?")
        elif line.endswith("..."):
            lines.append(re.escape(line.removesuffix("...")) + r".*\n")
        else:
            lines.append(re.escape(line) + r"\n")
    return "".join(lines)


@pytest.mark.parametrize(("line", "transcript"), TRANSCRIPTS, ids=[line for line, _ in TRANSCRIPTS])
def test_readme_shows_what_is_printed(line: str, transcript: str) -> None:
    environment = clean_environment()
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    # As for a reader at a terminal, who is asked nothing.
    ours, theirs = os.openpty()
    done = subprocess.run(
        line,
        shell=True,
        cwd=ROOT,
        env=environment,
        stdin=theirs,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    os.close(ours)
    os.close(theirs)
    assert re.fullmatch(expected(transcript), done.stdout), done.stdout


@pytest.mark.parametrize("line", WRITING)
def test_readme_commands_write_their_files(
    line: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("examples").symlink_to(ROOT / "examples")
    arguments = [part for part in shlex.split(line) if part != "--open"]
    assert command(*arguments).code == 0
    assert Path(arguments[arguments.index("--output") + 1]).is_file()


def test_readme_python_example_prints_its_comment() -> None:
    code = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == code.splitlines()[-1].removeprefix("# ") + "\n"


def test_readme_has_the_two_commands() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert [command.split("&& ")[-1] for command in commands] == [
        ".venv/bin/coproladder assess examples/activity.json",
        ".venv/bin/pytest",
    ]


DRAWN = "[\u2500-\u259f\x1b]"


@pytest.mark.parametrize("name", [*COMMANDS, "help"])
def test_every_command_has_help_that_ends_with_two_examples_and_stands_in_the_readme(
    name: str, command: Command
) -> None:
    done = command(name, "-h")
    assert (done.code, done.err) == (0, "")
    assert done.out == command(name, "--help").out == command("help", name).out
    assert done.out.startswith(f"Usage: coproladder {name}")
    assert not re.search(DRAWN, done.out)
    *_, heading, one, other = done.out.splitlines()
    assert heading == "Examples:"
    assert f"coproladder {name}" in one
    assert f"coproladder {name}" in other
    assert f"`{name}" in README or f"coproladder {name}" in README


def test_help_lists_every_command_with_a_whole_summary(command: Command) -> None:
    shown = command("--help").out
    summaries = shown.split("Place activities:")[1]
    listed = re.findall(r"^  (\w+)  +\S", summaries, re.MULTILINE)
    assert sorted(listed) == sorted((*COMMANDS, "help"))
    assert "..." not in summaries
    assert not re.search(DRAWN, shown)
    assert shown == command().out == command("help").out


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines][1:])
def test_examples_in_the_help_work(
    line: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my").mkdir()
    for name in ("activities.csv", "ann.csv", "bea.csv", "ladder.yaml", "my/ladder.yaml"):
        example = {"ann": "coder-ann", "bea": "coder-bea", "ladder": "arnstein"}.get(
            Path(name).stem, "activities"
        )
        shutil.copy(ROOT / "examples" / f"{example}{Path(name).suffix}", tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda address: True)
    assert command(*shlex.split(line)[1:]).code == 0


def test_examples_readme_names_every_example() -> None:
    text = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    files = {file.name for file in (ROOT / "examples").iterdir()} - {"README.md"}
    assert set(re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)) == files


def test_changelog_knows_the_version() -> None:
    from coproladder import __version__

    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text or f"## [{__version__}]" in text
