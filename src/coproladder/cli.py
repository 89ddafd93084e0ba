"""The command line: the only place that prints, and that turns errors into exit codes."""

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

import typer

from coproladder import __version__
from coproladder.activities import Activity, Vocabulary, find_rung
from coproladder.blocks import Page
from coproladder.console import (
    give_up_output,
    hear,
    is_terminal,
    prepare,
    printer,
    results,
    standard_input,
    tell,
)
from coproladder.errors import CoproladderError, DataError, Exit, UsageError
from coproladder.files import open_input, visible
from coproladder.ladder import Ladder, Rung
from coproladder.loading import load_ladder
from coproladder.reading import InputFormat, read_activities
from coproladder.rows import Rejected

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FORMAT = typer.Option("--format", "-f", help="The format of the result.")
Format = Annotated[Literal["text", "json"], FORMAT]
SchemaFormat = Annotated[Literal["text", "json", "json-schema"], FORMAT]
LadderFile = Annotated[
    str | None,
    typer.Option("--ladder", metavar="FILE", envvar="COPROLADDER_LADDER", help="A ladder file of your own."),
]
Plain = Annotated[
    bool,
    typer.Option("--plain", envvar="COPROLADDER_PLAIN", help="Linear text, to be read aloud."),
]
Easy = Annotated[
    bool, typer.Option("--easy", envvar="COPROLADDER_EASY", help="Short sentences in easy words.")
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, whole or not at all.")
]
Force = Annotated[bool, typer.Option("--force", help="Write over FILE if it is there already.")]


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
    rung: Annotated[str | None, typer.Argument(metavar="[RUNG]", help="A rung's number, id or name.")] = None,
    ladder: LadderFile = None,
    plain: Plain = False,
    easy: Easy = False,
    output_format: Format = "text",
    output: Output = None,
    force: Force = False,
) -> None:
    """Print the ladder, top rung first, or one rung in full."""
    from coproladder import export, pages

    chosen = load_ladder(ladder)
    if rung is None:
        page, record = pages.ladder_page(chosen, easy), export.ladder_record(chosen)
    else:
        found = _rung(chosen, "RUNG", rung)
        page, record = pages.rung_page(chosen, found, easy), export.rung_record(chosen, found)
    _answer(page, record, output_format, plain, output, force)


