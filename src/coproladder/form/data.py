"""Builds the form: what the one in a browser needs to know, and the one to print and fill in by hand."""

from collections.abc import Mapping
from typing import Any

import msgspec

from coproladder.base.fields import FIELDS
from coproladder.base.text import UNSAFE
from coproladder.ladder.guide import Workshop
from coproladder.ladder.records import Ladder
from coproladder.ladder.wording import Interface, Wording
from coproladder.render import blocks as b


def form_data(
    ladder: Ladder, interface: Interface, workshop: Workshop | None, record: Mapping[str, Any], easy: bool
) -> dict[str, Any]:
    """Return what the form knows: `record` is filled in already, `easy` begins in easy words."""
    return {
        "ladder": msgspec.to_builtins(ladder),
        "ladder_id": ladder.id,
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


def paper_form(wording: Wording) -> b.Page:
    """Return the questions with boxes to tick, and room for what else a record holds."""
    ladder, not_sure = wording.ladder, wording.say(wording.ladder.about.not_sure)
    asked = ("form_activity", "form_answered_by", "form_date", "form_called")
    blocks: list[b.Block] = [
        b.Paragraph(wording.phrase("paper_intro")),
        b.Table(
            wording.phrase("form_more"),
            wording.phrases("question", "paper_answer"),
            tuple((wording.phrase(phrase), "") for phrase in asked),
        ),
    ]
    for number, question in enumerate(ladder.questions, start=1):
        blocks.append(b.Heading(f"{number}. {wording.say(question.words)}"))
        answers = (wording.say(answer.words) for answer in question.answers)
        blocks.append(b.Items((*answers, not_sure), "checklist"))
        blocks.append(b.Facts(((wording.phrase("form_why"), b.BLANK * 10),)))
    for phrase, entries in (("form_level", ladder.levels), ("form_stage", ladder.stages)):
        if entries:
            choices = (f"{entry.name}: {wording.say(entry.words)}" for entry in entries)
            blocks.append(b.Heading(wording.phrase(phrase)))
            blocks.append(b.Items((*choices, wording.phrase("form_not_said")), "checklist"))
    if helps := [(wording.say(each.words), wording.say(each.help)) for each in ladder.questions if each.help]:
        blocks += [b.Heading(wording.phrase("paper_help")), b.Facts(tuple(helps))]
    return wording.page(wording.phrase("form_title"), blocks)
