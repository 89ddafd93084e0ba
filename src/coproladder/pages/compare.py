"""Builds the parts of a report's page that compare: views apart, agreement, the same over time."""

from collections.abc import Iterable, Iterator, Sized

from coproladder.ladder.interface import Wording
from coproladder.ladder.records import Ladder, Question, Rung
from coproladder.render import blocks as b
from coproladder.report.compare import MOST_PAIRS, Agreement, Placed, Views
from coproladder.report.summary import Report

MOST_SHOWN = 20


def views_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    """Yield each activity that more than one group answered on, a bar on the ladder for each group."""
    if not report.views:
        return
    yield b.Heading(wording.phrase("views_apart"))
    yield b.Paragraph(wording.counted("views_intro", len(report.views)))
    label = wording.phrase("label_answered_by")
    for views in report.views[:MOST_SHOWN]:
        groups = [(record.answered_by or "", record) for record in views.latest[:MOST_SHOWN]]
        yield _ladder_bars(report.ladder, views.name, label, groups, wording)
        yield from more(views.latest, wording)
        if views.differ_on:
            yield _difference(report.ladder, views, views.differ_on, wording)
    yield from more(report.views, wording)


def _difference(ladder: Ladder, views: Views, question: Question, wording: Wording) -> b.Facts:
    """Return the question that the groups differ on most, with the answer of each."""
    at = ladder.questions.index(question)
    words = {answer.id: wording.say(answer.words) for answer in question.answers}
    answers = (
        (record.answered_by or "", words.get(record.answers[at] or "", wording.phrase("not_known")))
        for record in views.latest[:MOST_SHOWN]
    )
    return b.Facts(((wording.phrase("differ_most"), wording.say(question.words)), *answers))


def agreement_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    """Yield how far each two groups agree."""
    if not report.views:
        return
    yield b.Heading(wording.phrase("agreement"))
    if report.agreements is None:
        yield b.Paragraph(wording.phrase("agreement_too_many", count=wording.number(MOST_PAIRS)))
        return
    yield b.Paragraph(wording.phrase("agreement_intro"))
    rows = tuple(_agreement_row(found, wording) for found in report.agreements[:MOST_SHOWN])
    columns = ("groups", "activities", "left_out_not_certain", "same_rung", "within_one_rung", "kappa")
    yield b.Table(wording.phrase("agreement_table"), wording.phrases(*columns), rows)
    yield from more(report.agreements, wording)


def _agreement_row(found: Agreement, wording: Wording) -> tuple[str, ...]:
    one, other = found.between
    return (
        wording.phrase("two_groups", one=one, other=other),
        wording.number(found.pairs),
        wording.number(found.left_out),
        _share(found.exact, found.pairs, wording),
        _share(found.within_one, found.pairs, wording),
        wording.phrase("not_defined") if found.kappa is None else wording.decimal(found.kappa),
    )


def _share(part: int, whole: int, wording: Wording) -> str:
    if not whole:
        return wording.phrase("none")
    return wording.phrase("share", count=wording.number(part), percent=f"{100 * part / whole:.0f}")


def over_time_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    """Yield each activity that a group answered on more than once, a bar on the ladder for each date."""
    if not report.over_time:
        return
    yield b.Heading(wording.phrase("over_time"))
    yield b.Paragraph(wording.phrase("over_time_intro"))
    label = wording.phrase("label_date")
    for course in report.over_time[:MOST_SHOWN]:
        dates = [(record.date or "", record) for record in course.records[-MOST_SHOWN:]]
        name = record_named(course.records[0], wording)
        yield _ladder_bars(report.ladder, name, label, dates, wording)
        yield from more(course.records, wording)
    yield from more(report.over_time, wording)


def _ladder_bars(
    ladder: Ladder, caption: str, label: str, records: Iterable[tuple[str, Placed]], wording: Wording
) -> b.Bars:
    """Return bars as long as the ladder is high: solid up to the rung that is certain."""
    bars = tuple(
        b.Bar(name, record.lowest, place_range(record, wording), record.highest) for name, record in records
    )
    return b.Bars(caption, (label, wording.phrase("rung")), bars, len(ladder.rungs))


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


def record_named(record: Placed, wording: Wording) -> str:
    """Return the name of an activity, or its number, and who answered."""
    name = record.name or wording.phrase("activity_number", number=record.number)
    return f"{name} ({record.answered_by})" if record.answered_by else name


def more(entries: Sized, wording: Wording) -> Iterator[b.Paragraph]:
    """Yield how many more entries there are than are shown."""
    if len(entries) > MOST_SHOWN:
        yield b.Paragraph(wording.phrase("and_more", count=wording.number(len(entries) - MOST_SHOWN)))
