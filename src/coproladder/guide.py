"""The records that the guide is made of: what the sources say, beyond the ladder and its rules."""

from typing import Annotated, Literal

from msgspec import Meta

from coproladder.ladder import Id, Link, Record, Source, Text, Words

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


class Framework(Record, frozen=True):
    """Another ladder or spectrum."""

    id: Id
    name: Text
    words: Words
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


class Guide(Record, frozen=True):
    """The whole guide that goes with a ladder."""

    topics: tuple[Topic, ...]
    rungs: tuple[RungGuide, ...] = ()
    editions: tuple[Edition, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    matches: tuple[Match, ...] = ()
    glossary: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
