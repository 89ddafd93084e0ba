"""What a person at a terminal sees of long pages: the pager, and plain text that wraps between words."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import ROOT, clean_environment

pty = pytest.importorskip("pty", reason="terminals of Unix")


PAGER = """#!/bin/sh
echo "$LESS $*" > {kept}
cat >> {kept}
"""


def in_terminal(*arguments: str, **environment: str) -> tuple[int, str]:
    """Run a command whose standard output is a terminal of 80 columns and 24 lines."""
    ours, theirs = pty.openpty()
    seen = bytearray()

    def look() -> None:
        try:
            while part := os.read(ours, 4096):
                seen.extend(part)
        except OSError:
            # Linux has it so at the end.
            return

    looking = threading.Thread(target=look)
    looking.start()
    usual = {"COLUMNS": "80", "LINES": "24", "TERM": "xterm", "NO_COLOR": "1"}
    without = {name: value for name, value in clean_environment().items() if name not in ("LESS", "PAGER")}
    done = subprocess.run(
        [sys.executable, "-m", "coproladder", *arguments],
        cwd=ROOT,
        env={**without, **usual, **environment},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    os.close(theirs)
    looking.join()
    os.close(ours)
    assert done.stderr == ""
    return done.returncode, seen.decode().replace("\r\n", "\n")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return the file in which a pager, `a pager` beside it, keeps what it is shown."""
    pager = tmp_path / "a pager"
    pager.write_text(PAGER.format(kept=tmp_path / "kept"), encoding="utf-8")
    pager.chmod(0o700)
    return tmp_path / "kept"


REPORT = "report examples/activities.csv"


@pytest.mark.parametrize("name", ["tips", "principles", "questions", "rules", "guide", "show 5", REPORT])
def test_a_long_page_goes_through_the_pager(name: str, kept: Path) -> None:
    shown = in_terminal(*name.split(), LINES="9", PAGER=f"'{kept.with_name('a pager')}' -x 'y z'")
    assert shown == (0, "")
    first, *lines = kept.read_text(encoding="utf-8").splitlines()
    said = "Press space to read on, or q to leave"
    assert (first, len(lines) >= 9) == (f"FRXPs{said}$ -x y z", True)


def test_the_pager_says_how_to_read_on_and_how_to_leave(tmp_path: Path) -> None:

    if not shutil.which("less"):
        pytest.skip("less is not there")
    from pseudo_terminal import Session

    with Session("tips", "--easy", environment={"NO_PAGER": ""}) as session:
        session.expect("Press space for more. Press q to stop")
        session.type("q")
        assert session.end() == 0


@pytest.mark.parametrize(
    ("line", "environment"),
    [
        ("principles", {"LINES": "50"}),
        ("tips", {"NO_PAGER": "1"}),
        ("tips --plain", {}),
        ("show", {"LINES": "9"}),
        ("assess --answer voice=told --full", {}),
    ],
)
def test_no_other_page_does(line: str, environment: dict[str, str], kept: Path) -> None:
    code, shown = in_terminal(*line.split(), PAGER=f"'{kept.with_name('a pager')}'", **environment)
    assert (code, shown.count("\n") > 9, kept.exists()) == (0, True, False)


@pytest.mark.parametrize("pager", ["", "no/such/pager", "'"])
def test_without_a_pager_that_works_the_page_is_printed(pager: str) -> None:
    code, shown = in_terminal("tips", PAGER=pager)
    assert (code, "Tips for co-production" in shown) == (0, True)


def test_leaving_the_pager_early_is_0() -> None:
    assert in_terminal("questions", PAGER="true") == (0, "")


def test_plain_text_in_a_terminal_is_broken_between_words_only() -> None:
    code, shown = in_terminal("assess", "--plain", "--answer", "voice=discuss", "--full", COLUMNS="40")
    address = "https://norfolk.gov.uk/article/39267/Our-engagement-strategy"
    assert (code, address in shown) == (0, True)
    assert max(len(line) for line in shown.splitlines() if "https:" not in line) <= 40
    piped = subprocess.run(
        [sys.executable, "-m", "coproladder", "assess", "--plain", "--answer", "voice=discuss", "--full"],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert piped.stdout.split() == shown.split()
