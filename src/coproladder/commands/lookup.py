"""The commands that look things up, from the ladder to the guide, and check a ladder."""

import shlex
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from msgspec import to_builtins

from coproladder.base.errors import UsageError
from coproladder.base.fields import CALLED
from coproladder.base.text import visible
from coproladder.base.words import listed
from coproladder.base.yaml_document import yaml_text
from coproladder.commands.console import is_terminal, log, write_out
from coproladder.commands.options import PageOptions, as_typed, rung_of_option
from coproladder.ladder.load import differing_phrases, load_all, source_text
from coproladder.ladder.records import Ladder
from coproladder.ladder.wording import Wording
from coproladder.pages import reference as pages
from coproladder.render.blocks import Page

MOST_PHRASES_NAMED = 10
"""How many phrases are named that a translation lacks."""


def _made(
    page: PageOptions, build: Callable[[Wording], Page], record: dict[str, Any]
) -> Page | dict[str, Any]:
    """Return the page that is built, or the record as JSON has it, which says which ladder it is from."""
    return {"ladder": page.ladder.id, **record} if page.output_format == "json" else build(page.wording)


def show(page: PageOptions, rung: list[str] | None = None) -> None:
    """Show the ladder, or one rung in full; --format yaml prints the ladder file."""
    if rung and page.output_format in ("svg", "yaml"):
        raise UsageError(f"--format {page.output_format} is for the whole ladder; leave RUNG out")
    if rung:
        write_out(page, _rung(page, " ".join(rung)))
    elif page.output_format == "yaml":
        write_out(page, source_text(page.ladder, page.ladder_file, "ladder"))
    else:
        whole = page.full or page.to_file or page.output_format != "text"
        build = pages.ladder_page if whole else partial(pages.ladder_in_short, look=as_typed(page.look))
        record = {"about": page.ladder.about, "rungs": page.ladder.rungs[::-1]}
        write_out(page, _made(page, build, record), paged=False)


def _rung(page: PageOptions, name: str) -> Page | dict[str, Any]:
    from coproladder.pages.topics import rung_page

    rung, guide = rung_of_option(page.ladder, "RUNG", name), page.guide
    record = {
        "rung": rung,
        "guide": next((entry for entry in guide.rungs if entry.id == rung.id), None),
        "editions": [entry for entry in guide.editions if entry.rung == rung.id],
        "elsewhere": [entry for entry in guide.matches if entry.rung == rung.id],
        "promise": next((entry for entry in guide.promises if entry.rung == rung.id), None),
    }
    return _made(page, partial(rung_page, guide, rung), record)


def tips(page: PageOptions) -> None:
    """Show the tips for co-production."""
    write_out(page, _made(page, pages.tips_page, {"tips": page.ladder.tips}))


def principles(page: PageOptions) -> None:
    """Show the principles for every rung."""
    write_out(page, _made(page, pages.principles_page, {"principles": page.ladder.principles}))


def rules(
    page: PageOptions, table: str | None = None, reasons: bool = False, field: str | None = None
) -> None:
    """Show what each rung needs, and when each note is shown; --format sql writes a query."""
    if reasons and page.output_format not in ("csv", "sql"):
        raise UsageError("--reasons needs --format sql or csv; for reasons in words, use coproladder assess")
    if field and not reasons:
        raise UsageError("--with needs --reasons; add it, or leave --with out")
    if field not in (None, CALLED):
        raise UsageError(f'--with: the reasons cannot look at the field "{field}"; use {CALLED}')
    if table is not None and page.output_format != "sql":
        raise UsageError("--table needs --format sql; add it, or leave --table out")
    ladder = page.ladder
    if page.output_format in ("csv", "sql"):
        selected = "activities" if table is None else table
        write_out(page, _rules_text(ladder, page.output_format == "sql", selected, reasons, field == CALLED))
    else:
        kept = ("number", "id", "name", "goal", "needs")
        rungs = [{name: getattr(rung, name) for name in kept} for rung in ladder.rungs[::-1]]
        write_out(page, _made(page, pages.rules_page, {"rungs": rungs, "notes": ladder.notes}))


def _rules_text(ladder: Ladder, as_sql: bool, table: str, reasons: bool, called: bool) -> str:
    from coproladder.results import sql

    sql.check_table(table)
    if not reasons:
        return sql.rules_sql(ladder, table) if as_sql else sql.rules_csv(ladder)
    text = sql.reasons_sql(ladder, table, called) if as_sql else sql.reasons_csv(ladder, called)
    for asked_for, notes in ladder.noted.items():
        log(f"these notes ask for a {asked_for}, so the reasons leave them out: {', '.join(notes)}")
    return text


def questions(page: PageOptions, answer: list[str] | None = None) -> None:
    """Show the questions and answers; --format xlsx makes a sheet to fill in, yaml all the tool's phrases."""
    if answer and page.output_format != "xlsx":
        raise UsageError("--answer fills in the empty sheet; add --output sheet.xlsx")
    write_out(page, _questions(page, answer or []))


def _empty_sheet(page: PageOptions, answers: list[str]) -> bytes:
    from coproladder.commands.inputs import given_fields
    from coproladder.placing.vocabulary import Vocabulary
    from coproladder.results.sheet import empty_sheet, sheet_columns

    if not page.to_file and is_terminal(sys.stdout):
        raise UsageError("the sheet is a workbook; name a file for it: --output sheet.xlsx")
    given = given_fields(answers, Vocabulary(page.ladder))
    if lacking := given.keys() - {column.field for column in sheet_columns(page.wording)}:
        raise UsageError(f"--answer: the sheet has no column for {', '.join(sorted(lacking))}")
    return empty_sheet(page.wording, given)


