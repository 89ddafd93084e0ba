"""Reads the rows of a table, whatever file it stands in, as activities."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from coproladder.base.errors import DataError
from coproladder.placing.activity import Activity, Vocabulary
from coproladder.reading.csv_rows import Row
from coproladder.reading.heading_rows import Header, read_header
from coproladder.reading.lines import Rejected, rejected

MOST_SAMPLED = 50
"""How many rows are looked at before the first is answered, where so many have come in."""

Fields = tuple[str | None, ...]
"""The field that each column of a table holds, None for one that is passed over."""


def read_table(
    rows: Iterator[Row],
    vocabulary: Vocabulary,
    mapped: Mapping[str, str],
    tell: Callable[[str], None],
) -> Iterator[tuple[Fields, list[Activity | Rejected]]]:
    """Yield the fields of a table with the rows that have come in: first none, then many at a time.

    `mapped` holds the headings of fields that a person named. Raises DataError where the headings
    cannot be used; a row that cannot be read is Rejected.
    """
    first = _first_rows(rows)
    if not first:
        return
    header = _header(first, vocabulary, mapped)
    for message in (*header.messages, *header.columns.messages):
        tell(message)
    fields = _fields(header, vocabulary)
    needed = max((at for at, field in enumerate(fields) if field in vocabulary.names.questions), default=-1)
    yield fields, []
    items: list[Activity | Rejected] = []
    for row in chain(first[header.rows :], rows):
        if isinstance(row.cells, DataError):
            items.append(rejected(row.cells, row.line, row.number))
        elif any(row.cells) and any(map(str.strip, row.cells)):
            items.append(_item(row, row.cells, fields, needed, vocabulary))
        if row.waits:
            yield fields, items
            items = []
    yield fields, items


def _first_rows(rows: Iterator[Row]) -> list[Row]:
    """Return the rows that have come in first, up to as many as are looked at."""
    first = []
    for row in rows:
        first.append(row)
        if row.waits or len(first) == MOST_SAMPLED:
            break
    return first


def _header(first: list[Row], vocabulary: Vocabulary, mapped: Mapping[str, str]) -> Header:
    top = first[0]
    if isinstance(top.cells, DataError):
        raise top.cells
    rows = [[] if isinstance(row.cells, DataError) else row.cells for row in first]
    try:
        return read_header(vocabulary.ladder, rows, mapped, vocabulary.names.keep_extra, top.number)
    except DataError as error:
        raise DataError(error.message, top.line) from None


def _fields(header: Header, vocabulary: Vocabulary) -> Fields:
    """Return the field of each column; with `keep_extra` one that is not ours is kept under its heading."""
    fields = [*header.columns.fields]
    if vocabulary.names.keep_extra:
        for at in header.columns.extra:
            name = " ".join(header.headings[at].split())
            while name in fields or not vocabulary.names.is_free(name):
                name = f"own_{name}"
            fields[at] = name
    return tuple(fields)


def _item(
    row: Row, cells: list[str], fields: Fields, needed: int, vocabulary: Vocabulary
) -> Activity | Rejected:
    """Return the activity in a row, whose blank cells are not known.

    Cells may be missing at the end, after the last column that is `needed`.
    """
    if len(cells) <= needed or (len(cells) > len(fields) and any(map(str.strip, cells[len(fields) :]))):
        count = f"{len(cells)} cell{'s' * (len(cells) != 1)}, and the header has {len(fields)}"
        fault = f"{count}; check for a separator or a quote too many or too few"
        return Rejected(row.line, None, fault, row.number)
    filled = zip(fields, cells)  # noqa: B905 (a keyword would cost a tenth of the time)
    given = {field: cell for field, cell in filled if cell and field and not cell.isspace()}
    try:
        return vocabulary.activity(given, row.line, row.number)
    except DataError as error:
        return rejected(error, row.line, row.number, given)
