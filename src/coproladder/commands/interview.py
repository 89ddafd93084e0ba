"""Asks a person at a prompt: the questions about an activity, or on which rungs made-up activities are."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from coproladder.base.errors import DataError, LeftError
from coproladder.base.fields import ACTIVITY, ANSWERED_BY
from coproladder.ladder.guide import Card, Workshop
from coproladder.ladder.records import Question
from coproladder.ladder.wording import Wording
from coproladder.pages.assessment import place_in_words
from coproladder.pages.reference import answers_in_words, ladder_page, rung_in_words
from coproladder.placing.activity import Activity
from coproladder.placing.classify import classify, open_questions
from coproladder.placing.names import Names, find_rung
from coproladder.render.blocks import Block, Facts, Items, Page, Paragraph

Say = Callable[[Page], None]
Hear = Callable[[str], str | None]
"""What shows a page; what takes a prompt and returns a line, or None at the end of the input."""


class Interview:
    """One run through the questions that `given`, the fields known beforehand, leaves open.

    With `quick` a question that can no longer change the rung is not asked, nor what the activity is called.
    """

    def __init__(
        self, given: Mapping[str, Any], say: Say, hear: Hear, wording: Wording, quick: bool = False
    ) -> None:
        self.ladder, self.given, self.quick = wording.ladder, given, quick
        self.not_sure = wording.ladder.about.not_sure
        self.say, self.hear, self.wording = say, hear, wording
        self.questions = [question for question in self.ladder.questions if question.id not in given]
        self._known = Names(self.ladder).answers
        self.names: dict[str, str] = {}
        self.answers: dict[str, str | None] = {}

    def run(self) -> Activity:
        """Return the activity; raises LeftError where the person leaves or the input ends."""
        while True:
            question = self._next_question()
            if question:
                self._answer(question)
            elif not self.answers or self._confirmed():
                return self._activity()

    def begin(self) -> None:
        """Say what this is, and ask for the name of the activity and who answers."""
        wording = self.wording
        self.say(wording.page(wording.phrase("ask_title"), [wording.paragraph("ask_intro")]))
        for field in (ACTIVITY, ANSWERED_BY):
            if not self.quick and field not in self.given and (name := self._hear(f"ask_{field}")):
                self.names[field] = name

    def _activity(self) -> Activity:
        answers = {question.id: self.answers.get(question.id) for question in self.questions}
        known = {key: answer for key, answer in answers.items() if answer is not None}
        return Activity({**self.given, **self.names, **known})

    def _next_question(self) -> Question | None:
        """Return the first question without an answer; when quick, of those that can change the rung."""
        wanted = open_questions(self.ladder, self._activity()) if self.quick else self.questions
        for question in self.questions:
            if question in wanted and question.id not in self.answers:
                return question
        return None

    def _answer(self, question: Question) -> None:
        """Ask until there is an answer, or the person goes back to an earlier question."""
        answers = [*(answer.id for answer in question.answers), None]
        choices = {**{str(number): answer for number, answer in enumerate(answers, start=1)}, "n": None}
        self.say(self._question_page(question))
        while True:
            reply = self._hear("your_answer").casefold()
            if reply == "?":
                self.say(self._help_page(question))
            elif reply == "b":
                before = self.questions[: self.questions.index(question)]
                if earlier := [each.id for each in before if each.id in self.answers]:
                    del self.answers[earlier[-1]]
                    return
                self._say_phrase("first_question")
            elif reply in choices:
                self.answers[question.id] = choices[reply]
                return
            elif reply and self._is_taken(question, reply):
                return
            else:
                self._say_phrase("type_number", count=len(answers))

    def _is_taken(self, question: Question, reply: str) -> bool:
        """Take an answer in words, or words for one that is not known; return whether a reply is such."""
        try:
            self.answers[question.id] = self._known[question.id].read(reply)
        except DataError:
            return False
        return True

    def _confirmed(self) -> bool:
        """Show the answers for a last look; return whether they stand."""
        wording = self.wording
        asked = [question for question in self.questions if question.id in self.answers]
        lines = tuple(f"{wording.say(question.words)} {self._said(question)}" for question in asked)
        blocks: list[Block] = [Items(lines, "steps")]
        if skipped := len(self.questions) - len(asked):
            blocks.append(Paragraph(wording.counted("not_asked", skipped)))
        blocks.append(wording.paragraph("last_keys"))
        self.say(wording.page(wording.phrase("your_answers"), blocks))
        changes = {str(number): question.id for number, question in enumerate(asked, start=1)}
        while reply := self._hear("last_prompt"):
            if reply in changes:
                del self.answers[changes[reply]]
                return False
            self._say_phrase("type_last", count=len(asked))
        return True

    def _question_page(self, question: Question) -> Page:
        wording, number = self.wording, self.questions.index(question) + 1
        answers = (*(answer.words for answer in question.answers), self.not_sure)
        steps = Items(tuple(map(wording.say, answers)), "steps")
        title = wording.phrase("question_of", number=number, count=len(self.questions))
        return wording.page(title, (wording.paragraph(question.words), steps, wording.paragraph("keys")))

    def _help_page(self, question: Question) -> Page:
        help_ = self.wording.paragraph(question.help or "no_more_help")
        return self.wording.page(self.wording.say(question.words), [help_])

    def _said(self, question: Question) -> str:
        answer = self.answers[question.id]
        return self.wording.answer(question, answer) if answer else self.wording.say(self.not_sure)

    def _say_phrase(self, phrase: str, **values: int) -> None:
        self.say(self.wording.page(self.wording.phrase(phrase, **values), ()))

    def _hear(self, phrase: str) -> str:
        line = self.hear(self.wording.phrase(phrase))
        if line is None:
            raise LeftError(self.wording.phrase("input_ended"))
        reply = line.strip()
        if reply.casefold() == "q":
            raise LeftError(self.wording.phrase("you_left"))
        return reply


class Try(Struct, frozen=True):
    """A card that a person has placed: what they said, and whether that was its rung."""

    card: Card
    said: str
    right: bool


class CardGame:
    """One run through some cards, each a made-up activity to place."""

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
