"""Builds the parts of a report's page that compare: views apart, agreement, the same over time."""

from collections.abc import Iterable, Iterator, Sized

from coproladder.ladder.interface import Wording
from coproladder.ladder.records import Ladder, Question, Rung
from coproladder.render import blocks as b
from coproladder.report.compare import MOST_PAIRS, Agreement, Placed, Views
from coproladder.report.summary import Report

MOST_SHOWN = 20
OFF = "Off the ladder"


def views_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    """Yield each activity that more than one group answered on, a bar on the ladder for each group."""
    if not report.views:
        return
    yield b.Heading("Views apart")
    yield b.Paragraph(
        f"{counted(len(report.views), 'activity', 'activities')} with answers from more than one group: "
        "the latest of each, side by side, those furthest apart first."
    )
    for views in report.views[:MOST_SHOWN]:
        groups = [(record.answered_by or "", record) for record in views.latest[:MOST_SHOWN]]
        yield _ladder_bars(report.ladder, views.name, "Answered by", groups)
        yield from more(views.latest)
        if views.differ_on:
            yield _difference(report.ladder, views, views.differ_on, wording)
    yield from more(report.views)


def _difference(ladder: Ladder, views: Views, question: Question, wording: Wording) -> b.Facts:
    """Return the question that the groups differ on most, with the answer of each."""
    at = ladder.questions.index(question)
    words = {answer.id: wording.say(answer.words) for answer in question.answers}
    answers = (
        (record.answered_by or "", words.get(record.answers[at] or "", "not known"))
        for record in views.latest[:MOST_SHOWN]
    )
    return b.Facts((("They differ most on", wording.say(question.words)), *answers))


def agreement_blocks(report: Report) -> Iterator[b.Block]:
    """Yield how far each two groups agree."""
    if not report.views:
        return
    yield b.Heading("How far groups agree")
    if report.agreements is None:
        yield b.Paragraph(
            f"There are more than {MOST_PAIRS:,} pairs of views, too many to compare two by two."
        )
        return
    yield b.Paragraph(
        "Of each two groups: the activities that both answered on and that are certain on both sides. "
        "Kappa is Cohen's, with quadratic weights: 1 is full agreement, 0 what chance would bring. "
        "Off the ladder counts as 0."
    )
    rows = tuple(map(_agreement_row, report.agreements[:MOST_SHOWN]))
    header = ("Groups", "Activities", "Left out, not certain", "Same rung", "Within one rung", "Kappa")
    yield b.Table("Agreement between each two groups", header, rows)
    yield from more(report.agreements)


def _agreement_row(found: Agreement) -> tuple[str, ...]:
    shares = (
        f"{part:,} ({100 * part / found.pairs:.0f}%)" if found.pairs else "none"
        for part in (found.exact, found.within_one)
    )
    kappa = "not defined" if found.kappa is None else f"{found.kappa:.2f}"
    return " and ".join(found.between), f"{found.pairs:,}", f"{found.left_out:,}", *shares, kappa


def over_time_blocks(report: Report) -> Iterator[b.Block]:
    """Yield each activity that a group answered on more than once, a bar on the ladder for each date."""
    if not report.over_time:
        return
    yield b.Heading("Over time")
    yield b.Paragraph("Activities that the same group answered on at more than one date.")
    for course in report.over_time[:MOST_SHOWN]:
        dates = [(record.date or "", record) for record in course.records[-MOST_SHOWN:]]
        yield _ladder_bars(report.ladder, record_named(course.records[0]), "Date", dates)
        yield from more(course.records)
    yield from more(report.over_time)


def _ladder_bars(ladder: Ladder, caption: str, label: str, records: Iterable[tuple[str, Placed]]) -> b.Bars:
    """Return bars as long as the ladder is high: solid up to the rung that is certain."""
    bars = tuple(b.Bar(name, record.lowest, place_range(record), record.highest) for name, record in records)
    return b.Bars(caption, (label, "Rung"), bars, len(ladder.rungs))


def place_range(record: Placed) -> str:
    """Return where a record is, in words: a rung, or from which to which."""
    rung, highest = record.assessment.rung, record.assessment.highest_possible
    if highest is None:
        return OFF
    at_most = f"rung {highest.number}, {highest.name}"
    if rung is None:
        return f"Too little is known yet: at most {at_most}"
    return numbered(rung) if rung == highest else f"{numbered(rung)}, to {at_most}"


def numbered(rung: Rung) -> str:
    """Return a rung by its number and name: Rung 5, Engagement."""
    return f"Rung {rung.number}, {rung.name}"


def record_named(record: Placed) -> str:
    """Return the name of an activity, or its number, and who answered."""
    name = record.name or f"Activity {record.number}"
    return f"{name} ({record.answered_by})" if record.answered_by else name


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with what it counts: 1 record, 2 records."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def more(entries: Sized) -> Iterator[b.Paragraph]:
    """Yield how many more entries there are than are shown."""
    if len(entries) > MOST_SHOWN:
        yield b.Paragraph(f"And {len(entries) - MOST_SHOWN:,} more: --format json has them all.")
