"""Counts the records that a command reads, says what is wrong with the bad ones, and what it came to."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from coproladder.base.errors import DataError, Exit, NothingReadError
from coproladder.base.files import atomic_file
from coproladder.base.words import fold, shorten
from coproladder.commands.console import log, log_errors
from coproladder.commands.options import ReadOptions
from coproladder.placing.activity import Activity
from coproladder.reading.account import Account, Kind
from coproladder.reading.outcome import RecordBatch, Rejected
from coproladder.results.json_lines import fault_record, json_bytes

if TYPE_CHECKING:
    from coproladder.report.summary import Report

MOST_SAID = 3
"""How often a fault that repeats is said in full."""

ColumnNames = tuple[str, ...] | None
QUOTED = re.compile('"[^"]*"')


class FaultGroup(Struct):
    """Faults that are alike but for the first quoted text, such as "tolld" and "tallk" as answers to voice.

    `first` is the message of one of them, `count` is their number; `differ` says that the texts do.
    """

    first: str
    is_warning: bool
    count: int = 0
    differ: bool = False

    def __str__(self) -> str:
        return QUOTED.sub(r"\g<0> (or the like)", self.first, count=1) if self.differ else self.first


class Tally:
    """What has become of the records read so far from `source`, the name of the input in messages.

    `rejects` takes a line of JSON for each fault and each thing that is not used, as the `account` has it.
    With `strict` reading stops at the first fault. `refused` and `empty` name files that gave no record,
    `fields` what a report found in records, and `earlier` the versions of the ladder that they came with.
    """

    def __init__(self, source: str, strict: bool = False) -> None:
        self.source, self.strict = source, strict
        self.rejects: BinaryIO | None = None
        self.account = Account(self._reject_unused)
        self.answered = self.rejected = self.fields_left_out = 0
        self.refused: list[str] = []
        self.empty: list[str] = []
        self.fields, self.earlier = set[str](), set[str]()
        self._groups: dict[str, FaultGroup] = {}
        self._names: list[str | None] = []

    def accepted(self, batches: Iterable[RecordBatch]) -> Iterator[tuple[list[Activity], ColumnNames]]:
        """Yield the activities of each batch with its columns; say what is wrong with the other records.

        Where the tally is strict, DataError follows the activities before the first fault.
        """
        for batch in batches:
            activities = [item for item in batch.items if isinstance(item, Activity) and not item.left_out]
            fault = None
            if len(activities) < len(batch.items):
                activities, fault = self._sifted(batch)
            self.answered += len(activities)
            self.account.activities[self.account.source] += len(activities)
            yield activities, batch.columns
            if fault:
                raise DataError(f"{self.source}: {fault}")

    def exit_code(self) -> Exit:
        """Return what reading came to, and say it where something was wrong or there were no records.

        Raises NothingReadError where no record could be read, so that nothing takes the place of a result.
        """
        named = "" if self.rejects else " (add --rejects FILE to list them all)"
        for group in self._groups.values():
            if group.count > MOST_SAID:
                say = log if group.is_warning else log_errors
                say(f"... and {group.count - MOST_SAID:,} more like this{named}: {group}")
        if self.rejected or self.fields_left_out or (self.refused and self.answered):
            parts = [f"{self.answered:,} placed", f"{self.rejected:,} could not be read"]
            if self.fields_left_out:
                parts.append(f"{self.fields_left_out:,} field{'s' * (self.fields_left_out != 1)} left out")
            if self.refused:
                parts.append(f"files not read: {', '.join(self.refused)}")
            log(f"{self.source}: {', '.join(parts)}")
        elif not self.answered and not self.refused and not self.account.lines():
            log(f"{self.source}: no records were found")
        if (self.rejected or self.refused) and self.account.hint:
            log(self.account.hint)
        if (self.rejected or self.refused) and not self.answered:
            raise NothingReadError("")
        return Exit.SOME_REJECTED if self.rejected or self.refused else Exit.DONE

    @property
    def counted(self) -> int:
        """How many records, and files of which nothing could be read, have been counted."""
        return self.answered + self.rejected + len(self.refused)

    def added_to(self, report: "Report") -> "Report":
        """Return a report that says what could not be read, and what is of an earlier version."""
        from coproladder.report.summary import NotRead

        claims = report.not_read.unknown_claims
        files = (*self.refused, *(f"{name} (no records)" for name in self.empty))
        faults = {str(group): group.count for group in self._groups.values()}
        lost = {fold(name) for name in self._names if name}
        lost -= {fold(each.name) for each in report.placed if each.name} if lost else set()
        activities = len(lost) + self._names.count(None)
        not_read = NotRead(self.rejected, files, self.fields_left_out, faults, claims, activities)
        return replace(report, not_read=not_read, earlier=tuple(sorted(self.earlier)))

    def _sifted(self, batch: RecordBatch) -> tuple[list[Activity], Rejected | None]:
        """Return the activities, and the fault at which reading stops."""
        activities: list[Activity] = []
        source = self.source + (f', sheet "{shorten(batch.sheet)}"' if batch.sheet else "")
        for item in batch.items:
            if isinstance(item, Rejected):
                kind, faults = "error", [item]
            else:
                kind, at = "warning", (item.row, item.name)
                faults = [Rejected(item.line, None, each.message, *at) for each in item.left_out]
            for fault in faults:
                if self.rejects:
                    self.rejects.write(json_bytes(fault_record(source, kind, fault)))
                if self.strict:
                    return activities, fault
                self._note(kind, fault, source)
            if isinstance(item, Activity):
                activities.append(item)
        return activities, None

    def _note(self, kind: str, bad: Rejected, source: str) -> None:
        """Count a fault and say it, unless it was said often enough; `kind` is "error" or "warning"."""
        said = str(bad)
        if kind == "warning":
            self.fields_left_out += 1
            said += "; left out of the record"
        elif bad.whole:
            after = f" after {bad.after:,} records" if bad.after else ""
            self.refused.append(source + after)
            said = f"nothing{' more' * bool(after)} was read{after}: {bad.message}"
        else:
            self.rejected += 1
            self._names.append(bad.activity)
        alike = QUOTED.sub("", bad.message, count=1)
        group = self._groups.setdefault(alike, FaultGroup(bad.message, kind == "warning"))
        group.count += 1
        group.differ |= bad.message != group.first
        if group.count <= MOST_SAID:
            (log if group.is_warning else log_errors)(*f"{kind}: {source}: {said}".splitlines())

    def _reject_unused(self, kind: Kind, name: str, source: str, line: int, row: int) -> None:
        if self.rejects:
            named = name if kind == "row" else f'{kind} "{name}"'
            bad = Rejected(line, None, f"{named}: not used", row)
            self.rejects.write(json_bytes(fault_record(source, "unused", bad)))


@contextmanager
def open_tally(source: str, options: ReadOptions, force: bool) -> Iterator[Tally]:
    """Open what counts the records of `source`, and the file that --rejects names. Raises CreateError."""
    tally, stopped = Tally(source, options.strict), None
    with atomic_file(options.rejects, force) if options.rejects else nullcontext() as tally.rejects:
        try:
            yield tally
        except DataError as error:
            # The file appears all the same, with the fault in it.
            stopped = error
    if stopped:
        raise stopped
