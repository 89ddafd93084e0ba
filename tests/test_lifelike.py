"""Made-up activities of the kinds that people find hard to place are on the rungs written down."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from conftest import LADDER, STANDARD

from coproladder.base.errors import DataError
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
            "People help but have little say: the ladder has no rung for that.",
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


@pytest.mark.parametrize("version", [1, 2])
def test_a_form_in_the_words_of_an_earlier_version_says_what_it_said(version: int) -> None:
    """The same form in the words of today gives the same answers."""
    old, new = CASES / f"form-version-{version}.csv", EXAMPLES / "form-export.csv"
    assert answers_in(old) == answers_in(new)
    assert old.read_bytes() != new.read_bytes()


VERSION_2_RUNGS = [(3, 3), (4, 4), (6, 6), (5, 5), (7, 7), (4, 5)]
"""From which rung to which the records of the form of version 2 were, by the rules of version 2."""


def test_records_of_version_2_are_on_the_rungs_that_they_were_on() -> None:
    placed = [classify(LADDER, Activity(record)) for record in answers_in(CASES / "form-version-2.csv")]
    ends = [(each.rung, each.highest_possible) for each in placed]
    assert [(low and low.number, high and high.number) for low, high in ends] == VERSION_2_RUNGS
    saved = {"voice": "present", "decides": "services", "ladder": "tlap-co-production/2"}
    assert classify(LADDER, make_activity(LADDER, saved)).rung == LADDER.rungs[0]


JOINS = ["{} {}", "{}. {}.", "{}: {}", "{} - {}", "{} – {}", "{} ({})", "{} [{}]", "{}\n{}", "{}, {}"]
"""How tools and people write a label with its hint."""


@pytest.mark.parametrize("join", JOINS)
@pytest.mark.parametrize("easy", [False, True], ids=["standard", "easy"])
def test_a_label_with_its_hint_is_the_answer(easy: bool, join: str) -> None:
    vocabulary = Vocabulary(LADDER)
    for question in LADDER.questions:
        for choice in LADDER.choices(question):
            text = join.format(choice.words.say(easy), choice.hint.say(easy)) if choice.hint else ""
            for cell in (choice.words.say(easy), text or choice.words.say(easy)):
                found = vocabulary.activity({"activity": "Forum", question.id: cell}).record
                assert found.get(question.id, "") == choice.id, cell
    assert vocabulary.earlier_answers == []


def test_an_answer_that_begins_another_is_no_second_answer() -> None:
    longer = "Those responsible, after listening to people"
    with pytest.raises(DataError, match=f'did you mean "{longer}'):
        make_activity(LADDER, {"decides": f"{longer}. They may"})
    with pytest.raises(DataError, match='there are two answers in one cell, "services" and "listens"'):
        make_activity(LADDER, {"decides": f"Those responsible; {longer}"})


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
