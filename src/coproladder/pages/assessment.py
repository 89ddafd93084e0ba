"""Builds the pages of one assessment, whole and short, and of many; says in words where an activity is."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from coproladder.base.fields import ACTIVITY, ANSWERED_BY, BASIS, CALLED, DATE, FIELDS, LEVEL, STAGE
from coproladder.base.words import first_sentence
from coproladder.ladder.records import Ladder, Tip
from coproladder.ladder.wording import Wording
from coproladder.pages.reference import collected, credit_blocks, drawing, rung_in_words, tip_items
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Assessment, Need, Step
from coproladder.render import blocks as b

MOST_TIPS = 3
"""How many tips a page has at most."""


def assessment_page(activity: Activity, assessment: Assessment, wording: Wording) -> b.Page:
    """Return where an activity is, why, what would change it, what to know and the tips that help.

    It can be filed as a record, as it also holds all the answers and the ladder's version.
    """
    blocks = _blocks(activity, assessment, wording)
    return wording.page(place_in_words(assessment, wording), blocks, activity.name or "")


def full_page(activity: Activity, assessment: Assessment, wording: Wording) -> b.Page:
    """Return the whole page of an assessment, and the answer again at its end."""
    page = assessment_page(activity, assessment, wording)
    return replace(page, blocks=(*page.blocks, b.Paragraph(_closing(assessment, wording))))


def short_page(activity: Activity, assessment: Assessment, wording: Wording) -> b.Page:
    """Return the rung and the claim, why, what the next rung needs and the note that matters most.

    It ends with the answer, so that this is in sight when a prompt comes back.
    """
    title = place_in_words(assessment, wording)
    if claim := _claim(activity, assessment, wording):
        title = wording.phrase("place_and_claim", place=title, claim=claim)
    blocks = _short_blocks(activity, assessment, wording)
    return wording.page(title, blocks, activity.name or "", compact=True)


def brief_page(activity: Activity, assessment: Assessment, wording: Wording, number: int) -> b.Page:
    """Return one activity among many: the rung in words, why, and what the next rung needs."""
    place = ". ".join((place_in_words(assessment, wording), *_headlines(assessment, wording)))
    facts = wording.facts(
        {
            "place": place,
            "why": " ".join(_reasons(assessment, wording)),
            "label_answered_by": activity.record.get(ANSWERED_BY),
            "label_called": _claim(activity, assessment, wording),
            "label_basis": field_in_words(BASIS, activity.record.get(BASIS), wording),
        }
    )
    if step := assessment.next:
        label = wording.phrase("rung_needs", rung=step.rung.number, name=wording.named(step.rung))
        needs = " ".join(wording.results({need.question.id: need.needs.id for need in step.needs}))
        facts = replace(facts, pairs=(*facts.pairs, (label, needs)))
    return wording.page(name_or_number(activity.name, number, wording), [facts])


def many_page(placed: Sequence[tuple[Activity, Assessment]], wording: Wording) -> b.Page:
    """Return many activities on one page, with contents that say where each is."""
    pages = []
    for number, (activity, assessment) in enumerate(placed, start=1):
        page = brief_page(activity, assessment, wording, number)
        place = place_in_words(assessment, wording)
        pages.append((wording.phrase("label_then", label=page.title, text=place), page))
    blocks = (*collected(pages, wording), *credit_blocks(wording))
    return wording.page(wording.counted("activities", len(placed)), blocks)


def place_in_words(assessment: Assessment, wording: Wording, both_ends: bool = False) -> str:
    """Return the answer in one line: Rung 5 of 7: Engagement, or Rung 5, Engagement, to rung 6, Co-design.

    With `both_ends` the first is as short as the second: Rung 5, Engagement.
    """
    rung, highest = assessment.rung, assessment.highest_possible
    if highest is None:
        return wording.phrase("off_the_ladder")
    if rung is None:
        return wording.phrase("too_little_known", rung=highest.number, name=wording.named(highest))
    if assessment.certain and not both_ends:
        return rung_in_words(rung, wording)
    place = wording.phrase("rung_numbered", rung=rung.number, name=wording.named(rung))
    if assessment.certain:
        return place
    return wording.phrase("place_to", place=place, rung=highest.number, name=wording.named(highest))


def name_or_number(name: str | None, number: int, wording: Wording) -> str:
    """Return the name of an activity, or its number among those that came."""
    return name or wording.phrase("activity_number", number=number)


def next_needs(assessment: Assessment, wording: Wording, as_steps: bool = False) -> str:
    """Return the next rung, and the questions whose answers keep an activity off it, or what to do."""
    step = assessment.next
    if step is None:
        return wording.phrase("nothing_more")
    needs = (
        _what_to_do(need, wording) if as_steps else wording.say(need.question.words) for need in step.needs
    )
    return wording.phrase("next_rung", name=step.rung.name, questions=" ".join(needs))


def why_no_step(assessment: Assessment) -> str:
    """Return the id of the phrase that says why an assessment has no next step."""
    return "aim_reached" if assessment.aimed else "top_rung"


def tips_for(ladder: Ladder, assessment: Assessment) -> tuple[Tip, ...]:
    """Return the few tips that help most with the needs that are not met, in their order."""
    if assessment.next is None:
        return ()
    wanted = {need.question.id for need in assessment.next.needs}
    helpful = [tip for tip in ladder.tips if wanted & set(tip.helps)]
    best = sorted(helpful, key=lambda tip: -len(wanted & set(tip.helps)))[:MOST_TIPS]
    return tuple(tip for tip in ladder.tips if tip in best)


def _blocks(activity: Activity, assessment: Assessment, wording: Wording) -> Iterator[b.Block]:
    yield from (b.Paragraph(f"{headline}.") for headline in _headlines(assessment, wording))
    result = {
        "label_activity": activity.name,
        "label_called": _claim(activity, assessment, wording),
        "what_would_change_it": next_needs(assessment, wording, as_steps=True),
    }
    yield replace(wording.facts(result), box=True)
    said_beside = {field: activity.record.get(field) for field in FIELDS if field not in (ACTIVITY, CALLED)}
    said = {f"label_{field}": field_in_words(field, value, wording) for field, value in said_beside.items()}
    if (fields := wording.facts(said)).pairs:
        yield fields
    rung, highest = assessment.rung, assessment.highest_possible
    if rung and highest and not assessment.certain:
        yield wording.paragraph("sure_of", name=highest.name, rung=rung.number, highest=highest.number)
    yield drawing(wording, _marks(assessment, wording))
    yield from _why_blocks(activity, assessment, wording)
    yield from _next_blocks(assessment, wording)
    if rung and assessment.certain:
        yield from wording.section("when_right", rung.when_it_is_right, name=rung.name)
    notes = tuple(wording.say(note.words) for note in assessment.notes)
    yield from wording.section("worth_knowing", b.Items(notes))
    tips = tip_items(tips_for(wording.ladder, assessment), wording)
    yield from wording.section("tips_for_this", tips)
    yield from credit_blocks(wording)


def _short_blocks(activity: Activity, assessment: Assessment, wording: Wording) -> Iterator[b.Block]:
    if activity.name:
        yield b.Paragraph(activity.name)
    yield from (b.Paragraph(f"{headline}.") for headline in _headlines(assessment, wording))
    yield drawing(wording, _marks(assessment, wording), texts={})
    yield from wording.section("why_here", b.Items(_reasons(assessment, wording)))
    if assessment.certain and assessment.rung and (right := assessment.rung.when_it_is_right):
        yield b.Paragraph(first_sentence(wording.say(right)))
    if step := assessment.next:
        yield _next_heading(assessment, step, wording)
        yield b.Items(tuple(_what_to_do(need, wording) for need in step.needs))
    notes = [wording.say(note.words) for note in assessment.notes if not note.headline]
    yield from wording.section("worth_knowing", b.Items(tuple(notes[:1])))
    yield b.Paragraph(f"{_closing(assessment, wording)} {wording.phrase('closing_full')}")


def _headlines(assessment: Assessment, wording: Wording) -> Iterator[str]:
    """Yield what some notes say beside the rung, without full stops."""
    return (wording.say(note.headline) for note in assessment.notes if note.headline)


def field_in_words(field: str, value: str | None, wording: Wording) -> str | None:
    """Return what a field holds as people say it: a level or a stage by its name, a basis by its phrase."""
    if field == BASIS and value:
        return wording.phrase(f"basis_{value}")
    if field == DATE and value:
        return wording.date(value)
    entries = {LEVEL: wording.ladder.levels, STAGE: wording.ladder.stages}.get(field, ())
    return next((entry.name for entry in entries if entry.id == value), value)


def _claim(activity: Activity, assessment: Assessment, wording: Wording) -> str | None:
    """Return what an activity is called, in people's own words if it is no rung, and how far off it is."""
    if assessment.gap is None:
        return next((each.value for each in activity.left_out if each.field == CALLED), None)
    name = next(rung.name for rung in wording.ladder.rungs if rung.id == activity.called)
    if assessment.gap == 0:
        return name
    claim = "claim_higher" if assessment.gap > 0 else "claim_lower"
    return wording.counted(claim, abs(assessment.gap), name=name)


