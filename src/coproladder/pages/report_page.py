"""Builds the page of a report: who is on which rung, what holds activities back, how they are called."""

from collections.abc import Iterator
from itertools import islice

from coproladder.base.fields import FIELDS, YEAR
from coproladder.ladder.records import Rung
from coproladder.ladder.wording import Wording
from coproladder.pages import comparison as compared
from coproladder.pages.assessment import field_in_words, next_needs
from coproladder.pages.reference import credit_blocks, drawing
from coproladder.render import blocks as b
from coproladder.report.summary import Breakdown, NotRead, Report
from coproladder.report.views import Placed

MOST_ACTIVITIES_NAMED = 30
"""How many names stand on a rung of the drawing; the table of every activity has them all."""


def report_page(
    report: Report, wording: Wording, most: int | None = None, only_ladder: bool = False
) -> b.Page:
    """Return the whole report; with `most`, long lists show no more than that and say how much there is.

    With `only_ladder` it has the ladder alone, also where there are no activities to stand on it.
    """
    what = wording.counted("activities", report.activities)
    if report.records != report.activities:
        what = wording.phrase("records_of", count=wording.number(report.records), activities=what)
    title = wording.phrase("report_on", what=what)
    if only_ladder:
        return wording.page(title, _ladder_blocks(report, wording, most))
    return wording.page(title, (*_blocks(report, wording, most), *credit_blocks(wording)))


def _blocks(report: Report, wording: Wording, most: int | None) -> Iterator[b.Block]:
    if not report.records:
        yield wording.paragraph("no_activities")
        yield from _not_read_blocks(report.not_read, wording)
        return
    yield from _count_blocks(report, wording)
    yield from _ladder_blocks(report, wording, most)
    yield from _not_read_blocks(report.not_read, wording)
    yield from _uncertain_blocks(report, wording, most)
    yield from _held_blocks(report, wording)
    yield from _claim_blocks(report, wording, most)
    yield from _every_blocks(report, wording, most)
    yield from compared.views_blocks(report, wording, most)
    yield from compared.agreement_blocks(report, wording)
    for field, table in report.by.items():
        yield from _breakdown_blocks(field, table, wording, most)
    yield from compared.over_time_blocks(report, wording, most)


def _count_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    """Yield the number of records on each rung, and apart from them of those that are not certain."""
    counts = report.counts
    if report.records != report.activities:
        yield wording.paragraph("each_record_counts")
    places = [(rung.number, _numbered(rung, wording)) for rung in reversed(report.ladder.rungs)]
    places.append((0, wording.phrase("off_the_ladder")))
    bars = tuple(b.Bar(name, counts[number], wording.number(counts[number])) for number, name in places)
    unsure = counts[None]
    bar = b.Bar(wording.phrase("not_certain"), 0, wording.number(unsure), reach=unsure)
    caption, header = wording.phrase("how_many_on_each"), (wording.phrase("rung"), wording.phrase("how_many"))
    yield b.Bars(caption, header, bars, max(counts.values()), (bar,) if unsure else ())


def _ladder_blocks(report: Report, wording: Wording, most: int | None) -> Iterator[b.Block]:
    """Yield the ladder with the names of the records on each rung, and below it those on none for sure."""
    most = most or MOST_ACTIVITIES_NAMED
    places: dict[int | None, list[Placed]] = {}
    for record in report.placed:
        places.setdefault(record.rung_number, []).append(record)
    names = {
        rung.id: _names(places.get(rung.number, []), report, wording, most) for rung in report.ladder.rungs
    }
    below = tuple(
        wording.phrase(
            "label_then", label=wording.phrase(label), text=_names(places[place], report, wording, most)
        )
        for place, label in ((0, "off_the_ladder"), (None, "not_certain"))
        if place in places
    )
    yield from wording.section("who_is_where", drawing(wording, texts=names, below=below))


def _names(records: list[Placed], report: Report, wording: Wording, most: int) -> str:
    """Return how many records there are and their names, with who answered where one has several."""
    if not records:
        return wording.phrase("names_none")
    named = compared.name_of if report.records == report.activities else compared.record_named
    names = [named(record, wording) for record in records[:most]]
    if len(records) > most:
        names.append(wording.phrase("names_more", count=wording.number(len(records) - most)))
    count, text = _counted(report, len(records), wording), wording.phrase("comma").join(names)
    return wording.phrase("label_then", label=count, text=text)


def _numbered(rung: Rung, wording: Wording) -> str:
    return wording.phrase("rung_numbered", rung=rung.number, name=rung.name)


def _counted(report: Report, count: int, wording: Wording) -> str:
    """Return a count of activities, or of records where some are about the same activity."""
    return wording.counted("activities" if report.records == report.activities else "records", count)


