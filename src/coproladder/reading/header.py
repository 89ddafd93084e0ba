"""Finds the row of a table that holds its headings, and which column holds which field."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from coproladder.base.errors import DataError
from coproladder.base.fields import ACTIVITY, FIELDS
from coproladder.base.words import fold, likeness, suggest, unpunctuated
from coproladder.placing.names import GivenTwiceError, map_option, mapped_places
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.heading_checks import Header, cells_in, check_columns, column, named

IMPORT_ID = re.compile(r'\{\s*"ImportId"')
"""How each cell of the third heading row of Qualtrics begins."""

MOST_ABOVE = 20
"""How many rows are searched for headings that stand below a title."""

SECOND_ROW = {"response", "open-ended response"}
"""What SurveyMonkey writes below the heading of a question with one answer, folded."""

NEAR = {ACTIVITY: ("project", "programme", "initiative", "title", "name")}
"""What else people call a field, the likeliest first."""

NAME_LIKE = 0.7
"""Least similarity, from 0 to 1, of a heading to a name that it may be."""

MOST_WORDS, MOST_LETTERS = 6, 100
"""How long a heading may be to be told of because of a name in it, and how much of it is looked at."""


class Columns(Struct, frozen=True):
    """What the columns of a table hold beside our fields.

    `extra` are the unused columns that have a heading, or hold something. `late` are those with blank first
    rows in which an answer may come later: all of them where a question is absent, else those without a
    heading. `messages` are lines to print once.
    """

    header: Header
    extra: Sequence[int]
    late: Sequence[int]
    messages: Sequence[str]


def find_header(vocabulary: Vocabulary, rows: Sequence[Sequence[str]], first_number: int = 1) -> Header:
    """Return the headings that the first rows of a table hold, and their fields.

    `rows` are the first rows as cells, one or more; `first_number` is the number of the first of them,
    which is not blank. Raises DataError where the headings stand below a title, and where a field has two
    columns.
    """
    at, end, messages = _heading_row(vocabulary, rows, first_number)
    header = _header(vocabulary, rows[at], end, messages)
    if end < len(rows) and _is_second_row(vocabulary, header.fields, rows[end]):
        row = end + first_number
        said = f'row {row} is passed over: it is the second heading row of SurveyMonkey ("Response")'
        # What people wrote beside the answers has its heading there: "Other (please specify)".
        below = [*rows[end], *[""] * len(rows[at])]
        headings = [heading if heading.strip() else below[column] for column, heading in enumerate(rows[at])]
        return _header(vocabulary, headings, end + 1, [*messages, said])
    return header


def _header(vocabulary: Vocabulary, headings: Sequence[str], rows: int, messages: Sequence[str]) -> Header:
    """Return the header; DataError where two columns hold one field, or none has a heading that was named."""
    chosen = mapped_places(headings, vocabulary.mapped)
    for field, heading in vocabulary.mapped.items():
        if field not in chosen:
            suggestion = suggest(heading, filter(str.strip, headings))
            raise DataError(f"{map_option(field, heading)}: no column has this heading; {suggestion}")
    try:
        fields, unused = vocabulary.names.fields(headings, chosen)
    except GivenTwiceError as error:
        raise _two_columns(headings, error) from None
    known = {*fields, *vocabulary.mapped}
    absent = [question for question in vocabulary.ladder.questions if question.id not in known]
    return Header(headings, fields, unused, absent, rows, messages)


def find_columns(vocabulary: Vocabulary, header: Header, rows: Sequence[Sequence[str]]) -> Columns:
    """Return what the columns hold, from the header and from the first rows, in which it stands.

    Raises DataError where no column holds a question, where a column that could hold a question would be
    passed over, and where cells are codes.
    """
    headings, unused, absent, sample = header.headings, header.unused, header.absent, rows[header.rows :]
    check_columns(vocabulary.names, header, sample, unused)
    blank = {at for at in unused if not cells_in(sample, at)}
    extra = [at for at in unused if headings[at].strip() or at not in blank]
    late = [at for at in unused if at in blank and (absent or not headings[at].strip())]
    messages = [*header.messages]
    if extra and not vocabulary.keep_extra:
        messages.append(f"columns passed over: {named(headings, extra)} (--keep-extra keeps them)")
    known = {*header.fields, *vocabulary.mapped}
    messages += _not_taken([field for field in FIELDS if field not in known], headings, extra)
    if absent and sample:
        messages.append(f"no column for {', '.join(each.id for each in absent)}: taken as not known")
    return Columns(header, extra, late, messages)


def _heading_row(
    vocabulary: Vocabulary, rows: Sequence[Sequence[str]], first_number: int
) -> tuple[int, int, list[str]]:
    """Return the row with the headings, the row after all headings, counted from 0, and lines to say."""
    import_row = next((at for at, row in enumerate(rows[:3]) if any(map(IMPORT_ID.match, row))), 0)
    if import_row:
        # Ids may stand in the row above the wording; where both name as much the wording is taken.
        at = max(range(import_row), key=lambda at: (_count_names(vocabulary, rows[at]), at))
        said = f"of the {import_row + 1} heading rows that Qualtrics writes, row {at + first_number} is used"
        return at, import_row + 1, [said]
    # A title may hold a question, and so may a cell of data; only a heading row holds two names.
    first = _count_names(vocabulary, rows[0])
    if first[0] < 2:
        counts = [first, *(_count_names(vocabulary, row) for row in rows[1:MOST_ABOVE])]
        best = max(range(len(counts)), key=lambda at: (counts[at][0], -at))
        is_title = sum(bool(cell.strip()) for cell in rows[0]) < 2
        is_other = first == (0, 0) and sum(counts[best]) > 1
        if best and (is_title or is_other or counts[best][0] > 1):
            above = "the row above it" if best == 1 else f"the {best} rows above it"
            raise DataError(
                f"the headings must be in the first row, and seem to stand in row {best + first_number}: "
                f"delete {above}"
            )
    return 0, 1, []


def _count_names(vocabulary: Vocabulary, row: Sequence[str]) -> tuple[int, int]:
    """Return how many questions the cells of a row name, and how many other fields."""
    found = vocabulary.names.found_in(row)
    if vocabulary.mapped:
        cells = {unpunctuated(cell) for cell in row} - {""}
        found |= {field for field, heading in vocabulary.mapped.items() if unpunctuated(heading) in cells}
    return len(found - {*FIELDS}), len(found & {*FIELDS})


def _is_second_row(vocabulary: Vocabulary, fields: Sequence[str | None], row: Sequence[str]) -> bool:
    """Whether a row says below each question what kind of answer it takes, and nowhere else an answer."""
    names = vocabulary.names
    cells = [
        (field, cell)
        for field, cell in zip(fields, row, strict=False)
        if field in names.answers and cell.strip()
    ]
    return bool(cells) and all(
        fold(cell) in SECOND_ROW and field not in names.answered(cell) for field, cell in cells
    )


def _two_columns(headings: Sequence[str], error: GivenTwiceError) -> DataError:
    both = f"{column(headings, error.first)} and {column(headings, error.second)}"
    cure = "take one out or rename it"
    if unpunctuated(headings[error.first]) != unpunctuated(headings[error.second]):
        cure = f"take one out, or say which with {map_option(error.field, headings[error.second])}"
    return DataError(f"two columns hold {error.field}, {both}; {cure}")


def _not_taken(missing: Sequence[str], headings: Sequence[str], columns: Sequence[int]) -> Iterator[str]:
    """Yield a line for each optional field without a column to which some headings come close."""
    words = {at: re.sub(r"[\W_]+", " ", unpunctuated(headings[at][:MOST_LETTERS])) for at in columns}
    short = {at: text for at, text in words.items() if len(text.split()) <= MOST_WORDS}
    for field in missing:
        close = []
        for name in (field.replace("_", " "), *NEAR.get(field, ())):
            is_like = likeness(name, NAME_LIKE)
            close += [at for at, text in short.items() if f" {name} " in f" {text} " or is_like(text)]
        if close:
            which = "one of them is" if len({*close}) > 1 else "it is"
            cure = f"if {which}, add {map_option(field, headings[close[0]])}"
            yield f"not taken for {field}: {named(headings, close)}; {cure}"
        elif field == ACTIVITY and not all(headings[at].strip() for at in columns):
            unnamed = [at for at in columns if not headings[at].strip()]
            cure = f'if it names the activities, type "{field}" as its heading'
            yield f"not taken for {field}: {named(headings, unnamed[:1])}; {cure}"
