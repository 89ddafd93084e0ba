"""Builds the plan that leads from a result to what people do next, as a page and as rows of a table."""

from collections.abc import Iterator, Sequence

from coproladder.ladder.wording import Wording
from coproladder.pages.assessment import place_in_words
from coproladder.pages.reference import make_page, rung_in_words
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Assessment, open_questions
from coproladder.render import blocks as b

TO_FILL_IN = ("plan_who", "plan_by_when", "plan_done")
SAID_AND_DONE = ("plan_said", "plan_did")
LINES = 3
"""How many lines there are for what people said."""

PlacedActivities = Sequence[tuple[Activity, Assessment]]


def plan_page(placed: PlacedActivities, wording: Wording, aimed: bool) -> b.Page:
    """Return a plan with a part for each activity: the needs that are not met as steps, and room to write."""
    blocks: list[b.Block] = []
    for number, (activity, assessment) in enumerate(placed, start=1):
        if len(placed) > 1:
            blocks.append(b.Heading(_name(activity, number, wording)))
        blocks += _part(activity, assessment, wording, aimed)
    if wording.ladder.about.guide:
        blocks.append(b.Paragraph(wording.phrase("plan_before_you_invite")))
    name = placed[0][0].name if len(placed) == 1 else None
    title = wording.phrase("plan_for", name=name) if name else wording.phrase("plan_title")
    return make_page(wording, title, blocks)


def plan_rows(placed: PlacedActivities, wording: Wording) -> Iterator[tuple[str, ...]]:
    """Yield a plan as rows, headings first: one for each step, and one for the review of each activity."""
    header = wording.phrases("label_activity", "place", "plan_aim", "plan_to_do", "now")
    empty = ("",) * len(TO_FILL_IN + SAID_AND_DONE)
    yield *header, *wording.phrases(*TO_FILL_IN, *SAID_AND_DONE)
    for number, (activity, assessment) in enumerate(placed, start=1):
        place, aim = place_in_words(assessment, wording), _aim(assessment, wording)
        for step in (*_steps(activity, assessment, wording), (wording.phrase("plan_review"), "")):
            yield _name(activity, number, wording), place, aim, *step, *empty


def _part(activity: Activity, assessment: Assessment, wording: Wording, aimed: bool) -> Iterator[b.Block]:
    facts = [(wording.phrase("place"), place_in_words(assessment, wording))]
    if aim := _aim(assessment, wording):
        facts.append((wording.phrase("plan_aim"), aim))
    yield b.Facts((*facts, (wording.phrase("plan_review_date"), b.BLANK * 4)))
    if steps := [*_steps(activity, assessment, wording)]:
        header = wording.phrases("plan_to_do", "now", *TO_FILL_IN)
        yield b.Table(wording.phrase("plan_steps"), header, tuple((*step, "", "", "") for step in steps))
    else:
        yield b.Paragraph(wording.phrase("aim_reached" if aimed else "top_rung"))
    lines = tuple((str(line), "", "") for line in range(1, LINES + 1))
    header = wording.phrases("plan_number", *SAID_AND_DONE)
    yield b.Table(wording.phrase("plan_said_and_did"), header, lines)


def _name(activity: Activity, number: int, wording: Wording) -> str:
    return activity.name or wording.phrase("activity_number", number=number)


def _aim(assessment: Assessment, wording: Wording) -> str:
    """Return the rung that a plan leads to, "" where there is none to go to or too little is known."""
    known = assessment.rung or assessment.certain
    return rung_in_words(assessment.next.rung, wording) if known and assessment.next else ""


def _steps(activity: Activity, assessment: Assessment, wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield what to do for each need that is not met, or to find out, and the answer that holds now."""
    if assessment.rung is None and not assessment.certain:
        for question in open_questions(wording.ladder, activity):
            yield (
                wording.phrase("plan_find_out", question=wording.say(question.words)),
                wording.phrase("not_known"),
            )
        return
    for need in assessment.next.needs if assessment.next else ():
        now = wording.say(need.answer.words) if need.answer else wording.phrase("plan_not_known")
        yield wording.say(need.needs.step or need.needs.words), now
