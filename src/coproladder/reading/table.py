"""Reads the rows of a table, whatever file it stands in, as activities."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from coproladder.base.errors import DataError
from coproladder.ladder.records import Ladder
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.csv_rows import Row
from coproladder.reading.heading_checks import cells_in, check_columns, named
from coproladder.reading.heading_rows import read_header
from coproladder.reading.heading_words import answer_names, variants
from coproladder.reading.headings import Columns
from coproladder.reading.outcome import Item, RecordBatch, Rejected, column_letters, location, rejected
from coproladder.reading.source import SEPARATORS

MOST_SAMPLED = 50
"""How many rows are looked at before the first is answered, at the most."""

LEAST_WIDTH = 3
"""How many columns a table has at the least where lines in a cell are told from rows."""

ColumnFields = tuple[str | None, ...]
"""The field that each column of a table holds, None for one that is passed over."""


def read_table(
    rows: Iterator[Row], vocabulary: Vocabulary, mapped: Mapping[str, str], log: Callable[[str], None]
) -> Iterator[RecordBatch]:
    """Yield the columns of a table with the rows that have come in: first none, then many at a time.

    `mapped` holds the headings of fields that a person named. Raises DataError where the headings
    cannot be used; a row that cannot be read is Rejected.
    """
    first = _first_rows(rows, vocabulary, mapped)
    if not first:
        return
    columns = _header(first, vocabulary, mapped)
    for message in columns.messages:
        log(message)
    fields = _fields(columns, vocabulary)
    late = _LateColumns(vocabulary.ladder, columns, log) if columns.late else None
    needed = max((at for at, field in enumerate(fields) if field in vocabulary.names.questions), default=-1)
    # First the columns alone, so that a header can be written before the first row has come in.
    names = tuple(filter(None, fields))
    yield RecordBatch([], names)
    items: list[Item] = []
    before = first[0]
    for row in chain(first[columns.rows :], rows):
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


def _first_rows(rows: Iterator[Row], vocabulary: Vocabulary, mapped: Mapping[str, str]) -> list[Row]:
    """Return the first rows, so many that more would change nothing, however slowly they come in."""
    answers = answer_names(*vocabulary.ladder.questions)
    first = []
    for row in rows:
        first.append(row)
        if len(first) == MOST_SAMPLED or (row.ends_batch and _is_clear(first, answers, vocabulary, mapped)):
            break
    return first


def _is_clear(first: list[Row], answers: set[str], vocabulary: Vocabulary, mapped: Mapping[str, str]) -> bool:
    """Whether the last row has an answer, so that it is no second heading, and each question its column."""
    cells = first[-1].cells
    if isinstance(cells, DataError) or answers.isdisjoint(text for cell in cells for text in variants(cell)):
        return False
    try:
        return not _header(first, vocabulary, mapped).absent
    except DataError:
        return False


def _header(first: list[Row], vocabulary: Vocabulary, mapped: Mapping[str, str]) -> Columns:
    top = first[0]
    if isinstance(top.cells, DataError):
        raise top.cells
    rows = [[] if isinstance(row.cells, DataError) else row.cells for row in first]
    try:
        return read_header(vocabulary.ladder, rows, mapped, vocabulary.names.keep_extra, top.number)
    except DataError as error:
        raise DataError(error.message, top.line) from None


def _fields(columns: Columns, vocabulary: Vocabulary) -> ColumnFields:
    """Return the field of each column; with `keep_extra` one that is not ours is kept under its heading."""
    fields = [*columns.fields]
    if vocabulary.names.keep_extra:
        for at in columns.extra:
            name = " ".join(columns.headings[at].split()) or f"column {column_letters(at)}"
            while name in fields or not vocabulary.names.is_free(name):
                name = f"own_{name}"
            fields[at] = name
    return tuple(fields)


class _LateColumns:
    """Looks in later rows for what would be lost in columns that hold no field and began blank."""

    def __init__(self, ladder: Ladder, columns: Columns, log: Callable[[str], None]) -> None:
        self._ladder, self._columns, self._log = ladder, columns, log
        self._answers = answer_names(*ladder.questions)
        self._unnamed = {at for at in columns.late if not columns.headings[at].strip()}

    def check(self, cells: list[str]) -> None:
        """Raise DataError where a row answers in such a column; tell once of each without a heading."""
        columns = self._columns
        filled = [at for at in columns.late if cells_in([cells], at)]
        for at in self._unnamed.intersection(filled):
            self._unnamed.remove(at)
            self._log(f"a column passed over holds something further down: {named(columns.headings, [at])}")
        answering = [at for at in filled if not self._answers.isdisjoint(variants(cells[at]))]
        if answering:
            check_columns(self._ladder, columns.headings, [cells], columns.fields, answering, columns.absent)


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
