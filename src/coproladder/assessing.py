"""One run of `assess`: from where the answers come from to results written one by one."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO

from msgspec import Struct

from coproladder.activities import Activity, Vocabulary
from coproladder.assessment_pages import assessment_page, brief_page
from coproladder.blocks import Page
from coproladder.classifier import classify
from coproladder.console import hear, is_terminal, printer, standard_input, tell
from coproladder.errors import DataError, Exit, UsageError
from coproladder.fields import InputFormat
from coproladder.files import open_input
from coproladder.filter import Filter
from coproladder.ladder import Rung
from coproladder.reading import activities_in, read_batches
from coproladder.rows import Batch, Rejected, single_lines

Item = Batch | Activity | Rejected


class Run(Struct):
    """What a run of `assess` works with, and what it has counted so far.

    `tell` takes a line for standard error. An activity that is surely below `floor` is counted.
    """

    vocabulary: Vocabulary
    name: str
    tell: Callable[[str], None]
    aim: Rung | None = None
    floor: Rung | None = None
    strict: bool = False
    answered: int = 0
    rejected: int = 0
    below: int = 0

    def opened(self, item: Item) -> Iterator[Activity | Rejected]:
        """Yield what an item holds: lines as the activities in them."""
        if isinstance(item, Batch):
            yield from activities_in(item, self.vocabulary)
        else:
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
                continue
            self.answered += 1
            if self.floor:
                self._compare(item, self.floor)
            yield item

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

    def _compare(self, activity: Activity, floor: Rung) -> None:
        assessment = classify(self.vocabulary.ladder, activity, aim=floor)
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


def write_json(items: Iterable[Item], run: Run, stream: BinaryIO) -> None:
    """Write each result as a line of JSON as soon as its record has come in."""
    answering = Filter(run.vocabulary.ladder, run.aim)
    for item in items:
        if not isinstance(item, Batch):
            _write_one_by_one(item, run, answering, stream)
        elif not _write_whole(item, run, answering, stream):
            # Each line by itself, so that what comes out for one does not depend on its neighbours.
            for line in single_lines(item):
                if not _write_whole(line, run, answering, stream):
                    _write_one_by_one(line, run, answering, stream)
        stream.flush()


def _write_whole(batch: Batch, run: Run, answering: Filter, stream: BinaryIO) -> bool:
    """Write the results of lines that need no closer look; return whether they were of that kind."""
    whole = None if run.floor else answering.whole(batch.data)
    if whole is None:
        return False
    results, count = whole
    run.answered += count
    stream.write(results)
    return True


def _write_one_by_one(item: Item, run: Run, answering: Filter, stream: BinaryIO) -> None:
    for activity in run.accepted(run.opened(item)):
        stream.write(answering.one(activity))


def write_pages(
    items: Iterable[Item], run: Run, easy: bool, show: Callable[[Page], None], output_format: str
) -> None:
    """Show a single result as a whole page, and as text each of many as a short one.

    Raises UsageError where there are many and the format is for one.
    """
    ladder = run.vocabulary.ladder
    activities = run.accepted(chain.from_iterable(map(run.opened, items)))
    found = ((activity, classify(ladder, activity, run.aim)) for activity in activities)
    first = next(found, None)
    second = next(found, None)
    if first and not second:
        show(assessment_page(ladder, *first, easy, aimed=run.aim is not None))
    elif first and second:
        if output_format != "text":
            raise UsageError(f"{output_format} is for one activity, and there are more; use text or json")
        for number, each in enumerate(chain((first, second), found), start=1):
            show(brief_page(ladder, *each, easy, number))


class Answers:
    """Where the answers come from: options, questions in a terminal, a file, or standard input."""

    def __init__(self, vocabulary: Vocabulary, pairs: list[str]) -> None:
        self.vocabulary = vocabulary
        self.given = _given(pairs, vocabulary)

    def asking(self, file: str | None) -> bool:
        """Whether there is a person to ask."""
        return file is None and is_terminal(sys.stdin)

    def activities(
        self,
        file: str | None,
        input_format: InputFormat | None,
        quick: bool,
        plain: bool,
        easy: bool,
    ) -> Iterator[Item]:
        """Yield activities, or lines with them; raises UsageError where nothing is to be had."""
        if self.asking(file):
            from coproladder.ask import Interview

            say = printer(sys.stderr, "text", plain)
            yield Interview(self.vocabulary.ladder, self.given, say, hear, quick, easy).run()
            tell("")
        elif file is None and self.given:
            yield Activity(dict(self.given))
        elif self.given:
            raise UsageError("--answer is for one activity; it does not go with a FILE")
        elif file is None or file == "-":
            stream = standard_input()
            if file is None and not stream.peek(1):
                raise UsageError("nothing came on standard input; name a FILE, or use --answer FIELD=VALUE")
            yield from read_batches(stream, self.vocabulary, "", input_format, tell)
        else:
            with open_input(file) as opened:
                yield from read_batches(opened, self.vocabulary, file, input_format, tell)


def _given(answers: list[str], vocabulary: Vocabulary) -> Mapping[str, Any]:
    """Return the fields given as FIELD=VALUE, checked."""
    pairs = [pair.partition("=") for pair in answers]
    for field, equals, _ in pairs:
        if not equals:
            raise UsageError(f'--answer: "{field}" has no value; write FIELD=VALUE')
        if [name for name, _, _ in pairs].count(field) > 1:
            raise UsageError(f"--answer: {field} is given twice; keep one")
    try:
        return vocabulary.activity({field: value for field, _, value in pairs}).record
    except DataError as error:
        raise UsageError(f"--answer: {error}") from None
