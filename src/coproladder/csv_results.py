"""Answers records as CSV: the record's own columns first, then what the answers show."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import itemgetter
from typing import Any

from coproladder.activities import MOST_KEPT, Activity, Vocabulary
from coproladder.classifier import Assessment, Classifier
from coproladder.ends import Ends
from coproladder.errors import DataError
from coproladder.export import ladder_id
from coproladder.fields import CALLED, DATE, FIELDS, LEVEL, STAGE
from coproladder.files import visible
from coproladder.ladder import Ladder, Rung
from coproladder.reading_csv import row_ends
from coproladder.rows import Batch, Table, parts

COLUMNS = ("ladder", "rung", "rung_name", "highest_possible", "certain", "next_needs", "note_ids", "gap")
FIRST_SIGN = itemgetter(slice(1))
LINE_END = "\r\n"
FEW_ROWS = 8
"""So few rows are not worth cutting into parts."""

RISKY = tuple("=+-@\t\r＝＋－＠")
RISKY_SIGNS = frozenset(RISKY)
"""What a cell may not begin with, or a spreadsheet takes it for a formula."""


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; plain numbers stay as they are."""
    if cell[:1].isalnum() or re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", cell):
        return cell
    return f"'{cell}" if cell.startswith(RISKY) or cell.lstrip().startswith(RISKY) else cell


class CsvResults:
    """Turns activities into rows of CSV, with the columns of the table or the first activity.

    `raw` leaves formulas as they are; `seen` is for a terminal, where no text may act.
    """

    def __init__(
        self, vocabulary: Vocabulary, aim: Rung | None, raw: bool = False, seen: bool = False
    ) -> None:
        ladder = vocabulary.ladder
        self.vocabulary, self.raw, self.seen = vocabulary, raw, seen
        self.columns: tuple[str, ...] | None = None
        self.left_out: set[str] = set()
        assess = Classifier(ladder, aim)
        self._ends = Ends(ladder, lambda activity: _end(ladder, assess(activity)))
        self._clean: CleanRows | None = None

    def begin(self, table: Table) -> bytes:
        """Return the header for a table that comes in."""
        if not self.seen:
            self._clean = CleanRows(self.vocabulary, table, self._ends, self.raw)
        return self._header(filter(None, table.columns))

    def one(self, activity: Activity) -> bytes:
        """Return the row of one activity, after a header with all known fields where there is none yet.

        Fields that have no column are remembered in `left_out`.
        """
        record, header = activity.record, b""
        if self.columns is None:
            known = (*FIELDS, *(question.id for question in self.vocabulary.ladder.questions))
            header = self._header(dict.fromkeys((*record, *known)))
        columns = self.columns or ()
        if not record.keys() <= set(columns):
            self.left_out |= record.keys() - set(columns)
        own = self._line([_text(record.get(column)) for column in columns])
        return header + f"{own}{self._ends.of(activity)}".encode(errors="surrogatepass")

    def fits(self, batch: Batch) -> bool:
        """Whether these are lines that may be answered together."""
        return batch.table is not None and self._clean is not None and self._clean.usable

    def whole(self, lines: bytes) -> tuple[bytes, int] | None:
        """Return the rows of whole lines, and how many; None where they need a closer look."""
        return self._clean.answer(lines) if self._clean else None

    def parts(self, batch: Batch) -> Iterator[Batch]:
        """Yield rows that need a closer look in smaller batches, down to a few."""
        lines = batch.data.splitlines(keepends=True)
        return parts(batch, lines, row_ends(lines), FEW_ROWS)

    def _header(self, columns: Iterable[str]) -> bytes:
        self.columns = tuple(columns)
        return f"{self._line(self.columns)},{','.join(COLUMNS)}\n".encode(errors="surrogatepass")

    def _line(self, cells: Iterable[str]) -> str:
        if self.seen:
            cells = map(visible, cells)
        return csv_line(cells if self.raw else map(safe, cells))


