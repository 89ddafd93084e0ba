"""Where pages go: the format that a file's name asks for, and the browser."""

import os
import subprocess
import sys
import webbrowser
from pathlib import Path

import pytest
from conftest import ROOT, Command, clean_environment

TOLD = ("assess", "--answer", "voice=told")


@pytest.mark.parametrize(
    ("name", "arguments", "start"),
    [
        ("a.html", ("show",), "<!DOCTYPE html>"),
        ("a.HTM", ("tips",), "<!DOCTYPE html>"),
        ("a.md", ("guide",), "# The guide"),
        ("a.svg", TOLD, "<svg "),
        ("a.json", ("report", "examples/activities.csv"), '{"ladder":'),
        ("a.jsonl", TOLD, '{"voice":"told"'),
        ("a.csv", TOLD, "voice,"),
        ("a.sql", ("rules",), "SELECT"),
        ("a.txt", TOLD, "Rung 3 of 7"),
        ("a.svg", ("tips",), "Tips for co-production"),
        ("a.html", ("show", "--format", "markdown"), "# The ladder"),
        ("a.html", ("show", "--json"), '{"ladder":'),
    ],
)
def test_the_format_follows_from_the_name_of_the_file(
    name: str, arguments: tuple[str, ...], start: str, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / name
    assert command(*arguments, "--output", str(file)) == (0, "", f"written to {file}\n")
    assert file.read_text(encoding="utf-8").lstrip("-\ufeff ").startswith(start)


@pytest.mark.parametrize("name", ["show", "form"])
def test_the_page_is_shown_when_it_is_written(
    name: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, shown = tmp_path / "a page.html", []
    monkeypatch.setattr(webbrowser, "open", lambda address: shown.append((address, file.exists())))
    done = command(name, "--output", str(file), "--open")
    assert shown == [(file.as_uri(), True)]
    assert done == (0, "", f"written to {file}\nno browser was found; open {file} yourself\n")


@pytest.mark.skipif(os.name == "nt", reason="a script for a Unix shell")
def test_what_a_browser_prints_does_not_reach_standard_output(tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\necho chatter\n", encoding="utf-8")
    browser.chmod(0o700)
    done = subprocess.run(
        [sys.executable, "-m", "coproladder", "show", "-o", str(tmp_path / "a.html"), "--open"],
        cwd=ROOT,
        env={**clean_environment(), "BROWSER": f"{browser} %s"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "chatter" in done.stderr


def test_a_dash_is_standard_output(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = command("show", "--plain")
    monkeypatch.chdir(tmp_path)
    assert command("show", "--plain", "-o", "-") == shown
    assert [*tmp_path.iterdir()] == []
