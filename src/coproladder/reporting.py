"""One run of `report`: from the files named to a report, with a count of the records that were bad."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext

from msgspec import Struct

from coproladder.activities import Activity, Vocabulary
from coproladder.console import input_name, standard_input, summed_up
from coproladder.errors import DataError, Exit, UsageError
from coproladder.fields import FIELDS, InputFormat
from coproladder.files import open_input, visible, which_file
from coproladder.report import YEAR, Report, make_report
from coproladder.rows import Rejected
from coproladder.wording import suggest


class Run(Struct):
    """What a run of `report` reads, and what it has counted so far; `tell` writes to standard error."""

    files: Sequence[str]
    vocabulary: Vocabulary
    tell: Callable[[str], None]
    input_format: InputFormat | None = None
    answered: int = 0
    rejected: int = 0
    extra: set[str] = set()

    def report(self, by: Sequence[str]) -> Report:
        """Return the report on all files; UsageError where a field in `by` does not exist."""
        fields = [self._field(name) for name in dict.fromkeys(by)]
        report = make_report(self.vocabulary.ladder, self._activities(), fields)
        for field in fields:
            if self.answered and field not in (*self._known(), *self.extra):
                raise self._unknown(field)
        return report

    def exit_code(self) -> Exit:
        """Return what the run comes to, and say it where records were rejected or there were none."""
        name = input_name(self.files[0]) if len(self.files) == 1 else f"{len(self.files)} files"
        return summed_up(name, self.answered, self.rejected, self.tell)

    def written_over(self, output: str | None) -> str | None:
        """Return which of the files, if any, the report would be written over."""
        target = which_file(output) if output and output != "-" else None
        return next((file for file in self.files if target and which_file(file) == target), None)

    def _activities(self) -> Iterator[Activity]:
        """Yield the activities in all files; say what is wrong with the records that are bad."""
        from coproladder.reading import read_activities

        for file in self.files:
            name = "" if file == "-" else file
            with open_input(file) if name else nullcontext(standard_input()) as stream:
                for item in read_activities(stream, self.vocabulary, name, self.input_format, self.tell):
                    if isinstance(item, Rejected):
                        self.rejected += 1
                        self.tell(f"error: {input_name(file)}: {item}")
                        continue
                    self.answered += 1
                    self.extra.update(item.record)
                    yield item

    def _field(self, name: str) -> str:
        """Return the field that --by names; one that is not known may be among those kept."""
        if name == YEAR:
            return YEAR
        try:
            return self.vocabulary.field(name)
        except DataError:
            raise self._unknown(name) from None

    def _known(self) -> tuple[str, ...]:
        return (*FIELDS, YEAR, *(question.id for question in self.vocabulary.ladder.questions))

    def _unknown(self, name: str) -> UsageError:
        known = dict.fromkeys((*self._known(), *sorted(self.extra)))
        return UsageError(f'--by: there is no field "{visible(name)}"; {suggest(name, known)}')
