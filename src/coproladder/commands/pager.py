"""Shows long text through the pager of the person at the terminal, as git does."""

import os
import shlex
import signal
import subprocess
from typing import TextIO


def show_paged(text: str, stream: TextIO) -> bool:
    """Show text that is meant for a stream in a pager; return whether there is one.

    PAGER names it, else it is less; NO_PAGER forbids it. Leaving it before the end is fine.
    """
    if os.environ.get("NO_PAGER"):
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
