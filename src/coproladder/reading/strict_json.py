"""Reads JSON strictly: no key twice, no half characters, no numbers that JSON does not have."""

import math
from collections.abc import Sequence
from typing import Annotated, Any, NoReturn

import msgspec
from msgspec import Meta

from coproladder.base.errors import DataError
from coproladder.base.text import decode
from coproladder.base.words import shorten

SPACES = " \t\r\n"
WHITE_SPACE = SPACES.encode()
WholeNumber = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
FLAT_RECORD = msgspec.json.Decoder(dict[str, str | WholeNumber | None])


def read_json(data: bytes, line: int = 1) -> Any:
    """Return the value of one record, which begins in `line` of its file.

    Raises DataError with the line, and the column where it is known.
    """
    records = read_flat_records([data])
    if records:
        return records[0]
    # Nested, or not JSON: the strict reader tells which.
    text = decode(data, line)
    value, end = value_at(text, skip(text, 0), STRICT, line)
    end = skip(text, end)
    if end < len(text):
        raise fault(text, end, "more follows where the record has ended", line)
    return value


def read_flat_records(texts: Sequence[bytes]) -> list[dict[str, Any]] | None:
    """Return the record in each text, all of them flat objects; None where one has to be read alone."""
    try:
        records = [*map(FLAT_RECORD.decode, texts)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return records if _has_keys(b"".join(texts), sum(map(len, records))) else None


def _has_keys(data: bytes, number: int) -> bool:
    """Whether the JSON of flat records has exactly this number of keys; more means that one is given twice.

    A colon follows every key, and texts may hold more of them. Without white space a quote and a colon
    follow every key; texts can hold these two only after a backslash. So both counts may be too high,
    never too low.
    """
    return data.count(b":") == number or data.translate(None, WHITE_SPACE).count(b'":') == number


def value_at(text: str, at: int, hooks: dict[str, Any], first_line: int = 1) -> tuple[Any, int]:
    """Return the value that begins at a place in the text, and where it ends.

    `hooks` are STRICT, or SKIM where only the end matters and the value will be read again;
    `first_line` is the line of its file that the text begins in. Raises DataError.
    """
    import json

    try:
        value, end = json.JSONDecoder(**hooks).raw_decode(text, at)
        if hooks is STRICT and "\\ud" in text[at:end].lower():
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg.removesuffix(' at')}"
        raise syntax_fault(text, error.pos, message, first_line) from None
    except UnicodeEncodeError:
        raise DataError("half a character (\\ud800 to \\udfff) in a text", first_line) from None
    except RecursionError:
        raise fault(text, at, "lists or objects too deep in one another", first_line) from None
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
# A float takes any number of digits.
SKIM: dict[str, Any] = {"parse_int": float}


def skip(text: str, at: int) -> int:
    """Return the next place that is not white space."""
    while text[at : at + 1] in tuple(SPACES):
        at += 1
    return at


def fault(text: str, at: int, message: str, first_line: int = 1) -> DataError:
    """Return the error for a place in a text that begins in `first_line` of its file."""
    line = first_line + text.count("\n", 0, at)
    return DataError(message, line, at - text.rfind("\n", 0, at))


def syntax_fault(text: str, at: int, message: str, first_line: int = 1) -> DataError:
    """Return the error for a place where JSON breaks off; what other tools allow is called by its name."""
    at = skip(text, at)
    if text.startswith(("//", "/*", "#"), at):
        return fault(text, at, "comments are not JSON; take it out", first_line)
    before = at - 1
    while before >= 0 and text[before] in SPACES:
        before -= 1
    # Some Pythons break off at the comma, some at what follows it.
    comma = at if text[at : at + 1] == "," and text[before : before + 1] != "," else before
    after = text[skip(text, comma + 1) :][:1]
    if text[comma : comma + 1] == "," and after and after in ",]}":
        return fault(text, comma, f"a comma too many before {after}", first_line)
    return fault(text, at, message, first_line)
