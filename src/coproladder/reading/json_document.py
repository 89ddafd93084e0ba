"""Cuts a JSON document into its records: a list of them, one after another, or a list in an object."""

from collections.abc import Callable, Generator, Iterator
from typing import Any

from coproladder.base.errors import DataError
from coproladder.base.words import shorten
from coproladder.placing.names import Names
from coproladder.reading.strict_json import SKIM, skip, syntax_fault, value_at

Log = Callable[[str], None]
Cut = tuple[int, bytes | DataError]
"""The line in which a record begins, and its text or what is wrong with it."""


class JsonText:
    """A JSON text that begins in `first_line` of its file; `log` gets a message on a list in an object."""

    def __init__(self, text: str, names: Names, log: Log, first_line: int = 1) -> None:
        self._text, self._names, self._log, self._first_line = text, names, log, first_line
        self._line, self._counted = first_line, 0

    def records(self) -> Iterator[Cut]:
        """Yield each record.

        After a fault it goes on with the next line that begins an object, as whole records follow a
        torn one; but a list ends at its first fault.
        """
        at = skip(self._text, 0)
        while at < len(self._text):
            reached = at
            try:
                if self._text[at] == "[":
                    reached = yield from self._elements(at)
                    at = self._next(reached, "list")
                else:
                    reached = yield from self._value(at)
                    at = self._next(reached, "record")
            except DataError as error:
                yield error.line or self._first_line, error
                if self._is_in_list(reached):
                    return
                at = self._text.find("\n{", reached) + 1 or len(self._text)

    def _value(self, at: int) -> Generator[Cut, None, int]:
        """Yield the record that begins here, or those of the list that it holds; return where it ends."""
        value, end = value_at(self._text, at, SKIM, self._first_line)
        if "\n" not in self._text[end : skip(self._text, end)]:
            # A line that goes on after its record is wrong as a whole.
            self._next(end, "record")
        lists = lists_in(value, self._names) if isinstance(value, dict) else []
        if lists:
            yield from self._elements(self._place_of_list(at, lists))
        else:
            yield self._line_of(at), self._bytes(at, end)
        return end

    def _elements(self, at: int) -> Generator[Cut, None, int]:
        """Yield the elements of the list that begins here, and return where it ends."""
        text = self._text
        at = skip(text, at + 1)
        closed = text[at : at + 1] == "]"
        while not closed:
            start, line = at, self._line_of(at)
            _, end = value_at(text, start, SKIM, self._first_line)
            yield line, self._bytes(start, end)
            at = skip(text, end)
            if text[at : at + 1] not in (",", "]"):
                raise syntax_fault(text, at, "a comma or ] is missing here", self._first_line)
            closed = text[at] == "]"
            at = at if closed else skip(text, at + 1)
        return at + 1

    def _place_of_list(self, at: int, lists: list[str]) -> int:
        """Return where the one list of records in the object that begins here begins, and tell of it."""
        found = [(name, place) for name, place in self._members(at) if name in lists]
        names = [f'"{shorten(name)}"' for name, _ in found]
        if len(found) > 1:
            message = f"more than one list of records, {' and '.join(names)}; keep one"
            raise DataError(message, self._line_of(at))
        self._log(f"the activities are read from the list {names[0]}")
        return found[0][1]

    def _members(self, at: int) -> Iterator[tuple[str, int]]:
        """Yield the name of each member of an object without faults, and where its value begins."""
        text = self._text
        at = skip(text, at + 1)
        while text[at] != "}":
            name, at = value_at(text, at, SKIM)
            start = skip(text, skip(text, at) + 1)
            yield name, start
            at = skip(text, value_at(text, start, SKIM)[1])
            at = skip(text, at + 1) if text[at] == "," else at

    def _next(self, end: int, what: str) -> int:
        """Return where the next record begins; DataError where something else does."""
        at = skip(self._text, end)
        found = self._text[at : at + 1]
        if found not in ("", "{", "["):
            message = f"more follows where the {what} has ended"
            if found == ",":
                message = "a comma after the record; take it out, or put [ and ] round all records"
            raise syntax_fault(self._text, at, message, self._first_line)
        return at

    def _is_in_list(self, at: int) -> bool:
        """Whether the line that begins here opens a list: after a fault its records cannot be told apart."""
        line_end = self._text.find("\n", at)
        line = self._text[at : line_end if line_end >= 0 else None].rstrip()
        return line.startswith("[") or line.endswith("[")

    def _line_of(self, at: int) -> int:
        """Return the line of a place, where places are asked for in order."""
        self._line += self._text.count("\n", self._counted, at)
        self._counted = max(self._counted, at)
        return self._line

    def _bytes(self, start: int, end: int) -> bytes:
        return self._text[start:end].encode(errors="surrogatepass")


def lists_in(record: dict[str, Any], names: Names) -> list[str]:
    """Return the keys under which an object holds lists of records; none where it is a record itself."""
    lists = {name: value for name, value in record.items() if isinstance(value, list)}
    if not lists or names.is_record(record):
        return []
    found = [name for name, value in lists.items() if any(isinstance(each, dict) for each in value)]
    if not found and not names.found_in(record):
        found = [name for name, value in lists.items() if not value][:1]
    return found
