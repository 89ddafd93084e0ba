"""Builds the pages of the guide: its topics, each rung in full, editions, crosswalk, glossary."""

from collections.abc import Callable, Iterator, Sequence

from coproladder.base.errors import UsageError
from coproladder.base.words import fold, suggest
from coproladder.ladder.guide import (
    OWN_PAGES,
    Edition,
    Guide,
    Match,
    RungGuide,
    Topic,
)
from coproladder.ladder.records import Rung, Source
from coproladder.ladder.wording import Wording
from coproladder.pages import practice
from coproladder.pages import reference as ref
from coproladder.render import blocks as b


def topics_page(guide: Guide, wording: Wording) -> b.Page:
    """Return the list of topics, with a line on each."""
    pairs = tuple((topic, summary) for topic, _, summary in topics(guide, wording))
    how = wording.phrase("guide_intro" if pairs else "guide_none")
    blocks = [b.Paragraph(how), b.Facts(pairs), *ref.credit_blocks(wording)]
    return ref.make_page(wording, wording.phrase("guide_title"), blocks)


def whole_guide_page(guide: Guide, wording: Wording) -> b.Page:
    """Return all topics on one page, with contents that lead to each."""
    pages = []
    for topic_id, title, summary in topics(guide, wording):
        page = guide_page(guide, topic_id, wording)
        pages.append((wording.phrase("label_then", label=title, text=summary), page))
    blocks = [*ref.collected(pages, wording)] if pages else [b.Paragraph(wording.phrase("guide_none"))]
    return ref.make_page(wording, wording.phrase("guide_title"), blocks)


def topic_ids(guide: Guide) -> list[str]:
    """Return the ids of the pages of the guide."""
    own = {name: getattr(guide, "matches" if name == "crosswalk" else name) for name in OWN_PAGES}
    return [*(topic.id for topic in guide.topics), *(name for name, entries in own.items() if entries)]


def topics(guide: Guide, wording: Wording) -> list[tuple[str, str, str]]:
    """Return the id, the title and the summary of each page of the guide."""
    known = {topic.id: (topic.title, wording.say(topic.summary)) for topic in guide.topics}
    for name in OWN_PAGES:
        known[name] = wording.phrase(f"{name}_title"), wording.phrase(f"{name}_summary")
    return [(topic_id, *known[topic_id]) for topic_id in topic_ids(guide)]


def topic_named(guide: Guide, name: str, wording: Wording) -> str:
    """Return the id of the topic with this id or title; UsageError where there is none."""
    wanted = fold(name).replace(" ", "-")
    listed = topics(guide, wording)
    for topic_id, title, _ in listed:
        if wanted in (topic_id, fold(title).replace(" ", "-")):
            return topic_id
    raise UsageError(f'there is no topic "{name}"; {suggest(name, [topic_id for topic_id, _, _ in listed])}')


def guide_page(guide: Guide, topic_id: str, wording: Wording) -> b.Page:
    """Return the page of the topic with this id, or of one of the lists that have pages of their own."""
    pages: dict[str, tuple[Callable[[Guide, Wording], Iterator[b.Block]], Sequence[ref.Citing]]] = {
        "promises": (practice.promises_blocks, guide.promises),
        "workshop": (practice.workshop_blocks, ()),
        "cases": (practice.cases_blocks, ()),
        "editions": (editions_blocks, guide.editions),
        "crosswalk": (crosswalk_blocks, (*guide.frameworks, *guide.matches)),
        "glossary": (glossary_blocks, guide.glossary),
    }
    topic = next((topic for topic in guide.topics if topic.id == topic_id), None)
    if topic is None:
        make_blocks, entries = pages[topic_id]
        title, blocks = wording.phrase(f"{topic_id}_title"), make_blocks(guide, wording)
    else:
        title, blocks, entries = topic.title, topic_blocks(topic, wording), [topic]
    return ref.make_page(
        wording, title, (*blocks, *ref.cited_blocks(wording, entries, _sources(guide, wording)))
    )


def topic_blocks(topic: Topic, wording: Wording) -> Iterator[b.Block]:
    """Yield the sections of a topic."""
    yield b.Paragraph(wording.say(topic.summary))
    for section in topic.sections:
        yield b.Heading(section.heading)
        for words in section.paragraphs:
            yield b.Paragraph(wording.say(words))
        if section.items:
            yield b.Items(tuple(wording.say(words) for words in section.items), section.kind)
        if section.links:
            yield b.Links(tuple((link.title, link.url) for link in section.links))


def rung_page(guide: Guide, rung: Rung, wording: Wording) -> b.Page:
    """Return one rung in full."""
    blocks = [*ref.rung_blocks(rung, wording)]
    entries = [entry for entry in guide.rungs if entry.id == rung.id]
    editions = [edition for edition in guide.editions if edition.rung == rung.id]
    for entry in entries:
        blocks += _examples(entry, wording)
    promises = [promise for promise in guide.promises if promise.rung == rung.id]
    for promise in promises:
        blocks += [b.Heading(wording.phrase("promises_title")), practice.promise_facts(promise, wording)]
    blocks += _helpful_tips(rung, wording)
    blocks += _elsewhere(guide, rung, wording)
    for edition in editions:
        blocks += [b.Heading(wording.phrase("how_sources_put_it")), _edition(guide, edition, wording)]
    cited: list[ref.Citing] = [rung, *entries, *editions, *promises]
    blocks += ref.cited_blocks(wording, cited, _sources(guide, wording))
    return ref.make_page(wording, ref.rung_in_words(rung, wording), blocks)


