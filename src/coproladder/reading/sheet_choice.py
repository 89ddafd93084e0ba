"""Tells by its first rows whether a sheet holds answers, so that the right one of a workbook is read."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from coproladder.base.errors import DataError
from coproladder.placing.answers import AnswerNames
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.header import MOST_ABOVE
from coproladder.reading.heading_checks import cells_in

LEAST_OF_LISTS = 5 / 6
"""How many of all answers are in lists of choices at the least; some may have been forgotten."""

SUMMARY = r"(row|column) labels|(grand total|total result)|(counta?|sum|average|max|min|product)( of | - ).+"
"""What programs write into a table that they work out, in any case."""

LIST_OF_CHOICES = -1
Rows = Sequence[Sequence[str]]


class Look(NamedTuple):
    """What a sheet seems to hold; of two the greater is the better one to read.

    Below the questions that are its headings it is `filled`, which is `known` where that is an answer and no
    summary. `several` questions are better than one. A list of choices has LIST_OF_CHOICES for `questions`.
    """

    filled: bool = False
    several: bool = False
    known: bool = False
    questions: int = 0
    shown: bool = True


def look(rows: Rows, vocabulary: Vocabulary, shown: bool = True) -> Look:
    """Return what a sheet seems to hold by its first rows that are not blank."""
    columns, below = _headings(rows, vocabulary)
    names = vocabulary.names
    cells = {
        question: [cell for cell in cells_in(below, at) if names.field(cell) is None]
        for question, at in columns.items()
    }
    if cells and _are_choices(cells, below, columns.values(), names.answers):
        return Look(questions=LIST_OF_CHOICES)
    known = any(question in names.answered(cell) for question, column in cells.items() for cell in column)
    summary = any(re.fullmatch(SUMMARY, cell.strip().lower()) for row in rows for cell in row)
    return Look(any(cells.values()), len(columns) > 1, known and not summary, len(columns), shown)


def _headings(rows: Rows, vocabulary: Vocabulary) -> tuple[dict[str, int], Rows]:
    """Return the columns of the questions in the row that has the most of them, and the rows below it."""
    answers = vocabulary.names.answers
    found = ((vocabulary.found_in(row), rows[at:]) for at, row in enumerate(rows[:MOST_ABOVE], 1))
    questions = (({each: row[each] for each in row if each in answers}, below) for row, below in found)
    return max(questions, key=lambda each: len(each[0]), default=({}, ()))


def _are_choices(
    cells: Mapping[str, Sequence[str]],
    below: Rows,
    columns: Collection[int],
    answers: Mapping[str, AnswerNames],
) -> bool:
    """Whether columns have most answers to their questions, each once, and no other column names the rows."""
    others = {*range(max(map(len, below), default=0))} - {*columns}
    if any(len(cells_in(below, at)) == len(below) for at in others):
        return False
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
