"""The records of the guide, which tells all that the sources say beyond the ladder, and their check."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from coproladder.ladder import records as r
from coproladder.ladder.check import Fault, entries_by_id, id_faults

Sure = Annotated[Literal["high", "medium", "low", "none"], Meta(description="high, medium, low or none")]

ENDS = ("above", "off")
"""What a match may name beside a rung: what lies above the ladder, and what is off it."""

RungOrEnd = Annotated[str, Meta(extra={"names": "rung", "or": ENDS})]
FrameworkId = Annotated[str, Meta(extra={"names": "framework"})]


class WebLink(r.Record, frozen=True):
    """A link that a page offers."""

    title: r.Text
    url: r.Link


class Section(r.Record, frozen=True):
    """A part of a topic: paragraphs, then a list, steps in order, boxes to tick or a table to fill in."""

    heading: r.Text
    paragraphs: tuple[r.Words, ...] = ()
    items: tuple[r.Words, ...] = ()
    kind: Literal["list", "steps", "checklist", "table"] = "list"
    links: tuple[WebLink, ...] = ()


class Topic(r.Cited, frozen=True):
    """One page of the guide."""

    id: r.Id
    title: r.Text
    summary: r.Words
    sections: tuple[Section, ...] = ()


class RungGuide(r.Cited, frozen=True):
    """What a rung looks like: one example for each level, and what would move an activity up."""

    id: r.RungId
    examples: dict[r.LevelId, r.Words]
    moves_up: r.Words | None = None


class Difference(r.Record, frozen=True):
    """What one source says of a rung where others say something else."""

    source: r.SourceId
    words: r.Words


class Edition(r.Cited, frozen=True):
    """How the sources differ on one rung, and what that means for the rules."""

    rung: r.RungId
    differences: tuple[Difference, ...]
    rules: r.Words


class Match(r.Cited, frozen=True):
    """What a rung is called in another framework: `name` is None where there is no match.

    `rung` is the id of a rung, or `above` or `off` for what lies beyond the ladder's two ends.
    """

    rung: RungOrEnd
    framework: FrameworkId
    sure: Sure
    why: r.Words
    name: r.Text | None = None


class Term(r.Cited, frozen=True):
    """An entry of the glossary; `also` holds other forms of the term that stand in texts."""

    id: r.Id
    term: r.Text
    words: r.Words
    also: tuple[r.Text, ...] = ()


class Promise(r.Cited, frozen=True):
    """What an invitation to an activity on a rung should say."""

    rung: r.RungId
    can_change: r.Words
    who_decides: r.Words
    how_you_hear: r.Words
    what_is_paid: r.Words


class WorkshopStep(r.Record, frozen=True):
    """A step of the workshop."""

    minutes: r.Count
    words: r.Words


class Card(r.Record, frozen=True):
    """A made-up activity to place: its rung, its answers, why it is there, the question that it explains."""

    id: r.Id
    rung: r.RungId
    words: r.Words
    answers: r.Answers
    why: r.Words
    explains: r.QuestionId | None = None


CARDS_IN_A_GO = 7
"""How many cards people practise with, unless they say otherwise."""


class Workshop(r.Record, frozen=True):
    """A workshop: its plan, cards to place, and by the id of a rung what it is often taken for."""

    summary: r.Words
    steps: tuple[WorkshopStep, ...]
    cards: tuple[Card, ...]
    mistakes: dict[r.RungId, r.Words]


class Case(r.Record, frozen=True):
    """An activity that others have published: `name` is their own word for it."""

    id: r.Id
    rung: r.RungId
    title: r.Text
    name: r.Text
    url: r.Link
    sure: Sure
    words: r.Words
    answers: r.Answers


class Cases(r.Record, frozen=True):
    """Published cases; `figures` says how the rules do on all that were tried."""

    intro: r.Words
    figures: r.Words
    list: tuple[Case, ...]


class Guide(r.Record, frozen=True):
    """The whole guide that goes with a ladder."""

    topics: tuple[Topic, ...] = ()
    rungs: tuple[RungGuide, ...] = ()
    editions: tuple[Edition, ...] = ()
    frameworks: tuple[r.Entry, ...] = ()
    matches: tuple[Match, ...] = ()
    glossary: tuple[Term, ...] = ()
    sources: tuple[r.Source, ...] = ()
    promises: tuple[Promise, ...] = ()
    workshop: Workshop | None = None
    cases: Cases | None = None


OWN_PAGES = ("promises", "workshop", "cases", "editions", "crosswalk", "glossary")
"""The pages that are built from lists of their own, beside the topics."""


def guide_faults(guide: Guide, ladder: r.Ladder) -> Iterator[Fault]:
    """Yield every fault: ids that are taken, and ids that do not exist."""
    for at, topic in enumerate(guide.topics):
        if topic.id in OWN_PAGES:
            yield ("topics", at, "id"), "this id is taken by a page of the guide; choose another"
    sources = *ladder.sources, *guide.sources
    yield from id_faults(guide, entries_by_id(ladder, source=sources, framework=guide.frameworks))
