"""Reads the cells of a workbook for `workbook`, in a process of its own.

The package that reads the bytes takes memory as a file asks for it, and a file of 1 kB can ask for any
amount; then, and at some faults, it ends the process. So it gets a process that may end.

One line of JSON is a message. First come the length of the workbook and the workbook; the answer is what is
wrong with it, or a list of its sheets: the name of each, whether people see it, whether cells that are merged
over several rows have their value in the first alone, and whether it was left out for a cell far away, since
the package reads all sheets of .ods at once. The number of a sheet and how many rows of it
are wanted (null: all) are answered with the rows that are not blank, each with its number from 1, and then
null.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from html import unescape
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

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


class Change(NamedTuple):
    """What the package cannot read in a part of a workbook, or reads as blank, and what it reads instead.

    A `hint` is always in it, and is sooner found than the pattern.
    """

    hint: bytes
    pattern: bytes
    new: bytes | Callable[[re.Match[bytes]], bytes]


MERGED = Change(b"-rows-spanned", rb'\stable:number-rows-spanned="(?!1")', rb"\g<0>")
BLANK = rb"(?:<table:(?:(?!office:value-type=)[^<>])*/>)*"
"""Cells of .ods that hold nothing."""

FAR = Change(
    b"-repeated=",
    rb'\stable:number-(?:columns-repeated="\d{4,}"[^<>]*/>|rows-repeated="\d{5,}"[^<>]*>%b</table:table-row>'
    rb"(?:<table:table-row[^<>]*>%b</table:table-row>)*<table:table-row[^<>]*>)"
    rb"%b<table:table-cell[^<>]*\soffice:value-type=" % (BLANK, BLANK, BLANK),
    rb"\g<0>",
)
"""A cell with something after very many blank columns or rows."""

CHANGES: dict[str, tuple[Change, ...]] = {
    "xl/worksheets/": (
        Change(b"f>", FORMULA_IN_XLSX, _formula_as_text),
        Change(b" si=", FORMULA_IN_XLSX, _formula_as_text),
        Change(b't="e"', rb'(<(?:\w+:)?c\s(?:[^<>]*\s)?t=)"e"', rb'\1"str"'),
        Change(b"dimension", rb'<(?:\w+:)?dimension\s+(?!ref="%b(?::%b)?")[^<>]*/>' % (PLACE, PLACE), b""),
    ),
    "content.xml": (
        Change(b"error", rb'office:string-value=""(\s+calcext:value-type="error")', rb"\1"),
        Change(
            b"formula",
            FORMULA_IN_ODS,
            rb'<table:table-cell office:value-type="string" office:string-value="=\2"\1',
        ),
        Change(b"line-break", rb"<text:line-break\s*/>", b"\n"),
        Change(b"text:tab", rb"<text:tab\s*/>", b"\t"),
        MERGED,
        FAR,
    ),
}


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
        data, merged, far = _readable(source.read(json.loads(source.readline())))
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        # A sheet may be a chart, which has no cells.
        sheets = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        shown = SheetVisibleEnum.Visible
        told = [[each.name, each.visible == shown, each.name in merged, each.name in far] for each in sheets]
        send(told or BROKEN)
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


def _readable(data: bytes) -> tuple[bytes, set[str], set[str]]:
    """Return a workbook with CHANGES made, and which sheets of .ods have cells merged over rows, or far away.

    Those with a cell far away are left out, as they take the place of the others.
    """
    merged, far = set[str](), set[str]()
    if not data.startswith(ZIP):
        return data, merged, far
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        _check_parts(old)
        wanted = {
            name: found
            for name in old.namelist()
            for start, changes in CHANGES.items()
            if name.startswith(start) and (found := _occurring(changes, old, name))
        }
        if not wanted:
            return data, merged, far
        changed = io.BytesIO()
        with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for name in old.namelist():
                part = old.read(name)
                for change in wanted.get(name, ()):
                    part = re.sub(change.pattern, change.new, part)
                if name == "content.xml":
                    head, *tables = part.split(b"<table:table ")
                    merged = {_name(table) for table in tables if re.search(MERGED.pattern, table)}
                    far = {_name(table) for table in tables if re.search(FAR.pattern, table)}
                    tables = [_emptied(table) if _name(table) in far else table for table in tables]
                    part = b"<table:table ".join((head, *tables))
                new.writestr(name, part)
    return changed.getvalue(), merged, far


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


def _occurring(changes: Iterable[Change], archive: zipfile.ZipFile, name: str) -> list[Change]:
    """Return the changes to make in a part of an archive, which may be large."""
    left, found = [*changes], []
    text = b""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK_BYTES):
            text = text[-LONGEST_CELL:] + chunk
            now = [each for each in left if each.hint in text and re.search(each.pattern, text)]
            left = [each for each in left if each not in now]
            found += now
    return [each for each in changes if each in found]


def _name(table: bytes) -> str:
    """Return the name of a sheet of .ods."""
    found = re.search(rb'table:name="([^"]*)"', table)
    return unescape(found[1].decode()) if found else ""


def _emptied(table: bytes) -> bytes:
    """Return a sheet of .ods without its rows."""
    return table[: table.index(b">") + 1] + table[table.rindex(b"</table:table>") :]


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
