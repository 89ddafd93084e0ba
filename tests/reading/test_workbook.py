"""Workbooks: what is read is what CSV of the same table gives, and what cannot be read is one clear error."""

import csv
import io
import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from typing import Any

import pytest
import readers
from readers import ANY, KNOWN
from workbooks import FIRST_SHEET, Table, merged, ods, patched, xls, xlsx, zipped

from coproladder.placing.activity import Activity
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading import cells, workbook
from coproladder.reading.file_types import BROKEN, LOCKED, TOO_LARGE
from coproladder.reading.outcome import Rejected
from coproladder.reading.source import Source, read_activities
from coproladder.reading.workbook import FAR, SPOILT

FORMATS: dict[str, Callable[..., bytes]] = {"xlsx": xlsx, "ods": ods, "xls": xls}

HEADINGS = ["activity", "What can people do?", "date", "comment"]
TABLE: Table = [
    HEADINGS,
    ["Café", "told", date(2026, 5, 4), "a, b;\n<c> & “d”"],
    ["Forum", "x", datetime(2026, 5, 4), 7.0],
    [None, None, None, None],
    [2026, "discuss", "2026-05", 7.5],
    ["Board", None, None, True],
    ["Group", "I am not sure", None, False],
    ["Walk", "told", None, "  as it is"],
]
CSV = """activity,What can people do?,date,comment
Café,told,2026-05-04,"a, b;
<c> & “d”"
Forum,x,2026-05-04,7
,,,
2026,discuss,2026-05,7.5
Board,,,TRUE
Group,I am not sure,,FALSE
Walk,told,,  as it is
"""


def read(data: bytes, name: str = "", sheet: str | None = None, vocabulary: Vocabulary = KNOWN) -> list[Any]:
    return readers.read(data, name, None, vocabulary, sheet)[0]


def told(data: bytes, sheet: str | None = None) -> list[str]:
    return readers.read(data, sheet=sheet)[1]


@pytest.fixture(params=FORMATS)
def write(request: pytest.FixtureRequest) -> Callable[..., bytes]:
    return FORMATS[request.param]


@pytest.mark.parametrize("name", ["", "a.csv"])
def test_a_workbook_gives_what_csv_of_the_same_table_gives(write: Callable[..., bytes], name: str) -> None:
    found = read(write({"Sheet1": TABLE}), name)
    as_csv = read(CSV.encode(), "a.csv")
    assert isinstance(found[1], Rejected)
    assert found[1].line == 3
    assert [found[0], *found[2:]] == [as_csv[0], *as_csv[2:]]
    assert found[1].message == as_csv[1].message
    assert found[0] == {
        "activity": "Café",
        "voice": "told",
        "date": "2026-05-04",
        "comment": "a, b;\n<c> & “d”",
    }


def test_rows_are_numbered_as_the_spreadsheet_does(write: Callable[..., bytes]) -> None:
    blank = [None] * 4
    data = write({"Sheet1": [blank, blank, *TABLE]})
    found = [*read_activities(io.BytesIO(data), KNOWN)]
    assert [item.line for item in found] == [4, 5, 7, 8, 9, 10]


def test_hidden_rows_are_read(write: Callable[..., bytes]) -> None:
    assert read(write({"Sheet1": TABLE}, hidden=[2, 7])) == read(write({"Sheet1": TABLE}))


def test_columns_are_those_of_the_table(write: Callable[..., bytes]) -> None:
    batches = [*Source(io.BytesIO(write({"Sheet1": TABLE}))).batches(KNOWN)]
    assert batches[0].columns == ("activity", "voice", "date", "comment")
    assert [len(batch.items) for batch in batches] == [0, 6]


def test_dates_with_a_time_keep_it(write: Callable[..., bytes]) -> None:
    data = write({"Sheet1": [["voice", "when"], ["told", datetime(2026, 5, 4, 10, 30)]]})
    assert read(data, vocabulary=ANY) == [{"voice": "told", "when": "2026-05-04T10:30:00"}]


ERRORS: Table = [
    HEADINGS,
    ["A", "#REF!", None, None],
    ["B", "told", "#N/A", "#VALUE!"],
    ["C", "told", None, None],
]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_an_error_in_a_cell_is_never_a_blank(kind: str) -> None:
    bad, *found = read_activities(io.BytesIO(FORMATS[kind]({"S": ERRORS})), KNOWN)
    fault = 'voice: "#REF!" is what a spreadsheet shows where a formula fails; type the answer in its place'
    assert bad == Rejected(2, None, fault, 2, "A")
    items = [item for item in found if isinstance(item, Activity)]
    assert [item.record for item in items] == [
        {"activity": "B", "voice": "told", "comment": "#VALUE!"},
        {"activity": "C", "voice": "told"},
    ]
    assert [left_out.value for left_out in items[0].left_out] == ["#N/A"]


