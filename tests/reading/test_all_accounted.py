"""Whatever people put in a table or a list, each value is in a record, in a fault, or in the account."""

import csv
import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from readers import LADDER

from coproladder.placing.activity import Activity
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.account import Account
from coproladder.reading.outcome import Rejected
from coproladder.reading.source import read_activities

QUESTIONS = {question.id: question for question in LADDER.questions}
BLANK: st.SearchStrategy[str] = st.sampled_from(["", "", "  "])
NAMES = st.sampled_from(["Lunch club", "Forum 2", "7", "Café", "A &amp; B", "---", "Total"])
ANSWERS: dict[str, st.SearchStrategy[str]] = {
    question.id: st.sampled_from(
        [
            text
            for answer in question.answers
            for wording in answer.words.wordings
            for text in (
                answer.id,
                wording,
                f"2. {wording} ({answer.id})",
                f"<p>{wording}</p>;",
                f'["{answer.id}"]',
            )
        ]
    )
    | st.sampled_from(["not sure", "-", "tolld", "12", question.id, question.words.standard])
    for question in LADDER.questions
}
HEADINGS = {
    "activity": ["activity", "Activity", "Project", "about/activity", "1. Name of the activity"],
    **{
        key: [key, each.words.standard, f"2) {each.words.standard}", f"about/{key}"]
        for key, each in QUESTIONS.items()
    },
    "comment": ["comment", "Comment:"],
}
EXTRA = st.sampled_from(["ID", "Email", "colour", "Notes of the day", "voices", "voice 2", "stimme"])


Rows = list[dict[str, str]]


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, str], Rows]:
    """Return the field of each heading of ours, and rows under them and under others."""
    fields = draw(st.lists(st.sampled_from([*HEADINGS]), min_size=2, unique=True))
    headings = {draw(st.sampled_from(HEADINGS[field])): field for field in fields}
    others = draw(st.lists(EXTRA, max_size=3, unique=True))
    cells: dict[str, st.SearchStrategy[str]] = {"activity": NAMES, "comment": NAMES, **ANSWERS}
    row: st.SearchStrategy[dict[str, str]] = st.fixed_dictionaries(
        {
            **{heading: BLANK | cells[field] for heading, field in headings.items()},
            **{other: BLANK | st.sampled_from(["x", "1", "told"]) for other in others},
        }
    )
    return headings, draw(st.lists(row, min_size=1, max_size=5))


def check(data: bytes, name: str, fields: dict[str, str], rows: Rows, first: int) -> None:
    """Check that each value of the rows, the first of which is in line `first`, is accounted for."""
    unused: list[tuple[str, str, str, int, int]] = []
    account, vocabulary = Account(lambda *told: unused.append(told)), Vocabulary(LADDER)
    found = {item.line: item for item in read_activities(io.BytesIO(data), vocabulary, name, account=account)}
    if any(isinstance(item, Rejected) and item.whole for item in found.values()):
        return
    lines_passed = {line for kind, _, _, line, _ in unused if kind == "row"}
    names_passed = {name for kind, name, *_ in unused if kind in ("column", "key")}
    for line, row in enumerate(rows, first):
        filled = {heading: cell for heading, cell in row.items() if cell.strip()}
        item = found.get(line)
        if isinstance(item, Activity):
            assert item.record
            known = {name for name, cell in filled.items() if not vocabulary.names.is_not_known(cell)}
            assert {fields[heading] for heading in known & fields.keys()} <= item.record.keys()
            assert filled.keys() - fields.keys() <= names_passed
        else:
            assert item or line in lines_passed or not filled
    said = account.lines()
    assert (len(said) == 2) == bool(unused)


SOME = settings(max_examples=60, deadline=None)


def rows_of_csv(rows: Rows) -> str:
    text = io.StringIO()
    table = csv.DictWriter(text, rows[0])
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


@SOME
@given(tables())
def test_each_value_of_csv_is_accounted_for(table: tuple[dict[str, str], Rows]) -> None:
    fields, rows = table
    check(rows_of_csv(rows).encode(), "a.csv", fields, rows, 2)


@SOME
@given(tables(), st.booleans())
def test_each_value_of_csv_below_a_title_is_accounted_for(
    table: tuple[dict[str, str], Rows], is_windows: bool
) -> None:
    fields, rows = table
    check(f"Log\n\n{rows_of_csv(rows)}".encode("cp1252" if is_windows else "utf-8"), "a.csv", fields, rows, 4)


@SOME
@given(tables(), st.sampled_from(["a.json", "a.jsonl", "a.yaml"]), st.booleans())
def test_each_value_of_objects_is_accounted_for(
    table: tuple[dict[str, str], Rows], name: str, is_inner: bool
) -> None:
    fields, rows = table
    # Answers may be in an inner object.
    inner = [
        {"answers": {key: row[key] for key in row if fields.get(key) in QUESTIONS}}
        | {key: row[key] for key in row if fields.get(key) not in QUESTIONS}
        for row in rows
    ]
    lines = [json.dumps(each, ensure_ascii=False) for each in (inner if is_inner else rows)]
    data = "\n".join(lines) if name == "a.jsonl" else "[\n" + ",\n".join(lines) + "\n]"
    check(data.encode(), name, fields, rows, 1 if name == "a.jsonl" else 2)
