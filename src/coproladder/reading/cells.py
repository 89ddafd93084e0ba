"""Reads the cells of a workbook for `workbook`, in a process of its own.

The package that reads the bytes takes memory as a file asks for it, and a file of 1 kB can ask for any
amount; then, and at some faults, it ends the process. So it gets a process that may end.

One line of JSON is a message. First come the length of the workbook and the workbook; the answer is what is
wrong with it, or a list of its sheets: the name of each, whether people see it, and whether cells that are
merged over several rows have their value in the first alone. The number of a sheet and how many rows of it
are wanted (null: all) are answered with the rows that are not blank, each with its number from 1, and then
null.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from html import unescape
from itertools import islice
from typing import Any, BinaryIO

from coproladder.reading.file_types import BROKEN, ZIP

MOST_MEMORY = 150_000_000
MOST_SECONDS = 20

CHUNK_BYTES = 1_000_000
LONGEST_CELL = 40_000
FORMULA_IN_XLSX = (
    rb"<((?:\w+:)?)c((?:\s[^<>]*)?)>\s*<\1f(?:\s[^<>]*)?(?:/>|>([^<]*)</\1f>)"
    rb"(\s*<\1v\s*/>|\s*<\1v>\s*</\1v>)?\s*</\1c>"
)
"""A formula of which no value was kept: a prefix, the attributes of its cell, its text, and a blank value."""

FORMULA_IN_ODS = (
    rb'<table:table-cell(?=\s)(?!(?:[^<>"]|"[^"]*")*\soffice:value-type=)'
    rb'([^<>]*\stable:formula="(?:\w+:)?=?([^"]*)")'
)
PLACE = rb"[A-Z]{1,3}[1-9]\d{0,6}"


def _formula_as_text(found: re.Match[bytes]) -> bytes:
    """Return a formula without a value in the place of its value; a text that came out blank stays so."""
    prefix, attributes, formula, value = found.groups(b"")
    is_text = re.search(rb"""\st=["']str["']""", attributes)
    if is_text and value:
        return found[0]
    rest = re.sub(rb"""\st=(["'])\w*\1""", b"", attributes)
    cell = (prefix, rest, prefix, formula.removeprefix(b"="), prefix, prefix)
    return b'<%bc%b t="str"><%bv>=%b</%bv></%bc>' % cell


Change = tuple[bytes, bytes | Callable[[re.Match[bytes]], bytes]]
CHANGES: dict[str, tuple[Change, ...]] = {
    "xl/worksheets/": (
        (FORMULA_IN_XLSX, _formula_as_text),
        (rb'(<(?:\w+:)?c\s(?:[^<>]*\s)?t=)"e"', rb'\1"str"'),
        (rb'<(?:\w+:)?dimension\s+(?!ref="%b(?::%b)?")[^<>]*/>' % (PLACE, PLACE), b""),
    ),
    "content.xml": (
        (rb'office:string-value=""(\s+calcext:value-type="error")', rb"\1"),
        (FORMULA_IN_ODS, rb'<table:table-cell office:value-type="string" office:string-value="=\2"\1'),
        (rb"<text:(?:line-break|tab)\s*/>", b"\n"),
    ),
}
"""What the package reads as blank, or cannot read, in each part of a workbook, and what it reads instead."""

MERGED_IN_ODS = rb'\stable:number-rows-spanned="(?!1")'


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
        data, merged = _readable(source.read(json.loads(source.readline())))
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        # A sheet may be a chart, which has no cells.
        sheets = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        shown = SheetVisibleEnum.Visible
        send([[each.name, each.visible == shown, each.name in merged] for each in sheets] or BROKEN)
        opened = None
        for request in source:
            number, most = json.loads(request)
            if number != opened:
                sheet, opened = workbook.get_sheet_by_name(sheets[number].name), number
            for row in islice(_rows(sheet), most):
                send(row)
            send(None)
    except (CalamineError, zipfile.BadZipFile):
        send(BROKEN)


def _readable(data: bytes) -> tuple[bytes, set[str]]:
    """Return a workbook in which CHANGES are made, such as #REF! to a text, and what `_merged_in` returns."""
    if not data.startswith(ZIP):
        return data, set()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        _check_parts(old)
        merged = _merged_in(old) if "content.xml" in old.namelist() else set()
        marks = {
            name: found
            for name in old.namelist()
            for start, changes in CHANGES.items()
            if name.startswith(start) and (found := [each for each in changes if _occurs(each[0], old, name)])
        }
        if not marks:
            return data, merged
        changed = io.BytesIO()
        with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for name in old.namelist():
                part = old.read(name)
                for change in marks.get(name, ()):
                    part = re.sub(*change, part)
                new.writestr(name, part)
    return changed.getvalue(), merged


def _merged_in(archive: zipfile.ZipFile) -> set[str]:
    """Return the names of the sheets of an OpenDocument in which cells are merged over several rows."""
    if not _occurs(MERGED_IN_ODS, archive, "content.xml"):
        return set()
    tables = archive.read("content.xml").split(b"<table:table ")
    names = (
        re.search(rb'table:name="([^"]*)"', table) for table in tables if re.search(MERGED_IN_ODS, table)
    )
    return {unescape(name[1].decode()) for name in names if name}


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Raise BadZipFile where a part is not what it was when it was saved, or is XML that was cut short."""
    for name in archive.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        with archive.open(name) as part:
            first = end = part.read(CHUNK_BYTES)
            while chunk := part.read(CHUNK_BYTES):
                end = end[-LONGEST_CELL:] + chunk
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
            before = chunk[-LONGEST_CELL:]
    return False


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something of their own; a cell merged over several gives its value to each."""
    begun: dict[int, list[tuple[int, int]]] = {}
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        if first < last:
            begun.setdefault(first, []).append((column, last))
    merged: dict[int, tuple[int, str]] = {}
    # Older versions break off at a sheet with no cells.
    for at, row in enumerate(sheet.iter_rows() if sheet.start else ()):
        cells = [*map(text_of, row)]
        if any(cells):
            for column, (last, text) in merged.items():
                if at <= last and not cells[column]:
                    cells[column] = text
            yield at + 1, cells
        merged |= {column: (last, cells[column]) for column, last in begun.get(at, ()) if column < len(cells)}


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
