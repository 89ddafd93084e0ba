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


BAD: dict[str, bytes] = {
    "a.jsonl": b'{"voice": "tell"}\n{"voice": 7}\n',
    "a.xlsx": b"PK\x03\x04 cut short",
    "a.pdf": b"%PDF-1.7",
    "a.yaml": b"- &a {voice: told}\n- *a\n",
    "a.csv": b"activity,colour\nForum,red\n",
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("options", [("assess", "--json"), ("assess", "-f", "html"), ("report",)])
def test_65_leaves_the_old_result_and_makes_no_new_one(
    name: str, options: tuple[str, ...], command: Command, tmp_path: Path
) -> None:
    bad, old, new, faults = (tmp_path / each for each in (name, "old", "new", "faults.jsonl"))
    bad.write_bytes(BAD[name])
    old.write_text("old\n", encoding="utf-8")
    for output, force in ((old, ("--force",)), (new, ())):
        done = command(
            *(*options, str(bad), "--output", str(output), *force),
            *("--rejects", str(faults.with_stem(output.name))),
        )
        assert (done.code, done.out, "written" in done.err) == (65, "", False)
        assert faults.with_stem(output.name).read_text(encoding="utf-8").count("\n") >= 1
    assert old.read_text(encoding="utf-8") == "old\n"
    assert not new.exists()


def test_65_keeps_what_was_saved_before_reading_stopped(command: Command, tmp_path: Path) -> None:
    data, kept, new = (tmp_path / name for name in ("data.jsonl", "kept.jsonl", "new"))
    data.write_text('{"voice": "told"}\n' + "\n" * 20_000 + '{"voice": 7}\n', encoding="utf-8")
    done = command("assess", str(data), "--json", "--strict", "--save", str(kept), "--output", str(new))
    assert (done.code, done.out, "written" in done.err, new.exists()) == (65, "", False, False)
    assert kept.read_text(encoding="utf-8").count("\n") == 1


def test_65_where_a_gate_has_nothing_to_compare_writes_nothing(command: Command, tmp_path: Path) -> None:
    new = tmp_path / "new.json"
    done = command("assess", "-", "--at-least", "3", "--output", str(new))
    assert done == (65, "", "error: standard input: no records were found, and --at-least needs one\n")
    assert not new.exists()


@pytest.mark.parametrize("options", [("--output", "OLD"), ("--disagreements", "OLD", "--output", "NEW")])
def test_no_report_is_read_for_where_it_cannot_be_written(
    options: tuple[str, ...], command: Command, tmp_path: Path
) -> None:
    (tmp_path / "OLD").touch()
    paths = (each if each.startswith("-") else str(tmp_path / each) for each in options)
    done = command("report", "missing.csv", *paths)
    assert (done.code, done.err.count("\n"), done.err[-52:-1]) == (
        *(73, 1),
        "this file already exists; add --force to replace it",
    )
    assert not (tmp_path / "NEW").exists()


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
