"""A table in people's own words: what it holds, and what somebody has to say about it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any

from msgspec import Struct

from coproladder.base.errors import DataError
from coproladder.base.fields import ACTIVITY
from coproladder.base.words import answer_readings, fold, one_line, shorten, suggest
from coproladder.placing.activity import Activity
from coproladder.placing.answers import read_alike
from coproladder.placing.mapping import GivenTwiceError, places_of
from coproladder.placing.meanings import Said, Where
from coproladder.placing.names import Names
from coproladder.placing.nesting import records_under, under_names
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.csv_rows import Row
from coproladder.reading.header import MOST_ABOVE, find_header, widest_row
from coproladder.reading.outcome import column_letters

MOST_ASKED = 50
"""Of how many different words below a heading it is asked what they mean, at the most."""

DIFFERS = "?"
"""What a word means that means something else in each row; no answer has this id."""


class Sample(Vocabulary):
    """Keeps what an input holds as it is: the `rows` of a table, or records by the names in them."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.rows: list[Row] = []
        self.records: list[dict[str, Any]] = []

    def activity(self, given: dict[str, Any], line: int = 0, row: int = 0, is_flat: bool = False) -> Activity:
        """Keep a record as it is; raises DataError where it is several, each under its name."""
        if under_names(given):
            raise records_under(next(iter(given)))
        self.records.append(given)
        return Activity(given, line, row)

    def table(self) -> list[Row]:
        """Return the rows; of records the first has the names, and the others what is no list or object."""
        names = [*dict.fromkeys(chain.from_iterable(self.records))]
        values = ([record.get(name) for name in names] for record in self.records)
        cells = ([str(each) if isinstance(each, str | int) else "" for each in row] for row in values)
        lines = [names, *cells] if names else []
        return self.rows or [Row(at, at, row, True) for at, row in enumerate(lines, start=1)]


class Sheet(Struct, frozen=True):
    """The headings of a table, and the cells of the rows below them, each on one line."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def cells(self, heading: str | None) -> list[str]:
        """Return what stands below a heading in each row, "" where nothing does, as for no heading.

        Raises DataError where the sheet does not have it.
        """
        if not heading:
            return [""] * len(self.rows)
        if not (places := places_of(heading, self.headings)):
            cure = suggest(heading, self.headings)
            raise DataError(f'columns: no column has the heading "{shorten(heading)}"; {cure}')
        return [row[places[0]] if places[0] < len(row) else "" for row in self.rows]

    def words(self, heading: str | None) -> dict[str, list[int]]:
        """Return the rows of each text below a heading, the most frequent first; what reads alike is one."""
        meant: dict[str, str] = {}
        found: dict[str, list[int]] = {}
        for at, cell in enumerate(self.cells(heading)):
            text = next((meant[reading] for reading in answer_readings(cell) if reading in meant), cell)
            if text not in found:
                meant |= read_alike({fold(text): text})
            found.setdefault(text, []).append(at)
        return {text: found[text] for text in sorted(filter(None, found), key=lambda text: -len(found[text]))}


def find_headings(vocabulary: Vocabulary, rows: Sequence[Row]) -> tuple[int, int]:
    """Return which row seems to have the headings, and where what is below them begins, counted from 0."""
    cells = [row.cells for row in rows[:MOST_ABOVE]]
    with suppress(DataError):
        header = find_header(vocabulary, cells, rows[0].number)
        if any(header.fields) or header.rows > header.above + 1:
            return header.above, header.rows
    at = widest_row(cells)
    return at, at + 1


def make_sheet(rows: Sequence[Row], at: int, below: int) -> Sheet:
    """Return the sheet whose headings are in row `at`; a column that has none of its own has its letter."""
    headings, *lines = [[*map(one_line, row.cells)] for row in (rows[at], *rows[below:])]
    count = Counter(headings)
    own = [text if text and count[text] == 1 else "" for text in headings]
    named = [text or f"column {column_letters(at)}" for at, text in enumerate(own)]
    return Sheet(named, [line for line in lines if line != headings])


class Choice(Struct, frozen=True):
    """Something to say about a sheet, at its `path` in a match file: one of `options`, or None.

    Options are headings, or the ids of answers; `suggested` is "" where nothing is. `names` has the name of
    the activity in each row that a word is in, "" where it has none or shares it. What is said at the places
    that a choice is `based_on` led to it.
    """

    path: Where
    options: Sequence[str]
    suggested: str | None = ""
    names: Sequence[str] = ()
    based_on: tuple[Where, ...] = ()

    @property
    def field(self) -> str:
        """The field that it is about."""
        return self.path[-1] if self.path[0] == "rows" else self.path[1]


def open_choices(sheet: Sheet, names: Names, said: Said) -> Iterator[Choice]:
    """Yield what has not been said about a sheet: its columns, then its words, then its single rows.

    What somebody says goes into `said` before the next is wanted. Raises DataError for too many headings.
    """
    meant: list[str | None] = []
    with suppress(GivenTwiceError):
        meant, _ = names.fields(sheet.headings)
    filled = {at for row in sheet.rows for at, cell in enumerate(row) if cell}
    for field in (ACTIVITY, *names.questions):
        if ("columns", field) not in said:
            taken = {heading for (section, *_), heading in said.items() if section == "columns"}
            free = [each for at, each in enumerate(sheet.headings) if each not in taken and at in filled]
            known = sheet.headings[meant.index(field)] if field in meant else ""
            yield Choice(("columns", field), free, known if known in free else "")
    called = sheet.cells(said["columns", ACTIVITY])
    shared = Counter(map(fold, called))
    differing: list[Choice] = []
    for question, answers in names.answers.items():
        words = sheet.words(said["columns", question])
        for text in [text for text in words if not answers.is_own(text)][:MOST_ASKED]:
            path, column = ("answers", question, text), ("columns", question)
            named = [called[at] if shared[fold(called[at])] == 1 else "" for at in words[text]]
            suggested: str | None = ""
            with suppress(DataError):
                suggested = answers.read(text)
            left = [name for name in named if ("rows", name, question) not in said]
            if path not in said and left:
                yield Choice(path, answers.ids, suggested, named, (column,))
            if said.get(path) == DIFFERS:
                causes = (("columns", ACTIVITY), column, path)
                differing += [Choice(("rows", name, question), answers.ids, "", (), causes) for name in left]
    yield from differing
