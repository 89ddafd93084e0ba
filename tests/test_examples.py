"""The examples give the rungs that are written down, and show what the issue asks them to show."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from coproladder.ladder.load import load_ladder
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Assessment, classify
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.outcome import Rejected
from coproladder.reading.source import read_activities

EXAMPLES = Path(__file__).parents[1] / "examples"
OTHERS = ("README.md", "arnstein.yaml", "short-ladder.yaml", "own-words.csv", "own-words.match.yaml")
"""What holds no activities in words that are read as they are."""

FILES = sorted(file.name for file in EXAMPLES.iterdir() if file.name not in OTHERS)
EXPECTED = {
    "activity.json": "5",
    "activities.jsonl": "1 2 3 4 5 6 7 0 4-5 6-7 4 6 7 4",
    "activities.csv": "5 7 3 4 2 6-7 5 0 7 0-5",
    "two-views.json": "6 4",
    "promise.jsonl": "7 4 5",
    "form-export.csv": "3 4 6 5 7 4-5",
    "form-export.xlsx": "3 4 6 5 7 4-5",
    "coder-ann.csv": "4 5 7 3 7 6 5 0-5",
    "coder-bea.csv": "4 4 7 3 6 6 6 4",
}
"""The rungs of the activities in each file, 0 for off the ladder, with a dash where they are not certain."""


@cache
def assessed(name: str) -> list[tuple[Activity, Assessment]]:
    """Return each activity of an example file with its assessment; nothing in it may be rejected."""
    ladder = load_ladder()
    with (EXAMPLES / name).open("rb") as stream:
        found = list(read_activities(stream, Vocabulary(ladder), name))
    assert [item for item in found if isinstance(item, Rejected)] == []
    activities = [item for item in found if isinstance(item, Activity)]
    return [(activity, classify(ladder, activity)) for activity in activities]


def every() -> Iterator[tuple[Activity, Assessment]]:
    for name in FILES:
        yield from assessed(name)


@pytest.mark.parametrize("name", FILES)
def test_example_gives_the_rungs_written_down(name: str) -> None:
    ends = [
        [rung.number if rung else 0 for rung in (seen.rung, seen.highest_possible)]
        for _, seen in assessed(name)
    ]
    assert " ".join("-".join(map(str, dict.fromkeys(pair))) for pair in ends) == EXPECTED[name]


def test_examples_show_every_rung_a_range_and_claims_above_and_below_it_in_every_format() -> None:
    assert {Path(name).suffix for name in FILES} == {".json", ".jsonl", ".csv", ".xlsx"}
    seen = [found for _, found in every()]
    assert {found.rung.number if found.rung else 0 for found in seen if found.certain} == {*range(8)}
    assert not all(found.certain for found in seen)
    assert {0 if not found.gap else found.gap // abs(found.gap) for found in seen} == {-1, 0, 1}


def test_two_views_differ_on_one_activity() -> None:
    (one, first), (other, second) = assessed("two-views.json")
    assert one.name == other.name
    assert one.record["answered_by"] != other.record["answered_by"]
    assert first.rung != second.rung
