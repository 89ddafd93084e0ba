"""A folder is written whole or not at all, and what is not ours in it stays."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coproladder.base.errors import CreateError, WriteError
from coproladder.base.whole_folder import MARKER, SPARE, write_folder

FILES = {"index.html": b"one", "own.css": b"", "easy/index.html": b"two"}


def write(folder: Path, more: str = "", force: bool = False) -> None:
    """Write FILES, and one more."""
    write_folder(str(folder), {**FILES, **({more: b""} if more else {})}, force, kept="own.css")


def held(folder: Path) -> dict[str, bytes]:
    """Return what the files hold that stand in a folder, but for the marker."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != MARKER)
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


@pytest.mark.parametrize("is_there", [False, True])
def test_a_folder_that_is_new_or_empty_is_filled(is_there: bool, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    if is_there:
        folder.mkdir()
    write(folder)
    assert held(folder) == FILES
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("thesis.doc", ""),
        (MARKER, ""),
        (MARKER, '{"files": ["index.html"]}'),
        (MARKER, '{"files": {"../thesis.doc": ["sum"]}}'),
        (MARKER, '{"files": {"index.html": 5}}'),
        (MARKER, '{"files": {"/etc/passwd": ["sum"]}}'),
    ],
)
def test_a_folder_of_others_is_refused(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(CreateError, match="this folder holds other files; choose a new or empty one"):
        write(tmp_path, force=True)
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("signals_can_wait", [True, False])
def test_one_of_ours_is_replaced_only_when_forced(
    signals_can_wait: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not signals_can_wait:
        monkeypatch.delattr(signal, "pthread_sigmask")
    write(tmp_path)
    with pytest.raises(CreateError, match="there is a website here already; add --force to replace it"):
        write(tmp_path)
    (tmp_path / "logo.svg").write_bytes(b"ours")
    (tmp_path / "own.css").write_bytes(b"ours")
    write_folder(
        str(tmp_path), {"index.html": b"new", "own.css": b"", "more/a.html": b""}, True, kept="own.css"
    )
    assert held(tmp_path) == {
        "index.html": b"new",
        "own.css": b"ours",
        "more/a.html": b"",
        "logo.svg": b"ours",
    }
    write_folder(str(tmp_path), {"own.css": b"newer"}, True, kept="own.css")
    assert held(tmp_path) == {"own.css": b"ours", "logo.svg": b"ours"}


def test_a_file_that_others_changed_is_not_replaced(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "index.html").write_bytes(b"theirs")
    (tmp_path / "new.html").write_bytes(b"theirs")
    with pytest.raises(CreateError) as caught:
        write(tmp_path, "new.html", force=True)
    said = f"{tmp_path}: changed since they were written: index.html, new.html; move them away first"
    assert str(caught.value) == said
    assert held(tmp_path)["index.html"] == b"theirs"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(CreateError, match="this folder cannot be written: No such file or directory"):
        write(tmp_path / "none" / "site")
    (tmp_path / "file").touch()
    with pytest.raises(CreateError, match="this folder cannot be written: Not a directory"):
        write(tmp_path / "file")


def test_what_cannot_be_written_to_its_end_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="this folder cannot be written: File name too long"):
        write(tmp_path / "site", "a" * 300)
    assert [*tmp_path.iterdir()] == []
    write(tmp_path / "site")
    with pytest.raises(CreateError, match="this folder cannot be written: File name too long"):
        write(tmp_path / "site", "a" * 300, force=True)
    assert held(tmp_path / "site") == FILES


def test_the_marker_tells_what_was_written(tmp_path: Path) -> None:
    write(tmp_path)
    assert [*json.loads((tmp_path / MARKER).read_bytes())["files"]] == [*FILES]


def test_what_was_stopped_halfway_can_be_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    replace, moved = Path.replace, list[Path]()

    def stopped(file: Path, target: Path) -> Path:
        moved.append(file)
        if len(moved) == 3:
            raise OSError(18, "Invalid cross-device link")
        return replace(file, target)

    newer = dict.fromkeys((*FILES, "more.html"), b"newer")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopped)
        with pytest.raises(WriteError, match="this folder cannot be written: Invalid cross-device link"):
            write_folder(str(tmp_path), newer, True, kept="own.css")
    assert held(tmp_path) == {"index.html": b"newer", "own.css": b"newer", "easy/index.html": b"two"}
    (tmp_path / f"{SPARE}1234").mkdir()
    write_folder(str(tmp_path), newer, True, kept="own.css")
    assert held(tmp_path) == newer
    assert not [*tmp_path.glob(f"{SPARE}*")]


def test_a_signal_waits_until_all_files_are_in_place(tmp_path: Path) -> None:
    write(tmp_path)
    script = f"""
import os, signal
from pathlib import Path
from coproladder.base.whole_folder import write_folder
replace = Path.replace
def struck(file, target):
    os.kill(os.getpid(), signal.SIGTERM)
    return replace(file, target)
Path.replace = struck
write_folder({str(tmp_path)!r}, {{name: b"newer" for name in {[*FILES]!r}}}, True, "own.css")
"""
    done = subprocess.run([sys.executable, "-c", script], check=False)
    assert done.returncode == -signal.SIGTERM
    assert held(tmp_path) == dict.fromkeys(FILES, b"newer")
