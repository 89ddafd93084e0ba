"""Reads CSV as spreadsheets and form tools write it: any usual separator, quotes, line breaks."""

import csv
import io
from collections.abc import Callable, Iterator
from itertools import chain

from coproladder.base.errors import DataError
from coproladder.base.text import not_utf8
from coproladder.placing.activity import Activity, Vocabulary
from coproladder.reading import lines
from coproladder.reading.lines import Rejected

csv.field_size_limit(lines.MOST_BYTES)

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}

Fields = tuple[str | None, ...]
"""The field that each column of a table holds, None for a result that is worked out anew."""


def read_table(
    stream: io.BufferedReader, vocabulary: Vocabulary, tell: Callable[[str], None]
) -> Iterator[tuple[Fields, list[Activity | Rejected]]]:
    """Yield the fields of a table with the rows that have come in: first none, then many at a time.

    Raises DataError where the header cannot be used; a row that cannot be read is Rejected.
    """
    text = _Lines(stream)
    separator, first = _header_line(text, tell)
    if not first:
        return
    rows = _rows(text, first, separator)
    start, names = next(rows)
    if isinstance(names, DataError):
        raise names
    fields = _fields(names, vocabulary, start)
    yield fields, []
    items: list[Activity | Rejected] = []
    for start, cells in rows:
        if isinstance(cells, DataError):
            items.append(lines.rejected(cells, start))
        elif any(map(str.strip, cells)):
            items.append(_item(cells, fields, vocabulary, start))
        if text.waits:
            yield fields, items
            items = []


class _Lines:
    """The lines of a stream as text, each with its line break.

    A carriage return alone ends a line too, as old spreadsheets have it. `number` is that of the line
    taken last, from 1; `faults` holds what is wrong with lines, by number; `waits` tells that the next
    line has not come in yet.
    """

    def __init__(self, stream: io.BufferedReader) -> None:
        self._left = self._read(stream)
        self.number = 0
        self.faults: dict[int, DataError] = {}
        self.waits = False

    def __iter__(self) -> Iterator[str]:
        return self._left

    def _read(self, stream: io.BufferedReader) -> Iterator[str]:
        for block in lines.read_blocks(stream):
            in_block = block.splitlines(keepends=True)
            for left, line in zip(range(len(in_block) - 1, -1, -1), in_block, strict=True):
                self.number += 1
                self.waits = left == 0
                yield self._text(line)

    def _text(self, line: bytes) -> str:
        if len(line) > lines.MOST_BYTES:
            self.faults[self.number] = lines.too_long(self.number)
            return "\n"
        try:
            return line.decode()
        except UnicodeDecodeError as error:
            column = len(line[: error.start].decode()) + 1
            self.faults[self.number] = DataError(not_utf8(line[error.start]), self.number, column)
            return line.decode(errors="replace")


def _header_line(text: _Lines, tell: Callable[[str], None]) -> tuple[str, str]:
    """Return the separator of a table and the line that its header begins with; "" at the end of input."""
    separator = ""
    for line in text:
        if line[:4].lower() == "sep=":
            separator = line[4:].strip("\r\n")
        elif line.strip() or text.faults:
            break
    else:
        return separator, ""
    if text.faults:
        raise text.faults[min(text.faults)]
    if not separator:
        outside_quotes = "".join(line.split('"')[::2])
        separator = max(SEPARATORS, key=outside_quotes.count)
        if separator != "," and separator in outside_quotes:
            tell(f"the cells are taken to be separated by {SEPARATORS[separator]}")
    elif len(separator) > 1 or separator in "\"' ":
        raise DataError(f"sep={separator} cannot separate cells; write sep=; or sep=,", 1)
    return separator, line


def _rows(text: _Lines, first: str, separator: str) -> Iterator[tuple[int, list[str] | DataError]]:
    """Yield the line in which each row begins, and its cells or what is wrong with it.

    A fault gives up the rest of its line, and the next line begins a row.
    """
    before = text.number - 1
    reader = csv.reader(chain([first], text), delimiter=separator, strict=True)
    while True:
        start = before + reader.line_num + 1
        try:
            found: list[str] | DataError = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            found = DataError(f"this is not CSV: {error}; check the quotes", start)
        if text.faults:
            found = text.faults[min(text.faults)]
            text.faults.clear()
        yield start, found


def _item(cells: list[str], fields: Fields, vocabulary: Vocabulary, line: int) -> Activity | Rejected:
    """Return the activity in a row, whose blank cells are not known."""
    if len(cells) < len(fields) or any(map(str.strip, cells[len(fields) :])):
        count = f"{len(cells)} cell{'s' * (len(cells) != 1)}, and the header has {len(fields)}"
        return Rejected(line, None, f"{count}; check for a separator or a quote too many or too few")
    given = {
        field: cell
        for field, cell in zip(fields, cells, strict=False)
        if field and cell and not cell.isspace()
    }
    try:
        return vocabulary.activity(given, line)
    except DataError as error:
        return lines.rejected(error, line)


def _fields(names: list[str], vocabulary: Vocabulary, line: int) -> Fields:
    """Return the field of each column; DataError where a name is blank, unknown or there twice."""
    names = [name.strip() for name in names]
    while names and not names[-1]:
        names.pop()
    if "" in names:
        raise DataError(f"column {names.index('') + 1} has no name; give it one", line)
    try:
        return vocabulary.fields(names)
    except DataError as error:
        raise DataError(error.message, line) from None
