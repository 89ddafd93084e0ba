"""Builds the short page of one assessment, which fits a window of 24 lines as far as its texts allow."""

from msgspec.structs import replace

from coproladder.base.words import first_sentence
from coproladder.ladder.interface import Wording
from coproladder.pages.assessment import (
    assessment_page,
    claim_in_words,
    headlines,
    marks,
    next_heading,
    next_step,
    place_in_words,
    why_no_rung,
)
from coproladder.pages.reference import drawing, make_page
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Assessment, Need
from coproladder.render import blocks as b


def short_page(activity: Activity, assessment: Assessment, wording: Wording, aimed: bool = False) -> b.Page:
    """Return the rung and the claim, why, what the next rung needs and the note that matters most.

    It ends with the answer, so that this is in sight when a prompt comes back.
    """
    title = place_in_words(assessment, wording)
    if claim := claim_in_words(activity, assessment, wording, "claim_higher", "claim_lower"):
        title = wording.phrase("place_and_claim", place=title, claim=claim)
    blocks: list[b.Block] = [b.Paragraph(activity.name)] if activity.name else []
    blocks += [b.Paragraph(f"{headline}.") for headline in headlines(assessment, wording)]
    blocks.append(drawing(wording, marks(assessment, wording), short=True))
    blocks.append(b.Heading(wording.phrase("why_here")))
    if assessment.because:
        blocks.append(b.Facts(tuple(_short_reason(need, wording) for need in assessment.because)))
    else:
        blocks.append(b.Items((why_no_rung(assessment, wording),)))
    if step := assessment.next:
        blocks.append(b.Heading(next_heading(step, wording, aimed)))
        blocks.append(b.Items(tuple(next_step(need, wording) for need in step.needs)))
    if note := next((note for note in assessment.notes if not note.headline), None):
        blocks += [b.Heading(wording.phrase("worth_knowing")), b.Items((wording.say(note.words),))]
    blocks.append(b.Paragraph(f"{_closing(assessment, wording, aimed)} {wording.phrase('closing_full')}"))
    return make_page(wording, title, blocks, activity.name or "", compact=True)


def full_page(activity: Activity, assessment: Assessment, wording: Wording, aimed: bool = False) -> b.Page:
    """Return the whole page of an assessment, and the answer again at its end."""
    page = assessment_page(activity, assessment, wording, aimed)
    answer = b.Paragraph(_closing(assessment, wording, aimed))
    return replace(page, blocks=(*page.blocks, answer))


def _closing(assessment: Assessment, wording: Wording, aimed: bool) -> str:
    """Return the answer in a few words, and what comes next."""
    said = [place_in_words(assessment, wording), *headlines(assessment, wording)]
    if step := assessment.next:
        phrase = "closing_aim" if aimed else "closing_next"
        after = wording.phrase(phrase, rung=step.rung.number, name=step.rung.name)
    else:
        after = wording.phrase("aim_reached" if aimed else "top_rung")
    return " ".join((*(f"{each}." for each in said), after))


def _short_reason(need: Need, wording: Wording) -> tuple[str, str]:
    answer = need.answer or need.needs
    return wording.say(need.question.words), first_sentence(wording.say(answer.words))
