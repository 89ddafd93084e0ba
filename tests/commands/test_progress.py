"""Signs of life in long work: a bar with the time that is left, or a line now and then. No test waits."""

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Terminal

from coproladder.commands import progress
from coproladder.commands.app import run
from coproladder.commands.console import QUIET, take_bar_away
from coproladder.commands.progress import Progress


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def terminal(monkeypatch: pytest.MonkeyPatch, columns: str = "80") -> Callable[[], str]:
    """Make standard error a terminal; return what gives all that was written there."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", columns)
    written = Terminal()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(written, encoding="utf-8"))

    def shown() -> str:
        take_bar_away()
        sys.stderr.flush()
        return written.getvalue().decode()

    return shown


def tell(
    moments: list[tuple[float, int]],
    plain: bool = False,
    part: float | None = 0.5,
    before: float = 0.0,
    share: float = 1.0,
) -> None:
    """Tell progress at some moments how many records have been answered."""
    clock = Clock()
    told = Progress(plain, clock)
    told.part, told.before, told.share = lambda: part, before, share
    for clock.now, answered in moments:
        told(answered)


def alone(bar: str) -> str:
    """Return what a terminal gets for a bar that is shown once and leaves nothing behind."""
    return f"{bar}\r{' ' * len(bar)}\r"


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    tell([(0.5, 10), (0.9, 20)])
    assert shown() == ""


def test_plain_progress_is_a_line_every_few_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    tell([(2.0, 1000), (3.0, 2000), (7.0, 210_000), (9.0, 300_000), (120.0, 1_200_000)], plain=True)
    assert shown().splitlines() == [
        "1,000 placed, 500 a second, 2 s left",
        "210,000 placed, 30,000 a second, 7 s left",
        "1,200,000 placed, 10,000 a second, 2 min left",
    ]


@pytest.mark.parametrize(
    ("columns", "bar"),
    [
        ("80", "[##########----------] 1,000 placed, 500 a second, 2 s left"),
        ("40", "1,000 placed, 500 a second, 2 s left"),
        ("20", "1,000 placed"),
    ],
)
def test_progress_is_a_bar_that_leaves_nothing_behind(
    columns: str, bar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = terminal(monkeypatch, columns)
    tell([(2.0, 1000), (2.1, 2000)])
    assert shown() == alone(bar)


def test_each_step_of_the_bar_takes_the_place_of_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    tell([(2.0, 1000), (2.2, 1100)])
    first, second = (
        f"[##########----------] {said}, 2 s left"
        for said in ("1,000 placed, 500 a second", "1,100 placed, 500 a second")
    )
    assert shown() == alone(first) + alone(second)


@pytest.mark.parametrize(
    ("part", "before", "share", "bar"),
    [
        # Half of the second of two files, of which the first has a quarter of all bytes.
        (0.5, 0.25, 0.75, "[############--------] 1,000 placed, 100 a second, 6 s left"),
        (1.0, 0.25, 0.75, "[####################] 1,000 placed, 100 a second, 0 s left"),
        # At its very beginning nobody can say how long it will take.
        (0.0, 0.0, 1.0, "[--------------------] 1,000 placed, 100 a second"),
        # Of a pipe nobody knows the size.
        (None, 0.0, 1.0, "1,000 placed, 100 a second"),
    ],
)
def test_the_time_left_is_that_of_all_files_where_their_sizes_are_known(
    part: float | None, before: float, share: float, bar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = terminal(monkeypatch)
    tell([(10.0, 1000)], part=part, before=before, share=share)
    assert shown() == alone(bar)


def test_nothing_is_shown_where_only_errors_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    token = QUIET.set(True)
    try:
        tell([(10.0, 1000)])
    finally:
        QUIET.reset(token)
    assert shown() == ""


def test_nothing_is_shown_where_nobody_sits(monkeypatch: pytest.MonkeyPatch) -> None:
    errors = io.StringIO()
    monkeypatch.setattr(sys, "stderr", errors)
    tell([(10.0, 1000)])
    assert errors.getvalue() == ""


@pytest.mark.parametrize(
    ("line", "bars"),
    [
        # Each file is read at once; of two in a report the first is a third.
        ("assess b.jsonl --json -o out", ["####################"]),
        ("report a.jsonl b.jsonl -o out", ["#######-------------", "####################"]),
    ],
)
def test_commands_show_how_much_of_their_files_is_done(
    line: str, bars: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = terminal(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "FIRST_PROGRESS", 0.0)
    monkeypatch.setattr(progress, "BAR_EVERY", 0.0)
    for name, count in (("a", 10), ("b", 20)):
        Path(f"{name}.jsonl").write_text('{"activity": "Forum", "voice": "told"}\n' * count)
    assert run(line.split()) == 0
    found = re.findall(r"\[([#-]{20})\] [0-9]+ placed, [0-9,]+ a second, [0-9]+ s left\r", shown())
    assert found == bars
