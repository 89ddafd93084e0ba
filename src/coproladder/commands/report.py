"""The command `report`: sums up many activities from any number of files."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from coproladder.base.errors import Exit, UsageError
from coproladder.base.fields import ACTIVITY, FIELDS, YEAR
from coproladder.base.text import visible
from coproladder.base.words import suggest
from coproladder.commands import console
from coproladder.commands.options import PageOptions, ReadOptions
from coproladder.ladder.records import Ladder

if TYPE_CHECKING:
    from coproladder.commands.tally import Tally
    from coproladder.placing.activity import Activity
    from coproladder.render.blocks import Page
    from coproladder.report.summary import Report

MOST_SHOWN = 20
"""How much of a long list a terminal shows; files and pipes get all of it."""

MOST_ON_SLIDE = 4
"""How many names stand on a rung of a slide, so that they can be read from afar."""


def report(
    files: list[str],
    reading: ReadOptions,
    page: PageOptions,
    by: list[str] | None = None,
    disagreements: str | None = None,
) -> int:
    """Sum up many activities: how many on each rung, what holds them back, where views differ."""
    from coproladder.commands.inputs import check_files
    from coproladder.commands.tally import open_tally
    from coproladder.placing.names import Names
    from coproladder.reading.folder import choose_files
    from coproladder.report.summary import make_report

    chosen = choose_files(files)
    files = chosen.files
    check_files(files, reading, page, disagreements)
    names = Names(page.ladder)
    known = (*FIELDS, YEAR, *names.questions)
    fields = [name if name == YEAR else names.field(name) or name for name in dict.fromkeys(by or [])]
    _check_fields((each for each in fields if not (reading.keep_extra and names.is_free(each))), known)
    seen_fields: set[str] = set()
    source = console.input_name(files[0]) if len(files) == 1 else f"{len(files)} files"
    with open_tally(source, reading, page.force) as tally:
        chosen.tell(tally.account)
        found = make_report(page.ladder, _read(files, page.ladder, reading, tally, seen_fields), fields)
    if tally.answered:
        _check_fields(fields, [*dict.fromkeys((*known, *sorted(seen_fields)))])
    tally.source = source
    code = tally.exit_code()
    if code != Exit.BAD_DATA:
        console.write_out(page, _made(tally.added_to(found), page), paged=False)
        if disagreements:
            from coproladder.results.report_record import disagreements_csv

            with console.results(disagreements, page.force) as stream:
                stream.write(disagreements_csv(found))
    return code


def _read(
    files: Sequence[str], ladder: Ladder, reading: ReadOptions, tally: "Tally", seen_fields: set[str]
) -> "Iterator[Activity]":
    """Yield the activities in all files, and add the names of all their fields to `seen_fields`."""
    from coproladder.commands.inputs import Input
    from coproladder.placing.mapping import map_option
    from coproladder.report.doubles import Doubles

    names, doubles = _short_names(files), Doubles()
    for file in files:
        given = Input(file, ladder, reading, one_of=len(files))
        tally.source, before = given.name, tally.counted
        for activities, _ in tally.accepted(given.batches(tally.account)):
            for activity in activities:
                seen_fields.update(activity.record)
                doubles.add(activity, names[file])
                yield replace(activity, file=names[file]) if len(names) > 1 else activity
        if len(files) > 1:
            tally.end_of_file(before)
    tally.say_what_was_read()
    console.log(*doubles.lines())
    if len(files) > 1 and tally.answered > 1 and ACTIVITY not in seen_fields:
        cure = f"{map_option(ACTIVITY, 'its heading')} says which column has it"
        console.log(f"no record says which activity it is about, so views cannot be set side by side: {cure}")


def _short_names(files: Sequence[str]) -> dict[str, str]:
    """Return what each file is called where it stands for who answered: without its folder where it can."""
    short = [os.path.basename(file) for file in files]
    return {
        file: console.input_name(name if short.count(name) == 1 else file)
        for file, name in zip(files, short, strict=True)
    }


def _made(found: "Report", page: PageOptions) -> "Page | bytes | dict[str, Any]":
    """Return a report in the format that is wanted."""
    from coproladder.results.report_record import report_csv, report_record

    shown = console.is_terminal(sys.stdout) and not page.to_file
    if page.output_format == "json":
        return report_record(found)
    if page.output_format == "csv":
        return report_csv(found, shown).encode(errors="surrogatepass")
    from coproladder.pages.report_page import report_page

    slide = page.output_format == "svg"
    most = MOST_ON_SLIDE if slide else MOST_SHOWN if shown and page.output_format == "text" else None
    return report_page(found, page.wording, most, only_ladder=slide)


def _check_fields(fields: Iterable[str], known: Sequence[str]) -> None:
    """Raise UsageError where --by names a field that is not known."""
    for field in fields:
        if field not in known:
            raise UsageError(f'--by: there is no field "{visible(field)}"; {suggest(field, known)}')
