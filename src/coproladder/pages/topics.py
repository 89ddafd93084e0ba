"""Builds the pages of the guide: its topics, the lists that have pages of their own, each rung in full."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from coproladder.base.errors import UsageError
from coproladder.base.words import fold, suggest
from coproladder.ladder import guide as g
from coproladder.ladder.records import Cited, Rung, Source
from coproladder.ladder.wording import Wording
from coproladder.pages import reference as ref
from coproladder.pages.assessment import place_in_words
from coproladder.placing.activity import Activity
from coproladder.placing.classify import classify
from coproladder.render import blocks as b

OnRung = TypeVar("OnRung", g.Promise, g.Edition, g.Case)

ROWS_TO_FILL_IN = 8
"""How many empty rows a table has that people fill in by hand."""


def topics_page(guide: g.Guide, wording: Wording) -> b.Page:
    """Return the list of topics, with a line on each."""
    pairs = tuple((topic, summary) for topic, _, summary in topics(guide, wording))
    how = wording.paragraph("guide_intro" if pairs else "guide_none")
    return wording.page(wording.phrase("guide_title"), (how, b.Facts(pairs), *ref.credit_blocks(wording)))


def whole_guide_page(guide: g.Guide, wording: Wording) -> b.Page:
    """Return all topics on one page, with contents that lead to each."""
    pages = []
    for topic_id, title, summary in topics(guide, wording):
        page = guide_page(guide, topic_id, wording)
        pages.append((wording.phrase("label_then", label=title, text=summary), page))
    blocks = [*ref.collected(pages, wording)] if pages else [wording.paragraph("guide_none")]
    return wording.page(wording.phrase("guide_title"), blocks)


def all_pages(guide: g.Guide, wording: Wording) -> Iterator[tuple[str, b.Page]]:
    """Yield every page of the reference with the command that shows it."""
    yield "show", ref.ladder_page(wording)
    for rung in reversed(wording.ladder.rungs):
        yield f"show {rung.id}", rung_page(guide, rung, wording)
    yield "tips", ref.tips_page(wording)
    yield "principles", ref.principles_page(wording)
    for topic_id in topic_ids(guide):
        yield f"guide {topic_id}", guide_page(guide, topic_id, wording)


def topic_ids(guide: g.Guide) -> list[str]:
    """Return the ids of the pages of the guide."""
    own = {name: getattr(guide, "matches" if name == "crosswalk" else name) for name in g.OWN_PAGES}
    return [*(topic.id for topic in guide.topics), *(name for name, entries in own.items() if entries)]


def topics(guide: g.Guide, wording: Wording) -> list[tuple[str, str, str]]:
    """Return the id, the title and the summary of each page of the guide."""
    known = {topic.id: (topic.title, wording.say(topic.summary)) for topic in guide.topics}
    for name in g.OWN_PAGES:
        known[name] = wording.phrase(f"{name}_title"), wording.phrase(f"{name}_summary")
    return [(topic_id, *known[topic_id]) for topic_id in topic_ids(guide)]


def topic_named(guide: g.Guide, name: str, wording: Wording) -> str:
    """Return the id of the topic with this id or title; UsageError where there is none."""
    wanted = fold(name).replace(" ", "-")
    listed = topics(guide, wording)
    for topic_id, title, _ in listed:
        if wanted in (topic_id, fold(title).replace(" ", "-")):
            return topic_id
    raise UsageError(f'there is no topic "{name}"; {suggest(name, [topic_id for topic_id, _, _ in listed])}')


def guide_page(guide: g.Guide, topic_id: str, wording: Wording) -> b.Page:
    """Return the page of the topic with this id, or of one of the lists that have pages of their own."""
    edition = partial(_edition, guide)
    pages: dict[str, tuple[Iterator[b.Block], Sequence[Cited]]] = {
        "promises": (_on_rungs("promises_intro", guide.promises, promise_facts, wording), guide.promises),
        "editions": (_on_rungs("editions_summary", guide.editions, edition, wording), guide.editions),
        "crosswalk": (_crosswalk(guide, wording), (*guide.frameworks, *guide.matches)),
        "glossary": (_glossary(guide, wording), guide.glossary),
    }
    if guide.workshop:
        pages["workshop"] = _workshop(guide.workshop, wording), ()
    if guide.cases:
        pages["cases"] = _cases(guide.cases, wording), ()
    pages |= {topic.id: (_topic(topic, wording), [topic]) for topic in guide.topics}
    blocks, entries = pages[topic_id]
    title = next(title for each, title, _ in topics(guide, wording) if each == topic_id)
    return wording.page(title, (*blocks, *ref.cited_blocks(wording, entries, _sources(guide, wording))))


def shuffled(cards: tuple[g.Card, ...]) -> list[g.Card]:
    """Return cards in an order that says nothing of their rungs, the same each time."""
    return sorted(cards, key=lambda card: card.id)


def rung_page(guide: g.Guide, rung: Rung, wording: Wording) -> b.Page:
    """Return one rung in full."""
    blocks = [*ref.rung_blocks(rung, wording)]
    entries = [entry for entry in guide.rungs if entry.id == rung.id]
    promises = [promise for promise in guide.promises if promise.rung == rung.id]
    editions = [edition for edition in guide.editions if edition.rung == rung.id]
    for entry in entries:
        blocks += _examples(entry, wording)
    for promise in promises:
        blocks += [wording.heading("promises_title"), promise_facts(promise, wording)]
    tips = [tip for tip in wording.ladder.tips if rung.goal and set(tip.helps) & set(rung.needs)]
    blocks += wording.section("tips_that_help", ref.tip_items(tips, wording))
    blocks += _elsewhere(guide, rung, wording)
    for edition in editions:
        blocks += [wording.heading("how_sources_put_it"), _edition(guide, edition, wording)]
    cited: list[Cited] = [rung, *entries, *editions, *promises]
    blocks += ref.cited_blocks(wording, cited, _sources(guide, wording))
    return wording.page(ref.rung_in_words(rung, wording), blocks)


def _topic(topic: g.Topic, wording: Wording) -> Iterator[b.Block]:
    yield wording.paragraph(topic.summary)
    for section in topic.sections:
        yield b.Heading(section.heading)
        yield from map(wording.paragraph, section.paragraphs)
        items = tuple(map(wording.say, section.items))
        if section.kind == "table":
            rows = ((str(number), *("" for _ in items)) for number in range(1, ROWS_TO_FILL_IN + 1))
            yield b.Table(topic.title, (wording.phrase("plan_number"), *items), tuple(rows))
        elif items:
            yield b.Items(items, section.kind)
        if section.links:
            yield b.Links(tuple((link.title, link.url) for link in section.links))


def _on_rungs(
    intro: str, entries: Iterable[OnRung], facts: Callable[[OnRung, Wording], b.Facts], wording: Wording
) -> Iterator[b.Block]:
    yield wording.paragraph(intro)
    for place, entry in _from_the_top(entries, wording):
        yield from (b.Heading(place), facts(entry, wording))


def _workshop(workshop: g.Workshop, wording: Wording) -> Iterator[b.Block]:
    """Yield the plan of a workshop and the key for whoever leads it, then the cards to cut out."""
    names = {rung.id: f"{rung.number} {rung.name}" for rung in wording.ladder.rungs}
    numbered = enumerate(shuffled(workshop.cards), start=1)
    cards = [(wording.phrase("card_number", number=number), card) for number, card in numbered]
    key = ((number, names[card.rung], card.why) for number, card in cards)
    mistakes = ((names[id_], workshop.mistakes[id_]) for id_ in names if id_ in workshop.mistakes)
    yield wording.paragraph(workshop.summary)
    yield wording.heading("workshop_plan")
    steps = ((each.minutes, wording.say(each.words)) for each in workshop.steps)
    yield b.Items(tuple(wording.counted("minutes", minutes, what=what) for minutes, what in steps), "steps")
    yield wording.table("answer_key", ("card", "rung", "why"), key)
    yield wording.table("mistakes", ("rung", "mistake"), mistakes)
    yield wording.heading("cards_to_cut")
    rung_cards = ((names[rung.id], wording.say(rung.summary)) for rung in wording.ladder.rungs)
    yield b.Facts((*rung_cards, *((number, wording.say(card.words)) for number, card in cards)), cards=True)


def _cases(published: g.Cases, wording: Wording) -> Iterator[b.Block]:
    """Yield published cases from the top rung down, each with what the rules make of it."""
    yield wording.paragraph(published.intro)
    yield wording.paragraph(published.figures)
    for place, cases in groupby(_from_the_top(published.list, wording), key=itemgetter(0)):
        yield b.Heading(place)
        for _, case in cases:
            assessment = classify(wording.ladder, Activity(dict(case.answers)))
            yield b.Heading(case.title, level=3)
            yield wording.facts(
                {
                    "what_it_shows": case.words,
                    "called_by_source": case.name,
                    "rules_make_of_it": place_in_words(assessment, wording),
                    "how_sure": wording.phrase(f"sure_{case.sure}"),
                }
            )
            yield b.Links(((wording.phrase("read_there"), case.url),))


def _crosswalk(guide: g.Guide, wording: Wording) -> Iterator[b.Block]:
    """Yield the rungs beside the names that other ladders have for them."""
    names = {"above": wording.phrase("above_top")}
    names |= {rung.id: f"{rung.number} {wording.named(rung)}" for rung in reversed(wording.ladder.rungs)}
    names["off"] = wording.phrase("off_the_ladder")
    yield wording.paragraph("crosswalk_summary")
    for framework in guide.frameworks:
        matches = {match.rung: match for match in guide.matches if match.framework == framework.id}
        rows = (
            (name, *_match(matches[rung], wording), matches[rung].why)
            for rung, name in names.items()
            if rung in matches
        )
        columns = ("rung", "called_there", "how_sure", "why")
        yield b.Heading(framework.name)
        yield wording.paragraph(framework.words)
        yield wording.table("crosswalk_table", columns, rows, name=framework.name)


def _glossary(guide: g.Guide, wording: Wording) -> Iterator[b.Block]:
    yield wording.paragraph("glossary_summary")
    for term in sorted(guide.glossary, key=lambda term: fold(term.term)):
        yield b.Heading(term.term)
        yield wording.paragraph(term.words)


def _from_the_top(entries: Iterable[OnRung], wording: Wording) -> Iterator[tuple[str, OnRung]]:
    """Yield the entries on each rung after its name, top rung first."""
    for rung in reversed(wording.ladder.rungs):
        place = ref.rung_in_words(rung, wording)
        yield from ((place, entry) for entry in entries if entry.rung == rung.id)


def promise_facts(promise: g.Promise, wording: Wording) -> b.Facts:
    """Return what to tell people on a rung before they say yes."""
    fields = ("can_change", "who_decides", "how_you_hear", "what_is_paid")
    return wording.facts({f"promise_{field}": getattr(promise, field) for field in fields})


def _examples(entry: g.RungGuide, wording: Wording) -> Iterator[b.Block]:
    levels = {level.id: level.name for level in wording.ladder.levels}
    yield wording.heading("what_it_looks_like")
    yield b.Facts(tuple((levels[level], wording.say(words)) for level, words in entry.examples.items()))
    at_top = entry.id == wording.ladder.rungs[-1].id
    yield from wording.section("what_keeps_it" if at_top else "what_moves_it_up", entry.moves_up)
    yield wording.paragraph("examples_are_ours")


def _elsewhere(guide: g.Guide, rung: Rung, wording: Wording) -> Iterator[b.Block]:
    """Yield the other names of a rung, and what it is called on other ladders."""
    frameworks = {framework.id: framework.name for framework in guide.frameworks}
    pairs = [(wording.phrase("other_names"), wording.phrase("comma").join(rung.also))] if rung.also else []
    for match in guide.matches:
        if match.rung == rung.id:
            name, sure = _match(match, wording)
            says = wording.phrase("match", name=name, sure=sure, why=wording.say(match.why))
            pairs.append((frameworks[match.framework], says))
    yield from wording.section("what_it_is_called", b.Facts(tuple(pairs)))


def _match(match: g.Match, wording: Wording) -> tuple[str, str]:
    """Return what a rung is called elsewhere, and how sure that is."""
    return match.name or wording.phrase("no_match"), wording.phrase(f"sure_{match.sure}")


def _edition(guide: g.Guide, edition: g.Edition, wording: Wording) -> b.Facts:
    titles = {source.id: f"{source.title} ({source.publisher})" for source in _sources(guide, wording)}
    pairs = [(titles[each.source], wording.say(each.words)) for each in edition.differences]
    return b.Facts((*pairs, (wording.phrase("what_it_means_for_rules"), wording.say(edition.rules))))


def _sources(guide: g.Guide, wording: Wording) -> tuple[Source, ...]:
    """Return the sources that a page may cite: those of the ladder, then those of its guide."""
    return (*wording.ladder.sources, *guide.sources)
