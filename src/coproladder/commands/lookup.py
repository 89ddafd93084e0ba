"""The commands that look things up: the ladder, the tips, the questions, the rules, the guide."""

import sys
from typing import Annotated, Any

import typer

from coproladder.base.errors import UsageError
from coproladder.base.text import visible
from coproladder.commands import options as opt
from coproladder.commands.console import page_output, printer
from coproladder.commands.signature import with_options
from coproladder.ladder.load import Part, differing_phrases, load_guide, load_ladder, source_text
from coproladder.ladder.records import Ladder
from coproladder.pages import reference as pages
from coproladder.render.blocks import Page


@with_options("text", "markdown", "html", "svg", "json", "yaml")
def show(
    options: opt.PageOptions,
    rung: opt.RungName = None,
    full: opt.Full = False,
    output_format: str = "text",
) -> None:
    """Print the ladder, top rung first, or one rung in full; as YAML the ladder file itself."""
    ladder = load_ladder(options.ladder)
    if rung is None:
        if output_format == "yaml":
            return _write_source(ladder, options, "ladder")
        if output_format == "json":
            return _write_record(ladder, options, about=ladder.about, rungs=ladder.rungs[::-1])
        whole = full or opt.goes_to_file(options) or output_format != "text"
        build = pages.ladder_page if whole else pages.ladder_in_short
        page = build(opt.wording_for(ladder, options))
        return _write_page(page, options, output_format, paged=False)
    if output_format in ("svg", "yaml"):
        raise UsageError(f"{output_format} is for the whole ladder; leave RUNG out")
    found, guide = opt.rung_of_option(ladder, "RUNG", rung), load_guide(ladder, options.ladder)
    if output_format == "json":
        from coproladder.results.json_lines import rung_record

        return _write_record(ladder, options, **rung_record(guide, found))
    from coproladder.pages.topics import rung_page

    page = rung_page(guide, found, opt.wording_for(ladder, options))
    return _write_page(page, options, output_format)


@with_options("text", "markdown", "html", "json")
def tips(options: opt.PageOptions, output_format: str = "text") -> None:
    """Print the top tips for co-production."""
    ladder = load_ladder(options.ladder)
    if output_format == "json":
        return _write_record(ladder, options, tips=ladder.tips)
    return _write_page(pages.tips_page(opt.wording_for(ladder, options)), options, output_format)


@with_options("text", "markdown", "html", "json")
def principles(options: opt.PageOptions, output_format: str = "text") -> None:
    """Print the principles that hold on every rung."""
    ladder = load_ladder(options.ladder)
    if output_format == "json":
        return _write_record(ladder, options, principles=ladder.principles)
    return _write_page(pages.principles_page(opt.wording_for(ladder, options)), options, output_format)


@with_options("text", "markdown", "html", "json", "csv", "sql")
def rules(
    options: opt.PageOptions,
    table: opt.TableName = "activities",
    reasons: opt.Reasons = False,
    fields: opt.WithFields = None,
    output_format: str = "text",
) -> None:
    """Print the rules: what each rung needs, and when each note applies; also as SQL."""
    ladder = load_ladder(options.ladder)
    if output_format in ("csv", "sql"):
        text = _rules_text(ladder, output_format, table, reasons, fields)
        with page_output(options) as stream:
            stream.write(text)
        return None
    if reasons:
        raise UsageError("--reasons is for --format sql or csv; coproladder assess gives them in words")
    if output_format == "json":
        from coproladder.results.json_lines import rules_record

        return _write_record(ladder, options, **rules_record(ladder))
    return _write_page(pages.rules_page(opt.wording_for(ladder, options)), options, output_format)


def _rules_text(ladder: Ladder, output_format: str, table: str, reasons: bool, fields: str | None) -> str:
    """Return the rules as SQL or CSV, with the reasons where they are wanted."""
    from coproladder.results.sql import EXTRA, check_table, reasons_csv, reasons_sql, rules_csv, rules_sql

    check_table(table)
    extra = [name.strip() for name in fields.split(",")] if fields else []
    if not set(extra) <= set(EXTRA) or len(set(extra)) < len(extra):
        raise UsageError(f"--with: name {' or '.join(EXTRA)}, or both with a comma between them")
    if not reasons:
        if extra:
            raise UsageError("--with goes with --reasons")
        return rules_sql(ladder, table) if output_format == "sql" else rules_csv(ladder)
    return reasons_sql(ladder, table, extra) if output_format == "sql" else reasons_csv(ladder, extra)


