"""The command `assess`: places one activity or many on the ladder."""

import os
import re
import shlex
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from coproladder.base.errors import InputError, UsageError
from coproladder.base.text import visible
from coproladder.commands import console
from coproladder.commands.options import PageOptions, ReadOptions, as_typed, rung_of_option
from coproladder.commands.progress import Progress

if TYPE_CHECKING:
    from coproladder.placing.activity import Activity


def assess(
    reading: ReadOptions,
    page: PageOptions,
    one_file: list[str] | None = None,
    answer: list[str] | None = None,
    quick: bool = False,
    no_input: bool = False,
    aim: str | None = None,
    at_least: str | None = None,
    plan: bool = False,
    raw_csv: bool = False,
    save: str | None = None,
) -> int:
    """Place activities on the ladder. Asks you questions, or reads them from a file."""
    from coproladder.commands.inputs import Input, check_files, check_save, given_fields
    from coproladder.commands.place import AssessRun, place_in_plan, place_pages, place_records
    from coproladder.commands.tally import open_tally
    from coproladder.placing.activity import Activity
    from coproladder.reading.outcome import RecordBatch

    file = one_file[0] if one_file else None
    if one_file and len(one_file) > 1:
        command = shlex.join(["coproladder", "report", *one_file, *as_typed(reading, page)])
        raise UsageError(f"assess reads one file; to sum up several: {command}")
    if plan and page.output_format in ("json", "svg"):
        raise UsageError("--plan cannot be written as JSON or SVG; use --format text, markdown, html or csv")
    if answer and file is not None:
        raise UsageError("--answer is for one activity, so it cannot be used with a FILE; keep one of them")
    check_files([] if answer else [file or "-"], reading, page, save)
    ladder = page.ladder
    source = Input(file, page, reading)
    if save:
        check_save(save, source.vocabulary.names)
    if file and not re.search(r"[./\\]|^-$", file) and not os.path.exists(file):
        command = shlex.join(["coproladder", "assess", f"--answer=activity={file}", *as_typed(page.look)])
        fault = f"{visible(file)}: this file cannot be opened: there is no such file"
        raise InputError(f"{fault}; to be asked about an activity of this name: {command}")
    goal = rung_of_option(ladder, "--aim", aim) if aim is not None else None
    if goal and not goal.goal:
        raise UsageError(f"--aim: {goal.name} cannot be an aim; choose another rung")
    floor = rung_of_option(ladder, "--at-least", at_least) if at_least is not None else None
    given = given_fields(answer or [], source.vocabulary)
    unasked = file is None and any(question.id not in given for question in ladder.questions)
    asking = unasked and console.is_terminal(sys.stdin) and not no_input
    if quick and not asking:
        raise UsageError("--quick is for questions in a terminal, and none are asked here; leave it out")
    with ExitStack() as opened:
        stream = opened.enter_context(console.page_output(page))
        tally = opened.enter_context(open_tally(source.name, reading, page.force))
        run = AssessRun(page, raw_csv, source.batches(tally.account), tally, goal, floor, save, asking)
        # Results that come to the terminal one by one show by themselves how far the work has come.
        if page.to_file or not console.is_terminal(sys.stdout):
            run.progress = Progress(page.plain)
            run.progress.part = source.part_read
            opened.callback(console.take_bar_away)
        if asking or answer:
            activity = _asked(given, page, quick, save) if asking else Activity(dict(given))
            run.batches = [RecordBatch([activity])]
        if plan:
            place_in_plan(run, stream)
        elif page.output_format in ("json", "csv"):
            place_records(run, stream)
        else:
            place_pages(run, stream)
        code = run.exit_code()
    if asking:
        from coproladder.commands.keep import say_how_to_keep

        shown = ["--plan"] if plan else ["--full"]
        reading.rejects, reading.strict, reading.quiet = None, False, False
        aimed = ["--aim", aim] if aim else []
        say_how_to_keep(run, activity, [*shown, *aimed, *as_typed(reading)])
    return code


def _asked(given: Mapping[str, Any], page: PageOptions, quick: bool, save: str | None) -> "Activity":
    """Return the activity that a person describes, asked for what is not given."""
    from coproladder.commands.interview import DETAILS, FIELDS, Interview
    from coproladder.commands.prompt import Prompt

    workshop = page.guide.workshop
    cards = workshop.cards if workshop else ()
    reasons = [question.reason for question in page.ladder.questions]
    details = [*DETAILS[:-1], *reasons] if page.full else DETAILS
    fields = FIELDS if not quick else FIELDS[:1] if save else ()
    activity = Interview(given, Prompt(page), cards, quick, fields, () if quick else details).run()
    console.log("")
    return activity
