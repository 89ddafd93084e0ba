"""Finds the names that a person gave for fields, or calls an activity by; says what is wrong with names."""

import re
from collections.abc import Iterable, Mapping, Sequence

from coproladder.base.errors import DataError
from coproladder.base.fields import FIELDS, RESULT_FIELDS
from coproladder.base.words import fold, name_readings, one_line, shorten, suggest, unpunctuated

MOST_QUOTED = 200
"""How much of a heading is given with --map."""

ACTIVITY_NAMES = ("project", "initiative", "activity name", "name of the activity", "study", "event")
"""What people call the name of an activity, in the order in which it is taken for it."""

PLAIN_NAMES = ("name", "title", "case")
"""What names an activity only where no form tool wrote the record: there it may be the name of a person."""

TOOL = (
    r"(?:your )?e-?mail(?: address)?|(?:survey )?timestamp|(?:first|last) name|ip address|uuid|"
    r"(?:start|end|completion|last modified) time|(?:submission|recorded) ?date|submitted at|"
    r"(?:respondent|response|collector|submission|network|record|participant|submitter)[ _]?id"
)
"""What form tools call columns of their own, folded."""


Places = dict[str, int | None]
"""Where among names the one stands that a person gave for a field, None where it is blank."""


def mapped_places(names: Sequence[str], mapped: Mapping[str, str], match_file: str = "") -> Places:
    """Return the place of the name of each field; one whose name is not there is left out.

    Raises DataError where two fields have the same place, or several names read alike.
    """
    places: Places = {}
    for field, name in mapped.items():
        found = places_of(name, names)
        if len(found) > 1:
            said = map_option(match_file, (field, name))
            raise DataError(f"{said}: {len(found)} columns have this heading; rename one")
        twice = next((other for other, at in places.items() if at in found), None)
        if twice:
            where = match_file or "--map"
            raise DataError(f'{where}: "{name}" is given for {twice} and for {field}; keep one')
        if found or not name.strip():
            places[field] = found[0] if found else None
    return places


def map_option(match_file: str, *pairs: tuple[str, str]) -> str:
    """Return what says which columns hold fields, ready to be copied; each pair is a field and its heading.

    These are options, or lines of a match file where one is used.
    """
    ways = []
    for field, heading in pairs:
        text = one_line(heading)
        if len(text) > MOST_QUOTED:
            text = f"{text[:MOST_QUOTED]}…"
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        quoted = f'"{escaped}"' if text else ""
        ways.append(f"{field}: {quoted or 'null'}" if match_file else f"--map {field}={quoted}")
    return f"{', '.join(ways)} under columns in {match_file}" if match_file else " ".join(ways)


def places_of(name: str, names: Sequence[str]) -> list[int]:
    """Return the places of a name, which may end where our messages cut it off: `About the pro…`.

    What is as it was typed comes before what only reads the same, so that each name can be given.
    """
    for read in (str.strip, fold, unpunctuated):
        wanted = read(name)
        start = wanted[:-1] if wanted.endswith("…") else None
        found = [
            at
            for at, other in enumerate(map(read, names))
            if wanted and (other == wanted or (start and other.startswith(start)))
        ]
        if found:
            return found
    return []


def is_by_tool(names: Sequence[str]) -> bool | None:
    """Return whether a form tool wrote a record with these names; None where they do not matter to that."""
    readings = {text for name in names for text in name_readings(name)[0]}
    if any(re.fullmatch(TOOL, text) for text in readings):
        return True
    return None if readings.isdisjoint(PLAIN_NAMES) else False


def activity_among(names: Sequence[str], free: Iterable[int], by_tool: bool | None) -> int | None:
    """Return the place of what people call the name of an activity among the free ones, None for none.

    Whether the records are `by_tool` the names tell where it is None.
    """
    readings = {at: {*name_readings(names[at])[0]} for at in free}
    by_tool = is_by_tool(names) if by_tool is None else by_tool
    known = ACTIVITY_NAMES if by_tool else (*ACTIVITY_NAMES, *PLAIN_NAMES)
    return next((at for name in known for at, texts in readings.items() if name in texts), None)


class NoRungError(DataError):
    """What people call an activity is far from the name of any rung."""


class NoFieldError(DataError):
    """A name that means no field, and the field that it is `near`, if any.

    `is_own` tells that none of the names beside it is one of the `questions`.
    """

    def __init__(self, name: str, near: str | None, questions: Sequence[str], is_own: bool = False) -> None:
        cure = suggest(name, [near] if near else (*FIELDS, *questions))
        own = ", or type coproladder match to say what your own names mean"
        learn = own if is_own and not near else ""
        fault = f'there is no field "{shorten(name)}"; {cure} (if it is your own, add --keep-extra{learn})'
        if name in RESULT_FIELDS:
            fault = f'"{shorten(name)}" is a name that results use; choose another name'
        super().__init__(fault)


class GivenTwiceError(DataError):
    """Two names, at the places `first` and `second`, mean the same field; `pairs` are all such fields.

    `others` names those of them that come after the first.
    """

    def __init__(self, pairs: Sequence[tuple[str, int, int]], names: Sequence[str], match_file: str) -> None:
        self.pairs, self._match_file = pairs, match_file
        self.field, self.first, self.second = pairs[0]
        self.others = ", ".join(dict.fromkeys(field for field, *_ in pairs if field != self.field))
        both = " and in ".join(f'"{shorten(names[at])}"' for at in (self.first, self.second))
        too = f", and so is each of {self.others}" if self.others else ""
        ways = self.ways_to_read(names)
        super().__init__(f"{self.field}: it is given twice, in {both}{too}; keep one, or {ways}")

    def ways_to_read(self, names: Sequence[str]) -> str:
        """Return how to read the first name of each field, and how the second."""
        first, second = (
            map_option(self._match_file, *((field, names[places[which]]) for field, *places in self.pairs))
            for which in (0, 1)
        )
        return f"to read the first add {first}; to read the second add {second}"
