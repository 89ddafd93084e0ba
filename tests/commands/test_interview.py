"""The questions, answered at a terminal."""

import json
from pathlib import Path

import pytest
from conftest import Command

SKIP = "\n\n"
"""Enter at the name of the activity, and at who answers."""
EVERY = SKIP + "6\n2\n2\n2\n"


def test_answers_are_numbers_and_the_result_follows_a_last_look(command: Command) -> None:
    done = command("assess", "--plain", typed=f"{EVERY}\n")
    assert done.code == 0
    assert done.out.startswith("Rung 5 of 7: Engagement\n")
    assert [line for line in done.err.splitlines() if line.startswith("Question")] == [
        f"Question {number} of 4" for number in (1, 2, 3, 4)
    ]
    assert "Your answers\n1. What do people get to do? They talk it over" in done.err


def test_questions_go_to_standard_error_and_results_to_standard_output(command: Command) -> None:
    done = command("assess", "--json", typed=f"{EVERY}\n")
    record = json.loads(done.out)
    assert [record[name] for name in ("voice", "influence", "decides", "delivery")] == [
        "discuss",
        "some",
        "listens",
        "some",
    ]


def test_it_begins_with_what_it_is_and_asks_for_names(command: Command) -> None:
    done = command("assess", "--json", typed="Lunch club\n staff \n6\n2\n2\n2\n\n")
    assert done.err.startswith("Where on the ladder is your activity?\n\nA few questions about one activity")
    assert "They take about two minutes. Nothing that you type leaves this" in done.err.replace("\n", " ")
    assert list(json.loads(done.out).items())[:3] == [
        ("activity", "Lunch club"),
        ("answered_by", "staff"),
        ("voice", "discuss"),
    ]


def test_names_that_are_given_are_not_asked_for(command: Command) -> None:
    done = command("assess", "--answer", "activity=Lunch club", typed="\n6\n2\n2\n2\n\n")
    assert "Name of the activity" not in done.err
    assert done.out.splitlines()[1] == "Lunch club"


def test_the_end_says_how_to_see_it_again(command: Command) -> None:
    done = command("assess", "--plain", "--answer", "activity=Lunch club", typed="\n5\nn\n2\n2\n\n")
    answers = "'--answer=activity=Lunch club' --answer=voice=answer --answer=decides=listens"
    assert done.err.endswith(
        "Nothing was saved. With --save FILE your answers are added to a file.\n"
        "To see this again, with every note and tip: "
        f"coproladder assess --no-input --full {answers} --answer=delivery=some\n\n"
    )


