"""What the tool itself says on pages and at prompts: the record, its check, and how a page says it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Literal

from msgspec import Meta

from coproladder.base.words import first_sentence
from coproladder.ladder.check import Fault
from coproladder.ladder.records import Answer, Ladder, Language, Question, Record, Rung, Text, Words
from coproladder.render import blocks as b

Phrase = Annotated[Text | Words, Meta(description="text, or an entry with the keys standard, easy")]
Direction = Annotated[Literal["ltr", "rtl"], Meta(description="ltr (left to right) or rtl (right to left)")]

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
"""The ids of the phrases for months."""

Value = str | int | Words
"""What stands in a fact or a cell: a text as it is, a number, or a text of the ladder or its guide."""


class Interface(Record, frozen=True):
    """All the phrases of one language, by their ids; each {name} in one is a place for what varies."""

    language: Language
    phrases: dict[str, Phrase]
    direction: Direction = "ltr"


class Wording:
    """How pages about a ladder say things: the phrases of an interface, in standard or in easy words.

    It makes the blocks that say phrases: `heading("why_here")` is a heading with the phrase of this id. Pages
    name their sources where it is `cited`.
    """

    def __init__(self, ladder: Ladder, interface: Interface, easy: bool = False, cited: bool = True) -> None:
        self.ladder, self.interface, self.easy, self.cited = ladder, interface, easy, cited
        self._dates: dict[str, str] = {}
        phrases = interface.phrases.items()
        self._phrases = {name: said if isinstance(said, str) else said.say(easy) for name, said in phrases}

    def say(self, words: Words | None) -> str:
        """Return a text of the ladder or its guide in the words that are wanted, "" where there is none."""
        return words.say(self.easy) if words else ""

    def phrase(self, phrase_id: str, **values: str | int) -> str:
        """Return the phrase with this id, its places filled with `values`."""
        return self._phrases[phrase_id].format(**values)

    def phrases(self, *phrase_ids: str) -> tuple[str, ...]:
        """Return some phrases that have no places, such as the header of a table."""
        return tuple(map(self.phrase, phrase_ids))

    def counted(self, phrase_id: str, count: int, **values: str | int) -> str:
        """Return the phrase for one (its id ends in _one) or for many (_many), with the count in it."""
        end = "one" if count == 1 else "many"
        return self.phrase(f"{phrase_id}_{end}", count=self.number(count), **values)

    def number(self, number: int) -> str:
        """Return a number with the sign of this language between its thousands."""
        return str(number) if number < 1000 else f"{number:,}".replace(",", self.phrase("thousands"))

    def listed(self, texts: Sequence[str]) -> str:
        """Return texts as people list them: with commas, and "and" before the last."""
        if len(texts) < 2:
            return "".join(texts)
        return self.phrase("and").join((self.phrase("comma").join(texts[:-1]), texts[-1]))

    def date(self, date: str) -> str:
        """Return a date as people write it: 2026, May 2026 or 4 May 2026."""
        # A report says the same few dates again and again.
        if date not in self._dates:
            year, month, day = (*date.split("-"), "", "")[:3]
            self._dates[date] = year
            if month:
                values = {"year": year, "month": self.phrase(MONTHS[int(month) - 1]), "day": day.lstrip("0")}
                self._dates[date] = self.phrase("date_day" if day else "date_month", **values)
        return self._dates[date]

    def decimal(self, number: float) -> str:
        """Return a number with two decimals after the sign of this language."""
        return f"{number:.2f}".replace(".", self.phrase("decimal"))

    def answer(self, question: Question, answer_id: str | None, alone: bool = False) -> str:
        """Return an answer as a result, None as not known; with its question where it is to stand `alone`."""
        asked = self.say(question.words)
        if answer_id is None:
            return self.phrase("find_out", question=asked) if alone else self.phrase("not_known")
        answer = question.answers[question.rank(answer_id)]
        if answer.finding or not alone:
            return self.say(answer.finding or answer.words)
        return f"{asked} {self.say(answer.words)}"

    def way_to(self, question: Question, answer: Answer) -> str:
        """Return what would bring an activity to an answer, or else the answer as a result."""
        return self.say(answer.step) or self.answer(question, answer.id, alone=True)

    def results(self, answers: Mapping[str, str | None]) -> tuple[str, ...]:
        """Return answers, by the ids of their questions, as results that stand alone."""
        asked = (question for question in self.ladder.questions if question.id in answers)
        return tuple(self.answer(each, answers[each.id], alone=True) for each in asked)

    def named(self, rung: Rung) -> str:
        """Return the name of a rung, in easy words with what it means in a few words."""
        meaning = self.say(rung.meaning) if self.easy else ""
        return self.phrase("rung_meaning", name=rung.name, meaning=meaning) if meaning else rung.name

    def heading(self, phrase_id: str, **values: str | int) -> b.Heading:
        """Return a heading with a phrase."""
        return b.Heading(self.phrase(phrase_id, **values))

    def paragraph(self, said: str | Words, **values: str | int) -> b.Paragraph:
        """Return a paragraph with a phrase, given by its id, or with a text of the ladder or its guide."""
        return b.Paragraph(self.phrase(said, **values) if isinstance(said, str) else self.say(said))

    def section(self, heading: str, *said: b.Block | Words | None, **values: str | int) -> Iterator[b.Block]:
        """Yield a heading with a phrase, and blocks and texts below it; nothing where all that is empty."""
        blocks = [self.paragraph(each) if isinstance(each, Words) else each for each in said if each]
        if kept := [block for block in blocks if not b.is_empty(block)]:
            yield self.heading(heading, **values)
            yield from kept

    def facts(self, values: Mapping[str, Value | None]) -> b.Facts:
        """Return each value after the phrase with its id: {"place": "Rung 5"}; "" and None are left out."""
        said = ((name, value) for name, value in values.items() if value is not None and value != "")
        return b.Facts(tuple((self.phrase(name), self._text(value)) for name, value in said))

    def table(
        self, caption: str, columns: Iterable[str], rows: Iterable[Iterable[Value]], **values: str | int
    ) -> b.Table:
        """Return a table; its caption (with `values` in its places) and its columns are ids of phrases."""
        cells = tuple(tuple(map(self._text, row)) for row in rows)
        return b.Table(self.phrase(caption, **values), self.phrases(*columns), cells)

    def page(self, title: str, blocks: Iterable[b.Block], subject: str = "", compact: bool = False) -> b.Page:
        """Return a page in the language of the ladder; `subject` is the activity that it is about."""
        about, direction, skip = self.ladder.about, self.interface.direction, self.phrase("skip")
        credit = first_sentence(self.say(about.credit)) if about.credit else ""
        terms = tuple((each.name, self.say(each.words)) for each in about.terms if self.easy)
        return b.Page(
            *(title, tuple(blocks), about.language, subject, direction, skip, compact, credit),
            *(self.phrase("terms"), terms),
        )

    def _text(self, value: Value) -> str:
        if isinstance(value, Words):
            return self.say(value)
        return value if isinstance(value, str) else self.number(value)


def interface_faults(interface: Interface, english: Interface, ladder: Ladder) -> Iterator[Fault]:
    """Yield every fault: another language than the ladder has, other places in braces than in English."""
    if interface.language != ladder.about.language:
        yield ("language",), f'the ladder file says "{ladder.about.language}"; write the same in both'
    for phrase_id in (each for each in interface.phrases if each in english.phrases):
        wanted = places(english.phrases[phrase_id])[0]
        if any(found != wanted for found in places(interface.phrases[phrase_id])):
            said = f"{', '.join(wanted) or 'nothing'} in braces, as in English, once each"
            yield ("phrases", phrase_id), f"it must have {said}"


def places(phrase: Text | Words) -> list[list[str]]:
    """Return what stands in braces in each wording of a phrase, in the order of the alphabet."""
    wordings = (phrase,) if isinstance(phrase, str) else phrase.wordings
    return [sorted(re.findall(r"\{[a-z]+\}|[{}]", wording)) for wording in wordings]
