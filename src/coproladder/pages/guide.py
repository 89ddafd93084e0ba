"""Builds the pages of the guide: its topics, each rung in full, editions, crosswalk, glossary."""

from collections.abc import Iterable, Iterator

from coproladder.base.errors import UsageError
from coproladder.base.words import fold, suggest
from coproladder.ladder.guide import Edition, Guide, Match, RungGuide, Section, Topic
from coproladder.ladder.records import Ladder, Rung, Source
from coproladder.pages.reference import (
    ladder_page,
    principles_page,
    rung_blocks,
    rung_in_words,
    sources_blocks,
    tips_page,
)
from coproladder.render.blocks import Block, Facts, Heading, Items, Links, Page, Paragraph, Table

SUMMARIES = {
    "editions": "Rung by rung, where the sources differ, and what that means for the rules.",
    "crosswalk": "What the rungs are called on other ladders, and how sure each match is.",
    "glossary": "What words mean.",
}
ENDS = {"above": "Above the top rung", "off": "Off the ladder"}


def topics_page(ladder: Ladder, guide: Guide, easy: bool) -> Page:
    """Return the list of topics, with a line on each."""
    pairs = tuple((topic, summary) for topic, _, summary in topics(guide, easy))
    how = "Type coproladder guide and a topic, or coproladder guide --find and a word."
    if not pairs:
        how = "This ladder has no guide of its own."
    return Page("The guide", (Paragraph(how), Facts(pairs)), ladder.about.language)


def topics(guide: Guide, easy: bool) -> tuple[tuple[str, str, str], ...]:
    """Return the id, the title and the summary of each page of the guide."""
    own = {"editions": guide.editions, "crosswalk": guide.matches, "glossary": guide.glossary}
    listed = [(topic.id, topic.title, topic.summary.say(easy)) for topic in guide.topics]
    listed += [(name, name.capitalize(), SUMMARIES[name]) for name, entries in own.items() if entries]
    return tuple(listed)


def topic_named(guide: Guide, name: str) -> str:
    """Return the id of the topic with this id or title; UsageError where there is none."""
    wanted = fold(name).replace(" ", "-")
    listed = topics(guide, easy=False)
    for topic_id, title, _ in listed:
        if wanted in (topic_id, fold(title).replace(" ", "-")):
            return topic_id
    raise UsageError(f'there is no topic "{name}"; {suggest(name, [topic_id for topic_id, _, _ in listed])}')


def guide_page(ladder: Ladder, guide: Guide, topic_id: str, easy: bool) -> Page:
    """Return the page of the topic with this id."""
    builders = {"editions": editions_page, "crosswalk": crosswalk_page, "glossary": glossary_page}
    if topic_id in builders:
        return builders[topic_id](ladder, guide, easy)
    topic = next(topic for topic in guide.topics if topic.id == topic_id)
    return topic_page(ladder, guide, topic, easy)


def topic_page(ladder: Ladder, guide: Guide, topic: Topic, easy: bool) -> Page:
    """Return one topic with all its sections and its sources."""
    blocks: list[Block] = [Paragraph(topic.summary.say(easy))]
    for section in topic.sections:
        blocks += _section(section, easy)
    blocks += sources_blocks(_sources(ladder, guide), topic.sources)
    return Page(topic.title, tuple(blocks), ladder.about.language)


def rung_page(ladder: Ladder, guide: Guide, rung: Rung, easy: bool) -> Page:
    """Return one rung in full."""
    blocks = [*rung_blocks(ladder, rung, easy)]
    cited = [*rung.sources]
    for entry in guide.rungs:
        if entry.id == rung.id:
            blocks += _looks(ladder, entry, easy)
            cited += entry.sources
    blocks += _tips(ladder, rung, easy)
    blocks += _elsewhere(guide, rung, easy)
    for edition in guide.editions:
        if edition.rung == rung.id:
            blocks += [Heading("How the sources put it"), _edition(ladder, guide, edition, easy)]
            cited += edition.sources
    blocks += sources_blocks(_sources(ladder, guide), cited)
    return Page(rung_in_words(ladder, rung), tuple(blocks), ladder.about.language)


def editions_page(ladder: Ladder, guide: Guide, easy: bool) -> Page:
    """Return where the sources differ, rung by rung from the top, and what follows for the rules."""
    blocks: list[Block] = [Paragraph(SUMMARIES["editions"])]
    for rung in reversed(ladder.rungs):
        for edition in guide.editions:
            if edition.rung == rung.id:
                blocks.append(Heading(rung_in_words(ladder, rung)))
                blocks.append(_edition(ladder, guide, edition, easy))
    cited = [source for edition in guide.editions for source in edition.sources]
    blocks += sources_blocks(_sources(ladder, guide), cited)
    return Page("Editions of the ladder", tuple(blocks), ladder.about.language)


