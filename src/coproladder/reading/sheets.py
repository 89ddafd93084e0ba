"""Tells what the sheets of a workbook seem to hold, so that the best can be read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from coproladder.base.errors import DataError
from coproladder.placing.answers import NUMBER, AnswerNames
from coproladder.placing.mapping import places_of
from coproladder.placing.names import Names
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.header import MOST_ABOVE, widest_row
from coproladder.reading.heading_checks import Rows, cells_in

LEAST_OF_LISTS = 5 / 6
"""How many of all answers are in lists of choices at the least; some may have been forgotten."""

SUMMARY = r"(row|column) labels|(grand total|total result)|(counta?|sum|average|max|min|product)( of | - ).+"
"""What programs write into a table that they work out, in any case."""


class Holds(IntEnum):
    """What a sheet seems to hold, the best to read last.

    PERHAPS: what is below questions may be lists or instructions, since nothing says to what a row belongs,
    and no word comes twice or none is an answer. TABLE: one with headings in a person's own words.
    NAMED: headings that a match file names.
    """

    CHOICES = -1
    LITTLE = 0
    PERHAPS = 1
    TABLE = 2
    ANSWERS = 3
    NAMED = 4


class Look(NamedTuple):
    """A look at a sheet; of two the greater is the better one to read.

    `several` questions that are headings are better than one, and answers that are `known`, in no summary,
    than other words. Where no question is a heading, `headings` counts all of them.
    """

    holds: Holds = Holds.LITTLE
    several: bool = False
    known: bool = False
    headings: int = 0
    shown: bool = True

    def is_as_good_as(self, best: "Look") -> bool:
        """Whether it would be a guess to read the best one; tables of people's own differ in their width."""
        if best.holds != Holds.TABLE:
            return self == best
        return self.holds == best.holds and self.shown == best.shown and self.headings * 2 >= best.headings


def look(rows: Rows, vocabulary: Vocabulary, shown: bool = True) -> Look:
    """Return what a sheet seems to hold by its first rows that are not blank."""
    names = vocabulary.names
    headings = vocabulary.mapped.values() if names.match_file else ()
    named = [sum(bool(places_of(each, row)) for each in headings) for row in rows[:-1][:MOST_ABOVE]]
    if any(named):
        return Look(Holds.NAMED, headings=max(named), shown=shown)
    columns, below = _headings(rows, vocabulary)
    is_summary = any(re.fullmatch(SUMMARY, cell.strip().lower()) for row in rows for cell in row)
    if not columns and rows:
        width, is_table = _own_table(rows, names)
        return Look(Holds.TABLE if is_table and not is_summary else Holds.LITTLE, headings=width, shown=shown)
    given = {question: cells_in(below, at) for question, at in columns.items()}
    cells = {each: [cell for cell in given[each] if names.field(cell) is None] for each in columns}
    # Below one question others are named in a code book, and where lists stand below one another.
    inner = ({*map(names.field, given[question])} - {question} for question in columns)
    if not any(cells.values()) or any(not names.answers.keys().isdisjoint(each) for each in inner):
        return Look(headings=len(columns), shown=shown)
    others = {*range(max(map(len, below)))}.difference(columns.values())
    is_named = any(_names_rows(cells_in(below, at), below, names) for at in others)
    if not (is_named and len(columns) == 1) and _are_choices(cells, names.answers):
        return Look(Holds.CHOICES)
    known = any(question in names.answered(cell) for question, column in cells.items() for cell in column)
    known &= not is_summary
    is_sure = is_named or (known and not _are_lists(columns.values(), below))
    return Look(Holds.ANSWERS if is_sure else Holds.PERHAPS, len(columns) > 1, known, len(columns), shown)


def _headings(rows: Rows, vocabulary: Vocabulary) -> tuple[dict[str, int], Rows]:
    """Return the columns of the questions in the row that has the most of them, and the rows below it."""
    answers = vocabulary.names.answers
    found = ((vocabulary.found_in(row), rows[at:]) for at, row in enumerate(rows[:MOST_ABOVE], 1))
    questions = (({each: row[each] for each in row if each in answers}, below) for row, below in found)
    return max(questions, key=lambda each: len(each[0]), default=({}, ()))


def _own_table(rows: Rows, names: Names) -> tuple[int, bool]:
    """Return how many headings seem to be there, and whether there is a table below them, and no lists.

    Where several headings are answers, examples of each stand below it.
    """
    at = widest_row(rows)
    headings = ["" if re.fullmatch(NUMBER, text.strip()) else text.strip() for text in rows[at]]
    below = rows[at + 1 :]
    filled = [column for column, text in enumerate(headings) if text and cells_in(below, column)]
    is_even = len({len(cells_in(below, column)) for column in filled}) == 1
    is_table = len(filled) > 1 >= sum(map(bool, map(names.answered, headings)))
    return len({*filter(None, headings)}), is_table and (is_even or not _are_lists(filled, below))


def _names_rows(cells: Sequence[str], below: Rows, names: Names) -> bool:
    """Whether a column says to what each row belongs: it has no blank, number or answer."""
    others = (re.fullmatch(NUMBER, cell.strip()) or names.answered(cell) for cell in cells)
    return len(cells) == len(below) and not any(others)


def _are_lists(columns: Iterable[int], below: Rows) -> bool:
    """Whether columns have each word once, and no blank above one."""
    lists = {at: cells_in(below, at) for at in columns}
    return all(
        len({*cells}) == len(cells) == len(cells_in(below[: len(cells)], at)) for at, cells in lists.items()
    )


def _are_choices(cells: Mapping[str, Sequence[str]], answers: Mapping[str, AnswerNames]) -> bool:
    """Whether columns have most answers to their questions, each once."""
    found = 0
    for question, column in cells.items():
        try:
            known = [*filter(None, map(answers[question].read, column))]
        except DataError:
            return False
        if len(known) > len({*known}):
            return False
        found += len(known)
    return found >= LEAST_OF_LISTS * sum(len(answers[question].ids) for question in cells)
