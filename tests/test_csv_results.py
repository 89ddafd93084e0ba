"""Results as CSV: the quick way gives what the long way gives, and no cell acts in a spreadsheet."""

import csv
import io
import json
from typing import Any

import pytest
from conftest import Command
from hypothesis import given, settings
from hypothesis import strategies as st

from coproladder import csv_results
from coproladder.activities import Activity, Vocabulary
from coproladder.assessing import Run, write_csv
from coproladder.csv_results import COLUMNS, CleanRows, CsvResults, safe
from coproladder.ends import Ends
from coproladder.loading import load_ladder
from coproladder.reading import read_batches
from coproladder.rows import Batch, Table

LADDER = load_ladder()
VOCABULARY = Vocabulary(LADDER)


def table(data: str, raw: bool = False, one_by_one: bool = False, keep_extra: bool = False) -> str:
    """Return the CSV that comes out for CSV."""
    out = io.BytesIO()
    save = (lambda activity: None) if one_by_one else None
    vocabulary = Vocabulary(LADDER, keep_extra)
    run = Run(vocabulary, "test", tell=lambda message: None, save=save)
    write_csv(read_batches(io.BytesIO(data.encode()), vocabulary, input_format="csv"), run, out, raw)
    return out.getvalue().decode()


def test_csv_keeps_the_columns_and_adds_the_results() -> None:
    rows = [
        *csv.reader(io.StringIO(table("voice,activity,called\ndesign,Forum,7\n,Talk,\ntold,x,\nabsent,,\n")))
    ]
    assert rows[0] == ["voice", "activity", "called", *COLUMNS]
    assert rows[1] == [
        *("design", "Forum", "co-production"),
        *("tlap-co-production/1", "4", "Consultation", "7", "false"),
        *("influence: some", "", "0"),
    ]
    assert rows[2] == ["", "Talk", "", "tlap-co-production/1", "0", "", "7", "false", "voice: learn", "", ""]
    assert rows[4][3:8] == ["tlap-co-production/1", "0", "", "0", "true"]
    assert rows[3][3:] == ["tlap-co-production/1", "3", "Informing", "3", "true", "voice: answer", "", ""]


CELLS = st.sampled_from(
    [
        "told",
        "Told",
        "design",
        "",
        " ",
        "=1+1",
        "-2",
        " =x",
        "+a",
        "@b",
        "a,b",
        'a"b',
        "a\nb",
        "2026",
        "2026-5",
        "é",
    ]
)


ROWS = st.tuples(
    CELLS,
    st.sampled_from(["told", "design", "", "Told"]),
    st.sampled_from(["2026", "2026-05", "2026-05-04", "", "2026-5"]),
    CELLS,
    st.sampled_from(["co-design", "Co-design", "7", "", "nothing"]),
)
"""Rows of which many are clean, so that some batches are too."""


@settings(max_examples=300, deadline=None)
@given(st.lists(ROWS, max_size=4), st.booleans())
def test_any_table_comes_out_the_same_in_batches_and_row_by_row(rows: list[Any], raw: bool) -> None:
    text = io.StringIO()
    header = ["activity", "voice", "date", "comment", "called"]
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    assert table(text.getvalue(), raw) == table(text.getvalue(), raw, one_by_one=True)


def test_any_level_will_do_on_a_ladder_without_levels_but_no_formula() -> None:
    vocabulary = Vocabulary(load_ladder("examples/arnstein.yaml"))
    for level in ("=1+1", " =1", " ", ".", "ward"):
        data = f"activity,level,stage,flow\nA,{level},x,told\nB,x,{level},told\n".encode()
        out = []
        for save in (None, lambda activity: None):
            stream = io.BytesIO()
            run = Run(vocabulary, "test", tell=lambda message: None, save=save)
            write_csv(read_batches(io.BytesIO(data), vocabulary, input_format="csv"), run, stream, raw=False)
            out.append(stream.getvalue())
        assert out[0] == out[1]
        assert b",=" not in out[0]


def test_a_very_long_cell_is_answered_whatever_its_neighbours() -> None:
    rows = f"{'x' * 140_000},told\n" + f"{'x' * 1_000_001},told\nA,told\n"
    for more in ("", "B,wrong\n"):
        names = [row[0][:3] for row in csv.reader(io.StringIO(table(f"activity,voice\n{rows}{more}")))]
        assert names == ["activity"[:3], "xxx", "A"]


CLEAN_ROW = "Forum,told,2026-05,plain,co-design\n"


@pytest.mark.parametrize(
    ("row", "clean"),
    [
        ('"a, b",told,2026,"say ""no""",7\n', True),
        ("Café,,,日本,\n", True),
        (CLEAN_ROW.replace("\n", "\r\n"), True),
        ('"a, b",told,2026,,\r\n', True),
        ("a\rb,told,2026,,\n", False),
        (",,,,\n", False),
        ('"","","","",""\n', False),
        ("=1+1,told,2026,,\n", False),
        (" Forum,told,2026,,\n", False),
        ("Forum,Told,2026,,\n", False),
        ("Forum,told,2026-5,,\n", False),
        ("Forum,told,2026,,nothing\n", False),
        ("Forum,told,2026\n", False),
        ("Forum,told,2026,,,\n", False),
        ('"a\nb",told,2026,,\n', False),
        ('"a"b,told,2026,,\n', False),
        ('"a\r\nb",told,2026,,\n', False),
    ],
)
def test_rows_that_need_no_closer_look_are_answered_together(row: str, clean: bool) -> None:
    header = "activity,voice,date,comment,called\n"
    columns, batch = read_batches(
        io.BytesIO(f"{header}{CLEAN_ROW}{row}".encode()), VOCABULARY, input_format="csv"
    )
    assert isinstance(columns, Table)
    assert isinstance(batch, Batch)
    answering = CsvResults(VOCABULARY, None)
    answering.begin(columns)
    assert answering.fits(batch)
    assert (answering.whole(batch.data) is not None) == clean