def crosswalk_page(ladder: Ladder, guide: Guide, easy: bool) -> Page:
    """Return the rungs beside the names that other ladders have for them."""
    names = {rung.id: f"{rung.number} {rung.name}" for rung in ladder.rungs} | ENDS
    order = ["above", *(rung.id for rung in reversed(ladder.rungs)), "off"]
    blocks: list[Block] = [Paragraph(SUMMARIES["crosswalk"])]
    for framework in guide.frameworks:
        matches = {match.rung: match for match in guide.matches if match.framework == framework.id}
        rows = tuple(
            (names[rung], _there(matches[rung]), matches[rung].sure, matches[rung].why.say(easy))
            for rung in order
            if rung in matches
        )
        header = ("Rung", "Called there", "How sure", "Why")
        blocks += [Heading(framework.name), Paragraph(framework.words.say(easy))]
        blocks.append(Table(f"The rungs beside {framework.name}", header, rows))
    cited = [source for framework in guide.frameworks for source in framework.sources]
    cited += [source for match in guide.matches for source in match.sources]
    blocks += sources_blocks(_sources(ladder, guide), cited)
    return Page("Crosswalk to other ladders", tuple(blocks), ladder.about.language)


def glossary_page(ladder: Ladder, guide: Guide, easy: bool) -> Page:
    """Return what words mean, in the order of the alphabet."""
    blocks: list[Block] = [Paragraph(SUMMARIES["glossary"])]
    for term in sorted(guide.glossary, key=lambda term: fold(term.term)):
        blocks += [Heading(term.term), Paragraph(term.words.say(easy))]
    cited = [source for term in guide.glossary for source in term.sources]
    blocks += sources_blocks(_sources(ladder, guide), cited)
    return Page("Glossary", tuple(blocks), ladder.about.language)


def all_pages(ladder: Ladder, guide: Guide, easy: bool) -> Iterator[tuple[str, Page]]:
    """Yield every page of the reference with the command that shows it."""
    yield "show", ladder_page(ladder, easy)
    for rung in reversed(ladder.rungs):
        yield f"show {rung.id}", rung_page(ladder, guide, rung, easy)
    yield "tips", tips_page(ladder, easy)
    yield "principles", principles_page(ladder, easy)
    for topic_id, _, _ in topics(guide, easy):
        yield f"guide {topic_id}", guide_page(ladder, guide, topic_id, easy)


def _section(section: Section, easy: bool) -> Iterator[Block]:
    yield Heading(section.heading)
    for words in section.paragraphs:
        yield Paragraph(words.say(easy))
    if section.items:
        yield Items(tuple(words.say(easy) for words in section.items), section.kind)
    if section.links:
        yield Links(tuple((link.title, link.url) for link in section.links))


def _looks(ladder: Ladder, entry: RungGuide, easy: bool) -> Iterator[Block]:
    levels = {level.id: level.name for level in ladder.levels}
    examples = tuple((levels[level], words.say(easy)) for level, words in entry.examples.items())
    yield Heading("What it looks like")
    yield Facts(examples)
    if entry.moves_up:
        yield Heading("What would move it up" if entry.id != ladder.rungs[-1].id else "What keeps it there")
        yield Paragraph(entry.moves_up.say(easy))


def _tips(ladder: Ladder, rung: Rung, easy: bool) -> Iterator[Block]:
    """Yield the tips that help with what this rung needs, where it is one to aim for."""
    tips = [tip for tip in ladder.tips if rung.goal and set(tip.helps) & set(rung.needs)]
    if tips:
        yield Heading("Tips that help")
        yield Items(tuple(f"{tip.title}. {tip.words.say(easy)}" for tip in tips))


def _elsewhere(guide: Guide, rung: Rung, easy: bool) -> Iterator[Block]:
    names = {framework.id: framework.name for framework in guide.frameworks}
    pairs = [("Other names for it", ", ".join(rung.also))] if rung.also else []
    pairs += [
        (names[match.framework], f"{_there(match)} (how sure: {match.sure}). {match.why.say(easy)}")
        for match in guide.matches
        if match.rung == rung.id
    ]
    if pairs:
        yield Heading("What it is called elsewhere")
        yield Facts(tuple(pairs))


def _edition(ladder: Ladder, guide: Guide, edition: Edition, easy: bool) -> Facts:
    titles = {source.id: f"{source.title} ({source.publisher})" for source in _sources(ladder, guide)}
    pairs = [(titles[each.source], each.words.say(easy)) for each in edition.differences]
    return Facts((*pairs, ("What that means for the rules", edition.rules.say(easy))))


def _there(match: Match) -> str:
    return match.name or "no match"


def _sources(ladder: Ladder, guide: Guide) -> Iterable[Source]:
    return (*ladder.sources, *guide.sources)
