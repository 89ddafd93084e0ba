"""Results as CSV: the record's own columns, then the result, and no cell acts in a spreadsheet."""

import csv
import io
import json
import sys
import time
from pathlib import Path

import pytest
from conftest import LADDER, ROOT, Command
from hypothesis import given, settings
from hypothesis import strategies as st

from coproladder.commands import console, place
from coproladder.placing.activity import Activity
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.source import Source
from coproladder.results.csv_table import COLUMNS, CsvWriter, safe

VOCABULARY = Vocabulary(LADDER)


def table(data: str, raw: bool = False) -> str:
    """Return the CSV that comes out for CSV."""
    writer = CsvWriter(LADDER, raw=raw)
    out = b""
    for batch in Source(io.BytesIO(data.encode()), input_format="csv").batches(VOCABULARY):
        activities = [item for item in batch.items if isinstance(item, Activity)]
        out += writer.write(activities, [*map(writer.added, activities)], batch.columns)
    return out.decode()


def test_csv_keeps_the_columns_and_adds_the_results() -> None:
    rows = [
        *csv.reader(io.StringIO(table("voice,activity,called\ndesign,Forum,7\n,Talk,\ntold,x,\nabsent,,\n")))
    ]
    assert rows[0] == ["voice", "activity", "called", *COLUMNS]
    assert rows[1] == [
        *("design", "Forum", "co-production"),
        *("tlap-co-production/3", "4", "Consultation", "7", "false"),
        *("influence: some", "", "0"),
    ]
    assert rows[2] == ["", "Talk", "", "tlap-co-production/3", "0", "", "7", "false", "voice: learn", "", ""]
    assert rows[4][3:8] == ["tlap-co-production/3", "0", "", "0", "true"]
    assert rows[3][3:] == ["tlap-co-production/3", "3", "Informing", "3", "true", "voice: answer", "", ""]


FIRST_COLUMNS = "activity,voice,date,level,stage,answered_by,called,comment,influence,decides,delivery"


def from_records(*records: dict[str, str]) -> tuple[list[str], set[str]]:
    """Return the lines of CSV for records that come as JSON, and the fields without a column."""
    writer = CsvWriter(LADDER)
    activities = [Activity(record) for record in records]
    return writer.write(
        activities, [*map(writer.added, activities)]
    ).decode().splitlines(), writer.without_column


def test_the_columns_that_came_later_are_last_of_all_and_only_where_the_first_record_has_them() -> None:
    told = {"activity": "A", "voice": "told"}
    plain = ",".join((FIRST_COLUMNS, *COLUMNS))
    assert from_records(told, {**told, "basis": "promised"}) == (
        [
            plain,
            *[
                f"A,told{',' * 9},tlap-co-production/3,3,Informing,3,true,voice: answer,{note},"
                for note in ("", "still-a-plan")
            ],
        ],
        {"basis"},
    )
    given = {"decides_reason": "=1", "basis": "happened", **told, "voice_reason": 'A "note"'}
    lines, without = from_records(given, {**told, "influence_reason": "x", "decides_reason": "y"})
    assert lines[0] == f"{plain},basis,voice_reason,decides_reason"
    assert [line.split("voice: answer,,,")[1] for line in lines[1:]] == ['happened,"A ""note""",\'=1', ",,y"]
    assert without == {"influence_reason"}


def test_a_table_that_came_in_keeps_the_columns_that_came_later_where_they_are() -> None:
    rows = [*csv.reader(io.StringIO(table('basis,voice,voice_reason\nNot yet,told,"a, b"\n')))]
    assert rows[0] == ["basis", "voice", "voice_reason", *COLUMNS]
    assert rows[1][:3] == ["promised", "told", "a, b"]


CELLS = st.text(st.sampled_from("a=+-@ ,;\"'\n\r\té＝"), max_size=4)


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_raw_cells_come_out_as_they_came_in(rows: list[tuple[str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("voice", "activity", "comment"), *(("told", *row) for row in rows)])
    out = [*csv.reader(io.StringIO(table(text.getvalue(), raw=True), newline=""))]
    blank = [["told", *(cell if cell.strip() else "" for cell in row)] for row in rows]
    assert [row[:3] for row in out[1:]] == blank


def test_a_level_of_a_ladder_without_levels_is_no_formula(command: Command) -> None:
    data = b"activity,level,stage,flow\nA,=1+1, =1,told\n"
    done = command("assess", "-", "--ladder", "examples/arnstein.yaml", "-f", "csv", data=data)
    assert done.out.splitlines()[1].startswith("A,'=1+1,' =1,told,")


def test_a_very_long_cell_is_answered_whatever_its_neighbours() -> None:
    rows = f"{'x' * 140_000},told\n" + f"{'x' * 1_000_001},told\nA,told\n"
    for more in ("", "B,wrong\n"):
        names = [row[0][:3] for row in csv.reader(io.StringIO(table(f"activity,voice\n{rows}{more}")))]
        assert names == ["activity"[:3], "xxx", "A"]


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
        ("x;=1+1", "x;'=1+1"),
        ("x; =1+1;@SUM(A1)", "x;' =1+1;'@SUM(A1)"),
        ("x;\u200b=1", "x;'\u200b=1"),
        ("x\t=1", "x\t'=1"),
        ("x\n=1", "x\n'=1"),
        ("x;\t=1", "x;\t'=1"),
        ("=1;=1", "'=1;'=1"),
        ("x;-2+3", "x;'-2+3"),
        ("x; -2; +4.5", "x; -2; +4.5"),
        ("Agenda:\n- a talk\n- tea", "Agenda:\n- a talk\n- tea"),
        ("talk; tea", "talk; tea"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\u2060 \u200d=1", "'\u2060 \u200d=1"),
        ("🪜=1", "🪜=1"),
    ],
    ids=ascii,
)
def test_no_cell_is_taken_for_a_formula(cell: str, shown: str) -> None:
    assert safe(cell) == shown