def _questions(page: PageOptions, answers: list[str]) -> Page | str | bytes | dict[str, Any]:
    match page.output_format:
        case "xlsx":
            return _empty_sheet(page, answers)
        case "csv":
            return _questions_csv(page.wording)
        case "json-schema":
            from coproladder.results.json_lines import activity_schema

            return activity_schema(page.ladder)
        case "yaml":
            return source_text(page.ladder, page.ladder_file, "interface")
        case "html":
            return pages.paper_form(page.wording)
    listed = {name: getattr(page.ladder, name) for name in ("about", "questions", "levels", "stages")}
    return _made(page, pages.questions_page, listed)


def _questions_csv(wording: Wording) -> str:
    from coproladder.results.csv_table import csv_text

    say, rows = wording.say, [("question", "words", "answer", "label", "hint")]
    for each in wording.ladder.questions:
        for choice in wording.ladder.choices(each):
            rows.append((each.id, say(each.words), choice.id, say(choice.words), say(choice.hint)))
    return csv_text(rows)


def guide(
    page: PageOptions, named: list[str] | None = None, find: str | None = None, whole: bool = False
) -> None:
    """List the guide's topics, show one, or search for a word; --format yaml prints the guide file."""
    topic = " ".join(named) if named else None
    some = topic is not None or find is not None
    if whole and some:
        raise UsageError("--all is for the whole guide; leave TOPIC and --find out")
    if page.output_format == "yaml" and some:
        raise UsageError("--format yaml is for the whole guide; leave TOPIC and --find out")
    if page.output_format == "yaml":
        write_out(page, source_text(page.ladder, page.ladder_file, "guide"))
    elif page.output_format == "csv":
        write_out(page, _empty_table(page, topic))
    else:
        shown, record = _guide(page, topic, find, whole or page.output_format == "html")
        write_out(page, {"ladder": page.ladder.id, **record} if page.output_format == "json" else shown)


def _empty_table(page: PageOptions, topic: str | None) -> str:
    from coproladder.results.csv_table import csv_text

    tables = {each.id: part for each in page.guide.topics for part in each.sections if part.kind == "table"}
    if topic not in tables:
        raise UsageError(f"--format csv is for a topic with a table to fill in; use {' or '.join(tables)}")
    return csv_text([[page.wording.say(item) for item in tables[topic].items]])


def _guide(
    page: PageOptions, topic: str | None, query: str | None, whole: bool
) -> tuple[Page, dict[str, Any]]:
    from coproladder.pages import search, topics

    known, wording = page.guide, page.wording
    if query is not None:
        hits = search.find(topics.all_pages(known, wording), query, wording)
        return search.find_page(hits, query, wording), {"query": query, "hits": hits}
    if topic is not None:
        try:
            topic_id = topics.topic_named(known, topic, wording)
        except UsageError as error:
            if not search.find(topics.all_pages(known, wording), topic, wording):
                raise
            search_for = ["coproladder", "guide", "--find", topic, *as_typed(page.look)]
            end = "" if str(error).endswith("?") else "."
            raise UsageError(f"{error}{end} To search the guide: {shlex.join(search_for)}") from None
        own = [each for each in known.topics if each.id == topic_id]
        names = ("frameworks", "matches") if topic_id == "crosswalk" else (topic_id,)
        record = {"topic": own[0]} if own else {name: getattr(known, name) for name in names}
        return topics.guide_page(known, topic_id, wording), record
    shown = (topics.whole_guide_page if whole else topics.topics_page)(known, wording)
    listed = topics.topics(known, Wording(page.ladder, wording.interface))
    return shown, {"topics": [dict(zip(("id", "title", "summary"), each, strict=True)) for each in listed]}


def check(checked: str, missing: str | None = None, force: bool = False) -> None:
    """Check a ladder file of your own, and list every fault, with its line and how to fix it."""
    ladder = load_all(checked)
    counts = f"{len(ladder.rungs)} rungs, {len(ladder.questions)} questions, {len(ladder.notes)} notes"
    for line in (f"{visible(checked)}: no faults found: {counts}", *_remarks(ladder, checked)):
        sys.stdout.write(f"{line}\n")
    if missing:
        phrases = to_builtins(differing_phrases(ladder, checked)[0])
        page = PageOptions(ladder_file=checked, output=missing, force=force)
        write_out(page, yaml_text({"phrases": phrases}))


def _remarks(ladder: Ladder, file: str) -> Iterator[str]:
    """Yield what is no fault of a ladder file, but may surprise."""
    if helped := [question.id for question in ladder.questions if question.help]:
        new = "the new keys do more: before, not_sure, and the hint and finding of an answer"
        yield f"these questions have the key help, which is still shown: {', '.join(helped)}; {new}"
    missing, unknown = differing_phrases(ladder, file)
    if unknown:
        yield f"the tool has no such phrases, so they are not used: {', '.join(unknown)}"
    if missing:
        names = listed(missing, MOST_PHRASES_NAMED)
        count = "1 phrase is" if len(missing) == 1 else f"{len(missing)} phrases are"
        yield f"{count} missing, and English takes their place: {names}; --missing FILE writes them all"
    elif ladder.about.interface is None and not ladder.about.language.startswith("en"):
        cure = "coproladder questions --format yaml prints them, to translate"
        yield f"about.interface names no file, so the tool's own phrases stay English; {cure}"
