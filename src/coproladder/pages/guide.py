"""Builds the pages of the guide: its topics, each rung in full, editions, crosswalk, glossary."""

from collections.abc import Iterator

from coproladder.base.errors import UsageError
from coproladder.base.words import fold, suggest
from coproladder.ladder.guide import (
    OWN_PAGES,
    Edition,
    Guide,
    Match,
    RungGuide,
    Section,
    Topic,
)
from coproladder.ladder.interface import Wording
from coproladder.ladder.records import Ladder, Rung
from coproladder.pages import practice
from coproladder.pages import reference as ref
from coproladder.pages.collection import collected
from coproladder.pages.sources import cited_blocks
from coproladder.render import blocks as b


def topics_page(ladder: Ladder, guide: Guide, wording: Wording) -> b.Page:
    """Return the list of topics, with a line on each."""
    pairs = tuple((topic, summary) for topic, _, summary in topics(guide, wording))
    how = wording.phrase("guide_intro" if pairs else "guide_none")
    blocks = [b.Paragraph(how), b.Facts(pairs), *ref.credit_blocks(ladder, wording)]
    return ref.make_page(ladder, wording, wording.phrase("guide_title"), blocks)


def whole_guide_page(ladder: Ladder, guide: Guide, wording: Wording) -> b.Page:
    """Return all topics on one page, with contents that lead to each."""
    pages = []
    for topic_id, title, summary in topics(guide, wording):
        page = guide_page(ladder, guide, topic_id, wording)
        pages.append((wording.phrase("label_then", label=title, text=summary), page))
    blocks = [*collected(pages, wording)] if pages else [b.Paragraph(wording.phrase("guide_none"))]
    return ref.make_page(ladder, wording, wording.phrase("guide_title"), blocks)


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


def guide_page(ladder: Ladder, guide: Guide, topic_id: str, wording: Wording) -> b.Page:
    """Return the page of the topic with this id."""
    for topic in guide.topics:
        if topic.id == topic_id:
            return topic_page(ladder, guide, topic, wording)
    pages = {
        "promises": practice.promises_page,
        "workshop": practice.workshop_page,
        "cases": practice.cases_page,
        "editions": editions_page,
        "crosswalk": crosswalk_page,
        "glossary": glossary_page,
    }
    return pages[topic_id](ladder, guide, wording)


def topic_page(ladder: Ladder, guide: Guide, topic: Topic, wording: Wording) -> b.Page:
    """Return one topic with all its sections and its sources."""
    blocks: list[b.Block] = [b.Paragraph(wording.say(topic.summary))]
    for section in topic.sections:
        blocks += _section(section, wording)
    blocks += cited_blocks(ladder, guide, wording, [topic])
    return ref.make_page(ladder, wording, topic.title, blocks)


def rung_page(ladder: Ladder, guide: Guide, rung: Rung, wording: Wording) -> b.Page:
    """Return one rung in full."""
    blocks = [*ref.rung_blocks(ladder, rung, wording)]
    entries = [entry for entry in guide.rungs if entry.id == rung.id]
    editions = [edition for edition in guide.editions if edition.rung == rung.id]
    for entry in entries:
        blocks += _examples(ladder, entry, wording)
    promises = [promise for promise in guide.promises if promise.rung == rung.id]
    for promise in promises:
        blocks += [b.Heading(wording.phrase("promises_title")), practice.promise_facts(promise, wording)]
    blocks += _helpful_tips(ladder, rung, wording)
    blocks += _elsewhere(guide, rung, wording)
    for edition in editions:
        blocks += [b.Heading(wording.phrase("how_sources_put_it")), _edition(ladder, guide, edition, wording)]
    blocks += cited_blocks(ladder, guide, wording, [rung, *entries, *editions, *promises])
    return ref.make_page(ladder, wording, ref.rung_in_words(ladder, rung, wording), blocks)


def editions_page(ladder: Ladder, guide: Guide, wording: Wording) -> b.Page:
    """Return where the sources differ, rung by rung from the top, and what follows for the rules."""
    blocks: list[b.Block] = [b.Paragraph(wording.phrase("editions_summary"))]
    for rung in reversed(ladder.rungs):
        for edition in guide.editions:
            if edition.rung == rung.id:
                blocks += [
                    b.Heading(ref.rung_in_words(ladder, rung, wording)),
                    _edition(ladder, guide, edition, wording),
                ]
    blocks += cited_blocks(ladder, guide, wording, guide.editions)
    return ref.make_page(ladder, wording, wording.phrase("editions_title"), blocks)


