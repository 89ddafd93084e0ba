"""Input and output: results, pages, messages on standard error, and the answers typed at a prompt."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from contextvars import ContextVar
from importlib import import_module
from pathlib import Path
from shutil import get_terminal_size
from typing import Any, TextIO

from coproladder.base.files import atomic_file, refuse_shared_files
from coproladder.base.text import visible
from coproladder.commands.options import PageOptions
from coproladder.render.blocks import Page

RENDERERS = {
    "markdown": "coproladder.render.markdown",
    "html": "coproladder.render.html_page",
    "svg": "coproladder.render.svg",
}
"""The module that draws a page in each format; text is drawn as its terminal and the options ask."""

QUIET = ContextVar("QUIET", default=False)
"""Whether only errors are wanted on standard error."""

LAST_WORDS: list[str] = []
"""What Ctrl-C is answered with while a person is asked; see `__main__`."""

BAR: list[int] = []
"""How wide the bar is that shows progress on standard error now; nothing where there is none."""


@contextmanager
def results(output: str | None, force: bool) -> Iterator[TextIO]:
    """Open what results are written to: standard output, or a file that appears whole or not at all.

    Raises CreateError.
    """
    if output is None or output == "-":
        yield sys.stdout
        return
    with atomic_file(output, force) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="\n")
        try:
            yield text
        finally:
            # What it still holds is written.
            text.detach()


@contextmanager
def page_output(options: PageOptions) -> Iterator[TextIO]:
    """Open what a command writes to; a file is named when it is written, and opened where that is wanted.

    Raises CreateError, also where it would take the place of a file of the ladder.
    """
    refuse_shared_files(options.files_in_use, [options.output or "-"])
    with results(options.output, options.force) as stream:
        yield stream
    file = options.output
    if file is not None and options.to_file and not file.startswith("/dev/"):
        log(f"written to {file}")
        if options.open_page:
            open_in_browser(file)


def write_out(
    options: PageOptions,
    made: Page | str | bytes | dict[str, Any],
    paged: bool = True,
    opened: TextIO | None = None,
) -> None:
    """Write a page, a text or bytes as they are, or a value as JSON, to where the options say.

    What that leads to may be `opened` already. Raises CreateError.
    """
    with nullcontext(opened) if opened else page_output(options) as stream:
        if isinstance(made, Page):
            keys = options.wording.phrase("pager_keys") if paged else ""
            printer(stream, options.output_format, options.plain, keys)(made)
        elif isinstance(made, str):
            stream.write("\n".join(map(visible, made.split("\n"))) if is_terminal(stream) else made)
        elif isinstance(made, bytes):
            stream.buffer.write(made)
        else:
            from coproladder.results.json_lines import json_bytes

            stream.buffer.write(json_bytes(made))


def open_in_browser(file: str) -> None:
    """Show a file in the browser; what that prints goes to standard error."""
    import webbrowser

    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        found = webbrowser.open(Path(file).resolve().as_uri())
    finally:
        os.dup2(kept, 1)
        os.close(kept)
    if not found:
        log(f"no browser was found; open {file} yourself")


def printer(stream: TextIO, output_format: str, plain: bool, paged: str = "") -> Callable[[Page], None]:
    """Return what writes pages to a stream in a format, with an empty line between them.

    Text is linear where that is wanted, else drawn as the stream's terminal allows. What is longer than the
    window goes through a pager where it is `paged`, with these words on its keys.
    """
    written = False

    def write(text: str) -> None:
        nonlocal written
        stream.write(f"\n{text}" if written else text)
        stream.flush()
        written = True

    if output_format in RENDERERS:
        renderer = import_module(RENDERERS[output_format])
        return lambda page: write(renderer.render(page))
    if is_plain(plain):
        from coproladder.render import plain as linear

        width = get_terminal_size().columns if is_terminal(stream) else None
        return lambda page: write(linear.render(page, width))
    from coproladder.render import terminal

    console = terminal.make_console(stream)

    def draw(page: Page) -> None:
        text = terminal.render(page, console)
        if not (paged and is_terminal(stream) and _show_paged(text, stream, console.height, paged)):
            write(text)

    return draw


def _show_paged(text: str, stream: TextIO, height: int, keys: str) -> bool:
    """Show text for a terminal in a pager, where it is longer than the terminal is high.

    PAGER names it, else it is less; NO_PAGER forbids it. Leaving it before the end is fine. Returns
    whether the text was shown.
    """
    import shlex
    import signal
    import subprocess

    if text.count("\n") < height or os.environ.get("NO_PAGER"):
        return False
    # The text fits the width, and colours are shown; less leaves it on the screen, and says its keys below.
    prompt = re.sub(r"[?:.%\\]", r"\\\g<0>", keys)
    environment = {"LESS": f"FRXPs{prompt}$", **os.environ}
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


def log(*messages: str) -> None:
    """Write lines about the work, not its result, to standard error, unless only errors are wanted there."""
    if not QUIET.get():
        log_errors(*messages)


def log_errors(*messages: str) -> None:
    """Write lines to standard error."""
    if messages:
        try:
            take_bar_away()
            # Asked once: a gate may have as many messages as records.
            shown = fitted if is_terminal(sys.stderr) else str
            sys.stderr.write("".join([f"{shown(visible(message))}\n" for message in messages]))
            sys.stderr.flush()
        except (OSError, AttributeError):
            # Nobody reads it: standard error is full or closed, or its reader is gone.
            give_up(sys.stderr)


def take_bar_away() -> None:
    """Clear the bar that shows progress, if one does; what comes next has its line."""
    if BAR:
        sys.stderr.write(f"\r{' ' * BAR.pop()}\r")
        sys.stderr.flush()


def fitted(text: str) -> str:
    """Return text wrapped between words for a terminal; a command at its end stays on one line, to copy."""
    if not is_terminal(sys.stderr):
        return text
    from textwrap import fill

    said, before, command = text.partition(": coproladder ")
    if command:
        return f"{fitted(f'{said}:')}\n{before[2:]}{command}"
    width = get_terminal_size().columns
    lines = (fill(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join(lines)


def today() -> str:
    """Return the day, that of SOURCE_DATE_EPOCH where it is set, so that a page can be made again."""
    from datetime import UTC, date, datetime

    with suppress(KeyError, ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).date().isoformat()
    return date.today().isoformat()


def input_name(file: str | None) -> str:
    """Return what messages call a file that is read; None and - are standard input."""
    return "standard input" if file in (None, "-") else visible(str(file))


def is_plain(plain: bool) -> bool:
    """Whether text is to be linear: it was asked for, or the terminal can do no more."""
    return plain or os.environ.get("TERM") == "dumb"


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is at the other end of a stream."""
    return stream is not None and stream.isatty()


def prepare() -> None:
    """Make the standard streams take any text, whole: what an encoding lacks is written as its code.

    A size of the terminal that is none, such as COLUMNS=0, is as if not set.
    """
    for name in ("COLUMNS", "LINES"):
        if not re.fullmatch("0*[1-9][0-9]{0,8}", os.environ.get(name, "1")):
            del os.environ[name]
    for descriptor in range(3):
        with suppress(OSError, AttributeError):
            # Else nothing to read yet looks like the end, and of what is written a part may be taken.
            os.set_blocking(descriptor, True)
    sys.stdout, sys.stderr = _whole(sys.stdout), _whole(sys.stderr)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def _whole(stream: TextIO) -> TextIO:
    """Return a stream that writes all that it is given; with PYTHONUNBUFFERED Python's own may not."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
        if isinstance(stream.buffer, io.RawIOBase):
            return open(stream.fileno(), "w", encoding=stream.encoding, errors=stream.errors, closefd=False)
    return stream


def give_up(stream: TextIO) -> None:
    """Point a stream at nothing, so that what it still holds makes no noise at the end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
