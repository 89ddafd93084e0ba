"""The form in a browser as one HTML file, and what it knows; its style and scripts are beside this module."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from coproladder.base.fields import FIELDS
from coproladder.base.text import UNSAFE
from coproladder.base.words import STRAIGHT
from coproladder.ladder.guide import CARDS_IN_A_GO, Workshop
from coproladder.ladder.records import Ladder
from coproladder.ladder.wording import MONTHS, Interface, Wording
from coproladder.pages.assessment import MOST_TIPS
from coproladder.placing.names import Names
from coproladder.render.blocks import LABEL_ENDS
from coproladder.render.html_page import FOLDER as RENDER
from coproladder.render.html_page import allowed, fill, joined
from coproladder.results.csv_table import COLUMNS, FORMULA, INNER, NUMBER

FOLDER = Path(__file__).parent

SCRIPTS = tuple(
    FOLDER / name
    for name in (
        "rules.js",
        "steps.js",
        "phrases.js",
        "drawing.js",
        "start.js",
        "questions.js",
        "paper.js",
        "result.js",
        "sitting.js",
        "keep.js",
        "copy.js",
        "send.js",
        "saved.js",
        "compare.js",
        "cards.js",
    )
)


def form_page(
    wording: Wording,
    workshop: Workshop | None,
    record: Mapping[str, Any],
    send_to: Mapping[str, str] | None = None,
    reply: str | None = None,
) -> str:
    """Return a form that asks the questions of a ladder, with the fields of `record` filled in already.

    It says the name and address to `send_to`, and the `reply` that people will get to their answers.
    """
    style, style_hash = allowed(RENDER / "page.css", FOLDER / "form.css")
    script, script_hash = allowed(*SCRIPTS)
    return fill(
        FOLDER / "form.html.jinja",
        data=form_data(wording, workshop, record, send_to, reply),
        title=wording.ladder.about.name,
        language=wording.ladder.about.language,
        direction=wording.interface.direction,
        without_script=wording.phrase("form_without_script"),
        style=style,
        style_hash=style_hash,
        script=script,
        script_hash=script_hash,
    )


def form_data(
    wording: Wording,
    workshop: Workshop | None,
    record: Mapping[str, Any],
    send_to: Mapping[str, str] | None = None,
    reply: str | None = None,
) -> dict[str, Any]:
    """Return what the form knows, for its scripts; what it takes is as in `form_page`."""
    return {
        "ladder": _ladder(wording.ladder),
        "ladder_id": wording.ladder.id,
        "interface": msgspec.to_builtins(_said(wording.interface)),
        "easy": wording.easy,
        "record": record,
        "fields": FIELDS,
        "months": MONTHS,
        "names": Names(wording.ladder).tables(),
        "straight": {chr(sign): chr(plain) for sign, plain in STRAIGHT.items()},
        "unsafe": UNSAFE,
        "label_ends": LABEL_ENDS,
        "most_tips": MOST_TIPS,
        "practice": _practice(workshop),
        "send_to": send_to,
        "reply": reply,
        "table": {"columns": COLUMNS, "number": NUMBER, "formula": FORMULA.pattern, "inner": INNER.pattern},
    }


def _said(interface: Interface) -> Interface:
    """Return an interface with only the phrases that the scripts name, in full or by their first part."""
    named = {*re.findall(r"\w+", joined(*SCRIPTS)), *MONTHS}
    phrases = {
        name: phrase
        for name, phrase in interface.phrases.items()
        if named & {name, re.sub("_(one|many)$", "", name), re.sub("(?<=_).*", "", name)}
    }
    return replace(interface, phrases=phrases)


def _ladder(ladder: Ladder) -> dict[str, Any]:
    """Return a ladder without what only coders should know first, and what the form never says of a rung."""
    before = tuple(entry for entry in ladder.about.before if entry.form)
    unsaid = {"what_it_is": None, "what_it_is_not": None, "how_to_do_it_well": (), "sources": ()}
    rungs = tuple(replace(rung, **unsaid) for rung in ladder.rungs)
    shown = replace(ladder, about=replace(ladder.about, before=before), rungs=rungs, principles=())
    found: dict[str, Any] = msgspec.to_builtins(shown)
    return found


def _practice(workshop: Workshop | None) -> dict[str, Any] | None:
    """Return the cards to place, and what each rung is often taken for; None where there are no cards."""
    if workshop is None or not workshop.cards:
        return None
    cards = [{"words": card.words, "rung": card.rung, "why": card.why} for card in workshop.cards]
    practice: dict[str, Any] = msgspec.to_builtins(
        {"cards": cards, "in_a_go": CARDS_IN_A_GO, "mistakes": workshop.mistakes}
    )
    return practice
