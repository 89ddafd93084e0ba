"""Shows how far long work has come, on standard error."""

import sys
import time
from collections.abc import Callable
from typing import Any

from coproladder.commands.console import QUIET, log

FIRST_PROGRESS, LINE_EVERY, BAR_EVERY = 2.0, 5.0, 0.2
"""Seconds until progress is shown first, and between two lines or two steps of the bar."""


class Progress:
    """How far long work has come, on standard error, where a person sits: a bar, or now and then a line.

    `part` tells how much is done, from 0 to 1, or None; `clock` tells the seconds.
    """

    def __init__(
        self, plain: bool, part: Callable[[], float | None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._plain, self._part, self._clock = plain, part, clock
        self._next = clock() + FIRST_PROGRESS
        self._bar: Any = None

    def __call__(self, answered: int) -> None:
        """Show that so many records have been answered, unless that was shown a moment ago."""
        if QUIET.get() or self._clock() < self._next:
            return
        self._next = self._clock() + (LINE_EVERY if self._plain else BAR_EVERY)
        if self._plain:
            log(f"{answered:,} placed so far")
            return
        if self._bar is None:
            from coproladder.render.terminal import make_bar

            self._bar = make_bar(sys.stderr)
            self._bar.start()
        part = self._part()
        total = None if part is None else 1.0
        (task,) = self._bar.task_ids
        self._bar.update(task, completed=part or 0, total=total, description=f"{answered:,} answered")

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
