"""Builds the pages of the reference: the ladder, a rung, the questions, the rules, principles, tips."""

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from coproladder.base.words import first_sentence
from coproladder.ladder.records import Cited, Condition, Question, Rung, Source, Tip
from coproladder.ladder.wording import Wording
from coproladder.render import blocks as b


def ladder_page(wording: Wording) -> b.Page:
    """Return the whole ladder, top rung first."""
    about = wording.ladder.about
    more = [wording.paragraph(words) for words in (about.works_at, about.based_on) if words]
    blocks = (wording.paragraph(about.summary), drawing(wording), *more, *credit_blocks(wording))
    return wording.page(about.name, blocks)


def ladder_in_short(wording: Wording, look: Sequence[str] = ()) -> b.Page:
    """Return the ladder alone, and in one line where to read on, with the options that show it."""
    show = shlex.join(["coproladder", "show", str(wording.ladder.rungs[-1].number), *look])
    further = wording.paragraph("read_further", show=show, guide=shlex.join(["coproladder", "guide", *look]))
    return wording.page(wording.ladder.about.name, (drawing(wording), further), compact=True)


def rung_blocks(rung: Rung, wording: Wording) -> Iterator[b.Block]:
    """Yield a rung: what it is and is not, when it is right, what it needs, how to do it well."""
    yield wording.paragraph(rung.summary)
    for name in ("what_it_is", "what_it_is_not", "when_it_is_right"):
        yield from wording.section(name, getattr(rung, name))
    yield from wording.section("what_it_needs", b.Items(wording.results(rung.needs)))
    advice = "how_to_do_it_well" if rung.goal else "what_to_do_instead"
    yield from wording.section(advice, b.Items(tuple(map(wording.say, rung.how_to_do_it_well))))


def principles_page(wording: Wording) -> b.Page:
    """Return the principles."""
    ladder = wording.ladder
    blocks: list[b.Block] = []
    for entry in ladder.principles:
        blocks += [b.Heading(entry.name), wording.paragraph(entry.words)]
    blocks += cited_blocks(wording, ladder.principles, ladder.sources, ours=True)
    return wording.page(wording.phrase("principles_title"), blocks)


def tips_page(wording: Wording) -> b.Page:
    """Return the tips in their order, with the questions that each can help with."""
    ladder = wording.ladder
    questions = {question.id: wording.say(question.words) for question in ladder.questions}
    blocks: list[b.Block] = []
    for number, tip in enumerate(ladder.tips, start=1):
        blocks += [b.Heading(f"{number}. {tip.title}"), wording.paragraph(tip.words)]
        if tip.helps:
            blocks.append(wording.facts({"helps_with": " ".join(questions[each] for each in tip.helps)}))
    blocks += cited_blocks(wording, ladder.tips, ladder.sources, ours=True)
    return wording.page(wording.phrase("tips_title"), blocks)


def tip_items(tips: Iterable[Tip], wording: Wording) -> b.Items:
    """Return tips as a list, each with its title."""
    return b.Items(tuple(f"{tip.title}. {wording.say(tip.words)}" for tip in tips))


def questions_page(wording: Wording, with_ids: bool = True) -> b.Page:
    """Return the questions with their answers, least power for people first; the ids are for files."""
    ladder, intro = wording.ladder, wording.phrase("questions_intro")
    shown = b.Paragraph(intro if with_ids else first_sentence(intro))
    blocks: list[b.Block] = [shown, *before_blocks(wording)]

    def named(words: str, id_: str) -> str:
        return f"{words} ({id_})" if with_ids else words

    for question in ladder.questions:
        blocks.append(b.Heading(named(wording.say(question.words), question.id)))
        blocks += question_blocks(question, wording, with_ids=with_ids)
    for field, entries in (("level", ladder.levels), ("stage", ladder.stages)):
        if entries:
            items = tuple(f"{named(each.name, each.id)}: {wording.say(each.words)}" for each in entries)
            blocks += [b.Heading(named(wording.phrase(f"{field}s_title"), field)), b.Items(items)]
    return wording.page(wording.phrase("questions_title"), (*blocks, *credit_blocks(wording)))


