"""Rejects files that cannot be read, such as archives, PDFs and locked workbooks, by their content."""

import io
import re
import struct
import zlib
from typing import TYPE_CHECKING

from coproladder.base.errors import DataError
from coproladder.base.words import listed, shorten
from coproladder.reading.outcome import column_letters

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_FILES = 5_000
MOST_UNPACKED, SMALL_UNPACKED = 100_000_000, 5_000_000
"""How many bytes a workbook may hold unpacked, and how many it may whatever its ratio."""

MOST_RATIO = 200
"""How many times larger than packed a workbook may be unpacked; it is mostly 5 to 50 times."""

MOST_IN_MANIFEST = 1_000_000
MOST_FILES_NAMED = 3

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UNPACK = "unpack it, and read the file in it"
COPY = "write what is in it into a table"
SAVE = "save the table in it as .xlsx or as CSV UTF-8, and read that"

BEGINNINGS: tuple[tuple[bytes | tuple[bytes, ...], str, str], ...] = (
    (b"\x1f\x8b", "a file packed with gzip", UNPACK),
    (b"BZh9", "a file packed with bzip2", UNPACK),
    (b"\xfd7zXZ", "a file packed with xz", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a file packed with zstd", UNPACK),
    (b"7z\xbc\xaf", "a 7z archive", UNPACK),
    (b"Rar!\x1a", "a RAR archive", UNPACK),
    (b"PK\x05\x06", "an empty zip archive", "read the file that was to be in it"),
    (b"%PDF-", "a PDF", SAVE),
    (b"{\\rtf", "a document (RTF)", SAVE),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), "a picture", COPY),
    (b"SQLite format 3\x00", "a database (SQLite)", SAVE),
    ((b"$FL2@", b"$FL3@"), "an SPSS file", SAVE),
)
HTML = rb"(?i)<(!doctype|html|head|body|table|meta|style)\b"
IN_ZIP: tuple[tuple[str, str], ...] = (
    (r"word/", "a Word document"),
    (r"ppt/", "a PowerPoint presentation"),
    (r"xl/workbook\.bin", "a binary workbook (.xlsb)"),
    (r"Index/.*\.iwa|Index\.zip", "a file of Apple Numbers, Pages or Keynote"),
)
IN_OLE: tuple[tuple[str, str], ...] = (
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a PowerPoint presentation"),
)
ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"

LOCKED_XLS = rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00"
"""How .xls begins where it has a password: after the first record, and one that it is read only or none."""

ERRORS_IN_XLS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
ERROR_IN_XLS = rb"(?:\x05\x02\x08\x00(.{4})..(%(code)b)\x01|\x06\x00..(.{4})..\x02.(%(code)b)...\xff\xff)" % {
    b"code": b"[%s]" % re.escape(bytes(ERRORS_IN_XLS))
}
"""How .xls holds an error, in a cell alone and as what a formula comes to: row, column, which error."""

LOCKED = "this workbook is locked with a password; save it without one, or its table as CSV UTF-8"
BROKEN = (
    "this workbook cannot be read: it is broken, cut short or too large, or a cell far outside its tables "
    "holds something (Ctrl+End goes there); delete that and save it again, or save its table as CSV UTF-8"
)
TOO_LARGE = "this workbook is too large to be read; save its table as CSV UTF-8, and read that"


def refuse_other_files(head: bytes) -> None:
    """Raise DataError where the first bytes are those of a file that holds no text that can be read."""
    for beginning, what, cure in BEGINNINGS:
        if head.startswith(beginning):
            raise DataError(f"this is {what}; {cure}", 1)
    text = head.lstrip()
    if text.startswith(b"<?xml"):
        raise DataError(f"this is XML; {SAVE}", 1)
    if text.startswith(b"<") and re.match(HTML, text):
        raise DataError(f"this is a web page (HTML), whatever its name; {SAVE}", 1)
    if _is_utf16(head):
        cure = "save the file as UTF-8 (in Excel: CSV UTF-8)"
        raise DataError(f"this is UTF-16 without the mark that says so; {cure}", 1)


def _is_utf16(head: bytes) -> bool:
    """Whether every second byte is mostly zero, as in UTF-16 of words in Latin letters."""
    head = head[: min(len(head), 200) // 2 * 2]
    low, high = head[::2], head[1::2]
    return any(
        len(head) >= 4 and zeros.count(0) * 2 > len(zeros) and not letters.count(0)
        for zeros, letters in ((low, high), (high, low))
    )


def _refuse_in_ole(data: bytes) -> None:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or re.search(LOCKED_XLS, data, re.DOTALL):
        raise DataError(LOCKED, 1)
    for name, what in IN_OLE:
        if holds(name):
            raise DataError(f"this is {what}; {SAVE}", 1)
    if found := re.search(ERROR_IN_XLS, data, re.DOTALL):
        row, column = struct.unpack("<HH", found[1] or found[3])
        place, error = f"{column_letters(column)}{row + 1}", ERRORS_IN_XLS[(found[2] or found[4])[0]]
        fault = f"cell {place} shows the error {error}, which reads as blank in .xls"
        cure = "type what belongs there, or save the workbook as .xlsx and read that"
        raise DataError(f"{fault}; {cure}", 1)


def refuse_other_content(data: bytes) -> None:
    """Raise DataError where a file that may be a workbook is locked, broken, or something else."""
    from zipfile import BadZipFile, ZipFile

    if data.startswith(OLE):
        _refuse_in_ole(data)
        return
    # Reading the directory takes long where it lists very many files, as no workbook does.
    if data.count(b"PK\x01\x02") > MOST_FILES:
        raise DataError(TOO_LARGE, 1)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
            is_locked = any(_is_locked(archive, file) for file in files)
    except (BadZipFile, RuntimeError, OSError, EOFError, ValueError, zlib.error):
        raise DataError(BROKEN, 1) from None
    names = [file.filename for file in files]
    for pattern, what in IN_ZIP:
        if any(re.match(pattern, name) for name in names):
            raise DataError(f"this is {what}; {SAVE}", 1)
    if is_locked:
        raise DataError(LOCKED, 1)
    if not any(name.startswith("xl/") for name in names) and ODS not in data[:200]:
        named = (f'"{shorten(name)}"' for name in names if not name.endswith("/"))
        held = listed(named, MOST_FILES_NAMED) or "no files"
        raise DataError(f"this is a zip archive that holds {held}; {UNPACK}", 1)
    parts = [file for file in files if not re.search(r"(?i)\.(png|jpe?g|gif|emf|wmf)$", file.filename)]
    unpacked, packed = sum(file.file_size for file in parts), sum(file.compress_size for file in parts)
    if unpacked > MOST_UNPACKED or unpacked > max(MOST_RATIO * packed, SMALL_UNPACKED):
        raise DataError(TOO_LARGE, 1)


def _is_locked(archive: "ZipFile", file: "ZipInfo") -> bool:
    """Whether a part of an OpenDocument says that it has a password."""
    if file.filename != "META-INF/manifest.xml" or file.file_size > MOST_IN_MANIFEST:
        return file.filename == "encrypted-package"
    return b"encryption-data" in archive.read(file)
