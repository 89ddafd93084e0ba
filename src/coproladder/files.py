"""Text and files at the edge: making text from outside harmless to see, and writing safely."""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from coproladder.errors import CreateError, DataError, InputError, WriteError

UNFINISHED: set[str] = set()
"""Files that a signal would leave half written; see `discard_unfinished`."""

ACTING = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Characters that act on a terminal or a reader's eye instead of showing themselves."""

BOMS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe\x00\x00": "utf-32-le",
    b"\x00\x00\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
"""Byte order marks and the encodings they stand for, those of UTF-32 before those of UTF-16."""


def visible(text: str) -> str:
    """Return text on one line with each acting character shown as its code, such as <U+001B>."""
    if text.isprintable():
        return text
    text = re.sub(r"\r\n|[\n\t]", " ", text)
    return re.sub(ACTING, lambda found: f"<U+{ord(found[0]):04X}>", text)


def decode(data: bytes, line: int = 1) -> str:
    """Return the text of a file, or of its part from `line` on: UTF-8, or what its mark says.

    Raises DataError with the line, the column and the byte that do not fit.
    """
    encoding, start = _encoding(data)
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[start : start + error.start].decode(encoding, errors="replace")
        column = len(before) - before.rfind("\n")
        fault = not_utf8(data[start + error.start])
        raise DataError(fault, line + before.count("\n"), column) from None


def not_utf8(byte: int) -> str:
    """Return what is wrong with a byte that is no UTF-8, and the cure."""
    return f"the byte 0x{byte:02X} is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)"


def _encoding(data: bytes) -> tuple[str, int]:
    for mark, encoding in BOMS.items():
        if data.startswith(mark):
            return encoding, len(mark)
    return "utf-8", 0


def which_file(file: str) -> tuple[int, int] | str | None:
    """Return what tells a file from all others whatever its name; None for a device, a pipe or a folder.

    A dash is what comes in on standard input.
    """
    try:
        found = os.stat(0 if file == "-" else file)
    except FileNotFoundError:
        return str(Path(file).resolve())
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def open_input(path: str) -> BinaryIO:
    """Open a file to read; InputError where that cannot be done."""
    try:
        return open(path, "rb")
    except (OSError, ValueError) as error:
        raise InputError(f"{visible(path)}: cannot be opened: {reason(error)}") from None


@contextmanager
def atomic_file(path: str, force: bool, reading: str | None = None) -> Iterator[BinaryIO]:
    """Open a file to write that appears whole or not at all; an old one stays until then.

    A device or a pipe is written to directly. Raises CreateError where the file is there and
    `force` is not given, where it is the one being read, or where it cannot be made; what goes
    wrong while the caller writes is the caller's.
    """
    try:
        target = Path(path).resolve()
        special = target.exists() and not target.is_file()
        if target.is_file() and reading and Path(reading).exists() and target.samefile(reading):
            raise CreateError(f"{visible(path)}: it is being read; write to another file")
        if target.is_file() and not force:
            raise CreateError(f"{visible(path)}: it is there already; --force writes over it")
        stream, name = (target.open("wb"), None) if special else _beside(target)
    except (OSError, ValueError) as error:
        raise CreateError(f"{visible(path)}: cannot be written: {reason(error)}") from None
    try:
        with stream:
            yield stream
            stream.flush()
            if name:
                os.fsync(stream.fileno())
        if name:
            _put_in_place(name, target)
    finally:
        if name:
            UNFINISHED.discard(name)
            Path(name).unlink(missing_ok=True)


def append_line(path: str, line: bytes) -> bool:
    """Add a line to a file in one write, locked; return False where the last line there was torn.

    A torn line is kept apart by a line break. A file that is new is for its owner's eyes only.
    Raises CreateError or WriteError; a line that does not fit on the disk leaves nothing behind.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except (OSError, ValueError) as error:
        raise CreateError(f"{visible(path)}: cannot be written: {reason(error)}") from None
    with open(descriptor, "r+b", buffering=0) as stream:
        _lock(descriptor)
        size = os.fstat(descriptor).st_size
        stream.seek(max(size - 1, 0))
        whole = stream.read(1) in (b"", b"\n")
        try:
            added = line if whole else b"\n" + line
            written = stream.write(added)
        except OSError as error:
            raise WriteError(f"{visible(path)}: cannot be written: {reason(error)}") from None
        if written < len(added):
            stream.truncate(size)
            raise WriteError(f"{visible(path)}: the disk is full; the record was not saved")
    return whole


def _lock(descriptor: int) -> None:
    """Wait until nobody else adds to the file; where there are no locks, go on without."""
    with suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)


def reason(error: OSError | ValueError) -> str:
    """Return why a file could not be opened or written, as the system says it."""
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def discard_unfinished() -> None:
    """Remove what is half written; for the moment before a signal ends the process."""
    for name in UNFINISHED:
        Path(name).unlink(missing_ok=True)


def _beside(target: Path) -> tuple[BinaryIO, str]:
    """Open a file in the folder of `target` that is to take its place, and return its name too."""
    import tempfile

    start = f".{target.name[:100]}."
    descriptor, name = tempfile.mkstemp(prefix=start, suffix=".tmp", dir=target.parent)
    UNFINISHED.add(name)
    return open(descriptor, "wb"), name


def _put_in_place(name: str, target: Path) -> None:
    """Let a finished file take the place of `target`, with its mode."""
    try:
        os.chmod(name, stat.S_IMODE(target.stat().st_mode) if target.exists() else _new_mode())
        os.replace(name, target)
    except OSError as error:
        raise CreateError(f"{visible(str(target))}: cannot be written: {reason(error)}") from None


def _new_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
