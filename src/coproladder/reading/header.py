"""Finds the row of a table that holds its headings, and which column holds which field."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from coproladder.base.errors import DataError
from coproladder.base.fields import ACTIVITY, FIELDS
from coproladder.base.words import bare_name, fold, likeness, suggest, unpunctuated
from coproladder.placing.mapping import GivenTwiceError, is_by_tool, mapped_places
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.heading_checks import Header, Rows, cells_in, check_columns, column, heading_of
from coproladder.reading.outcome import column_letters

IMPORT_ID = re.compile(r'\{\s*"ImportId"')
"""How each cell of the third heading row of Qualtrics begins."""

MOST_ABOVE = 10
"""How many rows are searched for headings that may be below a title."""

SECOND_ROW = {"response", "open-ended response"}
"""What SurveyMonkey writes below the heading of a question with one answer, folded."""

NEAR = {ACTIVITY: ("programme", "title", "name", "case")}
"""What else people call a field, the likeliest first."""

NAME_LIKE = 0.75
"""Least similarity, from 0 to 1, of a heading to a name that it may be."""

MOST_WORDS, MOST_LETTERS = 6, 100
"""How long a heading may be to be told of because of a name in it, and how much of it is looked at."""


def find_header(vocabulary: Vocabulary, rows: Rows, first_number: int = 1) -> Header:
    """Return the headings that the first rows of a table hold, and their fields.

    `rows` are the cells of the first rows, one or more; `first_number` is the number of the first of them,
    which is not blank. Raises DataError where the headings may be below a title, and where a field has two
    columns.
    """
    at, end = _heading_row(vocabulary, rows, first_number)
    header = _header(vocabulary, rows[at], at, end)
    if end < len(rows) and _is_second_row(vocabulary, header.fields, rows[end]):
        # What people wrote beside the answers has its heading there: "Other (please specify)".
        below = [*rows[end], *[""] * len(rows[at])]
        headings = [heading if heading.strip() else below[column] for column, heading in enumerate(rows[at])]
        return _header(vocabulary, headings, at, end + 1)
    return header


def widest_row(rows: Rows) -> int:
    """Return the row that looks like headings in a person's own words: the first of those with most texts.

    That is the second of two where a form tool says in it what it has above: `StartDate`, then `Start Date`.
    """
    texts = [len({*filter(str.strip, row)}) for row in rows[:MOST_ABOVE]]
    at = texts.index(max(texts))
    pairs = [*zip(rows[at], rows[at + 1], strict=False)] if at + 1 < len(rows) else []
    alike = sum(bool(one.strip()) and bare_name(one) == bare_name(other) for one, other in pairs)
    return at + (alike > 1)


def look_below(vocabulary: Vocabulary, header: Header, rows: Rows) -> Header:
    """Return a header with what the first rows, in which it is, say of its columns.

    Raises DataError where no column holds a question, where a column that could hold a question would be
    passed over, and where cells are codes.
    """
    headings, unused, sample = header.headings, header.unused, rows[header.rows :]
    vocabulary.seen.own_headings = len(header.absent) == len(vocabulary.ladder.questions)
    check_columns(vocabulary.names, header, sample, unused)
    blank = {at for at in unused if not cells_in(sample, at)}
    extra = [at for at in unused if headings[at].strip() or at not in blank]
    late = [at for at in unused if at in blank and (header.absent or not headings[at].strip())]
    return replace(header, extra=extra, late=late)


def options(vocabulary: Vocabulary, header: Header) -> Iterator[str]:
    """Yield for each field that has no column an option, where a heading is close to what people call it."""
    headings = header.headings
    words = {at: re.sub(r"[\W_]+", " ", unpunctuated(headings[at][:MOST_LETTERS])) for at in header.extra}
    short = {at: text for at, text in words.items() if len(text.split()) <= MOST_WORDS}
    # What a form tool calls a date is that of the answers.
    for field in (ACTIVITY,) if is_by_tool(headings) else FIELDS:
        if field in header.fields or field in vocabulary.mapped:
            continue
        names = {name: likeness(name, NAME_LIKE) for name in (field.replace("_", " "), *NEAR.get(field, ()))}
        close = (
            at
            for name, is_like in names.items()
            for at, text in short.items()
            if f" {name} " in f" {text} " or is_like(text)
        )
        unnamed = (at for at in header.extra if field == ACTIVITY and not headings[at].strip())
        if (at := next(chain(close, unnamed), None)) is not None:
            yield vocabulary.names.map_option((field, heading_of(headings, at)))


def _header(vocabulary: Vocabulary, headings: Sequence[str], above: int, rows: int) -> Header:
    """Return the header; DataError where two columns hold one field, or none has a heading that was named."""
    letters = {f"column {column_letters(at)}": at for at in range(len(headings))}
    by_letter = {field: letters[name] for field, name in vocabulary.mapped.items() if name in letters}
    by_heading = {field: name for field, name in vocabulary.mapped.items() if field not in by_letter}
    chosen = mapped_places(headings, by_heading, vocabulary.names.match_file) | by_letter
    for field, heading in by_heading.items():
        if field not in chosen:
            suggestion = suggest(heading, filter(str.strip, headings))
            said = vocabulary.names.map_option((field, heading))
            raise DataError(f"{said}: no column has this heading; {suggestion}")
    try:
        fields, unused = vocabulary.names.fields(headings, chosen)
    except GivenTwiceError as error:
        raise _two_columns(headings, error) from None
    known = {*fields, *vocabulary.mapped}
    absent = [question for question in vocabulary.ladder.questions if question.id not in known]
    return Header(headings, fields, unused, absent, above, rows)


def _heading_row(vocabulary: Vocabulary, rows: Rows, first_number: int) -> tuple[int, int]:
    """Return the row with the headings, and the row after all headings, counted from 0."""
    counts = [len(vocabulary.found_in(row)) for row in rows[:MOST_ABOVE]]
    import_row = next((at for at, row in enumerate(rows[:3]) if any(map(IMPORT_ID.match, row))), 0)
    if import_row:
        # Ids may stand in the row above the wording; where both name as much the wording is taken.
        return max(range(import_row), key=lambda at: (counts[at], at)), import_row + 1
    # A title may hold a question, and so may a cell of data; only a heading row holds two names, or one that
    # a person gave.
    best = max(range(len(counts)), key=lambda at: (counts[at], -at))
    if not counts[best]:
        best = widest_row(rows)
        if len({*filter(str.strip, rows[best])}) < 2 or any(map(vocabulary.names.answered, rows[best])):
            return 0, 1
    if best and counts[best] < (1 if any(vocabulary.mapped.values()) else 2):
        if sum(bool(cell.strip()) for cell in rows[0]) > 1:
            return 0, 1
        if not counts[best] and any(vocabulary.mapped.values()):
            return best, best + 1
        vocabulary.seen.own_headings = not counts[best]
        above = "the row above it" if best == 1 else f"the {best} rows above it"
        cure = f": delete {above}" if counts[best] else ", and none of them is a question"
        raise DataError(f"the headings seem to be in row {best + first_number}{cure}")
    return best, best + 1


def _is_second_row(vocabulary: Vocabulary, fields: Sequence[str | None], row: Sequence[str]) -> bool:
    """Whether a row says below each question what kind of answer it takes, and nowhere else an answer."""
    names = vocabulary.names
    cells = zip(fields, row, strict=False)
    below = [(field, cell) for field, cell in cells if field in names.answers and cell.strip()]
    kinds = (fold(cell) in SECOND_ROW and field not in names.answered(cell) for field, cell in below)
    return bool(below) and all(kinds)


def _two_columns(headings: Sequence[str], error: GivenTwiceError) -> DataError:
    """Return the error that names both columns of the first field, and how to read either of each."""
    alike = (each for _, *each in error.pairs if len({unpunctuated(headings[at]) for at in each}) == 1)
    letters = {at: f"column {column_letters(at)}" for at in chain.from_iterable(alike)}
    ways = error.ways_to_read([letters.get(at, heading) for at, heading in enumerate(headings)])
    both = f"{column(headings, error.first)} and {column(headings, error.second)}"
    others = f", and two have each of {error.others}" if error.others else ""
    return DataError(f"two columns have {error.field}, {both}{others}: {ways}")
