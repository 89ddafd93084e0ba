"""Writes a folder of files so that it appears whole or not at all, and later takes the place of its own."""

import json
import os
import re
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from coproladder.base.errors import CreateError, WriteError
from coproladder.base.files import UNFINISHED, reason
from coproladder.base.text import visible
from coproladder.base.words import listed

MARKER = "coproladder-site.json"
"""The file that says which files in a folder are ours, and what they held when they were written."""

MOST_NAMED = 5
"""How many files are named that were changed since they were written."""


def write_folder(path: str, files: Mapping[str, bytes], force: bool, kept: str) -> None:
    """Write files, given by their paths with slashes, into a folder that is new, empty or one of ours.

    One of ours is replaced with `force`: files of others stay, as does `kept` where it was changed.
    Raises CreateError, also where another of our files was changed since, and WriteError.
    """
    folder, shown = Path(os.path.realpath(path)), visible(path)
    spare = (folder if folder.is_dir() else folder.parent) / f".{os.urandom(4).hex()}.tmp"
    try:
        ours = _ours(folder, shown, force)
        changed = [each for each in {**ours, **files} if _sum(folder / each) not in (None, ours.get(each))]
        if others := listed((visible(each) for each in changed if each != kept), MOST_NAMED):
            raise CreateError(f"{shown}: changed since they were written: {others}; move them away first")
        UNFINISHED.add(str(spare))
        spare.mkdir()
    except OSError as error:
        raise CreateError(f"{shown}: this folder cannot be written: {reason(error)}") from None
    marker = json.dumps({"files": {each: sha256(content).hexdigest() for each, content in files.items()}})
    try:
        for name, content in {**files, MARKER: marker.encode()}.items():
            (spare / name).parent.mkdir(exist_ok=True)
            (spare / name).write_bytes(content)
        if not folder.exists():
            spare.rename(folder)
            return
        for name in (each for each in (*files, MARKER) if each not in changed):
            (folder / name).parent.mkdir(exist_ok=True)
            (spare / name).replace(folder / name)
        for name in ours.keys() - files.keys():
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(f"{shown}: this folder cannot be written: {reason(error)}") from None
    finally:
        shutil.rmtree(spare, ignore_errors=True)
        UNFINISHED.discard(str(spare))


def _ours(folder: Path, shown: str, force: bool) -> dict[str, str]:
    """Return the sums of our files in a folder by their paths; none where it is new or empty."""
    if not folder.exists() or not os.listdir(folder):
        return {}
    try:
        ours: dict[str, str] = {**json.loads((folder / MARKER).read_bytes())["files"]}
        if not all(re.fullmatch(r"(\w[\w.-]*/)?\w[\w.-]*", name) for name in ours):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError):
        raise CreateError(f"{shown}: this folder holds other files; choose a new or empty one") from None
    if not force:
        raise CreateError(f"{shown}: there is a website here already; add --force to replace it")
    return ours


def _sum(file: Path) -> str | None:
    return sha256(file.read_bytes()).hexdigest() if file.exists() else None
