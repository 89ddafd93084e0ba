"""The examples give the rungs that are written down, and show what the issue asks them to show."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from coproladder.ladder.load import load_ladder
from coproladder.placing.activity import Activity, Vocabulary
from coproladder.placing.classify import Assessment, classify
from coproladder.reading.lines import Rejected
from coproladder.reading.records import read_activities

TESTS = Path(__file__).parent
EXAMPLES = TESTS.parent / "examples"
FILES = sorted(file.name for file in EXAMPLES.iterdir() if file.name not in ("README.md", "arnstein.yaml"))
EXPECTED = json.loads((TESTS / "cases" / "examples.json").read_text(encoding="utf-8"))


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


def test_each_example_file_has_its_expected_rungs() -> None:
    assert sorted(EXPECTED) == FILES


@pytest.mark.parametrize("name", FILES)
def test_example_gives_the_rungs_written_down(name: str) -> None:
    ends = [(seen.rung, seen.highest_possible) for _, seen in assessed(name)]
    assert [[rung.id if rung else None for rung in pair] for pair in ends] == EXPECTED[name]


def test_examples_show_every_rung_and_one_off_the_ladder() -> None:
    sure = {seen.rung.number if seen.rung else 0 for _, seen in every() if seen.certain}
    assert sure == {0, 1, 2, 3, 4, 5, 6, 7}
    assert len(list(every())) >= 12


def test_examples_show_a_range_and_claims_above_and_below_it() -> None:
    assert any(not seen.certain for _, seen in every())
    assert {0 if not seen.gap else seen.gap // abs(seen.gap) for _, seen in every()} == {-1, 0, 1}


def test_two_views_differ_on_one_activity() -> None:
    (one, first), (other, second) = assessed("two-views.json")
    assert one.name == other.name
    assert one.record["answered_by"] != other.record["answered_by"]
    assert first.rung != second.rung


def test_formats_are_all_there() -> None:
    assert {Path(name).suffix for name in FILES} == {".json", ".jsonl", ".csv", ".xlsx"}
