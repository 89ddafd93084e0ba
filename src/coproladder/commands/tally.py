"""Counts the records that a command reads, says what is wrong with the bad ones, and what it came to."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from coproladder.base.errors import DataError, Exit
from coproladder.placing.activity import Activity
from coproladder.reading.lines import Rejected, place
from coproladder.results.json import fault_record, json_bytes

if TYPE_CHECKING:
    from coproladder.report.summary import Report

MOST_SAID = 3
"""How often a fault that repeats is said in full."""


class Tally:
    """What has become of the records read so far from `source`, the name of the input in messages.

    `tell` takes a line for standard error, `rejects` a line of JSON for each fault. With `strict`
    reading stops at the first fault. `faults` counts each kind of fault under the first of its kind.
    """

    def __init__(self, tell: Callable[[str], None], source: str, strict: bool = False) -> None:
        self.tell, self.source, self.strict = tell, source, strict
        self.rejects: BinaryIO | None = None
        self.answered = self.rejected = self.left_out = 0
        self.refused: list[str] = []
        self.stopped_by: DataError | None = None
        self.faults: Counter[str] = Counter()
        self._first_of_kind: dict[str, str] = {}

    def accepted(self, items: Sequence[Activity | Rejected]) -> list[Activity]:
        """Return the activities among the items; say what is wrong with the others.

        Where the tally is strict, `stopped_by` becomes the error that ended the list.
        """
        activities = [item for item in items if isinstance(item, Activity) and not item.left_out]
        if len(activities) == len(items):
            self.answered += len(activities)
            return activities
        activities = []
        for item in items:
            if not isinstance(item, Activity):
                self._reject(item)
            elif item.left_out:
                self._leave_out(item)
            if self.stopped_by:
                break
            if isinstance(item, Activity):
                activities.append(item)
        self.answered += len(activities)
        return activities

    def exit_code(self) -> Exit:
        """Return what reading came to, and say it where something was wrong or there were no records."""
        for fault, count in self.faults.items():
            if count > MOST_SAID:
                self.tell(f"... and {count - MOST_SAID:,} more like this: {fault}")
        if self.rejected or self.left_out or (self.refused and self.answered):
            self.tell(f"{self.source}: {', '.join(self.summary())}")
        elif not self.answered and not self.refused:
            self.tell(f"{self.source}: 0 records")
        if self.rejected or self.refused:
            return Exit.SOME_REJECTED if self.answered else Exit.BAD_DATA
        return Exit.DONE

    def added_to(self, report: "Report") -> "Report":
        """Return a report that says what could not be read."""
        from coproladder.report.summary import NotRead

        claims = report.not_read.unknown_claims
        files = tuple(self.refused)
        not_read = NotRead(self.rejected, files, self.left_out, dict(self.faults), claims)
        return replace(report, not_read=not_read)

    def summary(self) -> list[str]:
        """Return what became of the records, in parts: how many were answered, rejected, left out."""
        parts = [f"{self.answered:,} answered", f"{self.rejected:,} rejected"]
        if self.left_out:
            fields = "1 field" if self.left_out == 1 else f"{self.left_out:,} fields"
            parts.append(f"{fields} left out")
        if self.refused:
            parts.append(f"not read at all: {', '.join(self.refused)}")
        return parts

    def _reject(self, bad: Rejected) -> None:
        if self.strict:
            self.stopped_by = DataError(f"{self.source}: {bad}")
            return
        if bad.whole:
            self.refused.append(self.source)
        else:
            self.rejected += 1
        text = bad.message if bad.whole else str(bad)
        start = f"{self.source}: nothing was read: " if bad.whole else f"{self.source}: "
        self._say(f"error: {start}", text, bad.message)
        self._write("error", bad.line, bad.column, bad.row, bad.activity, bad.message)

    def _leave_out(self, activity: Activity) -> None:
        where = place(activity.line, None, activity.row, activity.name)
        for left_out in activity.left_out:
            fault = left_out.message
            if self.strict:
                self.stopped_by = DataError(f"{self.source}: {where}: {fault}")
                return
            self.left_out += 1
            self._say(f"warning: {self.source}: ", f"{where}: {fault}; left out of the record", fault)
            self._write("warning", activity.line, None, activity.row, activity.name, fault)

    def _say(self, start: str, text: str, fault: str) -> None:
        # Faults that differ in what is quoted only are of one kind.
        kind = re.sub(r'"[^"]*"', '""', fault)
        first = self._first_of_kind.setdefault(kind, fault)
        self.faults[first] += 1
        if self.faults[first] <= MOST_SAID:
            self.tell(f"{start}{text}")

    def _write(
        self, kind: str, line: int, column: int | None, row: int, activity: str | None, message: str
    ) -> None:
        if self.rejects:
            record = fault_record(self.source, kind, line, column, row, activity, message)
            self.rejects.write(json_bytes(record))
