"""Builds the page of one assessment, and the short block of each among many."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from coproladder.base.fields import ACTIVITY, ANSWERED_BY, CALLED, FIELDS, LEVEL, STAGE
from coproladder.base.words import first_sentence
from coproladder.ladder.records import Ladder, Question, Tip
from coproladder.ladder.wording import Wording
from coproladder.pages.reference import collected, credit_blocks, drawing, make_page, rung_in_words, tip_items
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Assessment, Need, Step
from coproladder.render import blocks as b

MOST_TIPS = 3


def assessment_page(
    activity: Activity, assessment: Assessment, wording: Wording, aimed: bool = False
) -> b.Page:
    """Return where an activity is, why, what would change it, what to know and the tips that help.

    It can be filed as a record, as it also holds all the answers and the ladder's version.
    """
    blocks: list[b.Block] = [b.Paragraph(f"{headline}.") for headline in headlines(assessment, wording)]
    blocks.append(b.Facts(tuple(_result_facts(activity, assessment, wording)), box=True))
    if facts := tuple(_activity_facts(activity, wording)):
        blocks.append(b.Facts(facts))
    rung, highest = assessment.rung, assessment.highest_possible
    if rung and highest and not assessment.certain:
        ends = {"rung": rung.number, "highest": highest.number}
        blocks.append(b.Paragraph(wording.phrase("sure_of", name=highest.name, **ends)))
    blocks.append(drawing(wording, marks(assessment, wording)))
    blocks += _why_blocks(activity, assessment, wording)
    blocks += _next_blocks(assessment, wording, aimed)
    if rung and rung.when_it_is_right and assessment.certain:
        blocks.append(b.Heading(wording.phrase("when_right", name=rung.name)))
        blocks.append(b.Paragraph(wording.say(rung.when_it_is_right)))
    if assessment.notes:
        notes = tuple(wording.say(note.words) for note in assessment.notes)
        blocks += [b.Heading(wording.phrase("worth_knowing")), b.Items(notes)]
    if tips := tips_for(wording.ladder, assessment):
        blocks += [b.Heading(wording.phrase("tips_for_this")), tip_items(tips, wording)]
    blocks += credit_blocks(wording)
    place = place_in_words(assessment, wording)
    return make_page(wording, place, blocks, activity.name or "")


def brief_page(activity: Activity, assessment: Assessment, wording: Wording, number: int) -> b.Page:
    """Return one activity among many: the rung in words, why, and what the next rung needs."""
    why = " ".join(_reason(need, wording)[1] for need in assessment.because)
    place = ". ".join((place_in_words(assessment, wording), *headlines(assessment, wording)))
    pairs = [
        (wording.phrase("place"), place),
        (wording.phrase("why"), why or why_no_rung(assessment, wording)),
    ]
    if who := activity.record.get(ANSWERED_BY):
        pairs.append((_label(ANSWERED_BY, wording), who))
    if name := claim_in_words(activity, assessment, wording):
        pairs.append((_label(CALLED, wording), name))
    if step := assessment.next:
        needs = " ".join(wording.say(need.needs.words) for need in step.needs)
        pairs.append((wording.phrase("rung_needs", rung=step.rung.number, name=step.rung.name), needs))
    title = activity.name or wording.phrase("activity_number", number=number)
    return make_page(wording, title, [b.Facts(tuple(pairs))])


def many_page(placed: Sequence[tuple[Activity, Assessment]], wording: Wording) -> b.Page:
    """Return many activities on one page, with contents that say where each is."""
    pages = []
    for number, (activity, assessment) in enumerate(placed, start=1):
        page = brief_page(activity, assessment, wording, number)
        place = place_in_words(assessment, wording)
        pages.append((wording.phrase("label_then", label=page.title, text=place), page))
    blocks = (*collected(pages, wording), *credit_blocks(wording))
    return make_page(wording, wording.counted("activities", len(placed)), blocks)


def place_in_words(assessment: Assessment, wording: Wording) -> str:
    """Return the answer in one line: Rung 5 of 7: Engagement."""
    rung, highest = assessment.rung, assessment.highest_possible
    if highest is None:
        return wording.phrase("off_the_ladder")
    if rung is None:
        return wording.phrase("too_little_known", rung=highest.number, name=highest.name)
    return rung_in_words(rung, wording, or_higher=not assessment.certain)


def tips_for(ladder: Ladder, assessment: Assessment) -> tuple[Tip, ...]:
    """Return the few tips that help most with the needs that are not met, in their order."""
    if assessment.next is None:
        return ()
    wanted = {need.question.id for need in assessment.next.needs}
    helpful = [tip for tip in ladder.tips if wanted & set(tip.helps)]
    best = sorted(helpful, key=lambda tip: -len(wanted & set(tip.helps)))[:MOST_TIPS]
    return tuple(tip for tip in ladder.tips if tip in best)


def headlines(assessment: Assessment, wording: Wording) -> tuple[str, ...]:
    """Return what some notes say beside the rung, without full stops."""
    return tuple(wording.say(note.headline) for note in assessment.notes if note.headline)


def _result_facts(activity: Activity, assessment: Assessment, wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield what the page comes to: which activity, what it is called, what would change its rung."""
    if activity.name:
        yield _label(ACTIVITY, wording), activity.name
    if name := claim_in_words(activity, assessment, wording):
        yield _label(CALLED, wording), name
    yield wording.phrase("what_would_change_it"), next_needs(assessment, wording, as_steps=True)


