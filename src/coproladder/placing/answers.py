"""Says which answer to a question a text gives, or what is wrong with it."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import TypeVar

from msgspec.structs import replace

from coproladder.base.errors import DataError
from coproladder.base.words import (
    AROUND,
    answer_readings,
    first_sentence,
    fold,
    nearest,
    shorten,
    suggest,
    unmarked,
)
from coproladder.ladder.records import Question

Meant = TypeVar("Meant")
NO_ANSWER = "is not an answer to it"

NOT_KNOWN = {
    *("", "-", "--", "---", "?", "??", "n/a", "na", "n.a", "n / a", "nan", "null", "nil", "tbc", "tbd", "dk"),
    *("not sure", "i'm not sure", "i am not sure", "unsure", "unclear", "no idea", "no answer"),
    *("don't know", "dont know", "do not know", "i don't know", "i dont know", "i do not know"),
    *("unknown", "not known", "not applicable", "not stated", "not answered", "prefer not to say", "skipped"),
}
"""What people write for an answer that is not known; "none" is not among them, since it may be an answer."""

BETWEEN_ANSWERS = (r"\s*[;|\n]\s*", r"\s*[;|\n]\s*|,\s+|,(?=\S)", r"\s*(?:[/&+]|\band\b)\s*", r"\s+")
"""Separators of several answers in one cell, tried in order: the least likely inside an answer first."""

NUMBER = r"[0-9.,]+\s*%?"

ERROR_CELL = r"#[A-Z0-9/_]+[!?]?|Err:[0-9]+"
"""What a spreadsheet shows for a formula that fails."""


def is_not_known(folded: str, own: Collection[str]) -> bool:
    """Whether a folded text says that something is not known, in common words or in a ladder's `own`."""
    return folded in own or folded in NOT_KNOWN or folded.rstrip(" !?.…") in NOT_KNOWN


