"""What is published holds all that it should, and nothing else."""

import subprocess
import sys
import tarfile
import zipfile
from email import message_from_string
from email.message import Message
from pathlib import Path

import pytest
from conftest import ROOT

from coproladder import __version__

NAME = f"coproladder-{__version__}"
FILES = {
    *(
        ".gitattributes",
        ".gitignore",
        "CHANGELOG.md",
        "CITATION.cff",
        "CONTRIBUTING.md",
        "LICENSE",
        "PACKAGE.md",
    ),
    *("PKG-INFO", "README.md", "SECURITY.md", "constraints-oldest.txt", "pyproject.toml"),
}
"""What is at the top of the source archive, beside these folders and the kinds of files in them."""

FOLDERS = {
    ".ci": {""},
    "benchmarks": {".md", ".py"},
    "data": {".yaml"},
    "docs": {".html", ".md", ".svg", ".xlsx"},
    "examples": {".csv", ".json", ".jsonl", ".md", ".xlsx", ".yaml"},
    "src": {".css", ".jinja", ".js", ".py", ".svg", ".txt", ".typed"},
    "tests": {
        *(".csv", ".gz", ".json", ".jsonl", ".mjs", ".ods", ".py", ".txt", ".xlsx", ".yaml", ".zip"),
    },
}
DATA = {f"coproladder/data/{name}.yaml" for name in ("guide", "interface", "ladder")}
ABOUT = {
    f"{NAME}.dist-info/{name}"
    for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
}


def build(folder: Path, kind: str, target: Path) -> Path:
    """Build a package of a folder, offline."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return next(target.glob("*.whl" if kind == "wheel" else "*.tar.gz"))


def files_in(folder: Path) -> set[str]:
    """Return the paths of the files in a folder, but for what Python keeps."""
    found = (file for file in folder.rglob("*") if file.is_file() and file.parent.name != "__pycache__")
    return {file.relative_to(folder).as_posix() for file in found}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the source archive makes."""
    target = tmp_path_factory.mktemp("sources")
    with tarfile.open(build(ROOT, "sdist", target / "dist")) as archive:
        archive.extractall(target, filter="data")
    return target / NAME


@pytest.fixture(scope="module")
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    return zipfile.ZipFile(build(sources, "wheel", tmp_path_factory.mktemp("wheel")))


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> Message:
    return message_from_string(wheel.read(f"{NAME}.dist-info/METADATA").decode())


def test_the_source_archive_has_these_files_and_folders(sources: Path) -> None:
    assert {each.name for each in sources.iterdir()} == FILES | {*FOLDERS}
    for folder, kinds in FOLDERS.items():
        assert {Path(name).suffix for name in files_in(sources / folder)} <= kinds, folder


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_folder_of_the_source_archive_is_whole(folder: str, sources: Path) -> None:
    assert files_in(sources / folder) == files_in(ROOT / folder)


def test_the_wheel_from_the_source_archive_has_the_package_and_its_data(wheel: zipfile.ZipFile) -> None:
    assert {*wheel.namelist()} == files_in(ROOT / "src") | DATA | ABOUT


def test_an_index_shows_the_page_that_is_made_for_it(metadata: Message) -> None:
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert metadata.get_payload() == (ROOT / "PACKAGE.md").read_text(encoding="utf-8")


def test_nothing_is_said_of_the_package_that_was_not_tried_or_is_not_there(metadata: Message) -> None:
    said = metadata.get_all("Classifier") or []
    versions = [each.split(" :: ")[-1] for each in said if each.startswith("Programming")]
    assert versions == ["3", "3.11", "3.12", "3.13"]
    assert metadata["Requires-Python"] == ">=3.11"
    assert [each for each in said if each.startswith("Operating")] == ["Operating System :: POSIX :: Linux"]
    assert (metadata["Author"], metadata["Project-URL"]) == ("The coproladder team", None)
