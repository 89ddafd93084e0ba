"""Compares words as people and form tools write them, and finds the known word nearest to a misspelt one.

Patterns are compiled when they are first used: most input is read without them, and starts sooner.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from coproladder.base.text import unescaped

MOST_KNOWN, MOST_CHOICES_NAMED = 500, 20
"""How many known words a misspelt one is compared with, and how many are named."""

LEAST_TYPED = 3
"""How many letters are the beginning of a word that people type."""

BULLETS = "*-•·●○◦▪■□▸►‣☐☑✓✔→➔➜➤⇒✅❖◆◇"
"""Stars, bullets, boxes, arrows and dashes that lists have in front, folded."""

ENCLOSED = "".join(map(chr, (*range(0x2460, 0x2500), *range(0x2776, 0x2794))))
"""Numbers and letters in circles and the like."""

LEADS = f" {BULLETS}{ENCLOSED}"

LINES = " \t\r\n\xa0-‐‑‒–—−=_*.~|+"
"""What people draw a line with."""

AROUND = f" _[](){{}}<>:\"'.,;!«»\u2039\u203a{LEADS}"
"""What stands round an answer without changing it; a question mark would, and # begins an error."""

AROUND_NAME = f"{AROUND}?#"

NUMBER = (
    r"o\s+|[\[(#]*(?:(?:option|answer|choice|no\.?)\s*)?"
    r"(?:\d{1,3}(?:\.\d{1,2})*(?:\s?[.,:)\]-]+\s+|\s+(?=\S+\s))|(?:[a-z]|[ivx]{2,4})\s?[.:)\]-]+\s+)"
)
"""A number or a letter in front of an answer, folded: `1. `, `a) `, `[2] `, `iv) `, `#1 `, `Option 1: `."""

CODE = r"[\[(#]?(?:(?:question\s*|(?:g\d+)?q)?\d{1,3}(?:\.\d+)*[a-z]?[\s.:)\]_/-]+|\w+(?:\[\w+\])?[.)]\s+)"
"""A number or a code in front of a name, folded: `3)`, `[Q3]`, `Q1_`, `Question 2:`, `G01Q01[SQ001]. `."""

REMARK = (
    r"(?:\((?!choice=|other\b)[^()]*\)|\[(?:single|multiple) (?:choice|answer)\]|\s-\sselected choice)\W*$"
)
"""A remark after a name, folded: `(required)`, `(tick one)`, `[Single choice]`, ` - Selected Choice`."""

INNER = r"\[([^\[\]]*)\]\W*$|\(choice=(.*)\)\W*$"
"""What stands in brackets at the end of a name, folded; REDCap writes `(choice=Yes)`."""

BREAKS = r"[/>|:.-]"
"""What tools put between a group and a question: `about/voice`, `about-voice`, `About >> Voice`."""

TIME = r"(?:before|now|after|then|today|earlier|later|pre|post|at the (?:start|end)|baseline|follow[- ]?up)"
SET = rf"^{TIME}[\s:,>/-]+|[\s:,(\[_-]+{TIME}\W*$|\s*(?:\.{{1,3}}|_|\()?(?:(?:19|20)\d\d|\d{{1,3}})\)?$"
"""What tells a second set of the same questions from the first, folded: `voice (2)`, `voice...7`."""

OTHER = r"(?i)\[\s*other\b"
"""The mark of the column in which tools keep what people wrote beside the answers of a question."""

MOST_TEXT, MOST_FRONTS, MOST_BREAKS = 500, 3, 9
"""How much of a name is looked at, and how long an answer may be; what people and tools write stays below."""

TAG = r"(?i)</?(?:[abipqsu]|br|em|li|ol|ul|td|th|div|sub|sup|font|span|small|strong|h\d|o:p)\b[^<>]*>"
"""A tag of HTML that tools put round words; what else stands in such brackets is text."""

UNSEEN = str.maketrans("", "", "\xad\u200b\u200e\u200f\u061c\u2060\ufeff\ufe0f\u20e3")

MARKS = str.maketrans(dict.fromkeys(".,:;()[]-", " "))

STRAIGHT = str.maketrans("‘’‚“”„‐‑‒–—−", "'''\"\"\"------")


def names_totals(text: str) -> bool:
    """Whether a text stands where the name of an activity does, and names the totals of a table."""
    return re.fullmatch(r"(grand |sub-?)?totals?\W*\d*\W*", text.strip(), re.IGNORECASE) is not None


def holds_nothing(texts: Iterable[Any]) -> bool:
    """Whether texts hold nothing but spaces, and lines drawn with dashes and the like."""
    return not "".join("".join(map(str, texts)).translate(UNSEEN).split()).strip(LINES)


