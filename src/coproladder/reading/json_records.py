"""Reads activities from JSON Lines as they come in, and from JSON documents."""

import io
from collections.abc import Iterator
from typing import Any

import msgspec

from coproladder.base.errors import DataError
from coproladder.base.text import decode
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading import outcome as lines
from coproladder.reading.json_document import JsonText, Log, lists_in
from coproladder.reading.outcome import Item, item, rejected
from coproladder.reading.strict_json import read_flat_records, read_json


class JsonReader:
    """Reads activities from JSON in any shape; `log` gets a message on a list inside an object."""

    def __init__(self, vocabulary: Vocabulary, log: Log) -> None:
        self._vocabulary, self._log = vocabulary, log

    def document(self, data: bytes, first_line: int = 1) -> Iterator[Item]:
        """Yield the records of a whole text, which begins in `first_line` of its file."""
        if data.startswith(b"{") and (records := read_flat_records([data])):
            # One flat record, as most documents are, has nothing to be cut out of.
            yield item(records[0], first_line, self._vocabulary)
            return
        try:
            text = decode(data, first_line)
        except DataError as error:
            yield rejected(error, first_line)
            return
        for line, record in JsonText(text, self._vocabulary.names, self._log, first_line).records():
            try:
                if isinstance(record, DataError):
                    raise record
                yield item(read_json(record, line), line, self._vocabulary)
            except DataError as error:
                yield rejected(error, line)

    def read_lines(self, stream: io.BufferedReader) -> Iterator[list[Item]]:
        """Yield the records of the lines that have come in, one over several lines with the last of them."""
        number = 0
        held = _Held()
        for block in lines.read_blocks(stream):
            texts = block.split(b"\n")[:-1]
            records = None if held.size or len(block) > lines.MOST_LINE_BYTES else read_flat_records(texts)
            if records is None:
                yield [*self._line_by_line(texts, number + 1, held)]
            else:
                yield [item(given, at, self._vocabulary) for at, given in enumerate(records, number + 1)]
            number += len(texts)
        if held.size:
            yield [*self._release(held)]

    def _line_by_line(self, texts: list[bytes], first: int, held: "_Held") -> Iterator[Item]:
        """Yield the records of lines, the first of which is line `first` of the file."""
        for number, line in enumerate(texts, first):
            if held.size and (line.startswith(b"{") or len(line) > lines.MOST_LINE_BYTES):
                yield from self._release(held)
            if len(line) > lines.MOST_LINE_BYTES:
                yield rejected(lines.too_long(number), number)
            elif held.size:
                held.add(line)
                if line.rstrip() == b"}":
                    yield from self._release(held)
            elif line and not line.isspace():
                try:
                    given = read_json(line, number)
                except DataError:
                    given = None
                yield from self._items(line, number, given, held)

    def _items(self, line: bytes, number: int, given: Any, held: "_Held") -> Iterator[Item]:
        """Yield what is in a line that was read as `given`, or hold it where its record goes on."""
        if isinstance(given, dict) and not lists_in(given, self._vocabulary.names):
            yield item(given, number, self._vocabulary)
        elif is_open(line):
            held.begin(line, number)
        else:
            yield from self.document(line, number)

    def _release(self, held: "_Held") -> Iterator[Item]:
        """Yield what is in the lines that were held, and hold none."""
        if held.size > lines.MOST_LINE_BYTES:
            yield rejected(lines.too_long(held.first, "record"), held.first)
        else:
            yield from self.document(b"\n".join(held.texts), held.first)
        held.size = 0


class _Held:
    """The lines of a record that goes on in the next one, as far as they are not too many."""

    def __init__(self) -> None:
        self.texts: list[bytes] = []
        self.size = self.first = 0

    def begin(self, line: bytes, number: int) -> None:
        self.texts, self.size, self.first = [line], len(line), number

    def add(self, line: bytes) -> None:
        self.size += len(line) + 1
        if self.size <= lines.MOST_LINE_BYTES:
            self.texts.append(line)


def is_open(line: bytes) -> bool:
    """Whether a line begins a JSON object that goes on in the next line, as far as one line can tell."""
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        has_comment = b"//" in line or b"/*" in line or b"#" in line
        return "truncated" in str(error) or (has_comment and not line.rstrip().endswith(b"}"))
    except (UnicodeDecodeError, RecursionError):
        pass
    return False
