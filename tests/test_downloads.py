"""Downloads and pictures in `docs` are what the commands write today; `--update-golden` renews them."""

import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Command
from python_calamine import CalamineWorkbook

DOWNLOADS = {"form.html": ["form"], "workshop.html": ["guide", "workshop"], "sheet.xlsx": ["questions"]}
PICTURES = {"ladder.svg": ["show"], "assessment.svg": ["assess", "examples/activity.json"]}
WRITTEN = {**DOWNLOADS, **PICTURES}


def workbook(file: Path) -> tuple[dict[str, list[list[Any]]], list[list[str]]]:
    """Return the cells of each sheet by its name, and for each sheet its widths and its lists."""
    with CalamineWorkbook.from_path(file) as book:
        cells = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    with zipfile.ZipFile(file) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "/worksheets/" in name]
    return cells, [re.findall(r"<col .*?>|<dataValidation .*?</dataValidation>", sheet) for sheet in sheets]


def held(file: Path) -> object:
    """Return what stays the same: the bytes of a page; of a workbook not, as each XlsxWriter has its own."""
    return workbook(file) if file.suffix == ".xlsx" else file.read_bytes()


@pytest.mark.parametrize("name", WRITTEN)
def test_what_people_are_given_is_what_is_written_today(
    name: str, command: Command, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    kept, written = ROOT / "docs" / name, tmp_path / name
    done = command(*WRITTEN[name], "--output", str(written))
    assert (done.code, done.err) == (0, f"written to {written}\n")
    if request.config.getoption("--update-golden") and (not kept.exists() or held(kept) != held(written)):
        shutil.copy(written, kept)
    assert held(kept) == held(written), "renew it, as CONTRIBUTING says: add --update-golden"


def test_the_readme_begins_with_the_downloads() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert "download it, then open it: nothing to install" in " ".join(first.split())
    for name in DOWNLOADS:
        assert f"](docs/{name})" in first


@pytest.mark.parametrize(
    ("page", "picture"), [("docs/formats.md", "ladder.svg"), ("README.md", "docs/assessment.svg")]
)
def test_pictures_are_shown(page: str, picture: str) -> None:
    assert f"]({picture})" in (ROOT / page).read_text(encoding="utf-8")


def test_the_widths_and_lists_of_the_sheet_are_compared() -> None:
    answers, meanings = workbook(ROOT / "docs" / "sheet.xlsx")[1]
    assert [each.split(" ")[0] for each in answers] == ["<col"] * 5 + ["<dataValidation"] * 6
    assert [each.split(" ")[0] for each in meanings] == ["<col"] * 2
