"""The commands that gate a folder of records, as the documentation shows them, do what it says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, clean_environment

PAGE = ROOT / "docs" / "gate.md"
pytestmark = [
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not written yet"),
    pytest.mark.skipif(os.name == "nt", reason="commands of Unix shells"),
]


def blocks(kind: str) -> list[str]:
    """Return the blocks of code of a kind."""
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def commands() -> dict[str, str]:
    """Return the command of the Makefile, of the step of GitHub Actions and of the hook of pre-commit."""
    (makefile,), (step, hook) = blocks("make"), map(yaml.safe_load, blocks("yaml"))
    return {
        "make": re.findall(r"^\t(.*)", makefile, re.MULTILINE)[0],
        "actions": step[0]["run"],
        # pre-commit adds the names of the files that are to be committed.
        "hook": f"{hook[0]['hooks'][0]['entry']} records/a.jsonl records/b.jsonl",
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with a folder of records, and with `coproladder` on its path."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "records").mkdir()
    tool = tmp_path / "bin" / "coproladder"
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m coproladder "$@"\n', encoding="utf-8")
    tool.chmod(0o700)
    (tmp_path / "records" / "a.jsonl").write_text('{"activity": "A", "voice": "answer"}\n', encoding="utf-8")
    return tmp_path


def gate(line: str, project: Path) -> int:
    path = f"{project / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**clean_environment(), "PATH": path, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(["sh", "-c", line], cwd=project, env=environment, capture_output=True, check=False)
    return done.returncode


@pytest.mark.parametrize("place", ["make", "actions", "hook"])
@pytest.mark.parametrize(
    ("record", "code"),
    [
        ('{"activity": "B", "voice": "discuss", "influence": "some"}', 0),
        ('{"activity": "B", "voice": "disscuss"}', 65),
        ('{"activity": "B", "voice": "told"}', 4),
    ],
)
def test_a_gate_lets_through_what_is_right(place: str, record: str, code: int, project: Path) -> None:
    (project / "records" / "b.jsonl").write_text(record + "\n", encoding="utf-8")
    line = commands()[place]
    assert gate(line, project) == (code if code != 4 or "--at-least" in line else 0)


@pytest.mark.skipif(not shutil.which("make"), reason="no make here")
def test_the_makefile_works(project: Path) -> None:
    (makefile,) = blocks("make")
    (project / "Makefile").write_text(makefile, encoding="utf-8")
    assert gate("make check-records", project) == 0
    (project / "records" / "b.jsonl").write_text('{"voice": "disscuss"}\n', encoding="utf-8")
    assert gate("make check-records", project) == 2