@pytest.mark.parametrize("size", [100, 10_000])
def test_an_error_is_found_wherever_a_part_of_a_workbook_is_cut(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "CHUNK_BYTES", size)
    rows = [[1, HEADINGS], [2, ["A", "#REF!", "", ""]], None]
    assert talk(xlsx({"S": ERRORS[:2]}), [0, None]) == [[["S", True, False, False]], *rows]


def failed_formula() -> bytes:
    """Return a workbook in which a formula in C2 came to #DIV/0!."""
    data = xls({"S": [HEADINGS, ["A", "told", "X"]]})
    return data.replace(
        b"\xfd\x00\x0a\x00\x01\x00\x02\x00",
        b"\x06\x00\x16\x00\x01\x00\x02\x00\x0f\x00\x02\x00\x07\x00\x00\x00\xff\xff",
    )


@pytest.mark.parametrize(
    ("data", "cell"),
    [(xls({"S": ERRORS[:2]}), "B2 shows the error #REF!"), (failed_formula(), "C2 shows the error #DIV/0!")],
)
def test_an_error_in_a_cell_of_xls_is_named(data: bytes, cell: str) -> None:
    (found,) = read(data)
    assert found.message.startswith(f"cell {cell}, which reads as blank in .xls; ")


@pytest.mark.parametrize("name", ["a.xlsx", "a.XLS", "a.ods"])
def test_an_empty_file_is_no_workbook(name: str) -> None:
    fault = "the file is empty; export or save it again"
    assert read(b"", name) == [Rejected(1, None, fault, whole=True)]


def test_without_a_question_the_first_sheet_with_anything_is_refused(write: Callable[..., bytes]) -> None:
    (found,) = read(write({"Empty": [], "A": [["activity"], ["Forum"]], "B": [["x"]]}))
    assert found.message.startswith('no column has a question as its heading; the headings are "activity"; ')
    assert read(write({"Empty": []})) == []


def test_a_sheet_that_is_not_there_is_an_error_that_names_the_sheets(write: Callable[..., bytes]) -> None:
    data = write({"Answers": TABLE, "Notes": []})
    fault = 'there is no sheet "2026"; use Answers or Notes'
    assert read(data, sheet="2026") == [Rejected(1, None, fault, whole=True)]
    fault = 'there is no sheet "answers 1"; did you mean "Answers"?'
    assert read(data, sheet="answers 1") == [Rejected(1, None, fault, whole=True)]


def test_a_sheet_of_what_is_no_workbook_is_passed_over() -> None:
    assert read(b"voice\ntold\n", sheet="A") == [{"voice": "told"}]
    assert told(b"voice\ntold\n", sheet="A")[0] == "this is not a workbook, so --sheet is not used"


def test_many_rows_come_in_batches(write: Callable[..., bytes]) -> None:
    data = write({"Sheet1": [["activity", "voice"], *([str(number), "told"] for number in range(1200))]})
    batches = [*Source(io.BytesIO(data)).batches(KNOWN)]
    assert [len(batch.items) for batch in batches] == [0, 499, 500, 201]


def test_a_workbook_comes_through_a_pipe_too() -> None:
    command = [sys.executable, "-m", "coproladder", "assess", "--json"]
    run = subprocess.run(command, input=xlsx({"Sheet1": TABLE}), capture_output=True, check=False)
    assert (run.returncode, len(run.stdout.splitlines())) == (3, 5)


def test_nobody_waits_for_a_reader_that_stops() -> None:
    found = read_activities(io.BytesIO(xlsx({"S": [["voice"], *(["told"] for _ in range(5000))]})), KNOWN)
    assert isinstance(next(found), Activity)
    found.close()  # type: ignore[attr-defined]


def heading_and_cell(place: str) -> bytes:
    row = "".join(filter(str.isdigit, place))
    return xlsx({"S": [["voice"]]}, extra=f'<row r="{row}"><c r="{place}"><v>1</v></c></row>')


def many_times_a_long_text() -> bytes:
    data = xlsx({"S": [["voice"]]}, extra='<row><c t="s"><v>0</v></c></row>' * 100_000)
    link = '<Relationship Id="t" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    end = "</Relationships>"
    data = patched(
        data, "xl/_rels/workbook.xml.rels", end, f'{link}sharedStrings" Target="sharedStrings.xml"/>{end}'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {"xl/sharedStrings.xml": f"<sst><si><t>{'x' * 32_000}</t></si></sst>"})


def repeated(rows: int, columns: int) -> bytes:
    """Return a sheet of LibreOffice with one cell many times over."""
    second = "</table:table-row><table:table-row><table:table-cell"
    many = (
        f'</table:table-row><table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell table:number-columns-repeated="{columns}"'
    )
    return patched(ods({"S": [["voice"], ["told"]]}), "content.xml", second, many)


