"""Entry point: first of all sets what signals do, then runs the command line, which is slow to import."""

import gc
import os
import signal
import sys
from types import FrameType


def _stop(number: int, frame: FrameType | None) -> None:
    # Leaving at once is safe at any moment; only files that are half written have to go.
    try:
        sys.modules["coproladder.base.files"].discard_unfinished()
        if number == signal.SIGINT:
            for words in sys.modules["coproladder.commands.console"].LAST_WORDS:
                os.write(2, f"\n{words}\n".encode(errors="replace"))
    finally:
        # Also where a module is not there yet, or in part: then it has nothing to put right.
        os._exit(128 + number)


for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    number = getattr(signal, name, None)
    if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
        signal.signal(number, _stop)


def main() -> None:
    """Run the command line and exit with its code."""
    # Nothing here leaves reference cycles behind, however many records go through, and looking for them
    # while libraries load takes a tenth of a short run.
    gc.disable()
    from coproladder.commands.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
