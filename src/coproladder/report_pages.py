"""Builds the page of a report: bars on the ladder, what holds activities back, where views differ."""

from collections.abc import Iterable, Iterator

from coproladder.blocks import Bar, Bars, Block, Facts, Heading, Page, Paragraph, Table
from coproladder.comparing import Agreement, Course, Placed, Views
from coproladder.fields import ANSWERED_BY, DATE, LEVEL, STAGE
from coproladder.ladder import Ladder, Question, Rung
from coproladder.pages import credit_blocks
from coproladder.report import YEAR, Breakdown, Held, Report

MOST_SHOWN = 20
LABELS = {ANSWERED_BY: "answered by", DATE: "date", LEVEL: "level", STAGE: "stage", YEAR: "year"}
NOT_CERTAIN = "Not certain"
OFF = "Off the ladder"


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
        blocks += _views(report, easy)
        blocks += _agreements(report)
        for table in report.by:
            blocks += _by(report.ladder, table)
        blocks += _over_time(report)
    blocks += credit_blocks(report.ladder, easy)
    return Page(_title(report), tuple(blocks), report.ladder.about.language)


def _title(report: Report) -> str:
    if report.records == report.activities:
        return f"Report on {_number(report.records, 'activity', 'activities')}"
    activities = _number(report.activities, "activity", "activities")
    return f"Report on {_number(report.records, 'record')} of {activities}"


def _counts(report: Report) -> Iterator[Block]:
    """Yield the number of records on each rung, those that are not certain apart."""
    counts = report.counts
    if report.records != report.activities:
        yield Paragraph("Some records are about the same activity. Each record counts here.")
    bars = [
        Bar(_rung(rung), counts[rung.number], f"{counts[rung.number]:,}")
        for rung in reversed(report.ladder.rungs)
    ]
    bars.append(Bar(OFF, counts[0], f"{counts[0]:,}"))
    apart = (Bar(NOT_CERTAIN, counts[None], f"{counts[None]:,}"),) if counts[None] else ()
    most = max(counts.values())
    yield Bars("How many are on each rung", ("Rung", "How many"), tuple(bars), most, apart)


def _uncertain(report: Report, easy: bool) -> Iterator[Block]:
    """Yield the records that are not certain, and the questions that would make them so."""
    if not report.uncertain:
        return
    number, most = len(report.uncertain), report.open[0]
    yield Heading("What is not certain yet")
    yield Paragraph(
        f"{_number(number, 'record')} {'misses' if number == 1 else 'miss'} an answer that can change "
        f"the rung. The one that matters in most of them: {most.question.words.say(easy)}"
    )
    rows = tuple(
        (open_.question.words.say(easy), f"{open_.count:,}", f"{open_.alone:,}") for open_ in report.open
    )
    yield Table("Questions to answer", ("Question", "Can change the rung of", "Settles by itself"), rows)
    shown = report.uncertain[:MOST_SHOWN]
    yield Facts(tuple((_named(record), _place(report.ladder, record)) for record in shown))
    yield from _more(number)


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
        names = {rung.id: _rung(rung) for rung in report.ladder.rungs}
        rows = tuple(
            (
                _named(record),
                names[record.called or ""],
                _place(report.ladder, record),
                str(record.assessment.gap),
            )
            for record in above[:MOST_SHOWN]
        )
        header = ("Activity", "Called", "What the answers show", "Rungs above")
        yield Table("Called by a higher name than the answers show", header, rows)
        yield from _more(len(above))


def _views(report: Report, easy: bool) -> Iterator[Block]:
    """Yield each activity that more than one group answered on, a bar on the ladder for each group."""
    if not report.views:
        return
    yield Heading("Views apart")
    yield Paragraph(
        f"{_number(len(report.views), 'activity', 'activities')} with answers from more than one group: "
        "the latest of each, side by side, those furthest apart first."
    )
    for views in report.views[:MOST_SHOWN]:
        yield _ladder_bars(report.ladder, views.name, "Answered by", _by_group(views))
        yield from _more(len(views.latest))
        if views.differ_on:
            yield _difference(report.ladder, views, views.differ_on, easy)
    yield from _more(len(report.views))


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


