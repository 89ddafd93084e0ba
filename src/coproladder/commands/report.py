"""The command `report`: sums up many activities from any number of files."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from coproladder import __version__
from coproladder.base.errors import UsageError
from coproladder.base.fields import ACTIVITY, FIELDS, YEAR
from coproladder.base.text import visible
from coproladder.base.words import suggest
from coproladder.commands import console
from coproladder.commands.options import PageOptions, ReadOptions
from coproladder.commands.progress import Progress

if TYPE_CHECKING:
    from coproladder.commands.tally import Tally
    from coproladder.placing.activity import Activity
    from coproladder.render.blocks import Page
    from coproladder.report.summary import Period, Report

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
    since: str | None = None,
    until: str | None = None,
    title: str | None = None,
    with_reasons: bool = False,
) -> int:
    """Sum up many activities, or many views of one: the rungs, where views differ, what would come next."""
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
    period = _period(since, until, reading)
    source = console.input_name(files[0]) if len(files) == 1 else f"{len(files)} files"
    with ExitStack() as opened:
        tally = opened.enter_context(open_tally(source, reading, page.force))
        stream = opened.enter_context(console.page_output(page))
        differing = opened.enter_context(console.results(disagreements, page.force))
        chosen.tell(tally.account)
        tally.account.every_sheet = [] if len(files) > 1 else None
        activities = _read(files, page, reading, tally)
        found = make_report(page.ladder, activities, fields, period, with_reasons)
        if tally.answered:
            _check_fields(fields, [*dict.fromkeys((*known, *sorted(tally.fields)))])
        tally.source = source
        code = tally.exit_code()
        found = tally.added_to(found)
        console.write_out(page, _made(found, page, title or ""), opened=stream)
        if disagreements:
            from coproladder.results.report_record import disagreements_csv

            differing.write(disagreements_csv(found))
    return code


def _read(
    files: Sequence[str], page: PageOptions, reading: ReadOptions, tally: "Tally"
) -> "Iterator[Activity]":
    """Yield the activities in all files; tell the tally which fields they have, and of earlier versions."""
    from coproladder.commands.inputs import Input
    from coproladder.report.doubles import Doubles

    names, doubles = _short_names(files), Doubles()
    sizes = [os.path.getsize(file) if os.path.isfile(file) else 0 for file in files]
    progress = Progress(page.plain)
    for file, size in zip(files, sizes, strict=True):
        given = Input(file, page, reading, one_of=len(files))
        progress.part, progress.share = given.part_read, size / max(sum(sizes), 1)
        tally.source, before = given.name, tally.counted
        for activities, _ in tally.accepted(given.batches(tally.account)):
            for activity in activities:
                tally.fields.update(activity.record)
                doubles.add(activity, names[file])
                yield replace(activity, file=names[file]) if len(names) > 1 else activity
            progress(tally.answered)
        tally.earlier |= given.vocabulary.seen.earlier_results
        progress.before += progress.share
        if len(files) > 1 and tally.counted == before:
            console.log(f"{given.name}: no records were found")
            tally.empty.append(given.name)
    console.take_bar_away()
    if tally.account.every_sheet:
        from coproladder.reading.workbook import check_sheets

        check_sheets(reading.sheets or (), tally.account.every_sheet)
    console.log(*tally.account.lines(), *doubles.lines())
    if len(files) > 1 and tally.answered > 1 and ACTIVITY not in tally.fields:
        cure = f"if a column has it, add {given.vocabulary.names.map_option((ACTIVITY, 'its heading'))}"
        console.log(f"no record says which activity it is about, so views cannot be compared; {cure}")


def _short_names(files: Sequence[str]) -> dict[str, str]:
    """Return what each file is called where it stands for who answered: without its folder where it can."""
    short = {file: os.path.basename(file) for file in files}
    alike = Counter(short.values())
    return {file: console.input_name(name if alike[name] == 1 else file) for file, name in short.items()}


def _made(found: "Report", page: PageOptions, title: str) -> "Page | bytes | dict[str, Any]":
    from coproladder.results.report_record import report_csv, report_record

    shown = console.is_terminal(sys.stdout) and not (page.to_file or page.full)
    if page.output_format == "json":
        return report_record(found)
    if page.output_format == "csv":
        return report_csv(found, shown).encode(errors="surrogatepass")
    from coproladder.pages.report_page import MOST_NAMED, report_page

    text, slide = page.output_format == "text", page.output_format == "svg"
    most, named = MOST_SHOWN if shown and text else None, MOST_ON_SLIDE if slide else MOST_NAMED
    made = page.wording.phrase("made_on", day=page.wording.date(console.today()), version=__version__)
    return report_page(found, page.wording, most, named, title, made, closing=text)


def _period(since: str | None, until: str | None, reading: ReadOptions) -> "Period":
    """Return the time of which records are kept; UsageError where it is none."""
    from coproladder.placing.dates import date_fault, read_date
    from coproladder.report.summary import Period

    ends, order = [], reading.dates or "dmy"
    for flag, given in (("--from", since), ("--to", until)):
        try:
            ends.append(read_date(given, order) if given else "")
        except ValueError:
            raise UsageError(f'{flag}: "{visible(given or "")}" {date_fault(given or "", order)}') from None
    period = Period(*ends)
    if not period.holds(period.first):
        raise UsageError(f"--from: {period.first} comes after --to {period.last}; change one of them")
    return period


def _check_fields(fields: Iterable[str], known: Sequence[str]) -> None:
    for field in fields:
        if field not in known:
            raise UsageError(f'--by: there is no field "{visible(field)}"; {suggest(field, known)}')
