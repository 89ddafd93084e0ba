"""Builds the part of a report's page for coders: how far they agree, on the rung and on each question."""

from collections.abc import Iterator

from coproladder.ladder.wording import Wording
from coproladder.render import blocks as b
from coproladder.report.agreement import LEAST_COMMON, MOST_CODERS, Agreement, Measure, coding
from coproladder.report.summary import Report

KAPPAS = ("kappa_weighted", "kappa_plain")
"""The last columns of a measure."""


def agreement_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    """Yield how far coders agree, or why nothing is said of that; nothing where no activity has two views."""
    found = coding(report.ladder, report.activities)
    if found is None:
        if any(len(each.all) > 1 for each in report.activities):
            yield wording.paragraph("agreement_none", least=LEAST_COMMON)
        return
    yield wording.heading("agreement")
    # One sentence to paste into a paper.
    about, alpha = wording.ladder.about, "" if found.alpha is None else wording.decimal(found.alpha)
    yield wording.paragraph(
        "paper_alpha" if alpha else "paper_alike",
        coders=wording.number(len(found.coders)),
        activities=wording.number(found.activities),
        ladder=wording.phrase("ladder_version", id=about.id, version=about.version),
        alpha=alpha,
    )
    if found.set_aside:
        yield b.Paragraph(wording.counted("agreement_set_aside", found.set_aside))
    if found.as_groups:
        yield wording.paragraph("agreement_as_groups", names=wording.listed(found.as_groups))
    if found.between is None:
        yield wording.paragraph("agreement_too_many", count=MOST_CODERS)
    pairs = found.between or ()
    columns = "coders", "activities", "left_out_not_certain", "same_rung", "within_one_rung", *KAPPAS
    rows = ((wording.listed(each.between), *_cells(each.rungs, wording)) for each in pairs)
    if pairs:
        yield wording.table("agreement_table", columns, rows)
    alphas = ((question, each) for question, each in found.question_alphas if each is not None)
    if known := [(question.words, wording.decimal(each)) for question, each in alphas]:
        yield wording.table("alpha_by_question", ("question", "alpha"), known)
    for each in pairs:
        yield b.Fold(wording.listed(each.between), (*_detail_blocks(each, wording),))
    yield wording.paragraph("agreement_intro")


def _detail_blocks(found: Agreement, wording: Wording) -> Iterator[b.Block]:
    columns = "question", "both_answered", "not_by_both", "same_answer", "within_one_answer", *KAPPAS
    rows = ((asked.words, *_cells(measure, wording)) for asked, measure in found.questions if measure.pairs)
    yield wording.table("by_question", columns, rows)
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
        return wording.phrase("coder_said", coder=coder, place=named)

    rows = tuple(
        (says(one, row), *(wording.number(found.confusions[row, column]) for column in columns_of))
        for row in rows_of
    )
    header = wording.phrase("rung"), *(says(other, column) for column in columns_of)
    return b.Table(wording.phrase("confusions"), header, rows)


def _cells(found: Measure, wording: Wording) -> tuple[str | int, ...]:
    """Return a measure as it stands in a row: counts, shares, both kappas, one with its interval."""
    kappas = [
        wording.phrase("no_spread") if kappa is None else wording.decimal(kappa)
        for kappa in (found.kappa, found.unweighted_kappa)
    ]
    if found.interval:
        low, high = map(wording.decimal, found.interval)
        kappas[0] = wording.phrase("kappa_interval", kappa=kappas[0], low=low, high=high)
    shares = [
        wording.phrase("share", count=wording.number(part), percent=f"{100 * part / found.pairs:.0f}")
        if found.pairs
        else wording.phrase("none")
        for part in (found.exact, found.within_one)
    ]
    return found.pairs, found.left_out, *shares, *kappas
