"""Several files in a report: each once, folders, records that are equal, names that are alike."""

import json
import os
from pathlib import Path

import pytest
from conftest import Command

from coproladder.reading.folder import choose_files

HEADER = "activity,voice,influence,decides,delivery\n"
ANN = f"{HEADER}Forum,told,,,\nWalk,learn,,,\n"
NOT_READ = (".hidden.csv", "~$ann.xlsx", "ann.match.yaml", "b.MATCH.yml", "notes.txt", "README", "page.html")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_that_is_named_twice_is_read_once_and_said(folder: Path, command: Command) -> None:
    (folder / "ann.csv").write_text(ANN)
    os.link("ann.csv", "hard.csv")
    (folder / "soft.csv").symlink_to("ann.csv")
    names = ["ann.csv", "./ann.csv", str(folder / "ann.csv"), "hard.csv", "soft.csv"]
    done = command("report", *names, "--json")
    assert (done.code, json.loads(done.out)["activities"]) == (0, 2)
    assert done.err == (
        f"Read 2 activities from ann.csv. These files were named twice, but read once: "
        f"{', '.join(names[1:])}.\n"
    )


def test_standard_input_is_read_once_too(folder: Path, command: Command) -> None:
    done = command("report", "-", "-", "--json", data=ANN.encode())
    assert (done.code, json.loads(done.out)["activities"]) == (0, 2)


def test_files_that_are_equal_in_content_all_count_and_that_is_said(folder: Path, command: Command) -> None:
    for name in ("ann.csv", "bea.csv"):
        (folder / name).write_text(ANN)
    done = command("report", "bea.csv", "ann.csv", "--json")
    said = (
        "2 records appear more than once (in ann.csv and bea.csv), and each copy counts; if they are one "
        "person's answers, delete all but one\n"
    )
    assert (done.code, done.err) == (0, said)


def test_assess_says_nothing_of_records_that_are_equal(folder: Path, command: Command) -> None:
    (folder / "ann.csv").write_text(ANN + "Forum,told,,,\n")
    done = command("assess", "ann.csv", "--json")
    assert (done.code, len(done.records), done.err) == (0, 3, "")


def test_a_folder_is_the_files_in_it_that_can_be_read(folder: Path, command: Command) -> None:
    inside = folder / "answers"
    (inside / "below").mkdir(parents=True)
    (inside / "below" / "deep.csv").write_text(ANN)
    for name in NOT_READ:
        (inside / name).write_text("x")
    (inside / "b.CSV").write_text(f"{HEADER}Forum,told,,,\n")
    (inside / "a.json").write_text(json.dumps([{"activity": "Walk", "voice": "learn"}]))
    (inside / "c.jsonl").write_text('{"activity": "Talk", "voice": "told"}\n')
    done = command("report", "answers", "--json", "--rejects", "unused.jsonl")
    assert (done.code, json.loads(done.out)["activities"]) == (0, 3)
    files = ", ".join(os.path.join("answers", name) for name in ("a.json", "b.CSV"))
    assert done.err.splitlines()[:2] == [
        f"Read 3 activities from {files} and {os.path.join('answers', 'c.jsonl')}.",
        'Not used: files ".hidden.csv", "README", "ann.match.yaml", "b.MATCH.yml", "below/" and 3 more.',
    ]
    unused = [json.loads(line) for line in Path("unused.jsonl").read_text().splitlines()]
    assert len([each for each in unused if each["kind"] == "unused"]) == 8


