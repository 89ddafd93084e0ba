"""Builds the parts of a report's page that compare records: groups on one activity, and dates."""

from collections.abc import Iterator, Sized

from coproladder.ladder.records import Question
from coproladder.ladder.wording import Wording
from coproladder.pages.assessment import name_or_number, place_in_words
from coproladder.render import blocks as b
from coproladder.report.agreement import MOST_PAIRS, Agreement, Measure
from coproladder.report.summary import Report
from coproladder.report.views import Placed, Views

MOST_BESIDE = 100
"""How many pairs of groups stand in the table, at most: beyond that nobody can compare them."""

MOST_BY_QUESTION = 10
"""How many pairs of groups are shown question by question."""


def views_blocks(report: Report, wording: Wording, most: int | None) -> Iterator[b.Block]:
    """Yield each activity on which groups differ, a bar on the ladder for each group."""
    if not report.views:
        return
    differing = [(views, views.differ_on) for views in report.views if views.differ_on]
    intro = wording.counted("views_intro", len(report.views), apart=wording.number(len(differing)))
    latest = wording.paragraph("views_latest") if differing else None
    yield from wording.section("views_apart", b.Paragraph(intro), latest)
    header = wording.phrase("label_answered_by"), wording.phrase("rung")
    for views, question in differing[:most]:
        # As long as the ladder is high: solid up to the rung that is certain.
        bars = tuple(
            b.Bar(each.answered_by or "", each.lowest, place_of(each, wording), each.highest)
            for each in views.latest[:most]
        )
        yield b.Bars(views.name, header, bars, len(wording.ladder.rungs))
        yield from more(views.latest, most, wording)
        yield _difference(views, question, wording, most)
    yield from more(differing, most, wording)


def agreement_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    """Yield how far each two groups agree, and for the first of them also on which questions and rungs."""
    if not report.views:
        return
    if report.agreements is None:
        too_many = wording.paragraph("agreement_too_many", count=wording.number(MOST_PAIRS))
        yield from wording.section("agreement", too_many)
        return
    columns = "activities", "left_out_not_certain", "same_rung", "within_one_rung", "kappa_with_interval"
    rows = (
        (_groups(found, wording), *_cells(found.rungs, wording)) for found in report.agreements[:MOST_BESIDE]
    )
    table = wording.table("agreement_table", ("groups", *columns), rows)
    yield from wording.section("agreement", wording.paragraph("agreement_intro"), table)
    yield from more(report.agreements, MOST_BESIDE, wording, "and_more_pairs")
    for found in report.agreements[:MOST_BY_QUESTION]:
        yield b.Heading(_groups(found, wording), level=3)
        yield from _detail_blocks(found, wording)
    if len(report.agreements) > MOST_BY_QUESTION:
        yield wording.paragraph("agreement_in_json", count=MOST_BY_QUESTION)


def over_time_blocks(report: Report, wording: Wording, most: int | None) -> Iterator[b.Block]:
    """Yield a line for each activity that moved from one date to another."""
    if not report.over_time:
        return
    moved = [
        course for course in report.over_time if len({(each.lowest, each.highest) for each in course}) > 1
    ]
    intro = wording.counted("over_time_intro", len(report.over_time), moved=wording.number(len(moved)))
    lines = []
    for course in moved[:most]:
        places = (
            wording.phrase("place_on", place=place_of(record, wording), date=record.date or "")
            for record in course
        )
        lines.append((record_named(course[0], wording), wording.phrase("then").join(places)))
    yield from wording.section("over_time", b.Paragraph(intro), b.Facts(tuple(lines)))
    yield from more(moved, most, wording)


def place_of(record: Placed, wording: Wording) -> str:
    """Return where a record is: Rung 5, Engagement, to rung 6, Co-design."""
    return place_in_words(record.assessment, wording, both_ends=True)


def name_of(record: Placed, wording: Wording) -> str:
    """Return the name of an activity, or its number."""
    return name_or_number(record.name, record.number, wording)


def record_named(record: Placed, wording: Wording) -> str:
    """Return the name of an activity, or its number, and who answered."""
    name = name_of(record, wording)
    return f"{name} ({record.answered_by})" if record.answered_by else name


def more(
    entries: Sized, most: int | None, wording: Wording, phrase: str = "and_more"
) -> Iterator[b.Paragraph]:
    """Yield how many more entries there are than are shown; with None all are."""
    if most is not None and len(entries) > most:
        yield wording.paragraph(phrase, count=wording.number(len(entries) - most))


def _difference(views: Views, question: Question, wording: Wording, most: int | None) -> b.Facts:
    """Return the question that sets the groups apart most, with the answer of each."""
    at = wording.ladder.questions.index(question)
    answers = (
        (record.answered_by or "", wording.answer(question, record.answers[at]))
        for record in views.latest[:most]
    )
    return b.Facts(((wording.phrase("differ_most"), wording.say(question.words)), *answers))


def _groups(found: Agreement, wording: Wording) -> str:
    one, other = found.between
    return wording.phrase("two_groups", one=one, other=other)


def _detail_blocks(found: Agreement, wording: Wording) -> Iterator[b.Block]:
    columns = "both_answered", "not_by_both", "same_answer", "within_one_answer", "kappa_with_interval"
    rows = ((question.words, *_cells(measure, wording)) for question, measure in found.questions)
    yield wording.table("by_question", ("question", *columns), rows)
    yield _confusions(found, wording)
    if found.left_out:
        yield wording.facts({"activities_left_out": wording.phrase("comma").join(found.left_out)})


def _confusions(found: Agreement, wording: Wording) -> b.Table:
    """Return how often a rung of one group stands beside a rung of the other."""
    one, other = found.between
    top_down: list[int | None] = [*range(len(wording.ladder.rungs), -1, -1), None]
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


def _cells(found: Measure, wording: Wording) -> tuple[str | int, ...]:
    """Return a measure as it stands in a row: counts, shares, and kappa with its interval."""
    return (
        found.pairs,
        found.left_out,
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
