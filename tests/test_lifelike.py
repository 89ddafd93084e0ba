"""Made-up activities of the kinds that people find hard to place are on the rungs written down."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from conftest import LADDER, STANDARD

from coproladder.base.yaml_document import read_yaml
from coproladder.pages.assessment import assessment_page, brief_page
from coproladder.placing.activity import Activity
from coproladder.placing.classify import classify
from coproladder.placing.vocabulary import Vocabulary, make_activity
from coproladder.reading.source import read_activities
from coproladder.render.blocks import Facts, Paragraph

CASES = Path(__file__).parent / "cases"
EXAMPLES = Path(__file__).parents[1] / "examples"
LIFELIKE: Any = read_yaml((CASES / "lifelike.yaml").read_bytes()).value


@pytest.mark.parametrize("case", LIFELIKE, ids=[case["name"] for case in LIFELIKE])
def test_lifelike_case_is_on_its_rung(case: Any) -> None:
    found = classify(LADDER, make_activity(LADDER, {"activity": case["name"], **case["answers"]}))
    assert found.certain
    assert found.rung
    assert found.rung.id == case["rung"]
    assert {*case.get("notes", [])} <= {note.id for note in found.notes}


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("A group that decides for itself", "Beyond the ladder: people decide on their own."),
        (
            "Peer workers in a service that staff designed",
            "The ladder has no rung for helping without a say.",
        ),
    ],
)
def test_what_the_rung_alone_does_not_say_stands_beside_it(name: str, headline: str) -> None:
    case = next(case for case in LIFELIKE if case["name"] == name)
    activity = make_activity(LADDER, {"activity": name, **case["answers"]})
    found = classify(LADDER, activity)
    assert assessment_page(activity, found, STANDARD).blocks[0] == Paragraph(headline)
    (facts,) = brief_page(activity, found, STANDARD, 1).blocks
    assert isinstance(facts, Facts)
    assert facts.pairs[0][1].endswith(headline.removesuffix("."))


def answers_in(file: Path) -> list[dict[str, Any]]:
    with file.open("rb") as stream:
        found = [*read_activities(stream, Vocabulary(LADDER, date_order="dmy"), file.name)]
    assert all(isinstance(item, Activity) for item in found)
    return [item.record for item in found if isinstance(item, Activity)]


def test_a_form_in_the_words_of_version_1_says_what_it_said() -> None:
    """The same form in the words of today gives the same answers."""
    old, new = CASES / "form-version-1.csv", EXAMPLES / "form-export.csv"
    assert answers_in(old) == answers_in(new)
    assert old.read_bytes() != new.read_bytes()


MOVED = "Nothing. It is already settled, or nobody promises to take any notice."
MOVED_EASY = "Nothing. It is decided, or nobody promises to listen."


@pytest.mark.parametrize("wording", [MOVED, MOVED_EASY])
def test_a_wording_whose_meaning_moved_keeps_its_old_answer(wording: str) -> None:
    cells = io.StringIO()
    csv.writer(cells).writerows([["activity", "influence"], ["Forum", wording]])
    stream = io.BytesIO(cells.getvalue().encode())
    (found,) = read_activities(stream, Vocabulary(LADDER), "form.csv", input_format="csv")
    assert isinstance(found, Activity)
    assert found.record == {"activity": "Forum", "influence": "none"}
