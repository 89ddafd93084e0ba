"""The records of the guide, which tells all that the sources say beyond the ladder, and their check."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from coproladder.ladder.check_references import Fault, missing, repeated, unknown
from coproladder.ladder.records import Id, Ladder, Link, Record, Source, Text, Words

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

    topics: tuple[Topic, ...] = ()
    rungs: tuple[RungGuide, ...] = ()
    editions: tuple[Edition, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    matches: tuple[Match, ...] = ()
    glossary: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()


OWN_PAGES = ("editions", "crosswalk", "glossary")
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
    for section in ("topics", "rungs", "editions", "frameworks", "matches", "glossary"):
        for at, entry in enumerate(getattr(guide, section)):
            yield from unknown((section, at, "sources"), entry.sources, sources, "source")
