"""Finds the row of a table that holds its headings, and which column holds which field."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from coproladder.base.errors import DataError
from coproladder.base.fields import ACTIVITY, FIELDS
from coproladder.base.words import fold, suggest, unpunctuated
from coproladder.ladder.records import Question
from coproladder.placing.names import GivenTwiceError, Names, map_option, mapped_places
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.heading_checks import cells_in, check_columns, column, named

IMPORT_ID = re.compile(r'\{\s*"ImportId"')
"""How each cell of the third heading row of Qualtrics begins."""

MOST_ABOVE = 20
"""How many rows are searched for headings that stand below a title."""

SECOND_ROW = {"response", "open-ended response"}
"""What SurveyMonkey writes below the heading of a question with one answer, folded."""

NEAR = {ACTIVITY: ("project", "programme", "initiative", "title", "name")}
"""What else people call a field, the likeliest first."""

MOST_WORDS = 6
"""How many words a heading may have to be told of because the name of a field is one of them."""


class Columns(Struct, frozen=True):
    """What the columns of a table hold.

    `fields` has the field of each column: None where it is not ours, or a result of ours that is
    recomputed. `extra` are the columns, counted from 0, that are not ours and hold something. `absent`
    are the questions without a column. `late` are the unused columns with blank first rows in which an
    answer may come later: all of them where a question is absent, else those without a heading.
    `messages` are lines to print once, `rows` is how many rows come before the data.
    """

    headings: Sequence[str]
    fields: tuple[str | None, ...]
    extra: tuple[int, ...]
    late: tuple[int, ...]
    absent: tuple[Question, ...]
    messages: tuple[str, ...]
    rows: int = 1


def read_header(vocabulary: Vocabulary, rows: Sequence[Sequence[str]], first_number: int = 1) -> Columns:
    """Return what the first rows of a table say of its columns, and where its data starts.

    `rows` are the first rows as cells, one or more; `first_number` is the number of the first of them,
    which is not blank. Raises DataError where the headings stand below a title, and where `find_columns`
    does.
    """
    at, end, messages = _heading_row(vocabulary, rows, first_number)
    headings = rows[at]
    if end < len(rows) and _is_second_row(vocabulary, headings, rows[end]):
        row = end + first_number
        messages.append(
            f'row {row} is passed over: it is the second heading row of SurveyMonkey ("Response")'
        )
        # What people wrote beside the answers has its heading there: "Other (please specify)".
        below = [*rows[end], *[""] * len(headings)]
        headings = [heading if heading.strip() else below[column] for column, heading in enumerate(headings)]
        end += 1
    columns = find_columns(vocabulary, headings, rows[end:])
    return replace(columns, rows=end, messages=(*messages, *columns.messages))


def find_columns(vocabulary: Vocabulary, headings: Sequence[str], sample: Sequence[Sequence[str]]) -> Columns:
    """Return what each column holds, from the headings, and some rows to look for what would be lost.

    Raises DataError where a field has two columns, where no column holds a question, where a column that
    could hold a question would be passed over, and where cells are codes.
    """
    names = vocabulary.names
    chosen = _chosen(headings, vocabulary.mapped)
    fields = _fields(names, headings, chosen)
    results = names.results(headings)
    unused = [at for at, field in enumerate(fields) if field is None and at not in results]
    absent = tuple(each for each in vocabulary.ladder.questions if each.id not in (*fields, *chosen))
    check_columns(names, headings, sample, fields, unused, absent)
    blank = {at for at in unused if not cells_in(sample, at)}
    extra = tuple(at for at in unused if headings[at].strip() or at not in blank)
    late = tuple(at for at in blank if absent or not headings[at].strip())
    messages = []
    if extra and not vocabulary.keep_extra:
        messages.append(f"columns passed over: {named(headings, extra)} (--keep-extra keeps them)")
    missing = [field for field in FIELDS if field not in fields and field not in chosen]
    messages += _not_taken(missing, headings, extra)
    if absent and sample:
        messages.append(f"no column for {', '.join(each.id for each in absent)}: taken as not known")
    return Columns(headings, tuple(fields), extra, late, absent, tuple(messages))


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


def _is_second_row(vocabulary: Vocabulary, headings: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row says below each question what kind of answer it takes, and nowhere else an answer."""
    if SECOND_ROW.isdisjoint(map(fold, row)):
        return False
    names = vocabulary.names
    fields = _fields(names, headings, _chosen(headings, vocabulary.mapped))
    cells = [
        (field, cell)
        for field, cell in zip(fields, row, strict=False)
        if field in names.questions and cell.strip()
    ]
    return bool(cells) and all(
        fold(cell) in SECOND_ROW and field not in names.answered(cell) for field, cell in cells
    )


def _chosen(headings: Sequence[str], mapped: Mapping[str, str]) -> dict[str, int | None]:
    """Return the column of each field that a person named; DataError where there is no such heading."""
    places = mapped_places(headings, mapped)
    for field, heading in mapped.items():
        if field not in places:
            known = [other for other in headings if other.strip()]
            suggestion = suggest(heading, known)
            raise DataError(f"{map_option(field, heading)}: no column has this heading; {suggestion}")
    return places


def _fields(names: Names, headings: Sequence[str], chosen: Mapping[str, int | None]) -> list[str | None]:
    """Return the field of each column; DataError where two columns have one."""
    try:
        return names.fields(headings, chosen)
    except GivenTwiceError as error:
        field, first, second = error.field, error.first, error.second
    both = f"{column(headings, first)} and {column(headings, second)}"
    cure = "take one out or rename it"
    if unpunctuated(headings[first]) != unpunctuated(headings[second]):
        cure = f"take one out, or say which with {map_option(field, headings[second])}"
    raise DataError(f"two columns hold {field}, {both}; {cure}")


def _not_taken(missing: Sequence[str], headings: Sequence[str], columns: Sequence[int]) -> Iterator[str]:
    """Yield a line for each optional field without a column to which some headings come close."""
    for field in missing:
        names = (field.replace("_", " "), *NEAR.get(field, ()))
        close = [at for name in names for at in columns if _is_near(name, headings[at])]
        if close:
            which = "one of them is" if len({*close}) > 1 else "it is"
            cure = f"if {which}, add {map_option(field, headings[close[0]])}"
            yield f"not taken for {field}: {named(headings, close)}; {cure}"
        elif field == ACTIVITY and not all(headings[at].strip() for at in columns):
            unnamed = [at for at in columns if not headings[at].strip()]
            cure = f'if it names the activities, type "{field}" as its heading'
            yield f"not taken for {field}: {named(headings, unnamed[:1])}; {cure}"


def _is_near(name: str, heading: str) -> bool:
    from difflib import SequenceMatcher

    text = re.sub(r"[\W_]+", " ", unpunctuated(heading[:100]))
    if len(text.split()) > MOST_WORDS:
        return False
    return f" {name} " in f" {text} " or SequenceMatcher(None, text, name).ratio() >= 0.7
