"""The records of the guide, which tells all that the sources say beyond the ladder, and their check."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from coproladder.ladder.check import Fault, entries_by_id, id_faults
from coproladder.ladder.records import (
    Answers,
    Cited,
    Count,
    Entry,
    Id,
    Ladder,
    LevelId,
    Link,
    QuestionId,
    Record,
    RungId,
    Source,
    SourceId,
    Text,
    Words,
)

Sure = Annotated[Literal["high", "medium", "low", "none"], Meta(description="high, medium, low or none")]

ENDS = ("above", "off")
"""What a match may name beside a rung: what lies above the ladder, and what is off it."""

RungOrEnd = Annotated[str, Meta(extra={"names": "rung", "or": ENDS})]
FrameworkId = Annotated[str, Meta(extra={"names": "framework"})]


class WebLink(Record, frozen=True):
    """A link that a page offers."""

    title: Text
    url: Link


class Section(Record, frozen=True):
    """A part of a topic: paragraphs, then a list, steps in order, boxes to tick or a table to fill in."""

    heading: Text
    paragraphs: tuple[Words, ...] = ()
    items: tuple[Words, ...] = ()
    kind: Literal["list", "steps", "checklist", "table"] = "list"
    links: tuple[WebLink, ...] = ()


class Topic(Cited, frozen=True):
    """One page of the guide."""

    id: Id
    title: Text
    summary: Words
    sections: tuple[Section, ...] = ()


class RungGuide(Cited, frozen=True):
    """What a rung looks like: one example for each level, and what would move an activity up."""

    id: RungId
    examples: dict[LevelId, Words]
    moves_up: Words | None = None


class Difference(Record, frozen=True):
    """What one source says of a rung where others say something else."""

    source: SourceId
    words: Words


class Edition(Cited, frozen=True):
    """How the sources differ on one rung, and what that means for the rules."""

    rung: RungId
    differences: tuple[Difference, ...]
    rules: Words


class Match(Cited, frozen=True):
    """What a rung is called in another framework: `name` is None where there is no match.

    `rung` is the id of a rung, or `above` or `off` for what lies beyond the ladder's two ends.
    """

    rung: RungOrEnd
    framework: FrameworkId
    sure: Sure
    why: Words
    name: Text | None = None


class Term(Cited, frozen=True):
    """An entry of the glossary; `also` holds other forms of the term that stand in texts."""

    id: Id
    term: Text
    words: Words
    also: tuple[Text, ...] = ()


class Promise(Cited, frozen=True):
    """What an invitation to an activity on a rung should say."""

    rung: RungId
    can_change: Words
    who_decides: Words
    how_you_hear: Words
    what_is_paid: Words


class WorkshopStep(Record, frozen=True):
    """A step of the workshop."""

    minutes: Count
    words: Words


class Card(Record, frozen=True):
    """A made-up activity to place: its rung, its answers, why it is there, the question that it explains."""

    id: Id
    rung: RungId
    words: Words
    answers: Answers
    why: Words
    explains: QuestionId | None = None


CARDS_IN_A_GO = 7
"""How many cards people practise with, unless they say otherwise."""


class Workshop(Record, frozen=True):
    """A workshop: its plan, cards to place, and by the id of a rung what it is often taken for."""

    summary: Words
    steps: tuple[WorkshopStep, ...]
    cards: tuple[Card, ...]
    mistakes: dict[RungId, Words]


class Case(Record, frozen=True):
    """An activity that others have published: `name` is their own word for it."""

    id: Id
    rung: RungId
    title: Text
    name: Text
    url: Link
    sure: Sure
    words: Words
    answers: Answers


class Cases(Record, frozen=True):
    """Published cases; `figures` says how the rules do on all that were tried."""

    intro: Words
    figures: Words
    list: tuple[Case, ...]


class Guide(Record, frozen=True):
    """The whole guide that goes with a ladder."""

    topics: tuple[Topic, ...] = ()
    rungs: tuple[RungGuide, ...] = ()
    editions: tuple[Edition, ...] = ()
    frameworks: tuple[Entry, ...] = ()
    matches: tuple[Match, ...] = ()
    glossary: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    promises: tuple[Promise, ...] = ()
    workshop: Workshop | None = None
    cases: Cases | None = None


OWN_PAGES = ("promises", "workshop", "cases", "editions", "crosswalk", "glossary")
"""The pages that are built from lists of their own, beside the topics."""


def guide_faults(guide: Guide, ladder: Ladder) -> Iterator[Fault]:
    """Yield every fault: ids that are taken, and ids that do not exist."""
    for at, topic in enumerate(guide.topics):
        if topic.id in OWN_PAGES:
            yield ("topics", at, "id"), "this id is taken by a page of the guide; choose another"
    sources = *ladder.sources, *guide.sources
    yield from id_faults(guide, entries_by_id(ladder, source=sources, framework=guide.frameworks))
