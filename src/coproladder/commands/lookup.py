"""The commands that look things up: the ladder, the tips, the questions, the rules, the guide."""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Annotated, Any

import typer

from coproladder.base.errors import UsageError
from coproladder.base.fields import CALLED
from coproladder.base.text import visible
from coproladder.commands import options as opt
from coproladder.commands.console import log, page_output, printer
from coproladder.commands.parser import with_options
from coproladder.form.paper import paper_form
from coproladder.ladder.load import Part, differing_phrases, load_guide, load_ladder, source_text
from coproladder.ladder.records import Ladder
from coproladder.pages import reference as pages
from coproladder.render.blocks import Page

Formats = Mapping[str, Callable[..., Page | dict[str, Any] | str]]
"""What makes each format of a command, from the ladder, the options, and what else the command was given.

It makes a page, a value that is written as JSON, or a text that is written as it is.
"""

PAGES = ("text", "markdown", "html")


def _page(build: Callable[..., Page]) -> Callable[..., Page]:
    """Return what makes a page that is built from the wording alone."""
    return lambda ladder, options, *_: build(opt.wording_for(ladder, options))


def _formats(build: Callable[..., Page], record: Callable[..., dict[str, Any]]) -> Formats:
    """Return the formats that most of these commands have."""
    return {**dict.fromkeys(PAGES, _page(build)), "json": record}


def _file(part: Part) -> Callable[..., str]:
    """Return what gives a file that the ladder is made of, as it is."""
    return lambda ladder, options, *_: source_text(ladder, options.ladder, part)


def _write(
    formats: Formats, output_format: str, options: opt.PageOptions, *given: Any, paged: bool = True
) -> None:
    """Write one of the formats; JSON says which ladder it is from."""
    ladder = load_ladder(options.ladder)
    made = formats[output_format](ladder, options, *given)
    with page_output(options) as stream:
        if isinstance(made, Page):
            printer(stream, output_format, options.plain, paged)(made)
        elif isinstance(made, str):
            stream.write(made)
        else:
            from coproladder.results.json_lines import json_bytes

            record = {"ladder": ladder.id, **made} if output_format == "json" else made
            stream.buffer.write(json_bytes(record))


LADDER: Formats = {
    **dict.fromkeys((*PAGES, "svg"), _page(pages.ladder_page)),
    "json": lambda ladder, _: {"about": ladder.about, "rungs": ladder.rungs[::-1]},
    "yaml": _file("ladder"),
}


def _rung_page(ladder: Ladder, options: opt.PageOptions, name: str) -> Page:
    from coproladder.pages.topics import rung_page

    rung, guide = opt.rung_of_option(ladder, "RUNG", name), load_guide(ladder, options.ladder)
    return rung_page(guide, rung, opt.wording_for(ladder, options))


def _rung_record(ladder: Ladder, options: opt.PageOptions, name: str) -> dict[str, Any]:
    rung, guide = opt.rung_of_option(ladder, "RUNG", name), load_guide(ladder, options.ladder)
    return {
        "rung": rung,
        "guide": next((entry for entry in guide.rungs if entry.id == rung.id), None),
        "editions": [entry for entry in guide.editions if entry.rung == rung.id],
        "elsewhere": [entry for entry in guide.matches if entry.rung == rung.id],
        "promise": next((entry for entry in guide.promises if entry.rung == rung.id), None),
    }


RUNG: Formats = dict.fromkeys(PAGES, _rung_page) | {"json": _rung_record}


@with_options(LADDER)
def show(
    options: opt.PageOptions,
    rung: opt.RungName = None,
    full: opt.Full = False,
    output_format: str = "text",
) -> None:
    """Print the ladder, top rung first, or one rung in full; as YAML the ladder file itself."""
    if rung is None:
        whole = full or opt.goes_to_file(options) or output_format != "text"
        formats = LADDER if whole else {"text": _page(pages.ladder_in_short)}
        return _write(formats, output_format, options, paged=False)
    if output_format not in RUNG:
        raise UsageError(f"{output_format} is for the whole ladder; leave RUNG out")
    return _write(RUNG, output_format, options, rung)


TIPS = _formats(pages.tips_page, lambda ladder, _: {"tips": ladder.tips})


@with_options(TIPS)
def tips(options: opt.PageOptions, output_format: str = "text") -> None:
    """Print the top tips for co-production."""
    _write(TIPS, output_format, options)


PRINCIPLES = _formats(pages.principles_page, lambda ladder, _: {"principles": ladder.principles})


@with_options(PRINCIPLES)
def principles(options: opt.PageOptions, output_format: str = "text") -> None:
    """Print the principles that hold on every rung."""
    _write(PRINCIPLES, output_format, options)


def _rules_record(ladder: Ladder, *_: Any) -> dict[str, Any]:
    kept = ("number", "id", "name", "goal", "needs")
    rungs = [{name: getattr(rung, name) for name in kept} for rung in ladder.rungs[::-1]]
    return {"rungs": rungs, "notes": ladder.notes}


def _rules_text(
    ladder: Ladder, _: opt.PageOptions, table: str, reasons: bool, called: bool, as_sql: bool
) -> str:
    from coproladder.results import sql

    sql.check_table(table)
    if not reasons:
        return sql.rules_sql(ladder, table) if as_sql else sql.rules_csv(ladder)
    text = sql.reasons_sql(ladder, table, called) if as_sql else sql.reasons_csv(ladder, called)
    if staged := [note.id for note in ladder.notes if any(when.stage for when in note.when)]:
        log(f"left out of the reasons where they ask for a stage: {', '.join(staged)}")
    return text


