"""Asks the questions one at a time and returns the answers, over any means to say and to hear."""

from collections.abc import Callable, Mapping
from typing import Any

from coproladder.base.errors import InputError
from coproladder.ladder.interface import Wording
from coproladder.ladder.records import Ladder, Question
from coproladder.placing.activity import Activity
from coproladder.placing.classify import open_questions
from coproladder.render.blocks import Block, Items, Page, Paragraph

Say = Callable[[Page], None]
Hear = Callable[[str], str | None]

NOT_SURE = "not sure"
KEYS = "Type a number and press Enter. Or: ? explains, b goes back, n not sure, q leaves."
LAST_KEYS = "Press Enter for the result. Or: a number changes that answer, q leaves."


class Interview:
    """One run through the questions that `given`, the fields known beforehand, leaves open.

    `say` shows a page; `hear` takes a prompt and returns a line, or None at the end of the input.
    With `quick` a question that can no longer change the rung is not asked.
    """

    def __init__(
        self,
        ladder: Ladder,
        given: Mapping[str, Any],
        say: Say,
        hear: Hear,
        wording: Wording,
        quick: bool = False,
    ) -> None:
        self.ladder, self.given, self.quick = ladder, given, quick
        self.say, self.hear, self.wording = say, hear, wording
        self.questions = [question for question in ladder.questions if question.id not in given]
        self.answers: dict[str, str | None] = {}

    def run(self) -> Activity:
        """Return the activity; raises InputError where the person leaves or the input ends."""
        while True:
            question = self._next_question()
            if question:
                self._answer(question)
            elif not self.answers or self._confirmed():
                return self._activity()

    def _activity(self) -> Activity:
        answers = {question.id: self.answers.get(question.id) for question in self.questions}
        known = {key: answer for key, answer in answers.items() if answer is not None}
        return Activity({**self.given, **known})

    def _next_question(self) -> Question | None:
        """Return the first question without an answer; when quick, of those that can change the rung."""
        wanted = open_questions(self.ladder, self._activity()) if self.quick else self.questions
        for question in self.questions:
            if question in wanted and question.id not in self.answers:
                return question
        return None

    def _answer(self, question: Question) -> None:
        """Ask until there is an answer, or the person goes back to an earlier question."""
        self.say(self._question_page(question))
        while True:
            reply = self._hear("Your answer: ").casefold()
            if reply == "?":
                self.say(self._help_page(question))
            elif reply == "b":
                if earlier := self._answered_before(question):
                    del self.answers[earlier[-1].id]
                    return
                self._tell("This is the first question; there is none to go back to.")
            elif reply == "n":
                self.answers[question.id] = None
                return
            elif (at := _choice(reply, len(question.answers))) is not None:
                self.answers[question.id] = question.answers[at].id
                return
            else:
                self._tell(f"Please type a number from 1 to {len(question.answers)}, ?, b, n or q.")

    def _answered_before(self, question: Question) -> list[Question]:
        place = self.questions.index(question)
        return [earlier for earlier in self.questions[:place] if earlier.id in self.answers]

    def _confirmed(self) -> bool:
        """Show the answers for a last look; return whether they stand."""
        asked = [question for question in self.questions if question.id in self.answers]
        lines = tuple(f"{self.wording.say(q.words)} {self._said(q)}" for q in asked)
        blocks: list[Block] = [Items(lines, "steps")]
        if skipped := len(self.questions) - len(asked):
            left = "One question was" if skipped == 1 else f"{skipped} questions were"
            reason = "no answer could change the rung. Notes that depend on one are left out."
            blocks.append(Paragraph(f"{left} not asked: {reason}"))
        self.say(Page("Your answers", (*blocks, Paragraph(LAST_KEYS))))
        while reply := self._hear("Enter, a number or q: "):
            at = _choice(reply, len(asked))
            if at is not None:
                del self.answers[asked[at].id]
                return False
            self._tell(f"Please press Enter, or type a number from 1 to {len(asked)}, or q.")
        return True

    def _question_page(self, question: Question) -> Page:
        number = self.questions.index(question) + 1
        answers = tuple(self.wording.say(answer.words) for answer in question.answers)
        return Page(
            f"Question {number} of {len(self.questions)}",
            (Paragraph(self.wording.say(question.words)), Items(answers, "steps"), Paragraph(KEYS)),
        )

    def _help_page(self, question: Question) -> Page:
        text = self.wording.say(question.help) if question.help else "There is no more to say about it."
        return Page(self.wording.say(question.words), (Paragraph(text),))

    def _said(self, question: Question) -> str:
        answer = self.answers[question.id]
        if answer is None:
            return f"({NOT_SURE})"
        return self.wording.say(question.answers[question.rank(answer)].words)

    def _tell(self, text: str) -> None:
        self.say(Page(text, ()))

    def _hear(self, prompt: str) -> str:
        line = self.hear(prompt)
        if line is None:
            raise InputError("the input ended; nothing was saved")
        reply = line.strip()
        if reply.casefold() == "q":
            raise InputError("you left; nothing was saved")
        return reply


def _choice(reply: str, count: int) -> int | None:
    """Return the place of a typed number from 1 to `count`, None where it is none of them."""
    if reply.isascii() and reply.isdigit() and len(reply) < 4 and 1 <= int(reply) <= count:
        return int(reply) - 1
    return None
