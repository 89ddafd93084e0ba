"""The commands."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import Annotated, Any

import typer

from coproladder import __version__
from coproladder.blocks import Page
from coproladder.console import Progress, printer, results, tell, watched
from coproladder.errors import DataError, Exit, UsageError
from coproladder.files import visible
from coproladder.ladder import Ladder, Rung
from coproladder.loading import load_guide, load_ladder
from coproladder.options import (
    Aim,
    AnswerPairs,
    AsJson,
    AtLeast,
    Easy,
    Fields,
    File,
    Files,
    Find,
    Force,
    Input,
    KeepExtra,
    LadderFile,
    Output,
    PageFormat,
    PictureFormat,
    Plain,
    Quick,
    RawCsv,
    Rejects,
    ReportFormat,
    ResultFormat,
    RulesFormat,
    RungName,
    Save,
    SchemaFormat,
    Strict,
    TableName,
    TopicName,
)

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def coproladder(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Where on the ladder of co-production is an activity, why, and what would change it?"""
    if version:
        sys.stdout.write(f"coproladder {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stdout.write(f"{context.get_help()}\n")


@app.command()
def show(
    rung: RungName = None,
    ladder: LadderFile = None,
    plain: Plain = False,
    easy: Easy = False,
    output_format: PictureFormat = "text",
    output: Output = None,
    force: Force = False,
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
        found = _rung(chosen, "RUNG", rung)
        guide = load_guide(chosen, ladder)
        page = rung_page(chosen, guide, found, easy)
        record = export.rung_record(chosen, guide, found)
    _answer(page, record, output_format, plain, output, force)


@app.command()
def assess(
    file: File = None,
    answer: AnswerPairs = None,
    quick: Quick = False,
    aim: Aim = None,
    at_least: AtLeast = None,
    as_json: AsJson = False,
    input_format: Input = None,
    strict: Strict = False,
    rejects: Rejects = None,
    keep_extra: KeepExtra = False,
    raw_csv: RawCsv = False,
    save: Save = None,
    ladder: LadderFile = None,
    plain: Plain = False,
    easy: Easy = False,
    output_format: ResultFormat = "text",
    output: Output = None,
    force: Force = False,
) -> int:
    """Place activities on the ladder: asks in a terminal, else reads FILE or standard input."""
    from coproladder import assessing
    from coproladder.activities import Vocabulary
    from coproladder.answers import Answers

    chosen = load_ladder(ladder)
    vocabulary = Vocabulary(chosen, keep_extra)
    answers = Answers(vocabulary, answer or [])
    if quick and not answers.asking(file):
        raise UsageError("--quick is for questions in a terminal; there are none to ask here")
    progress = Progress(plain, answers.part_read) if watched() else None
    run = assessing.Run(
        vocabulary,
        name="standard input" if file in (None, "-") else visible(str(file)),
        tell=tell,
        aim=_aim(chosen, aim) if aim is not None else None,
        floor=_rung(chosen, "--at-least", at_least) if at_least is not None else None,
        strict=strict,
        save=assessing.saver(save, tell) if save else None,
        progress=progress,
    )
    items = answers.activities(file, input_format, quick, plain, easy)
    with ExitStack() as opened:
        stream = opened.enter_context(results(output, force, file))
        if rejects:
            run.rejects = opened.enter_context(results(rejects, force, file)).buffer
        if progress:
            opened.callback(progress.end)
        if as_json or output_format == "json":
            assessing.write_json(items, run, stream.buffer)
        elif output_format == "csv":
            assessing.write_csv(items, run, stream.buffer, raw_csv)
        else:
            show_page = printer(stream, output_format, plain)
            assessing.write_pages(items, run, easy, show_page, output_format)
    if answers.asking(file) and not save:
        tell("Nothing was saved; --save FILE adds your answers to a file.")
    return run.exit_code()


@app.command()
def report(
    files: Files,
    by: Fields = None,
    input_format: Input = None,
    keep_extra: KeepExtra = False,
    ladder: LadderFile = None,
    plain: Plain = False,
    easy: Easy = False,
    output_format: ReportFormat = "text",
    output: Output = None,
    force: Force = False,
) -> int:
    """Sum up many activities: how many on each rung, what holds them back, where views differ."""
    from coproladder import report_export, report_pages, reporting
    from coproladder.activities import Vocabulary
    from coproladder.export import json_bytes

    run = reporting.Run(files, Vocabulary(load_ladder(ladder), keep_extra), tell, input_format)
    found = run.report(by or [])
    code = run.exit_code()
    if code == Exit.BAD_DATA:
        return code
    with results(output, force, run.written_over(output)) as stream:
        if output_format == "json":
            stream.buffer.write(json_bytes(report_export.report_record(found)))
        elif output_format == "csv":
            stream.buffer.write(report_export.report_csv(found).encode(errors="surrogatepass"))
        else:
            printer(stream, output_format, plain)(report_pages.report_page(found, easy))
    return code


def reference(build: Callable[[Ladder, bool], tuple[Page, Any]]) -> None:
    """Make a command of what builds a page, with easy words or not, and the record behind it."""

    def command(
        ladder: LadderFile = None,
        plain: Plain = False,
        easy: Easy = False,
        output_format: PageFormat = "text",
        output: Output = None,
        force: Force = False,
    ) -> None:
        page, record = build(load_ladder(ladder), easy)
        _answer(page, record, output_format, plain, output, force)

    app.command(build.__name__, help=build.__doc__)(command)


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


@app.command()
def rules(
    table: TableName = "activities",
    ladder: LadderFile = None,
    plain: Plain = False,
    easy: Easy = False,
    output_format: RulesFormat = "text",
    output: Output = None,
    force: Force = False,
) -> None:
    """Print the rules: what each rung needs, and when each note applies; also as SQL."""
    from coproladder import export, pages
    from coproladder.rules_export import rules_csv, rules_sql

    chosen = load_ladder(ladder)
    if output_format in ("csv", "sql"):
        if not table.isprintable() or ";" in table:
            raise UsageError("--table: a name, a file or a function to select from, and nothing else")
        text = rules_sql(chosen, table) if output_format == "sql" else rules_csv(chosen)
        with results(output, force) as stream:
            stream.write(text)
        return
    page, record = pages.rules_page(chosen, easy), export.rules_record(chosen)
    _answer(page, record, output_format, plain, output, force)


@app.command()
def questions(
    ladder: LadderFile = None,
    plain: Plain = False,
    easy: Easy = False,
    output_format: SchemaFormat = "text",
    output: Output = None,
    force: Force = False,
) -> None:
    """Print the questions, their answers in order, and the ids to use in files."""
    from coproladder import export, pages

    chosen = load_ladder(ladder)
    record = export.section_record(chosen, "questions", "levels", "stages")
    if output_format == "json-schema":
        record = export.activity_schema(chosen)
    _answer(pages.questions_page(chosen, easy), record, output_format, plain, output, force)


@app.command()
def guide(
    topic: TopicName = None,
    find: Find = None,
    ladder: LadderFile = None,
    plain: Plain = False,
    easy: Easy = False,
    output_format: PageFormat = "text",
    output: Output = None,
    force: Force = False,
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


@app.command()
def check(
    file: Annotated[str, typer.Argument(metavar="LADDER.yaml", help="The ladder file to check.")],
) -> None:
    """Check a ladder file of your own, and list every fault with its line and the cure."""
    found = load_ladder(file)
    load_guide(found, file)
    counts = f"{len(found.rungs)} rungs, {len(found.questions)} questions, {len(found.notes)} notes"
    sys.stdout.write(f"{visible(file)}: no faults found: {counts}\n")


def _rung(ladder: Ladder, option: str, name: str) -> Rung:
    """Return the rung that an option names; UsageError where there is none."""
    from coproladder.activities import find_rung

    try:
        return find_rung(ladder, name, option)
    except DataError as error:
        raise UsageError(str(error)) from None


def _aim(ladder: Ladder, name: str) -> Rung:
    """Return the rung to aim for; UsageError where nobody should."""
    rung = _rung(ladder, "--aim", name)
    if not rung.goal:
        raise UsageError(f"--aim: {rung.name} is a rung that nobody should aim for; choose another")
    return rung


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
