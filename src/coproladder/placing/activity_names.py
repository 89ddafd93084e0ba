"""Says which heading or key holds the name of an activity, where none is called so."""

import re
from collections.abc import Iterable, Sequence

from coproladder.base.words import name_readings

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


def activity_among(names: Sequence[str], free: Iterable[int]) -> int | None:
    """Return the place of what people call the name of an activity among the free ones, None for none."""
    readings = {at: {*name_readings(names[at])[0]} for at in free}
    known: tuple[str, ...] = ACTIVITY_NAMES
    if not any(re.fullmatch(TOOL, text) for texts in readings.values() for text in texts):
        known += PLAIN_NAMES
    return next((at for name in known for at, texts in readings.items() if name in texts), None)
