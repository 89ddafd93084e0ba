"""Lets a person place cards, by whatever functions show pages and read lines."""

from collections.abc import Sequence

from coproladder.base.errors import DataError, InputError
from coproladder.commands.interview import Hear, Interview, Say
from coproladder.ladder.guide import Card, Workshop
from coproladder.ladder.interface import Wording
from coproladder.pages.assessment import place_in_words
from coproladder.pages.practice import Try, card_page, try_page
from coproladder.pages.reference import ladder_page, make_page, rung_in_words
from coproladder.placing.classify import classify
from coproladder.placing.values import find_rung


class CardGame:
    """One run through some cards.

    `say` shows a page; `hear` takes a prompt and returns a line, or None at the end of the input.
    """

    def __init__(self, workshop: Workshop, say: Say, hear: Hear, wording: Wording) -> None:
        self.ladder, self.workshop, self.wording = wording.ladder, workshop, wording
        self.say, self.hear = say, hear

    def play(self, cards: Sequence[Card]) -> list[Try]:
        """Return how each card was placed, up to the last one or to where the person leaves."""
        tries: list[Try] = []
        for number, card in enumerate(cards, start=1):
            self.say(card_page(card, number, len(cards), self.wording))
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
                self.say(make_page(self.wording, told, []))
                continue
            return Try(card, rung_in_words(rung, self.wording), rung.id == card.rung)
        return None

    def _answered(self, card: Card) -> Try | None:
        """Return where the person's answers to the questions put a card."""
        try:
            activity = Interview({}, self.say, self.hear, self.wording).run()
        except InputError:
            return None
        found = classify(self.ladder, activity)
        right = found.certain and found.rung is not None and found.rung.id == card.rung
        return Try(card, place_in_words(found, self.wording), right)