def crosswalk_page(ladder: Ladder, guide: Guide, wording: Wording) -> b.Page:
    """Return the rungs beside the names that other ladders have for them."""
    names = {rung.id: f"{rung.number} {rung.name}" for rung in ladder.rungs}
    names |= {"above": wording.phrase("above_top"), "off": wording.phrase("off_the_ladder")}
    order = ["above", *(rung.id for rung in reversed(ladder.rungs)), "off"]
    blocks: list[b.Block] = [b.Paragraph(wording.phrase("crosswalk_summary"))]
    for framework in guide.frameworks:
        matches = {match.rung: match for match in guide.matches if match.framework == framework.id}
        found = [matches[rung] for rung in order if rung in matches]
        rows = tuple(
            (names[each.rung], _there(each, wording), _sure(each, wording), wording.say(each.why))
            for each in found
        )
        header = wording.phrases("rung", "called_there", "how_sure", "why")
        blocks += [b.Heading(framework.name), b.Paragraph(wording.say(framework.words))]
        blocks.append(b.Table(wording.phrase("crosswalk_table", name=framework.name), header, rows))
    blocks += cited_blocks(ladder, guide, wording, [*guide.frameworks, *guide.matches])
    return ref.make_page(ladder, wording, wording.phrase("crosswalk_title"), blocks)


def glossary_page(ladder: Ladder, guide: Guide, wording: Wording) -> b.Page:
    """Return what words mean, in the order of the alphabet."""
    blocks: list[b.Block] = [b.Paragraph(wording.phrase("glossary_summary"))]
    for term in sorted(guide.glossary, key=lambda term: fold(term.term)):
        blocks += [b.Heading(term.term), b.Paragraph(wording.say(term.words))]
    blocks += cited_blocks(ladder, guide, wording, guide.glossary)
    return ref.make_page(ladder, wording, wording.phrase("glossary_title"), blocks)


def all_pages(ladder: Ladder, guide: Guide, wording: Wording) -> Iterator[tuple[str, b.Page]]:
    """Yield every page of the reference with the command that shows it."""
    yield "show", ref.ladder_page(ladder, wording)
    for rung in reversed(ladder.rungs):
        yield f"show {rung.id}", rung_page(ladder, guide, rung, wording)
    yield "tips", ref.tips_page(ladder, wording)
    yield "principles", ref.principles_page(ladder, wording)
    for topic_id, _, _ in topics(guide, wording):
        yield f"guide {topic_id}", guide_page(ladder, guide, topic_id, wording)


def _section(section: Section, wording: Wording) -> Iterator[b.Block]:
    yield b.Heading(section.heading)
    for words in section.paragraphs:
        yield b.Paragraph(wording.say(words))
    if section.items:
        yield b.Items(tuple(wording.say(words) for words in section.items), section.kind)
    if section.links:
        yield b.Links(tuple((link.title, link.url) for link in section.links))


def _examples(ladder: Ladder, entry: RungGuide, wording: Wording) -> Iterator[b.Block]:
    levels = {level.id: level.name for level in ladder.levels}
    yield b.Heading(wording.phrase("what_it_looks_like"))
    yield b.Facts(tuple((levels[level], wording.say(words)) for level, words in entry.examples.items()))
    if entry.moves_up:
        at_top = entry.id == ladder.rungs[-1].id
        yield b.Heading(wording.phrase("what_keeps_it" if at_top else "what_moves_it_up"))
        yield b.Paragraph(wording.say(entry.moves_up))
    yield b.Paragraph(wording.phrase("examples_are_ours"))


def _helpful_tips(ladder: Ladder, rung: Rung, wording: Wording) -> Iterator[b.Block]:
    """Yield the tips that help with what this rung needs, where it is one to aim for."""
    tips = [tip for tip in ladder.tips if rung.goal and set(tip.helps) & set(rung.needs)]
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


def _edition(ladder: Ladder, guide: Guide, edition: Edition, wording: Wording) -> b.Facts:
    sources = (*ladder.sources, *guide.sources)
    titles = {source.id: f"{source.title} ({source.publisher})" for source in sources}
    pairs = [(titles[each.source], wording.say(each.words)) for each in edition.differences]
    return b.Facts((*pairs, (wording.phrase("what_it_means_for_rules"), wording.say(edition.rules))))


def _there(match: Match, wording: Wording) -> str:
    return match.name or wording.phrase("no_match")


def _sure(match: Match, wording: Wording) -> str:
    return wording.phrase(f"sure_{match.sure}")
