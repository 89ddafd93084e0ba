"""Reads CSV as spreadsheets and form tools write it: any usual separator, quotes, line breaks."""

import csv
import io
from collections.abc import Callable, Iterator
from itertools import chain

from coproladder.activities import Vocabulary
from coproladder.errors import DataError
from coproladder.fields import LADDER, RESULT_FIELDS
from coproladder.files import not_utf8
from coproladder.rows import Rejected, Row, numbered_lines, rejected, too_long
from coproladder.wording import shorten

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}


def read_csv(
    stream: io.BufferedReader, vocabulary: Vocabulary, tell: Callable[[str], None]
) -> Iterator[Row | Rejected]:
    """Yield each row under the header as a record of its cells that are not blank.

    Raises DataError where the header cannot be used; a bad row is yielded as rejected.
    """
    faults: dict[int, DataError] = {}
    lines = _text_lines(stream, faults)
    separator, skipped, header = "", 0, ""
    for header in lines:
        if header.lower().startswith("sep="):
            separator = header[4:].strip("\r\n")
        elif header.strip():
            break
        skipped += 1
    if broken := [faults[line] for line in faults if line <= skipped]:
        raise broken[0]
    if not separator:
        separator = max(SEPARATORS, key=_outside_quotes(header).count)
        if separator != "," and separator in header:
            tell(f"the cells are taken to be separated by {SEPARATORS[separator]}")
    rows = _rows(chain([header], lines), separator, skipped, faults)
    _, names = next(rows, (1, [""]))
    if isinstance(names, DataError):
        raise names
    columns = _columns(names, vocabulary, skipped + 1)
    for line, cells in rows:
        if isinstance(cells, DataError):
            yield rejected(cells, line)
        elif len(cells) < len(columns) or any(cell.strip() for cell in cells[len(columns) :]):
            count = f"{len(cells)} cells, and the header has {len(columns)}"
            yield Rejected(line, None, f"{count}; check for a separator or a quote too many or too few")
        else:
            filled = zip(columns, cells, strict=False)
            yield Row(line, {name: cell for name, cell in filled if name and cell.strip()})


def _rows(
    lines: Iterator[str], separator: str, skipped: int, faults: dict[int, DataError]
) -> Iterator[tuple[int, list[str] | DataError]]:
    """Yield each row that is not blank with the line it starts in, or what is wrong with it."""
    try:
        reader = csv.reader(lines, delimiter=separator, strict=True)
    except (TypeError, ValueError):
        raise DataError(f'"{separator}" cannot separate cells; write sep=; or sep=,', 1) from None
    end = skipped
    while True:
        start = end + 1
        try:
            cells: list[str] | DataError = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells = DataError(f"this is not CSV: {error}; check the quotes", start)
        end = skipped + reader.line_num
        broken = [faults.pop(line) for line in range(start, end + 1) if line in faults]
        if broken or isinstance(cells, DataError) or any(cell.strip() for cell in cells):
            yield start, broken[0] if broken else cells


def _columns(names: list[str], vocabulary: Vocabulary, line: int) -> list[str | None]:
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
    return columns


def _text_lines(stream: io.BufferedReader, faults: dict[int, DataError]) -> Iterator[str]:
    """Yield each line as text; what is wrong with a line is put in `faults` under its number."""
    number = 0
    for _, line in numbered_lines(stream):
        if line is None:
            number += 1
            faults[number] = too_long(number)
            yield "\n"
            continue
        # Old spreadsheets end a line with a carriage return alone.
        for part in line.splitlines(keepends=True):
            number += 1
            try:
                yield part.decode()
            except UnicodeDecodeError as error:
                column = len(part[: error.start].decode()) + 1
                faults[number] = DataError(not_utf8(part[error.start]), number, column)
                yield part.decode(errors="replace")


def _outside_quotes(header: str) -> str:
    return "".join(header.split('"')[::2])
