"""Builds the pages for working with people: promises, a workshop, and published cases."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from coproladder.ladder.guide import Card, Guide, Promise, Workshop
from coproladder.ladder.wording import Wording
from coproladder.pages import reference as ref
from coproladder.pages.assessment import place_in_words
from coproladder.placing.activity import Activity
from coproladder.placing.classify import classify
from coproladder.render import blocks as b


def promises_blocks(guide: Guide, wording: Wording) -> Iterator[b.Block]:
    """Yield what an invitation should say on each rung, top rung first."""
    yield b.Paragraph(wording.phrase("promises_intro"))
    for rung in reversed(wording.ladder.rungs):
        for promise in guide.promises:
            if promise.rung == rung.id:
                yield b.Heading(ref.rung_in_words(rung, wording))
                yield promise_facts(promise, wording)


def promise_facts(promise: Promise, wording: Wording) -> b.Facts:
    """Return what an invitation should say."""
    fields = ("can_change", "who_decides", "how_you_hear", "what_is_paid")
    return b.Facts(
        tuple((wording.phrase(f"promise_{field}"), wording.say(getattr(promise, field))) for field in fields)
    )


def workshop_blocks(guide: Guide, wording: Wording) -> Iterator[b.Block]:
    """Yield the plan of a workshop and the key for whoever leads it, then the cards to cut out."""
    workshop, rungs = guide.workshop, {rung.id: rung for rung in wording.ladder.rungs}
    if workshop is None:
        return
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
        for rung in wording.ladder.rungs
        if rung.id in workshop.mistakes
    )
    rung_cards = [(f"{rung.number} {rung.name}", wording.say(rung.summary)) for rung in wording.ladder.rungs]
    cards = [(number, wording.say(card.words)) for number, card in numbered]
    yield b.Paragraph(wording.say(workshop.summary))
    yield b.Heading(wording.phrase("workshop_plan"))
    yield b.Items(steps, "steps")
    yield b.Table(wording.phrase("answer_key"), wording.phrases("card", "rung", "why"), key)
    yield b.Table(wording.phrase("mistakes"), wording.phrases("rung", "mistake"), mistakes)
    yield b.Heading(wording.phrase("cards_to_cut"))
    yield b.Facts((*rung_cards, *cards), cards=True)


def shuffled(cards: tuple[Card, ...]) -> list[Card]:
    """Return cards in an order that says nothing of their rungs, the same each time."""
    return sorted(cards, key=lambda card: card.id)


def cases_blocks(guide: Guide, wording: Wording) -> Iterator[b.Block]:
    """Yield published cases from the top rung down, each with what the rules make of it."""
    if guide.cases is None:
        return
    yield b.Paragraph(wording.say(guide.cases.intro))
    yield b.Paragraph(wording.say(guide.cases.figures))
    for rung in reversed(wording.ladder.rungs):
        found = [case for case in guide.cases.list if case.rung == rung.id]
        if found:
            yield b.Heading(ref.rung_in_words(rung, wording))
        for case in found:
            place = place_in_words(classify(wording.ladder, Activity(dict(case.answers))), wording)
            labels = wording.phrases("what_it_shows", "called_by_source", "rules_make_of_it", "how_sure")
            says = (wording.say(case.words), case.name, place, wording.phrase(f"sure_{case.sure}"))
            yield b.Heading(case.title, level=3)
            yield b.Facts(tuple(zip(labels, says, strict=True)))
            yield b.Links(((wording.phrase("read_there"), case.url),))


class Try(Struct, frozen=True):
    """A card that a person has placed: what they said, and whether that was its rung."""

    card: Card
    said: str
    right: bool


def card_page(card: Card, number: int, count: int, wording: Wording) -> b.Page:
    """Return a card to place."""
    keys = wording.phrase("practise_keys", count=len(wording.ladder.rungs))
    title = wording.phrase("practise_card", number=number, count=count)
    return ref.make_page(wording, title, [b.Paragraph(wording.say(card.words)), b.Paragraph(keys)])


def try_page(workshop: Workshop, tried: Try, wording: Wording) -> b.Page:
    """Return the rung of a card, why it is there, and where that rung commonly goes wrong."""
    card = tried.card
    rung = next(rung for rung in wording.ladder.rungs if rung.id == card.rung)
    facts = [] if tried.right else [(wording.phrase("practise_said"), tried.said)]
    facts.append((wording.phrase("why"), wording.say(card.why)))
    for question in wording.ladder.questions:
        if question.id in rung.needs and question.id in card.answers:
            answer = question.answers[question.rank(card.answers[question.id])]
            facts.append((wording.say(question.words), wording.say(answer.words)))
    if mistake := workshop.mistakes.get(card.rung):
        facts.append((wording.phrase("mistake"), wording.say(mistake)))
    title = wording.phrase(
        "practise_right" if tried.right else "practise_other", place=ref.rung_in_words(rung, wording)
    )
    return ref.make_page(wording, title, [b.Facts(tuple(facts))])


def score_page(tries: Sequence[Try], wording: Wording) -> b.Page:
    """Return how many cards of each rung were placed on it, top rung first; there is no grade."""
    rows = []
    for rung in reversed(wording.ladder.rungs):
        found = [tried.right for tried in tries if tried.card.rung == rung.id]
        if found:
            rows.append(
                (f"{rung.number} {rung.name}", wording.number(len(found)), wording.number(sum(found)))
            )
    header = wording.phrases("rung", "practise_cards", "practise_placed")
    blocks: list[b.Block] = [b.Paragraph(wording.phrase("practise_end" if rows else "practise_none"))]
    if rows:
        blocks.append(b.Table(wording.phrase("practise_by_rung"), header, tuple(rows)))
    return ref.make_page(wording, wording.phrase("practise_title"), blocks)
