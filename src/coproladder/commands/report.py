"""The command `report`: sums up many activities from any number of files."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coproladder.base.errors import Exit, UsageError
from coproladder.base.fields import FIELDS, YEAR
from coproladder.base.text import visible
from coproladder.commands import console
from coproladder.commands import options as opt
from coproladder.commands.parser import with_options
from coproladder.ladder.load import load_ladder
from coproladder.ladder.records import Ladder

if TYPE_CHECKING:
    from coproladder.commands.tally import Tally
    from coproladder.placing.activity import Activity
    from coproladder.placing.names import Names
    from coproladder.report.summary import Report

MOST_SHOWN = 20
"""How much of a long list a terminal shows; files and pipes get all of it."""

MOST_ON_SLIDE = 4
"""How many names stand on a rung of a slide, so that they can be read from afar."""


@with_options(("text", "markdown", "html", "svg", "json", "csv"))
def report(
    files: opt.Files,
    reading: opt.ReadOptions,
    page: opt.PageOptions,
    by: opt.ByFields = None,
    disagreements: opt.Disagreements = None,
    output_format: str = "text",
) -> int:
    """Sum up many activities: how many on each rung, what holds them back, where views differ."""
    from coproladder.commands.inputs import check_files
    from coproladder.commands.tally import open_tally
    from coproladder.placing.names import Names
    from coproladder.report.summary import make_report

    check_files(files, reading, page, disagreements)
    ladder = load_ladder(page.ladder)
    names = Names(ladder)
    known = (*FIELDS, YEAR, *names.questions)
    fields = [_field(names, known, name, reading.keep_extra) for name in dict.fromkeys(by or [])]
    seen_fields: set[str] = set()
    source = console.input_name(files[0]) if len(files) == 1 else f"{len(files)} files"
    with open_tally(source, reading, page.force) as tally:
        found = make_report(ladder, _read(files, ladder, reading, tally, seen_fields), fields)
    for field in fields:
        if tally.answered and field not in (*known, *seen_fields):
            raise _unknown(field, dict.fromkeys((*known, *sorted(seen_fields))))
    tally.source = source
    code = tally.exit_code()
    if code != Exit.BAD_DATA:
        _write(tally.added_to(found), output_format, page)
        if disagreements:
            from coproladder.results.report_record import disagreements_csv

            with console.results(disagreements, page.force) as stream:
                stream.write(disagreements_csv(found))
    return code


def _read(
    files: Sequence[str], ladder: Ladder, reading: opt.ReadOptions, tally: "Tally", seen_fields: set[str]
) -> "Iterator[Activity]":
    """Yield the activities in all files, and add the names of all their fields to `seen_fields`."""
    from coproladder.commands.inputs import Input

    names = _short_names(files)
    for file in files:
        given = Input(file, ladder, reading, one_of=len(files))
        tally.source, before = given.name, tally.counted
        for activities, _ in tally.accepted(given.batches()):
            for activity in activities:
                seen_fields.update(activity.record)
                yield replace(activity, file=names[file]) if len(names) > 1 else activity
        if len(files) > 1:
            tally.end_of_file(before)


def _short_names(files: Sequence[str]) -> dict[str, str]:
    """Return what each file is called where it stands for who answered: without its folder where it can."""
    short = [os.path.basename(file) for file in files]
    return {
        file: console.input_name(name if short.count(name) == 1 else file)
        for file, name in zip(files, short, strict=True)
    }


def _write(found: "Report", output_format: str, page: opt.PageOptions) -> None:
    with console.page_output(page) as stream:
        if output_format == "json":
            from coproladder.results.json_lines import json_bytes
            from coproladder.results.report_record import report_record

            stream.buffer.write(json_bytes(report_record(found)))
        elif output_format == "csv":
            from coproladder.results.report_record import report_csv

            table = report_csv(found, console.is_terminal(stream))
            stream.buffer.write(table.encode(errors="surrogatepass"))
        else:
            from coproladder.pages.report_page import report_page

            most = MOST_SHOWN if output_format == "text" and console.is_terminal(stream) else None
            wording = opt.wording_for(found.ladder, page)
            slide = output_format == "svg"
            made = report_page(found, wording, MOST_ON_SLIDE if slide else most, only_ladder=slide)
            console.printer(stream, output_format, page.plain)(made)


def _field(names: "Names", known: Iterable[str], name: str, keep_extra: bool) -> str:
    """Return the field that --by names; one that is not known may be among those kept."""
    found = YEAR if name == YEAR else names.field(name)
    if found or (keep_extra and names.is_free(name)):
        return found or name
    raise _unknown(name, known)


def _unknown(name: str, known: Iterable[str]) -> UsageError:
    from coproladder.base.words import suggest

    return UsageError(f'--by: there is no field "{visible(name)}"; {suggest(name, known)}')
