"""Shows how far long work has come, on standard error: a bar, or now and then a line."""

import sys
import time
from collections.abc import Callable
from shutil import get_terminal_size

from coproladder.commands.console import BAR, QUIET, is_plain, is_terminal, log, take_bar_away

FIRST_PROGRESS, LINE_EVERY, BAR_EVERY = 1.0, 5.0, 0.2
"""Seconds until progress is shown first, and between two lines or two steps of the bar."""

BAR_WIDTH = 20


class Progress:
    """How far long work has come, shown where a person sits at standard error.

    `part` tells how much of a file is done, from 0 to 1, or None where nobody can tell; the file is the
    `share` of the whole work that comes after what was done `before`. `clock` tells the seconds.
    """

    def __init__(self, plain: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._plain, self._clock = is_plain(plain), clock
        self.part: Callable[[], float | None] = lambda: None
        self.before, self.share = 0.0, 1.0
        self._began = clock()
        self._next = self._began + FIRST_PROGRESS if is_terminal(sys.stderr) else float("inf")

    def __call__(self, answered: int) -> None:
        """Show that so many records have been answered, unless that was shown a moment ago."""
        now = self._clock()
        if now < self._next or QUIET.get():
            return
        self._next = now + (LINE_EVERY if self._plain else BAR_EVERY)
        seconds, part = now - self._began, self.part()
        if part is not None:
            part = self.before + part * self.share
        said = [f"{answered:,} placed", f"{answered / seconds:,.0f} a second"]
        if part:
            said.append(f"{_time(seconds / part - seconds)} left")
        if self._plain:
            log(", ".join(said))
            return
        full = round((part or 0) * BAR_WIDTH)
        bar = f"[{'#' * full}{'-' * (BAR_WIDTH - full)}] " if part is not None else ""
        # The last column stays free, or the next line would begin.
        room = get_terminal_size().columns - 1
        line = next((each for each in (bar + ", ".join(said), ", ".join(said)) if len(each) <= room), said[0])
        take_bar_away()
        sys.stderr.write(line[:room])
        sys.stderr.flush()
        BAR.append(len(line[:room]))


def _time(seconds: float) -> str:
    """Return a time as people say it: 40 s, 3 min."""
    return f"{seconds / 60:,.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
