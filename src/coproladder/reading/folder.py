"""Finds the files to read: each that is named, once, and those in a folder that is named, by their names."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from coproladder.base.errors import InputError
from coproladder.base.files import reason, which_file
from coproladder.base.text import visible
from coproladder.reading.account import Account
from coproladder.reading.source import EXTENSIONS, WORKBOOKS

NOT_OURS = (".", "~$")
"""How the names of hidden files begin, and of those that spreadsheets make while one is open."""


OWN_RESULT = re.compile(
    rb'\s*\{\s*("ladder":\s*"[^"]*",\s*"records":|"source":\s*"[^"]*",\s*"kind":)'
    rb"|(\xef\xbb\xbf)?(rung[,;]name[,;]count|activity[,;]date[,;]answered_by[,;]basis[,;]rung)[,;\r\n]"
)
"""How a report and what --rejects and --disagreements write begin: they hold no further records."""

MOST_LOOKED_AT = 1_000
"""How many bytes of a file tell whether it is such a result."""


class Chosen(Struct):
    """The files to read, those that were named once more, and what else is in the folders."""

    files: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def tell(self, account: Account) -> None:
        """Tell the account what is not read, and what is not read twice."""
        for name in self.again:
            account.remark("These files were named twice, but read once:", visible(name))
        for name in self.unused:
            account.unused("file", name)


def choose_files(named: Iterable[str]) -> Chosen:
    """Return the files to read; InputError where a folder holds none."""
    chosen, seen = Chosen(), set[object]()
    for name in named:
        for file in _in_folder(name, chosen.unused) if os.path.isdir(name) else [name]:
            # What is no regular file, such as a pipe, is known by its name.
            known = which_file(0 if file == "-" else file) or file
            (chosen.again if known in seen else chosen.files).append(file)
            seen.add(known)
    return chosen


def _in_folder(folder: str, unused: list[str]) -> list[str]:
    """Return the files in a folder that can be read by their suffixes, and add the names of the others."""
    try:
        entries = sorted(Path(folder).iterdir())
    except OSError as error:
        raise InputError(f"{visible(folder)}: this folder cannot be opened: {reason(error)}") from None
    read = []
    for entry in entries:
        ours = entry.suffix.lower() in (*EXTENSIONS, *WORKBOOKS) and not entry.name.startswith(NOT_OURS)
        is_input = ours and entry.is_file() and not entry.stem.lower().endswith(".match")
        if is_input and not _is_own_result(entry):
            read.append(str(entry))
        else:
            unused.append(f"{entry.name}/" if entry.is_dir() else entry.name)
    if not read:
        formats = ", ".join((*EXTENSIONS, *WORKBOOKS))
        fault = f"no file in this folder can be read; the files must end in {formats}"
        raise InputError(f"{visible(folder)}: {fault}")
    return read


def _is_own_result(file: Path) -> bool:
    """Whether a file is what a report wrote; one that cannot be opened is told of when it is read."""
    with suppress(OSError), file.open("rb") as stream:
        return bool(OWN_RESULT.match(stream.read(MOST_LOOKED_AT)))
    return False
