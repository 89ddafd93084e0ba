"""Compares words as people do, and finds the known word nearest to a misspelt one."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

MOST_KNOWN, MOST_CHOICES_NAMED = 500, 20
"""How many known words a misspelt one is compared with, and how many are named."""

STRAIGHT = str.maketrans("‘’‚“”„‐‑‒–—−", "'''\"\"\"------")


def fold(text: str) -> str:
    """Return text as it is compared, without what does not matter.

    That is case, outer and double spaces, curly quotes, the kind of dash, and a final full stop.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return re.sub(r"\s+", " ", text.translate(STRAIGHT)).strip().removesuffix(".").casefold()


def bare_name(name: str) -> str:
    """Return the name of a rung without case, spaces and hyphens: Co-design is codesign."""
    return re.sub(r"[\s_-]+", "", fold(name))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that a misspelt one is most like, None where it is like none of them."""
    from difflib import get_close_matches

    choices = {fold(name): name for name in islice(known, MOST_KNOWN)}
    for match in get_close_matches(fold(word[:200]), choices, n=1, cutoff=0.6):
        return choices[match]
    return None


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a half-sentence that names the known word nearest to `word`, or else all of them."""
    choices = [*dict.fromkeys(islice(known, MOST_KNOWN))]
    if near := nearest(word, choices):
        return f'did you mean "{near}"?'
    if not choices:
        return "there are none"
    if len(choices) > MOST_CHOICES_NAMED:
        return f"use one of {', '.join(choices[:MOST_CHOICES_NAMED])} and so on"
    return f"use {' or '.join(', '.join(choices).rsplit(', ', 1))}"


def shorten(text: str) -> str:
    """Return text short enough to quote in an error."""
    return text if len(text) <= 60 else text[:59] + "…"


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, with its full stop."""
    sentence, stop, _ = text.partition(". ")
    return sentence + stop.rstrip()
