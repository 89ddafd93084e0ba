"""Reads tables from a workbook (.xlsx, .xls, .ods): of the sheet that holds answers, or of those named."""

import json
import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from subprocess import DEVNULL, PIPE, Popen
from time import monotonic
from typing import Any, BinaryIO

from msgspec.structs import replace

from coproladder.base.errors import DataError
from coproladder.base.words import shorten, suggest
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.account import Account
from coproladder.reading.csv_rows import Row
from coproladder.reading.file_types import BROKEN, TOO_LARGE, refuse_other_content
from coproladder.reading.outcome import Log, RecordBatch, until_fault
from coproladder.reading.own_words import Sample
from coproladder.reading.sheets import Holds, Look, look
from coproladder.reading.table import read_table

MOST_WORKBOOK_BYTES = 50_000_000
"""How large the file of a workbook may be, with its pictures."""

FIRST_ROWS = 50
"""How many rows of a sheet are looked at to tell what it holds."""

MOST_SECONDS = 60
"""How long sheets that cannot be looked at may take before no more are."""

MOST_COMMANDS = 20
"""How many commands are given where a person must choose a sheet."""

BATCH_ROWS = 500

FAR = (
    "it is too large, or a cell far outside the table holds something (Ctrl+End goes there): delete what is "
    "outside the table, or save the table as CSV UTF-8"
)
SPOILT = "it is broken; open the workbook and save it again, or save the table as CSV UTF-8"
ENDED = "ended"

MERGED = (
    "cells merged over several rows, whose value only the first row has; write it into each row, or save the "
    "workbook as .xlsx and read that"
)


def read_workbook(
    stream: BinaryIO,
    vocabulary: Vocabulary,
    log: Log,
    account: Account,
    wanted: Sequence[str] = (),
    command: str = "coproladder assess FILE",
) -> Iterator[RecordBatch]:
    """Yield what `read_table` does, from each of the wanted sheets, else from the one that holds answers.

    Raises DataError where the stream holds no workbook that can be read, or not such sheets, which another of
    several files may have; where several are as good, it gives the `command` for each.
    """
    data = stream.read(MOST_WORKBOOK_BYTES + 1)
    if len(data) > MOST_WORKBOOK_BYTES:
        raise DataError(TOO_LARGE, 1)
    refuse_other_content(data)
    with closing(_Sheets(data)) as sheets:
        if account.every_sheet is None:
            check_sheets(wanted, sheets.names)
        else:
            account.every_sheet += sheets.names
        numbers = [sheets.names.index(name) for name in dict.fromkeys(wanted) if name in sheets.names]
        numbers = numbers or [_choose(sheets, vocabulary, log, command)]
        for number, name in enumerate(sheets.names):
            if number not in numbers:
                account.unused("sheet", name)
        for number in numbers:
            for batch in _read_sheet(sheets, number, vocabulary, log, account):
                # Of several sheets the first does not tell all columns.
                yield replace(batch, columns=None) if len(numbers) > 1 else batch


def check_sheets(wanted: Iterable[str], names: Sequence[str]) -> None:
    """Raise DataError where a sheet that is wanted is not among the names of sheets."""
    for name in wanted:
        if name not in names:
            raise DataError(f'there is no sheet "{shorten(name)}"; {suggest(name, names)}')


def _read_sheet(
    sheets: "_Sheets", number: int, vocabulary: Vocabulary, log: Log, account: Account
) -> Iterator[RecordBatch]:
    """Yield what `read_table` does of one sheet; where that raises, what is wrong."""
    name = sheets.names[number] if len(sheets.names) > 1 else ""
    if name:
        account.sheets[account.source].append(name)
    if sheets.are_merged[number]:
        log(f'warning: the sheet "{shorten(sheets.names[number])}" has {MERGED}')
    rows = (Row(at, at, cells, at % BATCH_ROWS == 0) for at, cells in sheets.rows(number))
    for batch in until_fault(read_table(rows, vocabulary, log, account)):
        yield replace(batch, sheet=name)


