"""Each fault of a ladder file is told with its place and its cure, whichever parser reads the file."""

from pathlib import Path

import pytest
from faults import FAULTS, LADDER, Changes

from coproladder.base.errors import LadderError
from coproladder.ladder.load import load_ladder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ladder.yaml"


def changed(changes: Changes) -> bytes:
    text = LADDER
    for there, instead in changes.items():
        assert text.count(there) == 1, there
        text = text.replace(there, instead)
    return text.encode()


def faults_in(file: Path, data: bytes) -> tuple[str, ...]:
    file.write_bytes(data)
    with pytest.raises(LadderError) as caught:
        load_ladder(file)
    assert str(caught.value) == "\n".join(caught.value.faults)
    return caught.value.faults


def in_full(file: Path, fault: str) -> str:
    place, _, text = fault.partition(" ")
    line, _, column = place.partition(":")
    return f"{file}: line {line}, column {column}: {text}"


def test_unchanged_ladder_has_no_fault(file: Path, parser: str) -> None:
    file.write_text(LADDER, encoding="utf-8")
    assert load_ladder(file).about.id == "small"


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name: str, file: Path, parser: str) -> None:
    changes, faults = FAULTS[name]
    assert faults_in(file, changed(changes)) == tuple(in_full(file, fault) for fault in faults)


def test_file_that_is_not_utf_8(file: Path) -> None:
    fault = "41:14 the byte 0xE9 is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)"
    data = changed({"name: The roof": "name: Café"})
    assert faults_in(file, data.decode().encode("cp1252")) == (in_full(file, fault),)
