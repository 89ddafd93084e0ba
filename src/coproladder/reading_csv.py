"""Reads CSV as spreadsheets and form tools write it: any usual separator, quotes, line breaks."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from coproladder import rows
from coproladder.activities import Vocabulary
from coproladder.errors import DataError
from coproladder.fields import LADDER, RESULT_FIELDS
from coproladder.files import not_utf8
from coproladder.rows import Batch, Rejected, Row, Table, line_batches, rejected, too_long
from coproladder.wording import shorten

MOST_OPEN_BYTES = 1_000_000
"""How much a row may hold while a quote is open, before it is taken for a stray one."""

csv.field_size_limit(rows.MOST_BYTES)

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}


def read_csv(
    stream: io.BufferedReader, vocabulary: Vocabulary, tell: Callable[[str], None]
) -> Iterator[Table | Batch]:
    """Yield the table that the header tells of, then its lines, many at a time.

    Raises DataError where the header cannot be used.
    """
    faults: dict[int, DataError] = {}
    batches = _whole_lines(stream, faults)
    first, separator = _from_header_on(batches)
    if broken := [fault for line, fault in faults.items() if line < first.line or not first.data]:
        raise broken[0]
    if not first.data:
        return
    if not separator:
        header = first.data.splitlines()[0].decode(errors="replace")
        separator = max(SEPARATORS, key=_outside_quotes(header).count)
        if separator != "," and separator in header:
            tell(f"the cells are taken to be separated by {SEPARATORS[separator]}")
    if len(separator) != 1 or separator in "\"'\r\n ":
        raise DataError(f"sep={separator} cannot separate cells; write sep=; or sep=,", 1)
    batches = _closed(chain([first], batches), separator)
    first = next(batches)
    before = first.line - 1
    end, names = next(_cells(_text_lines(first, faults), separator, before, faults))
    if isinstance(names, DataError):
        raise names
    table = Table(_columns(names, vocabulary, first.line), separator, faults)
    yield table
    rest = b"".join(first.data.splitlines(keepends=True)[end - before :])
    for batch in chain([Batch(end + 1, rest)] if rest else [], batches):
        yield Batch(batch.line, batch.data, table)


def _from_header_on(batches: Iterator[Batch]) -> tuple[Batch, str]:
    """Return the lines that begin with the header, and the separator that a line before it names."""
    separator = ""
    for batch in batches:
        lines = batch.data.splitlines(keepends=True)
        for at, line in enumerate(lines):
            if line[:4].lower() == b"sep=":
                separator = line[4:].decode(errors="replace").strip("\r\n")
            elif line.strip():
                return Batch(batch.line + at, b"".join(lines[at:])), separator
    return Batch(1, b""), separator


def rows_in(batch: Batch, table: Table) -> Iterator[Row | Rejected]:
    """Yield each row in lines of a table as a record of its cells that are not blank."""
    columns, before = table.columns, batch.line - 1
    start = batch.line
    for end, cells in _cells(_text_lines(batch, table.faults), table.separator, before, table.faults):
        if isinstance(cells, DataError):
            yield rejected(cells, start)
        elif not any(cell.strip() for cell in cells):
            pass
        elif len(cells) < len(columns) or any(cell.strip() for cell in cells[len(columns) :]):
            count = f"{len(cells)} cell{'s' * (len(cells) != 1)}, and the header has {len(columns)}"
            yield Rejected(start, None, f"{count}; check for a separator or a quote too many or too few")
        else:
            filled = zip(columns, cells, strict=False)
            yield Row(start, {name: cell for name, cell in filled if name and cell.strip()})
        start = end + 1


def _cells(
    lines: Iterator[str], separator: str, before: int, faults: dict[int, DataError]
) -> Iterator[tuple[int, list[str] | DataError]]:
    """Yield the cells of each row, or what is wrong with it, with the number of its last line."""
    end = before
    for number, found in _parsed(lines, separator):
        start, end = end + 1, before + number
        broken = [faults.pop(line) for line in range(start, end + 1) if line in faults] if faults else []
        if broken:
            yield end, broken[0]
        elif isinstance(found, csv.Error):
            yield end, DataError(f"this is not CSV: {found}; check the quotes", start)
        else:
            yield end, found


def _parsed(lines: Iterable[str], separator: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Yield the number of the last line of each row, from 1, with its cells or what is wrong with it.

    A fault gives up the rest of its line, and the next line begins a row.
    """
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        try:
            found: list[str] | csv.Error = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            found = error
        yield reader.line_num, found


