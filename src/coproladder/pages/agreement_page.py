"""Builds the part of a report's page for coders: how far they agree, on the rung and on each question."""

from collections.abc import Iterator

from coproladder.ladder.wording import Wording
from coproladder.render import blocks as b
from coproladder.report.agreement import LEAST_COMMON, MOST_PAIRS, Agreement, Coding, Measure, coding
from coproladder.report.summary import Report

MOST_BESIDE = 100
"""How many pairs of coders stand in the table, at most: beyond that nobody can compare them."""

MOST_BY_QUESTION = 10
"""How many pairs of coders are shown question by question."""


def agreement_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    """Yield how far coders agree, or why nothing is said of that; nothing where no activity has two views."""
    found = coding(report.ladder, report.activities)
    if found is None:
        if any(len(each.all) > 1 for each in report.activities):
            yield wording.paragraph("agreement_none", least=LEAST_COMMON)
        return
    yield wording.heading("agreement")
    yield b.Paragraph(_for_a_paper(found, wording))
    if found.between is None:
        yield wording.paragraph("agreement_too_many", count=wording.number(MOST_PAIRS))
    else:
        yield from _pair_blocks(found.between, wording)
    yield from _left_out_blocks(found, wording)
    alphas = [
        (asked.words, wording.decimal(alpha)) for asked, alpha in found.question_alphas if alpha is not None
    ]
    yield from (wording.table("alpha_by_question", ("question", "alpha"), alphas),) if alphas else ()
    for each in (found.between or ())[:MOST_BY_QUESTION]:
        yield b.Fold(_coders(each, wording), (*_detail_blocks(each, wording),))
    if len(found.between or ()) > MOST_BY_QUESTION:
        yield wording.paragraph("agreement_in_json", count=MOST_BY_QUESTION)
    yield wording.paragraph("agreement_intro")


def _for_a_paper(found: Coding, wording: Wording) -> str:
    """Return one sentence to paste into a paper."""
    about = wording.ladder.about
    values = {
        "coders": wording.number(len(found.coders)),
        "activities": wording.number(found.activities),
        "ladder": wording.phrase("ladder_version", id=about.id, version=about.version),
    }
    if found.alpha is None:
        return wording.phrase("paper_alike", **values)
    return wording.phrase("paper_alpha", alpha=wording.decimal(found.alpha), **values)


def _pair_blocks(between: tuple[Agreement, ...], wording: Wording) -> Iterator[b.Block]:
    columns = (
        "activities",
        "left_out_not_certain",
        "same_rung",
        "within_one_rung",
        "kappa_weighted",
        "kappa_plain",
    )
    rows = ((_coders(found, wording), *_cells(found.rungs, wording)) for found in between[:MOST_BESIDE])
    yield wording.table("agreement_table", ("coders", *columns), rows)
    if len(between) > MOST_BESIDE:
        yield wording.paragraph("and_more_pairs", count=wording.number(len(between) - MOST_BESIDE))


def _left_out_blocks(found: Coding, wording: Wording) -> Iterator[b.Block]:
    """Yield what does not count in this part alone."""
    if found.set_aside:
        yield b.Paragraph(wording.counted("agreement_set_aside", found.set_aside))
    if found.as_groups:
        yield wording.paragraph("agreement_as_groups", names=wording.listed(found.as_groups))


def _detail_blocks(found: Agreement, wording: Wording) -> Iterator[b.Block]:
    columns = (
        "both_answered",
        "not_by_both",
        "same_answer",
        "within_one_answer",
        "kappa_weighted",
        "kappa_plain",
    )
    rows = (
        (question.words, *_cells(measure, wording)) for question, measure in found.questions if measure.pairs
    )
    yield wording.table("by_question", ("question", *columns), rows)
    yield _confusions(found, wording)
    if found.left_out:
        yield wording.facts({"activities_left_out": wording.listed(found.left_out)})


def _confusions(found: Agreement, wording: Wording) -> b.Table:
    """Return how often a rung of one coder stands beside a rung of the other."""
    one, other = found.between
    top_down: list[int | None] = [*range(len(wording.ladder.rungs), -1, -1), None]
    sides = zip(*found.confusions, strict=True)
    rows_of, columns_of = ([place for place in top_down if place in side] for side in sides)

    def says(coder: str, place: int | None) -> str:
        named = {0: wording.phrase("off"), None: wording.phrase("not_certain")}.get(place, str(place))
        return wording.phrase("label_then", label=coder, text=named)

    rows = tuple(
        (says(one, row), *(wording.number(found.confusions[row, column]) for column in columns_of))
        for row in rows_of
    )
    header = wording.phrase("rung"), *(says(other, column) for column in columns_of)
    return b.Table(wording.phrase("confusions"), header, rows)


def _coders(found: Agreement, wording: Wording) -> str:
    return wording.listed(found.between)


def _cells(found: Measure, wording: Wording) -> tuple[str | int, ...]:
    """Return a measure as it stands in a row: counts, shares, both kappas, one with its interval."""
    weighted = _decimal(found.kappa, wording)
    if found.interval:
        low, high = map(wording.decimal, found.interval)
        weighted = wording.phrase("kappa_interval", kappa=weighted, low=low, high=high)
    return (
        found.pairs,
        found.left_out,
        _share(found.exact, found.pairs, wording),
        _share(found.within_one, found.pairs, wording),
        weighted,
        _decimal(found.unweighted_kappa, wording),
    )


def _decimal(number: float | None, wording: Wording) -> str:
    return wording.phrase("no_spread") if number is None else wording.decimal(number)


def _share(part: int, whole: int, wording: Wording) -> str:
    if not whole:
        return wording.phrase("none")
    return wording.phrase("share", count=wording.number(part), percent=f"{100 * part / whole:.0f}")