def paper_form(wording: Wording) -> b.Page:
    """Return the form on paper: the questions with boxes to tick, and room for what else a record holds."""
    ladder = wording.ladder
    asked = wording.phrases("form_activity", "paper_basis", "sheet_answered_by", "form_date", "form_called")
    blocks: list[b.Block] = [
        wording.paragraph("paper_tick" if ladder.about.before else "paper_intro"),
        *before_blocks(wording, in_form=True),
        wording.table("form_more", ("question", "paper_answer"), [(label, "") for label in asked]),
        wording.paragraph("form_no_names"),
    ]
    for number, question in enumerate(ladder.questions, start=1):
        blocks.append(b.Heading(f"{number}. {wording.say(question.words)}"))
        blocks += question_blocks(question, wording, boxes=True)
        blocks.append(wording.facts({"form_why": b.BLANK * 10}))
    for phrase, entries in (("form_level", ladder.levels), ("form_stage", ladder.stages)):
        if entries:
            choices = (f"{entry.name}: {wording.say(entry.words)}" for entry in entries)
            blocks.append(wording.heading(phrase))
            blocks.append(b.Items((*choices, wording.phrase("form_not_said")), "checklist"))
    return wording.page(wording.phrase("form_title"), blocks)


def before_blocks(wording: Wording, in_form: bool = False) -> tuple[b.Block, ...]:
    """Return what to say once, before the first question; some of it is not said in a form."""
    said = [entry for entry in wording.ladder.about.before if entry.form or not in_form]
    return tuple(wording.section("ask_before", b.Items(tuple(map(wording.say, said)))))


def question_blocks(
    question: Question, wording: Wording, hinted: bool = True, with_ids: bool = False, boxes: bool = False
) -> Iterator[b.Block]:
    """Yield what stands under a question: what to know first, and the answers, not sure last."""
    for words in (question.before, question.help if hinted else None):
        if words:
            yield wording.paragraph(words)
    choices = wording.ladder.choices(question)
    ends = (f" ({choice.id})" if with_ids and choice.id else "" for choice in choices)
    labels = tuple(f"{wording.say(choice.words)}{end}" for choice, end in zip(choices, ends, strict=True))
    hints = tuple(wording.say(choice.hint) for choice in choices) if hinted else ()
    yield b.Items(labels, "checklist" if boxes else "steps", hints)


def rules_page(wording: Wording, with_ids: bool = True) -> b.Page:
    """Return the rules: what each rung needs, and when each note applies; easy words have no ids."""
    ladder, with_ids = wording.ladder, with_ids and not wording.easy
    columns = [each.id if with_ids else wording.say(each.words) for each in ladder.questions]
    rows = tuple(
        (
            f"{rung.number} {wording.named(rung)}",
            *(_needed(rung, each, wording, with_ids) for each in ladder.questions),
        )
        for rung in reversed(ladder.rungs)
    )
    table = b.Table(wording.phrase("rules_table"), (wording.phrase("rung"), *columns), rows)
    blocks: list[b.Block] = [wording.paragraph("rules_intro"), table]
    notes = []
    for number, note in enumerate(ladder.notes, start=1):
        when = wording.phrase("or_else").join(_condition(each, wording) for each in note.when)
        notes.append((note.id if with_ids else str(number), wording.say(note.words)))
        notes.append((wording.phrase("note_when"), when))
    blocks += wording.section("notes_title", b.Facts(tuple(notes)))
    title = wording.phrase("rules_title", name=ladder.about.name)
    return wording.page(title, (*blocks, *credit_blocks(wording)))


def rung_in_words(rung: Rung, wording: Wording) -> str:
    """Return a rung as people say it: Rung 5 of 7: Engagement."""
    rungs = len(wording.ladder.rungs)
    return wording.phrase("rung_of", rung=rung.number, rungs=rungs, name=wording.named(rung))


