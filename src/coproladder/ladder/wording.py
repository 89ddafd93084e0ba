"""What the tool itself says on pages and at prompts: the record, its check, and how a page says it."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from coproladder.ladder.records import Ladder, Record, Text, Words
from coproladder.ladder.references import Fault

Phrase = Annotated[Text | Words, Meta(description="text, or an entry with the keys standard, easy")]
Direction = Annotated[Literal["ltr", "rtl"], Meta(description="ltr (left to right) or rtl (right to left)")]


class Interface(Record, frozen=True):
    """All the phrases of one language, by their ids; each {name} in one is a place for what varies."""

    language: Text
    phrases: dict[str, Phrase]
    direction: Direction = "ltr"


class Wording:
    """How pages about a ladder say things: the phrases of an interface, in standard or in easy words."""

    def __init__(self, ladder: Ladder, interface: Interface, easy: bool = False) -> None:
        self.ladder, self.interface, self.easy = ladder, interface, easy

    def say(self, words: Words) -> str:
        """Return a text of the ladder or its guide in the words that are wanted."""
        return words.say(self.easy)

    def phrase(self, phrase_id: str, **values: str | int) -> str:
        """Return the phrase with this id, its places filled with `values`."""
        phrase = self.interface.phrases[phrase_id]
        return (phrase if isinstance(phrase, str) else self.say(phrase)).format(**values)

    def phrases(self, *phrase_ids: str) -> tuple[str, ...]:
        """Return some phrases that have no places, such as the header of a table."""
        return tuple(map(self.phrase, phrase_ids))

    def counted(self, phrase_id: str, count: int, **values: str | int) -> str:
        """Return the phrase for one (its id ends in _one) or for many (_many), with the count in it."""
        end = "one" if count == 1 else "many"
        return self.phrase(f"{phrase_id}_{end}", count=self.number(count), **values)

    def number(self, number: int) -> str:
        """Return a number with the sign of this language between its thousands."""
        return f"{number:,}".replace(",", self.phrase("thousands"))

    def decimal(self, number: float) -> str:
        """Return a number with two decimals after the sign of this language."""
        return f"{number:.2f}".replace(".", self.phrase("decimal"))


def interface_faults(interface: Interface, english: Interface, ladder: Ladder) -> Iterator[Fault]:
    """Yield every fault: another language than the ladder has, other places in braces than in English."""
    if interface.language != ladder.about.language:
        yield ("language",), f'the ladder file says "{ladder.about.language}"; let both say the same'
    for phrase_id, phrase in interface.phrases.items():
        if phrase_id not in english.phrases:
            continue
        wanted = places(english.phrases[phrase_id])[0]
        if any(found != wanted for found in places(phrase)):
            yield (
                ("phrases", phrase_id),
                f"it must have {', '.join(wanted) or 'nothing'} in braces, as in English, once each",
            )


def places(phrase: Text | Words) -> list[list[str]]:
    """Return what stands in braces in each wording of a phrase, in the order of the alphabet."""
    wordings = (phrase,) if isinstance(phrase, str) else phrase.wordings
    return [sorted(re.findall(r"\{[a-z]+\}|[{}]", wording)) for wording in wordings]
