"""Records that are kept over time."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from conftest import LADDER, ROOT, Command

from coproladder.base.errors import CreateError, WriteError
from coproladder.base.files import append_lines


def test_a_record_is_added_as_a_line_that_every_command_reads(command: Command, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    for name in ("one", "two"):
        done = command(
            *("assess", "--plain", "--answer", f"activity={name}", "--answer", "voice=told"),
            "--save",
            str(kept),
        )
        assert done.code == 0
    records = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert records == [{"activity": name, "voice": "told", "ladder": LADDER.id} for name in ("one", "two")]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert command("assess", str(kept), "--json").out.count("\n") == 2


def test_a_torn_last_line_is_kept_apart_and_said(command: Command, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text('{"voice": "to', encoding="utf-8")
    done = command("assess", "--json", "--answer", "voice=told", "--save", str(kept))
    saved = f'{{"voice":"told","ladder":"{LADDER.id}"}}'
    assert kept.read_text(encoding="utf-8") == f'{{"voice": "to\n{saved}\n'
    torn = f"{kept}: its last line was incomplete, so the new record starts a line\n"
    assert done.err == f"{torn}1 record added to {kept}\n"


NOT_LINES = "JSON, but not a record on each line"
OTHERS = [
    ("a.csv", b"activity,voice\nForum,discuss\n", "not JSON"),
    ("a.csv", b"\xef\xbb\xbfactivity;voice\n", "not JSON"),
    ("a.YAML", b"activity: Forum\n", "YAML"),
    ("a.yml", b'{"voice": "told"}\n', "YAML"),
    ("a.json", b'[{"voice": "told"}]', NOT_LINES),
    ("a.json", b'[{"voice": "to', NOT_LINES),
    ("a.jsonl", b'\n [\n{"voice": "told"}\n]\n', NOT_LINES),
    ("a.json", b'{"activities": [{"voice": "told"}]}', NOT_LINES),
    ("a.json", b'{"count": 1, "activities": [{"voice": "told"}]}\n', NOT_LINES),
    ("a.json", b'{"activities": []}', NOT_LINES),
    ("a.json", b'{\n  "voice": "told"\n}\n', NOT_LINES),
    ("a.jsonl", b'{\r\n  "voice": "told"}', NOT_LINES),
    ("a.json", b'{"activities": [\n{"voice": "told"}\n]}', NOT_LINES),
    ("a.json", b"{voice: told}\n", NOT_LINES),
    ("xlsx", b"PK\x03\x04...", "not JSON"),
    ("xls", b"\xd0\xcf\x11\xe0...", "not JSON"),
    ("a.gz", b"\x1f\x8b...", "a file packed with gzip"),
    ("a.jsonl", '{"voice": "told"}\n'.encode("utf-16"), "UTF-16 text"),
    ("a.jsonl", '{"voice": "told"}\n'.encode("utf-16-le"), "UTF-16 without the mark that says so"),
    ("a.md", b"# Forum\n", "not JSON"),
    ("a.html", b"<!doctype html>\n", "a web page (HTML), whatever its name"),
    ("a.jsonl", b"\x00\x00\n", "not JSON"),
]


@pytest.mark.parametrize(("name", "data", "kind"), OTHERS)
def test_nothing_is_added_to_what_is_not_json_lines(
    name: str, data: bytes, kind: str, command: Command, tmp_path: Path
) -> None:
    other = tmp_path / name
    other.write_bytes(data)
    cure = "--save adds to JSON Lines only; name a new file, such as records.jsonl"
    refused = (73, "", f"error: {other}: this is {kind}, and {cure}\n")
    # Neither asked nor read: there is nobody to answer, and no such file.
    assert command("assess", "--save", str(other), typed="") == refused
    assert command("assess", "missing", "--save", str(other)) == refused
    assert other.read_bytes() == data


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b""),
        ("a.csv", b'{"voice": "told"}\n'),
        ("a.yaml", b""),
        ("a.jsonl", b"\n"),
        ("a.jsonl", b'{"voice": "told"}\n'),
        ("a.jsonl", b'\xef\xbb\xbf{"voice": "told"}\r\n'),
        ("a.json", b'{"voice": "told"}'),
        ("a.json", b'{"tags": ["one"], "voice": "told"}\n'),
        ("a.jsonl", b'{"voice": "told"}\n{"voi'),
        ("a.jsonl", b'{"voi'),
        ("a.jsonl", b'{"activity": "\xc3'),
        ("a.jsonl", b'{"voi\n{"voice": "told"}\n'),
        ("a.jsonl", b'{"comment": "' + b"long " * 500_000 + b'"}\n'),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_record_is_added_to_json_lines_torn_or_whole(
    name: str, data: bytes, command: Command, tmp_path: Path
) -> None:
    kept = tmp_path / name
    kept.write_bytes(data)
    for _ in range(2 if name != "a.yaml" else 1):
        assert command("assess", "--json", "--answer", "voice=told", "--save", str(kept)).code == 0
    assert kept.read_bytes().startswith(data)
    added = f'{{"voice":"told","ladder":"{LADDER.id}"}}\n'.encode()
    assert kept.read_bytes().endswith(b"\n" + added if data else added)


@pytest.mark.parametrize("name", ["no/folder/kept", ".", "nul\x00l"])
def test_where_nothing_can_be_saved_nothing_is_asked(name: str, command: Command, tmp_path: Path) -> None:
    done = command("assess", "--save", str(tmp_path / name), typed="")
    assert (done.code, done.out, done.err.count("\n")) == (73, "", 1)
    with pytest.raises(CreateError, match="cannot be written"):
        append_lines(str(tmp_path / name), [b"{}\n"])


@pytest.mark.skipif(os.name == "nt", reason="ulimit is a command of Unix shells")
def test_what_was_saved_before_the_file_was_full_is_said(tmp_path: Path) -> None:
    kept, data = tmp_path / "kept.jsonl", tmp_path / "data.jsonl"
    data.write_text('{"activity": "Forum", "voice": "told"}\n' * 2_000, encoding="utf-8")
    for blocks in (0, 64):
        line = f"ulimit -f {blocks}; {sys.executable} -B -m coproladder assess {data} --json --save {kept}"
        done = subprocess.run(
            ["sh", "-c", line], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
        )
        records = [*map(json.loads, kept.read_text(encoding="utf-8").splitlines())]
        said = f"{len(records):,} records were saved before" if records else "nothing was saved"
        assert (done.returncode, done.stdout.count("\n")) == (74, len(records))
        assert done.stderr == f"error: {kept}: this file cannot be written: File too large; {said}\n"
        assert bool(records) == bool(blocks)


def test_the_disk_has_what_is_said_to_be_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, synced = tmp_path / "kept.jsonl", []
    monkeypatch.setattr(os, "fsync", lambda number: synced.append(stat.filemode(os.fstat(number).st_mode)[0]))
    append_lines(str(kept), [b"{}\n", b"{}\n"])
    append_lines(str(kept), [b"{}\n"])
    assert synced == ["-", "d", "-"]


def test_a_long_stream_is_kept_by_the_disk_now_and_then_and_at_its_end(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, kept, synced = b'{"activity": "Forum", "voice": "told"}\n' * 2_000, tmp_path / "kept.jsonl", []
    monkeypatch.setattr(os, "fsync", lambda number: synced.append(os.fstat(number).st_size))
    monkeypatch.setattr("coproladder.commands.place.SYNC_EVERY", 1_000)
    assert command("assess", "--json", "--save", str(kept), data=data).code == 0
    first, _, last = synced
    assert 0 < first < last == kept.stat().st_size


def test_what_the_disk_does_not_keep_is_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_bytes(b"{}\n")

    def fail(number: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WriteError, match="cannot be written: Input/output error"):
        append_lines(str(kept), [b"{}\n"])
    assert kept.read_bytes() == b"{}\n"


def test_a_device_may_take_what_is_saved(command: Command) -> None:
    assert command("assess", "--json", "--answer", "voice=told", "--save", os.devnull).code == 0


def test_an_existing_file_keeps_its_mode(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.touch(mode=0o640)
    kept.chmod(0o640)
    assert append_lines(str(kept), [b"{}\n"])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640


def test_nothing_is_saved_where_a_person_leaves(command: Command, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    assert command("assess", "--save", str(kept), typed="1\nq\n").code == 66
    assert not kept.exists()


def test_saved_answers_are_said_to_be(command: Command, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    done = command("assess", "--plain", "--quick", "--save", str(kept), typed="\n1\n\n")
    assert f"Your answers were added to {kept}.\n" in done.err


def test_one_file_is_not_taken_for_two_things(command: Command, tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text('{"voice": "told"}\n', encoding="utf-8")
    new, link = str(tmp_path / "new"), str(tmp_path / "link")
    os.link(data, link)
    for fault, options in (
        ("is being read", ["--save", str(data)]),
        ("is being read", ["--save", link]),
        ("is being read", ["--rejects", link, "--force"]),
        ("is being read", ["--output", link, "--force"]),
        ("two outputs have this name", ["--save", new, "--output", new]),
        ("two outputs have this name", ["--rejects", new, "--output", new]),
    ):
        done = command("assess", str(data), "--json", *options)
        assert (done.code, done.out, done.err.count("\n")) == (73, "", 1)
        assert fault in done.err
    assert data.read_text(encoding="utf-8") == '{"voice": "told"}\n'
    assert not Path(new).exists()


def test_nothing_is_saved_where_the_format_is_for_one(command: Command, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    assert command("assess", "examples/two-views.json", "-f", "svg", "--save", str(kept)).code == 2
    assert not kept.exists()


WRITER = """
import sys
from coproladder.base.files import append_lines
for number in range(300):
    append_lines(sys.argv[1], [b'{"activity":"%s %d"}\\n' % (sys.argv[2].encode() * 40, number)])
