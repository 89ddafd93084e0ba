"""The commands that look things up: the ladder, the tips, the questions, the rules, the guide."""

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from coproladder import options as opt
from coproladder.blocks import Page
from coproladder.console import printer, results
from coproladder.errors import DataError, UsageError
from coproladder.files import visible
from coproladder.ladder import Ladder, Rung
from coproladder.loading import load_guide, load_ladder


def show(
    rung: opt.RungName = None,
    ladder: opt.LadderFile = None,
    plain: opt.Plain = False,
    easy: opt.Easy = False,
    output_format: opt.PictureFormat = "text",
    output: opt.Output = None,
    force: opt.Force = False,
) -> None:
    """Print the ladder, top rung first, or one rung in full."""
    from coproladder import export

    chosen = load_ladder(ladder)
    if rung is None:
        from coproladder.pages import ladder_page

        page, record = ladder_page(chosen, easy), export.ladder_record(chosen)
    else:
        from coproladder.guide_pages import rung_page

        if output_format == "svg":
            raise UsageError("svg is a picture of the whole ladder; leave RUNG out")
        found = rung_named(chosen, "RUNG", rung)
        guide = load_guide(chosen, ladder)
        page = rung_page(chosen, guide, found, easy)
        record = export.rung_record(chosen, guide, found)
    _answer(page, record, output_format, plain, output, force)


def reference(build: Callable[[Ladder, bool], tuple[Page, Any]]) -> Callable[..., None]:
    """Return a command of what builds a page, with easy words or not, and the record behind it."""

    def command(
        ladder: opt.LadderFile = None,
        plain: opt.Plain = False,
        easy: opt.Easy = False,
        output_format: opt.PageFormat = "text",
        output: opt.Output = None,
        force: opt.Force = False,
    ) -> None:
        page, record = build(load_ladder(ladder), easy)
        _answer(page, record, output_format, plain, output, force)

    command.__name__, command.__doc__ = build.__name__, build.__doc__
    return command


@reference
def tips(ladder: Ladder, easy: bool) -> tuple[Page, Any]:
    """Print the top tips for co-production."""
    from coproladder import export, pages

    return pages.tips_page(ladder, easy), export.section_record(ladder, "tips")


@reference
def principles(ladder: Ladder, easy: bool) -> tuple[Page, Any]:
    """Print the principles that hold on every rung."""
    from coproladder import export, pages

    return pages.principles_page(ladder, easy), export.section_record(ladder, "principles")


def rules(
    table: opt.TableName = "activities",
    ladder: opt.LadderFile = None,
    plain: opt.Plain = False,
    easy: opt.Easy = False,
    output_format: opt.RulesFormat = "text",
    output: opt.Output = None,
    force: opt.Force = False,
) -> None:
    """Print the rules: what each rung needs, and when each note applies; also as SQL."""
    from coproladder import export, pages
    from coproladder.rules_export import rules_csv, rules_sql

    chosen = load_ladder(ladder)
    if output_format in ("csv", "sql"):
        if not table.strip() or not table.isprintable() or ";" in table:
            raise UsageError("--table: a name, a file or a function to select from, and nothing else")
        text = rules_sql(chosen, table) if output_format == "sql" else rules_csv(chosen)
        with results(output, force) as stream:
            stream.write(text)
        return
    page, record = pages.rules_page(chosen, easy), export.rules_record(chosen)
    _answer(page, record, output_format, plain, output, force)


def questions(
    ladder: opt.LadderFile = None,
    plain: opt.Plain = False,
    easy: opt.Easy = False,
    output_format: opt.SchemaFormat = "text",
    output: opt.Output = None,
    force: opt.Force = False,
) -> None:
    """Print the questions, their answers in order, and the ids to use in files."""
    from coproladder import export, pages

    chosen = load_ladder(ladder)
    record = export.section_record(chosen, "questions", "levels", "stages")
    if output_format == "json-schema":
        record = export.activity_schema(chosen)
    _answer(pages.questions_page(chosen, easy), record, output_format, plain, output, force)


def guide(
    topic: opt.TopicName = None,
    find: opt.Find = None,
    ladder: opt.LadderFile = None,
    plain: opt.Plain = False,
    easy: opt.Easy = False,
    output_format: opt.PageFormat = "text",
    output: opt.Output = None,
    force: opt.Force = False,
) -> None:
    """List the topics of the guide, print one, or look for a word in everything."""
    from coproladder import export, finding, guide_pages

    chosen = load_ladder(ladder)
    known = load_guide(chosen, ladder)
    record: Any
    if find is not None:
        hits = finding.find(guide_pages.all_pages(chosen, known, easy), find)
        page, record = finding.find_page(hits, find), export.hits_record(chosen, find, hits)
    elif topic is not None:
        topic_id = guide_pages.topic_named(known, topic)
        page = guide_pages.guide_page(chosen, known, topic_id, easy)
        record = export.topic_record(chosen, known, topic_id)
    else:
        page = guide_pages.topics_page(chosen, known, easy)
        record = export.topics_record(chosen, guide_pages.topics(known, easy=False))
    _answer(page, record, output_format, plain, output, force)


def check(
    file: Annotated[str, typer.Argument(metavar="LADDER.yaml", help="The ladder file to check.")],
) -> None:
    """Check a ladder file of your own, and list every fault with its line and the cure."""
    found = load_ladder(file)
    load_guide(found, file)
    counts = f"{len(found.rungs)} rungs, {len(found.questions)} questions, {len(found.notes)} notes"
    sys.stdout.write(f"{visible(file)}: no faults found: {counts}\n")


def rung_named(ladder: Ladder, option: str, name: str) -> Rung:
    """Return the rung that an option names; UsageError where there is none."""
    from coproladder.activities import find_rung

    try:
        return find_rung(ladder, name, option)
    except DataError as error:
        raise UsageError(str(error)) from None


def _answer(
    page: Page, record: Any, output_format: str, plain: bool, output: str | None, force: bool
) -> None:
    """Write one page, or the record behind it, to where the result goes."""
    with results(output, force) as stream:
        if output_format in ("json", "json-schema"):
            from coproladder.export import json_bytes

            stream.buffer.write(json_bytes(record))
        else:
            printer(stream, output_format, plain)(page)