@app.command()
def assess(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE|-]", help="Activities as JSON, JSON Lines, CSV or YAML.")
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", metavar="FIELD=VALUE", help="A field of the activity; may be repeated."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Ask no question that cannot change the rung.")
    ] = False,
    aim: Annotated[
        str | None, typer.Option("--aim", metavar="RUNG", help="Say what this rung needs, not the next.")
    ] = None,
    at_least: Annotated[
        str | None,
        typer.Option("--at-least", metavar="RUNG", help="Exit with 4 where an activity is below this rung."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    input_format: Annotated[
        InputFormat | None, typer.Option("--input-format", help="What FILE holds, if not as its name says.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first bad record.")] = False,
    keep_extra: Annotated[
        bool, typer.Option("--keep-extra", help="Keep fields that are not known, as they are.")
    ] = False,
    ladder: LadderFile = None,
    plain: Plain = False,
    easy: Easy = False,
    output_format: Format = "text",
    output: Output = None,
    force: Force = False,
) -> int:
    """Place activities on the ladder: asks in a terminal, else reads FILE or standard input."""
    from coproladder.assessing import Run, write_json, write_text

    chosen = load_ladder(ladder)
    vocabulary = Vocabulary(chosen, keep_extra)
    given = _given(answer or [], vocabulary)
    run = Run(
        chosen,
        name="standard input" if file in (None, "-") else visible(str(file)),
        tell=tell,
        aim=_aim(chosen, aim) if aim is not None else None,
        floor=_rung(chosen, "--at-least", at_least) if at_least is not None else None,
        strict=strict,
    )
    items = _activities(file, given, vocabulary, input_format, quick, plain, easy)
    with results(output, force, file) as stream:
        found = run.found(items)
        if as_json or output_format == "json":
            write_json(found, chosen, stream.buffer)
        else:
            write_text(found, run, easy, printer(stream, plain))
    return run.exit_code()


@app.command()
def tips(
    ladder: LadderFile = None,
    plain: Plain = False,
    easy: Easy = False,
    output_format: Format = "text",
    output: Output = None,
    force: Force = False,
) -> None:
    """Print the top tips for co-production."""
    from coproladder import export, pages

    chosen = load_ladder(ladder)
    record = export.section_record(chosen, "tips")
    _answer(pages.tips_page(chosen, easy), record, output_format, plain, output, force)


@app.command()
def principles(
    ladder: LadderFile = None,
    plain: Plain = False,
    easy: Easy = False,
    output_format: Format = "text",
    output: Output = None,
    force: Force = False,
) -> None:
    """Print the principles that hold on every rung."""
    from coproladder import export, pages

    chosen = load_ladder(ladder)
    record = export.section_record(chosen, "principles")
    _answer(pages.principles_page(chosen, easy), record, output_format, plain, output, force)


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
def rules(
    ladder: LadderFile = None,
    plain: Plain = False,
    easy: Easy = False,
    output_format: Format = "text",
    output: Output = None,
    force: Force = False,
) -> None:
    """Print the rules: what each rung needs, and when each note applies."""
    from coproladder import export, pages

    chosen = load_ladder(ladder)
    record = export.rules_record(chosen)
    _answer(pages.rules_page(chosen, easy), record, output_format, plain, output, force)


@app.command()
def check(
    file: Annotated[str, typer.Argument(metavar="LADDER.yaml", help="The ladder file to check.")],
) -> None:
    """Check a ladder file of your own, and list every fault with its line and the cure."""
    found = load_ladder(file)
    counts = f"{len(found.rungs)} rungs, {len(found.questions)} questions, {len(found.notes)} notes"
    sys.stdout.write(f"{visible(file)}: no faults found: {counts}\n")


def _answer(
    page: Page, record: Any, output_format: str, plain: bool, output: str | None, force: bool
) -> None:
    """Write one page, or the record behind it, to where the result goes."""
    from coproladder.export import json_bytes

    with results(output, force) as stream:
        if output_format == "text":
            printer(stream, plain)(page)
        else:
            stream.buffer.write(json_bytes(record))


def _given(answers: list[str], vocabulary: Vocabulary) -> Mapping[str, Any]:
    """Return the fields given as FIELD=VALUE, checked."""
    pairs = [pair.partition("=") for pair in answers]
    for field, equals, _ in pairs:
        if not equals:
            raise UsageError(f'--answer: "{field}" has no value; write FIELD=VALUE')
        if [name for name, _, _ in pairs].count(field) > 1:
            raise UsageError(f"--answer: {field} is given twice; keep one")
    try:
        return vocabulary.activity({field: value for field, _, value in pairs}).record
    except DataError as error:
        raise UsageError(f"--answer: {error}") from None


def _rung(ladder: Ladder, option: str, name: str) -> Rung:
    try:
        return find_rung(ladder, name, option)
    except DataError as error:
        raise UsageError(str(error)) from None


def _aim(ladder: Ladder, name: str) -> Rung:
    rung = _rung(ladder, "--aim", name)
    if not rung.goal:
        raise UsageError(f"--aim: {rung.name} is a rung that nobody should aim for; choose another")
    return rung


def _activities(
    file: str | None,
    given: Mapping[str, Any],
    vocabulary: Vocabulary,
    input_format: InputFormat | None,
    quick: bool,
    plain: bool,
    easy: bool,
) -> Iterator[Activity | Rejected]:
    """Return the activities to assess: asked for, given as options, or read."""
    asking = file is None and is_terminal(sys.stdin)
    if quick and not asking:
        raise UsageError("--quick is for questions in a terminal; there are none to ask here")
    if asking:
        from coproladder.ask import Interview

        yield Interview(vocabulary.ladder, given, printer(sys.stderr, plain), hear, quick, easy).run()
        tell("")
    elif file is None and given:
        yield Activity(dict(given))
    elif given:
        raise UsageError("--answer is for one activity; it does not go with a FILE")
    elif file is None or file == "-":
        stream = standard_input()
        if file is None and not stream.peek(1):
            raise UsageError("nothing came on standard input; name a FILE, or use --answer FIELD=VALUE")
        yield from read_activities(stream, vocabulary, "", input_format, tell)
    else:
        with open_input(file) as opened:
            yield from read_activities(opened, vocabulary, file, input_format, tell)


def _invoke(arguments: list[str]) -> int:
    # Not app(...), which turns a reader that is gone into exit code 1.
    command = typer.main.get_command(app)
    try:
        with command.make_context("coproladder", arguments) as context:
            code = command.invoke(context)
    except typer.Exit as leaving:
        code = leaving.exit_code
    sys.stdout.flush()
    return int(code or Exit.DONE)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every error becomes one line on standard error."""
    prepare()
    if sys.stdout is None:
        tell("error: standard output is closed")
        return Exit.WRITE_FAILED
    try:
        return _invoke(arguments)
    except CoproladderError as error:
        for line in str(error).split("\n"):
            tell(f"error: {line}")
        return error.code
    except typer.TyperException as error:
        tell(f"error: {error.format_message().rstrip('.')}; see coproladder --help")
        return Exit.USAGE
    except BrokenPipeError:
        give_up_output()
        return Exit.READER_GONE
    except OSError as error:
        give_up_output()
        tell(f"error: the output could not be written: {error.strerror}")
        return Exit.WRITE_FAILED
    except Exception as error:
        if os.environ.get("COPROLADDER_DEBUG"):
            raise
        tell(f"error: a fault in coproladder ({type(error).__name__}); COPROLADDER_DEBUG=1 shows where")
        return Exit.BUG
