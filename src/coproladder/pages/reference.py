"""Builds the pages of the reference: the ladder, a rung, the questions, the rules, principles, tips."""

from collections.abc import Iterable

from coproladder.ladder.interface import Wording
from coproladder.ladder.records import Condition, Ladder, Rung, Source, Tip
from coproladder.render import blocks as b


def ladder_page(ladder: Ladder, wording: Wording) -> b.Page:
    """Return the whole ladder, top rung first."""
    about = ladder.about
    blocks: list[b.Block] = [b.Paragraph(wording.say(about.summary)), drawing(ladder, wording)]
    blocks += [b.Paragraph(wording.say(words)) for words in (about.works_at, about.based_on) if words]
    blocks += credit_blocks(ladder, wording)
    return make_page(ladder, wording, about.name, blocks)


def rung_blocks(ladder: Ladder, rung: Rung, wording: Wording) -> tuple[b.Block, ...]:
    """Return a rung: what it is and is not, what it needs, how to do it well, when it is right."""
    blocks: list[b.Block] = [b.Paragraph(wording.say(rung.summary))]
    for heading, words in (
        ("What it is", rung.what_it_is),
        ("What it is not", rung.what_it_is_not),
        ("When it is the right rung", rung.when_it_is_right),
    ):
        if words:
            blocks += [b.Heading(heading), b.Paragraph(wording.say(words))]
    if rung.needs:
        blocks += [b.Heading("What it needs at least"), _need_facts(ladder, rung, wording)]
    if rung.how_to_do_it_well:
        heading = "How to do it well" if rung.goal else "What to do instead"
        items = tuple(wording.say(words) for words in rung.how_to_do_it_well)
        blocks += [b.Heading(heading), b.Items(items)]
    return tuple(blocks)


def principles_page(ladder: Ladder, wording: Wording) -> b.Page:
    """Return the principles."""
    blocks: list[b.Block] = []
    for entry in ladder.principles:
        blocks += [b.Heading(entry.name), b.Paragraph(wording.say(entry.words))]
    return make_page(ladder, wording, "Principles for every rung", blocks)


def tips_page(ladder: Ladder, wording: Wording) -> b.Page:
    """Return the tips in their order, with the questions that each can help with."""
    texts = {question.id: wording.say(question.words) for question in ladder.questions}
    blocks: list[b.Block] = []
    for number, tip in enumerate(ladder.tips, start=1):
        blocks += [b.Heading(f"{number}. {tip.title}"), b.Paragraph(wording.say(tip.words))]
        if tip.helps:
            helps = " ".join(texts[question_id] for question_id in tip.helps)
            blocks.append(b.Facts((("Helps with", helps),)))
    return make_page(ladder, wording, "Tips for co-production", blocks)


def tip_items(tips: Iterable[Tip], wording: Wording) -> b.Items:
    """Return tips as a list, each with its title."""
    return b.Items(tuple(f"{tip.title}. {wording.say(tip.words)}" for tip in tips))


def questions_page(ladder: Ladder, wording: Wording) -> b.Page:
    """Return the questions with their answers, least power for people first, and the ids of both."""
    blocks: list[b.Block] = [
        b.Paragraph(
            "The answers stand in order. Each next one gives people more power. In a file or with "
            "--answer, use the word in brackets or the full answer. Leave out an answer that is "
            "not known."
        )
    ]
    for question in ladder.questions:
        blocks.append(b.Heading(f"{wording.say(question.words)} ({question.id})"))
        if question.help:
            blocks.append(b.Paragraph(wording.say(question.help)))
        answers = tuple(f"{wording.say(answer.words)} ({answer.id})" for answer in question.answers)
        blocks.append(b.Items(answers, "steps"))
    for name, entries in (("level", ladder.levels), ("stage", ladder.stages)):
        if entries:
            items = tuple(f"{entry.name} ({entry.id}): {wording.say(entry.words)}" for entry in entries)
            blocks += [b.Heading(f"The {name}s of an activity ({name})"), b.Items(items)]
    return make_page(ladder, wording, "The questions", blocks)


