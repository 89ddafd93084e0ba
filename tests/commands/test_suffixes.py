"""Suffixes of files to write: what follows from each, and which are refused with what to do instead."""

from pathlib import Path

import pytest
from conftest import Command

WORD, SLIDE, EXCEL = "opens in Word and prints to PDF", "goes on a slide", "opens in Excel"
REFUSED = {
    "show --output": {"docx": ("html", WORD), "png": ("svg", SLIDE), "xlsx": ("html", WORD)},
    "assess examples/activities.csv --output": {"xlsx": ("csv", EXCEL), "odt": ("html", WORD)},
    "report examples/activities.csv -o": {
        **dict.fromkeys(("doc", "docx", "odt", "pdf"), ("html", WORD)),
        **dict.fromkeys(("jpg", "png", "ppt", "pptx"), ("svg", SLIDE)),
        **dict.fromkeys(("ods", "tsv", "xls", "xlsx"), ("csv", EXCEL)),
    },
    "tips -o": {"pptx": ("html", WORD), "ods": ("html", WORD)},
    "assess examples/activities.csv --plan -o": {"pptx": ("html", WORD)},
    "questions -o": {"svg": ("html", WORD), "ods": ("xlsx", EXCEL), "pdf": ("html", WORD)},
    "rules -o": {"tsv": ("csv", EXCEL)},
    "form -o": {"docx": ("html", WORD), "png": ("html", WORD)},
}
CASES = [(line, suffix) for line, suffixes in REFUSED.items() for suffix in suffixes]


@pytest.mark.parametrize(("line", "suffix"), CASES)
@pytest.mark.parametrize("upper", [False, True])
def test_a_suffix_of_another_program_is_refused(
    line: str, suffix: str, upper: bool, command: Command, tmp_path: Path
) -> None:
    shown = suffix.upper() if upper else suffix
    file = tmp_path / f"page.{shown}"
    instead, use = REFUSED[line][suffix]
    cure = f"name it {file.with_suffix(f'.{instead}')}, which {use}"
    done = command(*line.split(), str(file))
    fault = f"error: --output: a .{shown} file is not written here; {cure}\n"
    assert (done.code, done.out, done.err) == (2, "", fault)
    assert not file.exists()


@pytest.mark.parametrize("options", [("--format", "text"), ("--json",)])
def test_a_format_that_is_named_goes_under_any_suffix(
    options: tuple[str, ...], command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "page.docx"
    assert command("tips", *options, "--output", str(file)).code == 0
    assert file.read_bytes()[:1] in (b"T", b"{")


@pytest.mark.parametrize("suffix", [".txt", ".log", "", ".odp", ".csv", ".sql"])
def test_any_other_suffix_is_text(suffix: str, command: Command, tmp_path: Path) -> None:
    file = tmp_path / f"page{suffix}"
    assert command("tips", "--output", str(file)).code == 0
    assert file.read_text(encoding="utf-8").startswith("T")


BESIDE = {
    "match examples/activities.csv --draft --output": {"docx": "yaml", "svg": "yaml"},
    "report examples/activities.csv --disagreements": {"xlsx": "csv, which opens in Excel"},
    "report examples/activities.csv --rejects": {"xlsx": "jsonl", "pdf": "jsonl"},
    "assess examples/activities.csv --save": {"xlsx": "jsonl", "tsv": "jsonl"},
}
OTHERS = [(line, suffix) for line, suffixes in BESIDE.items() for suffix in suffixes]


@pytest.mark.parametrize(("line", "suffix"), OTHERS)
def test_what_is_written_beside_a_page_has_no_suffix_of_another_program(
    line: str, suffix: str, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / f"other.{suffix}"
    done = command(*line.split(), str(file))
    cure = f"name it {file.with_suffix('')}.{BESIDE[line][suffix]}"
    option = line.split()[-1]
    fault = f"error: {option}: a .{suffix} file is not written here; {cure}\n"
    assert (done.code, done.out, done.err, file.exists()) == (2, "", fault, False)
