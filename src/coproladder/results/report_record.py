"""Turns a report into what other programs read: a JSON record by ids, and a table as CSV."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from coproladder.ladder.records import Answer, Ladder, Question, Rung
from coproladder.report.agreement import Agreement
from coproladder.report.summary import Counts, Report
from coproladder.report.views import Placed, Views
from coproladder.results.csv_table import cell_writer, csv_text

NO_ANSWER = "not known"


def report_record(report: Report) -> dict[str, Any]:
    """Return the whole report by ids; null for a rung is off the ladder, or below what is known."""
    ladder, claims = report.ladder, report.claims
    return {
        "ladder": ladder.id,
        "records": report.records,
        "activities": report.activities,
        "counts": _counts_by_id(ladder, report.counts),
        "places": [*map(_place_record, report.placed)],
        "uncertain": {
            "records": [
                _placed_record(record, questions=[each.id for each in record.open_questions])
                for record in report.uncertain
            ],
            "questions": _by_ids(report.open),
        },
        "held_back_by": _by_ids(report.held),
        "claims": {
            "above": len(claims.above),
            "at": claims.at,
            "below": claims.below,
            "records_above": [
                _placed_record(record, called=record.called, gap=record.assessment.gap)
                for record in claims.above
            ],
        },
        "views": [_views_record(ladder, views) for views in report.views],
        "agreement": None if report.agreements is None else [*map(_agreement_record, report.agreements)],
        "by": {
            field: [{"value": value, **_counts_by_id(ladder, counts)} for value, counts in table.items()]
            for field, table in report.by.items()
        },
        "over_time": [
            {
                "activity": course[0].name,
                "answered_by": course[0].answered_by,
                "places": [{"date": record.date, **_range_record(record)} for record in course],
            }
            for course in report.over_time
        ],
        "not_read": report.not_read,
    }


def report_csv(report: Report, for_terminal: bool = False) -> str:
    """Return the counts as CSV: a row for each rung, top one first, a column for each value of a field.

    `for_terminal` makes control characters visible.
    """
    columns = [("count", report.counts)]
    for field, table in report.by.items():
        for value, counts in table.items():
            columns.append((f"{field}: {'not given' if value is None else value}", counts))
    rows = [["rung", "name", *(name for name, _ in columns)]]
    names: dict[int | None, str] = {rung.number: rung.name for rung in report.ladder.rungs[::-1]}
    for number, name in (names | {0: "Off the ladder", None: "Not certain"}).items():
        cells = (str(counts[number]) for _, counts in columns)
        rows.append(["" if number is None else str(number), name, *cells])
    not_read, rest = report.not_read, [""] * (len(columns) - 1)
    counted = {"Could not be read": not_read.rejected, "Fields left out": not_read.fields_left_out}
    rows += (["", name, str(count), *rest] for name, count in counted.items() if count)
    rows += (["", f"Not read at all: {file}", "", *rest] for file in not_read.files)
    return csv_text(rows, cell_writer(for_terminal=for_terminal))


def disagreements_csv(report: Report) -> str:
    """Return as CSV where groups differ on an activity: a row for the rung and for each question.

    Each group has a column; a cell is empty where the group did not answer on the activity.
    """
    ladder = report.ladder
    groups = [*dict.fromkeys(each.answered_by or "" for views in report.views for each in views.latest)]
    rows = [["activity", "question", *groups]]
    for views in report.views:
        said = {each.answered_by or "": each for each in views.latest}
        found = {"rung": {group: _range_cell(each) for group, each in said.items()}}
        for at, question in enumerate(ladder.questions):
            found[question.id] = {group: each.answers[at] or NO_ANSWER for group, each in said.items()}
        for name, cells in found.items():
            if len(set(cells.values())) > 1:
                rows.append([views.name, name, *(cells.get(group, "") for group in groups)])
    return csv_text(rows)


def _range_cell(record: Placed) -> str:
    """Return the number of a rung, or both ends of the range; 0 is off the ladder."""
    return str(record.lowest) if record.rung_number is not None else f"{record.lowest} to {record.highest}"


def _by_ids(records: Iterable[Struct]) -> list[dict[str, Any]]:
    """Return records as dicts, with the ids of questions and answers in place of themselves."""
    return [{name: _id(value) for name, value in asdict(record).items()} for record in records]


def _id(value: Any) -> Any:
    return value.id if isinstance(value, (Question, Answer, Rung)) else value


def _counts_by_id(ladder: Ladder, counts: Counts) -> dict[str, Any]:
    return {
        "rungs": {rung.id: counts[rung.number] for rung in reversed(ladder.rungs)},
        "off_the_ladder": counts[0],
        "not_certain": counts[None],
    }


def _range_record(record: Placed) -> dict[str, Any]:
    found = record.assessment
    ends = {"rung": _id(found.rung), "highest_possible": _id(found.highest_possible)}
    return {**ends, "certain": found.certain}


def _placed_record(record: Placed, **more: Any) -> dict[str, Any]:
    """Return one record with `more` of it; `number` is its place among all that were answered, from 1."""
    return {
        "number": record.number,
        "activity": record.name,
        "date": record.date,
        "answered_by": record.answered_by,
        **_range_record(record),
        **more,
    }


def _place_record(record: Placed) -> dict[str, Any]:
    """Return one record with what it is called, and the questions that keep it off the next rung."""
    following = None
    if step := record.assessment.next:
        following = {"rung": step.rung.id, "questions": [need.question.id for need in step.needs]}
    return _placed_record(record, called=record.called, next=following)


def _agreement_record(found: Agreement) -> dict[str, Any]:
    return {
        "between": found.between,
        **asdict(found.rungs),
        "activities_left_out": found.left_out,
        "questions": [{"question": question.id, **asdict(each)} for question, each in found.questions],
        "confusions": [
            {"rungs": places, "count": count} for places, count in sorted(found.confusions.items(), key=str)
        ],
    }


def _views_record(ladder: Ladder, views: Views) -> dict[str, Any]:
    questions = [question.id for question in ladder.questions]
    return {
        "activity": views.name,
        "apart": views.apart,
        "differ_most_on": _id(views.differ_on),
        "views": [
            _placed_record(record, answers=dict(zip(questions, record.answers, strict=True)))
            for record in views.latest
        ],
    }
