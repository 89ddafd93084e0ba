"""Turns a report into what other programs read: a JSON record by ids, and a table as CSV."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from coproladder.base.fields import BASIS
from coproladder.ladder.records import Answer, Ladder, Question, Rung
from coproladder.report.agreement import Coding, coding
from coproladder.report.findings import held_back, open_questions
from coproladder.report.summary import Report, by_place
from coproladder.report.views import OFF_RUNGS, Placed, parting
from coproladder.results.csv_table import cell_writer, csv_text

NO_ANSWER = "not known"


def report_record(report: Report) -> dict[str, Any]:
    """Return the whole report by ids; null for a rung is off the ladder, or below what is known.

    `counts` and `places` have records, `activity_counts` activities, as the pages count them.
    """
    ladder, activities = report.ladder, report.activities
    views = sorted((each for each in activities if len(each.all) > 1), key=lambda each: -each.apart)
    top_first = sorted(report.placed, key=lambda record: (-record.lowest, -record.highest))
    unsure = (record for record in report.placed if record.rung_number is None)
    by_date = (each for each in activities if each.state == "differs_by_date")
    counts = Counter({place: len(those) for place, those in by_place(activities).items()})
    return {
        "ladder": ladder.id,
        "records": len(report.placed),
        "activities": len(activities),
        "counts": _counts_by_id(ladder, report.counts),
        "activity_counts": _counts_by_id(ladder, counts, dict(zip(OFF_RUNGS, OFF_RUNGS, strict=True))),
        "places": [*map(_place_record, top_first)],
        "uncertain": {
            "records": [_placed_record(each, questions=[*map(_id, each.open_questions)]) for each in unsure],
            "questions": _by_ids(open_questions(ladder, activities)),
        },
        "held_back_by": _by_ids(held_back(activities)),
        "claims": _claims_record(report.placed),
        "views": [
            {
                "activity": each.name,
                "state": each.state,
                "apart": each.apart,
                "differ_most_on": parting(ladder, each)[0].id if each.apart else None,
                "views": [_view_record(ladder, view) for view in each.all],
            }
            for each in views
        ],
        "promised_and_happened": [
            {
                "activity": each.name,
                "promised": [_view_record(ladder, view) for view in each.promises],
                "happened": [_view_record(ladder, view) for view in each.views],
            }
            for each in activities
            if each.promises
        ],
        **_coding_record(coding(ladder, activities)),
        "by": {
            field: [{"value": value, **_counts_by_id(ladder, counts)} for value, counts in table.items()]
            for field, table in report.by.items()
        },
        "over_time": [
            {
                "activity": each.name,
                "places": [_placed_record(view) for view in sorted(each.views, key=lambda view: view.date)],
            }
            for each in by_date
        ],
        "period": {
            "first": report.period.first or None,
            "last": report.period.last or None,
            "records_outside": report.outside,
        },
        "earlier_versions": report.earlier,
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
    """Return as CSV the activities whose views differ on the rung or an answer: a row for each view."""
    ladder = report.ladder
    questions = [question.id for question in ladder.questions]
    rows = [["activity", "date", "answered_by", BASIS, "rung", *questions]]
    for activity in report.activities:
        said = [
            (_range_cell(each), *(answer or NO_ANSWER for answer in each.answers)) for each in activity.all
        ]
        if len({*said}) > 1:
            for each, answers in zip(activity.all, said, strict=True):
                rows.append([activity.name or "", each.date, each.coder, each.basis or "", *answers])
    return csv_text(rows)


def _range_cell(record: Placed) -> str:
    """Return the number of a rung, or both ends of the range; 0 is off the ladder."""
    return str(record.lowest) if record.rung_number is not None else f"{record.lowest} to {record.highest}"


def _by_ids(records: Iterable[Struct]) -> list[dict[str, Any]]:
    """Return records as dicts, with the ids of questions and answers in place of themselves."""
    return [{name: _id(value) for name, value in asdict(record).items()} for record in records]


def _id(value: Any) -> Any:
    return value.id if isinstance(value, (Question, Answer, Rung)) else value


def _counts_by_id(
    ladder: Ladder, counts: Mapping[Any, int], off_rungs: Mapping[str, Any] = {"not_certain": None}
) -> dict[str, Any]:
    """Return counts by what they are for; `off_rungs` names those that are on no rung for sure."""
    return {
        "rungs": {rung.id: counts[rung.number] for rung in reversed(ladder.rungs)},
        "off_the_ladder": counts[0],
        **{name: counts[place] for name, place in off_rungs.items()},
    }


def _placed_record(record: Placed, **more: Any) -> dict[str, Any]:
    """Return one record with `more` of it; `number` is its place among all that were answered, from 1."""
    found = record.assessment
    return {
        "number": record.number,
        "activity": record.name,
        "date": record.date or None,
        "answered_by": record.answered_by,
        "rung": _id(found.rung),
        "highest_possible": _id(found.highest_possible),
        "certain": found.certain,
        **more,
    }


def _place_record(record: Placed) -> dict[str, Any]:
    """Return one record with what it is called, and the questions that keep it off the next rung."""
    step = record.assessment.next
    following = step and {"rung": step.rung.id, "questions": [need.question.id for need in step.needs]}
    return _placed_record(record, called=record.called, next=following)


def _claims_record(placed: Iterable[Placed]) -> dict[str, Any]:
    """Return what records are called beside what their answers show, the widest gap first."""
    gaps = [(record.assessment.gap, record) for record in placed if record.assessment.gap is not None]
    above = sorted(((gap, record) for gap, record in gaps if gap > 0), key=lambda each: -each[0])
    return {
        "above": len(above),
        "at": sum(gap == 0 for gap, _ in gaps),
        "below": sum(gap < 0 for gap, _ in gaps),
        "records_above": [_placed_record(record, called=record.called, gap=gap) for gap, record in above],
    }


def _coding_record(found: Coding | None) -> dict[str, Any]:
    """Return how far each two coders agree, null for too many pairs; and what holds for all of them."""
    if found is None:
        return {"agreement": [], "coders": None}
    pairs = [
        {
            "between": each.between,
            **asdict(each.rungs),
            "activities_left_out": each.left_out,
            "questions": [{"question": asked.id, **asdict(measure)} for asked, measure in each.questions],
            "confusions": [
                {"rungs": places, "count": count}
                for places, count in sorted(each.confusions.items(), key=str)
            ],
        }
        for each in found.between or ()
    ]
    alphas = {question.id: alpha for question, alpha in found.question_alphas}
    whole = {name: value for name, value in asdict(found).items() if name != "between"}
    return {
        "agreement": None if found.between is None else pairs,
        "coders": whole | {"question_alphas": alphas},
    }


def _view_record(ladder: Ladder, record: Placed) -> dict[str, Any]:
    questions = [question.id for question in ladder.questions]
    said = {"basis": record.basis, "answers": dict(zip(questions, record.answers, strict=True))}
    if record.reasons:
        *reasons, comment = record.reasons
        said |= {"reasons": dict(zip(questions, reasons, strict=True)), "comment": comment}
    return _placed_record(record, **said) | {"answered_by": record.coder or None}