class CleanRows:
    """Answers rows that need not be taken apart: what the answers show is joined to each line as it came.

    Rows are clean when each is one line, no cell begins with a space or looks like a formula, every
    choice is an id, and every date is one.
    """

    def __init__(self, vocabulary: Vocabulary, table: Table, ends: Ends[str], raw: bool) -> None:
        fields, ladder = table.columns, vocabulary.ladder
        self.usable = None not in fields and table.separator == ","
        self._width = len(fields)
        self._blank = [""] * self._width
        self._answers = [fields.index(field) if field in fields else None for field in ends.fields]
        self._ends = ends
        choices = (DATE, LEVEL, STAGE)
        listed = {DATE, *([LEVEL] if ladder.levels else []), *([STAGE] if ladder.stages else [])}
        self._checked = [(field, fields.index(field)) for field in choices if field in fields]
        self._free = [at for at, field in enumerate(fields) if field not in (*ends.fields, *listed)]
        self._refused = frozenset() if raw else RISKY_SIGNS
        self._called = fields.index(CALLED) if CALLED in fields else None
        self._claims = ends.claims
        self._ids = {"", *(rung.id for rung in ladder.rungs)}
        self._vocabulary = vocabulary
        self._valid: dict[str, set[str]] = {field: {""} for field in choices}

    def answer(self, data: bytes) -> tuple[bytes, int] | None:
        """Return the results for whole lines, and how many; None where they need a closer look."""
        try:
            lines = _lines(data.decode())
            rows, quoted = _parted(lines)
            if self._blank in rows:
                return None
            if self._called is not None:
                for at, name in enumerate(map(itemgetter(self._called), rows)):
                    if name not in self._ids:
                        rows[at][self._called] = self._claims[name]
                        lines[at] = ",".join(rows[at])
            for at, line in zip(quoted, csv_lines([rows[at] for at in quoted]), strict=True):
                lines[at] = line
            columns = [*zip(*rows, strict=True)]
            if len(columns) != self._width or not self._hold(columns):
                return None
            blank = ("",) * len(rows)
            answers = zip(*(blank if at is None else columns[at] for at in self._answers), strict=True)
            ends = map(self._ends.__getitem__, answers)
            return "".join(chain.from_iterable(zip(lines, ends, strict=True))).encode(), len(lines)
        except (ValueError, IndexError, DataError, csv.Error):
            return None

    def _hold(self, columns: list[tuple[str, ...]]) -> bool:
        """Whether each cell is what its record would keep, letter for letter, and no formula."""
        for at in self._free:
            signs = {*map(FIRST_SIGN, columns[at])}
            if signs & self._refused or any(map(str.isspace, signs)):
                return False
        for field, at in self._checked:
            valid = self._valid[field]
            if len(valid) > MOST_KEPT:
                valid.intersection_update({""})
            for cell in {*columns[at]} - valid:
                if self._vocabulary.value(field, cell) != cell:
                    return False
                valid.add(cell)
        return True


def _lines(text: str) -> list[str]:
    """Return the lines of a text that ends with a line break; DataError where they need a closer look."""
    if "\r" in text:
        # A break within quotes needs no care here: it leaves a line with an open quote.
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            raise DataError("a carriage return by itself may end a line")
    return text.split("\n")[:-1]


def _parted(lines: list[str]) -> tuple[list[list[str]], list[int]]:
    """Return the cells of lines that are a row each, and which of them hold quotes; else ValueError."""
    rows = [line.split(",") for line in lines]
    quoted = [at for at, line in enumerate(lines) if '"' in line]
    for at, cells in zip(quoted, csv.reader([lines[at] for at in quoted], strict=True), strict=True):
        rows[at] = cells
    return rows, quoted


def csv_line(cells: Iterable[str]) -> str:
    """Return cells as a line of CSV, without its end."""
    return _csv_text([cells]).removesuffix(LINE_END)


def csv_lines(rows: list[list[str]]) -> list[str]:
    """Return rows, none of which holds a line break, as lines of CSV without their ends."""
    return _csv_text(rows).split(LINE_END)[:-1]


def _csv_text(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    # The writer quotes a cell for a line break only if it ends lines with that break itself.
    csv.writer(text, lineterminator=LINE_END).writerows(rows)
    return text.getvalue()


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    import json

    return json.dumps(value, ensure_ascii=False)


def _end(ladder: Ladder, assessment: Assessment) -> str:
    """Return what a result adds to a row, to the end of its line; no cell of it can be a formula."""
    rung, highest, step = assessment.rung, assessment.highest_possible, assessment.next
    needs = "; ".join(f"{need.question.id}: {need.needs.id}" for need in step.needs) if step else ""
    cells = (
        ladder_id(ladder),
        str(rung.number if rung else 0),
        rung.name if rung else "",
        str(highest.number if highest else 0),
        "true" if assessment.certain else "false",
        needs,
        "; ".join(note.id for note in assessment.notes),
        "" if assessment.gap is None else str(assessment.gap),
    )
    return f",{csv_line(map(safe, cells))}\n"
