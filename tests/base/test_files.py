"""Text made harmless, and files that are written whole or not at all."""

import os
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import permutations
from pathlib import Path
from threading import Barrier

import pytest

from coproladder.base import files
from coproladder.base.errors import CreateError
from coproladder.base.files import atomic_file, discard_unfinished, refuse_shared_files
from coproladder.base.text import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Siân 🪜 plan", "Siân 🪜 plan"),
        ("one\ttwo\r\nthree\nfour", "one two three four"),
        ("\u2028\u2029\x85", "<U+2028><U+2029><U+0085>"),
        ("\ud800", "<U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("a\u00a0b", "a\u00a0b"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
    ids=ascii,
)
def test_acting_characters_show_as_their_codes(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.fixture(params=["no name", "a spare name", "no links"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Write as Linux does, with files that have no name yet; as other systems do; on disks without links."""
    if request.param != "no name":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    elif not hasattr(os, "O_TMPFILE"):
        pytest.skip("a file without a name is of Linux")
    if request.param == "no links":

        def link(*names: str, src_dir_fd: int | None = None) -> None:
            raise PermissionError

        monkeypatch.setattr(os, "link", link)
    return str(request.param)


def write(path: Path, data: bytes, force: bool = False) -> None:
    with atomic_file(str(path), force) as stream:
        stream.write(data)


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write(tmp_path / "new", b"text")
    finally:
        os.umask(old)
    assert (tmp_path / "new").read_bytes() == b"text"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_a_file_written_over_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "old"
    target.write_bytes(b"old")
    target.chmod(0o604)
    write(target, b"new", force=True)
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o604


def test_a_link_stays_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write(tmp_path / "link", b"new", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


def test_an_old_file_stays_where_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "old"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), atomic_file(str(target), force=True) as stream:
        stream.write(b"half")
        raise RuntimeError
    assert [file.name for file in tmp_path.iterdir()] == ["old"]
    assert target.read_bytes() == b"old"


def test_a_file_that_is_there_wants_force(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    with pytest.raises(CreateError, match="this file already exists; add --force to replace it"):
        write(tmp_path / "old", b"new")


@pytest.fixture
def names(tmp_path: Path) -> list[str]:
    """Four names of one file: its own, a longer way to it, a hard link and a soft one."""
    (tmp_path / "data").write_bytes(b"old")
    subprocess.run(["ln", tmp_path / "data", tmp_path / "hard"], check=True)
    (tmp_path / "soft").symlink_to("data")
    return [str(tmp_path / name) for name in ("data", f"../{tmp_path.name}/data", "hard", "soft")]


def test_a_file_that_is_read_is_not_written_whatever_it_is_called(names: list[str]) -> None:
    for read, written in permutations(names, 2):
        with pytest.raises(CreateError, match="this file is being read; choose another name to write to"):
            refuse_shared_files(["other", read], ["new", written])


def test_a_file_is_not_written_for_two_things(names: list[str], tmp_path: Path) -> None:
    missing = [str(tmp_path / "missing"), f"{tmp_path}/./missing"]
    for first, second in [*permutations(names, 2), missing]:
        with pytest.raises(
            CreateError, match=("two outputs have this name; choose another name for one of them")
        ):
            refuse_shared_files([], [first, "new", second])


def test_what_is_no_file_may_be_shared(tmp_path: Path) -> None:
    refuse_shared_files([os.devnull, str(tmp_path)], [os.devnull, os.devnull, str(tmp_path)])
    refuse_shared_files(["data", "data"], ["new"])


@pytest.mark.parametrize("name", ["no/folder/file", ".", "a" * 300, "loop", "loop/file", "folder/", "nul\0l"])
def test_what_cannot_be_made_is_a_named_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    error = pytest.raises(CreateError, match="cannot be written")
    with error, atomic_file(f"{tmp_path}/{name}", force=False):
        pass
    refuse_shared_files([], [f"{tmp_path}/{name}"])
    assert [file.name for file in tmp_path.iterdir()] == ["loop"]


def test_a_device_is_written_to_and_not_replaced() -> None:
    write(Path(os.devnull), b"text")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("flags", [os.O_APPEND, 0])
def test_what_a_shell_has_opened_is_written_on(flags: int, tmp_path: Path) -> None:
    opened = os.open(tmp_path / "file", os.O_CREAT | os.O_WRONLY | flags)
    try:
        os.write(opened, b"first, ")
        write(Path(f"/dev/fd/{opened}"), b"second, ")
        os.write(opened, b"third")
    finally:
        os.close(opened)
    assert (tmp_path / "file").read_bytes() == b"first, second, third"


def test_what_is_not_open_is_a_named_error() -> None:
    with pytest.raises(CreateError, match="/dev/fd/999999: this file cannot be written"):
        write(Path("/dev/fd/999999"), b"")


def test_a_signal_leaves_nothing_half_written(way: str, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), atomic_file(str(tmp_path / "new"), force=False) as stream:
        stream.write(b"half")
        assert len([*tmp_path.iterdir()]) == (way != "no name")
        discard_unfinished()
        assert list(tmp_path.iterdir()) == []
        raise RuntimeError
    assert not files.UNFINISHED


def test_what_came_meanwhile_stays(tmp_path: Path) -> None:
    target = tmp_path / "new"
    already = "new: this file already exists; add --force to replace it"
    with pytest.raises(CreateError, match=already), atomic_file(str(target), force=False) as stream:
        stream.write(b"ours")
        target.write_bytes(b"theirs")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("new", b"theirs")]


def test_of_many_at_once_one_is_written_and_the_others_are_told(tmp_path: Path) -> None:
    target, all_open = tmp_path / "new", Barrier(8)

    def finish(number: int) -> bool:
        with suppress(CreateError), atomic_file(str(target), force=False) as stream:
            stream.write(b"%d" % number)
            all_open.wait()
        return target.read_bytes() == b"%d" % number

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(finish, range(8))) == [False] * 7 + [True]
    assert [file.name for file in tmp_path.iterdir()] == ["new"]


def test_force_writes_over_what_came_meanwhile(tmp_path: Path) -> None:
    target = tmp_path / "new"
    with atomic_file(str(target), force=True) as stream:
        stream.write(b"ours")
        target.write_bytes(b"theirs")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("new", b"ours")]


def test_what_ran_as_its_owner_does_not_when_it_is_written_over(tmp_path: Path) -> None:
    target = tmp_path / "old"
    target.touch()
    if os.geteuid() == 0:
        os.chown(target, 1000, 1001)
    target.chmod(0o6750)
    before = target.stat()
    write(target, b"new", force=True)
    after = target.stat()
    assert stat.S_IMODE(after.st_mode) == 0o750
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


def test_the_disk_has_a_file_and_its_name_when_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda number: kept.append(stat.filemode(os.fstat(number).st_mode)[0]))
    for name, force in (("new", False), ("new", True)):
        write(tmp_path / name, b"text", force)
        assert kept == ["-", "d"]
        kept.clear()
