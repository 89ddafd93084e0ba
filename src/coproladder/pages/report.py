"""Builds the page of a report: bars on the ladder, what holds activities back, how they are called."""

from collections.abc import Iterator

from coproladder.base.fields import ANSWERED_BY, LEVEL, STAGE
from coproladder.ladder.interface import Wording
from coproladder.ladder.records import Ladder
from coproladder.pages import compare
from coproladder.pages.compare import MOST_SHOWN, OFF, counted, more, numbered, place_range, record_named
from coproladder.pages.reference import credit_blocks, make_page
from coproladder.render import blocks as b
from coproladder.report.summary import Breakdown, NotRead, Report

NOT_CERTAIN = "Not certain"


def report_page(report: Report, wording: Wording) -> b.Page:
    """Return the whole report; of long lists it shows the start and says how much more there is."""
    title = counted(report.activities, "activity", "activities")
    if report.records != report.activities:
        title = f"{counted(report.records, 'record')} of {title}"
    blocks = (*_blocks(report, wording), *credit_blocks(report.ladder, wording))
    return make_page(report.ladder, wording, f"Report on {title}", blocks)


def _blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    if not report.records:
        yield b.Paragraph("There were no activities to report on.")
        yield from _not_read_blocks(report.not_read)
        return
    yield from _count_blocks(report)
    yield from _not_read_blocks(report.not_read)
    yield from _uncertain_blocks(report, wording)
    yield from _held_blocks(report, wording)
    yield from _claim_blocks(report)
    yield from compare.views_blocks(report, wording)
    yield from compare.agreement_blocks(report)
    for table in report.by:
        yield from _breakdown_blocks(report.ladder, table)
    yield from compare.over_time_blocks(report)


def _count_blocks(report: Report) -> Iterator[b.Block]:
    """Yield the number of records on each rung, and apart from them of those that are not certain."""
    counts = report.counts
    if report.records != report.activities:
        yield b.Paragraph("Some records are about the same activity. Each record counts here.")
    places = [(rung.number, numbered(rung)) for rung in reversed(report.ladder.rungs)] + [(0, OFF)]
    bars = tuple(b.Bar(name, counts[number], f"{counts[number]:,}") for number, name in places)
    unsure = counts[None]
    apart = (b.Bar(NOT_CERTAIN, 0, f"{unsure:,}", reach=unsure),) if unsure else ()
    yield b.Bars("How many are on each rung", ("Rung", "How many"), bars, max(counts.values()), apart)


def _not_read_blocks(not_read: NotRead) -> Iterator[b.Block]:
    """Yield what could not be read, so that nobody takes the counts for all there is."""
    if not not_read:
        return
    yield b.Heading("What could not be read")
    facts = []
    if not_read.rejected:
        facts.append(("Left out of this report", counted(not_read.rejected, "record")))
    if not_read.files:
        facts.append(("Not read at all", ", ".join(not_read.files)))
    if not_read.fields_left_out:
        facts.append(("Left out of records that count", counted(not_read.fields_left_out, "field")))
    yield b.Facts(tuple(facts))
    if not_read.faults:
        faults = tuple((fault, f"{count:,}") for fault, count in not_read.faults.items())
        yield b.Table("What was wrong", ("Fault", "How often"), faults)
    if not_read.unknown_claims:
        claims = tuple((name, f"{count:,}") for name, count in not_read.unknown_claims.items())
        yield b.Table("Called by a name that is no rung", ("Called", "How many"), claims)


def _uncertain_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    """Yield the records that are not certain, and the questions that would make them so."""
    if not report.uncertain:
        return
    number, most = len(report.uncertain), report.open[0]
    yield b.Heading("What is not certain yet")
    if number == 1:
        yield b.Paragraph("1 record misses an answer that can change its rung.")
    else:
        helps = f"The question that comes up most, in {most.count:,} of them"
        if most.alone:
            helps = f"The answer that would settle most by itself, {most.alone:,} of them"
        missing = f"{number:,} records miss an answer that can change their rung."
        yield b.Paragraph(f"{missing} {helps}: {wording.say(most.question.words)}")
    rows = tuple(
        (wording.say(each.question.words), f"{each.count:,}", f"{each.alone:,}") for each in report.open
    )
    yield b.Table("Questions to answer", ("Question", "Can change the rung of", "Settles by itself"), rows)
    shown = report.uncertain[:MOST_SHOWN]
    yield b.Facts(tuple((record_named(record), place_range(record)) for record in shown))
    yield from more(report.uncertain)


def _held_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    if not report.held:
        return
    yield b.Heading("What keeps activities off the next rung")
    yield b.Paragraph("The most common first. The next rung is not always the one to aim for.")
    rows = []
    for held in report.held:
        not_known = f" ({held.not_known:,} not known)" if held.not_known else ""
        rows.append(
            (wording.say(held.question.words), wording.say(held.needs.words), f"{held.count:,}{not_known}")
        )
    yield b.Table("Needs that are not met", ("Question", "Needed at least", "Not met by"), tuple(rows))


def _claim_blocks(report: Report) -> Iterator[b.Block]:
    """Yield what activities are called, beside what the answers show."""
    at, above, below = report.claims.at, report.claims.above, report.claims.below
    if not (at or above or below):
        return
    yield b.Heading("What activities are called")
    counts = (("As the answers show", at), ("By a higher name", len(above)), ("By a lower name", below))
    yield b.Facts(tuple((label, f"{count:,}") for label, count in counts))
    if above:
        names = {rung.id: numbered(rung) for rung in report.ladder.rungs}
        rows = tuple(
            (record_named(each), names[each.called or ""], place_range(each), str(each.assessment.gap))
            for each in above[:MOST_SHOWN]
        )
        header = ("Activity", "Called", "What the answers show", "Rungs above")
        yield b.Table("Called by a higher name than the answers show", header, rows)
        yield from more(above)


def _breakdown_blocks(ladder: Ladder, table: Breakdown) -> Iterator[b.Block]:
    """Yield the counts on each rung for each value of a field, a row each."""
    label = "answered by" if table.field == ANSWERED_BY else table.field
    entries = {LEVEL: ladder.levels, STAGE: ladder.stages}.get(table.field, ())
    names = {entry.id: entry.name for entry in entries}
    numbers = [rung.number for rung in reversed(ladder.rungs)]
    rows = []
    for value, counts in table.values[:MOST_SHOWN]:
        name = "not given" if value is None else names.get(value, value)
        cells = (f"{counts[number]:,}" for number in (*numbers, 0, None))
        rows.append((name, *cells, f"{counts.total():,}"))
    header = (label[:1].upper() + label[1:], *map(str, numbers), "Off", NOT_CERTAIN, "All")
    yield b.Heading(f"By {label}")
    yield b.Table(f"How many are on each rung, from {numbers[0]} down, by {label}", header, tuple(rows))
    yield from more(table.values)
