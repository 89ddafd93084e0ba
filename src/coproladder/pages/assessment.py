"""Builds the page of one assessment, and the short block of each among many."""

from collections.abc import Iterator

from coproladder.base.fields import ANSWERED_BY, CALLED, FIELDS, LEVEL, STAGE
from coproladder.ladder.records import Ladder, Question, Tip
from coproladder.pages.reference import credit_blocks, drawing, rung_in_words, tip_items
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Assessment, Need
from coproladder.render import blocks as b

LABELS = {field: field.replace("_", " ").capitalize() for field in FIELDS}
MOST_TIPS = 3


def assessment_page(
    ladder: Ladder, activity: Activity, assessment: Assessment, easy: bool, aimed: bool = False
) -> b.Page:
    """Return where an activity is, why, what would change it, what to know and the tips that help.

    It can be filed as a record, as it also holds all the answers and the ladder's version.
    """
    blocks: list[b.Block] = [b.Paragraph(f"{headline}.") for headline in _headlines(assessment, easy)]
    if facts := tuple(_activity_facts(ladder, activity, assessment)):
        blocks.append(b.Facts(facts))
    blocks += _range_blocks(assessment)
    blocks.append(drawing(ladder, easy, _marks(assessment)))
    blocks += _why_blocks(ladder, activity, assessment, easy)
    blocks += _next_blocks(ladder, assessment, easy, aimed)
    rung = assessment.rung
    if rung and rung.when_it_is_right and assessment.certain:
        blocks += [b.Heading(f"When {rung.name} is right"), b.Paragraph(rung.when_it_is_right.say(easy))]
    if assessment.notes:
        notes = tuple(note.words.say(easy) for note in assessment.notes)
        blocks += [b.Heading("Worth knowing"), b.Items(notes)]
    if tips := tips_for(ladder, assessment):
        blocks += [b.Heading("Tips that can help with this"), tip_items(tips, easy)]
    blocks += credit_blocks(ladder, easy)
    place = place_in_words(ladder, assessment)
    return b.Page(place, tuple(blocks), ladder.about.language, activity.name or "")


def brief_page(ladder: Ladder, activity: Activity, assessment: Assessment, easy: bool, number: int) -> b.Page:
    """Return one activity among many: the rung in words, why, and what the next rung needs."""
    why = " ".join(_reason(need, easy)[1] for need in assessment.because)
    place = ". ".join((place_in_words(ladder, assessment), *_headlines(assessment, easy)))
    pairs = [("Place", place), ("Why", why or _why_no_rung(assessment))]
    if who := activity.record.get(ANSWERED_BY):
        pairs.append((LABELS[ANSWERED_BY], who))
    if called := _called(ladder, activity, assessment):
        pairs.append((LABELS[CALLED], called))
    if step := assessment.next:
        needs = " ".join(need.needs.words.say(easy) for need in step.needs)
        pairs.append((f"Rung {step.rung.number}, {step.rung.name}, needs", needs))
    return b.Page(activity.name or f"Activity {number}", (b.Facts(tuple(pairs)),), ladder.about.language)


def place_in_words(ladder: Ladder, assessment: Assessment) -> str:
    """Return the answer in one line: Rung 5 of 7: Engagement."""
    rung, highest = assessment.rung, assessment.highest_possible
    if highest is None:
        return "Off the ladder"
    if rung is None:
        return f"Too little is known yet: at most rung {highest.number}, {highest.name}"
    return rung_in_words(ladder, rung) + ("" if assessment.certain else ", or higher")


def tips_for(ladder: Ladder, assessment: Assessment) -> tuple[Tip, ...]:
    """Return the few tips that help most with the needs that are not met, in their order."""
    if assessment.next is None:
        return ()
    wanted = {need.question.id for need in assessment.next.needs}
    helpful = [tip for tip in ladder.tips if wanted & set(tip.helps)]
    best = sorted(helpful, key=lambda tip: -len(wanted & set(tip.helps)))[:MOST_TIPS]
    return tuple(tip for tip in ladder.tips if tip in best)