def rules_page(ladder: Ladder, wording: Wording) -> b.Page:
    """Return the rules: what each rung needs, and when each note applies."""
    header = ("Rung", *(question.id for question in ladder.questions))
    rows = []
    for rung in reversed(ladder.rungs):
        needs = (rung.needs.get(question.id, "any") for question in ladder.questions)
        rows.append((f"{rung.number} {rung.name}", *needs))
    blocks: list[b.Block] = [
        b.Paragraph(
            "An activity is on the highest rung whose needs are all met. Each need is the least "
            "answer that will do. The command questions explains the answers. An activity that "
            "meets the needs of no rung is off the ladder."
        ),
        b.Table("The least answers that each rung needs", header, tuple(rows)),
    ]
    if ladder.notes:
        notes = []
        for note in ladder.notes:
            when = "; or ".join(map(_condition, note.when)).capitalize()
            notes.append((note.id, f"{when}. {wording.say(note.words)}"))
        blocks += [b.Heading("Notes, and when they apply"), b.Facts(tuple(notes))]
    return make_page(ladder, wording, f"The rules: {ladder.about.name}", blocks)


def make_page(
    ladder: Ladder, wording: Wording, title: str, blocks: Iterable[b.Block], subject: str = ""
) -> b.Page:
    """Return a page in the language of a ladder; `subject` is the activity that it is about."""
    return b.Page(title, tuple(blocks), ladder.about.language, subject)


def rung_in_words(ladder: Ladder, rung: Rung, wording: Wording, or_higher: bool = False) -> str:
    """Return a rung as people say it: Rung 5 of 7: Engagement."""
    phrase = "rung_of_or_higher" if or_higher else "rung_of"
    return wording.phrase(phrase, rung=rung.number, rungs=len(ladder.rungs), name=rung.name)


def drawing(ladder: Ladder, wording: Wording, marks: dict[str, str] | None = None) -> b.Drawing:
    """Return the ladder as a drawing, with the marks given for the ids of rungs."""
    marks = marks or {}
    rungs = tuple(
        b.DrawnRung(rung.number, rung.name, wording.say(rung.summary), marks.get(rung.id, ""))
        for rung in reversed(ladder.rungs)
    )
    return b.Drawing(f"{ladder.about.name}, top rung first", rungs)


def credit_blocks(ladder: Ladder, wording: Wording) -> tuple[b.Block, ...]:
    """Return whose ladder it is, with links to them, and its id and version."""
    about = ladder.about
    blocks: list[b.Block] = [b.Heading("Where this comes from")]
    if about.credit:
        blocks.append(b.Paragraph(wording.say(about.credit)))
    linked = [source for source in ladder.sources if source.id in about.sources and source.url]
    if linked:
        blocks.append(source_links(linked))
    return *blocks, b.Facts((("Ladder", f"{about.id}, version {about.version}"),))


def source_links(sources: Iterable[Source]) -> b.Links:
    """Return the titles and publishers of sources, with a link where there is one."""
    return b.Links(tuple((f"{source.title}, {source.publisher}", source.url) for source in sources))


def _need_facts(ladder: Ladder, rung: Rung, wording: Wording) -> b.Facts:
    needed = [question for question in ladder.questions if question.id in rung.needs]
    answers = [question.answers[question.rank(rung.needs[question.id])] for question in needed]
    pairs = zip(needed, answers, strict=True)
    return b.Facts(
        tuple((wording.say(question.words), wording.say(answer.words)) for question, answer in pairs)
    )


def _condition(condition: Condition) -> str:
    """Return a condition by the ids in it: voice at least discuss and on the rung co-design."""
    parts = [
        *(f"{question} at least {answer}" for question, answer in condition.at_least.items()),
        *(f"{question} at most {answer}" for question, answer in condition.at_most.items()),
        *(f"{question} exactly {answer}" for question, answer in condition.exactly.items()),
    ]
    if condition.rungs:
        parts.append(f"on the rung {' or '.join(condition.rungs)}")
    if condition.stage:
        parts.append(f"at the stage {' or '.join(condition.stage)}")
    if condition.called:
        parts.append(f"called by a {condition.called} name than the answers show")
    return " and ".join(parts) or "always"