def _agreements(report: Report) -> Iterator[Block]:
    if not report.views:
        return
    yield Heading("How far groups agree")
    if report.agreements is None:
        yield Paragraph("So many groups answered on one activity that they are not compared two by two.")
        return
    yield Paragraph(
        "Of each two groups: the activities that both answered on and that are certain on both sides. "
        "Kappa is Cohen's, with quadratic weights: 1 is full agreement, 0 what chance would bring. "
        "Off the ladder counts as 0."
    )
    rows = tuple(map(_agreement, report.agreements[:MOST_SHOWN]))
    header = ("Groups", "Activities", "Left out, not certain", "Same rung", "Within one rung", "Kappa")
    yield Table("Agreement between each two groups", header, rows)
    yield from _more(len(report.agreements))


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


def _by(ladder: Ladder, table: Breakdown) -> Iterator[Block]:
    """Yield the counts on each rung for each value of a field, a row each."""
    label = LABELS.get(table.field, table.field)
    names = {entry.id: entry.name for entry in (*ladder.levels, *ladder.stages)}
    numbers = [rung.number for rung in reversed(ladder.rungs)]
    rows = tuple(
        (
            "not given" if value is None else names.get(value, value),
            *(f"{counts[number]:,}" for number in (*numbers, 0, None)),
            f"{counts.total():,}",
        )
        for value, counts in table.values[:MOST_SHOWN]
    )
    header = (label.capitalize(), *map(str, numbers), "Off", NOT_CERTAIN, "All")
    yield Heading(f"By {label}")
    yield Table(f"How many are on each rung, from {numbers[0]} down, by {label}", header, rows)
    yield from _more(len(table.values))


def _over_time(report: Report) -> Iterator[Block]:
    if not report.over_time:
        return
    yield Heading("Over time")
    yield Paragraph("Activities that the same group answered on at more than one date.")
    for course in report.over_time[:MOST_SHOWN]:
        yield _ladder_bars(report.ladder, _named(course.records[0]), "Date", _by_date(course))
        yield from _more(len(course.records))
    yield from _more(len(report.over_time))


def _by_date(course: Course) -> Iterator[tuple[str, Placed]]:
    """Yield the latest dates of an activity, the earliest of them first."""
    for record in course.records[-MOST_SHOWN:]:
        yield record.date or "", record


def _ladder_bars(ladder: Ladder, caption: str, label: str, records: Iterable[tuple[str, Placed]]) -> Bars:
    """Return bars as long as the ladder is high: solid to where a record surely is."""
    bars = tuple(Bar(name, record.lowest, _place(ladder, record), record.highest) for name, record in records)
    return Bars(caption, (label, "Rung"), bars, len(ladder.rungs))


def _place(ladder: Ladder, record: Placed) -> str:
    """Return where a record is, in words: a rung, or from which to which."""
    rung, highest = record.assessment.rung, record.assessment.highest_possible
    if highest is None:
        return OFF
    if rung is None:
        return f"Too little is known yet: at most {_lower(_rung(highest))}"
    return _rung(rung) if rung == highest else f"{_rung(rung)}, to {_lower(_rung(highest))}"


def _rung(rung: Rung) -> str:
    return f"Rung {rung.number}, {rung.name}"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _named(record: Placed) -> str:
    name = record.name or f"Activity {record.number}"
    return f"{name} ({record.answered_by})" if record.answered_by else name


def _number(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _share(part: int, whole: int) -> str:
    return f"{part:,} ({100 * part / whole:.0f}%)" if whole else "none"


def _more(number: int) -> Iterator[Paragraph]:
    """Yield how many more there are than are shown."""
    if number > MOST_SHOWN:
        yield Paragraph(f"And {number - MOST_SHOWN:,} more: --format json has them all.")
