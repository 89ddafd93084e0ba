"""Practice: cards one at a time, the reasons after each, and at the end the rungs to look at again."""

import pytest
from conftest import GUIDE, LADDER, Command, Finished

assert GUIDE.workshop
WORKSHOP = GUIDE.workshop
RUNGS = {card.words.standard: card.rung for card in WORKSHOP.cards}


def practised(command: Command, typed: str, *options: str) -> Finished:
    done = command("practise", "--seed", "1", "--plain", *options, typed=typed)
    assert done.code == 0
    return done


def cards_shown(done: Finished) -> list[str]:
    return [line for line in done.err.splitlines() if line in RUNGS]


@pytest.mark.parametrize("name", ["id", "name", "number"])
def test_where_all_are_found_no_rung_is_left(name: str, command: Command) -> None:
    cards = cards_shown(practised(command, "n\n" * 21, "--number", "21"))
    said = [str(getattr(rung, name)) for card in cards for rung in LADDER.rungs if rung.id == RUNGS[card]]
    done = practised(command, "\n".join(said), "--number", "21")
    assert done.err.count("Yes. Rung ") == len(cards) == 21
    assert done.out == "Your practice\nYou found the rung of every card.\n"


def test_rungs_that_were_missed_are_named_once_top_rung_first(command: Command) -> None:
    done = practised(command, "n\n" * 21, "--number", "21")
    rungs = [f"- Rung {rung.number} of 7: {rung.name}" for rung in reversed(LADDER.rungs)]
    assert done.out.splitlines() == ["Your practice", "", "Rungs to look at again", *rungs]


def test_whoever_is_not_sure_is_told_the_answer_alone(command: Command) -> None:
    said = practised(command, "n\n", "--number", "1").err
    assert "\nThe answer is: Rung " in said
    assert "You said" not in said


def test_after_each_card_come_the_rung_the_reasons_and_the_mistake(command: Command) -> None:
    done = practised(command, "1\n", "--number", "1")
    card = next(card for card in WORKSHOP.cards if card.words.standard in done.err)
    rung = next(rung for rung in LADDER.rungs if rung.id == card.rung)
    needed = [question for question in LADDER.questions if question.id in rung.needs]
    answers = [question.answers[question.rank(card.answers[question.id])] for question in needed]
    reasons = [
        f"Why: {card.why.standard}",
        *(f"- {answer.finding.standard}" for answer in answers if answer.finding),
        f"Easily mixed up: {WORKSHOP.mistakes[card.rung].standard}",
    ]
    title = f"Rung {rung.number} of 7: {rung.name}"
    other = [f"The answer is: {title}", "You said: Rung 1 of 7: Coercion", *reasons]
    assert done.err.splitlines()[-len(other) :] == other
    right = practised(command, f"{rung.number}\n", "--number", "1").err.splitlines()
    assert right[-len(reasons) - 1 :] == [f"Yes. {title}", *reasons]


def test_a_rung_that_is_misspelt_is_heard_and_said(command: Command) -> None:
    done = practised(command, "coersion\n", "--number", "1").err
    assert "You said: Rung 1 of 7: Coercion" in done or "Yes. Rung 1" in done
    assert "Please type" in practised(command, "working together\n", "--number", "1").err


def test_the_same_seed_brings_the_same_cards(command: Command) -> None:
    first = cards_shown(practised(command, "n\n" * 7))
    assert len(first) == 7
    assert cards_shown(practised(command, "n\n" * 7)) == first
    assert cards_shown(practised(command, "n\n" * 7, "--seed", "2")) != first


def test_the_questions_can_be_answered_instead(command: Command) -> None:
    card = next(iter(cards_shown(practised(command, "q\n"))))
    answers = next(each.answers for each in WORKSHOP.cards if each.words.standard == card)
    ids = {each.id: [choice.id for choice in LADDER.choices(each)] for each in LADDER.questions}
    ranks = [str(ids[question].index(answers.get(question, "")) + 1) for question in ids]
    done = practised(command, "\n".join(["a", *ranks, "\n"]), "--number", "1")
    assert "4 of 4  " in done.err
    assert done.out == "Your practice\nYou found the rung of every card.\n"


@pytest.mark.parametrize(
    "typed", ["n\nq\n", "n\n", "n\nQ\n", "n\na\nq\n"], ids=["q", "end", "Q", "q at a question"]
)
def test_whoever_leaves_sees_what_was_practised(typed: str, command: Command) -> None:
    done = practised(command, typed)
    assert done.out.count("- Rung ") == 1


def test_whoever_places_no_card_is_told_so(command: Command) -> None:
    assert practised(command, "q\n").out == "Your practice\nYou did not place any cards.\n"


def test_help_shows_the_ladder_and_other_replies_say_what_to_type(command: Command) -> None:
    done = practised(command, "?\n8\nq\n")
    assert "The ladder of co-production\n" in done.err
    assert "Please type a number from 1 to 7, or the name of a rung. Or type a, ?, n or q.\n" in done.err


def test_easy_words_are_easy(command: Command) -> None:
    done = practised(command, "n\n", "--easy", "--number", "1")
    assert any(card.words.easy and card.words.easy in done.err for card in WORKSHOP.cards)
    assert done.out.splitlines()[2] == "Rungs to look at again"
