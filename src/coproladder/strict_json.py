"""Reads JSON strictly: no key twice, no half characters, no numbers that JSON does not have."""

import math
from collections.abc import Iterator
from typing import Any, NoReturn

import msgspec

from coproladder.errors import DataError
from coproladder.files import decode
from coproladder.wording import shorten

BLANK = " \t\r\n"


def read_json(data: bytes, line: int = 1) -> Any:
    """Return the value of one record, which starts at `line` of its file; else DataError."""
    value = _read_plainly(data)
    if value is None:
        text = decode(data, line)
        value, end = _read_at(text, _skip(text, 0), line, STRICT)
        if rest := text[end:].strip(BLANK):
            raise _fault(text, text.index(rest, end), line, "more follows where the record has ended")
    return value


def json_records(text: str) -> Iterator[tuple[int, bytes]]:
    """Yield the text of each record of a document that holds one or a list of them, with its line.

    Raises DataError at the first thing that is not JSON; the records before it have been yielded.
    """
    at = _skip(text, 0)
    if text[at : at + 1] != "[":
        yield text.count("\n", 0, at) + 1, text[at:].encode(errors="surrogatepass")
        return
    at = _skip(text, at + 1)
    closed = text[at : at + 1] == "]"
    while not closed:
        start = at
        _, at = _read_at(text, start, 1, {})
        yield text.count("\n", 0, start) + 1, text[start:at].encode(errors="surrogatepass")
        at = _skip(text, at)
        if text[at : at + 1] not in (",", "]"):
            raise _fault(text, at, 1, "a comma or ] is missing here")
        closed = text[at] == "]"
        at = at if closed else _skip(text, at + 1)
    if rest := text[at + 1 :].strip(BLANK):
        raise _fault(text, text.index(rest, at + 1), 1, "more follows where the list has ended")


def _read_plainly(data: bytes) -> Any:
    """Return the value in `data` if it is quick to see that nothing is wrong with it, else None."""
    # Without a backslash each quote begins or ends a string, so a key that was given twice and
    # kept once leaves fewer of them.
    if b"\\" in data or not data.isascii():
        return None
    try:
        value = msgspec.json.decode(data)
        return value if msgspec.json.encode(value).count(b'"') == data.count(b'"') else None
    except (msgspec.DecodeError, RecursionError):
        return None


def _read_at(text: str, at: int, first_line: int, hooks: dict[str, Any]) -> tuple[Any, int]:
    """Return the value that starts at a place in the text, and where it ends."""
    import json

    try:
        value, end = json.JSONDecoder(**hooks).raw_decode(text, at)
        if hooks and "\\ud" in text[at:end].lower():
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise _fault(
            text, error.pos, first_line, f"this is not JSON: {error.msg.removesuffix(' at')}"
        ) from None
    except UnicodeEncodeError:
        raise DataError("half a character (\\ud800 to \\udfff) in a text", first_line) from None
    except RecursionError:
        raise _fault(text, at, first_line, "lists or objects too deep in one another") from None
    except ValueError:
        raise DataError("a number is too large; put it in quotes", first_line) from None
    except DataError as error:
        raise DataError(error.message, first_line) from None
    return value, end


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for key, value in pairs:
        if key in record:
            raise DataError(f'the key "{shorten(key)}" is given twice; keep one')
        record[key] = value
    return record


def _refuse_constant(name: str) -> NoReturn:
    raise DataError(f"{name} is not a value that JSON has; use null, or text in quotes")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError
    return number


def _in_range(digits: str) -> int:
    number = int(digits)
    if not -(2**63) <= number < 2**64:
        raise ValueError
    return number


STRICT: dict[str, Any] = {
    "object_pairs_hook": _unique,
    "parse_constant": _refuse_constant,
    "parse_float": _finite,
    "parse_int": _in_range,
}


def _skip(text: str, at: int) -> int:
    """Return the next place that is not white space."""
    while text[at : at + 1] in tuple(BLANK):
        at += 1
    return at


def _fault(text: str, at: int, first_line: int, message: str) -> DataError:
    line = first_line + text.count("\n", 0, at)
    return DataError(message, line, at - text.rfind("\n", 0, at))
