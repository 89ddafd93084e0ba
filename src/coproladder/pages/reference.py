"""Builds the pages of the reference: the ladder, a rung, the questions, the rules, principles, tips."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from msgspec.structs import replace

from coproladder.base.words import first_sentence
from coproladder.ladder.records import Condition, Rung, Source, Tip
from coproladder.ladder.wording import Wording
from coproladder.render import blocks as b


class Citing(Protocol):
    """An entry of a ladder or a guide that cites sources."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources that it cites."""


def ladder_page(wording: Wording) -> b.Page:
    """Return the whole ladder, top rung first."""
    about = wording.ladder.about
    blocks: list[b.Block] = [b.Paragraph(wording.say(about.summary)), drawing(wording)]
    blocks += [b.Paragraph(wording.say(words)) for words in (about.works_at, about.based_on) if words]
    blocks += credit_blocks(wording)
    return make_page(wording, about.name, blocks)


def ladder_in_short(wording: Wording) -> b.Page:
    """Return the ladder alone, and in one line where to read on."""
    blocks: list[b.Block] = [drawing(wording), b.Paragraph(wording.phrase("read_on"))]
    return make_page(wording, wording.ladder.about.name, blocks, compact=True)


def rung_blocks(rung: Rung, wording: Wording) -> tuple[b.Block, ...]:
    """Return a rung: what it is and is not, what it needs, how to do it well, when it is right."""
    blocks: list[b.Block] = [b.Paragraph(wording.say(rung.summary))]
    for heading, words in (
        ("what_it_is", rung.what_it_is),
        ("what_it_is_not", rung.what_it_is_not),
        ("when_it_is_right", rung.when_it_is_right),
    ):
        if words:
            blocks += [b.Heading(wording.phrase(heading)), b.Paragraph(wording.say(words))]
    if rung.needs:
        blocks += [b.Heading(wording.phrase("what_it_needs")), _need_facts(rung, wording)]
    if rung.how_to_do_it_well:
        heading = "how_to_do_it_well" if rung.goal else "what_to_do_instead"
        items = tuple(wording.say(words) for words in rung.how_to_do_it_well)
        blocks += [b.Heading(wording.phrase(heading)), b.Items(items)]
    return tuple(blocks)


def principles_page(wording: Wording) -> b.Page:
    """Return the principles."""
    blocks: list[b.Block] = []
    for entry in wording.ladder.principles:
        blocks += [b.Heading(entry.name), b.Paragraph(wording.say(entry.words))]
    blocks += cited_blocks(wording, wording.ladder.principles, wording.ladder.sources, ours=True)
    return make_page(wording, wording.phrase("principles_title"), blocks)


def tips_page(wording: Wording) -> b.Page:
    """Return the tips in their order, with the questions that each can help with."""
    texts = {question.id: wording.say(question.words) for question in wording.ladder.questions}
    blocks: list[b.Block] = []
    for number, tip in enumerate(wording.ladder.tips, start=1):
        blocks += [b.Heading(f"{number}. {tip.title}"), b.Paragraph(wording.say(tip.words))]
        if tip.helps:
            helps = " ".join(texts[question_id] for question_id in tip.helps)
            blocks.append(b.Facts(((wording.phrase("helps_with"), helps),)))
    blocks += cited_blocks(wording, wording.ladder.tips, wording.ladder.sources, ours=True)
    return make_page(wording, wording.phrase("tips_title"), blocks)


def tip_items(tips: Iterable[Tip], wording: Wording) -> b.Items:
    """Return tips as a list, each with its title."""
    return b.Items(tuple(f"{tip.title}. {wording.say(tip.words)}" for tip in tips))


def questions_page(wording: Wording) -> b.Page:
    """Return the questions with their answers, least power for people first, and the ids of both."""
    blocks: list[b.Block] = [b.Paragraph(wording.phrase("questions_intro"))]
    for question in wording.ladder.questions:
        blocks.append(b.Heading(f"{wording.say(question.words)} ({question.id})"))
        if question.help:
            blocks.append(b.Paragraph(wording.say(question.help)))
        answers = (f"{wording.say(answer.words)} ({answer.id})" for answer in question.answers)
        blocks.append(b.Items((*answers, wording.say(wording.ladder.about.not_sure)), "steps"))
    for name, title, entries in (
        ("level", "levels_title", wording.ladder.levels),
        ("stage", "stages_title", wording.ladder.stages),
    ):
        if entries:
            items = tuple(f"{entry.name} ({entry.id}): {wording.say(entry.words)}" for entry in entries)
            blocks += [b.Heading(f"{wording.phrase(title)} ({name})"), b.Items(items)]
    blocks += credit_blocks(wording)
    return make_page(wording, wording.phrase("questions_title"), blocks)


def rules_page(wording: Wording) -> b.Page:
    """Return the rules: what each rung needs, and when each note applies."""
    header = (wording.phrase("rung"), *(question.id for question in wording.ladder.questions))
    rows = []
    for rung in reversed(wording.ladder.rungs):
        needs = (rung.needs.get(question.id, wording.phrase("any")) for question in wording.ladder.questions)
        rows.append((f"{rung.number} {rung.name}", *needs))
    blocks: list[b.Block] = [
        b.Paragraph(wording.phrase("rules_intro")),
        b.Table(wording.phrase("rules_table"), header, tuple(rows)),
    ]
    if wording.ladder.notes:
        notes = []
        for note in wording.ladder.notes:
            when = wording.phrase("or_else").join(_condition(each, wording) for each in note.when)
            notes.append((note.id, f"{when[:1].upper()}{when[1:]}. {wording.say(note.words)}"))
        blocks += [b.Heading(wording.phrase("notes_title")), b.Facts(tuple(notes))]
    blocks += credit_blocks(wording)
    return make_page(wording, wording.phrase("rules_title", name=wording.ladder.about.name), blocks)


