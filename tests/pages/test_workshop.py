"""Promises, the workshop and the published cases: whole, true to the rules, and fit to be printed."""

import json

import published
import pytest
from conftest import GUIDE, LADDER, Command

from coproladder.ladder.guide import Card, Case
from coproladder.ladder.load import load_interface
from coproladder.ladder.wording import Wording
from coproladder.pages.topics import guide_page, shuffled
from coproladder.placing.activity import Activity
from coproladder.placing.classify import classify
from coproladder.render.blocks import Facts, Table

RUNGS = [rung.id for rung in LADDER.rungs]
assert GUIDE.workshop
assert GUIDE.cases
WORKSHOP, CASES = GUIDE.workshop, GUIDE.cases
TRIED = {case["id"]: case for case in published.CASES}


@pytest.mark.parametrize("card", WORKSHOP.cards, ids=lambda card: card.id)
def test_the_answers_of_a_card_prove_its_rung(card: Card) -> None:
    found = classify(LADDER, Activity(dict(card.answers)))
    assert found.certain
    assert found.rung
    assert found.rung.id == card.rung
    nothing_to_decide = card.id in ("foot-care", "office-tour", "rights-page")
    assert {question.id for question in LADDER.questions} - set(card.answers) == (
        {"decides"} if nothing_to_decide else set()
    )


def test_the_workshop_has_three_cards_a_rung_and_lasts_an_hour() -> None:
    assert [card.rung for card in WORKSHOP.cards] == [rung for rung in RUNGS for _ in range(3)]
    assert sum(step.minutes for step in WORKSHOP.steps) == 60
    assert [*WORKSHOP.mistakes] == RUNGS


def test_cards_name_no_rung_and_the_key_names_each() -> None:
    page = guide_page(GUIDE, "workshop", Wording(LADDER, load_interface(LADDER)))
    key = next(block for block in page.blocks if isinstance(block, Table))
    cards = next(block.pairs for block in page.blocks if isinstance(block, Facts))[len(RUNGS) :]
    rungs = {rung.id: f"{rung.number} {rung.name}" for rung in LADDER.rungs}
    order = shuffled(WORKSHOP.cards)
    assert [row[1] for row in key.rows] == [rungs[card.rung] for card in order]
    assert cards == tuple((f"Card {at}", card.words.standard) for at, card in enumerate(order, start=1))
    assert not any(rung.name.casefold() in text.casefold() for rung in LADDER.rungs for _, text in cards)


def test_every_rung_has_a_promise_and_show_gives_it(command: Command) -> None:
    assert [promise.rung for promise in GUIDE.promises] == RUNGS
    for promise in GUIDE.promises:
        assert promise.who_decides.standard in command("show", promise.rung, "--plain").out
        assert json.loads(command("show", promise.rung, "-f", "json").out)["promise"]["rung"] == promise.rung


@pytest.mark.parametrize("case", CASES.list, ids=lambda case: case.id)
def test_a_published_case_is_told_as_it_was_tried(case: Case) -> None:
    tried = TRIED[case.id]
    assert tried["source"].startswith(case.url)
    assert case.answers == tried["answers"]
    assert RUNGS.index(case.rung) + 1 in tried["expected_rung"]


def test_the_figures_are_those_of_all_that_were_tried() -> None:
    meets, within = published.meeting(), published.within()
    words = (
        f"We tried our rules on {len(TRIED)} published activities. In all {meets}, our answer and the source"
    )
    assert CASES.figures.standard.startswith(
        f"{words}'s overlap. In {within}, every rung that our rules allow"
    )
    assert meets == len(TRIED)
    assert CASES.figures.easy
    partly = f"In {within}, our rules agree with the source. In {meets - within}, they partly agree."
    assert CASES.figures.easy.startswith(f"We tried our rules on {len(TRIED)} pieces of work. {partly}")


def test_cards_are_to_be_cut_out_of_the_page(command: Command) -> None:
    page = command("guide", "workshop", "--format", "html").out
    assert page.count("<li><b>Card ") == 21
    assert '<ul class="cards">' in page
