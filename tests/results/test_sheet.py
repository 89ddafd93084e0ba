"""The empty sheet: what stands in it, that it is the same each time, and that it is read as it is."""

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import LADDER, ROOT, Command
from python_calamine import CalamineWorkbook
from translation import write_translation

from coproladder.commands import lookup

SAVED = [*(ROOT / "tests" / "cases").glob("sheet-saved-by-libreoffice.*")]
QUESTIONS = [question.id for question in LADDER.questions]
SAVED_FULL = {
    "activity": "Lunch club",
    "answered_by": "staff",
    "voice": "discuss",
    "influence": "some",
    "decides": "listens",
    "delivery": "some",
    "called": "co-design",
    "comment": "Notes of 4 May",
}
FULL = {**SAVED_FULL, "basis": "promised"}


def rows(file: Path, sheet: int = 0) -> list[list[str]]:
    with CalamineWorkbook.from_path(file) as book:
        return [[str(cell) for cell in row] for row in book.get_sheet_by_index(sheet).to_python()]


def part(file: Path, name: str) -> str:
    with zipfile.ZipFile(file) as archive:
        return archive.read(name).decode()


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "sheet.xlsx"


def options_of(given: dict[str, str]) -> list[str]:
    return [each for field, value in given.items() for each in ("--answer", f"{field}={value}")]


def test_the_first_sheet_has_a_column_for_each_field_and_no_sample(command: Command, sheet: Path) -> None:
    done = command("questions", "--output", str(sheet))
    assert (done.code, done.out, done.err) == (0, "", f"written to {sheet}\n")
    questions = [question.words.standard for question in LADDER.questions]
    called, comment = "What its organisers call it", "Anything that shows this"
    assert rows(sheet) == [
        ["Activity", "Has this happened yet?", "Who is answering", *questions, called, comment]
    ]


def test_the_second_sheet_has_the_answers_and_what_they_mean(command: Command, sheet: Path) -> None:
    command("questions", "--output", str(sheet))
    found = rows(sheet, 1)
    assert found[0] == ["Question", "Answer", "What it means"]
    asked = "Has this happened yet?"
    assert found[1:3] == [[asked, "Yes, or some of it", ""], [asked, "Not yet", ""]]
    assert len(found) == 3 + sum(len(LADDER.choices(each)) for each in LADDER.questions) + len(LADDER.rungs)
    first = LADDER.questions[0]
    hint = first.answers[0].hint
    assert found[3] == [first.words.standard, first.answers[0].words.standard, hint.standard if hint else ""]
    assert found[-1][:2] == ["What its organisers call it", LADDER.rungs[0].name]


def test_the_lists_hold_the_labels_of_each_column(command: Command, sheet: Path) -> None:
    command("questions", "--output", str(sheet))
    lists = re.findall(
        r'sqref="(\w)2:\w1001"[^>]*><formula1>\'What the answers mean\'!\$B\$(\d+):\$B\$(\d+)',
        part(sheet, "xl/worksheets/sheet1.xml"),
    )
    meanings = rows(sheet, 1)
    labels = {column: [row[1] for row in meanings[int(start) - 1 : int(end)]] for column, start, end in lists}
    choices = [[each.words.standard for each in LADDER.choices(question)] for question in LADDER.questions]
    assert labels == {
        "B": ["Yes, or some of it", "Not yet"],
        **dict(zip("DEFG", choices, strict=True)),
        "H": [rung.name for rung in reversed(LADDER.rungs)],
    }


def test_the_headings_stay_in_sight_and_nothing_is_a_formula_or_a_link(command: Command, sheet: Path) -> None:
    command(
        "questions", "--output", str(sheet), "--answer", "activity==1+1", "--answer", "comment=http://x.org"
    )
    first = part(sheet, "xl/worksheets/sheet1.xml")
    assert 'topLeftCell="A2" activePane="bottomLeft" state="frozen"' in first
    assert re.findall("<f>|<hyperlink", first) == []
    assert rows(sheet)[1] == ["=1+1", "", "", "", "", "", "", "", "http://x.org"]


