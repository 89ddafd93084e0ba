"""One run of `assess`: from where the answers come from to results written one by one."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import BinaryIO

from msgspec import Struct

from coproladder import export
from coproladder.activities import Activity
from coproladder.assessment_pages import assessment_page, brief_page
from coproladder.blocks import Page
from coproladder.classify import Assessment, classify
from coproladder.errors import DataError, Exit
from coproladder.ladder import Ladder, Rung
from coproladder.rows import Rejected

Found = tuple[Activity, Assessment]


class Run(Struct):
    """What a run of `assess` works with, and what it has counted so far.

    `tell` takes a line for standard error. An activity that is surely below `floor` is counted.
    """

    ladder: Ladder
    name: str
    tell: Callable[[str], None]
    aim: Rung | None = None
    floor: Rung | None = None
    strict: bool = False
    answered: int = 0
    rejected: int = 0
    below: int = 0

    def found(self, items: Iterator[Activity | Rejected]) -> Iterator[Found]:
        """Yield each activity with its assessment; say what is wrong with the others.

        Raises DataError at the first bad record where the run is strict.
        """
        for item in items:
            if isinstance(item, Rejected):
                if self.strict:
                    raise DataError(f"{self.name}: {item}")
                self.rejected += 1
                self.tell(f"error: {self.name}: {item}")
                continue
            self.answered += 1
            assessment = classify(self.ladder, item, self.aim)
            yield item, assessment
            if self.floor:
                self._compare(item, assessment, self.floor)

    def exit_code(self) -> Exit:
        """Return what the run comes to, and say it where records were rejected or there were none."""
        if self.rejected:
            self.tell(f"{self.name}: {self.answered} answered, {self.rejected} rejected")
        elif not self.answered:
            self.tell(f"{self.name}: 0 records")
        if self.rejected and not self.answered:
            return Exit.BAD_DATA
        if self.below:
            return Exit.BELOW
        return Exit.SOME_REJECTED if self.rejected else Exit.DONE

    def _compare(self, activity: Activity, assessment: Assessment, floor: Rung) -> None:
        if assessment.rung and assessment.rung.number >= floor.number:
            return
        self.below += 1
        name = activity.name or f"activity {self.answered}"
        message = f"{name}: below rung {floor.number}, {floor.name}"
        highest = assessment.highest_possible
        if highest and highest.number >= floor.number:
            # Some need of the floor is not met for sure, and none is known to be missed.
            step = classify(self.ladder, activity, aim=floor).next
            asked = [need.question.words.standard for need in step.needs] if step else []
            message = f"{name}: not sure to reach rung {floor.number}, {floor.name}; to settle it, answer: "
            message += " ".join(asked)
        self.tell(message)


def write_json(results: Iterator[Found], ladder: Ladder, stream: BinaryIO) -> None:
    """Write each result as a line of JSON as soon as it is there."""
    for activity, assessment in results:
        stream.write(export.json_bytes(export.result(ladder, activity, assessment)))
        stream.flush()


def write_text(results: Iterator[Found], run: Run, easy: bool, show: Callable[[Page], None]) -> None:
    """Show a single result as a whole page, and each of many as a short one."""
    first = next(results, None)
    second = next(results, None)
    if first and not second:
        show(assessment_page(run.ladder, *first, easy, aimed=run.aim is not None))
    elif first and second:
        for number, found in enumerate(chain((first, second), results), start=1):
            show(brief_page(run.ladder, *found, easy, number))
