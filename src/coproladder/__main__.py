"""Entry point: installs the signal handlers, before slow imports, and runs the command line."""

import gc
import os
import signal
import sys
from types import FrameType


def _stop(number: int, frame: FrameType | None) -> None:
    # Leaving at once is safe at any moment, in the midst of an import too; only files that are
    # half written have to go.
    files = sys.modules.get("coproladder.base.files")
    if files is not None:
        files.discard_unfinished()
    console = sys.modules.get("coproladder.commands.console")
    if console is not None and number == signal.SIGINT:
        for words in console.LAST_WORDS:
            os.write(2, f"\n{words}\n".encode(errors="replace"))
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
