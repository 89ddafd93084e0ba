"""Shows long text through the pager of the person at the terminal, as git does."""

import os
import shlex
import signal
import subprocess
from typing import TextIO


def show_paged(text: str, stream: TextIO, height: int) -> bool:
    """Show text for a terminal in a pager, where it is longer than the terminal is high.

    PAGER names it, else it is less; NO_PAGER forbids it. Leaving it before the end is fine. Returns
    whether the text was shown.
    """
    if text.count("\n") < height or os.environ.get("NO_PAGER"):
        return False
    # The text fits the width, and colours are shown; less leaves it on the screen.
    environment = {"LESS": "FRX", **os.environ}
    try:
        command = shlex.split(os.environ.get("PAGER", "less"))
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    except (OSError, ValueError, IndexError):
        return False
    # Ctrl-C is for the pager, which may go on.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager.communicate(text.encode(stream.encoding, "backslashreplace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True
