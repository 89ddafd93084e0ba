"""Builds the page of a report: bars on the ladder, what holds activities back, how they are called."""

from collections.abc import Iterator

from coproladder.base.fields import ANSWERED_BY, LEVEL, STAGE
from coproladder.ladder.records import Ladder
from coproladder.pages.compare import (
    MOST_SHOWN,
    OFF,
    agreement_blocks,
    counted,
    more,
    over_time_blocks,
    place_range,
    record_named,
    rung_named,
    views_blocks,
)
from coproladder.pages.reference import credit_blocks
from coproladder.render.blocks import Bar, Bars, Block, Facts, Heading, Page, Paragraph, Table
from coproladder.report.summary import Breakdown, Held, Report

NOT_CERTAIN = "Not certain"


def report_page(report: Report, easy: bool) -> Page:
    """Return the whole report; of long lists it shows the start and says how much more there is."""
    blocks: list[Block] = []
    if not report.records:
        blocks.append(Paragraph("There were no activities to report on."))
    else:
        blocks += _counts(report)
        blocks += _uncertain(report, easy)
        blocks += _held(report, easy)
        blocks += _claims(report)
        blocks += views_blocks(report, easy)
        blocks += agreement_blocks(report)
        for table in report.by:
            blocks += _by(report.ladder, table)
        blocks += over_time_blocks(report)
    blocks += credit_blocks(report.ladder, easy)
    return Page(_title(report), tuple(blocks), report.ladder.about.language)


def _title(report: Report) -> str:
    if report.records == report.activities:
        return f"Report on {counted(report.records, 'activity', 'activities')}"
    activities = counted(report.activities, "activity", "activities")
    return f"Report on {counted(report.records, 'record')} of {activities}"


def _counts(report: Report) -> Iterator[Block]:
    """Yield the number of records on each rung, those that are not certain apart."""
    counts = report.counts
    if report.records != report.activities:
        yield Paragraph("Some records are about the same activity. Each record counts here.")
    places = [(rung.number, rung_named(rung)) for rung in reversed(report.ladder.rungs)] + [(0, OFF)]
    bars = tuple(Bar(name, counts[number], f"{counts[number]:,}") for number, name in places)
    unsure = counts[None]
    apart = (Bar(NOT_CERTAIN, 0, f"{unsure:,}", reach=unsure),) if unsure else ()
    yield Bars("How many are on each rung", ("Rung", "How many"), bars, max(counts.values()), apart)


def _uncertain(report: Report, easy: bool) -> Iterator[Block]:
    """Yield the records that are not certain, and the questions that would make them so."""
    if not report.uncertain:
        return
    number, most = len(report.uncertain), report.open[0]
    yield Heading("What is not certain yet")
    if number == 1:
        yield Paragraph("1 record misses an answer that can change its rung.")
    else:
        helps = (
            f"The answer that would settle most by itself, {most.alone:,} of them"
            if most.alone
            else f"The question that comes up most, in {most.count:,} of them"
        )
        yield Paragraph(
            f"{number:,} records miss an answer that can change their rung. "
            f"{helps}: {most.question.words.say(easy)}"
        )
    rows = tuple(
        (open_.question.words.say(easy), f"{open_.count:,}", f"{open_.alone:,}") for open_ in report.open
    )
    yield Table("Questions to answer", ("Question", "Can change the rung of", "Settles by itself"), rows)
    shown = report.uncertain[:MOST_SHOWN]
    yield Facts(tuple((record_named(record), place_range(record)) for record in shown))
    yield from more(number)


def _held(report: Report, easy: bool) -> Iterator[Block]:
    if not report.held:
        return
    yield Heading("What keeps activities off the next rung")
    yield Paragraph("The most common first. The next rung is not always the one to aim for.")
    rows = tuple(
        (held.question.words.say(easy), held.needs.words.say(easy), _not_met(held)) for held in report.held
    )
    yield Table("Needs that are not met", ("Question", "Needed at least", "Not met by"), rows)


def _not_met(held: Held) -> str:
    return f"{held.count:,} ({held.not_known:,} not known)" if held.not_known else f"{held.count:,}"


def _claims(report: Report) -> Iterator[Block]:
    """Yield what activities are called, beside what the answers show."""
    claims, above = report.claims, report.claims.above
    if not claims.at + len(above) + claims.below:
        return
    yield Heading("What activities are called")
    yield Facts(
        (
            ("As the answers show", f"{claims.at:,}"),
            ("By a higher name", f"{len(above):,}"),
            ("By a lower name", f"{claims.below:,}"),
        )
    )
    if above:
        names = {rung.id: rung_named(rung) for rung in report.ladder.rungs}
        rows = tuple(
            (
                record_named(record),
                names[record.called or ""],
                place_range(record),
                str(record.assessment.gap),
            )
            for record in above[:MOST_SHOWN]
        )
        header = ("Activity", "Called", "What the answers show", "Rungs above")
        yield Table("Called by a higher name than the answers show", header, rows)
        yield from more(len(above))


def _by(ladder: Ladder, table: Breakdown) -> Iterator[Block]:
    """Yield the counts on each rung for each value of a field, a row each."""
    label = "answered by" if table.field == ANSWERED_BY else table.field
    listed = {LEVEL: ladder.levels, STAGE: ladder.stages}.get(table.field, ())
    names = {entry.id: entry.name for entry in listed}
    numbers = [rung.number for rung in reversed(ladder.rungs)]
    rows = tuple(
        (
            "not given" if value is None else names.get(value, value),
            *(f"{counts[number]:,}" for number in (*numbers, 0, None)),
            f"{counts.total():,}",
        )
        for value, counts in table.values[:MOST_SHOWN]
    )
    header = (label[:1].upper() + label[1:], *map(str, numbers), "Off", NOT_CERTAIN, "All")
    yield Heading(f"By {label}")
    yield Table(f"How many are on each rung, from {numbers[0]} down, by {label}", header, rows)
    yield from more(len(table.values))
