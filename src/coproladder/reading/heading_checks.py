"""Refuses a table in which answers would be lost: what stands in no column of a question, and codes."""

import re
from collections.abc import Iterable, Sequence
from itertools import product

from msgspec import Struct

from coproladder.base.errors import DataError
from coproladder.base.words import likeness, listed, name_readings, one_line, shorten, unpunctuated
from coproladder.ladder.records import Question
from coproladder.placing.names import Names
from coproladder.reading.outcome import column_letters

Rows = Sequence[Sequence[str]]

MOST_HEADINGS_NAMED = 20
"""How many headings are named at once."""

MOST_ON_THE_LEFT = 10
"""In how many columns on the left it is looked for questions below one another."""

CODE = re.compile(r"[A-Z]{0,3}\d{1,5}", re.IGNORECASE)
"""An answer as a tool numbers it: AO04, A1, 4."""

WORDING_LIKE, ID_LIKE, LEAST_CUT = 0.75, 0.8, 9
"""Least similarity, from 0 to 1, of a heading to the wording or the id of a question that it may be.

Where one is part of the other, more than LEAST_CUT characters in common are enough.
"""


class Header(Struct, frozen=True):
    """The headings of a table, and the field of each: None where it is not ours, or a result of ours.

    `unused` are the columns, counted from 0, that are neither: `extra` those of them that have a heading or
    hold something, `late` those with blank first rows in which an answer may come later. `absent` are the
    questions that no column holds, though nobody said so. `above` is how many rows come before the headings,
    and `rows` how many before the data.
    """

    headings: Sequence[str]
    fields: Sequence[str | None]
    unused: Sequence[int]
    absent: Sequence[Question]
    above: int
    rows: int
    extra: Sequence[int] = ()
    late: Sequence[int] = ()


class _Unused:
    """A column that holds no field: its name, and the ways to read its heading."""

    def __init__(self, names: Names, headings: Sequence[str], cells: Iterable[str], at: int) -> None:
        self.name, self.heading = column(headings, at), headings[at]
        whole, _, parts = name_readings(self.heading)
        self.readings = {*whole, *parts}
        # Cells without a letter, such as - and ?, say that something is not known.
        different = {unpunctuated(cell): cell for cell in {*cells} if any(map(str.isalpha, cell))}
        self._answered = [*map(names.answered, different.values())]

    def has_answers(self, question: Question) -> bool:
        """Whether at least half of the different cells are answers to a question."""
        found = sum(question.id in answered for answered in self._answered)
        return 0 < found >= len(self._answered) - found


def check_columns(names: Names, header: Header, sample: Rows, unused: Sequence[int]) -> None:
    """Raise DataError where answers would be lost, some in the `unused` columns, or none hold a question."""
    headings, absent = header.headings, header.absent
    for at in range(min(len(headings), MOST_ON_THE_LEFT)) if absent else ():
        if len({*map(names.field, cells_in(sample, at))}.intersection(names.questions)) > 1:
            cure = "put each question into a column of its own, with one row for each activity"
            raise DataError(f"{column(headings, at)} has questions in its rows; {cure}")
    found = [question for question in names.ladder.questions if question.id in header.fields]
    for question in found:
        at = header.fields.index(question.id)
        _refuse_codes(names, question, column(headings, at), cells_in(sample, at))
    # Once each question has its column, only a column that goes on from one before it matters.
    matter = [at for at in unused if absent or not headings[at].strip()]
    rest = [_Unused(names, headings, cells_in(sample, at), at) for at in matter]
    faults = [fault for question in absent if (fault := _could_be(names, question, rest))]
    if faults:
        raise DataError("; ".join(faults))
    for question, each in product(found, rest):
        # That is what one column for each answer looks like where a heading spans them all.
        if not each.heading.strip() and each.has_answers(question):
            fault = f"{each.name} has answers to {_question(question)}, as another column does"
            cure = "put them into one column (in SurveyMonkey: export with condensed columns)"
            raise DataError(f"{fault}; {cure}, or delete this one if it is about something else")
    if not found:
        ids = ", ".join(names.questions)
        quoted = (f'"{shorten(one_line(each))}"' for each in headings if each.strip())
        titles = listed(quoted, MOST_HEADINGS_NAMED)
        mapped = names.map_option((names.questions[0], "its heading"))
        fault = f"no column has a question as its heading; the headings are {titles or 'blank'}"
        raise DataError(f"{fault}; use the questions or {ids} as headings, or add {mapped}")


