"""Files that hold no text to read: each is named for what it is, with the cure."""

import bz2
import gzip
import io
import lzma

import pytest
import workbooks
from readers import KNOWN

from coproladder.placing.activity import Activity
from coproladder.reading import file_types
from coproladder.reading.file_types import BROKEN, LOCKED, TOO_LARGE
from coproladder.reading.outcome import Rejected
from coproladder.reading.source import read_activities

CSV = b"activity,voice\nA,told\n"
UNPACK = "unpack it, and read the file in it"
SAVE = "save the table in it as .xlsx or as CSV UTF-8, and read that"
COPY = "write what is in it into a table"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(*names: str) -> bytes:
    return workbooks.zipped(dict.fromkeys(names, CSV))


HTML = f"this is a web page (HTML), whatever its name; {SAVE}"
UTF16 = "this is UTF-16 without the mark that says so; save the file as UTF-8 (in Excel: CSV UTF-8)"
HOLDS = "this is a zip archive that holds"
FILES: dict[str, tuple[bytes, str]] = {
    "gzip": (gzip.compress(CSV), f"this is a file packed with gzip; {UNPACK}"),
    "bzip2": (bz2.compress(CSV), f"this is a file packed with bzip2; {UNPACK}"),
    "xz": (lzma.compress(CSV), f"this is a file packed with xz; {UNPACK}"),
    "zstd": (b"\x28\xb5\x2f\xfd\x04", f"this is a file packed with zstd; {UNPACK}"),
    "7z": (b"7z\xbc\xaf\x27\x1c", f"this is a 7z archive; {UNPACK}"),
    "RAR": (b"Rar!\x1a\x07", f"this is a RAR archive; {UNPACK}"),
    "JPEG": (b"\xff\xd8\xff\xe0", f"this is a picture; {COPY}"),
    "GIF": (b"GIF89a", f"this is a picture; {COPY}"),
    "SQLite": (b"SQLite format 3\x00", f"this is a database (SQLite); {SAVE}"),
    "compressed SPSS": (b"$FL3@(#) IBM", f"this is an SPSS file; {SAVE}"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", f"this is a PDF; {SAVE}"),
    "RTF": (b"{\\rtf1\\ansi", f"this is a document (RTF); {SAVE}"),
    "picture": (b"\x89PNG\r\n\x1a\n", f"this is a picture; {COPY}"),
    "SPSS": (b"$FL2@(#) IBM", f"this is an SPSS file; {SAVE}"),
    "HTML": (b"\r\n<!DOCTYPE html>\n<table>", HTML),
    "HTML without a head": (b"\xef\xbb\xbf<TABLE border=1><tr>", HTML),
    "XML": (b'<?xml version="1.0"?>\n<Workbook>', f"this is XML; {SAVE}"),
    "UTF-16-LE": ("activity,voice\nA,told\n".encode("utf-16-le"), UTF16),
    "UTF-16-BE": ("activity,voice\nA,told\n".encode("utf-16-be"), UTF16),
    "UTF-16 of JSON": ('{"voice": "told"}'.encode("utf-16-le"), UTF16),
    "UTF-16 with other letters": ("activity;Ответ;w\nA;told\n".encode("utf-16-le"), UTF16),
    "zip": (zipped("Answers.csv"), f'{HOLDS} "Answers.csv"; {UNPACK}'),
    "zip of many": (zipped("x/", "a", "b", "c", "d", "e"), f'{HOLDS} "a", "b", "c" and 2 more; {UNPACK}'),
    "zip of folders": (zipped("x/"), f"{HOLDS} no files; {UNPACK}"),
    "empty zip": (zipped(), "this is an empty zip archive; read the file that was to be in it"),
    "cut zip": (zipped("Answers.csv")[:60], BROKEN),
    "Word": (zipped("[Content_Types].xml", "word/document.xml"), f"this is a Word document; {SAVE}"),
    "PowerPoint": (zipped("ppt/presentation.xml"), f"this is a PowerPoint presentation; {SAVE}"),
    "Numbers": (
        zipped("Index/Document.iwa"),
        f"this is a file of Apple Numbers, Pages or Keynote; {SAVE}",
    ),
    "binary workbook": (zipped("xl/workbook.bin"), f"this is a binary workbook (.xlsb); {SAVE}"),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), f"this is a Word document; {SAVE}"),
    "locked workbook": (OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
    "locked ODF": (zipped("mimetype", "encrypted-package"), LOCKED),
    "old broken workbook": (OLE, BROKEN),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", ["", "a.csv", "a.xls", "a.json"])
def test_a_file_that_is_something_else_is_named(kind: str, name: str) -> None:
    data, fault = FILES[kind]
    assert [*read_activities(io.BytesIO(data), KNOWN, name)] == [Rejected(1, None, fault, whole=True)]
    stated = read_activities(io.BytesIO(data), KNOWN, name, "csv")
    assert [*stated] == [Rejected(1, None, fault, whole=True)]


@pytest.mark.parametrize(
    "data",
    [b"<p>activity</p>", b"a\x00b", b"a\x00", b"PK", "Ответ".encode(), b"<b"],
)
def test_text_that_only_looks_like_something_else_is_read(data: bytes) -> None:
    (found,) = read_activities(io.BytesIO(data + b",voice\n,told"), KNOWN)
    assert isinstance(found, Activity)


def test_a_workbook_may_not_be_too_large_unpacked() -> None:
    data = workbooks.zipped({"xl/worksheets/sheet1.xml": b" " * 10_000_000})
    assert [*read_activities(io.BytesIO(data), KNOWN)] == [Rejected(1, None, TOO_LARGE, whole=True)]


@pytest.mark.parametrize(("limit", "value"), [("MOST_FILES", 1), ("MOST_UNPACKED", 10)])
def test_limits_of_a_workbook(limit: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_types, limit, value)
    data = zipped("xl/workbook.xml", "xl/styles.xml")
    assert [*read_activities(io.BytesIO(data), KNOWN)] == [Rejected(1, None, TOO_LARGE, whole=True)]