def _marks(assessment: Assessment, wording: Wording) -> dict[str, str]:
    """Return the marks of the drawing, by the ids of the rungs at the two ends of the range."""
    rung, highest = assessment.rung, assessment.highest_possible
    if assessment.certain:
        return {rung.id: wording.phrase("mark_here")} if rung else {}
    ends = (rung, "mark_at_least"), (highest, "mark_at_most")
    return {end.id: wording.phrase(mark) for end, mark in ends if end}


def _why_blocks(activity: Activity, assessment: Assessment, wording: Wording) -> Iterator[b.Block]:
    """Yield the answers that the rung rests on, then the others, each with the reason for it."""
    record, used = activity.record, [need.question for need in assessment.because]
    others = [question for question in wording.ladder.questions if question not in used]
    said = wording.results({each.id: record.get(each.id) for each in others})
    why, rest = (tuple(record.get(each.reason, "") for each in asked) for asked in (used, others))
    yield from wording.section("why_here", b.Items(_reasons(assessment, wording), hints=why))
    yield from wording.section("other_answers", b.Items(said, hints=rest))


def _reasons(assessment: Assessment, wording: Wording) -> tuple[str, ...]:
    """Return the answers that a rung rests on, or why an activity is on none for sure."""
    because = {need.question.id: (need.answer or need.needs).id for need in assessment.because}
    why_none = "why_no_rung" if assessment.certain else "why_too_little"
    return wording.results(because) or (wording.phrase(why_none),)


