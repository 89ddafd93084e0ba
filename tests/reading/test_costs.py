"""What reading costs, in calls of functions: it grows with what is read and no faster."""

import io
import json
import sys
import time
from collections.abc import Callable

import pytest
from conftest import Command
from readers import LADDER

from coproladder.placing import names
from coproladder.placing.activity import Activity
from coproladder.placing.classify import classify
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.source import read_activities
from coproladder.results.json_lines import result

SENTENCE = "people said at the meeting what they would like"


def calls(data: str, name: str) -> int:
    """Return how many functions of Python are called while some data is read."""
    vocabulary, count = Vocabulary(LADDER), 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    stream = io.BytesIO(data.encode())
    sys.setprofile(note)
    try:
        for _ in read_activities(stream, vocabulary, name):
            pass
    finally:
        sys.setprofile(None)
    return count


def table(columns: int, questions: str) -> str:
    """Return a table with columns of its own, each headed by different words with signs of groups."""
    headings = [f"{at:04} - {SENTENCE[at % 20 :]}: {SENTENCE[at % 30 :]} / {at}" for at in range(columns)]
    rows = [[*headings, questions]]
    rows += [[*(SENTENCE for _ in headings), "told" if questions else ""] for _ in range(20)]
    return "".join(f"{','.join(row)}\n" for row in rows)


@pytest.mark.parametrize("questions", ["", "voice"])
def test_a_header_costs_in_proportion_to_its_columns(questions: str) -> None:
    # Below 400 columns the rows that are looked at fit into fewer blocks.
    assert calls(table(800, questions), "a.csv") <= 2.2 * calls(table(400, questions), "a.csv")


def test_a_result_that_comes_back_in_costs_little_more_than_its_record() -> None:
    activities = [
        Activity({"activity": f"A{at}", "voice": "discuss", "influence": "some", "called": "co-production"})
        for at in range(300)
    ]
    flat = "".join(f"{json.dumps(each.record)}\n" for each in activities)
    results = [result(LADDER, each, classify(LADDER, each)) for each in activities]
    assert calls("".join(f"{json.dumps(each)}\n" for each in results), "a.jsonl") <= 8 * calls(
        flat, "a.jsonl"
    )


def test_names_that_are_ours_as_they_stand_are_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(name: str) -> str:
        raise AssertionError(name)

    monkeypatch.setattr(names, "name_readings", look)
    activity = Activity({"activity": "A", "voice": "told", "comment": "b"})
    record = result(LADDER, activity, classify(LADDER, activity))
    for data, name in ((activity.record, "a.json"), (record, "a.jsonl")):
        stream = io.BytesIO(json.dumps(data).encode())
        vocabulary = Vocabulary(LADDER, mapped={"comment": "comment"})
        (found,) = read_activities(stream, vocabulary, name)
        assert isinstance(found, Activity)
        assert found.record == activity.record


def seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def read(data: str, name: str, keep_extra: bool = False) -> list[str]:
    """Read some data, and return what is wrong with it."""
    items = read_activities(io.BytesIO(data.encode()), Vocabulary(LADDER, keep_extra), name)
    return [item.message for item in items if not isinstance(item, Activity)]


@pytest.mark.parametrize("ending", [",}", "", ', "comment": "torn'], ids=ascii)
def test_torn_records_cost_in_proportion_to_their_number(ending: str) -> None:
    torn = [f'{{"activity": "Forum {at}", "voice": "told"{ending}\n' for at in range(8_000)]
    small, large = ("[]\n" + "".join(torn[:count]) for count in (2_000, 8_000))
    assert len(read(large, "a.json")) == 8_000
    assert seconds(lambda: read(large, "a.json")) < 8 * seconds(lambda: read(small, "a.json"))


def test_faults_of_a_long_document_stand_where_they_are() -> None:
    lines = ["[]", *('{"voice": "told",}' if at % 100 == 0 else '{"voice": "told"}' for at in range(10_000))]
    items = read_activities(io.BytesIO("\n".join(lines).encode()), Vocabulary(LADDER), "a.json")
    places = [(item.line, item.column) for item in items if not isinstance(item, Activity)]
    assert places == [(at + 2, 17) for at in range(0, 10_000, 100)]


def wide(fields: int, kind: str) -> str:
    """Return a record with so many fields, or a table with so many headings and some blank ones."""
    names = ["voice", *(f"k{at}" for at in range(1, fields))]
    if kind == "a.csv":
        return f",,{','.join(names)},,\n,,{','.join(['told'] * fields)},,\n"
    if kind == "a.yaml":
        return "".join(f"{name}: told\n" for name in names)
    return json.dumps(dict.fromkeys(names, "told")) + "\n"


@pytest.mark.parametrize("kind", ["a.csv", "a.json", "a.jsonl", "a.yaml"])
def test_a_record_or_a_table_has_five_thousand_fields_at_the_most(kind: str) -> None:
    assert read(wide(5_000, kind), kind, keep_extra=True) == []
    too_many = "there are 5,001 fields, but 5,000 is the limit; take out what you do not need"
    assert read(wide(5_001, kind), kind, keep_extra=True) == [too_many]


@pytest.mark.parametrize(("kind", "most"), [("a.csv", 6), ("a.jsonl", 3)])
def test_what_is_too_wide_costs_little(kind: str, most: float) -> None:
    assert seconds(lambda: read(wide(70_000, kind), kind, keep_extra=True)) < most


def test_very_many_answers_cost_little(command: Command) -> None:
    answers = [each for at in range(20_000) for each in ("--answer", f"k{at}=1")]
    start = time.process_time()
    done = command("assess", "--json", *answers)
    assert time.process_time() - start < 3
    said = "error: --answer: there are 20,000 fields, but 5,000 is the limit; take out what you do not need\n"
    assert done == (2, "", said)
    twice = command("assess", "--answer", "voice=told", "--answer", "voice=told")
    assert twice == (2, "", "error: --answer: voice is given twice; keep one\n")


@pytest.mark.parametrize(("depth", "code"), [(2_000, 0), (40_000, 2)])
def test_a_table_of_sql_in_very_many_brackets_costs_little(depth: int, code: int, command: Command) -> None:
    start = time.process_time()
    done = command("rules", "-f", "sql", "--table", "(" * depth + "a" + ")" * depth)
    assert time.process_time() - start < 2
    assert done.code == code