def next_needs(assessment: Assessment, wording: Wording, as_steps: bool = False) -> str:
    """Return the next rung, and the questions whose answers keep an activity off it, or what to do."""
    step = assessment.next
    if step is None:
        return wording.phrase("nothing_more")
    needs = (
        next_step(each, wording) if as_steps else wording.say(each.question.words) for each in step.needs
    )
    return wording.phrase("next_rung", name=step.rung.name, questions=" ".join(needs))


def _activity_facts(activity: Activity, wording: Wording) -> Iterator[tuple[str, str]]:
    names = {entry.id: entry.name for entry in (*wording.ladder.levels, *wording.ladder.stages)}
    for field in FIELDS:
        value = activity.record.get(field)
        if field in (LEVEL, STAGE):
            value = names.get(value or "", value)
        if value and field not in (ACTIVITY, CALLED):
            yield _label(field, wording), value


def _label(field: str, wording: Wording) -> str:
    return wording.phrase(f"label_{field}")


def claim_in_words(
    activity: Activity,
    assessment: Assessment,
    wording: Wording,
    above: str = "called_above",
    below: str = "called_below",
) -> str | None:
    """Return what an activity is called, and how far that lies from what the answers show."""
    if assessment.gap is None:
        return None
    name = next(rung.name for rung in wording.ladder.rungs if rung.id == activity.called)
    if assessment.gap == 0:
        return name
    return wording.counted(above if assessment.gap > 0 else below, abs(assessment.gap), name=name)


def marks(assessment: Assessment, wording: Wording) -> dict[str, str]:
    """Return the marks of the drawing, by the ids of the rungs at the two ends of the range."""
    rung, highest = assessment.rung, assessment.highest_possible
    if assessment.certain:
        return {rung.id: wording.phrase("mark_here")} if rung else {}
    found = {rung.id: wording.phrase("mark_at_least")} if rung else {}
    if highest:
        found[highest.id] = wording.phrase("mark_at_most")
    return found


def _why_blocks(activity: Activity, assessment: Assessment, wording: Wording) -> Iterator[b.Block]:
    """Yield the answers that the rung rests on, then the others."""
    yield b.Heading(wording.phrase("why_here"))
    if assessment.because:
        yield b.Facts(tuple(_reason(need, wording) for need in assessment.because))
    else:
        yield b.Paragraph(why_no_rung(assessment, wording))
    used = [need.question.id for need in assessment.because]
    others = [question for question in wording.ladder.questions if question.id not in used]
    if others:
        yield b.Heading(wording.phrase("other_answers"))
        yield b.Facts(tuple((wording.say(each.words), _answer(each, activity, wording)) for each in others))


def _answer(question: Question, activity: Activity, wording: Wording) -> str:
    answer = activity.record.get(question.id)
    if not answer:
        return wording.phrase("not_known")
    return wording.say(question.answers[question.rank(answer)].words)


def _reason(need: Need, wording: Wording) -> tuple[str, str]:
    return wording.say(need.question.words), wording.say((need.answer or need.needs).words)


def why_no_rung(assessment: Assessment, wording: Wording) -> str:
    """Return why an activity is on no rung for sure."""
    return wording.phrase("why_no_rung" if assessment.certain else "why_too_little")


def _next_blocks(assessment: Assessment, wording: Wording, aimed: bool) -> Iterator[b.Block]:
    step = assessment.next
    if step is None:
        yield b.Heading(wording.phrase("what_comes_next"))
        yield b.Paragraph(wording.phrase("aim_reached" if aimed else "top_rung"))
        return
    yield b.Heading(next_heading(step, wording, aimed))
    for need in step.needs:
        yield b.Heading(wording.say(need.question.words), level=3)
        now = wording.say(need.answer.words) if need.answer else wording.phrase("not_known")
        pairs = [
            (wording.phrase("now"), now),
            (wording.phrase("needed_at_least"), wording.say(need.needs.words)),
        ]
        if need.needs.step:
            pairs.append((wording.phrase("to_get_there"), wording.say(need.needs.step)))
        yield b.Facts(tuple(pairs))


def next_heading(step: Step, wording: Wording, aimed: bool) -> str:
    """Return the heading of what the next rung needs, or the rung of the aim."""
    needs = "what_aim_needs" if aimed else "what_next_needs"
    return wording.phrase(needs, place=rung_in_words(step.rung, wording))


def next_step(need: Need, wording: Wording) -> str:
    """Return what would meet a need, or the question to answer first."""
    question = wording.say(need.question.words)
    if need.answer is None:
        return wording.phrase("find_out", question=question)
    if need.needs.step:
        return wording.say(need.needs.step)
    return f"{question} {first_sentence(wording.say(need.needs.words))}"


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
