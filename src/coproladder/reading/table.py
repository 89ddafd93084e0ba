"""Reads the rows of a table, whatever file it stands in, as activities."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain

from coproladder.base.errors import DataError
from coproladder.base.fields import LADDER
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.csv_rows import SEPARATORS, Row
from coproladder.reading.header import Columns, find_columns, find_header
from coproladder.reading.heading_checks import Header, cells_in, check_columns, named
from coproladder.reading.outcome import Item, Log, RecordBatch, Rejected, column_letters, rejected

MOST_SAMPLED = 50
"""How many rows are looked at before the first is answered, at the most."""

MOST_HEADING_ROWS = 3
"""How many heading rows a form tool writes at the most."""

LEAST_WIDTH = 3
"""How many columns a table has at the least where lines in a cell are told from rows."""


def read_table(rows: Iterator[Row], vocabulary: Vocabulary, log: Log) -> Iterator[RecordBatch]:
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
    table = _Table(columns, vocabulary, log)
    names = tuple(filter(None, table.fields))
    yield RecordBatch([], names)
    items: list[Item] = []
    before = first[0]
    for row in chain(first[columns.header.rows :], rows):
        if row.line - before.line > 1:
            _warn_of_swallowed_rows(before, len(table.fields), log)
        before = row
        if row.fault:
            items.append(rejected(row.fault, row.line, row.number))
        elif any(map(str.strip, row.cells)):
            items.append(table.item(row))
        if row.ends_batch:
            yield RecordBatch(items, names)
            items = []
    _warn_of_swallowed_rows(before, len(table.fields), log)
    yield RecordBatch(items, names)


def _warn_of_swallowed_rows(row: Row, width: int, log: Log) -> None:
    """Warn where a cell in quotes holds what look like rows, as after a stray quote."""
    below = [line for cell in row.cells for line in cell.splitlines()[1:]] if width >= LEAST_WIDTH else []
    if any(line.count(separator) == width - 1 for line in below for separator in SEPARATORS):
        cure = "if they are, take out the quote too many before them"
        fault = f"a cell in quotes holds lines that look like rows; {cure}"
        log(f"warning: {Rejected(row.line, None, fault, row.number)}")


def _begin(rows: Iterator[Row], vocabulary: Vocabulary) -> tuple[list[Row], Columns | None]:
    """Return the first rows, and what they say of the columns; None where there are no rows.

    These are so many rows that more would change nothing, however slowly they come in: the last has an
    answer, so that it is no second heading, and each question has its column.
    """
    first: list[Row] = []
    cells: list[list[str]] = []
    lacks_question = False
    for row in rows:
        first.append(row)
        cells.append(row.cells)
        if len(first) == MOST_SAMPLED:
            break
        if row.ends_batch and not lacks_question:
            lacks_question = len(first) >= MOST_HEADING_ROWS
            with suppress(DataError):
                header = _header(first[0], cells, vocabulary)
                if not header.absent:
                    lacks_question = False
                    if any(map(vocabulary.names.answered, row.cells)):
                        return first, find_columns(vocabulary, header, cells)
    if not first:
        return first, None
    try:
        return first, find_columns(vocabulary, _header(first[0], cells, vocabulary), cells)
    except DataError as error:
        raise DataError(error.message, error.line or first[0].line, error.column) from None


def _header(first: Row, cells: list[list[str]], vocabulary: Vocabulary) -> Header:
    if first.fault:
        raise first.fault
    return find_header(vocabulary, cells, first.number)


class _Table:
    """What the columns of a table hold: `fields` has the field of each, None for one that is passed over.

    With `keep_extra` a column that is not ours is kept under its heading.
    """

    def __init__(self, columns: Columns, vocabulary: Vocabulary, log: Log) -> None:
        headings, self.fields = columns.header.headings, [*columns.header.fields]
        taken = {*self.fields}
        for at in columns.extra if vocabulary.keep_extra else ():
            name = " ".join(headings[at].split()) or f"column {column_letters(at)}"
            self.fields[at] = vocabulary.own_name(name, taken)
        # Which version of the ladder a record answers is no field of it, but is told of.
        ladder = (LADDER if heading.strip() == LADDER else None for heading in headings)
        self._of_cells = [field or other for field, other in zip(self.fields, ladder, strict=True)]
        questions = [at for at, field in enumerate(self.fields) if field in vocabulary.names.questions]
        self._least = max(questions, default=-1) + 1
        self._columns, self._vocabulary, self._log = columns, vocabulary, log
        self._unnamed = {at for at in columns.late if not headings[at].strip()}

    def item(self, row: Row) -> Item:
        """Return the activity in a row, whose blank cells are not known.

        Cells may be missing at the end, after the last column of a question.
        """
        cells, most = row.cells, len(self.fields)
        if len(cells) < self._least or (len(cells) > most and any(map(str.strip, cells[most:]))):
            fault = f"{len(cells)} cell{'s' * (len(cells) != 1)}, and the header has {most}"
            if len(cells) < self._least:
                lacking = ", ".join(filter(None, self._of_cells[len(cells) : self._least]))
                fault += f": nothing stands for {lacking}; add empty cells at the end where it is not known"
            fault += "; check for a separator or a quote too many or too few"
            return Rejected(row.line, None, fault, row.number)
        filled = zip(self._of_cells, cells)  # noqa: B905 (a keyword would cost a tenth of the time)
        given = {field: cell for field, cell in filled if cell and field and not cell.isspace()}
        try:
            if self._columns.late:
                self._check_late(cells)
            return self._vocabulary.activity(given, row.line, row.number)
        except DataError as error:
            return rejected(error, row.line, row.number, given)

    def _check_late(self, cells: list[str]) -> None:
        """Look in a row for what would be lost in columns that hold no field and began blank.

        Raises DataError where it answers in such a column; tells once of each without a heading.
        """
        header, names = self._columns.header, self._vocabulary.names
        filled = [at for at in self._columns.late if cells_in([cells], at)]
        for at in self._unnamed.intersection(filled):
            self._unnamed.remove(at)
            self._log(f"a column passed over holds something further down: {named(header.headings, [at])}")
        if answering := [at for at in filled if names.answered(cells[at])]:
            check_columns(names, header, [cells], answering)
