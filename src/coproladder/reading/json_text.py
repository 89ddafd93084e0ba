"""Reads activities from JSON: from lines as they come in, and from documents in any shape."""

import io
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import Annotated, Any

import msgspec

from coproladder.base import files
from coproladder.base.errors import DataError
from coproladder.base.text import decode
from coproladder.base.words import shorten
from coproladder.placing.names import Names
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.account import Account
from coproladder.reading.json_signs import SPACES, has_each_key_once, is_open
from coproladder.reading.outcome import Item, item, list_among, rejected

WholeNumber = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
Simple = str | WholeNumber | float | bool | None
Shallow = Simple | list[Simple] | dict[str, Simple]
Nested = Simple | list[Shallow] | dict[str, Shallow]
NO_CONSTANT = "is not a value that JSON has; use null, or text in quotes"
MOST_BEFORE = 50_000
"""How much of a text is kept before a fault: to say where that is, Python counts the lines before it."""

RECORD = msgspec.json.Decoder(dict[str, Simple | list[Nested] | dict[str, Nested]])
"""Reads records quickly, as deep as results are nested."""


class JsonReader:
    """Reads activities from JSON in any shape; the account is told of what is not used."""

    def __init__(self, vocabulary: Vocabulary, account: Account) -> None:
        self._vocabulary, self._account = vocabulary, account
        # The lines of a record that goes on in the next one, and where it begins.
        self._held, self._held_from = bytearray(), 0

    def read_lines(self, stream: io.BufferedReader) -> Iterator[list[Item]]:
        """Yield the records of the lines that have come in, one over several lines with the last of them."""
        number = 0
        for block in files.read_blocks(stream):
            texts = block.split(b"\n")[:-1]
            records = None if self._held or len(block) > files.MOST_LINE_BYTES else self._quickly(texts)
            if records is None:
                yield [*self._line_by_line(texts, number + 1)]
            else:
                vocabulary, account = self._vocabulary, self._account
                numbered = enumerate(records, number + 1)
                yield [found for at, given in numbered if (found := item(given, at, vocabulary, account))]
            number += len(texts)
        if self._held:
            yield [*self._release()]

    def document(self, data: bytes, first_line: int = 1) -> Iterator[Item]:
        """Yield the records of a whole text, which begins in `first_line` of its file."""
        if data.startswith(b"{") and (records := self._quickly([data])):
            # One record, as most documents are, has nothing to be cut out of.
            yield from self._items([(first_line, records[0])])
            return
        try:
            text = decode(data, first_line)
        except DataError as error:
            yield rejected(error, first_line)
            return
        yield from self._items(JsonText(text, self._vocabulary.names, self._account, first_line).records())

    def _items(self, records: Iterable[tuple[int, Any]]) -> Iterator[Item]:
        for line, given in records:
            if found := item(given, line, self._vocabulary, self._account):
                yield found

    def _line_by_line(self, texts: list[bytes], first: int) -> Iterator[Item]:
        """Yield the records of lines, the first of which is line `first` of the file."""
        for number, line in enumerate(texts, first):
            if self._held and (line.startswith(b"{") or len(line) > files.MOST_LINE_BYTES):
                yield from self._release()
            if len(line) > files.MOST_LINE_BYTES:
                yield rejected(files.too_long(number), number)
            elif self._held:
                if len(self._held) <= files.MOST_LINE_BYTES:
                    self._held += b"\n" + line
                if line.rstrip() == b"}":
                    yield from self._release()
            elif is_open(line):
                self._held, self._held_from = bytearray(line), number
            elif line and not line.isspace():
                yield from self.document(line, number)

    def _release(self) -> Iterator[Item]:
        held, self._held = bytes(self._held), bytearray()
        if len(held) > files.MOST_LINE_BYTES:
            yield rejected(files.too_long(self._held_from, "record"), self._held_from)
        else:
            yield from self.document(held, self._held_from)

    def _quickly(self, texts: Sequence[bytes]) -> list[dict[str, Any]] | None:
        """Return the record in each text; None where one must be read strictly, or holds a list of them."""
        try:
            records = [*map(RECORD.decode, texts)]
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        data = b"".join(texts)
        holds_list = b"[" in data and any(map(self._vocabulary.names.lists_in, records))
        return records if not holds_list and has_each_key_once(data, records) else None


