"""Writes a folder of files so that it appears whole or not at all, and later takes the place of its own."""

import json
import os
import re
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from coproladder.base.errors import CreateError, WriteError
from coproladder.base.files import UNFINISHED, atomic_file, reason
from coproladder.base.text import visible
from coproladder.base.words import listed

MARKER = "coproladder-site.json"
"""The file that says which files in a folder are ours, and what they held when they were written."""

OUR_NAME = r"(\w[\w.-]*/)?\w[\w.-]*"
"""How the path of a file of ours is written; a marker may come from anyone."""

SPARE = ".coproladder-"
"""How the folder begins in which files are before they are at their places."""

MOST_NAMED = 5
"""How many files are named that were changed since they were written."""


def write_folder(path: str, files: Mapping[str, bytes], force: bool, kept: str) -> None:
    """Write files, given by their paths with slashes, into a folder that is new, empty or one of ours.

    One of ours is replaced with `force`: files of others stay, as does `kept` where it was changed.
    Raises CreateError, also where another of our files was changed since, and WriteError.
    """
    folder, shown = Path(os.path.realpath(path)), visible(path)
    sums = {name: sha256(content).hexdigest() for name, content in files.items()}
    spare = (folder if folder.is_dir() else folder.parent) / f"{SPARE}{os.urandom(4).hex()}"
    try:
        ours = _ours(folder, shown, force)
        held = {name: _sum(folder / name) for name in {**ours, **files}}
        changed = [name for name, found in held.items() if found and found not in ours.get(name, ())]
        if others := listed((visible(each) for each in changed if each != kept), MOST_NAMED):
            raise CreateError(f"{shown}: changed since they were written: {others}; move them away first")
        UNFINISHED.add(str(spare))
        spare.mkdir()
    except OSError as error:
        raise CreateError(f"{shown}: this folder cannot be written: {reason(error)}") from None
    try:
        for name, content in files.items():
            (spare / name).parent.mkdir(exist_ok=True)
            (spare / name).write_bytes(content)
        if not folder.exists():
            _mark(spare, {name: [told] for name, told in sums.items()})
            spare.rename(folder)
            return
        with _undisturbed():
            # Whatever happens from here on, what is old and what is new is ours, and can be replaced again.
            _mark(folder, {name: [*ours.get(name, ()), sums.get(name, "")] for name in held})
            for name in (each for each in files if each not in changed):
                (folder / name).parent.mkdir(exist_ok=True)
                (spare / name).replace(folder / name)
            for name in ours.keys() - files.keys():
                (folder / name).unlink(missing_ok=True)
            _mark(folder, {name: [told] for name, told in sums.items()})
            for left in folder.glob(f"{SPARE}*"):
                shutil.rmtree(left, ignore_errors=True)
    except OSError as error:
        raise WriteError(f"{shown}: this folder cannot be written: {reason(error)}") from None
    finally:
        shutil.rmtree(spare, ignore_errors=True)
        UNFINISHED.discard(str(spare))


def _mark(folder: Path, sums: Mapping[str, list[str]]) -> None:
    """Write the marker: the sums that each of our files may have."""
    with atomic_file(str(folder / MARKER), force=True) as stream:
        stream.write(json.dumps({"files": sums}).encode())


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals to stop wait for a moment, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ours(folder: Path, shown: str, force: bool) -> dict[str, list[str]]:
    """Return the sums of our files in a folder by their paths; none where it is new or empty."""
    if not folder.exists() or not [name for name in os.listdir(folder) if not name.startswith(SPARE)]:
        return {}
    try:
        ours: dict[str, list[str]] = {**json.loads((folder / MARKER).read_bytes())["files"]}
        if not all(re.fullmatch(OUR_NAME, name) and type(sums) is list for name, sums in ours.items()):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError):
        raise CreateError(f"{shown}: this folder holds other files; choose a new or empty one") from None
    if not force:
        raise CreateError(f"{shown}: there is a website here already; add --force to replace it")
    return ours


def _sum(file: Path) -> str | None:
    return sha256(file.read_bytes()).hexdigest() if file.exists() else None