def drawing(
    wording: Wording,
    marks: Mapping[str, str] = {},
    texts: Mapping[str, str] | None = None,
    below: tuple[str, ...] = (),
    parts: Mapping[str, tuple[tuple[int, str], ...]] | None = None,
) -> b.Drawing:
    """Return the ladder as a drawing, with the marks given for the ids of rungs, and what is on none of them.

    `texts`, by the ids of rungs too, stand in place of their summaries; {} leaves only the names. So do
    `parts`, each with how many signs stand before it; they make the drawing a strip.
    """
    rungs = []
    if parts is not None:
        texts = {
            rung: wording.phrase("between_names").join(text for _, text in said)
            for rung, said in parts.items()
        }
    for rung in reversed(wording.ladder.rungs):
        mark = marks.get(rung.id, "")
        aloud = "rung_aloud_marked" if mark else "rung_aloud"
        text = wording.say(rung.summary) if texts is None else texts.get(rung.id, "")
        name = rung.name if text or parts is not None else wording.named(rung)
        spoken = wording.phrase(aloud, rung=rung.number, mark=mark, name=name)
        rungs.append(b.DrawnRung(rung.number, name, text, spoken, mark, (parts or {}).get(rung.id, ())))
    caption = wording.phrase("top_rung_first", name=wording.ladder.about.name)
    return b.Drawing(caption, tuple(rungs), below, strip=parts is not None)


def credit_blocks(wording: Wording) -> Iterator[b.Block]:
    """Yield whose ladder it is, with links to them, and its id and version."""
    about = wording.ladder.about
    if not wording.cited:
        return
    linked = (source for source in wording.ladder.sources if source.id in about.sources and source.url)
    version = {"ladder": wording.phrase("ladder_version", id=about.id, version=about.version)}
    yield from wording.section("where_from", about.credit, _links(linked), wording.facts(version))


def cited_blocks(
    wording: Wording, entries: Iterable[Cited], sources: Iterable[Source], ours: bool = False
) -> Iterator[b.Block]:
    """Yield the sources that entries name, in their order; `ours` says that the wording is not theirs."""
    cited = {source_id for entry in entries for source_id in entry.sources if wording.cited}
    if found := [source for source in sources if source.id in cited]:
        note = wording.paragraph("wording_is_ours") if ours else None
        yield from wording.section("where_from" if ours else "sources", note, _links(found))


def _links(sources: Iterable[Source]) -> b.Links:
    return b.Links(tuple((f"{source.title}, {source.publisher}", source.url) for source in sources))


def collected(pages: Sequence[tuple[str, b.Page]], wording: Wording) -> Iterator[b.Block]:
    """Yield contents with the text that goes with each page, then the pages, their headings a level lower."""
    yield wording.heading("contents")
    yield b.Links(tuple((text, f"#part-{number}") for number, (text, _) in enumerate(pages, start=1)))
    for number, (_, page) in enumerate(pages, start=1):
        yield b.Heading(page.title, anchor=f"part-{number}")
        for block in page.blocks:
            yield replace(block, level=block.level + 1) if isinstance(block, b.Heading) else block


def _needed(rung: Rung, question: Question, wording: Wording, with_ids: bool) -> str:
    """Return the least answer to a question that a rung needs: its id, or the answer as a result."""
    answer = rung.needs.get(question.id)
    if answer is None:
        return wording.phrase("any")
    return answer if with_ids else wording.answer(question, answer)


def _condition(condition: Condition, wording: Wording) -> str:
    """Return a condition in words: People help with part of it, or more. The rung is Co-design."""
    ladder, either = wording.ladder, wording.phrase("or").join
    parts = [
        wording.phrase(f"if_{kind}", answer=said.removesuffix("."))
        for kind in ("at_least", "at_most", "exactly")
        for said in wording.results(getattr(condition, kind))
    ]
    if condition.rungs:
        names = (rung.name for rung in ladder.rungs if rung.id in condition.rungs)
        parts.append(wording.phrase("if_rungs", rungs=either(names)))
    if condition.stage:
        names = (stage.name for stage in ladder.stages if stage.id in condition.stage)
        parts.append(wording.phrase("if_stages", stages=either(names)))
    if condition.basis:
        parts.append(wording.phrase(f"if_basis_{condition.basis}"))
    if condition.called:
        parts.append(wording.phrase(f"if_called_{condition.called}"))
    return " ".join(parts) or wording.phrase("always")
