"""Text from outside: decoding it, and making it harmless to see."""

import re

from coproladder.base.errors import DataError

UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control, bidirectional and invisible characters, which `visible` shows as codes."""

GARBLED = "â€|[ÂÃ][\x80-\xbf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]"
"""What quotes, dashes and letters with marks become when they are decoded as Windows-1252."""

BOMS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe\x00\x00": "utf-32-le",
    b"\x00\x00\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
"""Byte order marks and the encodings they stand for, those of UTF-32 before those of UTF-16."""


def visible(text: str) -> str:
    """Return text on one line with each unsafe character shown as its code, such as <U+001B>."""
    if text.isprintable():
        return text
    text = re.sub(r"\r\n|[\n\t]", " ", text)
    return re.sub(UNSAFE, lambda found: f"<U+{ord(found[0]):04X}>", text)


def refuse_surrogates(field: str, text: str) -> None:
    """Raise DataError where the text of a field has an unpaired surrogate, which no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise DataError(
            f"{field}: there is a broken character here (a lone surrogate); take it out"
        ) from None


def decode(data: bytes, line: int = 1) -> str:
    """Return the text of a file, or of its part from `line` on: UTF-8, or what its mark says.

    Raises DataError with the line, the column and the byte that do not fit.
    """
    mark = mark_of(data)
    encoding, start = BOMS.get(mark, "utf-8"), len(mark)
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[start : start + error.start].decode(encoding, errors="replace")
        column = len(before) - before.rfind("\n")
        fault = not_utf8(data[start + error.start])
        raise DataError(fault, line + before.count("\n"), column) from None


def not_utf8(byte: int) -> str:
    """Return what is wrong with a byte that is no UTF-8, and the cure."""
    return f"the byte 0x{byte:02X} is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)"


def mark_of(data: bytes) -> bytes:
    """Return the byte order mark that data begins with, b"" where there is none."""
    return next((mark for mark in BOMS if data.startswith(mark)), b"")


def unescaped(text: str) -> str:
    """Return text without the HTML entities that some form tools write, such as &amp;."""
    if "&" not in text:
        return text
    from html import unescape

    # Without the semicolon "R&notes" would have one too.
    return re.sub(r"&#?\w+;", lambda found: unescape(found[0]), text)


def is_garbled(text: str) -> bool:
    """Whether a text in UTF-8 was once decoded as Windows-1252, as in Carersâ€™ cafÃ©."""
    return ("â" in text or "Â" in text or "Ã" in text) and re.search(GARBLED, text) is not None