def make_page(
    wording: Wording,
    title: str,
    blocks: Iterable[b.Block],
    subject: str = "",
    compact: bool = False,
) -> b.Page:
    """Return a page in the language of a ladder; `subject` is the activity that it is about."""
    direction, skip, about = wording.interface.direction, wording.phrase("skip"), wording.ladder.about
    credit = first_sentence(wording.say(about.credit)) if about.credit else ""
    return b.Page(title, tuple(blocks), about.language, subject, direction, skip, compact, credit)


def rung_in_words(rung: Rung, wording: Wording, or_higher: bool = False) -> str:
    """Return a rung as people say it: Rung 5 of 7: Engagement."""
    phrase = "rung_of_or_higher" if or_higher else "rung_of"
    return wording.phrase(phrase, rung=rung.number, rungs=len(wording.ladder.rungs), name=rung.name)


def drawing(wording: Wording, marks: dict[str, str] | None = None, short: bool = False) -> b.Drawing:
    """Return the ladder as a drawing, with the marks given for the ids of rungs.

    A short one has only the names of the rungs.
    """
    rungs = []
    for rung in reversed(wording.ladder.rungs):
        mark = (marks or {}).get(rung.id, "")
        spoken = wording.phrase("rung_aloud", rung=rung.number, name=rung.name)
        if mark:
            spoken = wording.phrase("rung_aloud_marked", rung=rung.number, mark=mark, name=rung.name)
        summary = "" if short else wording.say(rung.summary)
        rungs.append(b.DrawnRung(rung.number, rung.name, summary, spoken, mark))
    return b.Drawing(wording.phrase("top_rung_first", name=wording.ladder.about.name), tuple(rungs))


def credit_blocks(wording: Wording) -> tuple[b.Block, ...]:
    """Return whose ladder it is, with links to them, and its id and version."""
    about = wording.ladder.about
    blocks: list[b.Block] = [b.Heading(wording.phrase("where_from"))]
    if about.credit:
        blocks.append(b.Paragraph(wording.say(about.credit)))
    linked = [source for source in wording.ladder.sources if source.id in about.sources and source.url]
    if linked:
        blocks.append(source_links(linked))
    version = wording.phrase("ladder_version", id=about.id, version=about.version)
    return *blocks, b.Facts(((wording.phrase("ladder"), version),))


def cited_blocks(
    wording: Wording, entries: Iterable[Citing], sources: Iterable[Source], ours: bool = False
) -> tuple[b.Block, ...]:
    """Return the sources that entries name, in their order; `ours` says that the wording is not theirs."""
    cited = {source_id for entry in entries for source_id in entry.sources}
    found = [source for source in sources if source.id in cited]
    if not found:
        return ()
    said = [b.Paragraph(wording.phrase("wording_is_ours"))] if ours else []
    return b.Heading(wording.phrase("where_from" if ours else "sources")), *said, source_links(found)


def collected(pages: Sequence[tuple[str, b.Page]], wording: Wording) -> Iterator[b.Block]:
    """Yield contents with the text that goes with each page, then the pages, their headings a level lower."""
    yield b.Heading(wording.phrase("contents"))
    yield b.Links(tuple((text, f"#part-{number}") for number, (text, _) in enumerate(pages, start=1)))
    for number, (_, page) in enumerate(pages, start=1):
        yield b.Heading(page.title, anchor=f"part-{number}")
        for block in page.blocks:
            yield replace(block, level=block.level + 1) if isinstance(block, b.Heading) else block


def source_links(sources: Iterable[Source]) -> b.Links:
    """Return the titles and publishers of sources, with a link where there is one."""
    return b.Links(tuple((f"{source.title}, {source.publisher}", source.url) for source in sources))


def _need_facts(rung: Rung, wording: Wording) -> b.Facts:
    needed = [question for question in wording.ladder.questions if question.id in rung.needs]
    answers = [question.answers[question.rank(rung.needs[question.id])] for question in needed]
    pairs = zip(needed, answers, strict=True)
    return b.Facts(
        tuple((wording.say(question.words), wording.say(answer.words)) for question, answer in pairs)
    )


def _condition(condition: Condition, wording: Wording) -> str:
    """Return a condition by the ids in it: voice at least discuss and on the rung co-design."""
    either = wording.phrase("or").join
    parts = [
        wording.phrase(f"if_{kind}", question=question, answer=answer)
        for kind in ("at_least", "at_most", "exactly")
        for question, answer in getattr(condition, kind).items()
    ]
    if condition.rungs:
        parts.append(wording.phrase("if_rungs", rungs=either(condition.rungs)))
    if condition.stage:
        parts.append(wording.phrase("if_stages", stages=either(condition.stage)))
    if condition.called:
        parts.append(wording.phrase(f"if_called_{condition.called}"))
    return wording.phrase("and").join(parts) or wording.phrase("always")
