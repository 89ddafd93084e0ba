"""A command at a pseudo-terminal, as a person has it: what is typed goes in, what is seen comes out."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from conftest import ROOT, clean_environment

PATIENCE = 15.0
"""Seconds until something that is waited for is missing."""


class Session:
    """A command that runs at a terminal of its own, which is its controlling one.

        with Session("assess", "--quick") as session:
            session.expect("Number (")
            session.type("6\\n")

    `line` is a command for the shell in place of coproladder with arguments.
    """

    def __init__(
        self,
        *arguments: str,
        line: str = "",
        columns: int = 80,
        lines: int = 24,
        folder: Path = ROOT,
        environment: Mapping[str, str] = {},
    ) -> None:
        command = ["sh", "-c", line] if line else [sys.executable, "-m", "coproladder", *arguments]
        usual = {"TERM": "xterm", "NO_PAGER": "1", "NO_COLOR": "1"}
        whole = {**clean_environment(), **usual, **environment}
        whole.pop("LINES", None)
        self._seen, self._from = b"", 0
        self.code: int | None = None
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            # Where the suite runs in the background of a shell, SIGINT is ignored by all that it starts.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.chdir(folder)
            os.execvpe(command[0], command, whole)

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.code is None:
            os.kill(self._process, 9)
            os.waitpid(self._process, 0)
        os.close(self._terminal)

    @property
    def seen(self) -> str:
        """All that has been shown so far, without bold and colour."""
        text = self._seen.decode(errors="ignore").replace("\r\n", "\n")
        return re.sub(r"\x1b\[[0-9;]*m", "", text)

    def type(self, text: str) -> None:
        """Type text; `\\x03` is Ctrl-C and `\\x04` Ctrl-D."""
        os.write(self._terminal, text.encode())

    def answer(self, *replies: str, after: str = ": ") -> None:
        """Type lines, each as soon as a prompt waits."""
        for reply in replies:
            self.expect(after)
            self.type(f"{reply}\n")

    def expect(self, text: str) -> None:
        """Wait until a text has come after what was expected last."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen[self._from :]:
            assert self._look(end), f"{text!r} did not come; seen:\n{self.seen[self._from :]}"
        self._from = self.seen.index(text, self._from) + len(text)

    def end(self) -> int:
        """Wait for the end of the command, and return its exit code."""
        end = time.monotonic() + PATIENCE
        while self._look(end):
            pass
        _, status = os.waitpid(self._process, 0)
        self.code = code = os.waitstatus_to_exitcode(status)
        return code

    def _look(self, end: float) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], max(end - time.monotonic(), 0))
        try:
            part = os.read(self._terminal, 65_536) if ready else b""
        except OSError:
            # Linux has it so where the command has ended.
            part = b""
        self._seen += part
        return bool(part)
