"""Opens and reads files, and writes them so that they appear whole or not at all."""

import io
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EISDIR, ELOOP
from typing import BinaryIO

from coproladder.base.errors import CreateError, DataError, InputError, WriteError
from coproladder.base.text import visible

MOST_LINE_BYTES = 1_000_000
"""How long a line may be, and with it a record."""

BLOCK_BYTES = 16_384
"""How much is read at once: little, so that it stays in the cache of the processor with what it becomes."""

OPENED = "/proc/self/fd"
"""Where Linux keeps what a process has opened, by number; there a file without a name can get one."""

UNFINISHED: set[str] = set()
"""Files and folders that a signal would leave half written; see `discard_unfinished`."""


def which_file(file: str | int) -> tuple[int, int] | str | None:
    """Return the device and inode of a file, its path where there is none yet, None for no regular file.

    A number is a file that is open already: 0 is standard input, 1 standard output.
    """
    try:
        found = os.stat(file)
    except FileNotFoundError:
        return os.path.realpath(file) if isinstance(file, str) else None
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def refuse_shared_files(reading: Iterable[str | None], writing: Iterable[str | None]) -> None:
    """Raise CreateError where a file to write is one that is read, or one that is to be written already.

    What counts is the file, whatever its names are; None is none. A dash in `reading` is standard input,
    in `writing` standard output, which the shell may have led to a file too.
    """
    read = [which_file(0 if name == "-" else name) for name in reading if name]
    written: list[tuple[int, int] | str] = []
    for name in filter(None, writing):
        file = which_file(1 if name == "-" else name)
        if file is None:
            continue
        shown = "standard output" if name == "-" else visible(name)
        if file in read:
            raise CreateError(f"{shown}: this file is being read; choose another name to write to")
        if file in written:
            raise CreateError(f"{shown}: two outputs have this name; choose another name for one of them")
        written.append(file)


def open_input(path: str) -> BinaryIO:
    """Open a file to read; InputError where that cannot be done."""
    try:
        return open(path, "rb")
    except (OSError, ValueError) as error:
        raise InputError(f"{visible(path)}: this file cannot be opened: {reason(error)}") from None


def too_long(line: int, what: str = "line") -> DataError:
    """Return the error for a line, or a record, of more than MOST_LINE_BYTES."""
    return DataError(f"the {what} is longer than 1 MB, the limit for a record; shorten it", line)


def read_blocks(stream: io.BufferedReader) -> Iterator[bytes]:
    """Yield the whole lines that have come in, many at a time, without waiting for more.

    Every block ends with a line break. Of a line longer than MOST_LINE_BYTES little more is kept, so
    that memory stays small whatever comes and whoever reads the line sees it is too long.
    """
    rest = b""
    while data := stream.read1(BLOCK_BYTES):
        cut = data.rfind(b"\n") + 1
        if cut:
            yield rest + data[:cut]
            rest = data[cut:]
        elif len(rest) <= MOST_LINE_BYTES:
            rest += data
    if rest:
        yield rest + b"\n"


@contextmanager
def atomic_file(path: str, force: bool) -> Iterator[BinaryIO]:
    """Open a file to write that appears whole or not at all; an old one stays until then.

    A device, a pipe, and what is open already, such as /dev/stdout, are written to directly. Raises
    CreateError where the file is there, also since a moment, and `force` is not given, or where it cannot
    be made; what goes wrong while the caller writes is the caller's.
    """
    spare = ""
    try:
        with _create_errors(path):
            target, stream = os.path.realpath(path), _open_directly(path)
            if stream is None:
                old = os.stat(target) if os.path.exists(target) else None
                if old and not force:
                    raise FileExistsError
                folder, name = os.path.split(target)
                spare = os.path.join(folder, f".{name[:100]}.{os.urandom(4).hex()}.tmp")
                UNFINISHED.add(spare)
                stream = _open_unfinished(spare, 0o600 if old else 0o666)
        with stream:
            yield stream
            if spare:
                stream.flush()
                os.fsync(stream.fileno())
                with _create_errors(path):
                    _give_name(stream.fileno(), spare)
        if spare:
            with _create_errors(path):
                _put_in_place(spare, target, old, force)
    finally:
        UNFINISHED.discard(spare)
        with suppress(OSError):
            os.unlink(spare)


def open_to_add(path: str) -> io.BufferedRandom | io.BufferedReader:
    """Open what a file holds to which lines will be added, nothing where it is to be made.

    Raises CreateError where it cannot be written, or made.
    """
    try:
        return open(path, "r+b")
    except (OSError, ValueError) as error:
        is_new = isinstance(error, FileNotFoundError)
        if is_new and os.path.isdir(os.path.dirname(os.path.realpath(path))):
            return io.BufferedReader(io.BytesIO())
        raise CreateError(f"{visible(path)}: this file cannot be written: {reason(error)}") from None


