"""Answers records as CSV: the record's own columns first, then what the answers show."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from itertools import chain
from operator import itemgetter
from typing import Any

from coproladder.activities import Activity, Vocabulary
from coproladder.classifier import Assessment, classify
from coproladder.ends import Ends, Key
from coproladder.errors import DataError
from coproladder.export import ladder_id
from coproladder.fields import CALLED, DATE, FIELDS, LEVEL, STAGE
from coproladder.files import visible
from coproladder.ladder import Ladder, Rung
from coproladder.rows import Batch, Table

COLUMNS = ("ladder", "rung", "rung_name", "highest_possible", "certain", "next_needs", "note_ids", "gap")
RISKY = tuple("=+-@\t\r＝＋－＠")
RISKY_SIGNS = frozenset(RISKY)
"""What a cell may not begin with, or a spreadsheet takes it for a formula."""


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; plain numbers stay as they are."""
    if cell[:1].isalnum():
        return cell
    if cell.lstrip(" ").startswith(RISKY) and not re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", cell):
        return f"'{cell}"
    return cell


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
        self._ends = Ends(ladder, lambda activity: _end(ladder, classify(ladder, activity, aim)))
        self._clean: CleanRows | None = None

    def header(self, columns: Iterable[str]) -> bytes:
        """Return the header for these columns of the input."""
        self.columns = tuple(columns)
        return f"{self._line(self.columns)},{','.join(COLUMNS)}\n".encode(errors="surrogatepass")

    def header_for(self, activity: Activity) -> bytes:
        """Return the header where there is none yet: the fields of the first activity, then all known."""
        known = (*FIELDS, *(question.id for question in self.vocabulary.ladder.questions))
        return self.header(dict.fromkeys((*activity.record, *known)))

    def one(self, activity: Activity) -> bytes:
        """Return the row of one activity; fields that have no column are remembered in `left_out`."""
        record, columns = activity.record, self.columns or ()
        if not record.keys() <= set(columns):
            self.left_out |= record.keys() - set(columns)
        own = self._line([_text(record.get(column)) for column in columns])
        return f"{own},{self._ends.of(activity)}\n".encode(errors="surrogatepass")

    def whole(self, batch: Batch) -> tuple[bytes, int] | None:
        """Return the rows of whole lines, and how many; None where they need a closer look."""
        if batch.table is None or self.seen:
            return None
        if self._clean is None:
            self._clean = CleanRows(self.vocabulary, batch.table, self._ends, self.raw)
        return self._clean.answer(batch.data)

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
        columns = table.columns
        self._usable = None not in columns and table.separator == ","
        self._width = len(columns)
        self._blank = "," * (self._width - 1)
        self._key = cells_of([columns.index(field) if field in columns else None for field in ends.fields])
        self._ends = _RawEnds(vocabulary, ends)
        choices = (DATE, LEVEL, STAGE)
        self._checked = [(field, columns.index(field)) for field in choices if field in columns]
        self._free = [at for at, field in enumerate(columns) if field not in (*ends.fields, *choices)]
        self._refused = frozenset() if raw else RISKY_SIGNS
        self._called = columns.index(CALLED) if CALLED in columns else None
        self._claims = ends.claims
        self._ids = {"", *(rung.id for rung in vocabulary.ladder.rungs)}
        self._vocabulary = vocabulary
        self._valid: dict[str, set[str]] = {field: {""} for field in choices}

    def answer(self, data: bytes) -> tuple[bytes, int] | None:
        """Return the results for whole lines, and how many; None where they need a closer look."""
        if not self._usable:
            return None
        try:
            lines, rows = _parted(data.decode())
            if {*map(len, rows)} != {self._width} or self._blank in lines:
                return None
            if not all(self._holds(field, {*map(itemgetter(at), rows)}) for field, at in self._checked):
                return None
            for at in self._free:
                signs = {cell[:1] for cell in map(itemgetter(at), rows)}
                if signs & self._refused or any(map(str.isspace, signs)):
                    return None
            self._put_claims_in_ids(lines, rows)
            ends = [*map(self._ends.__getitem__, map(self._key, rows))]
        except (DataError, UnicodeDecodeError, csv.Error):
            return None
        return "".join(chain.from_iterable(zip(lines, ends, strict=True))).encode(), len(rows)

    def _put_claims_in_ids(self, lines: list[str], rows: list[list[str]]) -> None:
        """Put the id of a rung where the organisers' word for it stands; DataError where it is none."""
        if self._called is None:
            return
        for at, name in enumerate(map(itemgetter(self._called), rows)):
            if name not in self._ids:
                rows[at][self._called] = self._claims[name]
                lines[at] = csv_line(rows[at])

    def _holds(self, field: str, cells: set[str]) -> bool:
        """Whether each cell is what its record would keep, letter for letter."""
        try:
            for cell in cells - self._valid[field]:
                if self._vocabulary.value(field, cell) != cell:
                    return False
                self._valid[field].add(cell)
        except DataError:
            return False
        return True


def _parted(text: str) -> tuple[list[str], list[list[str]]]:
    """Return lines as they are to be written, and their cells; DataError where a row is no line."""
    if "\r" in text and '"' not in text:
        text = text.replace("\r\n", "\n")
    if "\r" in text:
        raise DataError("a line break that needs a closer look")
    lines = text.split("\n")
    lines.pop()
    if '"' not in text:
        return lines, [line.split(",") for line in lines]
    rows = [*csv.reader(lines, strict=True)]
    if len(rows) != len(lines):
        raise DataError("a row of several lines")
    return [csv_line(row) if '"' in line else line for line, row in zip(lines, rows, strict=True)], rows


def csv_line(cells: Iterable[str]) -> str:
    """Return cells as a line of CSV, without its end."""
    text = io.StringIO()
    # The writer quotes a cell for a line break only if it ends lines with that break itself.
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().removesuffix("\r\n")


class _RawEnds(dict[Key, str]):
    """The end of a row by the cells of its answers and claim; DataError where one is not an id."""

    def __init__(self, vocabulary: Vocabulary, ends: Ends[str]) -> None:
        super().__init__()
        self._vocabulary, self._by_ids = vocabulary, ends

    def __missing__(self, key: Key) -> str:
        known = {field: cell for field, cell in zip(self._by_ids.fields, key, strict=True) if cell}
        activity = self._vocabulary.activity(known)
        if activity.record != known:
            raise DataError("not an id")
        self[key] = end = f",{self._by_ids.of(activity)}\n"
        return end


def cells_of(places: list[int | None]) -> Callable[[list[str]], Key]:
    """Return what takes the cells at some places out of a row; a place of None gives an empty one."""
    if None not in places and len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple("" if at is None else row[at] for at in places)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    import json

    return json.dumps(value, ensure_ascii=False)


def _end(ladder: Ladder, assessment: Assessment) -> str:
    """Return the cells that a result adds to a row; none of them can be a formula."""
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
    return csv_line(map(safe, cells))
