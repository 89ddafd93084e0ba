"""Builds what the form in a browser needs to know: the ladder, all phrases, and what is filled in already."""

from collections.abc import Mapping
from typing import Any

import msgspec

from coproladder.base.fields import FIELDS
from coproladder.base.text import ACTING
from coproladder.ladder.interface import Interface
from coproladder.ladder.records import Ladder


def form_data(ladder: Ladder, interface: Interface, record: Mapping[str, Any], easy: bool) -> dict[str, Any]:
    """Return what the form knows: `record` is filled in already, `easy` begins in easy words."""
    return {
        "ladder": msgspec.to_builtins(ladder),
        "ladder_id": f"{ladder.about.id}/{ladder.about.version}",
        "interface": msgspec.to_builtins(interface),
        "fields": FIELDS,
        "acting": ACTING,
        "record": record,
        "easy": easy,
    }
