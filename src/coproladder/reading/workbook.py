"""Reads a table from a workbook (.xlsx, .xls, .ods): the first sheet with a question, or the one named."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from subprocess import DEVNULL, PIPE, Popen
from typing import Any, BinaryIO

from coproladder.base.errors import DataError
from coproladder.base.words import shorten, suggest
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.account import Account
from coproladder.reading.csv_rows import Row
from coproladder.reading.file_types import BROKEN, TOO_LARGE, refuse_other_content
from coproladder.reading.outcome import Log, RecordBatch
from coproladder.reading.table import read_table

MOST_WORKBOOK_BYTES = 50_000_000
"""How large the file of a workbook may be, with its pictures."""

FIRST_ROWS = 10
"""How many rows of a sheet are looked at for a question."""

BATCH_ROWS = 500


def read_workbook(
    stream: BinaryIO, vocabulary: Vocabulary, log: Log, account: Account, sheet: str | None
) -> Iterator[RecordBatch]:
    """Yield what `read_table` does, from the sheet of this name, else from the first with a question.

    Raises DataError where the stream holds no workbook that can be read, or not this sheet.
    """
    data = stream.read(MOST_WORKBOOK_BYTES + 1)
    if len(data) > MOST_WORKBOOK_BYTES:
        raise DataError(TOO_LARGE, 1)
    refuse_other_content(data)
    with closing(_Sheets()) as sheets:
        sheets.open(data)
        del data
        if sheet is not None and sheet not in sheets.names:
            raise DataError(f'there is no sheet "{shorten(sheet)}"; {suggest(sheet, sheets.names)}', 1)
        number = _choose(sheets, vocabulary, log) if sheet is None else sheets.names.index(sheet)
        rows = (Row(at, at, cells, at % BATCH_ROWS == 0) for at, cells in sheets.rows(number))
        yield from read_table(rows, vocabulary, log, account)


def _choose(sheets: "_Sheets", vocabulary: Vocabulary, log: Log) -> int:
    """Return the number of the first sheet with a question, and tell which others could be read."""
    questions = {*vocabulary.names.questions}
    first_rows = [[cells for _, cells in sheets.rows(at, FIRST_ROWS)] for at in range(len(sheets.names))]
    asking = [
        at
        for at, rows in enumerate(first_rows)
        if any(questions & vocabulary.names.found_in(cells) for cells in rows)
    ]
    filled = [at for at, rows in enumerate(first_rows) if rows]
    number = (asking or filled or [0])[0]
    others = [f'"{shorten(sheets.names[at])}"' for at in asking[1:]]
    if others:
        hold = "hold questions too, and are" if len(others) > 1 else "holds questions too, and is"
        log(f'the sheet "{sheets.names[number]}" is read; {", ".join(others)} {hold} not: --sheet reads one')
    elif len(filled) > 1:
        log(f'the sheet "{sheets.names[number]}" is read; --sheet reads another')
    return number


class _Sheets:
    """The sheets of a workbook, which another process reads; see `cells`."""

    def __init__(self) -> None:
        self.names: list[str] = []
        # What python finds now it must find there, but nothing in the folder that a person works in.
        path = os.pathsep.join(filter(None, sys.path))
        self._process = Popen(
            [sys.executable, "-P", "-c", "from coproladder.reading.cells import main; main()"],
            env={**os.environ, "PYTHONPATH": path},
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout

    def close(self) -> None:
        """End the other process."""
        self._process.kill()
        self._process.communicate()

    def open(self, data: bytes) -> None:
        """Hand over the workbook; DataError where it cannot be read."""
        self._send(b"%d\n" % len(data) + data)
        self.names = self._receive()

    def rows(self, number: int, most: int | None = None) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of a sheet that are not blank with their numbers, `most` of them."""
        self._send(json.dumps([number, most]).encode() + b"\n")
        while row := self._receive():
            yield row[0], row[1]

    def _send(self, message: bytes) -> None:
        # That the process has ended comes out where it is asked for its answer.
        with suppress(OSError):
            self._to.write(message)
            self._to.flush()

    def _receive(self) -> Any:
        line = self._from.readline()
        message = json.loads(line) if line else BROKEN
        if isinstance(message, str):
            raise DataError(message, 1)
        return message
