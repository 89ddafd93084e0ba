"""Builds the plan that leads from a result to what people do next, as a page and as rows of a table."""

from collections.abc import Iterator, Sequence

from coproladder.base.fields import BASIS, PROMISED
from coproladder.ladder.guide import Guide
from coproladder.ladder.wording import Wording
from coproladder.pages.assessment import name_or_number, place_in_words, why_no_step
from coproladder.pages.reference import rung_in_words
from coproladder.pages.topics import promise_facts
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Assessment, open_questions
from coproladder.render import blocks as b

TO_FILL_IN = ("plan_who", "plan_by_when", "plan_done")
SAID_AND_DONE = ("plan_said", "plan_did")
"""The columns that are empty, beside a step and beside what people said."""

LINES = 3
"""How many lines there are for what people said."""

PlacedActivities = Sequence[tuple[Activity, Assessment]]


def plan_page(placed: PlacedActivities, wording: Wording, guide: Guide) -> b.Page:
    """Return a plan with a part for each activity: the needs that are not met as steps, and room to write."""
    blocks: list[b.Block] = []
    for number, (activity, assessment) in enumerate(placed, start=1):
        if len(placed) > 1:
            blocks.append(b.Heading(name_or_number(activity.name, number, wording)))
        blocks += _part(activity, assessment, wording, guide)
    if wording.ladder.about.guide:
        blocks.append(wording.paragraph("plan_before_you_invite"))
    name = placed[0][0].name if len(placed) == 1 else None
    title = wording.phrase("plan_for", name=name) if name else wording.phrase("plan_title")
    return wording.page(title, blocks)


def plan_rows(placed: PlacedActivities, wording: Wording, guide: Guide) -> Iterator[tuple[str, ...]]:
    """Yield a plan as rows, headings first: one for each step, and one for the review of each activity."""
    columns = ("label_activity", "place", "plan_aim", "plan_to_do", "now")
    yield wording.phrases(*columns, *TO_FILL_IN, *SAID_AND_DONE)
    empty = ("",) * len(TO_FILL_IN + SAID_AND_DONE)
    for number, (activity, assessment) in enumerate(placed, start=1):
        name = name_or_number(activity.name, number, wording)
        place, aim = place_in_words(assessment, wording), _aim(assessment, wording)
        promise = _promise(activity, assessment, wording, guide).pairs
        to_tell = [(wording.phrase("label_then", label=label, text=text), "") for label, text in promise]
        steps = _steps(activity, assessment, wording)
        for step in (*to_tell, *steps, (wording.phrase("plan_review"), "")):
            yield name, place, aim, *step, *empty


def _part(activity: Activity, assessment: Assessment, wording: Wording, guide: Guide) -> Iterator[b.Block]:
    yield wording.facts(
        {
            "place": place_in_words(assessment, wording),
            "plan_aim": _aim(assessment, wording),
            "plan_review_date": b.BLANK * 4,
        }
    )
    if (promise := _promise(activity, assessment, wording, guide)).pairs:
        yield from (wording.paragraph("promises_intro"), promise)
    if steps := [*_steps(activity, assessment, wording)]:
        rows = ((*step, "", "", "") for step in steps)
        yield wording.table("plan_steps", ("plan_to_do", "now", *TO_FILL_IN), rows)
    else:
        yield wording.paragraph(why_no_step(assessment))
    lines = ((str(line), "", "") for line in range(1, LINES + 1))
    yield wording.table("plan_said_and_did", ("plan_number", *SAID_AND_DONE), lines)


def _promise(activity: Activity, assessment: Assessment, wording: Wording, guide: Guide) -> b.Facts:
    """Return what to tell people on the rung of an activity that was promised; empty for any other."""
    rung = assessment.rung if activity.record.get(BASIS) == PROMISED else None
    found = (promise_facts(each, wording) for each in guide.promises if rung and each.rung == rung.id)
    return next(found, b.Facts(()))


def _aim(assessment: Assessment, wording: Wording) -> str:
    """Return the rung that a plan leads to, "" where there is none to go to or too little is known."""
    known = assessment.rung or assessment.certain
    return rung_in_words(assessment.next.rung, wording) if known and assessment.next else ""


def _steps(activity: Activity, assessment: Assessment, wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield what to do for each need that is not met, or to find out, and the answer that holds now."""
    if assessment.rung is None and not assessment.certain:
        for question in open_questions(wording.ladder, activity):
            to_do = wording.phrase("plan_find_out", question=wording.say(question.words))
            yield to_do, wording.phrase("not_known")
        return
    for need in assessment.next.needs if assessment.next else ():
        now = (
            wording.answer(need.question, need.answer.id) if need.answer else wording.phrase("plan_not_known")
        )
        if reason := activity.record.get(need.question.reason):
            now = wording.phrase("with_reason", answer=now, reason=reason)
        yield wording.way_to(need.question, need.needs), now