RULES: Formats = {
    **_formats(pages.rules_page, _rules_record),
    "csv": partial(_rules_text, as_sql=False),
    "sql": partial(_rules_text, as_sql=True),
}


@with_options(RULES)
def rules(
    options: opt.PageOptions,
    table: opt.TableName = "activities",
    reasons: opt.Reasons = False,
    field: opt.WithField = None,
    output_format: str = "text",
) -> None:
    """Print the rules: what each rung needs, and when each note applies; also as SQL."""
    if reasons and output_format not in ("csv", "sql"):
        raise UsageError("--reasons is for --format sql or csv; coproladder assess gives them in words")
    if field and not reasons:
        raise UsageError("--with goes with --reasons")
    if field not in (None, CALLED):
        raise UsageError(f'--with: reasons can look at no field "{field}"; use {CALLED}')
    _write(RULES, output_format, options, table, reasons, field == CALLED)


def _schema(ladder: Ladder, _: opt.PageOptions) -> dict[str, Any]:
    from coproladder.results.json_lines import activity_schema

    return activity_schema(ladder)


def _questions_csv(ladder: Ladder, options: opt.PageOptions) -> str:
    from coproladder.results.csv_table import csv_text, safe

    say, rows = opt.wording_for(ladder, options).say, [("question", "words", "answer", "label", "hint")]
    for each in ladder.questions:
        for choice in ladder.choices(each):
            rows.append((each.id, say(each.words), choice.id, say(choice.words), say(choice.hint)))
    return csv_text([*map(safe, row)] for row in rows)


QUESTIONS: Formats = {
    **dict.fromkeys(PAGES, _page(pages.questions_page)),
    "html": _page(paper_form),
    "csv": _questions_csv,
    "json": lambda ladder, _: {
        name: getattr(ladder, name) for name in ("about", "questions", "levels", "stages")
    },
    "json-schema": _schema,
    "yaml": _file("interface"),
}


@with_options(QUESTIONS)
def questions(options: opt.PageOptions, output_format: str = "text") -> None:
    """Print the questions and their answers; as YAML all phrases of the tool, to translate."""
    _write(QUESTIONS, output_format, options)


def _guide(
    ladder: Ladder, options: opt.PageOptions, topic: str | None, query: str | None, whole: bool
) -> tuple[Page, dict[str, Any]]:
    """Return what was asked for of the guide, as a page and as a record."""
    from coproladder.ladder.wording import Wording
    from coproladder.pages import search, topics

    known, wording = load_guide(ladder, options.ladder), opt.wording_for(ladder, options)
    if query is not None:
        hits = search.find(topics.all_pages(known, wording), query, wording)
        return search.find_page(hits, query, wording), {"query": query, "hits": hits}
    if topic is not None:
        topic_id = topics.topic_named(known, topic, wording)
        own = [each for each in known.topics if each.id == topic_id]
        names = ("frameworks", "matches") if topic_id == "crosswalk" else (topic_id,)
        record = {"topic": own[0]} if own else {name: getattr(known, name) for name in names}
        return topics.guide_page(known, topic_id, wording), record
    page = (topics.whole_guide_page if whole else topics.topics_page)(known, wording)
    listed = topics.topics(known, Wording(ladder, wording.interface))
    return page, {"topics": [dict(zip(("id", "title", "summary"), each, strict=True)) for each in listed]}


GUIDE: Formats = {
    **dict.fromkeys(PAGES, lambda *asked: _guide(*asked)[0]),
    "json": lambda *asked: _guide(*asked)[1],
    "yaml": _file("guide"),
}


@with_options(GUIDE)
def guide(
    options: opt.PageOptions,
    topic: opt.TopicName = None,
    find: opt.Find = None,
    whole: opt.WholeGuide = False,
    output_format: str = "text",
) -> None:
    """List the topics of the guide, print one, or look for a word; as YAML the file of the guide."""
    some = topic is not None or find is not None
    if whole and some:
        raise UsageError("--all is for the whole guide; leave TOPIC and --find out")
    if output_format == "yaml" and some:
        raise UsageError("yaml is for the whole guide; leave TOPIC and --find out")
    _write(GUIDE, output_format, options, topic, find, whole or output_format == "html")


def check(
    file: Annotated[str, typer.Argument(metavar="LADDER.yaml", help="The ladder file to check.")],
) -> None:
    """Check a ladder file of your own, and list every fault with its line and the cure."""
    ladder = load_ladder(file)
    load_guide(ladder, file)
    counts = f"{len(ladder.rungs)} rungs, {len(ladder.questions)} questions, {len(ladder.notes)} notes"
    for line in (f"{visible(file)}: no faults found: {counts}", *_remarks(ladder, file)):
        sys.stdout.write(f"{line}\n")


def _remarks(ladder: Ladder, file: str) -> Iterator[str]:
    """Yield what is no fault of a ladder file, but may surprise."""
    if helped := [question.id for question in ladder.questions if question.help]:
        new = "new keys do more: before, not_sure, and the hint and finding of an answer"
        yield f"questions with help, which is still shown: {', '.join(helped)}; {new}"
    missing, unknown = differing_phrases(ladder, file)
    if unknown:
        yield f"phrases that the tool does not have, passed over: {', '.join(unknown)}"
    if missing:
        yield f"phrases that are missing and stay English: {', '.join(missing)}"
    elif ladder.about.interface is None and not ladder.about.language.startswith("en"):
        cure = "coproladder questions --format yaml prints them, to translate"
        yield f"about.interface names no file, so the tool's own phrases stay English; {cure}"