def cells_in(sample: Rows, at: int) -> list[str]:
    """Return what stands in a column, without blanks."""
    return [row[at] for row in sample if at < len(row) and row[at].strip()]


def _could_be(names: Names, question: Question, unused: Sequence[_Unused]) -> str | None:
    """Return what is wrong where a column that is not used could hold the answers to a question."""
    full = {unpunctuated(words) for answer in question.answers for words in answer.wordings}
    start = f"no column has the heading {_question(question)}, but"
    leave = f"or add {names.map_option((question.id, ''))} to leave the question out"
    fronts = tuple(f"{question.id}{sign}" for sign in ("/", "[", " [", "__"))
    for each in unused:
        # A column of one answer has it for a heading, alone or after the question.
        if any(text in full or text.startswith(fronts) for text in each.readings):
            mapped = names.map_option((question.id, "its heading"))
            cure = f'put the answers into one column, call it "{question.id}" or add {mapped}, {leave}'
            return f"{start} {each.name} looks like one of its answers; {cure}"
    wordings = [*dict.fromkeys(map(unpunctuated, question.words.wordings))]
    alike = [*(likeness(words, WORDING_LIKE) for words in wordings), likeness(question.id, ID_LIKE)]

    def is_close(text: str) -> bool:
        """Whether a heading has most of a question's wording, or nearly is its id."""
        start = text.rstrip(" .…")
        is_cut = len(start) > LEAST_CUT and any(words.startswith(start) for words in wordings)
        has_whole = any(len(words) > LEAST_CUT and words in text for words in wordings)
        return is_cut or has_whole or any(is_like(text) for is_like in alike)

    for each in unused:
        close = any(map(is_close, each.readings))
        if close or each.has_answers(question):
            reason = "has a heading like it" if close else "has answers to it"
            mapped = f"add {names.map_option((question.id, each.heading))} if the answers are there"
            cure = mapped if each.heading.strip() else f'type "{question.id}" as its heading'
            return f"{start} {each.name} {reason}; {cure}, {leave}"
    return None


def _refuse_codes(names: Names, question: Question, name: str, cells: Sequence[str]) -> None:
    """Raise DataError where most cells of a question are codes of a tool, and none is an answer."""
    codes = [cell.strip() for cell in cells if CODE.fullmatch(cell.strip())]
    has_answer = any(question.id in names.answered(cell) for cell in cells)
    if codes and len(codes) * 2 >= len(cells) and not has_answer:
        fault = f"nothing says which answers to {question.id} they mean"
        cure = "export full answers instead of codes, and read that file"
        raise DataError(f"{name} has codes such as {codes[0]}, but {fault}; {cure}")


def _question(question: Question) -> str:
    return f'{question.id} ("{shorten(question.words.standard)}")'


def column(headings: Sequence[str], at: int) -> str:
    """Return how a message names a column: by letter, as spreadsheets do, and by heading."""
    heading = one_line(headings[at])
    told = f' ("{shorten(heading)}")' if heading else ", which has no heading,"
    return f"column {column_letters(at)}{told}"


def heading_of(headings: Sequence[str], at: int, lead: str = "column ") -> str:
    """Return the heading of a column on one line, or its letter after `lead` where it has none."""
    return one_line(headings[at]) or f"{lead}{column_letters(at)}"
