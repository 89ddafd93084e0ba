"""Builds what the form in a browser needs to know: the ladder, phrases, cards, what is filled in."""

from collections.abc import Mapping
from typing import Any

import msgspec

from coproladder.base.fields import FIELDS
from coproladder.base.text import UNSAFE
from coproladder.ladder.guide import Workshop
from coproladder.ladder.interface import Interface
from coproladder.ladder.records import Ladder


def form_data(
    ladder: Ladder, interface: Interface, workshop: Workshop | None, record: Mapping[str, Any], easy: bool
) -> dict[str, Any]:
    """Return what the form knows: `record` is filled in already, `easy` begins in easy words."""
    return {
        "ladder": msgspec.to_builtins(ladder),
        "ladder_id": f"{ladder.about.id}/{ladder.about.version}",
        "interface": msgspec.to_builtins(interface),
        "practice": _practice(workshop),
        "fields": FIELDS,
        "acting": UNSAFE,
        "record": record,
        "easy": easy,
    }


def _practice(workshop: Workshop | None) -> dict[str, Any] | None:
    """Return the cards to place, and where each rung commonly goes wrong; None where there are no cards."""
    if workshop is None or not workshop.cards:
        return None
    cards = [{"words": card.words, "rung": card.rung, "why": card.why} for card in workshop.cards]
    practice: dict[str, Any] = msgspec.to_builtins({"cards": cards, "mistakes": workshop.mistakes})
    return practice
