"""What the values of a record mean on a ladder, in the words that people use for them."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from coproladder.base.errors import DataError
from coproladder.base.text import unescaped
from coproladder.base.words import bare_name, first_sentence, fold, nearest, shorten, suggest
from coproladder.ladder.records import Entry, Ladder, Question, Rung

NOT_KNOWN = {
    *("", "-", "--", "---", "?", "??", "n/a", "na", "n.a", "n / a", "nan", "null", "nil", "tbc", "tbd", "dk"),
    *("not sure", "i'm not sure", "i am not sure", "unsure", "unclear", "no idea", "no answer"),
    *("don't know", "dont know", "do not know", "i don't know", "i dont know", "i do not know"),
    *("unknown", "not known", "not applicable", "not stated", "not answered", "prefer not to say", "skipped"),
}
"""What people write for an answer that is not known; "none" is not among them, since it may be an answer."""

BETWEEN_ANSWERS = (r"\s*[;|\n]\s*|,\s+|,(?=\S)", r"\s*(?:[/&+]|\band\b)\s*", r"\s+")
"""Separators of several answers in one cell, tried in order: the least likely inside an answer first."""

ERROR_CELL = r"#[A-Z0-9/_]+[!?]?|Err:[0-9]+"
"""What a spreadsheet shows for a formula that fails."""


def is_not_known(text: str, own: Collection[str] = ()) -> bool:
    """Whether text says that something is not known, in common words or in a ladder's `own`, folded."""
    folded = fold(unescaped(text))
    return folded in own or folded in NOT_KNOWN or folded.rstrip(" !?.…") in NOT_KNOWN


class AnswerWords:
    """The answers to one question by their ids and by all wordings of theirs.

    `not_sure` holds the ladder's own words for an answer that is not known, folded. `earlier` gathers the
    texts that were read as answers of an earlier version.
    """

    def __init__(self, question: Question, not_sure: Collection[str]) -> None:
        self.question = question
        self._ids = {answer.id for answer in question.answers}
        self._not_sure = not_sure
        self.earlier: set[str] = set()

    def read(self, text: str) -> str | None:
        """Return the id of the answer that a text gives, None where it is not known.

        An answer is known by its id, by a wording of this version or an earlier one, and by the first
        sentence of one that no other answer begins with. Raises DataError with the nearest right one.
        """
        if text in self._ids:
            return text
        folded = fold(unescaped(text))
        if folded not in self._wordings and is_not_known(text, self._not_sure):
            return None
        found = self._wordings.get(folded) or self._first_sentences.get(folded)
        if found is None:
            raise DataError(f"{self.question.id}: {self._fault(text)}")
        if not any(wording.startswith(folded) for wording in self._of_this_version):
            self.earlier.add(text)
        return found

    @cached_property
    def _wordings(self) -> dict[str, str]:
        return {
            fold(text): answer.id
            for answer in self.question.answers
            for text in (answer.id, *answer.wordings)
        }

    @cached_property
    def _of_this_version(self) -> set[str]:
        return {
            fold(text) for answer in self.question.answers for text in (answer.id, *answer.words.wordings)
        }

    @cached_property
    def _first_sentences(self) -> dict[str, str]:
        """The first sentences that only wordings of one answer begin with."""
        found = {}
        for wording, answer in self._wordings.items():
            sentence = fold(first_sentence(wording))
            others = (other for other, other_id in self._wordings.items() if other_id != answer)
            if not any(other.startswith(sentence) for other in others):
                found[sentence] = answer
        return found

    def _fault(self, text: str) -> str:
        several = self._several(text)
        if len(several) > 1:
            answers = " and ".join(f'"{answer}"' for answer in several)
            count = "two" if len(several) == 2 else len(several)
            return f"{count} answers in one cell, {answers}; keep the one that fits best"
        quoted = f'"{shorten(text)}"'
        ids = suggest("", [answer.id for answer in self.question.answers])
        if re.fullmatch(r"[A-Za-z]{1,3}[0-9]+", text.strip()):
            return f"{quoted} is a code of the form tool; export full answers, not codes"
        if re.fullmatch(ERROR_CELL, text.strip()):
            return f"{quoted} is what a spreadsheet shows where a formula fails; type the answer in its place"
        if re.fullmatch(r"[0-9.,]+\s*%?", text.strip()):
            return f"{quoted} is a number; {ids} (see coproladder questions), or delete a row of totals"
        listed = f"{ids} (see coproladder questions)" if " " in text.strip() else ids
        return f"{quoted} is not an answer to it; {self._nearest(text) or listed}"

    def _nearest(self, text: str) -> str | None:
        """Return a half-sentence that names the nearest answer: a wording where a wording was meant."""
        if " " not in text.strip():
            near = nearest(text, [answer.id for answer in self.question.answers])
            return f'did you mean "{near}"?' if near else None
        start = fold(re.sub(r"^\W*[0-9]+\W+", "", text)).rstrip(".…")
        wordings = [wording for answer in self.question.answers for wording in answer.wordings]
        near = next((wording for wording in wordings if fold(wording).startswith(start)), None)
        near = near or nearest(text, wordings)
        return f'did you mean "{near}"?' if near else None

    def _several(self, text: str) -> list[str]:
        """Return the ids of the answers in a text that may hold more than one."""
        found = _in_one_cell(text, self._wordings | self._first_sentences)
        if not found:
            whole = fold(text)
            found = {
                answer for wording, answer in self._wordings.items() if " " in wording and wording in whole
            }
        return [answer.id for answer in self.question.answers if answer.id in found]


def _in_one_cell(text: str, known: Mapping[str, str]) -> set[str]:
    """Return what the parts of a text mean where it is nothing but known words, else nothing."""
    for between in BETWEEN_ANSWERS:
        parts = [fold(part) for part in re.split(between, text.strip())]
        if all(part in known for part in parts):
            return {known[part] for part in parts}
    return set()


def find_rung(ladder: Ladder, name: str, field: str) -> Rung:
    """Return the rung with this id, name, number or other name.

    Case, spaces and hyphens do not matter. Raises DataError that says which `field` held the name.
    """
    wanted = bare_name(name)
    for rung in ladder.rungs:
        if wanted in map(bare_name, (rung.id, rung.name, str(rung.number), *rung.also)):
            return rung
    names = [rung.name for rung in ladder.rungs]
    raise DataError(f'{field}: there is no rung "{shorten(name)}"; {suggest(name, names)}')


def find_entry(field: str, text: str, entries: Iterable[Entry]) -> str:
    """Return the id of a level or a stage; any text will do on a ladder that lists none."""
    known = {name: entry.id for entry in entries for name in (entry.id, fold(entry.name))}
    folded = fold(text)
    if known and folded not in known:
        ids = dict.fromkeys(known.values())
        several = [f'"{each}"' for each in ids if each in _in_one_cell(text, known)]
        if len(several) > 1:
            raise DataError(f"{field}: two {field}s in one cell, {' and '.join(several)}; keep one")
        raise DataError(f'{field}: there is no {field} "{shorten(text)}"; {suggest(text, ids)}')
    return known.get(folded, text)
