"""Keeps account of what was read and of what was not, for at most two lines after reading."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Literal, get_args

from msgspec import Struct, field

from coproladder.base.fields import ACTIVITY
from coproladder.base.words import UNSEEN, fold, joined, listed, one_line, shorten

MOST_NAMED = 5
"""How many things of a kind are named before the rest is counted."""

Kind = Literal["column", "key", "sheet", "file", "row"]


class Account(Struct):
    """What one run of a command took and did not take from its input; one for all files that it reads.

    `source` is the file that is being read, as messages name it. `tell` takes each unused thing as it is
    found: its kind, name, source, line and row. `activities` is how many were read from each source, `unmet`
    the names with answers of their own that no record had so far, and `hint` the last line. `unanswered` is
    how many activities have a name and no answer. `every_sheet` has the names of all sheets met so far where
    several files are read.
    With nothing but fields by their ids, none missing, and nothing unused, there is nothing to say.
    """

    tell: Callable[[Kind, str, str, int, int], None] = lambda *unused: None
    source: str = ""
    activities: Counter[str] = field(default_factory=Counter)
    sheets: dict[str, list[str]] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    left: dict[Kind, dict[str, Counter[str]]] = field(default_factory=dict)
    unmet: set[str] | None = None
    every_sheet: list[str] | None = None
    unanswered: int = 0
    has_other_names: bool = False
    hint: str = ""

    def begin(self, source: str) -> None:
        """Say that `source` is read from now on."""
        self.source = source
        self.sheets.setdefault(source, [])

    def remark(self, lead: str, detail: str) -> None:
        """Say something of how the source is read; details with one lead share a sentence."""
        details = self.remarks.setdefault(lead, [])
        if detail not in details:
            details.append(detail)

    def name_fields(self, fields: Iterable[tuple[str, str | None]]) -> None:
        """Say which field each heading or key was taken for."""
        for name, meant in fields:
            self.has_other_names |= meant is not None and name.strip() != meant
            if meant == ACTIVITY and fold(name) != ACTIVITY:
                self.remark("Names come from", _quoted(name))

    def unused(self, kind: Kind, name: str, source: str = "", line: int = 0, row: int = 0) -> None:
        """Say that something is not used: its name, or what kind of row it is, such as "empty row"."""
        source = source or self.source
        self.left.setdefault(kind, {}).setdefault(name, Counter())[source] += 1
        self.tell(kind, name, source, line, row)

    def lines(self) -> list[str]:
        """Return what to say after reading: what was read, what was not, and a warning of `unmet` names."""
        unmet = listed(map(_quoted, sorted(self.unmet or ())), MOST_NAMED)
        warning = f"warning: the match file has answers under rows for what no record is called: {unmet}"
        warnings = [warning] if unmet else []
        if not (self.has_other_names or self.remarks or self.left):
            return warnings
        read = f"Read {counted(self.activities.total(), 'activity')}"
        if self.sheets:
            read += f" from {self._sources()}"
        remarks = [f"{lead} {listed(details, MOST_NAMED)}" for lead, details in self.remarks.items()]
        if self.unanswered:
            remarks.append(f"Without an answer: {counted(self.unanswered, 'activity')}")
        parts = [self._unused(kind, self.left[kind]) for kind in get_args(Kind) if kind in self.left]
        unused = [f"Not used: {'; '.join(parts)}."] if parts else []
        return [". ".join([read, *remarks]) + ".", *unused, *warnings]

    def _sources(self) -> str:
        read = {name: self.sheets[name] for name in self.sheets if self.activities[name]} or self.sheets
        if len(read) > MOST_NAMED:
            return f"{len(read)} files"
        named = ((name, _named(", sheet", [*map(_quoted, sheets)])) for name, sheets in read.items())
        return joined([*map("".join, named)])

    def _unused(self, kind: Kind, names: dict[str, Counter[str]]) -> str:
        if kind == "row":
            return ", ".join(counted(counts.total(), name) for name, counts in names.items())
        # Columns of one file may have the same heading; a key is met again in each record.
        often = {name: max(counts.values()) if kind == "column" else 1 for name, counts in names.items()}
        return _named(kind, [_quoted(each) + f" ({often[each]} times)" * (often[each] > 1) for each in names])


def counted(number: int, what: str) -> str:
    """Return a number of things: 1 activity, 2 activities, 3 empty rows, 2 rows of dashes."""
    if number == 1:
        return f"1 {what}"
    noun = re.split(" of | above ", what)[0]
    return f"{number:,} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}{what.removeprefix(noun)}"


def _named(kind: str, names: Collection[str]) -> str:
    return f"{kind}{'s' * (len(names) > 1)} {listed(names, MOST_NAMED)}" if names else ""


def _quoted(name: str) -> str:
    return f'"{shorten(one_line(name.translate(UNSEEN)))}"'
