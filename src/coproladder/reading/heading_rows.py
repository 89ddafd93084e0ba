"""Finds the row of a table that holds its headings, and where its data starts."""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from coproladder.base.errors import DataError
from coproladder.base.fields import FIELDS
from coproladder.base.words import fold
from coproladder.ladder.records import Ladder
from coproladder.reading.heading_words import FieldLookup, answer_names, unpunctuated
from coproladder.reading.headings import Columns, find_columns, mapped_columns, match

IMPORT_ID = re.compile(r'\{\s*"ImportId"')
"""How each cell of the third heading row of Qualtrics begins."""

MOST_ABOVE = 20
"""How many rows are searched for headings that stand below a title."""

SECOND_ROW = {"response", "open-ended response"}
"""What SurveyMonkey writes below the heading of a question with one answer, folded."""


def read_header(
    ladder: Ladder,
    rows: Sequence[Sequence[str]],
    mapped: Mapping[str, str],
    keep_extra: bool = False,
    first_number: int = 1,
) -> Columns:
    """Return what the first rows of a table say of its columns, and where its data starts.

    `rows` are the first rows as cells, one or more; `first_number` is the number of the first of them,
    which is not blank. `mapped` and `keep_extra` are those of `find_columns`. Raises DataError where the
    headings stand below a title, and where `find_columns` does.
    """
    at, end, messages = _heading_row(ladder, rows, mapped, first_number)
    headings = rows[at]
    if end < len(rows) and _is_second_row(ladder, headings, rows[end], mapped):
        row = end + first_number
        messages.append(
            f'row {row} is passed over: it is the second heading row of SurveyMonkey ("Response")'
        )
        # What people wrote beside the answers has its heading there: "Other (please specify)".
        below = [*rows[end], *[""] * len(headings)]
        headings = [heading if heading.strip() else below[column] for column, heading in enumerate(headings)]
        end += 1
    columns = find_columns(ladder, headings, rows[end:], mapped, keep_extra)
    return replace(columns, rows=end, messages=(*messages, *columns.messages))


def _heading_row(
    ladder: Ladder, rows: Sequence[Sequence[str]], mapped: Mapping[str, str], first_number: int
) -> tuple[int, int, list[str]]:
    """Return the row with the headings, the row after all headings, counted from 0, and lines to say."""
    counts = [_count_names(ladder, row, mapped) for row in rows[:MOST_ABOVE]]
    import_row = next((at for at, row in enumerate(rows[:3]) if any(map(IMPORT_ID.match, row))), 0)
    if import_row:
        # Ids may stand in the row above the wording; where both name as much the wording is taken.
        at = max(range(import_row), key=lambda at: (counts[at], at))
        said = f"of the {import_row + 1} heading rows that Qualtrics writes, row {at + first_number} is used"
        return at, import_row + 1, [said]
    # A title may hold a question, and so may a cell of data; only a heading row holds two names.
    if counts[0][0] < 2:
        best = max(range(len(counts)), key=lambda at: (counts[at][0], -at))
        is_title = sum(bool(cell.strip()) for cell in rows[0]) < 2
        is_other = counts[0] == (0, 0) and sum(counts[best]) > 1
        if best and (is_title or is_other or counts[best][0] > 1):
            above = "the row above it" if best == 1 else f"the {best} rows above it"
            raise DataError(
                f"the headings must be in the first row, and seem to stand in row {best + first_number}: "
                f"delete {above}"
            )
    return 0, 1, []


def _count_names(ladder: Ladder, row: Sequence[str], mapped: Mapping[str, str]) -> tuple[int, int]:
    """Return how many questions the cells of a row name, and how many other fields."""
    cells = {unpunctuated(cell) for cell in row}
    found = FieldLookup(ladder).fields(row) | {
        field for field, heading in mapped.items() if unpunctuated(heading) in cells - {""}
    }
    return len(found - {*FIELDS}), len(found & {*FIELDS})


def _is_second_row(
    ladder: Ladder, headings: Sequence[str], row: Sequence[str], mapped: Mapping[str, str]
) -> bool:
    """Whether a row says below each question what kind of answer it takes, and nowhere else an answer."""
    fields = match(ladder, headings, mapped_columns(headings, mapped))
    questions = {question.id: question for question in ladder.questions}
    cells = [
        (questions[field], fold(cell))
        for field, cell in zip(fields, row, strict=False)
        if field in questions and cell.strip()
    ]
    return bool(cells) and all(
        cell in SECOND_ROW and cell not in answer_names(question) for question, cell in cells
    )