def _choose(sheets: "_Sheets", vocabulary: Vocabulary, log: Log, command: str) -> int:
    """Return the number of the sheet that holds answers; DataError where several do, or none can be told."""
    looks: dict[int, Look] = {}
    faults: list[DataError] = []
    for number, shown in enumerate(sheets.are_shown):
        try:
            rows = [cells for _, cells in sheets.rows(number, FIRST_ROWS)]
        except DataError as error:
            faults.append(error)
        else:
            looks[number] = look(rows, vocabulary, shown)
    best, found = max(looks.items(), key=lambda each: each[1], default=(0, Look()))
    candidates = [Holds.PERHAPS, Holds.ANSWERS, Holds.NAMED]
    if isinstance(vocabulary, Sample):
        candidates.append(Holds.TABLE)
    if faults and found.holds not in candidates:
        raise faults[0]
    for fault in faults:
        log(f"warning: {fault.message}")
    as_good = [sheets.names[at] for at, each in looks.items() if each.is_as_good_as(found)]
    if found.holds == Holds.CHOICES:
        said = "it has lists of choices and no answers; to read a list all the same, name a sheet"
    elif len(as_good) > 1 and found.holds in candidates:
        said = f"{len(as_good)} sheets have answers; read one of them"
    else:
        return best
    lines = (f"  {command} --sheet {shlex.quote(name)}" for name in as_good[:MOST_COMMANDS])
    raise DataError("\n".join([f"{said}, or several with --sheet for each:", *lines]), 1)


class _Sheets:
    """The sheets of a workbook, which another process reads; see `cells`.

    `are_shown` tells of each whether people see it, `are_merged` whether cells merged over several rows have
    their value in the first alone, `are_far` whether it was left out. Raises DataError where the workbook
    cannot be read.
    """

    def __init__(self, data: bytes) -> None:
        self._data, self._end = data, monotonic() + MOST_SECONDS
        self._begin()

    def _begin(self) -> None:
        # What python finds now it must find there, but nothing in the folder that a person works in.
        path = os.pathsep.join(filter(None, sys.path))
        environment = {**os.environ, "PYTHONPATH": path}
        command = [sys.executable, "-P", "-c", "from coproladder.reading.cells import main; main()"]
        self._process = Popen(command, env=environment, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        assert self._process.stdin is not None and self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        self._send(b"%d\n" % len(self._data) + self._data)
        sheets = self._receive() if monotonic() < self._end else ENDED
        if isinstance(sheets, str):
            self.close()
            raise DataError(BROKEN, 1)
        self.names, self.are_shown, self.are_merged, self.are_far = zip(*sheets, strict=True)
        self._waits = True

    def close(self) -> None:
        """End the other process."""
        self._process.kill()
        self._process.communicate()

    def rows(self, number: int, most: int | None = None) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of a sheet that are not blank with their numbers, `most` of them.

        Raises DataError where that cannot be done; other sheets may be read after that.
        """
        if not self._waits:
            # It has ended, or has still to say what nobody wants to know any more.
            self.close()
            self._begin()
        if self.are_far[number]:
            raise DataError(f'the sheet "{shorten(self.names[number])}" cannot be read: {FAR}', 1)
        self._waits = False
        self._send(json.dumps([number, most]).encode() + b"\n")
        while row := self._receive():
            if isinstance(row, str):
                name, fault = shorten(self.names[number]), FAR if row == ENDED else SPOILT
                raise DataError(f'the sheet "{name}" cannot be read: {fault}', 1)
            yield row[0], row[1]
        self._waits = True

    def _send(self, message: bytes) -> None:
        # That the process has ended comes out where it is asked for its answer.
        with suppress(OSError):
            self._to.write(message)
            self._to.flush()

    def _receive(self) -> Any:
        """Return an answer; a text is a fault."""
        line = self._from.readline()
        return json.loads(line) if line else ENDED
