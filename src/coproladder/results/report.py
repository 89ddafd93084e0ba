"""Turns a report into what other programs read: a JSON record by ids, and a table as CSV."""

from collections.abc import Iterator
from typing import Any

from coproladder.report.compare import Agreement, Course, Placed, Views
from coproladder.report.summary import Breakdown, Counts, Report
from coproladder.results.csv import cell_writer, csv_text
from coproladder.results.json import ladder_id


def report_record(report: Report) -> dict[str, Any]:
    """Return the whole report by ids; null for a rung is off the ladder, or below what is known."""
    claims = report.claims
    return {
        "ladder": ladder_id(report.ladder),
        "records": report.records,
        "activities": report.activities,
        "counts": _counts(report, report.counts),
        "uncertain": {
            "records": [_placed(record) for record in report.uncertain],
            "questions": [
                {"question": open_.question.id, "count": open_.count, "alone": open_.alone}
                for open_ in report.open
            ],
        },
        "held_back_by": [
            {
                "question": held.question.id,
                "needs": held.needs.id,
                "count": held.count,
                "not_known": held.not_known,
            }
            for held in report.held
        ],
        "claims": {
            "above": len(claims.above),
            "at": claims.at,
            "below": claims.below,
            "records_above": [
                {**_placed(record), "called": record.called, "gap": record.assessment.gap}
                for record in claims.above
            ],
        },
        "views": [_views(report, views) for views in report.views],
        "agreement": None if report.agreements is None else [_agreement(each) for each in report.agreements],
        "by": {table.field: _by(report, table) for table in report.by},
        "over_time": [_course(course) for course in report.over_time],
    }


def report_csv(report: Report, for_terminal: bool = False) -> str:
    """Return the counts as CSV: a row for each rung, top one first, a column for each value of a field.

    `for_terminal` is for where no text may act.
    """
    columns = [
        (f"{table.field}: {'not given' if value is None else value}", counts)
        for table in report.by
        for value, counts in table.values
    ]
    rows = [["rung", "name", "count", *(name for name, _ in columns)]]
    for number, name in _places(report):
        counts = (str(each[number]) for each in (report.counts, *(counts for _, counts in columns)))
        rows.append(["" if number is None else str(number), name, *counts])
    shown = cell_writer(for_terminal=for_terminal)
    return csv_text(map(shown, cells) for cells in rows)


def _places(report: Report) -> Iterator[tuple[int | None, str]]:
    for rung in reversed(report.ladder.rungs):
        yield rung.number, rung.name
    yield 0, "Off the ladder"
    yield None, "Not certain"


def _counts(report: Report, counts: Counts) -> dict[str, Any]:
    return {
        "rungs": {rung.id: counts[rung.number] for rung in reversed(report.ladder.rungs)},
        "off_the_ladder": counts[0],
        "not_certain": counts[None],
    }


def _place(record: Placed) -> dict[str, Any]:
    assessment = record.assessment
    return {
        "rung": assessment.rung.id if assessment.rung else None,
        "highest_possible": assessment.highest_possible.id if assessment.highest_possible else None,
        "certain": assessment.certain,
    }


def _placed(record: Placed) -> dict[str, Any]:
    """Return one record; `number` is its place among all that were answered, from 1."""
    return {
        "number": record.number,
        "activity": record.name,
        "date": record.date,
        "answered_by": record.answered_by,
        **_place(record),
    }


def _views(report: Report, views: Views) -> dict[str, Any]:
    questions = report.ladder.questions
    return {
        "activity": views.name,
        "apart": views.apart,
        "differ_most_on": views.differ_on.id if views.differ_on else None,
        "views": [
            {
                **_placed(record),
                "answers": {
                    question.id: answer for question, answer in zip(questions, record.answers, strict=True)
                },
            }
            for record in views.latest
        ],
    }


def _agreement(found: Agreement) -> dict[str, Any]:
    return {
        "between": found.between,
        "pairs": found.pairs,
        "left_out": found.left_out,
        "exact": found.exact,
        "within_one": found.within_one,
        "kappa": found.kappa,
    }


def _by(report: Report, table: Breakdown) -> list[dict[str, Any]]:
    return [{"value": value, **_counts(report, counts)} for value, counts in table.values]


def _course(course: Course) -> dict[str, Any]:
    return {
        "activity": course.name,
        "answered_by": course.answered_by,
        "places": [{"date": record.date, **_place(record)} for record in course.records],
    }
