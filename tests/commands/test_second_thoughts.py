"""At a terminal people go back, change their minds, and say yes, no and names in words."""

import json
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

pytest.importorskip("pty", reason="terminals of Unix")
from pseudo_terminal import Session

GIVEN = ("Lunch club", "2", "staff", "6", "2", "3", "2")
"""What is typed from the name of the activity to the last question."""


def seen(*arguments: str, typed: tuple[str, ...], folder: Path = ROOT) -> str:
    """Return what is seen at a terminal where lines are typed, and then q."""
    with Session(*arguments, columns=100, folder=folder) as session:
        session.type("".join(f"{line}\n" for line in (*typed, "q")))
        session.end()
        return session.seen


def test_enter_keeps_what_was_said_before_a_person_went_back() -> None:
    shown = seen("assess", typed=(*GIVEN, "3", "b", "b", "", "", ""))
    asked, _, last = shown.rpartition("Your answers\n")
    keys = "(Press Enter to keep this, or type - to take it away.)\n"
    for said in ("Activity: Lunch club", "Has this happened yet? Not yet", "Answered by: staff"):
        assert f"\n{said} {keys}" in asked
        assert f". {said}\n" in last


def test_a_dash_takes_away_what_was_said() -> None:
    shown = seen("assess", typed=(*GIVEN, "1", "-", "1"))
    assert "1. Activity: not given\n" in shown
    assert shown.count("take it away") == 1


def test_enter_keeps_an_answer_and_is_none_where_there_was_none() -> None:
    shown = " ".join(seen("assess", "--quick", typed=("", "6", "b", "", "2")).split())
    assert shown.count("own points. (Press Enter to keep this.) Type a number") == 1
    assert shown.count("Please type a number from 1 to 8") == 1
    assert "1. People talk it over" in shown


def test_back_at_the_last_look_leads_to_the_last_question() -> None:
    shown = seen("assess", "--easy", typed=(*GIVEN, "back", ""))
    assert (shown.count("4 of 4"), shown.count("7. People help"), shown.count("keep this.)\n")) == (2, 2, 1)


def test_a_reason_that_was_taken_back_is_kept_too() -> None:
    shown = seen("assess", "--full", typed=(*GIVEN, "", "", "", "we met", "b", ""))
    assert shown.count("\nComment: we met (Press Enter to keep this, or type - to take it away.)\n") == 1


@pytest.mark.parametrize("word", ["no", "n", "No thanks."])
def test_no_keeps_no_answers(word: str, tmp_path: Path) -> None:
    with Session("assess", "--quick", folder=tmp_path) as session:
        session.answer("3", "", word)
        assert session.end() == 0
    assert [*tmp_path.iterdir()] == []


def test_words_are_no_names_of_files_and_a_bare_name_is_one_of_lines_of_json(tmp_path: Path) -> None:
    with Session("assess", "--quick", folder=tmp_path) as session:
        session.answer("3", "")
        session.answer("yes", "help", "?", "back", "lunch club", after="press Enter: ")
        session.expect("Your answers were added to lunch club.jsonl.")
        assert session.end() == 0
    assert session.seen.count("Type a name, such as lunch-club:") == 4
    assert [file.name for file in tmp_path.iterdir()] == ["lunch club.jsonl"]
    with Session("report", ".", "--plain", folder=tmp_path) as session:
        session.expect("Rung 2")


def test_a_bare_name_that_is_there_is_added_to(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text('{"voice": "told"}\n', encoding="utf-8")
    with Session("assess", "--quick", folder=tmp_path) as session:
        session.answer("3", "", "kept")
        assert session.end() == 0
    lines = (tmp_path / "kept").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["voice"] for line in lines] == ["told", "learn"]


def test_back_from_the_first_question_of_a_card_leads_to_the_card() -> None:
    with Session("practise", "--seed", "1") as session:
        session.answer("a", after="Its rung: ")
        session.answer("b", after="leave): ")
        session.expect("Card 1 of 7")
        session.expect("Its rung: ")
    assert "Nothing comes before this" not in session.seen


@pytest.fixture
def table(tmp_path: Path) -> str:
    shutil.copy(ROOT / "examples" / "own-words.csv", tmp_path)
    return "own-words.csv"


def test_match_hears_yes_the_headings_themselves_and_back(table: str, tmp_path: Path) -> None:
    columns = ("project", "What was open", "b", "what we did", "1", "b", "What was open", "0", "0")
    shown = seen("match", table, typed=("Yes", "b", *columns, "5", "back"), folder=tmp_path)
    order = ["Nothing comes before this", "What do people get to do?", "What can people change?"]
    order += ["What do people get to do?", "What can people change?", "Who makes", "What can people change?"]
    order += ["Who makes", "What part", '"Survey"', '"Monthly meetings"', '"Survey"', "You left."]
    at = [0]
    for each in order:
        at.append(shown.index(each, at[-1] + 1))


def test_going_back_to_a_column_asks_about_its_words_anew(table: str, tmp_path: Path) -> None:
    typed = ("", "1", "1", "1", "0", "0", "5", *"bbbbb", "2", "1", "0", "0")
    shown = seen("match", table, typed=typed, folder=tmp_path)
    _, again = shown.rsplit("What do people get to do? Which column says that?", 1)
    assert '"No choice"' in again
    assert '"Survey"' not in again.partition('"No choice"')[0]


def test_back_at_the_last_look_of_match_leads_to_what_was_asked_last(table: str, tmp_path: Path) -> None:
    typed = ("", "1", "0", "0", "0", "0", "b", "0")
    shown = seen("match", table, typed=typed, folder=tmp_path)
    assert shown.count("What part do people have in making it happen? Which column says that?") == 2
    assert shown.count("Please check") == 2
