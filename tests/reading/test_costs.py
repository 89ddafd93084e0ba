"""What reading costs, in calls of functions: it grows with what is read and no faster."""

import io
import json
import sys

import pytest
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
    assert calls(table(400, questions), "a.csv") <= 2.2 * calls(table(200, questions), "a.csv")


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
