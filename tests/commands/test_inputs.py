"""What people really send: each kind of file with its exact outcome, the same in every format."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import LADDER, Command
from exports import ACTIVITIES, EXPORTS

from coproladder.base.errors import DataError
from coproladder.placing.activity import Activity
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.outcome import RecordBatch
from coproladder.reading.source import Source

QUESTIONS = {question.id: question for question in LADDER.questions}


def test_what_is_not_used_of_a_table_is_among_the_rejects(command: Command, tmp_path: Path) -> None:
    rejects = tmp_path / "unused.jsonl"
    command("assess", "-", "--json", "--rejects", str(rejects), data=b"voice,x\ntold,\n-,\n")
    unused = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    assert [(each["kind"], each["line"], each["row"], each["message"]) for each in unused] == [
        ("unused", None, None, 'column "x": not used'),
        ("unused", 3, 3, "row of dashes: not used"),
    ]


@pytest.mark.parametrize("tool", EXPORTS)
def test_the_export_of_a_form_tool_works_as_it_is(tool: str, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(EXPORTS[tool].rows())
    rejects = tmp_path / "unused.jsonl"
    done = command("assess", str(file), "--json", "--rejects", str(rejects))
    unused = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    passed_over = {f'column "{name}": not used' for names in EXPORTS[tool].columns() for name in names}
    assert passed_over <= {each["message"] for each in unused if each["kind"] == "unused"}
    assert EXPORTS[tool].said in done.err
    assert len(done.err.splitlines()) <= 2
    results = done.records
    expected = [
        {question.id: question.answers[at % len(question.answers)].id for question in LADDER.questions}
        for at in range(3)
    ]
    assert [{name: result[name] for name in QUESTIONS} for result in results] == expected
    assert tuple(result["activity"] for result in results) == ACTIVITIES
    rows = command("assess", str(file), "-f", "csv").rows
    assert [{name: row[name] for name in QUESTIONS} for row in rows] == expected
    assert command("report", str(file), "--plain").out.startswith("Report on 3 activities\n")


KINDS: dict[str, tuple[str | bytes, int, list[str | None], list[str]]] = {
    "dates whose day and month only their order tells apart": (
        "activity,date,voice\nA,04/05/2026,told\nB,13/05/2026,told\nC,06/05/2026,told\n",
        0,
        ["told 2026-05-04", "told 2026-05-13", "told 2026-05-06"],
        [
            "FILE: dates such as 04/05/2026 are read with the day first; add --dates mdy if the month comes "
            "first",
            "Read 3 activities from FILE. There is no column for influence, decides, delivery.",
        ],
    ),
    "a date that only the other order can mean": (
        "activity,date,voice\nA,05/25/2026,told\n",
        0,
        ["told"],
        [
            'warning: FILE: row 2, A: date: "05/25/2026" is not a date with the day first; if this file '
            "has the month first, add --dates mdy, as its other dates were read with the day first; "
            "left out of the record",
            "Read 1 activity from FILE. There is no column for influence, decides, delivery.",
            "FILE: 1 placed, 0 could not be read, 1 field left out",
        ],
    ),
    "a fault below a heading over two lines": (
        '"activity\n",voice\nA,tolld\n',
        65,
        [],
        [
            'error: FILE: row 2 (line 3), A: voice: "tolld" is not an answer to it; did you mean "told"?',
            "Read 0 activities from FILE. There is no column for influence, decides, delivery.",
            "FILE: 0 placed, 1 could not be read",
            "to say what your own words mean, type: coproladder match FILE",
        ],
    ),
    "a title above the headings": (
        "Log of 2026,\nactivity,voice\nA,told\n",
        0,
        ["told"],
        [
            "Read 1 activity from FILE. The headings are in row 2. There is no column for influence, "
            "decides, delivery.",
            "Not used: 1 row above the headings.",
        ],
    ),
    "rows without their last blanks": (
        "activity,voice,influence,comment\nA,told,none\nB,told\n",
        3,
        ["told"],
        [
            "error: FILE: row 3: there are 4 headings, but this row has 2 cells, none of them for "
            "influence; add empty cells at the end for what is not known; "
            "check for an extra or missing separator or quotation mark",
            "Read 1 activity from FILE. There is no column for decides, delivery.",
            "FILE: 1 placed, 1 could not be read",
        ],
    ),
    "semicolons, and a heading with commas": (
        'activity;voice;"What, if anything, and when, would you change?"\nA;told;x\n',
        0,
        ["told"],
        [
            "Read 1 activity from FILE. There is no column for influence, decides, delivery.",
            'Not used: column "What, if anything, and when, would you change?".',
        ],
    ),
    "an empty file": ("", 0, [], ["FILE: no records were found"]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_file_has_its_exact_outcome(kind: str, command: Command, tmp_path: Path) -> None:
    content, code, found, said = KINDS[kind]
    file = tmp_path / "file.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    lines = [line.replace("FILE", str(file)) for line in said]
    done = command("assess", str(file), "--json")
    results = done.records
    shown = [" ".join(filter(None, (each.get("voice"), each.get("date")))) or None for each in results]
    assert (done.code, shown, done.err.splitlines()) == (code, found, lines)
    table = command("assess", str(file), "-f", "csv")
    rows = table.rows
    assert (table.code, [row["voice"] or None for row in rows]) == (
        code,
        [result.get("voice") for result in results],
    )
    report = command("report", str(file), "--plain")
    # The way to match, too, is as its reader wants text.
    assert (report.code, report.err.replace(f"match {file} --plain", f"match {file}").splitlines()) == (
        code,
        lines,
    )
    assert ("What could not be read" in report.out) == (code == 3 or "left out" in done.err)


def test_a_table_in_the_words_of_an_earlier_version_says_so_once(command: Command) -> None:
    said = command("report", "tests/cases/form-version-1.csv").err.splitlines()
    assert said == [
        "Read 6 activities from tests/cases/form-version-1.csv. Answers in words of an earlier "
        'version keep their meaning: "They are asked and they reply. Others set the questions, th…".',
    ]
    assert "earlier version" not in command("report", "examples/form-export.csv").err


SAVED = {
    "json": b'[{"voice": "told", "ladder": "tlap-co-production/2"}]',
    "jsonl": b'{"voice": "told", "ladder": "tlap-co-production/2"}\n',
    "csv": b"voice,ladder\ntold,tlap-co-production/2\n",
    "yaml": b"- voice: told\n  ladder: tlap-co-production/2\n",
}
"""A record that says which version of the questions it answers, in each format."""


@pytest.mark.parametrize("suffix", SAVED)
def test_a_saved_record_of_an_earlier_version_is_named_and_its_version_passed_over(
    suffix: str, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / f"saved.{suffix}"
    file.write_bytes(SAVED[suffix])
    done = command("assess", str(file), "--json")
    (record,) = done.records
    assert (record["voice"], record["ladder"], record["rung"]["number"]) == ("told", LADDER.id, 3)
    assert "Rungs were worked out again with version 3 for records of tlap-co-production/2." in done.err
    file.write_bytes(SAVED[suffix].replace(b"/2", b"/3"))
    again = command("assess", str(file), "--json")
    assert (again.out, "version" in again.err) == (done.out, False)


def test_several_files_share_the_two_lines(command: Command, tmp_path: Path) -> None:
    old = json.dumps({"voice": "discuss", "ladder": "tlap-co-production/1", "rung": None})
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for file in files:
        file.write_text(f'{old}\n{{"voice": "told", "colour": "red"}}\n', encoding="utf-8")
    assert command("report", *map(str, files)).err.splitlines() == [
        f"Read 4 activities from {files[0]} and {files[1]}. Rungs were worked out again with version 3 "
        f"for records of "
        "tlap-co-production/1.",
        'Not used: key "colour".',
        "no record says which activity it is about, so views cannot be compared; "
        'if a column has it, add --map activity="its heading"',
    ]


@pytest.mark.parametrize("name", ["assess", "report"])
def test_who_types_records_in_a_terminal_is_told_that_they_are_waited_for(
    name: str, command: Command
) -> None:
    done = command(name, "-", typed='{"voice": "told"}\n')
    assert (done.code, done.err) == (
        0,
        ("waiting for input: type or paste your activities, then press Ctrl-D\n"),
    )


def test_results_of_an_earlier_version_are_worked_out_anew_and_named_once(command: Command) -> None:
    result = {"voice": "discuss", "ladder": "tlap-co-production/1", "rung": None}
    done = command("assess", "--json", data=b"\n".join([json.dumps(result).encode()] * 3))
    assert done.err == (
        "Read 3 activities from standard input. Rungs were worked out again with version 3 for records of "
        "tlap-co-production/1.\n"
    )
    again = command("assess", "--json", data=done.out.encode())
    assert (again.out, again.err) == (done.out, "")


def test_how_much_was_read_before_an_input_broke_off_is_said(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(self: Source, vocabulary: Vocabulary) -> Iterator[RecordBatch]:
        for _ in range(3):
            yield RecordBatch([Activity({"voice": "told"})] * 500)
        raise DataError("it is broken", 1)

    monkeypatch.setattr(Source, "_batches", break_off)
    file = tmp_path / "a.xlsx"
    file.touch()
    done = command("assess", str(file), "--json")
    assert (done.code, done.out.count("\n")) == (3, 1_500)
    lines = done.err.splitlines()
    assert lines[0] == f"error: {file}: nothing more was read after 1,500 records: it is broken"
    assert lines[-1] == (
        f"{file}: 1,500 placed, 0 could not be read, files not read: {file} after 1,500 records"
    )


def test_quiet_leaves_only_errors_on_standard_error(command: Command, tmp_path: Path) -> None:
    file, page = tmp_path / "a.csv", tmp_path / "page.html"
    file.write_text("activity,voice,date,ID\nA,told,soon,1\nB,tolld,04/05/2026,2\n,,,3\n", encoding="utf-8")
    loud, quiet = (command("assess", str(file), "--json", *options) for options in ((), ("--quiet",)))
    assert (quiet.code, quiet.out) == (loud.code, loud.out) == (3, loud.out)
    assert quiet.err.splitlines() == [line for line in loud.err.splitlines() if line.startswith("error: ")]
    assert quiet.err
    command("report", str(file), "--output", str(page), "--quiet")
    assert page.exists()


def test_only_rows_that_hold_nothing_are_no_activity(command: Command) -> None:
    for data, code in ((b'{"voice": null}\n{}\n', 0), (b"voice,ID\n,1\n,2\n", 0), (b'{"a": 1}', 65)):
        done = command("assess", "--json", data=data)
        assert (done.code, done.out) == (code, "")
        assert command("assess", "--json", "--at-least", "4", data=data).code == 65