def append_lines(path: str, lines: Iterable[bytes], sync: bool = True) -> bool:
    """Add lines to a file in one write, locked; return False where the last line there was torn.

    With `sync` the disk has them then, and all that was added before. A torn line is kept apart by a line
    break. A file that is new is for its owner's eyes only. Raises CreateError or WriteError; of lines that
    do not all fit none stays.
    """
    with _create_errors(path):
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with open(descriptor, "r+b", buffering=0) as stream:
        with suppress(ImportError, OSError):
            # Nobody else adds to the file meanwhile; where there are no locks, go on without.
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX)
        before = os.fstat(descriptor)
        stream.seek(max(before.st_size - 1, 0))
        is_whole = stream.read(1) in (b"", b"\n")
        added = (b"" if is_whole else b"\n") + b"".join(lines)
        try:
            # What did not fit is tried once more, to be told why.
            while added:
                added = added[stream.write(added) :]
            if sync and stat.S_ISREG(before.st_mode):
                os.fsync(descriptor)
        except OSError as error:
            with suppress(OSError):
                stream.truncate(before.st_size)
            raise WriteError(f"{visible(path)}: this file cannot be written: {reason(error)}") from None
        if not before.st_size:
            _sync_folder(path)
    return is_whole


def reason(error: OSError | ValueError) -> str:
    """Return why a file could not be opened or written, as the system says it."""
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def discard_unfinished() -> None:
    """Remove what is half written; for the moment before a signal ends the process."""
    for name in UNFINISHED:
        with suppress(OSError):
            os.unlink(name)
        shutil.rmtree(name, ignore_errors=True)


def _open_directly(path: str) -> BinaryIO | None:
    """Open a device, a pipe, or what is open already, such as /dev/fd/63; None for any other file."""
    number = re.fullmatch("/(?:dev|proc/self)/fd/([0-9]{1,9})", path)
    descriptor = int(number[1]) if number else {"/dev/stdout": 1, "/dev/stderr": 2}.get(path)
    if descriptor is not None:
        # Opened once more by its name, a file to which the shell adds would begin anew.
        return open(os.dup(descriptor), "wb")
    if os.path.isdir(path) or not os.path.basename(path):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    if os.path.islink(os.path.realpath(path)):
        raise OSError(ELOOP, os.strerror(ELOOP))
    return open(path, "wb") if os.path.exists(path) and not os.path.isfile(path) else None


@contextmanager
def _create_errors(path: str) -> Iterator[None]:
    """Turn what goes wrong where a file is made into CreateError."""
    try:
        yield
    except FileExistsError:
        raise CreateError(f"{visible(path)}: this file already exists; add --force to replace it") from None
    except (OSError, ValueError) as error:
        raise CreateError(f"{visible(path)}: this file cannot be written: {reason(error)}") from None


def _open_unfinished(spare: str, mode: int) -> BinaryIO:
    """Open a file in the folder of `spare`: with this name, or with none, so that a kill leaves nothing."""
    flags = os.O_WRONLY | getattr(os, "O_BINARY", 0)
    if hasattr(os, "O_TMPFILE") and os.path.isdir(OPENED):
        with suppress(OSError):
            return open(os.open(os.path.dirname(spare), flags | os.O_TMPFILE, mode), "wb")
    return open(os.open(spare, flags | os.O_CREAT | os.O_EXCL, mode), "wb")


def _give_name(descriptor: int, spare: str) -> None:
    """Let a finished file have the name `spare`, where it has none yet."""
    if not os.path.exists(spare):
        opened = os.open(OPENED, os.O_RDONLY)
        try:
            os.link(str(descriptor), spare, src_dir_fd=opened)
        finally:
            os.close(opened)


def _put_in_place(spare: str, target: str, old: os.stat_result | None, force: bool) -> None:
    """Let a finished file have the name `target`, with owner and permissions of the old one there."""
    if old:
        with suppress(OSError, AttributeError):
            os.chown(spare, old.st_uid, old.st_gid)
        # Not what lets a program run as its owner.
        os.chmod(spare, old.st_mode & 0o777)
    if force:
        os.replace(spare, target)
    else:
        try:
            os.link(spare, target)
        except FileExistsError:
            raise
        except OSError:
            # Some disks have no links: there an empty file holds the place for a moment.
            os.close(os.open(target, os.O_CREAT | os.O_EXCL))
            os.replace(spare, target)
    _sync_folder(target)


def _sync_folder(file: str) -> None:
    """Have the disk keep the name of a file; where no folder can be opened, that is up to the system."""
    with suppress(OSError):
        folder = os.open(os.path.dirname(file) or ".", os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
