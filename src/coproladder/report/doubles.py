"""Tells of records that are equal, and of names that may mean one activity; nothing is merged for it."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from coproladder.base.words import fold, joined
from coproladder.placing.activity import Activity

MOST_NAMES, LEAST_LETTERS, MOST_PAIRS = 500, 6, 5
"""How many names are compared, how long two are that may differ in a letter, and how many pairs are named."""


class Doubles:
    """The records of a report that name an activity, by what they say."""

    def __init__(self) -> None:
        self._files: dict[int, list[str]] = {}
        self._names: dict[str, str] = {}

    def add(self, activity: Activity, file: str) -> None:
        """Take up a record that stands in a file."""
        if activity.name is None:
            return
        fields = activity.record.items()
        try:
            said = hash(frozenset(fields))
        except TypeError:
            said = hash(repr(sorted(fields)))
        self._files.setdefault(said, []).append(file)
        if len(self._names) <= MOST_NAMES:
            # Names that differ in case and spaces are one already.
            self._names.setdefault(fold(activity.name), activity.name)

    def lines(self) -> Iterator[str]:
        """Yield a line on equal records and one on names, where there are such."""
        if equal := [files for files in self._files.values() if len(files) > 1]:
            files = joined(sorted(set().union(*equal)))
            count = f"{len(equal):,} records appear" if len(equal) > 1 else "1 record appears"
            cure = "if they are one person's answers, delete all but one"
            yield f"{count} more than once (in {files}), and each copy counts; {cure}"
        pairs = may_be_same(self._names.values()) if len(self._names) <= MOST_NAMES else []
        if pairs:
            shown = "; ".join(f'"{one}" and "{other}"' for one, other in pairs[:MOST_PAIRS])
            more = f" and {len(pairs) - MOST_PAIRS} more pairs" if len(pairs) > MOST_PAIRS else ""
            yield f"these may be two names for one activity; if so, use one of them: {shown}{more}"


def may_be_same(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of names that differ in nothing but zeros in front, "&" for "and", or one letter.

    ["7", "007", "Workshop 1", "Workshop 2"] gives [("7", "007")]
    """
    alike: dict[tuple[str, int], list[str]] = {}
    pairs: dict[tuple[str, str], None] = {}
    # A report takes names for one that are the same when folded.
    spelt = {fold(name): name for name in names}
    spaced = {name: " ".join(folded.replace("&", " and ").split()) for folded, name in spelt.items()}
    plain = {name: re.sub(r"\b0+(?=\d)", "", text) for name, text in spaced.items()}
    for name, text in plain.items():
        alike.setdefault((text, -1), []).append(name)
    for name, text in plain.items():
        if sum(map(str.isalpha, text)) < LEAST_LETTERS:
            continue
        for at, sign in enumerate(text):
            if sign.isalpha():
                less = text[:at] + text[at + 1 :]
                alike.setdefault((less, at), []).append(name)
                if sum(map(str.isalpha, less)) >= LEAST_LETTERS:
                    pairs |= {(other, name): None for other in alike.get((less, -1), ())}
    for group in alike.values():
        pairs |= dict.fromkeys(combinations(group, 2))
    return [*pairs]
