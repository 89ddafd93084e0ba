"""Builds the form on paper: the questions with boxes to tick, to print and fill in by hand."""

from coproladder.ladder.wording import Wording
from coproladder.render import blocks as b


def paper_form(wording: Wording) -> b.Page:
    """Return the questions with boxes to tick, and room for what else a record holds."""
    ladder, not_sure = wording.ladder, wording.say(wording.ladder.about.not_sure)
    asked = wording.phrases("form_activity", "form_answered_by", "form_date", "form_called")
    blocks: list[b.Block] = [
        wording.paragraph("paper_intro"),
        wording.table("form_more", ("question", "paper_answer"), [(label, "") for label in asked]),
    ]
    for number, question in enumerate(ladder.questions, start=1):
        blocks.append(b.Heading(f"{number}. {wording.say(question.words)}"))
        answers = (wording.say(answer.words) for answer in question.answers)
        blocks.append(b.Items((*answers, not_sure), "checklist"))
        blocks.append(wording.facts({"form_why": b.BLANK * 10}))
    for phrase, entries in (("form_level", ladder.levels), ("form_stage", ladder.stages)):
        if entries:
            choices = (f"{entry.name}: {wording.say(entry.words)}" for entry in entries)
            blocks.append(wording.heading(phrase))
            blocks.append(b.Items((*choices, wording.phrase("form_not_said")), "checklist"))
    if helps := [(wording.say(each.words), wording.say(each.help)) for each in ladder.questions if each.help]:
        blocks += [wording.heading("paper_help"), b.Facts(tuple(helps))]
    return wording.page(wording.phrase("form_title"), blocks)
