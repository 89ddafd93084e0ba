"""Builds the part of a report's page that says how far groups agree, and on what."""

from collections.abc import Iterator

from coproladder.ladder.interface import Wording
from coproladder.pages.compare import more
from coproladder.render import blocks as b
from coproladder.report.agreement import MOST_PAIRS, Agreement, Measure
from coproladder.report.summary import Report

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
