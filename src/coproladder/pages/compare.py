"""Builds the parts of a report's page that compare: views apart, agreement, the same over time."""

from collections.abc import Iterable, Iterator

from coproladder.ladder.records import Ladder, Question, Rung
from coproladder.render.blocks import Bar, Bars, Block, Facts, Heading, Paragraph, Table
from coproladder.report.compare import MOST_PAIRS, Agreement, Course, Placed, Views
from coproladder.report.summary import Report

MOST_SHOWN = 20
OFF = "Off the ladder"


def views_blocks(report: Report, easy: bool) -> Iterator[Block]:
    """Yield each activity that more than one group answered on, a bar on the ladder for each group."""
    if not report.views:
        return
    yield Heading("Views apart")
    yield Paragraph(
        f"{counted(len(report.views), 'activity', 'activities')} with answers from more than one group: "
        "the latest of each, side by side, those furthest apart first."
    )
    for views in report.views[:MOST_SHOWN]:
        yield _ladder_bars(report.ladder, views.name, "Answered by", _by_group(views))
        yield from more(len(views.latest))
        if views.differ_on:
            yield _difference(report.ladder, views, views.differ_on, easy)
    yield from more(len(report.views))


def _by_group(views: Views) -> Iterator[tuple[str, Placed]]:
    for record in views.latest[:MOST_SHOWN]:
        yield record.answered_by or "", record


def _difference(ladder: Ladder, views: Views, question: Question, easy: bool) -> Facts:
    """Return the question that the groups differ on most, with the answer of each."""
    at = ladder.questions.index(question)
    words = {answer.id: answer.words.say(easy) for answer in question.answers}
    answers = tuple(
        (group, words.get(record.answers[at] or "", "not known")) for group, record in _by_group(views)
    )
    return Facts((("They differ most on", question.words.say(easy)), *answers))


def agreement_blocks(report: Report) -> Iterator[Block]:
    """Yield how far each two groups agree."""
    if not report.views:
        return
    yield Heading("How far groups agree")
    if report.agreements is None:
        yield Paragraph(f"There are more than {MOST_PAIRS:,} pairs of views, too many to compare two by two.")
        return
    yield Paragraph(
        "Of each two groups: the activities that both answered on and that are certain on both sides. "
        "Kappa is Cohen's, with quadratic weights: 1 is full agreement, 0 what chance would bring. "
        "Off the ladder counts as 0."
    )
    rows = tuple(map(_agreement, report.agreements[:MOST_SHOWN]))
    header = ("Groups", "Activities", "Left out, not certain", "Same rung", "Within one rung", "Kappa")
    yield Table("Agreement between each two groups", header, rows)
    yield from more(len(report.agreements))


def _agreement(found: Agreement) -> tuple[str, ...]:
    kappa = "not defined" if found.kappa is None else f"{found.kappa:.2f}"
    return (
        " and ".join(found.between),
        f"{found.pairs:,}",
        f"{found.left_out:,}",
        _share(found.exact, found.pairs),
        _share(found.within_one, found.pairs),
        kappa,
    )


def over_time_blocks(report: Report) -> Iterator[Block]:
    """Yield each activity that a group answered on more than once, a bar on the ladder for each date."""
    if not report.over_time:
        return
    yield Heading("Over time")
    yield Paragraph("Activities that the same group answered on at more than one date.")
    for course in report.over_time[:MOST_SHOWN]:
        yield _ladder_bars(report.ladder, record_named(course.records[0]), "Date", _by_date(course))
        yield from more(len(course.records))
    yield from more(len(report.over_time))


def _by_date(course: Course) -> Iterator[tuple[str, Placed]]:
    """Yield the latest dates of an activity, the earliest of them first."""
    for record in course.records[-MOST_SHOWN:]:
        yield record.date or "", record


def _ladder_bars(ladder: Ladder, caption: str, label: str, records: Iterable[tuple[str, Placed]]) -> Bars:
    """Return bars as long as the ladder is high: solid to where a record surely is."""
    bars = tuple(Bar(name, record.lowest, place_range(record), record.highest) for name, record in records)
    return Bars(caption, (label, "Rung"), bars, len(ladder.rungs))


def place_range(record: Placed) -> str:
    """Return where a record is, in words: a rung, or from which to which."""
    rung, highest = record.assessment.rung, record.assessment.highest_possible
    if highest is None:
        return OFF
    if rung is None:
        return f"Too little is known yet: at most {_lower(rung_named(highest))}"
    return rung_named(rung) if rung == highest else f"{rung_named(rung)}, to {_lower(rung_named(highest))}"


def rung_named(rung: Rung) -> str:
    """Return a rung by its number and name."""
    return f"Rung {rung.number}, {rung.name}"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def record_named(record: Placed) -> str:
    """Return the name of an activity, or its number, and who answered."""
    name = record.name or f"Activity {record.number}"
    return f"{name} ({record.answered_by})" if record.answered_by else name


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with what it counts: 1 record, 2 records."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _share(part: int, whole: int) -> str:
    return f"{part:,} ({100 * part / whole:.0f}%)" if whole else "none"


def more(number: int) -> Iterator[Paragraph]:
    """Yield how many more there are than are shown."""
    if number > MOST_SHOWN:
        yield Paragraph(f"And {number - MOST_SHOWN:,} more: --format json has them all.")
