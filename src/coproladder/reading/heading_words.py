"""How headings and cells are read once what a form tool put round the words is taken off.

Patterns are compiled when they are first used: most input has no headings, and starts sooner without.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from coproladder.base.fields import ACTIVITY, FIELDS
from coproladder.base.text import unescaped
from coproladder.base.words import fold
from coproladder.ladder.records import Ladder, Question

FRONT = r"[\[(#]?(?:(?:question\s*|(?:g\d+)?q)?\d{1,3}(?:\.\d+)*[a-z]?[\s.:)\]_/-]+|\w+(?:\[\w+\])?[.)]\s+)"
"""A number or a code in front, folded: `1.`, `3)`, `[Q3]`, `Q1_`, `Question 2:`, `G01Q01[SQ001]. `."""

REMARK = r"\((?!choice=|other\b)[^()]*\)\W*$"
"""A remark in brackets after the words, folded: `(required)`, `(tick one)`."""

INNER = r"\[([^\[\]]*)\]\W*$|\(choice=(.*)\)\W*$"
"""What stands in brackets at the end, folded; REDCap writes `(choice=Yes)`."""

OTHER = r"(?i)\[\s*other\b"
"""The mark of the column in which tools keep what people wrote beside the answers of a question."""

BREAKS = r"[/>|:.-]"
"""What tools put between a group and a question: `about/voice`, `about-voice`, `About >> Voice`."""

UNSEEN = str.maketrans("", "", "\u200b\u2060\ufeff\xad")
AROUND = " *_[](){}<>:?#\"'.,;!"
MOST_TEXT, MOST_FRONTS, MOST_BREAKS = 500, 3, 9
"""How much of a heading or a cell is looked at; what people and tools write stays below."""


def unpunctuated(text: str) -> str:
    """Return text folded, and without stars, brackets and punctuation round it."""
    return fold(text).strip(AROUND)


def field_names(ladder: Ladder) -> dict[str, str]:
    """Return the field that each name means: ids, names and wordings, folded and unpunctuated."""
    names = {name: field for field in FIELDS for name in (field, field.replace("_", " "))}
    for question in ladder.questions:
        names |= {fold(name): question.id for name in (question.id, *question.words.wordings)}
    return {unpunctuated(name): names[name] for name in reversed(names)} | names


def answer_names(*questions: Question) -> set[str]:
    """Return how the answers may stand in cells: by id, by wording, and by a wording's first sentence."""
    answers = (answer for question in questions for answer in question.answers)
    names = [name for answer in answers for name in (answer.id, *answer.wordings)]
    return {unpunctuated(text) for name in names for text in (name, name.partition(". ")[0])}


def variants(text: str) -> Iterator[str]:
    """Yield a heading or a cell as it is, without punctuation round it, and without each number in front."""
    rest = _folded(text)
    yield rest
    yield unpunctuated(rest)
    for _ in range(MOST_FRONTS):
        found = re.match(FRONT, rest)
        if not found:
            return
        rest = rest[found.end() :]
        yield unpunctuated(rest)


def unremarked(text: str) -> Iterator[str]:
    """Yield what `variants` does for a heading without the remark in brackets that ends it."""
    rest, removed = re.subn(REMARK, "", _folded(text))
    if removed:
        yield from variants(rest)


def segments(text: str) -> Iterator[str]:
    """Yield the words of the part in brackets, and of what follows each sign that ends a group."""
    rest = _folded(text)
    if found := re.search(INNER, rest):
        yield from variants(found[1] or found[2] or "")
    for found in list(re.finditer(BREAKS, rest))[-MOST_BREAKS:]:
        yield from variants(rest[found.end() :])


def _folded(text: str) -> str:
    """Return the start of a text folded, without signs that nobody sees and without HTML."""
    text = unescaped(text[:MOST_TEXT].translate(UNSEEN))
    return fold(re.sub(r"<[^<>]*>", " ", text)).lstrip(" *")


class FieldLookup:
    """Finds the fields and questions of one ladder among any headings or keys."""

    def __init__(self, ladder: Ladder) -> None:
        self._ladder = ladder
        self._questions = {question.id for question in ladder.questions}

    def fields(self, names: Iterable[str]) -> set[str]:
        """Return the fields that the names mean, as form tools write them."""
        readings = (text for name in names for text in (*variants(name), *unremarked(name), *segments(name)))
        return {self._names[text] for text in readings if text in self._names}

    def has_question(self, names: Iterable[str]) -> bool:
        """Whether one of the names is that of a question."""
        return not self._questions.isdisjoint(self.fields(names))

    def names_activity(self, names: Iterable[str]) -> bool:
        """Whether the names are those of a record: what the activity is called, or a question."""
        return not {ACTIVITY, *self._questions}.isdisjoint(self.fields(names))

    @cached_property
    def _names(self) -> dict[str, str]:
        return field_names(self._ladder)
