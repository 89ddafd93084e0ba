"""The command `practise`: made-up activities to place, one at a time, with the reasons after each."""

import sys
from collections.abc import Sequence
from contextlib import suppress

from msgspec import Struct

from coproladder.base.errors import EndedError, LeftError, UsageError
from coproladder.commands.console import printer
from coproladder.commands.interview import Interview
from coproladder.commands.options import PageOptions
from coproladder.commands.prompt import AROUND, Prompt
from coproladder.ladder.guide import CARDS_IN_A_GO, Card, Workshop
from coproladder.ladder.wording import Wording
from coproladder.pages.assessment import place_in_words
from coproladder.pages.reference import drawing, rung_in_words
from coproladder.placing.classify import classify
from coproladder.placing.names import Names
from coproladder.render.blocks import Heading, Items, Page


def practise(
    number: int = CARDS_IN_A_GO,
    seed: int | None = None,
    ladder: str | None = None,
    plain: bool = False,
    easy: bool = False,
) -> None:
    """Practise on made-up activities, one at a time. After each you see its rung, and why."""
    from random import Random

    page = PageOptions(ladder_file=ladder, plain=plain, easy=easy)
    workshop = page.guide.workshop
    if workshop is None or not workshop.cards:
        raise UsageError("this ladder's guide has no cards to practise with; use another ladder")
    cards = Random(seed).sample(workshop.cards, min(number, len(workshop.cards)))
    tries = CardGame(workshop, Prompt(page)).play(cards)
    printer(sys.stdout, "text", plain)(score_page(tries, page.wording))


class Try(Struct, frozen=True):
    """A card that a person has placed: what they said, "" for not sure, and whether that was its rung."""

    card: Card
    said: str
    right: bool


class CardGame:
    """One run through some cards, each a made-up activity to place."""

    def __init__(self, workshop: Workshop, prompt: Prompt) -> None:
        self.ladder, self.workshop = prompt.wording.ladder, workshop
        self.prompt, self.wording, self.names = prompt, prompt.wording, Names(self.ladder)

    def play(self, cards: Sequence[Card]) -> list[Try]:
        """Return how each card was placed, up to the last one or to where the person leaves."""
        keys = self.wording.paragraph("practise_keys", count=len(self.ladder.rungs))
        tries: list[Try] = []
        with suppress(LeftError):
            for number, card in enumerate(cards, start=1):
                title = self.wording.phrase("practise_card", number=number, count=len(cards))
                page = self.wording.page(title, (self.wording.paragraph(card.words), keys))
                self.prompt.say(page)
                tries.append(self._placed(card, page))
                self.prompt.say(try_page(self.workshop, tries[-1], self.wording))
        return tries

    def _placed(self, card: Card, page: Page) -> Try:
        tries = 0
        while True:
            reply = self.prompt.hear("practise_prompt").casefold()
            if reply == "?":
                self.prompt.say(self._ladder_above(page))
            elif reply == "n" or (reply and self.names.is_not_known(reply)):
                return Try(card, "", right=False)
            elif reply == "a":
                try:
                    return self._answered(card)
                except EndedError:
                    raise
                except LeftError:
                    self.prompt.say(page)
            elif rung := self.names.rung_typed(reply.strip(AROUND)):
                return Try(card, rung_in_words(rung, self.wording), rung.id == card.rung)
            else:
                tries += 1
                self.prompt.refuse(tries, page, "practise_type", count=len(self.ladder.rungs))

    def _ladder_above(self, page: Page) -> Page:
        """Return the ladder, short where it is too long for the window, with a page below it."""
        name, below = self.ladder.about.name, (Heading(page.title), *page.blocks)
        whole = self.wording.page(name, (drawing(self.wording), *below), compact=True)
        if self.prompt.fits(whole, "practise_prompt"):
            return whole
        return self.wording.page(name, (drawing(self.wording, texts={}), *below), compact=True)

    def _answered(self, card: Card) -> Try:
        """Return where the person's answers to the questions put a card; raises LeftError."""
        others = [each for each in self.workshop.cards if each != card]
        found = classify(self.ladder, Interview({}, self.prompt, others, comes_from=True).run())
        right = found.certain and found.rung is not None and found.rung.id == card.rung
        return Try(card, place_in_words(found, self.wording), right)


def try_page(workshop: Workshop, tried: Try, wording: Wording) -> Page:
    """Return the rung of a card, why it is there, and what that rung is often taken for."""
    card = tried.card
    rung = next(rung for rung in wording.ladder.rungs if rung.id == card.rung)
    needed = {question: answer for question, answer in card.answers.items() if question in rung.needs}
    said = wording.facts({"practise_said": "" if tried.right else tried.said, "why": card.why})
    mistake = wording.facts({"mistake": workshop.mistakes.get(card.rung)})
    phrase = "practise_right" if tried.right else "practise_other"
    title = wording.phrase(phrase, place=rung_in_words(rung, wording))
    return wording.page(title, (said, Items(wording.results(needed)), mistake))


def score_page(tries: Sequence[Try], wording: Wording) -> Page:
    """Return the rungs to look at again, top rung first; there is no grade."""
    missed = {tried.card.rung for tried in tries if not tried.right}
    rungs = [rung_in_words(each, wording) for each in reversed(wording.ladder.rungs) if each.id in missed]
    blocks = [*wording.section("practise_again", Items(tuple(rungs)))]
    end = wording.paragraph("practise_end" if tries else "practise_none")
    return wording.page(wording.phrase("practise_title"), blocks or [end])