def fold(text: str) -> str:
    """Return text as it is compared, without what does not matter.

    That is case, outer and double spaces, curly quotes, the kind of dash, and a final full stop.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(STRAIGHT)
    return " ".join(text.split()).removesuffix(".").casefold()


def unpunctuated(text: str) -> str:
    """Return text folded, and without stars, brackets and punctuation round it."""
    return fold(text).strip(AROUND_NAME)


def answer_readings(text: str) -> Iterator[str]:
    """Yield what an answer may say, the likeliest first: `(a) *Told*` gives "told" last."""
    yield fold(unescaped(text))
    if len(text) <= MOST_TEXT:
        for reading in filter(None, _stripped(_written(text), NUMBER, AROUND)):
            yield from (reading, unmarked(reading))


def name_readings(name: str) -> tuple[Iterable[str], Iterable[str], Iterable[str]]:
    """Return what a name may be as a whole, without a remark at its end, and by its last parts alone.

    For "voice" these are `[Q3] *Voice:*`, then `voice (tick one)`, then `about/voice` and `About it [voice]`.
    """
    if re.search(OTHER, name):
        return (), (), ()
    whole = _written(name)
    unremarked = re.sub(REMARK, "", whole)
    inner = re.search(INNER, whole)
    breaks = [found.end() for found in re.finditer(BREAKS, whole)]
    parts = [
        *filter(None, inner.groups() if inner else ()),
        *(whole[at:] for at in breaks[-MOST_BREAKS:]),
    ]
    return (
        _stripped(whole, CODE, AROUND_NAME),
        _stripped(unremarked, CODE, AROUND_NAME) if unremarked != whole else (),
        chain.from_iterable(_stripped(part, CODE, AROUND_NAME) for part in parts),
    )


def without_set(name: str) -> str | None:
    """Return a name without what tells a second set of questions, folded; None where it has nothing such."""
    folded = fold(name[:MOST_TEXT])
    single = re.sub(SET, "", folded)
    return single if single and single != folded else None


def _written(text: str) -> str:
    """Return the start of a text folded, without signs that nobody sees, HTML, and bullets in front."""
    text = unescaped(text[:MOST_TEXT])
    if not text.isascii():
        text = text.translate(UNSEEN)
    if "<" in text:
        text = re.sub(TAG, " ", text)
    return fold(text).lstrip(LEADS)


def _stripped(rest: str, front: str, around: str) -> Iterator[str]:
    """Yield a text without what stands round it, and then without each of the fronts that it has."""
    for _ in range(MOST_FRONTS + 1):
        yield rest.strip(around)
        rest = rest.lstrip(LEADS)
        found = re.match(front, rest)
        if not found:
            return
        rest = rest[found.end() :]


def unmarked(text: str) -> str:
    """Return text folded, with a space for each mark that may stand between a label and its hint."""
    folded = fold(text)
    return " ".join(folded.translate(MARKS).split()) or folded


def bare_name(name: str) -> str:
    """Return the name of a rung without case, spaces and hyphens: Co-design is codesign."""
    return re.sub(r"[\s_-]+", "", fold(name))


def begun(text: str, names: Iterable[tuple[str, str]], read: Callable[[str], str] = unmarked) -> str | None:
    """Return what all names mean that begin with a text, as `read` compares them; None for several or none.

    One or two letters are no beginning: they may be a key.
    """
    start = read(text)
    meant = {each for name, each in names if read(name).startswith(start)}
    return meant.pop() if len(meant) == 1 and len(start) >= LEAST_TYPED else None


def likeness(wanted: str, least: float) -> Callable[[str], float]:
    """Return what tells how similar a text is to `wanted`, from 0 to 1; 0 where that is below `least`."""
    letters = [(letter, wanted.count(letter)) for letter in {*wanted}]

    def similarity(text: str) -> float:
        # Most texts differ so far in length or letters that no more is looked at.
        enough = least * (len(text) + len(wanted)) / 2
        if min(len(text), len(wanted)) < enough:
            return 0
        if sum([min(text.count(letter), number) for letter, number in letters]) < enough:
            return 0
        from difflib import SequenceMatcher

        ratio = SequenceMatcher(None, text, wanted).ratio()
        return ratio if ratio >= least else 0

    return similarity


_fold_known = lru_cache(MOST_KNOWN)(fold)


def nearest(word: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """Return the known word that a misspelt one is most like, None where it is `least` like none of them."""
    similarity = likeness(fold(word[:200]), least)
    found = max(
        ((similarity(_fold_known(name)), name) for name in islice(known, MOST_KNOWN)), default=(0, "")
    )
    return found[1] if found[0] else None


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a half-sentence that names the known word nearest to `word`, or else all of them."""
    choices = [*dict.fromkeys(islice(known, MOST_KNOWN))]
    if near := nearest(word, choices):
        return f'did you mean "{near}"?'
    if not choices:
        return "there are none"
    if len(choices) > MOST_CHOICES_NAMED:
        return f"use one of {listed(choices, MOST_CHOICES_NAMED)}"
    return f"use {' or '.join(', '.join(choices).rsplit(', ', 1))}"


def listed(names: Iterable[str], most: int) -> str:
    """Return a list of names, the first `most` of them: `A, B and 3 more`."""
    different = [*dict.fromkeys(names)]
    more = len(different) - most
    return ", ".join(different[:most]) + (f" and {more:,} more" if more > 0 else "")


def joined(texts: Sequence[str]) -> str:
    """Return texts as a person lists them all: `A, B and C`."""
    return " and ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))


def one_line(text: str) -> str:
    """Return text without line breaks, and with single spaces."""
    return " ".join(text.split())


def shorten(text: str) -> str:
    """Return text short enough to quote in an error."""
    return text if len(text) <= 60 else text[:59] + "…"


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, with its full stop."""
    sentence, stop, _ = text.partition(". ")
    return sentence + stop.rstrip()