@with_options("text", "markdown", "html", "json", "json-schema", "yaml")
def questions(options: opt.PageOptions, output_format: str = "text") -> None:
    """Print the questions and their answers; as YAML all phrases of the tool, to translate."""
    ladder = load_ladder(options.ladder)
    if output_format == "json":
        lists = {name: getattr(ladder, name) for name in ("questions", "levels", "stages")}
        return _write_record(ladder, options, **lists)
    if output_format == "yaml":
        return _write_source(ladder, options, "interface")
    if output_format == "json-schema":
        from coproladder.results.json_lines import activity_schema

        return _write_json(activity_schema(ladder), options)
    from coproladder.form.data import paper_form

    build = paper_form if output_format == "html" else pages.questions_page
    return _write_page(build(opt.wording_for(ladder, options)), options, output_format)


@with_options("text", "markdown", "html", "json", "yaml")
def guide(
    options: opt.PageOptions,
    topic: opt.TopicName = None,
    find: opt.Find = None,
    whole: opt.WholeGuide = False,
    output_format: str = "text",
) -> None:
    """List the topics of the guide, print one, or look for a word; as YAML the file of the guide."""
    from coproladder.ladder.wording import Wording
    from coproladder.pages import search
    from coproladder.pages import topics as guides
    from coproladder.results import json_lines as records

    if whole and (topic is not None or find is not None):
        raise UsageError("--all is for the whole guide; leave TOPIC and --find out")
    ladder = load_ladder(options.ladder)
    if output_format == "yaml":
        if topic is not None or find is not None:
            raise UsageError("yaml is for the whole guide; leave TOPIC and --find out")
        return _write_source(ladder, options, "guide")
    known, wording = load_guide(ladder, options.ladder), opt.wording_for(ladder, options)
    if find is not None:
        hits = search.find(guides.all_pages(known, wording), find, wording)
        page, record = search.find_page(hits, find, wording), {"query": find, "hits": hits}
    elif topic is not None:
        topic_id = guides.topic_named(known, topic, wording)
        page = guides.guide_page(known, topic_id, wording)
        record = records.topic_record(known, topic_id)
    else:
        list_or_all = guides.whole_guide_page if whole or output_format == "html" else guides.topics_page
        page = list_or_all(known, wording)
        record = records.topics_record(guides.topics(known, Wording(ladder, wording.interface)))
    if output_format == "json":
        return _write_record(ladder, options, **record)
    return _write_page(page, options, output_format)


def check(
    file: Annotated[str, typer.Argument(metavar="LADDER.yaml", help="The ladder file to check.")],
) -> None:
    """Check a ladder file of your own, and list every fault with its line and the cure."""
    found = load_ladder(file)
    load_guide(found, file)
    missing, unknown = differing_phrases(found, file)
    counts = f"{len(found.rungs)} rungs, {len(found.questions)} questions, {len(found.notes)} notes"
    sys.stdout.write(f"{visible(file)}: no faults found: {counts}\n")
    if unknown:
        sys.stdout.write(f"phrases that the tool does not have, passed over: {', '.join(unknown)}\n")
    if missing:
        sys.stdout.write(f"phrases that are missing and stay English: {', '.join(missing)}\n")
    elif found.about.interface is None and not found.about.language.startswith("en"):
        cure = "coproladder questions --format yaml prints them, to translate"
        sys.stdout.write(f"about.interface names no file, so the tool's own phrases stay English; {cure}\n")


def _write_source(ladder: Ladder, options: opt.PageOptions, part: Part) -> None:
    """Write a file that a ladder is made of, as it is."""
    with page_output(options) as stream:
        stream.write(source_text(ladder, options.ladder, part))


def _write_record(ladder: Ladder, options: opt.PageOptions, **parts: Any) -> None:
    """Write parts of a ladder or its guide as a record, with the id of the ladder."""
    _write_json({"ladder": ladder.id, **parts}, options)


def _write_json(value: Any, options: opt.PageOptions) -> None:
    from coproladder.results.json_lines import json_bytes

    with page_output(options) as stream:
        stream.buffer.write(json_bytes(value))


def _write_page(page: Page, options: opt.PageOptions, output_format: str, paged: bool = True) -> None:
    with page_output(options) as stream:
        printer(stream, output_format, options.plain, paged)(page)