def _headlines(assessment: Assessment, easy: bool) -> tuple[str, ...]:
    """Return what some notes say beside the rung, without full stops."""
    return tuple(note.headline.say(easy) for note in assessment.notes if note.headline)


def _activity_facts(ladder: Ladder, activity: Activity, assessment: Assessment) -> Iterator[tuple[str, str]]:
    names = {entry.id: entry.name for entry in (*ladder.levels, *ladder.stages)}
    for field, label in LABELS.items():
        value = activity.record.get(field)
        if field == CALLED:
            value = _called(ladder, activity, assessment)
        elif field in (LEVEL, STAGE):
            value = names.get(value or "", value)
        if value:
            yield label, value


def _called(ladder: Ladder, activity: Activity, assessment: Assessment) -> str | None:
    if assessment.gap is None:
        return None
    name = next(rung.name for rung in ladder.rungs if rung.id == activity.called)
    if assessment.gap == 0:
        return name
    steps = "one rung" if abs(assessment.gap) == 1 else f"{abs(assessment.gap)} rungs"
    side = "above" if assessment.gap > 0 else "below"
    return f"{name}, {steps} {side} what the answers show"


def _range_blocks(assessment: Assessment) -> Iterator[b.Block]:
    highest = assessment.highest_possible
    if not assessment.certain and assessment.rung and highest:
        yield b.Paragraph(
            f"The answers are sure of rung {assessment.rung.number}. "
            f"Those not known could take it up to rung {highest.number}, {highest.name}."
        )


def _marks(assessment: Assessment) -> dict[str, str]:
    """Return the marks of the drawing, by the ids of the rungs at the two ends of the range."""
    rung, highest = assessment.rung, assessment.highest_possible
    if assessment.certain:
        return {rung.id: "you are here"} if rung else {}
    marks = {rung.id: "at least here"} if rung else {}
    if highest:
        marks[highest.id] = "at most here"
    return marks


def _why_blocks(ladder: Ladder, activity: Activity, assessment: Assessment, easy: bool) -> Iterator[b.Block]:
    """Yield the answers that the rung rests on, then the others."""
    yield b.Heading("Why it is here")
    if assessment.because:
        yield b.Facts(tuple(_reason(need, easy) for need in assessment.because))
    else:
        yield b.Paragraph(_why_no_rung(assessment))
    used = [need.question.id for need in assessment.because]
    others = [question for question in ladder.questions if question.id not in used]
    if others:
        yield b.Heading("The other answers")
        yield b.Facts(tuple((each.words.say(easy), _answer(each, activity, easy)) for each in others))


def _answer(question: Question, activity: Activity, easy: bool) -> str:
    answer = activity.record.get(question.id)
    return question.answers[question.rank(answer)].words.say(easy) if answer else "not known"


def _reason(need: Need, easy: bool) -> tuple[str, str]:
    return need.question.words.say(easy), (need.answer or need.needs).words.say(easy)


def _why_no_rung(assessment: Assessment) -> str:
    if assessment.certain:
        return "The answers meet the needs of no rung."
    return "The answers that are known do not settle even the lowest rung."


def _next_blocks(ladder: Ladder, assessment: Assessment, easy: bool, aimed: bool) -> Iterator[b.Block]:
    step = assessment.next
    if step is None:
        yield b.Heading("What comes next")
        yield b.Paragraph("The aim is reached." if aimed else "This is the top rung. There is no next one.")
        return
    kind = "the aim" if aimed else "the next rung"
    yield b.Heading(f"What {kind} needs: {rung_in_words(ladder, step.rung)}")
    for need in step.needs:
        yield b.Heading(need.question.words.say(easy), level=3)
        now = need.answer.words.say(easy) if need.answer else "not known"
        pairs = [("Now", now), ("Needed at least", need.needs.words.say(easy))]
        if need.needs.step:
            pairs.append(("To get there", need.needs.step.say(easy)))
        yield b.Facts(tuple(pairs))
