"""What the names in a record mean, for all records that have the same."""

from typing import Any

from msgspec import Struct

from coproladder.placing.cache import Memo


class Layout(Struct, frozen=True):
    """What the names in a record mean, worked out once for all records that have the same.

    For ("Activity", "1. voice", "colour") `fields` is ("activity", "voice", None): the last is passed over.
    `free` is ["activity"], whose texts are kept as they are. `closed` is [("voice", {"Told": "told"})] once a
    text of it was read. `as_given` tells that the names are the fields. `others` is ["colour"]. `unanswered`
    tells that no name is a question, `nameless` that one is, and none is the activity.
    """

    fields: tuple[str | None, ...]
    as_given: bool
    closed: list[tuple[str, Memo[str, Any]]]
    free: list[str]
    others: list[str]
    unanswered: bool
    nameless: bool
