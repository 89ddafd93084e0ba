"""Each fault of a ladder file is told with its place and its cure, whichever parser reads the file."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import LADDER as BUILT_IN
from conftest import Command
from faults import FAULTS, LADDER, Changes
from msgspec import inspect

from coproladder.base.errors import LadderError
from coproladder.base.yaml_document import KeyPath
from coproladder.ladder.check import entries_by_id, id_faults
from coproladder.ladder.guide import Guide
from coproladder.ladder.load import load_ladder
from coproladder.ladder.records import Id, Ladder, Language, Link, Text


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


def test_a_question_has_no_id_of_a_field_that_records_hold(file: Path, command: Command) -> None:
    """Neither "basis", nor the field with the reason for the answer to another question."""
    file.write_text(LADDER.replace("voice", "basis").replace("power", "basis_reason"), encoding="utf-8")
    done = command("check", str(file))
    assert (done.code, done.err.count("change the words or the id")) == (78, 2)
    for line, at, field in ((8, 0, "basis"), (18, 1, "basis_reason")):
        said = f'line {line}, column 5: questions[{at}]: this reads the same as the field "{field}"'
        assert said in done.err


def test_file_that_is_not_utf_8(file: Path) -> None:
    fault = "41:14 the byte 0xE9 is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)"
    data = changed({"name: The roof": "name: Café"})
    assert faults_in(file, data.decode().encode("cp1252")) == (in_full(file, fault),)


ID, LANGUAGE, LINK, TEXT = map(inspect.type_info, (Id, Language, Link, Text))


def made_up(kind: inspect.Type, path: KeyPath, names: list[KeyPath]) -> Any:
    """Return a value of a type, and add each place in it that can only hold the id of another entry."""
    if kind == LINK:
        return "http://own"
    if kind in (LANGUAGE, TEXT) or (kind == ID and path[-1] == "id"):
        return "own"
    match kind:
        case inspect.Metadata(inner):
            return made_up(inner, path, names)
        case inspect.StructType(_, fields):
            return {field.name: made_up(field.type, (*path, field.name), names) for field in fields}
        case inspect.VarTupleType(item):
            return [made_up(item, (*path, at), names) for at in range(2)]
        case inspect.DictType(key, value):
            place = (*path, "nobody")
            return {made_up(key, place, names): made_up(value, place, [])}
        case inspect.UnionType(kinds):
            return made_up(next(each for each in kinds if each != inspect.NoneType()), path, names)
        case inspect.LiteralType(values):
            return values[0]
        case inspect.StrType():
            names.append(path)
            return "nobody"
    return 1 if isinstance(kind, inspect.IntType) else True


@pytest.mark.parametrize("record", [Ladder, Guide])
def test_every_id_of_another_entry_is_checked(record: type[Ladder | Guide]) -> None:
    """What is neither words, nor a link, nor the entry's own id must declare what it names."""
    names: list[KeyPath] = []
    found = msgspec.convert(made_up(inspect.type_info(record), (), names), record)
    faults = id_faults(found, entries_by_id(BUILT_IN, framework=()))
    assert [path for path, message in faults if message.startswith("there is no")] == names
    assert len(names) > 20
