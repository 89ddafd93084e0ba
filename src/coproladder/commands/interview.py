"""Asks a person at a prompt: the questions about an activity, or on which rungs made-up activities are."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from msgspec import Struct

from coproladder.base.errors import DataError, LeftError
from coproladder.base.fields import ACTIVITY, ANSWERED_BY, BASIS, COMMENT, DATE
from coproladder.commands.console import Prompt
from coproladder.ladder.guide import Card, Workshop
from coproladder.ladder.records import Question
from coproladder.ladder.wording import Wording
from coproladder.pages.assessment import place_in_words
from coproladder.pages.reference import before_blocks, ladder_page, question_blocks, rung_in_words
from coproladder.placing.activity import Activity
from coproladder.placing.classify import classify, open_questions
from coproladder.placing.names import find_rung
from coproladder.placing.vocabulary import Vocabulary
from coproladder.render.blocks import Block, Heading, Items, Page, Paragraph


class Interview:
    """One run through the questions that `given`, the fields known beforehand, leaves open.

    With `quick` nothing is asked that cannot change the rung.
    `cards` are made-up activities that explain the questions.
    """

    def __init__(
        self, given: Mapping[str, Any], prompt: Prompt, cards: Sequence[Card], quick: bool = False
    ) -> None:
        self.prompt, self.wording, self.ladder = prompt, prompt.wording, prompt.wording.ladder
        self.given, self.cards, self.quick = dict(given), cards, quick
        self.vocabulary = Vocabulary(self.ladder)
        self.questions = [question for question in self.ladder.questions if question.id not in given]
        self.answers: dict[str, str] = {}

    def run(self) -> Activity:
        """Return the activity; raises LeftError where the person leaves or the input ends."""
        while True:
            question = self._next_question()
            if question:
                self._answer(question)
            elif not self.answers or self._confirmed():
                return self._activity()

    def begin(self) -> None:
        """Say what this is, and ask what the answers are about and who gives them."""
        wording = self.wording
        blocks = (wording.paragraph("ask_intro"), *before_blocks(wording))
        self.prompt.say(wording.page(wording.phrase("ask_title"), blocks))
        for field in (ACTIVITY, BASIS, DATE, ANSWERED_BY):
            self._ask(field, f"ask_{field}")

    def whole(self, full: bool) -> Activity:
        """Run, then ask what shows this, or with `full` what shows each answer; return the activity."""
        known = self.run().record
        for question in self.ladder.questions if full and not self.quick else ():
            if question.id in known and question.reason not in known:
                said = self.wording.answer(question, known[question.id], alone=True)
                self.prompt.say(self.wording.page(said, ()))
                self._ask(question.reason, "ask_comment")
        if not full:
            self._ask(COMMENT, "ask_comment")
        return self._activity()

    def _ask(self, field: str, phrase: str) -> None:
        """Ask for what may be skipped until it can be read, unless it is given; never when quick."""
        choices = {"1": "happened", "2": "promised"} if field == BASIS else {}
        while not self.quick and field not in self.given and (text := self.prompt.hear(phrase)):
            with suppress(DataError):
                self.given[field] = self.vocabulary.value(field, choices.get(text, text))
                return
            self.prompt.say_phrase(f"type_{field}")

    def _activity(self) -> Activity:
        record = {**self.given, **{each.id: self.answers.get(each.id) for each in self.questions}}
        return Activity({field: value for field, value in record.items() if value})

    def _next_question(self) -> Question | None:
        """Return the first question without an answer; when quick, of those that can change the rung."""
        wanted = open_questions(self.ladder, self._activity()) if self.quick else self.questions
        left = (question for question in self.questions if question in wanted)
        return next((question for question in left if question.id not in self.answers), None)

    def _answer(self, question: Question) -> None:
        """Ask until there is an answer, or the person goes back to an earlier question."""
        whole, keys = self._question_page(question, hinted=True), "answer_prompt"
        hinted = self.prompt.fits(whole, keys)
        self.prompt.say(whole if hinted else self._question_page(question, hinted=False))
        while True:
            reply = self.prompt.hear(keys if hinted and self.cards else "answer_prompt_help").casefold()
            if reply == "?":
                # Where the hints were read, the examples have their room.
                self.prompt.say(self._help_page(question, hinted=not hinted))
            elif reply == "b":
                before = self.questions[: self.questions.index(question)]
                if earlier := [each.id for each in before if each.id in self.answers]:
                    del self.answers[earlier[-1]]
                    return
                self.prompt.say_phrase("first_question")
            elif (answer := self._understood(question, reply)) is not None:
                self.answers[question.id] = answer
                return
            else:
                self.prompt.say_phrase("type_number", count=len(self.ladder.choices(question)))

    def _understood(self, question: Question, reply: str) -> str | None:
        """Return the id of the answer that a reply means, "" for not known; None where it means nothing."""
        numbered = enumerate(self.ladder.choices(question), start=1)
        choices = {"n": "", **{str(number): choice.id for number, choice in numbered}}
        if reply in choices or not reply:
            return choices.get(reply)
        try:
            return self.vocabulary.names.answers[question.id].read(reply) or ""
        except DataError:
            return None

    def _confirmed(self) -> bool:
        """Show the answers for a last look; return whether they stand."""
        wording = self.wording
        asked = [question for question in self.questions if question.id in self.answers]
        said = wording.results({question.id: self.answers[question.id] or None for question in asked})
        blocks: list[Block] = [Items(said, "steps")]
        if skipped := len(self.questions) - len(asked):
            blocks.append(Paragraph(wording.counted("not_asked", skipped)))
        blocks.append(wording.paragraph("last_keys"))
        self.prompt.say(wording.page(wording.phrase("your_answers"), blocks))
        changes = {str(number): question.id for number, question in enumerate(asked, start=1)}
        changed = self.prompt.choose({"": "", **changes}, "last_prompt", "type_last", count=len(asked))
        self.answers.pop(changed, None)
        return not changed

    def _question_page(self, question: Question, hinted: bool) -> Page:
        wording, number = self.wording, self.questions.index(question) + 1
        asked, count = wording.say(question.words), len(self.questions)
        title = wording.phrase("ask_question", number=number, count=count, question=asked)
        return wording.page(title, question_blocks(question, wording, hinted=hinted), compact=True)

    def _help_page(self, question: Question, hinted: bool) -> Page:
        """Return made-up activities, each with its answer to a question and why, and the question again."""
        wording, cards = self.wording, [card for card in self.cards if card.explains == question.id]
        again = self._question_page(question, hinted or not cards)
        numbered = {each.id: (at, each) for at, each in enumerate(self.ladder.choices(question), start=1)}
        answers = []
        for card in cards:
            number, choice = numbered[card.answers.get(question.id, "")]
            label, why = wording.say(choice.words), wording.say(card.why)
            answers.append(wording.phrase("example_answer", number=number, label=label, why=why))
        examples = Items(tuple(wording.say(card.words) for card in cards), hints=tuple(answers))
        title = wording.phrase("examples" if cards else "form_help")
        return wording.page(title, (examples, Heading(again.title), *again.blocks), compact=True)


class Try(Struct, frozen=True):
    """A card that a person has placed: what they said, "" for not sure, and whether that was its rung."""

    card: Card
    said: str
    right: bool


class CardGame:
    """One run through some cards, each a made-up activity to place."""

    def __init__(self, workshop: Workshop, prompt: Prompt) -> None:
        self.ladder, self.workshop = prompt.wording.ladder, workshop
        self.prompt, self.wording = prompt, prompt.wording

    def play(self, cards: Sequence[Card]) -> list[Try]:
        """Return how each card was placed, up to the last one or to where the person leaves."""
        keys = self.wording.paragraph("practise_keys", count=len(self.ladder.rungs))
        tries: list[Try] = []
        with suppress(LeftError):
            for number, card in enumerate(cards, start=1):
                title = self.wording.phrase("practise_card", number=number, count=len(cards))
                self.prompt.say(self.wording.page(title, (self.wording.paragraph(card.words), keys)))
                tries.append(self._placed(card))
                self.prompt.say(try_page(self.workshop, tries[-1], self.wording))
        return tries

    def _placed(self, card: Card) -> Try:
        """Return where the person puts a card."""
        while True:
            reply = self.prompt.hear("practise_prompt").casefold()
            if reply == "n":
                return Try(card, "", right=False)
            if reply == "a":
                return self._answered(card)
            if reply == "?":
                self.prompt.say(ladder_page(self.wording))
                continue
            try:
                rung = find_rung(self.ladder, reply, "rung")
            except DataError:
                self.prompt.say_phrase("practise_type", count=len(self.ladder.rungs))
                continue
            return Try(card, rung_in_words(rung, self.wording), rung.id == card.rung)

    def _answered(self, card: Card) -> Try:
        """Return where the person's answers to the questions put a card."""
        others = [each for each in self.workshop.cards if each != card]
        found = classify(self.ladder, Interview({}, self.prompt, others).run())
        right = found.certain and found.rung is not None and found.rung.id == card.rung
        return Try(card, place_in_words(found, self.wording), right)


def try_page(workshop: Workshop, tried: Try, wording: Wording) -> Page:
    """Return the rung of a card, why it is there, and what that rung is often taken for."""
    card = tried.card
    rung = next(rung for rung in wording.ladder.rungs if rung.id == card.rung)
    needed = {question: answer for question, answer in card.answers.items() if question in rung.needs}
    said = wording.facts({"practise_said": "" if tried.right else tried.said, "why": card.why})
    mistake = wording.facts({"mistake": workshop.mistakes.get(card.rung)})
    title = wording.phrase(
        "practise_right" if tried.right else "practise_other", place=rung_in_words(rung, wording)
    )
    return wording.page(title, (said, Items(wording.results(needed)), mistake))


def score_page(tries: Sequence[Try], wording: Wording) -> Page:
    """Return the rungs to look at again, top rung first; there is no grade."""
    missed = {tried.card.rung for tried in tries if not tried.right}
    rungs = [rung_in_words(each, wording) for each in reversed(wording.ladder.rungs) if each.id in missed]
    blocks = [*wording.section("practise_again", Items(tuple(rungs)))]
    end = wording.paragraph("practise_end" if tries else "practise_none")
    return wording.page(wording.phrase("practise_title"), blocks or [end])