class AnswerNames:
    """The answers to one question by their ids and by all wordings of theirs.

    `not_sure` holds the ladder's own words for an answer that is not known, folded.
    """

    def __init__(self, question: Question, not_sure: Collection[str]) -> None:
        self.question, self._not_sure = question, not_sure
        self.ids = [answer.id for answer in question.answers]
        self.own: dict[str, str | None] = {}

    def learn(self, words: Mapping[str, str | None]) -> None:
        """Let texts, compared as answers are, mean what people say: None is not known, a blank is nothing."""
        meant = {fold(text): answer and self.read(answer) for text, answer in words.items() if answer != ""}
        self.own |= read_alike(meant)
        self.known.update(self.own)

    def is_own(self, text: str) -> bool:
        """Whether people have said what a text means."""
        return any(reading in self.own for reading in answer_readings(text))

    def read(self, text: str) -> str | None:
        """Return the id of the answer that a text gives, None where it says that nothing is known.

        An answer is known by its id, by a wording of this version or an earlier one, and by the first
        sentence of one that no other answer begins with. Raises DataError with the nearest right one.
        """
        for reading in answer_readings(text) if self.own else ():
            if reading in self.own:
                return self.own[reading]
        if text in self.ids:
            return text
        if found := self._found(text):
            return found
        if any(is_not_known(reading, self._not_sure) for reading in answer_readings(text)):
            return None
        raise DataError(f"{self.question.id}: {self._fault(text)}")

    def is_earlier(self, text: str) -> bool:
        """Whether a text that is an answer is one in the words of an earlier version alone."""
        return not (text in self.ids or self.is_own(text)) and not any(
            wording.startswith(reading)
            for reading in answer_readings(self._without_id(text)[0])
            for wording in self._of_this_version
        )

    @cached_property
    def known(self) -> dict[str, str | None]:
        """The answer that each folded text means; None for a first sentence that several begin with."""
        wordings = {
            fold(text): answer.id
            for answer in self.question.answers
            for text in (answer.id, *answer.wordings)
        }
        sentences: dict[str, str | None] = {}
        for wording, answer in wordings.items():
            sentence = fold(first_sentence(wording))
            if sentence not in wordings and not is_not_known(sentence, self._not_sure):
                meant = {wordings[other] for other in wordings if other.startswith(sentence)}
                sentences[sentence] = answer if len(meant) == 1 else None
        return read_alike(sentences | wordings)

    def _found(self, text: str) -> str | None:
        bare, named = self._without_id(text)
        found = next(filter(None, map(self.known.get, answer_readings(bare))), None)
        return found if named in (None, found) else None

    def _without_id(self, text: str) -> tuple[str, str | None]:
        """Return a wording without the id that `coproladder questions` prints in brackets, and that id."""
        found = re.search(rf"\(({'|'.join(map(re.escape, self.ids))})\)", text)
        bare = text[: found.start()] + text[found.end() :] if found else ""
        return (bare, found[1]) if found and bare.strip(AROUND) else (text, None)

    @cached_property
    def _of_this_version(self) -> set[str]:
        return {
            unmarked(text)
            for answer in self.question.answers
            for text in (answer.id, *replace(answer, also=()).wordings)
        }

    def _fault(self, text: str) -> str:
        several = self._several(text)
        if len(several) > 1:
            answers = " and ".join(f'"{answer}"' for answer in several)
            count = "two" if len(several) == 2 else len(several)
            return f"there are {count} answers in one cell, {answers}; keep the one that fits best"
        quoted, ids = f'"{shorten(text)}"', suggest("", self.ids)
        listed = f"{ids} (see coproladder questions)"
        kinds = {
            r"[A-Za-z]{1,3}[0-9]+": "a code of the form tool; export full answers, not codes",
            ERROR_CELL: "what a spreadsheet shows where a formula fails; type the answer in its place",
            "=.*": "a formula without its result; open the file in a spreadsheet and save it there",
            NUMBER: f"a number; {listed}",
        }
        for pattern, what in kinds.items():
            if re.fullmatch(pattern, text.strip(), re.DOTALL):
                return f"{quoted} is {what}"
        near = self._nearest(text)
        if not near:
            return f"{quoted} {NO_ANSWER}; {listed if ' ' in text.strip() else ids}"
        return f'{quoted} {NO_ANSWER}; did you mean "{near}"?{difference(_unnumbered(text), near)}'

    def _nearest(self, text: str) -> str | None:
        """Return the nearest answer: a wording where a wording was meant."""
        if " " not in text.strip():
            near = nearest(text, self.ids)
            # Who misspells a word gets its first letter right: "Other" is not "together".
            return near if near and near[0] == fold(text)[:1] else None
        start = fold(_unnumbered(text)).rstrip(".…")
        wordings = [wording for answer in self.question.answers for wording in answer.wordings]
        begun = next((wording for wording in wordings if fold(wording).startswith(start)), None)
        return begun or nearest(text, wordings)

    def _several(self, text: str) -> list[str]:
        """Return the ids of the answers in a text that may hold more than one."""
        found: set[str | None] = {*in_one_cell(text, self._found)}
        if not found:
            whole = unmarked(text)
            said = [name for name in self.known if " " in name and name in whole]
            # An answer that begins a longer one is no second answer beside it.
            found = {self.known[name] for name in said if sum(each.startswith(name) for each in said) == 1}
        return [answer for answer in self.ids if answer in found]


def _unnumbered(text: str) -> str:
    return re.sub(r"^\W*[0-9]+\W+", "", text)


def difference(text: str, known: str) -> str:
    """Return a sentence on the words in which a text differs from a known one; "" for single words."""
    words, others = text.split(), known.split()
    if min(len(words), len(others)) < 2:
        return ""
    for end in (0, -1):
        while words and others and fold(words[end]) == fold(others[end]):
            words.pop(end)
            others.pop(end)
    has, lacks = (f'"{shorten(" ".join(each))}"' if each else "" for each in (words, others))
    if not (has and lacks):
        return f" It {f'has {has} too' if has else f'lacks {lacks}'}." if has or lacks else ""
    return f" It has {has} in place of {lacks}."


def read_alike(meant: Mapping[str, Meant]) -> dict[str, Meant]:
    """Return what folded texts mean, and what they do without marks: as it is written comes first."""
    bare = {text.strip(AROUND): answer for text, answer in meant.items() if text.strip(AROUND)}
    return {unmarked(text): answer for text, answer in meant.items()} | bare | {**meant}


def in_one_cell(text: str, meaning: Callable[[str], str | None]) -> set[str]:
    """Return what the parts of a text mean where it is nothing but known words, else nothing."""
    for between in BETWEEN_ANSWERS:
        parts = [meaning(part) for part in re.split(between, text.strip())]
        if None not in parts:
            return {part for part in parts if part}
    return set()
