"""Builds the parts of a report's page that compare: views apart, and the same over time."""

from collections.abc import Iterator, Sized

from coproladder.ladder.records import Question, Rung
from coproladder.ladder.wording import Wording
from coproladder.render import blocks as b
from coproladder.report.agreement import MOST_PAIRS, Agreement, Measure
from coproladder.report.summary import Report
from coproladder.report.views import Placed, Views


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


MOST_BESIDE = 100
"""How many pairs of groups stand in the table, at most: beyond that nobody can compare them."""

MOST_BY_QUESTION = 10
"""How many pairs of groups are shown question by question."""


def agreement_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    """Yield how far each two groups agree, and for the first of them also on which questions and rungs."""
    if not report.views:
        return
    yield b.Heading(wording.phrase("agreement"))
    if report.agreements is None:
        yield b.Paragraph(wording.phrase("agreement_too_many", count=wording.number(MOST_PAIRS)))
        return
    yield b.Paragraph(wording.phrase("agreement_intro"))
    rows = tuple(
        (_groups(found, wording), *_cells(found.rungs, wording)) for found in report.agreements[:MOST_BESIDE]
    )
    columns = "activities", "left_out_not_certain", "same_rung", "within_one_rung", "kappa_with_interval"
    yield b.Table(wording.phrase("agreement_table"), wording.phrases("groups", *columns), rows)
    yield from more(report.agreements, MOST_BESIDE, wording, "and_more_pairs")
    for found in report.agreements[:MOST_BY_QUESTION]:
        yield b.Heading(_groups(found, wording), level=3)
        yield from _detail_blocks(report, found, wording)
    if len(report.agreements) > MOST_BY_QUESTION:
        yield b.Paragraph(wording.phrase("agreement_in_json", count=MOST_BY_QUESTION))


def _groups(found: Agreement, wording: Wording) -> str:
    one, other = found.between
    return wording.phrase("two_groups", one=one, other=other)


def _detail_blocks(report: Report, found: Agreement, wording: Wording) -> Iterator[b.Block]:
    rows = tuple(
        (wording.say(question.words), *_cells(measure, wording)) for question, measure in found.questions
    )
    columns = "both_answered", "not_by_both", "same_answer", "within_one_answer", "kappa_with_interval"
    yield b.Table(wording.phrase("by_question"), wording.phrases("question", *columns), rows)
    yield _confusions(report, found, wording)
    if found.left_out:
        names = wording.phrase("comma").join(found.left_out)
        yield b.Facts(((wording.phrase("activities_left_out"), names),))


def _confusions(report: Report, found: Agreement, wording: Wording) -> b.Table:
    """Return how often a rung of one group stands beside a rung of the other."""
    one, other = found.between
    top_down: list[int | None] = [*range(len(report.ladder.rungs), -1, -1), None]
    sides = zip(*found.confusions, strict=True)
    rows_of, columns_of = ([place for place in top_down if place in side] for side in sides)

    def says(group: str, place: int | None) -> str:
        named = {0: wording.phrase("off"), None: wording.phrase("not_certain")}.get(place, str(place))
        return wording.phrase("one_group_at", group=group, place=named)

    rows = tuple(
        (says(one, row), *(wording.number(found.confusions[row, column]) for column in columns_of))
        for row in rows_of
    )
    header = wording.phrase("rung"), *(says(other, column) for column in columns_of)
    return b.Table(wording.phrase("confusions"), header, rows)


def _cells(found: Measure, wording: Wording) -> tuple[str, ...]:
    return (
        wording.number(found.pairs),
        wording.number(found.left_out),
        _share(found.exact, found.pairs, wording),
        _share(found.within_one, found.pairs, wording),
        _kappa(found, wording),
    )


def _kappa(found: Measure, wording: Wording) -> str:
    if found.kappa is None:
        return wording.phrase("not_defined")
    kappa = wording.decimal(found.kappa)
    if found.interval is None:
        return kappa
    low, high = map(wording.decimal, found.interval)
    return wording.phrase("kappa_interval", kappa=kappa, low=low, high=high)


def _share(part: int, whole: int, wording: Wording) -> str:
    if not whole:
        return wording.phrase("none")
    return wording.phrase("share", count=wording.number(part), percent=f"{100 * part / whole:.0f}")
