"""Places activities batch by batch: each result is written as soon as its record has come in."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from time import monotonic
from typing import Any, TextIO, TypeVar

from msgspec import Struct

from coproladder.base.errors import DataError, Exit, UsageError, WriteError
from coproladder.base.fields import LADDER
from coproladder.base.files import append_lines
from coproladder.commands.console import is_terminal, log, log_errors, printer, take_bar_away
from coproladder.commands.options import PageOptions
from coproladder.commands.progress import Progress
from coproladder.commands.tally import ColumnNames, Tally
from coproladder.ladder.records import Rung
from coproladder.placing.activity import Activity
from coproladder.placing.cache import ResultCache
from coproladder.placing.classify import Assessment, Classifier
from coproladder.reading.account import counted
from coproladder.reading.outcome import RecordBatch
from coproladder.results.json_lines import JsonWriter, json_bytes

Found = TypeVar("Found")

SYNC_EVERY = 1.0
"""Seconds after which the disk is made to keep the records that --save has added; it is at the end, too."""


class AssessRun(Struct):
    """What one run of `assess` works with, and how many activities were below the floor, and saved.

    Each next step leads to `aim` where there is one. An activity that is not sure to reach `floor` is
    named on standard error. `save` is the file to which records are added; `progress` is told the
    count so far. A person who was `asked` is told that the answers were saved.
    """

    page: PageOptions
    raw_csv: bool
    batches: Iterable[RecordBatch]
    tally: Tally
    aim: Rung | None
    floor: Rung | None
    save: str | None
    asked: bool
    progress: Progress | None = None
    below: int = 0
    saved: int = 0
    next_sync: float = 0.0

    def placed(
        self, work_out: Callable[[Activity], Found]
    ) -> Iterator[tuple[list[Activity], list[Found], ColumnNames]]:
        """Yield the activities of each batch, what `work_out` makes of each, and the columns they stand in.

        It is called once for each combination of what the rules look at. Raises DataError after the
        activities that come before a bad record, where the tally is strict.
        """
        floor, to_floor = self.floor, Classifier(self.page.ladder, self.floor)
        cache = ResultCache(
            self.page.ladder,
            lambda activity: (work_out(activity), _shortfall(to_floor(activity), floor) if floor else ""),
        )
        try:
            for activities, columns in self.tally.accepted(self.batches):
                outcomes = cache.each(activities)
                if self.floor:
                    self._compare(activities, [shortfall for _, shortfall in outcomes])
                if self.save and activities:
                    self._add_to(self.save, activities)
                    if self.asked:
                        log(self.page.wording.phrase("saved", file=self.save), "")
                if self.progress:
                    self.progress(self.tally.answered)
                yield activities, [found for found, _ in outcomes], columns
        finally:
            if self.save and self.saved:
                append_lines(self.save, ())
        log(*self.tally.account.lines())
        if self.save and not self.asked:
            log(f"{counted(self.saved, 'record')} added to {self.save}")

    def assessed(self) -> Iterator[tuple[Activity, Assessment]]:
        """Yield each activity with where it is on the ladder; raises DataError as `placed` does."""
        for activities, found, _ in self.placed(Classifier(self.page.ladder, self.aim)):
            yield from zip(activities, found, strict=True)

    def exit_code(self) -> Exit:
        """Return what the run came to, and say it where records were rejected or there were none.

        Raises DataError where there was nothing to answer, before a file takes the place of another.
        """
        take_bar_away()
        if self.floor and not self.tally.answered and not self.tally.rejected:
            # Without a record --at-least must fail, or a gate in a script would stand open.
            raise DataError(f"{self.tally.source}: no records were found, and --at-least needs one")
        code = self.tally.exit_code()
        return Exit.BELOW if self.below else code

    def _add_to(self, file: str, activities: list[Activity]) -> None:
        """Add records to a file; the disk is made to keep them only now and then, as that takes long."""
        records = [json_bytes({**each.record, LADDER: self.page.ladder.id}) for each in activities]
        sync = monotonic() > self.next_sync
        try:
            if not append_lines(file, records, sync):
                log(f"{file}: its last line was incomplete, so the new record starts a line")
        except WriteError as error:
            said = f"{self.saved:,} records were saved before" if self.saved else "nothing was saved"
            raise WriteError(f"{error}; {said}") from None
        self.saved += len(records)
        if sync:
            self.next_sync = monotonic() + SYNC_EVERY

    def _compare(self, activities: list[Activity], shortfalls: list[str]) -> None:
        """Say which of the activities answered last are not sure to reach the floor, and why."""
        first = self.tally.answered - len(activities) + 1
        names = (each.name or f"activity {number}" for number, each in enumerate(activities, first))
        lines = [f"{name}: {said}" for name, said in zip(names, shortfalls, strict=True) if said]
        self.below += len(lines)
        log_errors(*lines)


def _shortfall(found: Assessment, floor: Rung) -> str:
    """Return what keeps an activity, placed with the floor as its aim, from being sure of it; or ""."""
    if found.next is None:
        return ""
    if found.highest_possible and found.highest_possible.number >= floor.number:
        # No need of the floor is known to be missed: what is not known would settle it.
        asked = " ".join(need.question.words.standard for need in found.next.needs)
        return f"it may not reach rung {floor.number}, {floor.name}; to find out, answer: {asked}"
    return f"it is below rung {floor.number}, {floor.name}"


def place_records(run: AssessRun, stream: TextIO) -> None:
    """Write each result as a line of JSON or a row of CSV."""
    writer: Any = JsonWriter(run.page.ladder, run.aim)
    if run.page.output_format == "csv":
        from coproladder.results.csv_table import CsvWriter

        writer = CsvWriter(run.page.ladder, run.aim, run.raw_csv, for_terminal=is_terminal(stream))
    for placed in run.placed(writer.added):
        stream.buffer.write(writer.write(*placed))
        stream.buffer.flush()
    if run.page.output_format == "csv" and writer.without_column:
        names = ", ".join(sorted(writer.without_column))
        log(f"{run.tally.source}: left out, because they first came after the header row: {names}")


def place_pages(run: AssessRun, stream: TextIO) -> None:
    """Show a single result as a page of its own, each of many in a few lines; HTML and Markdown are one page.

    Raises UsageError where there are many and the format is for one.
    """
    from coproladder.pages import assessment as pages

    output_format, wording = run.page.output_format, run.page.wording
    show = printer(stream, output_format, run.page.plain)
    if output_format == "svg":
        items = [*islice(chain.from_iterable(batch.items for batch in run.batches), 2)]
        if len(items) > 1:
            raise UsageError("SVG shows one activity, and there are more; use html, or report --format svg")
        run.batches = [RecordBatch(items)]
    placed = run.assessed()
    first_two = [*islice(placed, 2)]
    if len(first_two) == 1:
        filed = run.page.to_file or output_format != "text"
        on_screen = pages.full_page if run.page.full else pages.short_page
        show((pages.assessment_page if filed else on_screen)(*first_two[0], wording))
    elif first_two and output_format != "text":
        show(pages.many_page([*first_two, *placed], wording))
    elif first_two:
        from coproladder.pages.report_page import whole_in_words
        from coproladder.report.summary import make_report

        def shown() -> Iterator[Activity]:
            for number, each in enumerate(chain(first_two, placed), start=1):
                show(pages.brief_page(*each, wording, number))
                yield each[0]

        show(wording.page(whole_in_words(make_report(run.page.ladder, shown()).activities, wording), ()))


def place_in_plan(run: AssessRun, stream: TextIO) -> None:
    """Write one plan with a part for each activity, as a page or as rows of CSV."""
    from coproladder.pages.plan import plan_page, plan_rows
    from coproladder.results.csv_table import cell_writer, csv_text

    wording, guide = run.page.wording, run.page.guide
    placed = [*run.assessed()]
    if run.page.output_format == "csv":
        shown = cell_writer(run.raw_csv, for_terminal=is_terminal(stream))
        stream.write(csv_text(plan_rows(placed, wording, guide), shown))
    elif placed:
        printer(stream, run.page.output_format, run.page.plain)(plan_page(placed, wording, guide))
