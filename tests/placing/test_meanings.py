"""What a match file says, what is wrong with it, and what it changes for the records that are read."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import LADDER
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coproladder.base.errors import DataError, InputError, MatchError
from coproladder.base.yaml_document import read_yaml
from coproladder.placing.meanings import Match, Said, learn, load_match, match_text
from coproladder.placing.names import Names
from coproladder.placing.vocabulary import Vocabulary

TOLD = next(answer for answer in LADDER.questions[0].answers if answer.id == "told")
WHOLE = """\
columns: {activity: Project, voice: "What did people do?", delivery: null, date: ""}
answers:
  voice: {"we ran a survey": answer, "Talks.": WORDING, "none": null, "dunno": ""}
rows: {"Lunch club": {voice: discuss, influence: null, decides: ""}}
""".replace("WORDING", json.dumps(TOLD.words.standard))

SAID: Said = {
    ("columns", "activity"): "Project",
    ("columns", "voice"): "What did people do?",
    ("columns", "delivery"): None,
    ("answers", "voice", "we ran a survey"): "answer",
    ("answers", "voice", "Talks."): TOLD.words.standard,
    ("answers", "voice", "none"): None,
    ("rows", "Lunch club", "voice"): "discuss",
    ("rows", "Lunch club", "influence"): None,
}

FAULTS = {
    "columns: {voize: A}": ['line 1, column 11: columns.voize: there is no "voize"; did you mean "voice"?'],
    "answers:\n  voise: {}": ['line 2, column 3: answers.voise: there is no "voise"; did you mean "voice"?'],
    "answers:\n  voice:\n    A: tolld": [
        'line 3, column 5: answers.voice.A: "tolld" is not an answer to it; did you mean "told"?'
    ],
    "rows: {Club: {activity: B, voice: tolld}}": [
        'line 1, column 15: rows.Club.activity: there is no "activity"; '
        "use voice, influence, decides or delivery",
        'line 1, column 28: rows.Club.voice: "tolld" is not an answer to it; did you mean "told"?',
    ],
    "answers: {voice: {Talk: told, TALK.: answer, '(talk)': told}}": [
        'line 1, column 31: answers.voice.TALK.: this reads the same as "Talk"; keep one'
    ],
    "colums: {}": ['line 1, column 1: colums: there is no such key; did you mean "columns"?'],
    "columns: {voice: 5}": [
        "line 1, column 11: columns.voice: this must be text, but it is the number 5; put quotes round it"
    ],
    "answers: {voice: told}": [
        'line 1, column 11: answers.voice: this must be keys and their values, but it is "told"'
    ],
    "": ["line 1, column 1: the file: this must be keys and their values, but it is empty"],
    "columns: &a {}": [
        "line 1, column 10: anchors (&) and aliases (*) are not allowed; write the text out, or quote it"
    ],
    "columns: {voice: A}\ncolumns: {}": [
        'line 2, column 1: the key "columns" is given twice, first in line 1; keep one'
    ],
}


def vocabulary(text: str) -> Vocabulary:
    """Return a vocabulary that has learnt what a match file says."""
    learnt = Vocabulary(LADDER)
    learn(learnt, Match(**read_yaml(text.encode()).value), "m.yaml")  # type: ignore[arg-type]
    return learnt


def test_a_match_file_says_all_that_is_not_left_blank(tmp_path: Path) -> None:
    file = tmp_path / "a.match.yaml"
    file.write_text(WHOLE, encoding="utf-8")
    assert load_match(str(file), Names(LADDER)).said == SAID


@pytest.mark.parametrize("text", FAULTS)
def test_each_fault_is_told_with_its_place_and_the_nearest_right_one(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.match.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MatchError) as caught:
        load_match(str(file), Names(LADDER))
    assert caught.value.code == 65
    told = [fault.removeprefix(f"{file}: ") for fault in caught.value.faults]
    assert told == FAULTS[text]


def test_a_match_file_that_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be opened"):
        load_match(str(tmp_path / "none.yaml"), Names(LADDER))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(lambda text: " ".join(text.split()))
WORDS = st.dictionaries(TEXT, TEXT | st.none(), max_size=4)


@settings(max_examples=200, deadline=None)
@given(WORDS, st.dictionaries(TEXT, WORDS, max_size=3))
@example({"?: #" * 400: None}, {"voice": {"a: b" * 400: "told", "null": "~"}})
def test_what_is_written_is_read_as_it_was(
    columns: dict[str, str | None], answers: dict[str, dict[str, str | None]]
) -> None:
    said: Said = {("columns", *key): value for *key, value in columns.items()}
    said |= {("answers", name, key): value for name in answers for key, value in answers[name].items()}
    match: Any = read_yaml(match_text(said).encode()).value
    assert match.get("columns", {}) == columns
    assert match.get("answers", {}) == {name: words for name, words in answers.items() if words}


CELLS: dict[str, str | None] = {
    "we ran a survey": "answer",
    " We  ran a SURVEY. ": "answer",
    "2. we ran a survey;": "answer",
    "Talks": "told",
    "told": "told",
    "none": None,
    "None.": None,
    "n/a": None,
}


@pytest.mark.parametrize("cell", CELLS)
def test_cells_are_compared_as_answers_are(cell: str) -> None:
    learnt = vocabulary(WHOLE)
    assert learnt.activity({"voice": cell}).record.get("voice") == CELLS[cell]
    assert learnt.earlier_answers == []


def test_what_people_say_goes_before_what_a_text_means_else() -> None:
    learnt = vocabulary("answers: {influence: {some: genuine, none: null, 1. none: some}}")
    cells = ("some", "none", "1. none", "They can change some things", "genuine")
    found = [learnt.names.answers["influence"].read(cell) for cell in cells[:3]]
    assert found == ["genuine", None, "some"]


def test_a_blank_says_nothing() -> None:
    learnt = vocabulary(WHOLE)
    with pytest.raises(DataError, match=r'"dunno" is not an answer'):
        learnt.activity({"voice": "dunno"})
    assert learnt.mapped == {"activity": "Project", "voice": "What did people do?", "delivery": ""}


@pytest.mark.parametrize("row", [0, 7], ids=["record", "row of a table"])
def test_the_answers_of_one_activity_go_before_its_cells(row: int) -> None:
    learnt = vocabulary(WHOLE)
    cells = {"voice": "Workshop", "influence": "some", "decides": "services"}
    found = learnt.activity({"activity": "lunch  CLUB", **cells}, row, row)
    assert found.record == {"activity": "lunch  CLUB", "voice": "discuss", "decides": "services"}
    with pytest.raises(DataError, match="Workshop"):
        learnt.activity({"activity": "Forum", **cells}, row, row)


def test_it_is_told_whether_words_came_that_are_no_answers() -> None:
    learnt = vocabulary(WHOLE)
    assert not learnt.has_own_words
    for row in (0, 2):
        learnt.activity({"voice": "we ran a survey"}, row, row)
        assert not learnt.has_own_words
        with pytest.raises(DataError):
            learnt.activity({"voice": "Workshop"}, row, row)
        assert learnt.has_own_words
        learnt = vocabulary(WHOLE)