def test_the_bytes_are_the_same_each_time(command: Command, tmp_path: Path) -> None:
    files = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for file in files:
        command("questions", "--output", str(file), "--easy")
    assert files[0].read_bytes() == files[1].read_bytes()
    assert "2026-01-01T00:00:00Z" in part(files[0], "docProps/core.xml")


@pytest.mark.parametrize("easy", [[], ["--easy"]])
def test_it_comes_back_as_it_is(easy: Sequence[str], command: Command, sheet: Path) -> None:
    command("questions", "--output", str(sheet), *easy, *options_of(FULL))
    done = command("assess", str(sheet), "--json")
    assert [{field: result[field] for field in FULL} for result in done.records] == [FULL]
    said = f'Read 1 activity from {sheet}, sheet "Answers".\nNot used: sheet "What the answers mean".\n'
    assert (done.code, done.err) == (0, said)
    assert command("report", str(sheet), "--plain").out.startswith("Report on 1 activity\n")


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("easy", [False, True])
def test_every_label_of_a_list_is_an_answer(question: str, easy: bool, command: Command, sheet: Path) -> None:
    command("questions", "--output", str(sheet), *(["--easy"] if easy else []))
    (asked,) = (each for each in LADDER.questions if each.id == question)
    labels = [row[1] for row in rows(sheet, 1) if row[0] == asked.words.say(easy)]
    table = "\n".join([f"activity,{question}", *(f'{at},"{label}"' for at, label in enumerate(labels))])
    found = command("assess", "--json", "--input-format", "csv", data=table.encode()).records
    assert [result.get(question) for result in found] == [*asked.ranks, None]


def test_before_it_is_filled_in_it_has_no_activities(command: Command, sheet: Path) -> None:
    command("questions", "--output", str(sheet))
    done = command("assess", str(sheet), "--json")
    assert (done.code, done.out) == (0, "")
    assert f'Read 0 activities from {sheet}, sheet "Answers".' in done.err


@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.suffix)
def test_it_comes_back_when_libreoffice_has_saved_it(file: Path, command: Command) -> None:
    done = command("assess", str(file), "--json")
    assert [{field: result[field] for field in SAVED_FULL} for result in done.records] == [SAVED_FULL] * 3
    assert (done.code, done.err.splitlines()) == (
        0,
        [f'Read 3 activities from {file}, sheet "Answers".', 'Not used: sheet "What the answers mean".'],
    )


def test_a_ladder_of_ones_own_has_its_own_sheet_in_its_own_words(command: Command, tmp_path: Path) -> None:
    ladder, sheet = str(write_translation(tmp_path)), tmp_path / "sheet.xlsx"
    command("questions", "--output", str(sheet), "--ladder", ladder, *options_of(FULL))
    assert 'rightToLeft="1"' in part(sheet, "xl/worksheets/sheet1.xml")
    ours = {"activity", "answered_by", "called", "comment", "basis", "happened", "promised"}
    for row in (rows(sheet)[0], *rows(sheet, 1)):
        outside = re.sub("«.*?»", "", " ".join(row))
        assert {*re.findall(r"\w+", outside)} - ours == set()
    (result,) = command("assess", str(sheet), "--json", "--ladder", ladder).records
    assert {field: result[field] for field in FULL} == FULL


REFUSED = {
    ("--answer", "activity=A"): "--answer fills in the empty sheet; add --output sheet.xlsx",
    ("--answer", "level=service", "-o", "SHEET"): "--answer: the sheet has no column for level",
    (
        "--answer",
        "voice=tolld",
        "-o",
        "SHEET",
    ): '--answer: voice: "tolld" is not an answer to it; did you mean "told"?',
}


@pytest.mark.parametrize("options", REFUSED)
def test_what_does_not_go_into_the_sheet_is_refused(
    options: tuple[str, ...], command: Command, sheet: Path
) -> None:
    given = [str(sheet) if each == "SHEET" else each for each in options]
    done = command("questions", *given)
    assert (done.code, done.out, done.err) == (2, "", f"error: {REFUSED[options]}\n")
    assert not sheet.exists()


def test_no_workbook_is_shown_in_a_terminal(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "is_terminal", lambda stream: True)
    done = command("questions", "--format", "xlsx")
    fault = "error: the sheet is a workbook; name a file for it: --output sheet.xlsx\n"
    assert (done.code, done.err) == (2, fault)
