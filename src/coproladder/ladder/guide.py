"""The records of the guide, which tells all that the sources say beyond the ladder, and their check."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from coproladder.ladder.records import Count, Entry, Id, Ladder, Link, Record, Source, Text, Words
from coproladder.ladder.references import Fault, missing, repeated, unknown, unknown_answers

Sure = Annotated[Literal["high", "medium", "low", "none"], Meta(description="high, medium, low or none")]


class WebLink(Record, frozen=True):
    """A link that a page offers."""

    title: Text
    url: Link


class Section(Record, frozen=True):
    """A part of a topic: paragraphs, then items as a list, as steps in order, or to tick off."""

    heading: Text
    paragraphs: tuple[Words, ...] = ()
    items: tuple[Words, ...] = ()
    kind: Literal["list", "steps", "checklist"] = "list"
    links: tuple[WebLink, ...] = ()


class Topic(Record, frozen=True):
    """One page of the guide."""

    id: Id
    title: Text
    summary: Words
    sections: tuple[Section, ...] = ()
    sources: tuple[str, ...] = ()


class RungGuide(Record, frozen=True):
    """What a rung looks like: one example for each level, and what would move an activity up."""

    id: Id
    examples: dict[str, Words]
    moves_up: Words | None = None
    sources: tuple[str, ...] = ()


class Difference(Record, frozen=True):
    """What one source says of a rung where others say something else."""

    source: Id
    words: Words


class Edition(Record, frozen=True):
    """How the sources differ on one rung, and what that means for the rules."""

    rung: Id
    differences: tuple[Difference, ...]
    rules: Words
    sources: tuple[str, ...] = ()


class Match(Record, frozen=True):
    """What a rung is called in another framework: `name` is None where there is no match.

    `rung` is the id of a rung, or `above` or `off` for what lies beyond the ladder's two ends.
    """

    rung: Id
    framework: Id
    sure: Sure
    why: Words
    name: Text | None = None
    sources: tuple[str, ...] = ()


class Term(Record, frozen=True):
    """An entry of the glossary; `also` holds other forms of the term that stand in texts."""

    id: Id
    term: Text
    words: Words
    also: tuple[Text, ...] = ()
    sources: tuple[str, ...] = ()


class Promise(Record, frozen=True):
    """What an invitation to an activity on a rung should say."""

    rung: Id
    can_change: Words
    who_decides: Words
    how_you_hear: Words
    what_is_paid: Words
    sources: tuple[str, ...] = ()


class WorkshopStep(Record, frozen=True):
    """A step of the workshop."""

    minutes: Count
    words: Words


class Card(Record, frozen=True):
    """A made-up activity to place: its rung, the answers that put it there, and why in a few words."""

    id: Id
    rung: Id
    words: Words
    answers: dict[str, str]
    why: Words


class Workshop(Record, frozen=True):
    """A workshop: its plan, cards to place, and by the id of a rung where it commonly goes wrong."""

    summary: Words
    steps: tuple[WorkshopStep, ...]
    cards: tuple[Card, ...]
    mistakes: dict[str, Words]


class Case(Record, frozen=True):
    """An activity that others have published: `name` is their own word for it."""

    id: Id
    rung: Id
    title: Text
    name: Text
    url: Link
    sure: Sure
    words: Words
    answers: dict[str, str]


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

ENDS = ("above", "off")
"""What a match may name beside a rung: what lies above the ladder, and what is off it."""


def guide_faults(guide: Guide, ladder: Ladder) -> Iterator[Fault]:
    """Yield every fault: ids that are taken, and ids that do not exist."""
    rungs = [rung.id for rung in ladder.rungs]
    levels = [level.id for level in ladder.levels]
    frameworks = [framework.id for framework in guide.frameworks]
    sources = [source.id for source in (*ladder.sources, *guide.sources)]
    for at, topic in enumerate(guide.topics):
        if topic.id in OWN_PAGES:
            yield ("topics", at, "id"), "this id is taken by a page of the guide; choose another"
    for section in ("topics", "rungs", "frameworks", "glossary", "sources"):
        yield from repeated((section,), [entry.id for entry in getattr(guide, section)])
    for at, rung in enumerate(guide.rungs):
        yield from missing(("rungs", at, "id"), rung.id, rungs, "rung")
        for level in rung.examples:
            yield from missing(("rungs", at, "examples", level), level, levels, "level")
    for at, edition in enumerate(guide.editions):
        yield from missing(("editions", at, "rung"), edition.rung, rungs, "rung")
        for place, difference in enumerate(edition.differences):
            path = ("editions", at, "differences", place, "source")
            yield from missing(path, difference.source, sources, "source")
    for at, match in enumerate(guide.matches):
        yield from missing(("matches", at, "rung"), match.rung, [*rungs, *ENDS], "rung")
        yield from missing(("matches", at, "framework"), match.framework, frameworks, "framework")
    for section in ("topics", "rungs", "editions", "frameworks", "matches", "glossary", "promises"):
        for at, entry in enumerate(getattr(guide, section)):
            yield from unknown((section, at, "sources"), entry.sources, sources, "source")
    for at, promise in enumerate(guide.promises):
        yield from missing(("promises", at, "rung"), promise.rung, rungs, "rung")
    questions = {question.id: question for question in ladder.questions}
    for rung_id in guide.workshop.mistakes if guide.workshop else ():
        yield from missing(("workshop", "mistakes", rung_id), rung_id, rungs, "rung")
    placed: tuple[tuple[str, str, tuple[Card | Case, ...]], ...] = (
        ("workshop", "cards", guide.workshop.cards if guide.workshop else ()),
        ("cases", "list", guide.cases.list if guide.cases else ()),
    )
    for section, key, entries in placed:
        yield from repeated((section, key), [entry.id for entry in entries])
        for at, entry in enumerate(entries):
            yield from missing((section, key, at, "rung"), entry.rung, rungs, "rung")
            yield from unknown_answers((section, key, at, "answers"), entry.answers, questions)