def _whole_lines(stream: io.BufferedReader, faults: dict[int, DataError]) -> Iterator[Batch]:
    """Yield lines, many at a time; one that is too long is left blank, and what is wrong put in `faults`.

    In a table a carriage return by itself ends a line too, so lines are numbered anew.
    """
    more = 0
    for item in line_batches(stream):
        line = item.line + more
        if isinstance(item, Rejected):
            faults[line] = too_long(line)
            yield Batch(line, b"\n")
            continue
        yield Batch(line, item.data)
        if b"\r" in item.data:
            more += item.data.count(b"\r") - item.data.count(b"\r\n")


def _closed(batches: Iterator[Batch], separator: str) -> Iterator[Batch]:
    """Yield lines in batches that end outside quotes, as a row may go on in the next line."""
    line, lines = 1, b""
    for batch in batches:
        line = line if lines else batch.line
        lines += batch.data
        if len(lines) > MOST_OPEN_BYTES or not _is_open(lines, separator):
            yield Batch(line, lines)
            lines = b""
    if lines:
        yield Batch(line, lines)


def row_ends(lines: Iterable[bytes]) -> Iterator[int]:
    """Yield the number of the last line of each row, from 1, whatever is wrong with it; commas part cells."""
    return (number for number, _ in _parsed(_signs(lines), ","))


def _is_open(lines: bytes, separator: str) -> bool:
    """Whether a cell in quotes goes on after these lines, the first of which begins a row."""
    if b'"' not in lines:
        return False
    # Counting would not do: a quote within a cell that does not begin with one is a sign like any other.
    quoted = (line for line in lines.splitlines(keepends=True) if b'"' in line)
    faults = (found for _, found in _parsed(_signs(quoted), separator) if isinstance(found, csv.Error))
    return any(str(fault) == "unexpected end of data" for fault in faults)


def _signs(lines: Iterable[bytes]) -> Iterator[str]:
    """Yield lines as text that stands for their bytes, where only quotes and separators matter."""
    return (line.decode("latin-1") for line in lines)


def _columns(names: list[str], vocabulary: Vocabulary, line: int) -> tuple[str | None, ...]:
    """Return the field that each column holds: None for a result of ours that is worked out anew."""
    names = [name.strip() for name in names]
    while names and not names[-1]:
        names.pop()
    columns: list[str | None] = []
    for name in names:
        if name in RESULT_FIELDS and LADDER in names:
            columns.append(None)
            continue
        if not name:
            raise DataError(f"column {len(columns) + 1} has no name; give it one", line)
        try:
            field = vocabulary.field(name)
        except DataError as error:
            raise DataError(str(error), line) from None
        if field in columns:
            raise DataError(f'two columns hold "{field}", one as "{shorten(name)}"; keep one', line)
        columns.append(field)
    return tuple(columns)


def _text_lines(batch: Batch, faults: dict[int, DataError]) -> Iterator[str]:
    """Yield each line as text; what is wrong with a line is put in `faults` under its number."""
    # Old spreadsheets end a line with a carriage return alone, which this splits at too.
    for number, line in enumerate(batch.data.splitlines(keepends=True), start=batch.line):
        if len(line) > rows.MOST_BYTES:
            faults[number] = too_long(number)
            yield "\n"
            continue
        try:
            yield line.decode()
        except UnicodeDecodeError as error:
            column = len(line[: error.start].decode()) + 1
            faults[number] = DataError(not_utf8(line[error.start]), number, column)
            yield line.decode(errors="replace")


def _outside_quotes(header: str) -> str:
    return "".join(header.split('"')[::2])
