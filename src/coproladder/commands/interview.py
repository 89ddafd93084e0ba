"""Asks a person about an activity at a prompt: what it is, the questions, and what else a result uses."""

from collections.abc import Mapping, Sequence
from typing import Any

from coproladder.base.errors import DataError, LeftError
from coproladder.base.fields import ACTIVITY, ANSWERED_BY, BASIS, CALLED, COMMENT, DATE
from coproladder.base.words import begun, holds_nothing
from coproladder.commands.prompt import AROUND, Prompt
from coproladder.ladder.guide import Card
from coproladder.ladder.records import Question
from coproladder.pages.reference import before_blocks, question_blocks
from coproladder.placing.activity import Activity
from coproladder.placing.classify import open_questions
from coproladder.placing.vocabulary import Vocabulary
from coproladder.render.blocks import Block, Heading, Items, Page, Paragraph, lead_in

FIELDS, DETAILS = (ACTIVITY, BASIS, ANSWERED_BY), (CALLED, DATE, COMMENT)
"""What is asked for before the questions and after them; all of it may be skipped."""

REVIEW = "review"
"""The last look at the answers, as one more step between the questions and the details."""


class Interview:
    """One run through the steps that `given`, the fields known beforehand, leaves open.

    The steps are `fields`, the questions, a last look, and `details`, each a field or the reason for an
    answer. With `quick` no question is asked that cannot change the rung. `cards` are made-up activities that
    explain the questions. From the first step, going back leaves where the person `comes_from` elsewhere.
    """

    def __init__(
        self,
        given: Mapping[str, Any],
        prompt: Prompt,
        cards: Sequence[Card],
        quick: bool = False,
        fields: Sequence[str] = (),
        details: Sequence[str] = (),
        comes_from: bool = False,
    ) -> None:
        self.prompt, self.wording, self.ladder = prompt, prompt.wording, prompt.wording.ladder
        self.given, self.cards, self.quick = {**given}, cards, quick
        self.vocabulary = Vocabulary(self.ladder)
        self.questions = {each.id: each for each in self.ladder.questions if each.id not in given}
        self.reasons = {question.reason: question for question in self.ladder.questions}
        self.details, self.comes_from = details, comes_from
        self.steps = [*fields, *self.questions, REVIEW, *details]
        self.said: dict[str, Any] = {}
        self.taken_back: dict[str, Any] = {}

    def run(self) -> Activity:
        """Return the activity; raises LeftError where the person leaves or the input ends."""
        if not self.comes_from:
            blocks = (self.wording.paragraph("ask_intro"), *before_blocks(self.wording))
            self.prompt.say(self.wording.page(self.wording.phrase("ask_title"), blocks))
        while step := self._next_step():
            if step == REVIEW:
                self._review()
            elif step in self.questions:
                self._answer(self.questions[step])
            else:
                self._tell(step)
        return self._activity()

    def _activity(self) -> Activity:
        return Activity({field: value for field, value in (self.given | self.said).items() if value})

    def _next_step(self) -> str | None:
        """Return the first step to take: when quick, a question only where it can change the rung."""
        known = self._activity()
        wanted = [each.id for each in open_questions(self.ladder, known)] if self.quick else self.questions
        for step in self.steps:
            reason_for = self.reasons.get(step)
            if step in self.said or step in self.given or (step in self.questions and step not in wanted):
                continue
            if not (reason_for and reason_for.id not in known.record) and (step != REVIEW or self.said):
                return step
        return None

    def _goes_back(self, step: str) -> bool:
        """Take back the step before one, and say so where there is none."""
        earlier = [each for each in self.steps[: self.steps.index(step)] if each in self.said]
        if not earlier:
            if self.comes_from:
                raise LeftError
            self.prompt.say_phrase("first_question")
            return False
        self.taken_back[earlier[-1]] = self.said.pop(earlier[-1])
        return True

    def _kept(self, step: str, phrase: str) -> Any:
        """Return what was said at a step before it was taken back, and say what Enter does."""
        if (kept := self.taken_back.get(step)) is not None:
            self.prompt.say_phrase(phrase, said=self._said(step, kept))
        return kept

    def _tell(self, field: str) -> None:
        """Ask for what may be skipped until it can be read, or the person goes back."""
        name, tries = field, 0
        if reason_for := self.reasons.get(field):
            name = COMMENT
            answer = self.wording.answer(reason_for, self._activity().record[reason_for.id], alone=True)
            self.prompt.say(self.wording.page(answer, ()))
        kept = self._kept(field, "keep_field")
        while reply := self.prompt.hear(f"ask_{name}"):
            if reply == "b":
                if self._goes_back(field):
                    return
            elif reply == "?":
                self.prompt.say_phrase(f"help_{name}")
            else:
                try:
                    self.said[field] = None if holds_nothing(reply) else self._value(field, reply)
                    return
                except DataError:
                    tries += 1
                    self.prompt.refuse(tries, None, f"type_{name}")
        self.said[field] = kept

    def _value(self, field: str, reply: str) -> Any:
        if field == BASIS:
            reply = {"1": "happened", "2": "promised"}.get(reply.strip(AROUND), reply)
        if field == CALLED:
            rung = self.vocabulary.names.rung_typed(reply)
            reply = rung.id if rung else reply
        return self.vocabulary.value(field, reply)

    def _answer(self, question: Question) -> None:
        """Ask until there is an answer, or the person goes back to an earlier step."""
        whole, keys, tries = self._question_page(question, hinted=True), "answer_prompt", 0
        hinted = self.prompt.fits(whole, keys)
        shown = whole if hinted else self._question_page(question, hinted=False)
        self.prompt.say(shown)
        kept = self._kept(question.id, "keep_answer")
        while True:
            reply = self.prompt.hear(keys if hinted and self.cards else "answer_prompt_help").casefold()
            if reply == "?":
                # Where the hints were read, the examples have their room.
                self.prompt.say(self._help_page(question, hinted=not hinted))
            elif reply == "b":
                if self._goes_back(question.id):
                    return
            elif (answer := self._understood(question, reply) if reply else kept) is not None:
                self.said[question.id] = answer
                return
            else:
                tries += 1
                count = len(self.ladder.choices(question))
                self.prompt.refuse(tries, shown, "type_number", count=count)

    def _understood(self, question: Question, reply: str) -> str | None:
        """Return the id of the answer that a reply means, "" for not known; None where it means nothing."""
        choices = self.ladder.choices(question)
        keys = {"n": "", **{str(number): choice.id for number, choice in enumerate(choices, start=1)}}
        if (key := reply.strip(AROUND)) in keys or not key:
            return keys.get(key)
        try:
            return self.vocabulary.names.answers[question.id].read(reply) or ""
        except DataError:
            labels = ((text, each.id) for each in choices for text in (each.id, *each.words.wordings))
            return begun(reply, labels)

    def _review(self) -> None:
        """Show what was said for a last look, and take back what is to be changed."""
        wording = self.wording
        told = [step for step in self.steps if step in self.said and step not in self.details]
        blocks: list[Block] = [Items(tuple(self._said(step, self.said[step]) for step in told), "steps")]
        if skipped := len(self.questions.keys() - self.said.keys()):
            blocks.append(Paragraph(wording.counted("not_asked", skipped)))
        blocks.append(wording.paragraph("last_keys"))
        page = wording.page(wording.phrase("your_answers"), blocks)
        self.prompt.say(page)
        changes = {str(number): step for number, step in enumerate(told, start=1)}
        keys = {"": "", "b": told[-1], **changes}
        if changed := self.prompt.choose(keys, "last_prompt", "type_last", page, count=len(told)):
            self.taken_back[changed] = self.said.pop(changed)
            return
        self.said[REVIEW] = None
        if self._next_step():
            self.prompt.say(wording.page(wording.phrase("more_details"), ()))

    def _said(self, step: str, value: Any) -> str:
        wording = self.wording
        if step in self.questions:
            return wording.results({step: value or None})[0]
        if step == BASIS and value:
            value = wording.phrase(f"basis_{value}")
        label = wording.phrase(f"label_{COMMENT if step in self.reasons else step}")
        return f"{lead_in(label)} {value or wording.phrase('not_given')}"

    def _question_page(self, question: Question, hinted: bool) -> Page:
        wording, number = self.wording, [*self.questions].index(question.id) + 1
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
