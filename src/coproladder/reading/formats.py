"""Tells the format of a text from what it is expected to be and from what it begins with."""

import re

import msgspec

from coproladder.base.errors import DataError
from coproladder.base.fields import InputFormat
from coproladder.ladder.records import Ladder
from coproladder.reading.heading_words import FieldLookup
from coproladder.reading.json_records import is_open

EXTENSIONS: dict[str, InputFormat] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".yaml": "yaml",
    ".yml": "yaml",
}
WORKBOOKS = (".xlsx", ".xls", ".ods")
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
MOST_LOOKED_AT = 8_192
"""How many bytes of a text tell whether it is a table."""

LIST = rb'\[|\{\s*"[^"]*"\s*:\s*\[\s*\{'
"""How a list of records begins, or an object that holds one."""


def detect_format(head: bytes, expected: InputFormat | None, ladder: Ladder) -> InputFormat:
    """Return the format of a text whose first bytes are `head`, not all of what is to come.

    Raises DataError where JSON is expected and a table comes.
    """
    head = head.lstrip()
    if expected in ("csv", "yaml"):
        return expected
    if head.startswith((b"{", b"[")):
        return _json_format(head, expected)
    if expected is None:
        return "csv" if head else "jsonl"
    if _is_table(head, expected, ladder):
        raise DataError("this is a table, not JSON; name the file .csv, or use --input-format csv", 1)
    return expected


def _json_format(head: bytes, expected: InputFormat | None) -> InputFormat:
    """Tell lines of JSON, which are answered as they come in, from a document."""
    if re.match(LIST, head):
        return "json"
    if expected == "jsonl":
        return expected
    first, newline, _ = head.partition(b"\n")
    if not newline:
        # Of a stream it is not known how the line goes on; waiting for that would hold up the answer.
        return expected or "jsonl"
    return "json" if is_open(first) else "jsonl"


def _is_table(head: bytes, expected: InputFormat, ladder: Ladder) -> bool:
    """Whether a text that is to be JSON begins with the headings of a table.

    Among lines of JSON, a first one that is only something with commas is one bad line.
    """
    first = head[:MOST_LOOKED_AT].splitlines()[0].decode(errors="replace") if head else ""
    lookup = FieldLookup(ladder)
    if any(lookup.fields(cells_of(first, separator)) for separator in SEPARATORS):
        return True
    if expected == "jsonl" or not re.match(r'["\w].*[,;\t|]', first):
        return False
    try:
        msgspec.json.decode(first)
    except msgspec.DecodeError:
        return True
    return False


def cells_of(line: str, separator: str) -> list[str]:
    """Return the cells of a line of a table, as far as it goes."""
    import csv

    return next(csv.reader([line], delimiter=separator), [])