def _not_read_blocks(not_read: NotRead, wording: Wording) -> Iterator[b.Block]:
    """Yield what could not be read, so that nobody takes the counts for all there is."""
    if not not_read:
        return
    rejected, fields = not_read.rejected, not_read.fields_left_out
    facts = {
        "left_out_of_report": wording.counted("records", rejected) if rejected else None,
        "not_read_at_all": wording.phrase("comma").join(not_read.files),
        "left_out_of_records": wording.counted("fields", fields) if fields else None,
    }
    faults = wording.table("what_was_wrong", ("fault", "how_often"), not_read.faults.items())
    claims = wording.table("unknown_names", ("label_called", "how_many"), not_read.unknown_claims.items())
    yield from wording.section("not_read", wording.facts(facts), faults, claims)


def _uncertain_blocks(report: Report, wording: Wording, most: int | None) -> Iterator[b.Block]:
    """Yield the records that are not certain, and the questions that would make them so."""
    if not report.uncertain:
        return
    number, asked = len(report.uncertain), report.open[0]
    says = wording.counted("uncertain", number)
    if number > 1:
        phrase, count = ("settles_most", asked.alone) if asked.alone else ("comes_up_most", asked.count)
        question = wording.say(asked.question.words)
        says += " " + wording.phrase(phrase, count=wording.number(count), question=question)
    questions = ((each.question.words, each.count, each.alone) for each in report.open)
    table = wording.table("questions_to_answer", ("question", "can_change", "settles_alone"), questions)
    yield from wording.section("not_certain_yet", b.Paragraph(says), table)
    records = (
        (compared.record_named(each, wording), compared.place_of(each, wording), each.open_questions[0].words)
        for each in report.uncertain[:most]
    )
    yield wording.table("records_uncertain", ("label_activity", "what_is_known", "ask_first"), records)
    yield from compared.more(report.uncertain, most, wording)


def _held_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    if not report.held:
        return
    items = []
    for held in report.held:
        says = wording.counted(
            "needs_this",
            held.count,
            what=_counted(report, held.count, wording),
            rung=held.rung.name if held.rung else wording.phrase("off_the_ladder_from"),
            next=held.next.name,
            need=wording.way_to(held.question, held.needs),
        )
        if held.not_known:
            says = wording.phrase("held_not_known", held=says, unknown=wording.number(held.not_known))
        items.append(says)
    yield from wording.section("holds_back", wording.paragraph("holds_back_intro"), b.Items(tuple(items)))


def _claim_blocks(report: Report, wording: Wording, most: int | None) -> Iterator[b.Block]:
    """Yield what activities are called, beside what the answers show."""
    at, above, below = report.claims.at, report.claims.above, report.claims.below
    if not (at or above or below):
        return
    names = {rung.id: _numbered(rung, wording) for rung in report.ladder.rungs}
    columns = ("label_activity", "label_called", "what_answers_show", "rungs_above")
    rows = (
        (
            compared.record_named(each, wording),
            names[each.called or ""],
            compared.place_of(each, wording),
            each.assessment.gap or 0,
        )
        for each in above[:most]
    )
    facts = wording.facts({"as_shown": at, "higher_name": len(above), "lower_name": below})
    yield from wording.section("what_they_are_called", facts, wording.table("names_above", columns, rows))
    yield from compared.more(above, most, wording)


def _every_blocks(report: Report, wording: Wording, most: int | None) -> Iterator[b.Block]:
    """Yield a table of every record, those on the top rung first; a column that is all empty is not there."""
    names = {rung.id: rung.name for rung in report.ladder.rungs}
    dates = bool(report.over_time)
    columns = {
        "label_activity": lambda record: compared.name_of(record, wording),
        "label_date": lambda record: record.date or "" if dates else "",
        "label_answered_by": lambda record: record.answered_by or "",
        "place": lambda record: compared.place_of(record, wording),
        "label_called": lambda record: names.get(record.called or "", ""),
        "next_rung_needs": lambda record: next_needs(record.assessment, wording),
    }
    cells = {name: [*map(find, report.placed[:most])] for name, find in columns.items()}
    kept = [name for name, found in cells.items() if any(found)]
    blank = wording.phrase("not_given")
    rows = zip(*([cell or blank for cell in cells[name]] for name in kept), strict=True)
    yield from wording.section("every_activity", wording.table("from_the_top", kept, rows))
    yield from compared.more(report.placed, most, wording)


def _breakdown_blocks(field: str, table: Breakdown, wording: Wording, most: int | None) -> Iterator[b.Block]:
    """Yield the counts on each rung for each value of a field, a row each."""
    known = field in (*FIELDS, YEAR)
    label = wording.phrase(f"label_{field}") if known else field
    heading = wording.phrase(f"by_{field}") if known else wording.phrase("by_field", field=field)
    numbers = [rung.number for rung in reversed(wording.ladder.rungs)]
    rows = []
    for value, counts in islice(table.items(), most):
        name = field_in_words(field, value, wording) or wording.phrase("not_given")
        cells = (wording.number(counts[number]) for number in (*numbers, 0, None))
        rows.append((name, *cells, wording.number(counts.total())))
    header = (label, *map(str, numbers), *wording.phrases("off", "not_certain", "all"))
    yield b.Heading(heading)
    yield b.Table(wording.phrase("on_each_from", rung=numbers[0]), header, tuple(rows))
    yield from compared.more(table, most, wording)