def _next_blocks(assessment: Assessment, wording: Wording) -> Iterator[b.Block]:
    step = assessment.next
    if step is None:
        yield from wording.section("what_comes_next", wording.paragraph(why_no_step(assessment)))
        return
    yield _next_heading(assessment, step, wording)
    for need in step.needs:
        yield b.Heading(wording.say(need.question.words), level=3)
        now = wording.answer(need.question, need.answer.id if need.answer else None)
        needed = wording.answer(need.question, need.needs.id)
        yield wording.facts({"now": now, "needed_at_least": needed, "to_get_there": need.needs.step})


def _next_heading(assessment: Assessment, step: Step, wording: Wording) -> b.Heading:
    needs = "what_aim_needs" if assessment.aimed else "what_next_needs"
    return wording.heading(needs, place=rung_in_words(step.rung, wording))


def _what_to_do(need: Need, wording: Wording) -> str:
    """Return what would meet a need, or the question to answer first."""
    if need.answer is None:
        return wording.answer(need.question, None, alone=True)
    return wording.way_to(need.question, need.needs)


def _closing(assessment: Assessment, wording: Wording) -> str:
    """Return the answer in a few words, and what comes next, or what to find out first."""
    said = [place_in_words(assessment, wording), *_headlines(assessment, wording)]
    step, known = assessment.next, assessment.certain or assessment.aimed
    if step and not known and (unknown := [need.question for need in step.needs if not need.answer]):
        after = wording.phrase("closing_find_out", question=wording.say(unknown[0].words))
    elif step:
        phrase = "closing_aim" if assessment.aimed else "closing_next"
        after = wording.phrase(phrase, rung=step.rung.number, name=wording.named(step.rung))
    else:
        after = wording.phrase(why_no_step(assessment))
    return " ".join((*(f"{each}." for each in said), after))
