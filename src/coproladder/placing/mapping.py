"""Finds the heading or key that a person gave for a field, or that people call the name of an activity."""

import re
from collections.abc import Iterable, Mapping, Sequence

from coproladder.base.errors import DataError
from coproladder.base.words import fold, name_readings, one_line, unpunctuated

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


def mapped_places(
    names: Sequence[str], mapped: Mapping[str, str], match_file: str = ""
) -> dict[str, int | None]:
    """Return where among the names the one stands that a person gave for a field, None where it is blank.

    A field whose name is not there is left out. Raises DataError where two fields have the same place, or
    several names read alike.
    """
    places: dict[str, int | None] = {}
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
    """Return the place of what people call the name of an activity among the free ones, None for none."""
    readings = {at: {*name_readings(names[at])[0]} for at in free}
    known = ACTIVITY_NAMES if by_tool else (*ACTIVITY_NAMES, *PLAIN_NAMES)
    return next((at for name in known for at, texts in readings.items() if name in texts), None)
