"""Reads the cells of a workbook for `workbook`, in a process of its own.

The package that reads the bytes takes memory as a file asks for it, and a file of 1 kB can ask for any
amount; then, and at some faults, it ends the process. So it gets a process that may end.

One line of JSON is a message. First come the length of the workbook and the workbook; the answer is
the list of the names of its sheets, or what is wrong with it. The number of a sheet and how many rows of
it are wanted (null: all) are answered with the rows that are not blank, each with its number from 1, and
then null.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, BinaryIO

from coproladder.reading.file_types import BROKEN, ZIP

MOST_MEMORY = 150_000_000
MOST_SECONDS = 20

CHUNK_BYTES = 1_000_000
LONGEST_TAG = 10_000
ERRORS = (
    ("xl/worksheets/", rb'(<(?:\w+:)?c\s(?:[^<>]*\s)?t=)"e"', rb'\1"str"'),
    ("content.xml", rb'office:string-value=""(\s+calcext:value-type="error")', rb"\1"),
)
"""How a cell that shows an error is marked in the parts of a workbook, and how one that shows a text is."""


def main() -> None:
    """Answer what comes on standard input, within limits."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        # Not all that is mapped: that depends on the system more than on the file.
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    answer(sys.stdin.buffer, sys.stdout.buffer)


def answer(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer the messages of one stream on another until it ends."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    def send(message: Any) -> None:
        sink.write(json.dumps(message).encode() + b"\n")
        if not isinstance(message, tuple):
            sink.flush()

    try:
        data = _with_errors_as_text(source.read(json.loads(source.readline())))
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        # A sheet may be a chart, which has no cells; one that people see comes before one that is hidden.
        sheets = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        sheets.sort(key=lambda each: each.visible != SheetVisibleEnum.Visible)
        names = [each.name for each in sheets]
        send(names)
        opened = None
        for request in source:
            number, most = json.loads(request)
            if number != opened:
                sheet, opened = workbook.get_sheet_by_name(names[number]), number
            for row in islice(_rows(sheet), most):
                send(row)
            send(None)
    except (CalamineError, zipfile.BadZipFile):
        send(BROKEN)


def _with_errors_as_text(data: bytes) -> bytes:
    """Return a workbook in which cells such as #REF! are texts, since the package reads errors as blank."""
    if not data.startswith(ZIP):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        _check_parts(old)
        marks = {
            name: (pattern, text)
            for name in old.namelist()
            for start, pattern, text in ERRORS
            if name.startswith(start) and _occurs(pattern, old, name)
        }
        if not marks:
            return data
        changed = io.BytesIO()
        with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, re.sub(*marks[name], part) if name in marks else part)
    return changed.getvalue()


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Raise BadZipFile where a part is not what it was when it was saved, or is XML that was cut short."""
    for name in archive.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        with archive.open(name) as part:
            first = end = part.read(CHUNK_BYTES)
            while chunk := part.read(CHUNK_BYTES):
                end = end[-LONGEST_TAG:] + chunk
        root = re.search(rb"<([A-Za-z_][\w:.-]*)", first)
        closing = rb"<(?:/%b\s*|%b(?:\s[^<>]*)?/)>[^<]*(?:<!--[^<]*)?\Z"
        if root and not re.search(closing % (root[1], root[1]), end):
            raise zipfile.BadZipFile


def _occurs(pattern: bytes, archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a pattern occurs in a part of an archive, which may be large."""
    before = b""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK_BYTES):
            if re.search(pattern, before + chunk):
                return True
            before = chunk[-LONGEST_TAG:]
    return False


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    # Older versions break off at a sheet with no cells.
    for line, row in enumerate(sheet.iter_rows() if sheet.start else (), start=1):
        cells = [*map(text_of, row)]
        if any(cells):
            yield line, cells


def text_of(cell: Any) -> str:
    """Return what a cell holds as CSV would have it, dates with the year first."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        at_midnight = cell.time() == time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return "" if cell is None else str(cell)
