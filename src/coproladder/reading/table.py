"""Reads the rows of a table, whatever file it stands in, as activities."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain

from coproladder.base.errors import DataError
from coproladder.base.fields import LADDER
from coproladder.placing.names import Names
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.csv_rows import SEPARATORS, Row
from coproladder.reading.header import Columns, Header, find_columns, find_header
from coproladder.reading.heading_checks import cells_in, check_columns, named
from coproladder.reading.outcome import Item, RecordBatch, Rejected, column_letters, location, rejected

MOST_SAMPLED = 50
"""How many rows are looked at before the first is answered, at the most."""

MOST_HEADING_ROWS = 3
"""How many heading rows a form tool writes at the most."""

LEAST_WIDTH = 3
"""How many columns a table has at the least where lines in a cell are told from rows."""

ColumnFields = tuple[str | None, ...]
"""The field that each column of a table holds, None for one that is passed over."""


def read_table(
    rows: Iterator[Row], vocabulary: Vocabulary, log: Callable[[str], None]
) -> Iterator[RecordBatch]:
    """Yield the activities in the rows of a table, those that came in together in one batch.

    The first batch is empty: it tells the fields of the columns, so that a header can be written before
    a row has come in. Raises DataError where the headings cannot be used; a row that cannot be read is
    Rejected.
    """
    first, columns = _begin(rows, vocabulary)
    if columns is None:
        return
    for message in columns.messages:
        log(message)
    fields = _fields(columns, vocabulary)
    late = _LateColumns(vocabulary.names, columns, log) if columns.late else None
    needed = max((at for at, field in enumerate(fields) if field in vocabulary.names.questions), default=-1)
    names = tuple(filter(None, fields))
    # Which version of the ladder a record answers is no field of it, but is told of.
    headings = columns.header.headings
    fields = tuple(
        field or (LADDER if headings[at].strip() == LADDER else None) for at, field in enumerate(fields)
    )
    yield RecordBatch([], names)
    items: list[Item] = []
    before = first[0]
    for row in chain(first[columns.header.rows :], rows):
        if row.line - before.line > 1:
            _warn_of_swallowed_rows(before, len(fields), log)
        before = row
        if isinstance(row.cells, DataError):
            items.append(rejected(row.cells, row.line, row.number))
        elif any(map(str.strip, row.cells)):
            items.append(_item(row, row.cells, fields, needed, vocabulary, late))
        if row.ends_batch:
            yield RecordBatch(items, names)
            items = []
    _warn_of_swallowed_rows(before, len(fields), log)
    yield RecordBatch(items, names)


def _warn_of_swallowed_rows(row: Row, width: int, log: Callable[[str], None]) -> None:
    """Warn where a cell in quotes holds what look like rows, as after a stray quote."""
    cells = row.cells if isinstance(row.cells, list) and width >= LEAST_WIDTH else []
    below = [line for cell in cells for line in cell.splitlines()[1:]]
    if any(line.count(separator) == width - 1 for line in below for separator in SEPARATORS):
        where = location(row.line, None, row.number)
        log(
            f"warning: {where}: a cell in quotes holds lines that look like rows; if "
            "they are, take out the quote too many before them"
        )


def _begin(rows: Iterator[Row], vocabulary: Vocabulary) -> tuple[list[Row], Columns | None]:
    """Return the first rows, and what they say of the columns; None where there are no rows.

    These are so many rows that more would change nothing, however slowly they come in: the last has an
    answer, so that it is no second heading, and each question has its column.
    """
    first: list[Row] = []
    lacks_question = False
    for row in rows:
        first.append(row)
        if len(first) == MOST_SAMPLED:
            break
        if row.ends_batch and not lacks_question:
            lacks_question = len(first) >= MOST_HEADING_ROWS
            with suppress(DataError):
                header = _header(first, vocabulary)
                if all(map(header.has, vocabulary.names.questions)):
                    lacks_question = False
                    if _has_answer(row, vocabulary):
                        return first, find_columns(vocabulary, header, _cells(first))
    if not first:
        return first, None
    try:
        return first, find_columns(vocabulary, _header(first, vocabulary), _cells(first))
    except DataError as error:
        raise DataError(error.message, error.line or first[0].line, error.column) from None


def _has_answer(row: Row, vocabulary: Vocabulary) -> bool:
    return not isinstance(row.cells, DataError) and any(map(vocabulary.names.answered, row.cells))


def _header(first: list[Row], vocabulary: Vocabulary) -> Header:
    if isinstance(first[0].cells, DataError):
        raise first[0].cells
    return find_header(vocabulary, _cells(first), first[0].number)


def _cells(rows: list[Row]) -> list[list[str]]:
    return [[] if isinstance(row.cells, DataError) else row.cells for row in rows]


def _fields(columns: Columns, vocabulary: Vocabulary) -> ColumnFields:
    """Return the field of each column; with `keep_extra` one that is not ours is kept under its heading."""
    fields = [*columns.header.fields]
    if vocabulary.keep_extra:
        for at in columns.extra:
            name = " ".join(columns.header.headings[at].split()) or f"column {column_letters(at)}"
            fields[at] = vocabulary.own_name(name, fields)
    return tuple(fields)


class _LateColumns:
    """Looks in later rows for what would be lost in columns that hold no field and began blank."""

    def __init__(self, names: Names, columns: Columns, log: Callable[[str], None]) -> None:
        self._names, self._columns, self._log = names, columns, log
        self._unnamed = {at for at in columns.late if not columns.header.headings[at].strip()}

    def check(self, cells: list[str]) -> None:
        """Raise DataError where a row answers in such a column; tell once of each without a heading."""
        header, absent = self._columns.header, self._columns.absent
        filled = [at for at in self._columns.late if cells_in([cells], at)]
        for at in self._unnamed.intersection(filled):
            self._unnamed.remove(at)
            self._log(f"a column passed over holds something further down: {named(header.headings, [at])}")
        answering = [at for at in filled if self._names.answered(cells[at])]
        if answering:
            check_columns(self._names, header.headings, [cells], header.fields, answering, absent)


def _item(
    row: Row,
    cells: list[str],
    fields: ColumnFields,
    needed: int,
    vocabulary: Vocabulary,
    late: _LateColumns | None,
) -> Item:
    """Return the activity in a row, whose blank cells are not known.

    Cells may be missing at the end, after the last column that is `needed`.
    """
    if len(cells) <= needed or (len(cells) > len(fields) and any(map(str.strip, cells[len(fields) :]))):
        fault = f"{len(cells)} cell{'s' * (len(cells) != 1)}, and the header has {len(fields)}"
        if len(cells) <= needed:
            lacking = ", ".join(filter(None, fields[len(cells) : needed + 1]))
            fault += f": nothing stands for {lacking}; add empty cells at the end where it is not known"
        fault += "; check for a separator or a quote too many or too few"
        return Rejected(row.line, None, fault, row.number)
    filled = zip(fields, cells)  # noqa: B905 (a keyword would cost a tenth of the time)
    given = {field: cell for field, cell in filled if cell and field and not cell.isspace()}
    try:
        if late:
            late.check(cells)
        return vocabulary.activity(given, row.line, row.number)
    except DataError as error:
        return rejected(error, row.line, row.number, given)