def editions_blocks(guide: Guide, wording: Wording) -> Iterator[b.Block]:
    """Yield where the sources differ, rung by rung from the top, and what follows for the rules."""
    yield b.Paragraph(wording.phrase("editions_summary"))
    for rung in reversed(wording.ladder.rungs):
        for edition in guide.editions:
            if edition.rung == rung.id:
                yield b.Heading(ref.rung_in_words(rung, wording))
                yield _edition(guide, edition, wording)


def crosswalk_blocks(guide: Guide, wording: Wording) -> Iterator[b.Block]:
    """Yield the rungs beside the names that other ladders have for them."""
    names = {rung.id: f"{rung.number} {rung.name}" for rung in wording.ladder.rungs}
    names |= {"above": wording.phrase("above_top"), "off": wording.phrase("off_the_ladder")}
    order = ["above", *(rung.id for rung in reversed(wording.ladder.rungs)), "off"]
    yield b.Paragraph(wording.phrase("crosswalk_summary"))
    for framework in guide.frameworks:
        matches = {match.rung: match for match in guide.matches if match.framework == framework.id}
        found = [matches[rung] for rung in order if rung in matches]
        rows = tuple(
            (names[each.rung], _there(each, wording), _sure(each, wording), wording.say(each.why))
            for each in found
        )
        header = wording.phrases("rung", "called_there", "how_sure", "why")
        yield b.Heading(framework.name)
        yield b.Paragraph(wording.say(framework.words))
        yield b.Table(wording.phrase("crosswalk_table", name=framework.name), header, rows)


def glossary_blocks(guide: Guide, wording: Wording) -> Iterator[b.Block]:
    """Yield what words mean, in the order of the alphabet."""
    yield b.Paragraph(wording.phrase("glossary_summary"))
    for term in sorted(guide.glossary, key=lambda term: fold(term.term)):
        yield b.Heading(term.term)
        yield b.Paragraph(wording.say(term.words))


def all_pages(guide: Guide, wording: Wording) -> Iterator[tuple[str, b.Page]]:
    """Yield every page of the reference with the command that shows it."""
    yield "show", ref.ladder_page(wording)
    for rung in reversed(wording.ladder.rungs):
        yield f"show {rung.id}", rung_page(guide, rung, wording)
    yield "tips", ref.tips_page(wording)
    yield "principles", ref.principles_page(wording)
    for topic_id, _, _ in topics(guide, wording):
        yield f"guide {topic_id}", guide_page(guide, topic_id, wording)


def _examples(entry: RungGuide, wording: Wording) -> Iterator[b.Block]:
    levels = {level.id: level.name for level in wording.ladder.levels}
    yield b.Heading(wording.phrase("what_it_looks_like"))
    yield b.Facts(tuple((levels[level], wording.say(words)) for level, words in entry.examples.items()))
    if entry.moves_up:
        at_top = entry.id == wording.ladder.rungs[-1].id
        yield b.Heading(wording.phrase("what_keeps_it" if at_top else "what_moves_it_up"))
        yield b.Paragraph(wording.say(entry.moves_up))
    yield b.Paragraph(wording.phrase("examples_are_ours"))


def _helpful_tips(rung: Rung, wording: Wording) -> Iterator[b.Block]:
    """Yield the tips that help with what this rung needs, where it is one to aim for."""
    tips = [tip for tip in wording.ladder.tips if rung.goal and set(tip.helps) & set(rung.needs)]
    if tips:
        yield b.Heading(wording.phrase("tips_that_help"))
        yield ref.tip_items(tips, wording)


def _elsewhere(guide: Guide, rung: Rung, wording: Wording) -> Iterator[b.Block]:
    names = {framework.id: framework.name for framework in guide.frameworks}
    pairs = [(wording.phrase("other_names"), wording.phrase("comma").join(rung.also))] if rung.also else []
    for match in guide.matches:
        if match.rung == rung.id:
            there, sure, why = _there(match, wording), _sure(match, wording), wording.say(match.why)
            pairs.append((names[match.framework], wording.phrase("match", name=there, sure=sure, why=why)))
    if pairs:
        yield b.Heading(wording.phrase("what_it_is_called"))
        yield b.Facts(tuple(pairs))


def _sources(guide: Guide, wording: Wording) -> tuple[Source, ...]:
    """Return the sources that a page may cite: those of the ladder, then those of its guide."""
    return (*wording.ladder.sources, *guide.sources)


def _edition(guide: Guide, edition: Edition, wording: Wording) -> b.Facts:
    titles = {source.id: f"{source.title} ({source.publisher})" for source in _sources(guide, wording)}
    pairs = [(titles[each.source], wording.say(each.words)) for each in edition.differences]
    return b.Facts((*pairs, (wording.phrase("what_it_means_for_rules"), wording.say(edition.rules))))


def _there(match: Match, wording: Wording) -> str:
    return match.name or wording.phrase("no_match")


def _sure(match: Match, wording: Wording) -> str:
    return wording.phrase(f"sure_{match.sure}")
