"""Reads the rows of CSV as spreadsheets and form tools write it: any usual separator, quotes, line breaks."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from coproladder.base import files
from coproladder.base.errors import DataError
from coproladder.base.text import not_utf8
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.account import Account

csv.field_size_limit(files.MOST_LINE_BYTES)

MOST_LOOKED_AT, MOST_ABOVE = 8_192, 10
"""How many bytes, and how many of their lines, are looked at for the separator of headings below a title."""

NOT_WINDOWS = frozenset(b"\x81\x8d\x8f\x90\x9d")
"""The bytes that are no sign in Windows-1252."""

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}


class Row(Struct, gc=False):
    """One row of a table: the line it begins in, its number as a spreadsheet counts it, and its cells.

    A row with a `fault` has no cells. `ends_batch` tells that the rows up to this one are to be answered
    before more are read.
    """

    line: int
    number: int
    cells: list[str]
    ends_batch: bool
    fault: DataError | None = None


def read_csv(stream: io.BufferedReader, vocabulary: Vocabulary, account: Account) -> Iterator[Row]:
    """Yield each row of CSV from the header on, blank ones too; a fault gives up the rest of its line.

    Raises DataError where the header cannot be read.
    """
    beginning = stream.peek(1)[:MOST_LOOKED_AT].decode(errors="replace").splitlines()
    text, said, above = _Lines(stream, account), "", 0
    for first in text.lines:
        if first[:4].lower() == "sep=":
            said = first[4:].strip("\r\n")
        elif first.strip() or text.fault:
            break
        else:
            above += 1
    else:
        return
    if text.fault:
        raise text.fault
    separator = _separator(said, [first, *beginning[text.number : text.number + MOST_ABOVE]], vocabulary)
    before = text.number - 1
    spaced = first.count(separator) == first.count(f"{separator} ") > 0
    lines = chain([first], text.lines)
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=spaced)
    number = above
    while True:
        number += 1
        line, cells, fault = before + reader.line_num + 1, [], None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = DataError(f"this is not CSV: {error}; check the quotes", line)
        if text.fault:
            cells, fault, text.fault = [], text.fault, None
        yield Row(line, number, cells, text.waits, fault)


class _Lines:
    """The lines of a stream as text, each with its line break.

    A carriage return alone ends a line too, as old spreadsheets have it. `number` is that of the line
    taken last, from 1; `fault` is the first that was found and not yet told of; `waits` tells that the next
    line has not come in yet.
    """

    def __init__(self, stream: io.BufferedReader, account: Account) -> None:
        self.lines, self._account = self._read(stream), account
        self.number = 0
        self.fault: DataError | None = None
        self.waits = False

    def _read(self, stream: io.BufferedReader) -> Iterator[str]:
        encoding, is_ascii = "", True
        for block in files.read_blocks(stream):
            in_block = block.splitlines(keepends=True)
            for left, line in zip(range(len(in_block) - 1, -1, -1), in_block, strict=True):
                self.number += 1
                self.waits = left == 0
                if len(line) > files.MOST_LINE_BYTES:
                    self.fault = self.fault or files.too_long(self.number)
                    yield "\n"
                    continue
                try:
                    yield line.decode(encoding) if encoding else line.decode()
                except UnicodeDecodeError as error:
                    # What was UTF-8 so far has one bad byte; else it is what spreadsheets save.
                    before = (*in_block[: -left - 1], line[: error.start])
                    if is_ascii and all(map(bytes.isascii, before)) and NOT_WINDOWS.isdisjoint(line):
                        encoding = "cp1252"
                        self._account.remark("The text is in", "Windows-1252")
                        yield line.decode(encoding)
                        continue
                    column = len(line[: error.start].decode(encoding or "utf-8")) + 1
                    wrong = not_utf8(line[error.start])
                    self.fault = self.fault or DataError(wrong, self.number, column)
                    yield line.decode(encoding or "utf-8", errors="replace")
            is_ascii = is_ascii and block.isascii()


def _separator(said: str, lines: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return the separator that a file names, else the one that finds the most fields or occurs most."""
    if said:
        if len(said) > 1 or said in "\"' ":
            raise DataError(f"sep={said} cannot separate cells; write sep=; or sep=,", 1)
        return said

    def finds(sign: str) -> tuple[int, int]:
        found = max(len(vocabulary.found_in(cells_of(line, sign))) for line in lines)
        # A tab at the end of a cell separates nothing.
        outside_quotes = re.sub(r"\t+(?=[,;|\s]|$)", "", "".join(lines[0].split('"')[::2]))
        return found, outside_quotes.count(sign)

    return max(SEPARATORS, key=finds)


def cells_of(line: str, separator: str) -> list[str]:
    """Return the cells of a line of a table, as far as it goes."""
    return next(csv.reader([line], delimiter=separator), [])
