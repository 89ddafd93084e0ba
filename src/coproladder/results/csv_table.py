"""Writes results for spreadsheets as CSV: the record's own columns first, then what the answers show."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from coproladder.base.fields import BASIS, CALLED, DATE, FIELDS, LEVEL, STAGE
from coproladder.base.text import UNSAFE, visible
from coproladder.ladder.records import Ladder, Rung
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Assessment, Classifier

COLUMNS = ("ladder", "rung", "rung_name", "highest_possible", "certain", "next_needs", "note_ids", "gap")

NUMBER = r"[+-]?[0-9]+(?:[.,][0-9]+)?"
BLANK = UNSAFE[:-1] + r"\s\u034f\u180b-\u180f\u200c\u200d\u2800\ufe00-\ufe0f]"
"""A sign that nobody sees, such as may stand before a formula."""

FORMULA = re.compile(rf"[\t\r]|{BLANK}*[=+@＝＋－＠-]")
"""What a cell may not begin with, or a spreadsheet takes it for a formula."""

INNER = re.compile(
    rf"([;\t\r\n])(?! *{NUMBER} *(?:[;\t\r\n]|$))(?=(?:(?![\t\r\n]){BLANK})*(?:[=@＝＠]|[+＋－-](?! )))"
)
"""The same within a cell, where many spreadsheets begin a new one; a number and `- a point` may stay."""


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; plain numbers stay as they are."""
    if (cell[:1].isalnum() and cell.isprintable() and ";" not in cell) or re.fullmatch(NUMBER, cell):
        return cell
    start = FORMULA.match(cell)
    begins = start.end() if start else 0
    return "'" * bool(start) + cell[:begins] + INNER.sub(r"\1'", cell[begins:])


Shown = Callable[[str], str]


def csv_text(rows: Iterable[Sequence[str]], shown: Shown = safe) -> str:
    """Return rows of cells as CSV, each line with its end; each cell as `shown` makes it."""
    return "".join([f"{_csv_line([*map(shown, cells)])}\n" for cells in rows])


def _csv_line(cells: Sequence[str], shown: Shown = str) -> str:
    """Return a row of cells whose beginnings are harmless; if need be each is made so as a whole."""
    line = ",".join(cells)
    if line.isprintable() and not ('"' in line or ";" in line) and line.count(",") == len(cells) - 1:
        # Most lines need no quotes, and are joined in a fifth of the time that the writer takes.
        return line
    text = io.StringIO()
    # The writer quotes a cell for a line break only if it ends lines with that break itself.
    csv.writer(text, lineterminator="\r\n").writerow(map(shown, cells))
    return text.getvalue()[:-2]


def cell_writer(raw: bool = False, for_terminal: bool = False) -> Shown:
    """Return the function that escapes the text of a cell.

    `raw` leaves formulas of spreadsheets as they are; `for_terminal` also escapes control characters.
    """
    if for_terminal:
        return visible if raw else lambda cell: visible(safe(cell))
    return str if raw else safe


class CsvWriter:
    """Writes the results of activities as rows of CSV; with `aim`, each next step leads to that rung.

    The columns are those of the table that came in, else the fields of the first activity and all
    known ones; there the basis and the reasons stand last of all, and only where the first activity has
    them. Fields that have no column are remembered in `without_column`.
    """

    def __init__(
        self, ladder: Ladder, aim: Rung | None = None, raw: bool = False, for_terminal: bool = False
    ) -> None:
        self._ladder, self._classify = ladder, Classifier(ladder, aim)
        questions = [question.id for question in ladder.questions]
        self._last = [BASIS, *(question.reason for question in ladder.questions)]
        self._known = [field for field in (*FIELDS, *questions) if field != BASIS]
        listed = {LEVEL: ladder.levels, STAGE: ladder.stages}
        # These hold ids and dates only.
        self._harmless = {DATE, CALLED, *questions, *(field for field, entries in listed.items() if entries)}
        self._columns: tuple[str, ...] = ()
        self._blank: dict[str, Any] = {}
        self._free: list[str] = []
        self._fields: set[str] = set()
        self._shown, self._for_terminal = cell_writer(raw, for_terminal), for_terminal

    @property
    def without_column(self) -> set[str]:
        """The fields that came after the header was written, and have no column."""
        return self._fields - {*self._columns, *self._last}

    def added(self, activity: Activity) -> str:
        """Return the cells that a result adds to the row of an activity, and the end of the line."""
        return csv_text([finding_cells(self._ladder, self._classify(activity))], self._shown)

    def write(
        self, activities: Sequence[Activity], added: Sequence[str], columns: Sequence[str] | None = None
    ) -> bytes:
        """Return a row for each activity with what was `added`, after the header where there is none yet."""
        header = b""
        if not self._columns and (activities or columns):
            first = {} if columns else activities[0].record
            self._last = [field for field in self._last if field in first]
            fields = (field for field in first if field not in self._last)
            self._columns = tuple(columns or dict.fromkeys((*fields, *self._known)))
            self._blank = dict.fromkeys(self._columns, "")
            self._free = [column for column in self._columns if column not in self._harmless]
            header_cells = [*self._columns, *COLUMNS, *self._last]
            header = csv_text([header_cells], self._shown).encode(errors="surrogatepass")
        if columns is None:
            self._fields.update(*(activity.record for activity in activities))
        own = [_csv_line(cells, self._shown) for cells in map(self._cells, activities)]
        lines = [f"{line},{end}" for line, end in zip(own, added, strict=True)]
        if self._last:
            ends = (["", *(each.record.get(field, "") for field in self._last)] for each in activities)
            lines = [line[:-1] + csv_text([end], self._shown) for line, end in zip(lines, ends, strict=True)]
        return header + "".join(lines).encode(errors="surrogatepass")

    def _cells(self, activity: Activity) -> list[Any]:
        record = self._blank | activity.record
        for column in self._free:
            cell = record[column]
            # Most cells are harmless, and a look at each costs less than a call.
            if type(cell) is not str or self._for_terminal or (cell and not cell[:1].isalnum()):
                record[column] = self._shown(_text(cell))
        return [*record.values()][: len(self._columns)]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    import json

    return json.dumps(value, ensure_ascii=False)


def finding_cells(ladder: Ladder, assessment: Assessment) -> tuple[str, ...]:
    """Return what an assessment adds to a row, in the order of COLUMNS."""
    rung, highest, step = assessment.rung, assessment.highest_possible, assessment.next
    return (
        ladder.id,
        str(rung.number if rung else 0),
        rung.name if rung else "",
        str(highest.number if highest else 0),
        "true" if assessment.certain else "false",
        "; ".join(f"{need.question.id}: {need.needs.id}" for need in step.needs) if step else "",
        "; ".join(note.id for note in assessment.notes),
        "" if assessment.gap is None else str(assessment.gap),
    )
