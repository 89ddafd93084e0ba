"""Builds the pages of the reference: the ladder, a rung, the questions, the rules, principles, tips."""

from collections.abc import Iterable, Iterator

from coproladder.ladder.records import Condition, Entry, Ladder, Note, Rung, Source, Words
from coproladder.render.blocks import (
    Block,
    Drawing,
    DrawnRung,
    Facts,
    Heading,
    Items,
    Links,
    Page,
    Paragraph,
    Table,
)


def ladder_page(ladder: Ladder, easy: bool) -> Page:
    """Return the whole ladder, top rung first."""
    about = ladder.about
    blocks: list[Block] = [
        Paragraph(about.summary.say(easy)),
        drawing(ladder, easy),
        *_paragraphs(easy, about.works_at, about.based_on),
        *credit_blocks(ladder, easy),
    ]
    return Page(about.name, tuple(blocks), about.language)


def rung_blocks(ladder: Ladder, rung: Rung, easy: bool) -> tuple[Block, ...]:
    """Return a rung: what it is and is not, what it needs, how to do it well, when it is right."""
    blocks: list[Block] = [Paragraph(rung.summary.say(easy))]
    if rung.what_it_is:
        blocks += [Heading("What it is"), Paragraph(rung.what_it_is.say(easy))]
    if rung.what_it_is_not:
        blocks += [Heading("What it is not"), Paragraph(rung.what_it_is_not.say(easy))]
    if rung.when_it_is_right:
        blocks += [Heading("When it is the right rung"), Paragraph(rung.when_it_is_right.say(easy))]
    if rung.needs:
        needs = Facts(tuple(_needs_in_words(ladder, rung, easy)))
        blocks += [Heading("What it needs at least"), needs]
    if rung.how_to_do_it_well:
        heading = "How to do it well" if rung.goal else "What to do instead"
        items = Items(tuple(words.say(easy) for words in rung.how_to_do_it_well))
        blocks += [Heading(heading), items]
    return tuple(blocks)


def principles_page(ladder: Ladder, easy: bool) -> Page:
    """Return the principles."""
    blocks = [block for entry in ladder.principles for block in _entry(entry, easy)]
    return Page("Principles for every rung", tuple(blocks), ladder.about.language)


def tips_page(ladder: Ladder, easy: bool) -> Page:
    """Return the tips in their order, with the questions that each can help with."""
    texts = {question.id: question.words.say(easy) for question in ladder.questions}
    blocks: list[Block] = []
    for number, tip in enumerate(ladder.tips, start=1):
        blocks += [Heading(f"{number}. {tip.title}"), Paragraph(tip.words.say(easy))]
        if tip.helps:
            helps = " ".join(texts[question_id] for question_id in tip.helps)
            blocks.append(Facts((("Helps with", helps),)))
    return Page("Tips for co-production", tuple(blocks), ladder.about.language)


def questions_page(ladder: Ladder, easy: bool) -> Page:
    """Return the questions with their answers, least power for people first, and the ids of both."""
    blocks: list[Block] = [
        Paragraph(
            "The answers stand in order. Each next one gives people more power. In a file or with "
            "--answer, use the word in brackets or the full answer. Leave out an answer that is "
            "not known."
        )
    ]
    for question in ladder.questions:
        blocks.append(Heading(f"{question.words.say(easy)} ({question.id})"))
        if question.help:
            blocks.append(Paragraph(question.help.say(easy)))
        answers = tuple(f"{answer.words.say(easy)} ({answer.id})" for answer in question.answers)
        blocks.append(Items(answers, "steps"))
    for name, entries in (("level", ladder.levels), ("stage", ladder.stages)):
        if entries:
            blocks.append(Heading(f"The {name}s of an activity ({name})"))
            blocks.append(Items(tuple(f"{e.name} ({e.id}): {e.words.say(easy)}" for e in entries)))
    return Page("The questions", tuple(blocks), ladder.about.language)