def test_with_a_file_to_write_the_rung_is_shown_too(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "record.html"
    done = command("assess", "--plain", "--output", str(file), typed=f"{EVERY}\n")
    assert (done.code, done.out, file.read_text(encoding="utf-8")[:15]) == (0, "", "<!DOCTYPE html>")
    assert "\n\nRung 5 of 7: Engagement\n" in done.err
    assert done.err.endswith(f"For the rest, add --full.\nwritten to {file}\n")


def test_no_input_asks_nothing(command: Command) -> None:
    line = ("assess", "--no-input", "--answer", "voice=discuss")
    assert command(*line, typed="") == command(*line)
    done = command("assess", "--no-input", typed="")
    complaint = "error: --no-input: there is nothing to place; name a FILE, or use --answer\n"
    assert done == (2, "", complaint)


def test_a_terminal_that_is_read_is_said_to_be(command: Command) -> None:
    done = command("assess", "-", "--json", typed='{"voice": "told"}\n')
    assert (done.code, done.out.count("\n")) == (0, 1)
    assert done.err == "waiting for activities: type or paste them, then press Ctrl-D\n"


def test_question_mark_explains_and_asks_again(command: Command) -> None:
    done = command("assess", "--plain", typed=f"{SKIP}?\n6\n2\n2\n2\n\n")
    assert '"People" are those who use the service' in done.err
    assert done.out.startswith("Rung 5 of 7")


def test_b_goes_back_to_the_question_before(command: Command) -> None:
    done = command("assess", "--plain", typed=f"{SKIP}6\n1\nb\n2\n2\n2\n\n")
    assert done.err.count("Question 2 of 4") == 2
    assert done.out.startswith("Rung 5 of 7")


def test_b_at_the_first_question_says_that_it_is_the_first(command: Command) -> None:
    done = command("assess", "--plain", typed=f"{SKIP}b\n6\n2\n2\n2\n\n")
    assert "This is the first question" in done.err
    assert done.code == 0


@pytest.mark.parametrize(
    "typed", [f"{SKIP}6\nn\nn\nn\n\n", f"{SKIP}6\n4\n5\n4\n\n"], ids=["n", "the last number"]
)
def test_not_sure_leaves_the_answer_out_and_gives_a_range(typed: str, command: Command) -> None:
    done = command("assess", "--plain", typed=typed)
    assert done.out.startswith("Rung 4 of 7: Consultation, or higher\n")
    assert "4. I don't know, or it does not apply\nType a number" in done.err
    assert "2. What can people change? I don't know, or it does not apply\n" in done.err


@pytest.mark.parametrize("reply", ["0", "9", "x", "", "1e1", "99999999999999999999999999", "²", "-1"])
def test_any_other_reply_is_asked_again(reply: str, command: Command) -> None:
    done = command("assess", "--plain", typed=f"{SKIP}{reply}\n6\n2\n2\n2\n\n")
    assert "Please type a number from 1 to 8, ?, b, n or q." in done.err
    assert done.out.startswith("Rung 5 of 7")


@pytest.mark.parametrize("typed", ["q\n", "\nq\n", f"{SKIP}6\n2\nQ\n", f"{EVERY}q\n"])
def test_q_leaves_with_66_and_no_result(typed: str, command: Command) -> None:
    done = command("assess", typed=typed)
    assert (done.code, done.out) == (66, "")
    assert done.err.endswith(": You left. Nothing was saved.\n")


@pytest.mark.parametrize("typed", ["", f"{SKIP}6\n", EVERY])
def test_the_end_of_the_input_leaves_with_66(typed: str, command: Command) -> None:
    done = command("assess", typed=typed)
    assert (done.code, done.out) == (66, "")
    assert done.err.endswith(": \nThe input ended. Nothing was saved.\n")


def test_a_number_at_the_last_look_asks_just_that_question_again(command: Command) -> None:
    done = command("assess", "--plain", typed=f"{EVERY}2\n1\n\n")
    assert done.err.count("Question 2 of 4") == 2
    assert done.err.count("Question 3 of 4") == 1
    assert done.out.startswith("Rung 4 of 7: Consultation\n")


def test_another_reply_at_the_last_look_is_explained(command: Command) -> None:
    done = command("assess", "--plain", typed=f"{EVERY}9\n\n")
    assert "Please press Enter, or type a number from 1 to 4, or q." in done.err
    assert done.code == 0


def test_answers_given_as_options_are_not_asked(command: Command) -> None:
    done = command("assess", "--plain", "--answer", "voice=discuss", typed=f"{SKIP}2\n2\n2\n\n")
    assert "What do people get to do?" not in done.err
    assert "Question 1 of 3" in done.err
    assert done.out.startswith("Rung 5 of 7")


def test_with_every_answer_given_nothing_is_asked(command: Command) -> None:
    answers = ("voice=design", "influence=some", "decides=listens", "delivery=none")
    options = [word for answer in answers for word in ("--answer", answer)]
    done = command("assess", "--plain", *options, typed="")
    assert done.code == 0
    assert "Question" not in done.err
    assert done.out.startswith("Rung 5 of 7")


def test_quick_skips_what_cannot_change_the_rung_and_says_so(command: Command) -> None:
    done = command("assess", "--plain", "--quick", typed="5\n\n")
    assert done.err.count("Question") == 1
    assert "3 questions were not asked, as no answer could change the rung." in done.err
    assert done.out.startswith("Rung 4 of 7: Consultation\n")


def test_quick_asks_all_four_on_the_way_to_the_top(command: Command) -> None:
    done = command("assess", "--plain", "--quick", typed="7\n3\n3\n3\n\n")
    assert "not asked" not in done.err
    assert done.out.startswith("Rung 7 of 7: Co-production\n")


def test_easy_words_are_asked_in_easy_words(command: Command) -> None:
    done = command("assess", "--plain", "--easy", typed=f"{EVERY}\n")
    assert "Who decides the main things?\n1. Staff and managers" in done.err
    assert "5. I am not sure\nType a number. Then press Enter." in done.err


def test_nothing_moves_the_cursor(command: Command) -> None:
    done = command("assess", typed=f"{SKIP}?\nx\n6\n2\n2\n2\n\n")
    assert "\r" not in done.err
    assert "\x1b" not in done.err.replace("\x1b[1m", "").replace("\x1b[0m", "")