"""


def test_eight_writers_at_once_lose_no_line(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(kept), name], cwd=ROOT) for name in "abcdefgh"
    ]
    assert [writer.wait() for writer in writers] == [0] * 8
    names = [json.loads(line)["activity"] for line in kept.read_text(encoding="utf-8").splitlines()]
    assert len(names) == 2_400
    assert len(set(names)) == 2_400


REPORTS = ("examples/activities.csv", "examples/activities.jsonl")


def test_a_kill_at_any_moment_leaves_the_old_report_or_the_new_one(command: Command, tmp_path: Path) -> None:
    """A kill writes nothing more: it leaves what stands there at a line that opens, writes or replaces."""
    target, whole, found = tmp_path / "report.html", [], []
    lines = [("report", source, "-f", "html", "-o", str(target), "--force") for source in REPORTS]
    for line in lines:
        assert command(*line).code == 0
        whole.append(target.read_bytes())

    def trace(frame: FrameType, event: str, value: object) -> Any:
        if frame.f_code.co_name not in ("report", "results", "atomic_file", "_temporary", "_put_in_place"):
            return None
        found.append(whole.index(target.read_bytes()))
        return trace

    usual = sys.gettrace()
    sys.settrace(trace)
    try:
        assert command(*lines[0]).code == 0
    finally:
        sys.settrace(usual)
    # The old one up to some moment, from then on the new one.
    assert found == sorted(found, reverse=True)
    assert (len(found) > 40, found[-1]) == (True, 0)
