"""Reads JSON strictly: no key twice, no half characters, no numbers that JSON does not have."""

import math
from collections.abc import Iterator
from typing import Annotated, Any, NoReturn

import msgspec
from msgspec import Meta

from coproladder.base.errors import DataError
from coproladder.base.text import decode
from coproladder.base.words import shorten

BLANK = " \t\r\n"
WHITE_SPACE = BLANK.encode()
WholeNumber = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
FLAT_RECORD = msgspec.json.Decoder(dict[str, str | WholeNumber | None])


def read_json(data: bytes, line: int = 1) -> Any:
    """Return the value of one record, which begins in `line` of its file.

    Raises DataError with the line, and the column where it is known.
    """
    try:
        record = FLAT_RECORD.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # Nested, or not JSON: the strict reader tells which.
        return _read_strictly(data, line)
    return record if _has_each_key_once(data, record) else _read_strictly(data, line)


def split_json(text: str) -> Iterator[tuple[int, bytes]]:
    """Yield the text of each record of a document that holds one or a list of them, with its line.

    Raises DataError at the first thing that is not JSON; the records before it have been yielded.
    """
    at = _skip(text, 0)
    if at == len(text):
        return
    line = text.count("\n", 0, at) + 1
    if text[at] != "[":
        yield line, text[at:].encode(errors="surrogatepass")
        return
    counted, at = at, _skip(text, at + 1)
    closed = text[at : at + 1] == "]"
    while not closed:
        start = at
        line, counted = line + text.count("\n", counted, start), start
        _, at = _value_at(text, start, 1, {})
        yield line, text[start:at].encode(errors="surrogatepass")
        at = _skip(text, at)
        if text[at : at + 1] not in (",", "]"):
            raise _fault(text, at, 1, "a comma or ] is missing here")
        closed = text[at] == "]"
        at = at if closed else _skip(text, at + 1)
    end = _skip(text, at + 1)
    if end < len(text):
        raise _fault(text, end, 1, "more follows where the list has ended")


def _has_each_key_once(data: bytes, record: dict[str, Any]) -> bool:
    """Whether a flat record that was read from `data` lost no key that was given twice.

    Without white space every key is a quote followed by a colon. In a text these two signs can only
    stand after a backslash; they make the count too high, never too low.
    """
    return data.translate(None, WHITE_SPACE).count(b'":') == len(record)


def _read_strictly(data: bytes, line: int) -> Any:
    text = decode(data, line)
    value, end = _value_at(text, _skip(text, 0), line, STRICT)
    end = _skip(text, end)
    if end < len(text):
        raise _fault(text, end, line, "more follows where the record has ended")
    return value


def _value_at(text: str, at: int, first_line: int, hooks: dict[str, Any]) -> tuple[Any, int]:
    """Return the value that begins at a place in the text, and where it ends."""
    import json

    try:
        value, end = json.JSONDecoder(**hooks).raw_decode(text, at)
        if hooks and "\\ud" in text[at:end].lower():
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg.removesuffix(' at')}"
        raise _fault(text, error.pos, first_line, message) from None
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
