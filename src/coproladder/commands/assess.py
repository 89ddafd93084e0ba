"""The command `assess`: places one activity or many on the ladder."""

import sys
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from coproladder.base.errors import UsageError
from coproladder.commands import console
from coproladder.commands import options as opt
from coproladder.commands.parser import with_options
from coproladder.ladder.load import load_guide, load_ladder
from coproladder.ladder.records import Ladder, Rung

if TYPE_CHECKING:
    from coproladder.commands.place import AssessRun
    from coproladder.placing.activity import Activity


@with_options(("text", "markdown", "html", "svg", "json", "csv"))
def assess(
    reading: opt.ReadOptions,
    page: opt.PageOptions,
    file: opt.File = None,
    answer: opt.AnswerPairs = None,
    quick: opt.Quick = False,
    no_input: opt.NoInput = False,
    aim: opt.Aim = None,
    at_least: opt.AtLeast = None,
    full: opt.Full = False,
    plan: opt.Plan = False,
    raw_csv: opt.RawCsv = False,
    save: opt.Save = None,
    output_format: str = "text",
) -> int:
    """Place activities on the ladder: asks in a terminal, else reads FILE or standard input."""
    from coproladder.commands.inputs import Input, check_files, check_save, given_fields
    from coproladder.commands.place import AssessRun, place_in_plan, place_pages, place_records
    from coproladder.commands.tally import open_tally
    from coproladder.placing.activity import Activity
    from coproladder.reading.outcome import RecordBatch

    if plan and output_format in ("json", "svg"):
        raise UsageError("--plan is for people: use --format text, markdown, html or csv")
    if answer and file is not None:
        raise UsageError("--answer is for one activity; it does not go with a FILE")
    check_files([] if answer else [file or "-"], reading, page, save)
    ladder = load_ladder(page.ladder)
    source = Input(file, ladder, reading)
    if save:
        check_save(save, source.vocabulary.names)
    goal = _aim(ladder, aim) if aim is not None else None
    floor = opt.rung_of_option(ladder, "--at-least", at_least) if at_least is not None else None
    given = given_fields(answer or [], source.vocabulary)
    unasked = file is None and any(question.id not in given for question in ladder.questions)
    asking = unasked and console.is_terminal(sys.stdin) and not no_input
    if quick and not asking:
        raise UsageError("--quick is for questions in a terminal; there are none to ask here")
    with ExitStack() as opened:
        stream = opened.enter_context(console.page_output(page))
        tally = opened.enter_context(open_tally(source.name, reading, page.force))
        run = AssessRun(ladder, tally, goal, floor, save)
        if console.is_terminal(sys.stderr) and not console.is_terminal(sys.stdout):
            run.progress = console.Progress(console.is_plain(page.plain), source.part_read)
            opened.callback(run.progress.end)
        if asking:
            run.once_saved = partial(_log_result, run, page)
            batches: Iterable[RecordBatch] = [RecordBatch([_asked(ladder, given, page, quick)])]
        elif answer:
            batches = [RecordBatch([Activity(dict(given))])]
        else:
            batches = source.batches()
        if plan:
            wording = opt.wording_for(ladder, page)
            place_in_plan(batches, run, wording, stream, output_format, page.plain, raw_csv)
        elif output_format in ("json", "csv"):
            place_records(batches, run, output_format, raw_csv, stream)
        else:
            from coproladder.pages.assessment import assessment_page, full_page, short_page

            show = console.printer(stream, output_format, page.plain)
            filed = opt.goes_to_file(page) or output_format != "text"
            page_of_one = assessment_page if filed else full_page if full else short_page
            place_pages(batches, run, opt.wording_for(ladder, page), show, output_format, page_of_one)
    return run.exit_code()


def _asked(ladder: Ladder, given: Mapping[str, Any], page: opt.PageOptions, quick: bool) -> "Activity":
    """Return the activity that a person describes, asked for what is not given."""
    from coproladder.commands.interview import Interview

    workshop = load_guide(ladder, page.ladder).workshop
    cards = workshop.cards if workshop else ()
    say = console.printer(sys.stderr, "text", page.plain)
    interview = Interview(given, say, opt.wording_for(ladder, page), cards, quick)
    interview.begin()
    activity = interview.run()
    console.log("")
    return activity


def _aim(ladder: Ladder, name: str) -> Rung:
    """Return the rung to aim for; UsageError where nobody should."""
    rung = opt.rung_of_option(ladder, "--aim", name)
    if not rung.goal:
        raise UsageError(f"--aim: {rung.name} is a rung that nobody should aim for; choose another")
    return rung


def _log_result(run: "AssessRun", page: opt.PageOptions, activity: "Activity") -> None:
    """Tell a person who was asked what became of the answers; also the rung, where it goes to a file."""
    import shlex

    wording = opt.wording_for(run.ladder, page)
    fields = (f"--answer={name}={value}" for name, value in activity.record.items())
    again = shlex.join(["coproladder", "assess", "--no-input", "--full", *fields])
    saved = wording.phrase("saved", file=run.save) if run.save else wording.phrase("not_saved")
    console.log(saved, wording.phrase("again", command=again), "")
    if opt.goes_to_file(page):
        from coproladder.pages.assessment import short_page
        from coproladder.placing.classify import Classifier

        found = Classifier(run.ladder, run.aim)(activity)
        console.printer(sys.stderr, "text", page.plain)(short_page(activity, found, wording))
