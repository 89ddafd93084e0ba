"""Messages say what is so: no wrong rung, the variable that is at fault, each file that was written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Command, clean_environment


@pytest.mark.parametrize("name", ["joint working", "co-creation", "working together", "collaboration"])
def test_what_is_near_no_rung_is_left_out_and_no_rung_is_suggested(name: str, command: Command) -> None:
    said = f'called: "{name}" is not the name of a rung; left out'
    given = command("assess", "--json", "--answer", "voice=told", "--answer", f"called={name}")
    assert (given.code, given.err) == (0, f"warning: --answer: {said}\n")
    read = command("assess", "--json", data=f'{{"voice": "told", "called": "{name}"}}\n'.encode())
    assert (read.code, read.out) == (0, given.out)
    assert f"warning: standard input: line 1: {said} of the record\n" in read.err
    assert "called" not in given.records[0]


def test_what_is_near_a_rung_is_suggested(command: Command) -> None:
    done = command("assess", "--answer", "called=engagment")
    said = 'error: --answer: called: there is no rung "engagment"; did you mean "Engagement"?\n'
    assert (done.code, done.err) == (2, said)


def test_the_fault_of_a_variable_names_it(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPROLADDER_LADDER", "gone.yaml")
    said = "gone.yaml: this file cannot be opened: No such file or directory\n"
    assert command("show").err == f"error: COPROLADDER_LADDER: {said}"
    assert command("show", "--ladder", "gone.yaml").err == f"error: {said}"


def test_both_files_are_named(command: Command, tmp_path: Path) -> None:
    kept, table = tmp_path / "kept.jsonl", tmp_path / "table.csv"
    done = command("assess", "examples/activities.csv", "--save", str(kept), "--output", str(table))
    count = len(kept.read_text(encoding="utf-8").splitlines())
    assert done.err.endswith(f"{count} records added to {kept}\nwritten to {table}\n")


def test_a_phrase_does_not_stick_to_what_is_typed(command: Command, tmp_path: Path) -> None:
    (tmp_path / "interface.yaml").write_text(
        'language: fr\nphrases: {answer_prompt_help: "Votre réponse :"}\n', encoding="utf-8"
    )
    small = (ROOT / "examples" / "short-ladder.yaml").read_text(encoding="utf-8")
    ladder = tmp_path / "ladder.yaml"
    ladder.write_text(
        small.replace("language: en-GB", "language: fr\n  interface: interface.yaml"), encoding="utf-8"
    )
    done = command("assess", "--quick", "--ladder", str(ladder), typed="1\n1\n\n")
    assert done.err.count("Votre réponse : ") == done.err.count("Votre réponse :") > 0


@pytest.mark.parametrize("line", ["assess x.csv", "report x.csv", "form -o x.html"])
def test_66_where_the_working_folder_is_gone(line: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    done = subprocess.run(
        ["sh", "-c", f'rmdir "{folder}"; exec "{sys.executable}" -m coproladder {line}'],
        cwd=folder,
        env={**clean_environment(), "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = "error: the folder that you are in is gone; change to another, and try again\n"
    assert (done.returncode, done.stdout, done.stderr) == (66, "", said)
