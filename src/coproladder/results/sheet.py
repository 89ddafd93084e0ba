"""Writes the empty sheet: a workbook to fill in, with drop-down lists, that is read as it is."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct
from xlsxwriter import Workbook

from coproladder.base.fields import ACTIVITY, ANSWERED_BY, BASIS, CALLED, COMMENT
from coproladder.base.words import fold
from coproladder.ladder.wording import Wording
from coproladder.placing.names import BASIS_WORDS, Names

ROWS = 1_000
"""How many rows have the lists."""

WIDE, NARROW = 42, 24
CREATED = datetime(2026, 1, 1, tzinfo=UTC)
"""A date that stays, so that the bytes do."""


class Column(Struct):
    """A column to fill in: its field, heading, width, and what to choose from, each an id, label and hint."""

    field: str
    heading: str
    width: int
    choices: Sequence[tuple[str, str, str]] = ()


def sheet_columns(wording: Wording) -> Iterator[Column]:
    """Yield the columns of the empty sheet."""
    ladder, say = wording.ladder, wording.say
    yield Column(ACTIVITY, wording.phrase("label_activity"), WIDE)
    said = {basis: wording.phrase(f"basis_{basis}") for basis in ("happened", "promised")}
    is_known = {basis: BASIS_WORDS.get(fold(words)) == basis for basis, words in said.items()}
    bases = [(each, said[each] + ("" if is_known[each] else f" [{each}]"), "") for each in said]
    yield Column(BASIS, wording.phrase("label_basis"), NARROW, bases)
    yield Column(ANSWERED_BY, wording.phrase("sheet_answered_by"), NARROW)
    for each in ladder.questions:
        choices = [(choice.id, say(choice.words), say(choice.hint)) for choice in ladder.choices(each)]
        yield Column(each.id, say(each.words), WIDE, choices)
    rungs = [(rung.id, rung.name, say(rung.summary)) for rung in reversed(ladder.rungs)]
    yield Column(CALLED, wording.phrase("sheet_called"), NARROW, rungs)
    yield Column(COMMENT, wording.phrase("sheet_comment"), WIDE)


def empty_sheet(wording: Wording, given: Mapping[str, str]) -> bytes:
    """Return a workbook to fill in, whose first row has what is `given`; the same bytes each time.

    Its first sheet has the columns, its second what can be chosen in them, from where the lists come.
    """
    names, columns = Names(wording.ladder), [*sheet_columns(wording)]
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": wording.ladder.about.name, "created": CREATED})
        heading, cell = (
            book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", **more})
            for more in ({"bold": True, "bottom": 1}, {})
        )
        answers, meanings = (
            book.add_worksheet(re.sub(r"[][:*?/\\']", " ", wording.phrase(each))[:31])
            for each in ("sheet_answers", "sheet_meanings")
        )
        for sheet in (answers, meanings):
            sheet.freeze_panes(1, 0)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            if wording.interface.direction == "rtl":
                sheet.right_to_left()
        rows = [wording.phrases("question", "sheet_answer", "sheet_meaning")]
        for at, column in enumerate(columns):
            # A heading in words that only its own ladder knows says which field it is.
            is_known = names.fields([column.heading])[0] == [column.field]
            answers.write_string(0, at, column.heading + ("" if is_known else f" [{column.field}]"), heading)
            answers.set_column(at, at, column.width, cell)
            labels = {choice: label for choice, label, _ in column.choices}
            if value := given.get(column.field):
                answers.write_string(1, at, labels.get(value, value), cell)
            if column.choices:
                first = len(rows) + 1
                rows += [(column.heading, label, hint) for _, label, hint in column.choices]
                source = f"='{meanings.name}'!$B${first}:$B${len(rows)}"
                answers.data_validation(1, at, ROWS, at, {"validate": "list", "source": source})
        for number, row in enumerate(rows):
            for at, text in enumerate(row):
                meanings.write_string(number, at, text, cell if number else heading)
        meanings.set_column(0, 0, NARROW)
        meanings.set_column(1, 2, 2 * WIDE)
    return stream.getvalue()
