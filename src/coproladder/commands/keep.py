"""Says after the questions how to see the result again, and asks whether to keep the answers."""

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import PurePath

from coproladder.base.errors import CreateError, LeftError, WriteError
from coproladder.base.fields import LADDER
from coproladder.base.files import append_lines, refuse_shared_files
from coproladder.base.words import fold
from coproladder.commands.console import log, log_errors, printer
from coproladder.commands.inputs import check_save
from coproladder.commands.options import as_typed
from coproladder.commands.parser import INSTEAD, SUFFIXES
from coproladder.commands.place import AssessRun
from coproladder.commands.prompt import KEYS, Prompt
from coproladder.pages.assessment import short_page
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Classifier
from coproladder.placing.names import Names
from coproladder.results.json_lines import json_bytes


def say_how_to_keep(run: AssessRun, activity: Activity, options: Sequence[str]) -> None:
    """Say, after the result, how to see it again with the same options, and offer to save the answers.

    Where the result went to a file its rung is said first, and nothing is offered.
    """
    page, wording = run.page, run.page.wording
    if page.to_file:
        found = Classifier(page.ladder, run.aim)(activity)
        log("")
        printer(sys.stderr, "text", page.plain)(short_page(activity, found, wording))
    fields = (f"--answer={name}={value}" for name, value in activity.record.items())
    again = shlex.join(["coproladder", "assess", "--no-input", *options, *as_typed(page.look), *fields])
    log("", wording.phrase("again", command=again))
    if not (run.save or page.to_file):
        _offer_to_save(run, activity)


def _offer_to_save(run: AssessRun, activity: Activity) -> None:
    """Ask for the name of a file until the answers are in one, or the person goes without."""
    prompt, names = Prompt(run.page), Names(run.page.ladder)
    record = json_bytes({**activity.record, LADDER: run.page.ladder.id})
    try:
        while (typed := prompt.hear("ask_file")) and fold(typed) not in prompt.words("words_no"):
            if typed in KEYS or fold(typed) in prompt.words("words_yes"):
                prompt.say_phrase("help_file")
                continue
            file = os.path.expanduser(typed)
            # With this ending every command knows what is in it, also in a folder.
            if not PurePath(file).suffix and not os.path.exists(file):
                file += ".jsonl"
            path = PurePath(file)
            suffix = path.suffix.lower()
            try:
                if SUFFIXES.get(suffix, "json") != "json" or suffix in INSTEAD:
                    other = path.with_suffix(".jsonl")
                    raise CreateError(f"{file}: answers are kept as lines of JSON; name the file {other}")
                refuse_shared_files(run.page.files_in_use, [file])
                check_save(file, names)
                append_lines(file, [record])
            except (CreateError, WriteError) as error:
                log_errors(f"error: {error}")
            else:
                log(run.page.wording.phrase("saved", file=file))
                return
    except LeftError:
        # The result has been given, so leaving here is no failure.
        return
