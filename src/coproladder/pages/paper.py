"""Builds the form to print and fill in by hand."""

from collections.abc import Sequence

from coproladder.ladder.interface import Wording
from coproladder.ladder.records import Entry, Ladder
from coproladder.pages.reference import make_page
from coproladder.render import blocks as b


def paper_form(ladder: Ladder, wording: Wording) -> b.Page:
    """Return the questions with boxes to tick, and room for what else a record holds."""
    not_sure = wording.say(ladder.about.not_sure)
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
            blocks += [b.Heading(wording.phrase(phrase)), _choices(entries, wording)]
    if helps := [(wording.say(each.words), wording.say(each.help)) for each in ladder.questions if each.help]:
        blocks += [b.Heading(wording.phrase("paper_help")), b.Facts(tuple(helps))]
    return make_page(ladder, wording, wording.phrase("form_title"), blocks)


def _choices(entries: Sequence[Entry], wording: Wording) -> b.Items:
    choices = (f"{entry.name}: {wording.say(entry.words)}" for entry in entries)
    return b.Items((*choices, wording.phrase("form_not_said")), "checklist")
