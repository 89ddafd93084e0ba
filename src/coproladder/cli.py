"""The commands: `assess` and `report` here, those that look things up in `lookup`."""

import sys
from contextlib import ExitStack
from typing import Annotated

import typer

from coproladder import __version__, lookup
from coproladder import options as opt
from coproladder.console import Progress, input_name, is_plain, is_terminal, printer, results, tell, watched
from coproladder.errors import CreateError, Exit, UsageError
from coproladder.files import visible, which_file
from coproladder.ladder import Ladder, Rung
from coproladder.loading import load_ladder
from coproladder.lookup import rung_named

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


def assess(
    file: opt.File = None,
    answer: opt.AnswerPairs = None,
    quick: opt.Quick = False,
    aim: opt.Aim = None,
    at_least: opt.AtLeast = None,
    as_json: opt.AsJson = False,
    input_format: opt.Input = None,
    strict: opt.Strict = False,
    rejects: opt.Rejects = None,
    keep_extra: opt.KeepExtra = False,
    raw_csv: opt.RawCsv = False,
    save: opt.Save = None,
    ladder: opt.LadderFile = None,
    plain: opt.Plain = False,
    easy: opt.Easy = False,
    output_format: opt.ResultFormat = "text",
    output: opt.Output = None,
    force: opt.Force = False,
) -> int:
    """Place activities on the ladder: asks in a terminal, else reads FILE or standard input."""
    from coproladder import assessing
    from coproladder.activities import Vocabulary
    from coproladder.answers import Answers

    _refuse_one_file_twice(file, output, rejects, save)
    if rejects == "-":
        raise UsageError("--rejects: name a file; standard output is for results")
    chosen = load_ladder(ladder)
    vocabulary = Vocabulary(chosen, keep_extra)
    answers = Answers(vocabulary, answer or [])
    if quick and not answers.asking(file):
        raise UsageError("--quick is for questions in a terminal; there are none to ask here")
    progress = Progress(is_plain(plain), answers.part_read) if watched() else None
    run = assessing.Run(
        vocabulary,
        name=input_name(file),
        tell=tell,
        aim=_aim(chosen, aim) if aim is not None else None,
        floor=rung_named(chosen, "--at-least", at_least) if at_least is not None else None,
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
            assessing.write_csv(items, run, stream.buffer, raw_csv, seen=is_terminal(stream))
        else:
            show_page = printer(stream, output_format, plain)
            assessing.write_pages(items, run, easy, show_page, output_format)
    if answers.asking(file):
        saved = f"Your answers were added to {save}." if save else ""
        tell(saved or "Nothing was saved; --save FILE adds your answers to a file.")
    return run.exit_code()


def report(
    files: opt.Files,
    by: opt.Fields = None,
    input_format: opt.Input = None,
    keep_extra: opt.KeepExtra = False,
    ladder: opt.LadderFile = None,
    plain: opt.Plain = False,
    easy: opt.Easy = False,
    output_format: opt.ReportFormat = "text",
    output: opt.Output = None,
    force: opt.Force = False,
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
    if output and run.written_over(output):
        raise CreateError(f"{visible(output)}: it is being read; write to another file")
    with results(output, force) as stream:
        if output_format == "json":
            stream.buffer.write(json_bytes(report_export.report_record(found)))
        elif output_format == "csv":
            table = report_export.report_csv(found, seen=is_terminal(stream))
            stream.buffer.write(table.encode(errors="surrogatepass"))
        else:
            printer(stream, output_format, plain)(report_pages.report_page(found, easy))
    return code


def _refuse_one_file_twice(reading: str | None, *writing: str | None) -> None:
    """Raise CreateError where two of the files to read or write are one, under whatever names."""
    taken = [which_file(reading or "-")]
    for path in writing:
        if path and path != "-":
            file = which_file(path)
            if file and file in taken:
                raise CreateError(f"{visible(path)}: one file for two things; name another")
            taken.append(file)


def _aim(ladder: Ladder, name: str) -> Rung:
    """Return the rung to aim for; UsageError where nobody should."""
    rung = rung_named(ladder, "--aim", name)
    if not rung.goal:
        raise UsageError(f"--aim: {rung.name} is a rung that nobody should aim for; choose another")
    return rung


for command in (
    lookup.show,
    assess,
    report,
    lookup.tips,
    lookup.principles,
    lookup.guide,
    lookup.questions,
    lookup.rules,
    lookup.check,
):
    app.command()(command)
