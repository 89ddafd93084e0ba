"""Builds the form on paper: the questions with boxes to tick, to print and fill in by hand."""

from coproladder.ladder.wording import Wording
from coproladder.pages.reference import before_blocks, question_blocks
from coproladder.render import blocks as b


def paper_form(wording: Wording) -> b.Page:
    """Return the questions with boxes to tick, and room for what else a record holds."""
    ladder = wording.ladder
    asked = wording.phrases("form_activity", "form_answered_by", "form_date", "form_called")
    blocks: list[b.Block] = [
        wording.paragraph("paper_tick" if ladder.about.before else "paper_intro"),
        *before_blocks(wording, in_form=True),
        wording.table("form_more", ("question", "paper_answer"), [(label, "") for label in asked]),
    ]
    for number, question in enumerate(ladder.questions, start=1):
        blocks.append(b.Heading(f"{number}. {wording.say(question.words)}"))
        blocks += question_blocks(question, wording, boxes=True)
        blocks.append(wording.facts({"form_why": b.BLANK * 10}))
    for phrase, entries in (("form_level", ladder.levels), ("form_stage", ladder.stages)):
        if entries:
            choices = (f"{entry.name}: {wording.say(entry.words)}" for entry in entries)
            blocks.append(wording.heading(phrase))
            blocks.append(b.Items((*choices, wording.phrase("form_not_said")), "checklist"))
    return wording.page(wording.phrase("form_title"), blocks)
