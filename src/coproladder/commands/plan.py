"""Writes what to do next for the activities that were placed: `assess --plan`."""

from collections.abc import Iterable
from typing import TextIO

from coproladder.commands.console import is_terminal, printer
from coproladder.commands.place import AssessRun
from coproladder.ladder.interface import Wording
from coproladder.pages.plan import plan_page, plan_rows
from coproladder.placing.classify import Classifier
from coproladder.reading.item import Batch
from coproladder.results.csv import cell_writer, csv_text


def write_plan(
    batches: Iterable[Batch],
    run: AssessRun,
    wording: Wording,
    stream: TextIO,
    output_format: str,
    plain: bool,
    raw_csv: bool,
) -> None:
    """Write one plan with a part for each activity, as a page or as rows of CSV."""
    ladder = run.ladder
    placed = [
        each
        for activities, found, _ in run.placed(batches, Classifier(ladder, run.aim))
        for each in zip(activities, found, strict=True)
    ]
    if output_format == "csv":
        cell = cell_writer(raw_csv, for_terminal=is_terminal(stream))
        stream.write(csv_text([*map(cell, row)] for row in plan_rows(ladder, placed, wording)))
    elif placed:
        page = plan_page(ladder, placed, wording, aimed=run.aim is not None)
        printer(stream, output_format, plain)(page)