def test_a_cell_costs_in_proportion_to_its_length() -> None:
    for sign in (" ", "\t", ";", "; ", "-", "\u200b", "1", ";1", "; -1"):
        start = time.process_time()
        assert safe(f"x{sign * 200_000}").startswith("x")
        assert time.process_time() - start < 1


HOSTILE = "=cmd|\u001b]0;PWN\u0007\u202e;=1+1"


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    """A ladder that somebody else made, in which names are formulas and act on a terminal."""
    small = (ROOT / "tests" / "cases" / "small.yaml").read_text(encoding="utf-8")
    path, name = tmp_path / "hostile.yaml", small.partition("    name: ")[2].partition("\n")[0]
    path.write_text(small.replace(f"name: {name}\n", f"name: {json.dumps(HOSTILE)}\n"), encoding="utf-8")
    return str(path)


WRITERS = [
    ("assess", "--answer", "voice=ask", "-f", "csv"),
    ("assess", "--answer", "voice=ask", "-f", "csv", "--plan"),
    ("rules", "-f", "csv"),
    ("rules", "-f", "csv", "--reasons"),
    ("rules", "-f", "sql", "--reasons"),
    ("report", "DATA", "-f", "csv"),
    ("questions", "-f", "csv"),
    ("show", "-f", "yaml"),
]


@pytest.mark.parametrize("line", WRITERS, ids=" ".join)
def test_names_from_a_ladder_are_harmless_wherever_they_are_written(
    line: tuple[str, ...], hostile: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text('{"activity": "Forum"}\n', encoding="utf-8")
    line = tuple(each.replace("DATA", str(data)) for each in line)
    done = command(*line, "--ladder", hostile)
    assert done.code == 0
    if "csv" in line:
        cells = [cell for row in csv.reader(io.StringIO(done.out, newline="")) for cell in row]
        assert [cell for cell in cells if cell.startswith("=") or ";=" in cell] == []
    monkeypatch.setattr(console, "is_terminal", lambda stream: stream is sys.stdout)
    monkeypatch.setattr(place, "is_terminal", lambda stream: stream is sys.stdout)
    shown = command(*line, "--ladder", hostile).out
    assert [sign for sign in "\x1b\x07\u202e\t" if sign in shown] == []


def test_the_aim_is_what_the_needs_of_a_row_are_for(command: Command) -> None:
    done = command("assess", "--aim", "co-production", "-f", "csv", "-", data=b"voice\ntold\n")
    needs = "voice: design; influence: genuine; decides: together; delivery: throughout"
    assert [row["next_needs"] for row in done.rows] == [needs]


def test_a_result_in_csv_can_be_fed_back_in() -> None:
    once = table("activity,voice\nForum,design\n")
    assert table(once) == once


def test_json_lines_to_csv_have_every_known_column_and_name_what_is_left_out(command: Command) -> None:
    data = b'{"voice": "told", "site": "north"}\n{"activity": "b", "ward": "x", "site": [1]}\n'
    done = command("assess", "--format", "csv", "--keep-extra", "--input-format", "jsonl", data=data)
    rows = done.rows
    assert [row["site"] for row in rows] == ["north", "[1]"]
    assert [(row["activity"], row["rung"]) for row in rows] == [("", "3"), ("b", "0")]
    assert "ward" not in rows[0]
    assert done.err.splitlines() == [
        "warning: standard input: 1 row has answers but no name; 1 has a name but no answers; "
        "join those that are one",
        "standard input: left out, because they first came after the header row: ward",
    ]


def test_an_empty_table_has_its_header(command: Command) -> None:
    done = command("assess", "--format", "csv", "-", data=b"activity,voice\n")
    assert done.out == f"activity,voice,{','.join(COLUMNS)}\n"


@pytest.mark.parametrize("input_format", ["csv", "jsonl"])
@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n"], ids=ascii)
def test_a_line_break_in_a_cell_is_quoted(sign: str, input_format: str, command: Command) -> None:
    data = f'activity,voice\n"A{sign}B",told\n' if input_format == "csv" else ""
    data = data or json.dumps({"activity": f"A{sign}B", "voice": "told"}) + "\n"
    done = command("assess", "-f", "csv", "--input-format", input_format, data=data.encode())
    rows = done.rows
    assert [row["activity"] for row in rows] == [f"A{sign}B"]


def test_csv_for_a_terminal_has_no_text_that_acts() -> None:
    writer = CsvWriter(LADDER, for_terminal=True)
    activity = Activity({"activity": "A\x1b]0;owned\x07"})
    row = writer.write([activity], [writer.added(activity)], ["activity"]).splitlines()[1]
    assert row.startswith(b"A<U+001B>]0;owned<U+0007>,")


@pytest.mark.parametrize("data", [b"", b"\n"])
def test_an_empty_table_in_is_nothing_out(data: bytes, command: Command) -> None:
    assert command("assess", "-", "--input-format", "csv", "-f", "csv", data=data).out == ""
