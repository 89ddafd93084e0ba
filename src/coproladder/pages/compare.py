"""Builds the parts of a report's page that compare: views apart, and the same over time."""

from collections.abc import Iterator, Sized

from coproladder.ladder.interface import Wording
from coproladder.ladder.records import Question, Rung
from coproladder.render import blocks as b
from coproladder.report.compare import Placed, Views
from coproladder.report.summary import Report


def views_blocks(report: Report, wording: Wording, most: int | None) -> Iterator[b.Block]:
    """Yield each activity on which groups differ, a bar on the ladder for each group."""
    if not report.views:
        return
    differing = [views for views in report.views if views.differ_on]
    apart = wording.number(len(differing))
    yield b.Heading(wording.phrase("views_apart"))
    yield b.Paragraph(wording.counted("views_intro", len(report.views), apart=apart))
    if differing:
        yield b.Paragraph(wording.phrase("views_latest"))
    header = wording.phrase("label_answered_by"), wording.phrase("rung")
    for views in differing[:most]:
        # As long as the ladder is high: solid up to the rung that is certain.
        bars = tuple(
            b.Bar(each.answered_by or "", each.lowest, place_range(each, wording), each.highest)
            for each in views.latest[:most]
        )
        yield b.Bars(views.name, header, bars, len(wording.ladder.rungs))
        yield from more(views.latest, most, wording)
        if views.differ_on:
            yield _difference(views, views.differ_on, wording, most)
    yield from more(differing, most, wording)


def _difference(views: Views, question: Question, wording: Wording, most: int | None) -> b.Facts:
    """Return the question that sets the groups apart most, with the answer of each."""
    at = wording.ladder.questions.index(question)
    words = {answer.id: wording.say(answer.words) for answer in question.answers}
    answers = (
        (record.answered_by or "", words.get(record.answers[at] or "", wording.phrase("not_known")))
        for record in views.latest[:most]
    )
    return b.Facts(((wording.phrase("differ_most"), wording.say(question.words)), *answers))


def over_time_blocks(report: Report, wording: Wording, most: int | None) -> Iterator[b.Block]:
    """Yield a line for each activity that moved from one date to another."""
    if not report.over_time:
        return
    moved = [course for course in report.over_time if course.moved]
    count = wording.number(len(moved))
    yield b.Heading(wording.phrase("over_time"))
    yield b.Paragraph(wording.counted("over_time_intro", len(report.over_time), moved=count))
    lines = []
    for course in moved[:most]:
        places = (
            wording.phrase("place_on", place=place_range(record, wording), date=record.date or "")
            for record in course.records
        )
        lines.append((record_named(course.records[0], wording), wording.phrase("then").join(places)))
    if lines:
        yield b.Facts(tuple(lines))
    yield from more(moved, most, wording)


def place_range(record: Placed, wording: Wording) -> str:
    """Return where a record is, in words: a rung, or from which to which."""
    rung, highest = record.assessment.rung, record.assessment.highest_possible
    if highest is None:
        return wording.phrase("off_the_ladder")
    if rung is None:
        return wording.phrase("too_little_known", rung=highest.number, name=highest.name)
    if rung == highest:
        return numbered(rung, wording)
    return wording.phrase("place_to", place=numbered(rung, wording), rung=highest.number, name=highest.name)


def numbered(rung: Rung, wording: Wording) -> str:
    """Return a rung by its number and name: Rung 5, Engagement."""
    return wording.phrase("rung_numbered", rung=rung.number, name=rung.name)


def name_of(record: Placed, wording: Wording) -> str:
    """Return the name of an activity, or its number."""
    return record.name or wording.phrase("activity_number", number=record.number)


def record_named(record: Placed, wording: Wording) -> str:
    """Return the name of an activity, or its number, and who answered."""
    name = name_of(record, wording)
    return f"{name} ({record.answered_by})" if record.answered_by else name


def more(
    entries: Sized, most: int | None, wording: Wording, phrase: str = "and_more"
) -> Iterator[b.Paragraph]:
    """Yield how many more entries there are than are shown; with None all are."""
    if most is not None and len(entries) > most:
        yield b.Paragraph(wording.phrase(phrase, count=wording.number(len(entries) - most)))