class JsonText:
    """A JSON text that begins in `first_line` of its file, and is to be cut into its records.

    `names` tells a record from an object that holds a list of them; `account` is told of what else it holds.
    Of `[{"a": NaN}, {"a": 1}]` the first record has a fault: it is noted, and reading goes on, since where
    the record ends the next one begins.
    """

    def __init__(self, text: str, names: Names, account: Account, first_line: int = 1) -> None:
        from json import JSONDecoder

        self._text, self._names, self._account = text, names, account
        self._line, self._counted, self._noted = first_line, 0, ""
        self._read = JSONDecoder(
            object_pairs_hook=self._object,
            parse_constant=lambda name: self._note(f"{name} {NO_CONSTANT}"),
            parse_float=lambda digits: self._number(float(digits), -sys.float_info.max, sys.float_info.max),
            # Python does not read thousands of digits.
            parse_int=lambda digits: self._number(int(digits[:21]), -(2**63), 2**64 - 1),
        ).raw_decode

    def records(self) -> Iterator[tuple[int, Any]]:
        """Yield each record with the line that it begins in, or as a DataError what is wrong with it.

        After a fault it goes on with the next line that begins an object, as whole records follow a
        torn one; but a list ends where JSON breaks off, since its records cannot be told apart then.
        """
        at = self._skip(0)
        while at < len(self._text):
            reached, is_list = at, self._text[at] == "["
            try:
                reached = yield from self._elements(at) if is_list else self._value(at)
                at = self._next(reached, "list" if is_list else "record")
            except DataError as error:
                yield error.line or self._line_of(reached), error
                end = self._text.find("\n", reached)
                line = self._text[reached : end if end > 0 else None].rstrip()
                if line.startswith("[") or line.endswith("["):
                    return
                at = self._text.find("\n{", reached) + 1 or len(self._text)
                if at > MOST_BEFORE:
                    self._line_of(at)
                    self._text, self._counted, at = self._text[at:], 0, 0

    def _value(self, at: int) -> Generator[tuple[int, Any], None, int]:
        """Yield the record that begins here, or those of the list that it holds; return where it ends."""
        value, end = self._value_at(at)
        if "\n" not in self._text[end : self._skip(end)]:
            # A line that goes on after its record is wrong as a whole.
            self._next(end, "record")
        if isinstance(value, dict) and (lists := self._names.lists_in(value)):
            yield from self._elements(self._place_of_list(at, lists))
        else:
            yield self._found(at, value)
        return end

    def _elements(self, at: int) -> Generator[tuple[int, Any], None, int]:
        """Yield the elements of the list that begins here, and return where it ends."""
        at = self._skip(at + 1)
        closed = self._text[at : at + 1] == "]"
        while not closed:
            value, end = self._value_at(at)
            yield self._found(at, value)
            at = self._skip(end)
            if self._text[at : at + 1] not in (",", "]"):
                raise self._broken_off(at, "a comma or ] is missing here")
            closed = self._text[at] == "]"
            at = at if closed else self._skip(at + 1)
        return at + 1

    def _found(self, at: int, value: Any) -> tuple[int, Any]:
        """Return the line of the value that was just read from here, and it, or what was noted of it."""
        line = self._line_of(at)
        return line, DataError(self._noted, line) if self._noted else value

    def _place_of_list(self, at: int, lists: list[str]) -> int:
        """Return where the one list of records in the object that begins here begins; tell of the rest."""
        values, starts = [], {}
        end = self._skip(at + 1)
        while self._text[end] != "}":
            name, end = self._value_at(end)
            starts[name] = self._skip(self._skip(end) + 1)
            value, end = self._value_at(starts[name])
            values.append((name, value))
            end = self._skip(end)
            end = self._skip(end + 1) if self._text[end] == "," else end
        return starts[list_among(values, lists, self._account, self._line_of(at))]

    def _next(self, end: int, what: str) -> int:
        """Return where the next record begins; DataError where something else does."""
        at = self._skip(end)
        found = self._text[at : at + 1]
        if found == ",":
            cure = "take it out, or put [ and ] round all records"
            raise self._broken_off(at, f"there is a comma after the record; {cure}")
        if found not in ("", "{", "["):
            raise self._broken_off(at, f"there is more after the end of the {what}; take it out")
        return at

    def _value_at(self, at: int) -> tuple[Any, int]:
        """Return the value that begins here, and where it ends; DataError where it breaks off."""
        import json

        self._noted = ""
        try:
            value, end = self._read(self._text, at)
            if "\\ud" in self._text[at:end].lower():
                json.dumps(value, ensure_ascii=False).encode()
        except json.JSONDecodeError as error:
            raise self._broken_off(error.pos, f"this is not JSON: {error.msg.removesuffix(' at')}") from None
        except UnicodeEncodeError:
            self._note("a text has a broken character (\\ud800 to \\udfff); take it out")
        except RecursionError:
            raise self._fault(at, "lists or objects are too deep in one another; use fewer levels") from None
        return value, end

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        record: dict[str, Any] = {}
        for key, value in pairs:
            if key in record:
                self._note(f'the key "{shorten(key)}" is given twice; keep one')
            record[key] = value
        return record

    def _number(self, number: float, least: float, most: float) -> float:
        if not least <= number <= most:
            self._note("a number is too large; put it in quotes")
        return number

    def _note(self, fault: str) -> None:
        self._noted = self._noted or fault

    def _skip(self, at: int) -> int:
        while self._text[at : at + 1] in tuple(SPACES):
            at += 1
        return at

    def _line_of(self, at: int) -> int:
        """Return the line of a place; soon, where it is near the one asked for before."""
        before, self._counted = self._counted, at
        self._line += self._text.count("\n", before, at) - self._text.count("\n", at, before)
        return self._line

    def _fault(self, at: int, message: str) -> DataError:
        return DataError(message, self._line_of(at), at - self._text.rfind("\n", 0, at))

    def _broken_off(self, at: int, message: str) -> DataError:
        """Return the error for where JSON breaks off; what other tools allow is called by its name."""
        text = self._text
        at = self._skip(at)
        if text.startswith(("//", "/*", "#"), at):
            return self._fault(at, "comments are not JSON; take it out")
        before = len(text[:at].rstrip(SPACES)) - 1
        # Some Pythons break off at the comma, some at what follows it.
        comma = at if text[at : at + 1] == "," and text[before : before + 1] != "," else before
        following = self._skip(comma + 1)
        after = text[following : following + 1]
        if text[comma : comma + 1] == "," and after and after in ",]}":
            return self._fault(comma, f"there is a comma too many before {after}; take it out")
        return self._fault(at, message)
