"""Counts the records that a command reads, says what is wrong with the bad ones, and what it came to."""

from collections.abc import Callable, Iterable
from typing import BinaryIO

from msgspec import Struct

from coproladder.base.errors import DataError, Exit
from coproladder.placing.activity import Activity
from coproladder.reading.lines import Rejected
from coproladder.results.json import json_bytes, rejected_record


class Tally(Struct):
    """What has become of the records read so far from `source`, the name of the input in messages.

    `tell` takes a line for standard error, `rejects` a line of JSON for each bad record. With `strict`
    reading stops at the first bad record.
    """

    tell: Callable[[str], None]
    source: str
    strict: bool = False
    rejects: BinaryIO | None = None
    answered: int = 0
    rejected: int = 0
    stopped_by: DataError | None = None

    def accepted(self, items: Iterable[Activity | Rejected]) -> list[Activity]:
        """Return the activities among the items; say what is wrong with the others.

        Where the tally is strict, `stopped_by` becomes the error that ended the list.
        """
        activities: list[Activity] = []
        for item in items:
            if isinstance(item, Activity):
                activities.append(item)
            elif self.strict:
                self.stopped_by = DataError(f"{self.source}: {item}")
                break
            else:
                self.rejected += 1
                self.tell(f"error: {self.source}: {item}")
                if self.rejects:
                    self.rejects.write(json_bytes(rejected_record(self.source, item)))
        self.answered += len(activities)
        return activities

    def exit_code(self) -> Exit:
        """Return what reading came to, and say it where records were rejected or there were none."""
        if self.rejected:
            self.tell(f"{self.source}: {self.answered} answered, {self.rejected} rejected")
            return Exit.SOME_REJECTED if self.answered else Exit.BAD_DATA
        if not self.answered:
            self.tell(f"{self.source}: 0 records")
        return Exit.DONE
