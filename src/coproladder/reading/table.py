"""Reads the rows of a table, whatever file it stands in, as activities."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, zip_longest

from coproladder.base.errors import DataError
from coproladder.base.fields import LADDER
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.account import Account
from coproladder.reading.csv_rows import SEPARATORS, Row
from coproladder.reading.header import find_header, look_below, options
from coproladder.reading.heading_checks import Header, cells_in, check_columns, heading_of
from coproladder.reading.outcome import Item, Log, RecordBatch, Rejected, rejected, without_activity
from coproladder.reading.own_words import Sample

MOST_SAMPLED = 50
"""How many rows are looked at before the first is answered, at the most."""

MOST_HEADING_ROWS = 3
"""How many heading rows a form tool writes at the most."""

LEAST_WIDTH = 3
"""How many columns a table has at the least where lines in a cell are told from rows."""


def read_table(
    rows: Iterator[Row], vocabulary: Vocabulary, log: Log, account: Account
) -> Iterator[RecordBatch]:
    """Yield the activities in the rows of a table, those that came in together in one batch.

    The first batch is empty: it tells the fields of the columns, so that a header can be written before
    a row has come in. Raises DataError where the headings cannot be used; a row that cannot be read is
    Rejected.
    """
    if isinstance(vocabulary, Sample):
        vocabulary.rows += rows
        return
    first, header = _begin(rows, vocabulary)
    if header is None:
        return
    _tell(first, header, vocabulary, account)
    table = _Table(header, vocabulary, account)
    names = tuple(filter(None, table.fields))
    yield RecordBatch([], names)
    items: list[Item] = []
    before = first[0]
    for row in chain(first[header.rows :], rows):
        if row.line - before.line > 1:
            _warn_of_swallowed_rows(before, len(table.fields), log)
        before = row
        if row.fault:
            items.append(rejected(row.fault, row.line, row.number))
        elif any(map(str.strip, row.cells)) and (item := table.item(row)):
            items.append(item)
        if row.ends_batch:
            yield RecordBatch(items, names)
            items = []
    _warn_of_swallowed_rows(before, len(table.fields), log)
    yield RecordBatch(items, names)


def _tell(first: Sequence[Row], header: Header, vocabulary: Vocabulary, account: Account) -> None:
    """Tell the account what the headings say, and what is not used of the columns and of the first rows."""
    for at, row in enumerate(first[: header.rows]):
        if at == header.above:
            if at:
                account.remark("The headings are in row", str(row.number))
        elif any(map(str.strip, row.cells)):
            kind = "row above the headings" if at < header.above else "further heading row"
            account.unused("row", kind, line=row.line, row=row.number)
    for at in () if vocabulary.keep_extra else header.extra:
        account.unused("column", heading_of(header.headings, at, ""))
    account.name_fields(zip(header.headings, header.fields, strict=True))
    if len(first) > header.rows:
        for question in header.absent:
            account.remark("There is no column for", question.id)
    for option in options(vocabulary, header):
        account.remark("You may want to add", option)


def _warn_of_swallowed_rows(row: Row, width: int, log: Log) -> None:
    """Warn where a cell in quotes holds what look like rows, as after a stray quote."""
    below = [line for cell in row.cells for line in cell.splitlines()[1:]] if width >= LEAST_WIDTH else []
    if any(line.count(separator) == width - 1 for line in below for separator in SEPARATORS):
        cure = "if they are rows, take out the extra quotation mark before them"
        fault = f"a cell in quotes has lines that look like rows; {cure}"
        log(f"warning: {Rejected(row.line, None, fault, row.number)}")


def _begin(rows: Iterator[Row], vocabulary: Vocabulary) -> tuple[list[Row], Header | None]:
    """Return the first rows, and the header that they hold; None where there are no rows.

    These are so many rows that more would change nothing, however slowly they come in: the last has an
    answer, so that it is no second heading, and each question has its column.
    """
    first: list[Row] = []
    lacks = False
    for row in rows:
        first.append(row)
        if len(first) == MOST_SAMPLED:
            break
        if row.ends_batch and not lacks:
            lacks = _lacks_question(first, vocabulary)
            if not lacks and any(map(vocabulary.names.answered, row.cells)):
                break
            lacks = lacks and len(first) >= MOST_HEADING_ROWS
    if not first:
        return first, None
    try:
        return first, look_below(vocabulary, _header(first, vocabulary), [row.cells for row in first])
    except DataError as error:
        raise DataError(error.message, error.line or first[0].line, error.column) from None


def _lacks_question(first: Sequence[Row], vocabulary: Vocabulary) -> bool:
    with suppress(DataError):
        return bool(_header(first, vocabulary).absent)
    return True


def _header(first: Sequence[Row], vocabulary: Vocabulary) -> Header:
    if first[0].fault:
        raise first[0].fault
    return find_header(vocabulary, [row.cells for row in first], first[0].number)


class _Table:
    """What the columns of a table hold: `fields` has the field of each, None for one that is passed over.

    With `keep_extra` a column that is not ours is kept under its heading.
    """

    def __init__(self, header: Header, vocabulary: Vocabulary, account: Account) -> None:
        headings, self.fields = header.headings, [*header.fields]
        taken = {*self.fields}
        for at in header.extra if vocabulary.keep_extra else ():
            name = heading_of(headings, at)
            self.fields[at] = vocabulary.own_name(name, taken)
        # Which version of the ladder a record answers is no field of it, but is told of.
        ladder = (LADDER if heading.strip() == LADDER else None for heading in headings)
        self._of_cells = [field or other for field, other in zip(self.fields, ladder, strict=True)]
        questions = [at for at, field in enumerate(self.fields) if field in vocabulary.names.questions]
        self._least = max(questions, default=-1) + 1
        self._header, self._vocabulary, self._account = header, vocabulary, account
        self._unnamed = {at for at in header.late if not headings[at].strip()}

    def item(self, row: Row) -> Item | None:
        """Return the activity in a row, whose blank cells are not known, or what is wrong with it.

        None stands for a row that says nothing, of which the account is told. Cells may be missing at the
        end, after the last column of a question.
        """
        cells, most = row.cells, len(self.fields)
        if len(cells) < self._least or (len(cells) > most and any(map(str.strip, cells[most:]))):
            fault = f"there are {most} headings, but this row has {len(cells)} cell{'s' * (len(cells) != 1)}"
            if len(cells) < self._least:
                lacking = ", ".join(filter(None, self._of_cells[len(cells) : self._least]))
                fault += f", none of them for {lacking}; add empty cells at the end for what is not known"
            fault += "; check for an extra or missing separator or quotation mark"
            return Rejected(row.line, None, fault, row.number)
        filled = zip(self._of_cells, cells)  # noqa: B905 (a keyword would cost a tenth of the time)
        given = {field: cell for field, cell in filled if cell and field}
        found: Item
        try:
            if self._header.late:
                self._check_late(cells)
            found = self._vocabulary.activity(given, row.line, row.number)
        except DataError as error:
            found = rejected(error, row.line, row.number, given)
        else:
            if found.record:
                return found
        columns = zip_longest(self._header.headings, self._of_cells, cells)
        ours = [(name, field, text) for name, field, text in columns if field]
        return without_activity(found, ours, self._vocabulary.names, self._account)

    def _check_late(self, cells: list[str]) -> None:
        """Look in a row for what would be lost in columns that hold no field and began blank.

        Raises DataError where it answers in such a column; tells once of each without a heading.
        """
        header, names = self._header, self._vocabulary.names
        filled = [at for at in self._header.late if cells_in([cells], at)]
        for at in self._unnamed.intersection(filled):
            self._unnamed.remove(at)
            self._account.unused("column", heading_of(header.headings, at, ""))
        if answering := [at for at in filled if names.answered(cells[at])]:
            check_columns(names, header, [cells], answering)
