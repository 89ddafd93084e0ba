"""The questions, answered at a terminal."""

import json

import pytest
from conftest import Command

EVERY = "6\n2\n2\n2\n"


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


def test_question_mark_explains_and_asks_again(command: Command) -> None:
    done = command("assess", "--plain", typed=f"?\n{EVERY}\n")
    assert '"People" are those who use the service' in done.err
    assert done.out.startswith("Rung 5 of 7")


def test_b_goes_back_to_the_question_before(command: Command) -> None:
    done = command("assess", "--plain", typed="6\n1\nb\n2\n2\n2\n\n")
    assert done.err.count("Question 2 of 4") == 2
    assert done.out.startswith("Rung 5 of 7")


def test_b_at_the_first_question_says_that_it_is_the_first(command: Command) -> None:
    done = command("assess", "--plain", typed=f"b\n{EVERY}\n")
    assert "This is the first question" in done.err
    assert done.code == 0


@pytest.mark.parametrize("typed", ["6\nn\nn\nn\n\n", "6\n4\n5\n4\n\n"], ids=["n", "the last number"])
def test_not_sure_leaves_the_answer_out_and_gives_a_range(typed: str, command: Command) -> None:
    done = command("assess", "--plain", typed=typed)
    assert done.out.startswith("Rung 4 of 7: Consultation, or higher\n")
    assert "4. I don't know, or it does not apply\nType a number" in done.err
    assert "2. What can people change? I don't know, or it does not apply\n" in done.err


@pytest.mark.parametrize("reply", ["0", "9", "x", "", "1e1", "99999999999999999999999999", "²", "-1"])
def test_any_other_reply_is_asked_again(reply: str, command: Command) -> None:
    done = command("assess", "--plain", typed=f"{reply}\n{EVERY}\n")
    assert "Please type a number from 1 to 8, ?, b, n or q." in done.err
    assert done.out.startswith("Rung 5 of 7")


@pytest.mark.parametrize("typed", ["q\n", "6\n2\nQ\n", f"{EVERY}q\n"])
def test_q_leaves_with_66_and_no_result(typed: str, command: Command) -> None:
    done = command("assess", typed=typed)
    assert (done.code, done.out) == (66, "")
    assert done.err.endswith("error: you left; nothing was saved\n")


@pytest.mark.parametrize("typed", ["", "6\n", EVERY])
def test_the_end_of_the_input_leaves_with_66(typed: str, command: Command) -> None:
    done = command("assess", typed=typed)
    assert (done.code, done.out) == (66, "")
    assert done.err.endswith("error: the input ended; nothing was saved\n")


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
    done = command("assess", "--plain", "--answer", "voice=discuss", typed="2\n2\n2\n\n")
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
    done = command("assess", typed=f"?\nx\n{EVERY}\n")
    assert "\r" not in done.err
    assert "\x1b" not in done.err.replace("\x1b[1m", "").replace("\x1b[0m", "")