def test_a_file_in_a_folder_that_cannot_be_opened_is_read_all_the_same_to_be_told_of(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.csv").write_text(HEADER)

    def locked(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)
    assert choose_files([str(folder)]).files == [str(folder / "a.csv")]


def test_what_an_earlier_report_wrote_into_a_folder_is_passed_over_and_named(
    folder: Path, command: Command
) -> None:
    (folder / "ann.csv").write_text(f"Colour,{HEADER}red,Forum,told,,,\nblue,Forum,learn,,,\n")
    (folder / "assess.json").write_text(command("assess", "ann.csv", "--json").out)
    made = ["report.json", "report.csv", "parted.csv", "unused.jsonl"]
    done = command("report", ".", "-o", made[0], "--disagreements", made[2], "--rejects", made[3])
    assert (done.code, command("report", ".", "-o", made[1]).code) == (0, 0)
    spread = json.dumps(json.loads((folder / made[0]).read_text()), indent=4)
    (folder / "spread.json").write_text(spread)
    (folder / "excel.csv").write_text("\ufeff" + (folder / made[1]).read_text().replace(",", ";"))
    done = command("report", ".", "--json", "--rejects", "again.jsonl")
    found = json.loads(done.out)
    assert (done.code, found["records"], found["activities"]) == (0, 4, 1)
    unused = [json.loads(line)["message"] for line in (folder / "again.jsonl").read_text().splitlines()]
    files = sorted([*made, "spread.json", "excel.csv"])
    assert unused == [*(f'file "{name}": not used' for name in files), 'column "Colour": not used']
    # So a report may be made again where it was.
    assert command("report", ".", "-o", made[0], "--force").code == 0


@pytest.mark.parametrize("rows", ["Forum,told,,,\n", "Forum,told,,,\nForum,design,,,\n"])
def test_a_report_that_is_named_is_refused_as_what_it_is(rows: str, folder: Path, command: Command) -> None:
    (folder / "ann.csv").write_text(HEADER + rows)
    (folder / "r.json").write_text(command("report", "ann.csv", "--json").out)
    (folder / "r.yaml").write_text((folder / "r.json").read_text())
    fault = "this is a report, not its records; read the files that it was made from"
    for line in (("assess", "r.json"), ("report", "r.json"), ("report", "r.yaml")):
        done = command(*line)
        assert (done.code, done.err.splitlines()[0].endswith(f": {fault}")) == (65, True)


def test_a_file_in_a_folder_that_is_named_too_is_read_once(folder: Path, command: Command) -> None:
    (folder / "answers").mkdir()
    (folder / "answers" / "ann.csv").write_text(ANN)
    done = command("report", "answers/ann.csv", "answers", "--json")
    assert (done.code, json.loads(done.out)["activities"]) == (0, 2)
    assert f"These files were named twice, but read once: {os.path.join('answers', 'ann.csv')}." in done.err


def test_a_folder_without_a_file_to_read_is_an_error(folder: Path, command: Command) -> None:
    (folder / "answers").mkdir()
    (folder / "answers" / "notes.docx").write_text("x")
    done = command("report", "answers")
    fault = (
        "error: answers: no file in this folder can be read; the files must end in .json, .jsonl, "
        ".ndjson, .csv, "
        ".tsv, .yaml, .yml, .xlsx, .xls, .ods\n"
    )
    assert (done.code, done.out, done.err) == (66, "", fault)


def test_a_folder_that_cannot_be_opened_is_an_error(
    folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    (folder / "answers").mkdir()
    monkeypatch.setattr(Path, "iterdir", refuse)
    done = command("report", "answers")
    assert (done.code, done.err) == (66, "error: answers: this folder cannot be opened: Permission denied\n")


def test_no_file_in_a_folder_is_written_over(folder: Path, command: Command) -> None:
    (folder / "answers").mkdir()
    (folder / "answers" / "ann.csv").write_text(ANN)
    done = command("report", "answers", "--output", "answers/ann.csv", "--force")
    assert (done.code, (folder / "answers" / "ann.csv").read_text()) == (73, ANN)


def test_names_that_may_be_the_same_are_said_and_counted_apart(folder: Path, command: Command) -> None:
    rows = "".join(f"{name},told,,,\n" for name in ("A & B", "A and B", "Workshop 1", "Workshop 2"))
    (folder / "ann.csv").write_text(HEADER + rows)
    done = command("report", "ann.csv", "--json")
    assert json.loads(done.out)["activities"] == 4
    said = 'these may be two names for one activity; if so, use one of them: "A & B" and "A and B"\n'
    assert done.err == said


def test_assess_takes_one_file_and_names_the_command_for_several(command: Command) -> None:
    done = command("assess", "a.json", "b c.json")
    fault = "error: assess reads one file; to sum up several: coproladder report a.json 'b c.json'\n"
    assert (done.code, done.out, done.err) == (2, "", fault)


def test_only_files_that_gave_a_record_are_said_to_be_read(folder: Path, command: Command) -> None:
    (folder / "bad.csv").write_bytes(b"%PDF-1.7")
    (folder / "wrong.csv").write_text("voice\nsung\n")
    (folder / "ann.csv").write_text(ANN.replace("activity", "Project"))
    done = command("report", "bad.csv", "wrong.csv", "ann.csv", "--json")
    assert done.code == 3
    assert "Read 2 activities from ann.csv. " in done.err
