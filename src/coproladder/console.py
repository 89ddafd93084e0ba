"""Where text goes and comes from: results, pages, complaints, and the answers typed at a prompt."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TextIO

from coproladder.blocks import Page
from coproladder.errors import InputError
from coproladder.files import atomic_file, visible


@contextmanager
def results(output: str | None, force: bool, reading: str | None = None) -> Iterator[TextIO]:
    """Open what results are written to: standard output, or a file that appears whole or not at all.

    `reading` is the file being read, which is never written over. Raises CreateError.
    """
    if output is None or output == "-":
        yield sys.stdout
        return
    with atomic_file(output, force, reading) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="\n")
        yield text
        text.flush()
        text.detach()


def printer(stream: TextIO, output_format: str, plain: bool) -> Callable[[Page], None]:
    """Return what writes pages to a stream in a format, with an empty line between them.

    Text is linear where that is wanted, else drawn as the stream's terminal allows.
    """
    written = False

    def write(text: str) -> None:
        nonlocal written
        stream.write(f"\n{text}" if written else text)
        stream.flush()
        written = True

    if output_format != "text":
        renderer = import_module(f"coproladder.render.{output_format}")
        return lambda page: write(renderer.render(page))
    if plain or os.environ.get("TERM") == "dumb":
        from coproladder.render import plain as linear

        return lambda page: write(linear.render(page))
    from coproladder.render import terminal

    console = terminal.make_console(stream)
    return lambda page: write(terminal.render(page, console))


def tell(message: str) -> None:
    """Write a line about the work, not its result, to standard error."""
    with suppress(OSError, AttributeError):
        # Nobody reads it: standard error is closed, or its reader is gone.
        sys.stderr.write(f"{visible(message)}\n")
        sys.stderr.flush()


def hear(prompt: str) -> str | None:
    """Return a line typed at a prompt on standard error, None where the input has ended."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
    return line or None


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is at the other end of a stream."""
    return stream is not None and stream.isatty()


def standard_input() -> io.BufferedReader:
    """Return standard input as bytes; InputError where it is closed."""
    if sys.stdin is None:
        raise InputError("standard input is closed; name a FILE, or use --answer")
    buffer = sys.stdin.buffer
    return buffer if isinstance(buffer, io.BufferedReader) else io.BufferedReader(io.BytesIO(buffer.read()))


def prepare() -> None:
    """Make the standard streams take any text: what an encoding lacks is written as its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def give_up_output() -> None:
    """Point standard output at nothing, so that what it still holds makes no noise at the end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
