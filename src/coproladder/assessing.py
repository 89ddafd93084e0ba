"""One run of `assess`: from where the answers come from to results written one by one."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from coproladder import export
from coproladder.activities import Activity, Vocabulary
from coproladder.blocks import Page
from coproladder.classifier import Assessment, Classifier
from coproladder.console import summed_up
from coproladder.errors import DataError, Exit, UsageError
from coproladder.files import append_line
from coproladder.filter import Filter
from coproladder.ladder import Rung
from coproladder.reading import Item, activities_in
from coproladder.rows import BATCH_BYTES, Batch, Rejected, Table

if TYPE_CHECKING:
    from coproladder.csv_results import CsvResults

MOST_TOGETHER = 4 * BATCH_BYTES
"""How many bytes are answered at once; where there are more, a line or a row is very long."""


class Run(Struct):
    """What a run of `assess` works with, and what it has counted so far.

    `tell` takes a line for standard error. An activity that is not sure to reach `floor` is
    counted. `save` takes each activity, `rejects` a line of JSON for each bad record, and
    `progress` the count so far.
    """

    vocabulary: Vocabulary
    name: str
    tell: Callable[[str], None]
    aim: Rung | None = None
    floor: Rung | None = None
    strict: bool = False
    save: Callable[[Activity], None] | None = None
    rejects: BinaryIO | None = None
    progress: Callable[[int], None] | None = None
    answered: int = 0
    rejected: int = 0
    below: int = 0
    _to_floor: Classifier | None = None

    def __post_init__(self) -> None:
        if self.floor:
            self._to_floor = Classifier(self.vocabulary.ladder, aim=self.floor)

    def opened(self, item: Item) -> Iterator[Activity | Rejected]:
        """Yield what an item holds: lines as the activities in them."""
        if isinstance(item, Batch):
            yield from activities_in(item, self.vocabulary)
        elif not isinstance(item, Table):
            yield item

    def accepted(self, items: Iterable[Activity | Rejected]) -> Iterator[Activity]:
        """Yield the activities; say what is wrong with the others, and which are below the floor.

        Raises DataError at the first bad record where the run is strict.
        """
        for item in items:
            if isinstance(item, Rejected):
                if self.strict:
                    raise DataError(f"{self.name}: {item}")
                self.rejected += 1
                self.tell(f"error: {self.name}: {item}")
                if self.rejects:
                    self.rejects.write(export.json_bytes(export.rejected_record(self.name, item)))
                continue
            self.count(1)
            if self.floor and self._to_floor:
                self._compare(item, self.floor, self._to_floor(item))
            if self.save:
                self.save(item)
            yield item

    def count(self, answered: int) -> None:
        """Count records that are answered."""
        self.answered += answered
        if self.progress:
            self.progress(self.answered)

    @property
    def looks_at_each(self) -> bool:
        """Whether each activity is wanted by itself, beside its result."""
        return bool(self.floor or self.save)

    def exit_code(self) -> Exit:
        """Return what the run comes to, and say it where records were rejected or there were none."""
        code = summed_up(self.name, self.answered, self.rejected, self.tell)
        return Exit.BELOW if self.below else code

    def _compare(self, activity: Activity, floor: Rung, assessment: Assessment) -> None:
        if assessment.rung and assessment.rung.number >= floor.number:
            return
        self.below += 1
        name = activity.name or f"activity {self.answered}"
        highest = assessment.highest_possible
        if highest and highest.number >= floor.number and assessment.next:
            # No need of the floor is known to be missed: what is not known would settle it.
            asked = " ".join(need.question.words.standard for need in assessment.next.needs)
            rung = f"rung {floor.number}, {floor.name}"
            self.tell(f"{name}: not sure to reach {rung}; to settle it, answer: {asked}")
        else:
            self.tell(f"{name}: below rung {floor.number}, {floor.name}")


def saver(path: str, tell: Callable[[str], None]) -> Callable[[Activity], None]:
    """Return what adds the record of an activity to a file, as a line of JSON."""

    def save(activity: Activity) -> None:
        if not append_line(path, export.json_bytes(activity.record)):
            tell(f"{path}: its last line was torn; the record stands in a line of its own after it")

    return save


def write_json(items: Iterable[Item], run: Run, stream: BinaryIO) -> None:
    """Write each result as a line of JSON as soon as its record has come in."""
    answering = Filter(run.vocabulary.ladder, run.aim)
    for item in items:
        _write_item(item, run, answering, stream)
        stream.flush()


def write_csv(items: Iterable[Item], run: Run, stream: BinaryIO, raw: bool, seen: bool = False) -> None:
    """Write each result as a row of CSV as soon as its record has come in."""
    from coproladder.csv_results import CsvResults

    table = CsvResults(run.vocabulary, run.aim, raw, seen)
    for item in items:
        if isinstance(item, Table):
            stream.write(table.begin(item))
        _write_item(item, run, table, stream)
        stream.flush()
    if table.left_out:
        names = ", ".join(sorted(table.left_out))
        run.tell(f"{run.name}: left out, since they came after the header was written: {names}")


def _write_item(item: Item, run: Run, answering: "Filter | CsvResults", stream: BinaryIO) -> None:
    """Write the results of lines together where they need no closer look, else of fewer and fewer."""
    if (
        isinstance(item, Batch)
        and len(item.data) <= MOST_TOGETHER
        and answering.fits(item)
        and not run.looks_at_each
    ):
        if whole := answering.whole(item.data):
            results, count = whole
            run.count(count)
            stream.write(results)
            return
        smaller = [*answering.parts(item)]
        if len(smaller) > 1:
            for part in smaller:
                _write_item(part, run, answering, stream)
            return
    for activity in run.accepted(run.opened(item)):
        stream.write(answering.one(activity))


def write_pages(
    items: Iterable[Item], run: Run, easy: bool, show: Callable[[Page], None], output_format: str
) -> None:
    """Show a single result as a whole page, and as text each of many as a short one.

    Raises UsageError where there are many and the format is for one.
    """
    from coproladder.assessment_pages import assessment_page, brief_page

    ladder = run.vocabulary.ladder
    opened: Iterator[Activity | Rejected] = chain.from_iterable(map(run.opened, items))
    if output_format != "text":
        first_two = [*islice(opened, 2)]
        if len(first_two) > 1:
            raise UsageError(f"{output_format} is for one activity, and there are more; use text or json")
        opened = iter(first_two)
    assess = Classifier(ladder, run.aim)
    found = ((each, assess(each)) for each in run.accepted(opened))
    first = next(found, None)
    second = next(found, None)
    if first and not second:
        show(assessment_page(ladder, *first, easy, aimed=run.aim is not None))
    elif first and second:
        for number, each in enumerate(chain((first, second), found), start=1):
            show(brief_page(ladder, *each, easy, number))
