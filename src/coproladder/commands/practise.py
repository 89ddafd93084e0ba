"""The command `practise`: made-up activities to place, one at a time, with the reasons after each."""

import sys
from collections.abc import Sequence
from random import Random
from typing import Annotated

import typer
from msgspec import Struct

from coproladder.base.errors import DataError, LeftError, UsageError
from coproladder.commands import console
from coproladder.commands import options as opt
from coproladder.commands.interview import Hear, Interview, Say
from coproladder.ladder.guide import Card, Workshop
from coproladder.ladder.load import load_guide, load_interface, load_ladder
from coproladder.ladder.wording import Wording
from coproladder.pages.assessment import place_in_words
from coproladder.pages.reference import answers_in_words, ladder_page, rung_in_words
from coproladder.placing.classify import classify
from coproladder.placing.values import find_rung
from coproladder.render.blocks import Block, Facts, Page

CardCount = Annotated[
    int, typer.Option("--number", metavar="N", min=1, help="How many activities; there are three a rung.")
]
Seed = Annotated[
    int | None, typer.Option("--seed", metavar="N", help="The same number brings the same activities.")
]


def practise(
    number: CardCount = 7,
    seed: Seed = None,
    ladder_file: opt.LadderFile = None,
    plain: opt.Plain = False,
    easy: opt.Easy = False,
) -> None:
    """Place made-up activities, one at a time: each time you see the rung, and why."""
    ladder = load_ladder(ladder_file)
    workshop = load_guide(ladder, ladder_file).workshop
    if workshop is None or not workshop.cards:
        raise UsageError("this ladder has no cards to practise with; its guide has no workshop")
    wording = Wording(ladder, load_interface(ladder, ladder_file), easy)
    say = console.printer(sys.stderr, "text", plain)
    cards = Random(seed).sample(workshop.cards, min(number, len(workshop.cards)))
    tries = CardGame(workshop, say, console.hear, wording).play(cards)
    console.printer(sys.stdout, "text", plain)(score_page(tries, wording))


class Try(Struct, frozen=True):
    """A card that a person has placed: what they said, and whether that was its rung."""

    card: Card
    said: str
    right: bool


class CardGame:
    """One run through some cards.

    `say` shows a page; `hear` takes a prompt and returns a line, or None at the end of the input.
    """

    def __init__(self, workshop: Workshop, say: Say, hear: Hear, wording: Wording) -> None:
        self.ladder, self.workshop, self.wording = wording.ladder, workshop, wording
        self.say, self.hear = say, hear

    def play(self, cards: Sequence[Card]) -> list[Try]:
        """Return how each card was placed, up to the last one or to where the person leaves."""
        keys = self.wording.paragraph("practise_keys", count=len(self.ladder.rungs))
        tries: list[Try] = []
        for number, card in enumerate(cards, start=1):
            title = self.wording.phrase("practise_card", number=number, count=len(cards))
            self.say(self.wording.page(title, (self.wording.paragraph(card.words), keys)))
            tried = self._placed(card)
            if tried is None:
                break
            self.say(try_page(self.workshop, tried, self.wording))
            tries.append(tried)
        return tries

    def _placed(self, card: Card) -> Try | None:
        """Return where the person puts a card, None where the person leaves."""
        while (line := self.hear(self.wording.phrase("practise_prompt"))) is not None:
            reply = line.strip().casefold()
            if reply == "q":
                break
            if reply == "n":
                return Try(card, self.wording.say(self.ladder.about.not_sure), right=False)
            if reply == "a":
                return self._answered(card)
            if reply == "?":
                self.say(ladder_page(self.wording))
                continue
            try:
                rung = find_rung(self.ladder, reply, "rung")
            except DataError:
                told = self.wording.phrase("practise_type", count=len(self.ladder.rungs))
                self.say(self.wording.page(told, ()))
                continue
            return Try(card, rung_in_words(rung, self.wording), rung.id == card.rung)
        return None

    def _answered(self, card: Card) -> Try | None:
        """Return where the person's answers to the questions put a card, None where the person leaves."""
        try:
            activity = Interview({}, self.say, self.hear, self.wording).run()
        except LeftError:
            return None
        found = classify(self.ladder, activity)
        right = found.certain and found.rung is not None and found.rung.id == card.rung
        return Try(card, place_in_words(found, self.wording), right)


def try_page(workshop: Workshop, tried: Try, wording: Wording) -> Page:
    """Return the rung of a card, why it is there, and where that rung commonly goes wrong."""
    card = tried.card
    rung = next(rung for rung in wording.ladder.rungs if rung.id == card.rung)
    needed = {question: answer for question, answer in card.answers.items() if question in rung.needs}
    said = wording.facts({"practise_said": "" if tried.right else tried.said, "why": card.why})
    mistake = wording.facts({"mistake": workshop.mistakes.get(card.rung)})
    title = wording.phrase(
        "practise_right" if tried.right else "practise_other", place=rung_in_words(rung, wording)
    )
    return wording.page(title, [Facts((*said.pairs, *answers_in_words(needed, wording), *mistake.pairs))])


def score_page(tries: Sequence[Try], wording: Wording) -> Page:
    """Return how many cards of each rung were placed on it, top rung first; there is no grade."""
    rows = []
    for rung in reversed(wording.ladder.rungs):
        found = [tried.right for tried in tries if tried.card.rung == rung.id]
        if found:
            rows.append((f"{rung.number} {rung.name}", len(found), sum(found)))
    blocks: list[Block] = [wording.paragraph("practise_end" if rows else "practise_none")]
    if rows:
        blocks.append(wording.table("practise_by_rung", ("rung", "practise_cards", "practise_placed"), rows))
    return wording.page(wording.phrase("practise_title"), blocks)