def locked_xls() -> bytes:
    """Return a workbook whose first record is followed by the one for a password."""
    data = bytearray(xls({"S": TABLE}))
    second = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    data[second : second + 2] = b"\x2f\x00"
    return bytes(data)


def altered(data: bytes, name: str, change: Callable[[bytes], bytes], is_sound: bool) -> bytes:
    """Return a workbook with a part changed; where the zip is not sound, the part has its old check sum."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for each, part in parts.items():
            archive.writestr(each, change(part) if is_sound and each == name else part)
    whole = stored.getvalue()
    return whole if is_sound else whole.replace(parts[name], change(parts[name]), 1)


def flipped(part: bytes) -> bytes:
    middle = len(part) // 2
    return part[:middle] + bytes([part[middle] ^ 1]) + part[middle + 1 :]


SHARED = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "[Content_Types].xml",
    "_rels/.rels",
)
FLIPPED = {f"a bit of {name}": (xlsx({"S": TABLE}), name) for name in SHARED}
FLIPPED |= {
    f"a bit of {name}": (ods({"S": TABLE}), name) for name in ("content.xml", "META-INF/manifest.xml")
}
CUT = {name: (xlsx({"S": TABLE}), name) for name in ("xl/worksheets/sheet1.xml", "xl/styles.xml")}
CUT["content.xml"] = (ods({"S": TABLE}), "content.xml")


@pytest.mark.parametrize("name", FLIPPED)
def test_a_workbook_of_which_a_bit_was_altered_is_broken(name: str) -> None:
    data, part = FLIPPED[name]
    assert read(altered(data, part, flipped, is_sound=False)) == [Rejected(1, None, BROKEN, whole=True)]


@pytest.mark.parametrize("name", CUT)
@pytest.mark.parametrize("left", [0.3, 0.6, 0.99])
def test_a_workbook_of_cut_xml_is_broken_and_no_empty_one(name: str, left: float) -> None:
    data, part = CUT[name]
    cut = altered(data, part, lambda text: text[: int(len(text) * left)], is_sound=True)
    assert read(cut) == [Rejected(1, None, BROKEN, whole=True)]


def test_a_sheet_cut_before_its_rows_is_broken_and_no_empty_one() -> None:
    data = xlsx({"S": TABLE})
    for rest in (b"", b"<a>" * 3_000):
        cut = altered(
            data,
            "xl/worksheets/sheet1.xml",
            lambda text, rest=rest: text.partition(b"<sheetData>")[0] + rest,  # type: ignore[misc]
            is_sound=True,
        )
        assert read(cut) == [Rejected(1, None, BROKEN, whole=True)]


@pytest.mark.parametrize("end", [b"", b"\r\n", b"<!-- made by a tool -->\n"], ids=ascii)
def test_what_may_stand_after_the_end_of_xml_is_no_cut(end: bytes) -> None:
    data = altered(xlsx({"S": TABLE}), "xl/worksheets/sheet1.xml", lambda text: text + end, is_sound=True)
    assert read(data) == read(xlsx({"S": TABLE}))


ENCRYPTED = "<manifest:encryption-data/>"
SHEET = 'the sheet "S" cannot be read: '
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut xls": (lambda: xls({"S": TABLE})[:3000], BROKEN),
    "xls with a password": (locked_xls, LOCKED),
    "ods with a password": (lambda: ods({"S": TABLE}, manifest=ENCRYPTED), LOCKED),
    "xlsx without sheets": (lambda: zipped({"xl/workbook.xml": "<workbook/>"}), BROKEN),
    "xlsx of bad XML": (lambda: xlsx({"S": [["voice"]]}, extra="<row><c></row>"), SHEET + SPOILT),
    "one cell at the very end": (lambda: heading_and_cell("XFD1048576"), SHEET + FAR),
    "one cell in the last row": (lambda: heading_and_cell("ZZ1048576"), SHEET + FAR),
    "a long text many times": (many_times_a_long_text, SHEET + FAR),
    "a cell many times": (lambda: repeated(1_000_000, 16_000), BROKEN),
    "a cell very many times": (lambda: repeated(100_000, 1_000), BROKEN),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_workbook_that_cannot_be_read_is_one_quick_error(kind: str) -> None:
    make, fault = BAD[kind]
    data = make()
    assert read(data) == [Rejected(1, None, fault, whole=True)]


def test_a_workbook_may_not_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_WORKBOOK_BYTES", 1000)
    assert read(xlsx({"S": TABLE})) == [Rejected(1, None, TOO_LARGE, whole=True)]


def talk(data: bytes, *requests: Sequence[int | None]) -> list[Any]:
    """Return what the process that reads workbooks would answer."""
    asked = b"".join(json.dumps(request).encode() + b"\n" for request in requests)
    sink = io.BytesIO()
    cells.answer(io.BytesIO(b"%d\n" % len(data) + data + asked), sink)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def test_the_process_answers_with_names_and_rows() -> None:
    data = xlsx({"A": [["a"], [None], [1]], "B": [["b"]]})
    names = [["A", True, False, False], ["B", True, False, False]]
    assert talk(data) == [names]
    assert talk(data, [0, 1], [0, None]) == [names, [1, ["a"]], None, [1, ["a"]], [3, ["1"]], None]
    assert talk(data, [1, None], [0, 1]) == [names, [1, ["b"]], None, [1, ["a"]], None]
    assert talk(b"PK") == [BROKEN]


def test_the_process_has_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    data = xlsx({"A": [["a"]]})
    sink = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"%d\n" % len(data) + data)))
    monkeypatch.setattr(sys, "stdout", sink)
    cells.main()
    assert sink.buffer.getvalue() == b'[["A", true, false, false]]\n'
    assert limits[resource.RLIMIT_DATA] == (cells.MOST_MEMORY, cells.MOST_MEMORY)


CELLS: Mapping[Any, str] = {
    "a ": "a ",
    "": "",
    None: "",
    7.0: "7",
    -0.5: "-0.5",
    10**15: "1000000000000000",
    True: "TRUE",
    False: "FALSE",
    date(2026, 5, 4): "2026-05-04",
    datetime(2026, 5, 4): "2026-05-04",
    datetime(2026, 5, 4, 10, 0, 0, 400): "2026-05-04T10:00:00",
    time_of_day(9, 5): "09:05:00",
    timedelta(hours=30, minutes=5): "30:05:00",
}


@pytest.mark.parametrize("cell", CELLS)
def test_what_a_cell_holds_as_text(cell: Any) -> None:
    assert cells.text_of(cell) == CELLS[cell]


def test_csv_of_the_table_is_what_a_spreadsheet_writes() -> None:
    rows = [[cells.text_of(cell) for cell in row] for row in TABLE]
    assert [*csv.reader(CSV.splitlines(keepends=True))] == rows


def test_the_process_reads_what_the_package_reads_as_blank() -> None:
    rows: Table = [["voice", "comment"], ["=B3", "#REF!"], ["told", None]]
    sheets = [["S", True, False, False]]
    for write, formula in ((xlsx, "=B3"), (ods, "=B3")):
        found = talk(write({"S": rows}), [0, None])
        assert found == [sheets, [1, rows[0]], [2, [formula, "#REF!"]], [3, ["told", ""]], None]
    kept = patched(xlsx({"S": [[None]]}), FIRST_SHEET, '<c r="A1"/>', '<c r="A1" t="str"><f>B1</f><v/></c>')
    assert talk(kept, [0, None]) == [sheets, None]


def test_the_process_gives_a_merged_cell_to_each_row_that_has_something_of_its_own() -> None:
    rows: Table = [["A", "x"], [None, "y"], [None, None], [None, "z"]]
    found = talk(merged(xlsx({"S": rows}), "A1:A3", "B1:C1", "C1:C4"), [0, None])
    assert found[1:] == [[1, ["A", "x"]], [2, ["A", "y"]], [4, ["", "z"]], None]


GAP_IN_ROW = '<table:table-cell table:number-columns-repeated="1000"/>'
END_OF_S = '</table:table><table:table table:name="T"'


@pytest.mark.parametrize(
    ("old", "new"),
    [("<text:p>A</text:p></table:table-cell>", "{old}{gap}{cell}"), (END_OF_S, "{row}{old}")],
    ids=["in a row", "below"],
)
def test_the_process_leaves_out_sheets_of_ods_with_a_cell_far_away(old: str, new: str) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    row = f"<table:table-row>{cell}</table:table-row>"
    made = new.format(old=old, gap=GAP_IN_ROW, cell=cell, row=row)
    data = patched(ods({"S": [["A"]], "T": [["B"]]}), "content.xml", old, made)
    assert talk(data) == [[["S", True, False, True], ["T", True, False, False]]]


def test_the_process_tells_which_sheets_of_ods_have_cells_merged_over_rows() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>A</text:p>'
    spanned = cell.replace(" office", ' table:number-rows-spanned="2" office')
    data = patched(ods({"S & T": [["A"]], "U": [["B"]]}), "content.xml", cell, spanned)
    assert talk(data) == [[["S & T", True, True, False], ["U", True, False, False]]]


def test_cut_xml_is_answered_with_what_is_wrong() -> None:
    data = altered(xlsx({"S": TABLE}), "xl/worksheets/sheet1.xml", lambda text: text[:-9], is_sound=True)
    assert talk(data) == [BROKEN]
