"""Tells of JSON, without reading it strictly, whether a line goes on and whether a key may be given twice."""

from typing import Any

import msgspec

SPACES = " \t\r\n"


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


def has_each_key_once(data: bytes, records: list[dict[str, Any]]) -> bool:
    r"""Whether no key is given twice: of `{"a":1,"a":2}` one key was read, and two stand before a colon.

    Colons in texts count too, even those after a quote, as in `{"a":"b\":"}`: the answer may be False
    where no key is given twice, but never True where one is.
    """
    number = sum(map(len, records))
    if data.count(b":") == number:
        return True
    given = data.translate(None, SPACES.encode()).count(b'":')
    values = [value for record in records for value in record.values()] if given > number else []
    # What a value holds is put behind it, and so has its turn too.
    for value in values:
        if isinstance(value, dict):
            number += len(value)
            values += value.values()
        elif isinstance(value, list):
            values += value
    return given == number