def test_dates_are_forgotten_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_results, "MOST_KEPT", 3)
    rows = CleanRows(VOCABULARY, Table(("date",), ",", {}), Ends(LADDER, lambda activity: "\n"), raw=False)
    for year in range(2000, 2020):
        assert rows.answer(b"%d\n" % year) == (b"%d\n" % year, 1)
        assert len(rows._valid["date"]) <= 5


def test_rows_are_cut_where_they_end_and_not_within_a_cell() -> None:
    stray = '5" pipe,x,told\n' + 'A,"two\nlines",told\n' * 50 + '"a"b,,told\n=1,"three\nmore\nlines",told\n'
    data = "activity,comment,voice\n" + stray * 3
    assert table(data) == table(data, one_by_one=True)
    assert table(data).count("\nA,") == 150


@pytest.mark.parametrize(
    "data", ["voice\ntold\n", "voice\ntold\n\n,\n", "called,voice\n7,told\n", "activity\n\n"]
)
def test_small_tables_come_out_the_same_in_batches_and_row_by_row(data: str) -> None:
    assert table(data) == table(data, one_by_one=True)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd", "'+cmd"),
        ("-cmd", "'-cmd"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("\n=1", "'\n=1"),
        ("\xa0=1", "'\xa0=1"),
        ("＝1", "'＝1"),
        ("-2", "-2"),
        ("+44", "+44"),
        ("-1.5", "-1.5"),
        ("-1,5", "-1,5"),
        ("-2+3", "'-2+3"),
        ("Forum", "Forum"),
        ("", ""),
    ],
    ids=ascii,
)
def test_no_cell_is_taken_for_a_formula(cell: str, shown: str) -> None:
    assert safe(cell) == shown


def test_the_aim_is_what_the_needs_of_a_row_are_for(command: Command) -> None:
    done = command("assess", "--aim", "co-production", "-f", "csv", "-", data=b"voice\ntold\n")
    needs = "voice: design; influence: genuine; decides: together; delivery: throughout"
    assert [row["next_needs"] for row in csv.DictReader(io.StringIO(done.out))] == [needs]


def test_raw_csv_leaves_cells_as_they_are() -> None:
    assert table("activity\n=1+1\n", raw=True).splitlines()[1].startswith("=1+1,")
    assert table("activity\n=1+1\n").splitlines()[1].startswith("'=1+1,")


def test_a_result_in_csv_can_be_fed_back_in() -> None:
    once = table("activity,voice\nForum,design\n")
    assert table(once) == once


def test_a_table_comes_out_as_json_with_its_line_breaks_in_cells(command: Command) -> None:
    done = command("assess", "examples/activities.csv", "--json")
    records = [json.loads(line) for line in done.out.splitlines()]
    assert (done.code, done.err, len(records)) == (0, "", 10)
    assert any("\n" in record.get("comment", "") for record in records)


def test_json_lines_to_csv_have_every_known_column_and_name_what_is_left_out(command: Command) -> None:
    data = b'{"voice": "told", "site": "north"}\n{"activity": "b", "ward": "x", "site": [1]}\n'
    done = command("assess", "--format", "csv", "--keep-extra", "--input-format", "jsonl", data=data)
    rows = [*csv.DictReader(io.StringIO(done.out))]
    assert [row["site"] for row in rows] == ["north", "[1]"]
    assert [row["activity"] for row in rows] == ["", "b"]
    assert "ward" not in rows[0]
    assert done.err == "standard input: left out, since they came after the header was written: ward\n"


def test_a_form_export_works_as_it_is(command: Command) -> None:
    done = command("assess", "examples/form-export.csv", "--format", "csv")
    assert done.code == 0
    rows = [*csv.DictReader(io.StringIO(done.out))]
    assert len(rows) == 6
    assert set(rows[0]) >= {"activity", "voice", "influence", "decides", "delivery", "rung"}


def test_an_empty_table_has_its_header(command: Command) -> None:
    done = command("assess", "--format", "csv", "-", data=b"activity,voice\n")
    assert done.out == f"activity,voice,{','.join(COLUMNS)}\n"


@pytest.mark.parametrize("input_format", ["csv", "jsonl"])
@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n"], ids=ascii)
def test_a_line_break_in_a_cell_is_quoted(sign: str, input_format: str, command: Command) -> None:
    data = f'activity,voice\n"A{sign}B",told\n' if input_format == "csv" else ""
    data = data or json.dumps({"activity": f"A{sign}B", "voice": "told"}) + "\n"
    done = command("assess", "-f", "csv", "--input-format", input_format, data=data.encode())
    rows = [*csv.DictReader(io.StringIO(done.out, newline=""))]
    assert [row["activity"] for row in rows] == [f"A{sign}B"]


def test_csv_for_a_terminal_has_no_text_that_acts() -> None:
    answering = CsvResults(VOCABULARY, None, seen=True)
    answering.begin(Table(("activity",), ",", {}))
    assert answering.one(Activity({"activity": "\x1b]0;owned\x07"})).startswith(b"<U+001B>]0;owned<U+0007>,")


@pytest.mark.parametrize("data", [b"", b"\n"])
def test_an_empty_table_in_is_nothing_out(data: bytes, command: Command) -> None:
    assert command("assess", "-", "--input-format", "csv", "-f", "csv", data=data).out == ""