def rules_page(ladder: Ladder, easy: bool) -> Page:
    """Return the rules: what each rung needs, and when each note applies."""
    header = ("Rung", *(question.id for question in ladder.questions))
    rows = tuple(
        (
            f"{rung.number} {rung.name}",
            *(rung.needs.get(question.id, "any") for question in ladder.questions),
        )
        for rung in reversed(ladder.rungs)
    )
    blocks: list[Block] = [
        Paragraph(
            "An activity is on the highest rung whose needs are all met. Each need is the least "
            "answer that will do. The command questions explains the answers. An activity that "
            "meets the needs of no rung is off the ladder."
        ),
        Table("The least answers that each rung needs", header, rows),
    ]
    if ladder.notes:
        notes = tuple((note.id, f"{_when(note)}. {note.words.say(easy)}") for note in ladder.notes)
        blocks += [Heading("Notes, and when they apply"), Facts(notes)]
    return Page(f"The rules: {ladder.about.name}", tuple(blocks), ladder.about.language)


def rung_in_words(ladder: Ladder, rung: Rung) -> str:
    """Return a rung as people say it: Rung 5 of 7: Engagement."""
    return f"Rung {rung.number} of {len(ladder.rungs)}: {rung.name}"


def drawing(ladder: Ladder, easy: bool, marks: dict[str, str] | None = None) -> Drawing:
    """Return the ladder as a drawing, with the marks given for the ids of rungs."""
    marks = marks or {}
    rungs = tuple(
        DrawnRung(rung.number, rung.name, rung.summary.say(easy), marks.get(rung.id, ""))
        for rung in reversed(ladder.rungs)
    )
    return Drawing(f"{ladder.about.name}, top rung first", rungs)


def credit_blocks(ladder: Ladder, easy: bool) -> tuple[Block, ...]:
    """Return whose ladder it is, with links to them, and its id and version."""
    about = ladder.about
    credit = about.credit.say(easy) if about.credit else ""
    wanted = [source for source in ladder.sources if source.id in about.sources and source.url]
    links = tuple((f"{source.title}, {source.publisher}", source.url) for source in wanted)
    version = f"{about.id}, version {about.version}"
    return (
        Heading("Where this comes from"),
        *((Paragraph(credit),) if credit else ()),
        *((Links(links),) if links else ()),
        Facts((("Ladder", version),)),
    )


def sources_blocks(known: Iterable[Source], ids: Iterable[str]) -> tuple[Block, ...]:
    """Return where something comes from: the sources with these ids, with a link where there is one."""
    wanted = dict.fromkeys(ids)
    found = [source for source in known if source.id in wanted]
    links = tuple((f"{source.title}, {source.publisher}", source.url) for source in found)
    return (Heading("Sources"), Links(links)) if links else ()


def _paragraphs(easy: bool, *texts: Words | None) -> Iterator[Paragraph]:
    for words in texts:
        if words:
            yield Paragraph(words.say(easy))


def _entry(entry: Entry, easy: bool) -> tuple[Block, ...]:
    return Heading(entry.name), Paragraph(entry.words.say(easy))


def _when(note: Note) -> str:
    return "; or ".join(_condition(condition) for condition in note.when).capitalize()


def _needs_in_words(ladder: Ladder, rung: Rung, easy: bool) -> Iterator[tuple[str, str]]:
    for question in ladder.questions:
        if question.id in rung.needs:
            answer = question.answers[question.rank(rung.needs[question.id])]
            yield question.words.say(easy), answer.words.say(easy)


def _condition(condition: Condition) -> str:
    parts = [
        f"{question} {comparison} {answer}"
        for comparison, answers in (
            ("at least", condition.at_least),
            ("at most", condition.at_most),
            ("exactly", condition.exactly),
        )
        for question, answer in answers.items()
    ]
    if condition.rungs:
        parts.append(f"on the rung {' or '.join(condition.rungs)}")
    if condition.stage:
        parts.append(f"at the stage {' or '.join(condition.stage)}")
    if condition.called:
        parts.append(f"called by a {condition.called} name than the answers show")
    return " and ".join(parts) or "always"
