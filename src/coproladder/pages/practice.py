"""Builds the pages for working with people: promises, a workshop, and published cases."""

from coproladder.ladder.guide import Card, Guide, Promise
from coproladder.ladder.interface import Wording
from coproladder.ladder.records import Ladder
from coproladder.pages import reference as ref
from coproladder.pages.assessment import place_in_words
from coproladder.pages.sources import cited_blocks
from coproladder.placing.activity import Activity
from coproladder.placing.classify import classify
from coproladder.render import blocks as b


def promises_page(ladder: Ladder, guide: Guide, wording: Wording) -> b.Page:
    """Return what an invitation should say on each rung, top rung first."""
    blocks: list[b.Block] = [b.Paragraph(wording.phrase("promises_intro"))]
    for rung in reversed(ladder.rungs):
        for promise in guide.promises:
            if promise.rung == rung.id:
                blocks.append(b.Heading(ref.rung_in_words(ladder, rung, wording)))
                blocks.append(promise_facts(promise, wording))
    blocks += cited_blocks(ladder, guide, wording, guide.promises)
    return ref.make_page(ladder, wording, wording.phrase("promises_title"), blocks)


def promise_facts(promise: Promise, wording: Wording) -> b.Facts:
    """Return what an invitation should say."""
    fields = ("can_change", "who_decides", "how_you_hear", "what_is_paid")
    return b.Facts(
        tuple((wording.phrase(f"promise_{field}"), wording.say(getattr(promise, field))) for field in fields)
    )


def workshop_page(ladder: Ladder, guide: Guide, wording: Wording) -> b.Page:
    """Return the plan of a workshop and the key for whoever leads it, then the cards to cut out."""
    workshop, rungs = guide.workshop, {rung.id: rung for rung in ladder.rungs}
    if workshop is None:
        return ref.make_page(ladder, wording, wording.phrase("workshop_title"), [])
    steps = tuple(
        wording.counted("minutes", step.minutes, what=wording.say(step.words)) for step in workshop.steps
    )
    numbered = [
        (wording.phrase("card_number", number=number), card)
        for number, card in enumerate(shuffled(workshop.cards), start=1)
    ]
    key = tuple(
        (number, f"{rungs[card.rung].number} {rungs[card.rung].name}", wording.say(card.why))
        for number, card in numbered
    )
    mistakes = tuple(
        (f"{rung.number} {rung.name}", wording.say(workshop.mistakes[rung.id]))
        for rung in ladder.rungs
        if rung.id in workshop.mistakes
    )
    rung_cards = [(f"{rung.number} {rung.name}", wording.say(rung.summary)) for rung in ladder.rungs]
    cards = [(number, wording.say(card.words)) for number, card in numbered]
    blocks: list[b.Block] = [
        b.Paragraph(wording.say(workshop.summary)),
        b.Heading(wording.phrase("workshop_plan")),
        b.Items(steps, "steps"),
        b.Table(wording.phrase("answer_key"), wording.phrases("card", "rung", "why"), key),
        b.Table(wording.phrase("mistakes"), wording.phrases("rung", "mistake"), mistakes),
        b.Heading(wording.phrase("cards_to_cut")),
        b.Facts((*rung_cards, *cards), cards=True),
    ]
    return ref.make_page(ladder, wording, wording.phrase("workshop_title"), blocks)


def shuffled(cards: tuple[Card, ...]) -> list[Card]:
    """Return cards in an order that says nothing of their rungs, the same each time."""
    return sorted(cards, key=lambda card: card.id)


def cases_page(ladder: Ladder, guide: Guide, wording: Wording) -> b.Page:
    """Return published cases from the top rung down, each with what the rules make of it."""
    blocks: list[b.Block] = []
    if cases := guide.cases:
        blocks += [b.Paragraph(wording.say(cases.intro)), b.Paragraph(wording.say(cases.figures))]
        for rung in reversed(ladder.rungs):
            found = [case for case in cases.list if case.rung == rung.id]
            if found:
                blocks.append(b.Heading(ref.rung_in_words(ladder, rung, wording)))
            for case in found:
                place = place_in_words(ladder, classify(ladder, Activity(dict(case.answers))), wording)
                labels = wording.phrases("what_it_shows", "called_by_source", "rules_make_of_it", "how_sure")
                says = (wording.say(case.words), case.name, place, wording.phrase(f"sure_{case.sure}"))
                blocks += [b.Heading(case.title, level=3), b.Facts(tuple(zip(labels, says, strict=True)))]
                blocks.append(b.Links(((wording.phrase("read_there"), case.url),)))
    return ref.make_page(ladder, wording, wording.phrase("cases_title"), blocks)
