"""Finds which column of a table holds which field, as form tools write headings."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from coproladder.base.errors import DataError
from coproladder.base.fields import ACTIVITY, FIELDS, LADDER, RESULT_FIELDS
from coproladder.base.words import fold, suggest
from coproladder.ladder.records import Ladder, Question
from coproladder.reading.heading_checks import cells_in, check_columns, column, named, option
from coproladder.reading.heading_words import (
    OTHER,
    field_names,
    segments,
    unpunctuated,
    unremarked,
    variants,
)

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


def find_columns(
    ladder: Ladder,
    headings: Sequence[str],
    sample: Sequence[Sequence[str]],
    mapped: Mapping[str, str],
    keep_extra: bool = False,
) -> Columns:
    """Return what each column holds, from the headings, and some rows to look for what would be lost.

    `mapped` has the heading of a field where a person named it, blank where no column holds the
    field. With `keep_extra` the columns that are not ours are not said to be passed over. Raises
    DataError where a field has two columns, where no column holds a question, where a column that
    could hold a question would be passed over, and where cells are codes.
    """
    chosen = mapped_columns(headings, mapped)
    fields = match(ladder, headings, chosen)
    results = _result_columns(headings)
    unused = [at for at, field in enumerate(fields) if field is None and at not in results]
    absent = tuple(question for question in ladder.questions if question.id not in (*fields, *chosen))
    check_columns(ladder, headings, sample, fields, unused, absent)
    blank = {at for at in unused if not cells_in(sample, at)}
    extra = tuple(at for at in unused if headings[at].strip() or at not in blank)
    late = tuple(at for at in blank if absent or not headings[at].strip())
    messages = []
    if extra and not keep_extra:
        messages.append(f"columns passed over: {named(headings, extra)} (--keep-extra keeps them)")
    missing = [field for field in FIELDS if field not in fields and field not in chosen]
    messages += _not_taken(missing, headings, extra)
    if absent and sample:
        messages.append(f"no column for {', '.join(each.id for each in absent)}: taken as not known")
    return Columns(headings, tuple(fields), extra, late, absent, tuple(messages))


def mapped_columns(headings: Sequence[str], mapped: Mapping[str, str]) -> dict[str, int | None]:
    """Return the column of each field that a person named; None where no column holds it.

    Raises DataError where there is no such heading, or where one is named twice.
    """
    chosen: dict[str, int | None] = {}
    for field, heading in mapped.items():
        chosen[field] = at = _heading_column(field, heading, headings) if heading.strip() else None
        twice = [other for other in chosen if at is not None and chosen[other] == at]
        if len(twice) > 1:
            raise DataError(f'--map: "{heading}" is given for {twice[0]} and for {field}; keep one')
    return chosen


def _heading_column(field: str, heading: str, headings: Sequence[str]) -> int:
    # What is as it was typed comes before what only reads the same, so that each heading can be named.
    for read in (str.strip, fold, unpunctuated):
        found = [at for at, other in enumerate(headings) if _is_heading(read(heading), read(other))]
        if len(found) > 1:
            raise DataError(f"{option(field, heading)}: {len(found)} columns have this heading; rename one")
        if found:
            return found[0]
    known = [other for other in headings if other.strip()]
    raise DataError(f"{option(field, heading)}: no column has this heading; {suggest(heading, known)}")


def _is_heading(wanted: str, heading: str) -> bool:
    """Whether a heading is the one wanted, which may be its start as our messages quote it."""
    return heading == wanted or (wanted.endswith("…") and heading.startswith(wanted[:-1]))


def match(ladder: Ladder, headings: Sequence[str], chosen: Mapping[str, int | None]) -> list[str | None]:
    """Return the field of each column, None where its heading names none; DataError where two name one.

    What a person named comes first, then headings that are a name, numbered or not, then those in
    which one stands with more: a column found in one pass is not put in doubt by a later one.
    """
    names = field_names(ladder)
    questions = {name: field for name, field in names.items() if field not in FIELDS}
    passes: list[tuple[dict[str, str], Callable[[str], Iterator[str]]]] = [
        (names, variants),
        (questions, unremarked),
        (questions, segments),
    ]
    fields: list[str | None] = [None] * len(headings)
    for field, place in chosen.items():
        if place is not None:
            fields[place] = field
    results = _result_columns(headings)
    for known, readings_of in passes:
        taken = {*fields, *chosen}
        found: dict[str, int] = {}
        for at, heading in enumerate(headings):
            if fields[at] or at in results or re.search(OTHER, heading):
                continue
            named_field = next((known[text] for text in readings_of(heading) if text in known), None)
            if named_field is None or named_field in taken:
                continue
            if named_field in found:
                raise _doubled(named_field, headings, found[named_field], at)
            found[named_field] = at
            fields[at] = named_field
    return fields


def _result_columns(headings: Sequence[str]) -> set[int]:
    """Return the columns of a result of ours that has come back in; they are worked out anew."""
    names = [heading.strip() for heading in headings]
    return {at for at, name in enumerate(names) if name in RESULT_FIELDS} if LADDER in names else set()


def _doubled(field: str, headings: Sequence[str], first: int, second: int) -> DataError:
    both = f"{column(headings, first)} and {column(headings, second)}"
    cure = "take one out or rename it"
    if unpunctuated(headings[first]) != unpunctuated(headings[second]):
        cure = f"take one out, or say which with {option(field, headings[second])}"
    return DataError(f"two columns hold {field}, {both}; {cure}")


def _not_taken(missing: Sequence[str], headings: Sequence[str], columns: Sequence[int]) -> Iterator[str]:
    """Yield a line for each optional field without a column to which some headings come close."""
    for field in missing:
        names = (field.replace("_", " "), *NEAR.get(field, ()))
        close = [at for name in names for at in columns if _is_near(name, headings[at])]
        if close:
            which = "one of them is" if len({*close}) > 1 else "it is"
            cure = f"if {which}, add {option(field, headings[close[0]])}"
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
