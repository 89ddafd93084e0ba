"""Whole processes: streams that are closed, full or gone, signals, and encodings."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, clean_environment

COPROLADDER = [sys.executable, "-m", "coproladder"]
COMMANDS = [["show"], ["assess", "examples/activity.json"], ["assess", "--json", "examples/activity.json"]]
NAME = "Siân 🪜 <\x1b>"


def run(
    *arguments: str, data: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COPROLADDER, *arguments],
        input=data,
        cwd=ROOT,
        env={**clean_environment(), **(environment or {})},
        capture_output=True,
        check=False,
    )


def shell(line: str) -> subprocess.CompletedProcess[str]:
    # Buffered, as on users' machines, whatever this one says.
    environment = clean_environment()
    environment.pop("PYTHONUNBUFFERED", None)
    return subprocess.run(
        ["sh", "-c", line.replace("CMD", " ".join(COPROLADDER))],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    "arguments", ["show", "assess examples/activities.jsonl --json", "--help", "--version"]
)
def test_74_and_one_line_where_the_disk_is_full(arguments: str) -> None:
    done = shell(f"CMD {arguments} >/dev/full")
    assert done.returncode == 74
    assert done.stderr == "error: the output could not be written: No space left on device\n"


def test_74_is_for_standard_output_whatever_else_is_written(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects"
    done = shell(f"CMD assess examples/activities.jsonl --json --rejects {rejects} >/dev/full")
    assert done.returncode == 74
    assert done.stderr == "error: the output could not be written: No space left on device\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", ["show", "--help"])
def test_74_where_standard_output_is_closed(arguments: str) -> None:
    done = shell(f"CMD {arguments} >&-")
    assert (done.returncode, done.stderr) == (74, "error: standard output is closed\n")


def test_66_where_standard_input_is_closed() -> None:
    done = shell("CMD assess <&-")
    assert done.returncode == 66
    assert done.stderr == "error: standard input is closed; name a FILE, or use --answer\n"


def test_results_come_where_standard_error_is_closed() -> None:
    done = shell("CMD show 2>&-")
    assert (done.returncode, "Co-production" in done.stdout) == (0, True)


@pytest.mark.parametrize("arguments", COMMANDS)
def test_141_and_silence_where_the_reader_is_gone(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COPROLADDER, *arguments],
        cwd=ROOT,
        env=clean_environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_while_reading_ends_it_at_once_and_quietly(number: int, code: int, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    process = subprocess.Popen(
        [*COPROLADDER, "assess", "-", "--json", "--output", str(target)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    # A bad record is reported on standard error when all is set up and the output has been opened.
    process.stdin.write(b'{"voice": 1}\n')
    process.stdin.flush()
    assert process.stderr
    assert process.stderr.readline().startswith(b"error: standard input: line 1")
    process.send_signal(number)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (code, b"")
    assert list(tmp_path.iterdir()) == []


def test_each_answer_leaves_before_the_next_record_comes() -> None:
    process = subprocess.Popen(
        [*COPROLADDER, "assess", "--json"],
        cwd=ROOT,
        env=clean_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    for name in ("one", "two"):
        process.stdin.write(json.dumps({"activity": name}).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["activity"] == name
    process.stdin.close()
    process.stdout.close()
    assert process.wait() == 0


ENCODINGS: list[dict[str, str]] = [
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "cp437"},
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]


@pytest.mark.parametrize("environment", ENCODINGS, ids=str)
def test_any_encoding_of_the_output_will_do(environment: dict[str, str]) -> None:
    data = json.dumps({"activity": NAME, "voice": "told"}).encode()
    shown = run("assess", data=data, environment=environment)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"Si" in shown.stdout
    assert b"\x1b" not in shown.stdout
    machine = run("assess", "--json", data=data, environment=environment)
    assert machine.stdout == run("assess", "--json", data=data).stdout
    assert json.loads(machine.stdout)["activity"] == NAME


def test_escapes_in_arguments_reach_no_terminal() -> None:
    done = run("assess", "no\x1b]0;title\x07file")
    assert (done.returncode, b"\x1b" in done.stderr) == (66, False)
    done = run("\x1b[2J")
    assert (done.returncode, b"\x1b" in done.stderr) == (2, False)


def test_import_of_the_package_alone_reads_nothing_heavy() -> None:
    code = "import sys, coproladder; print({'yaml', 'rich', 'typer', 'msgspec'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["show"], {"csv", "jinja2", "coproladder.ladder.guide", "tempfile"}),
        (
            ["assess", "--json", "examples/activity.json"],
            {"csv", "rich", "jinja2", "coproladder.ladder.guide"},
        ),
    ],
    ids=["show", "assess"],
)
def test_a_command_reads_no_more_than_it_needs(arguments: list[str], unwanted: set[str]) -> None:
    code = (
        "import sys, coproladder.commands.run as running\n"
        f"running.run({arguments!r})\n"
        f"sys.stderr.write(repr(sorted({unwanted!r} & set(sys.modules))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == "[]"


def test_public_names_are_what_they_say_whatever_was_imported_before() -> None:
    import coproladder

    names = [name for name in dir(coproladder) if not name.startswith("_")]
    assert {"Activity", "classify", "load_ladder", "make_activity", "read_activities"} <= set(names)
    assert [name for name in names if not (getattr(coproladder, name).__doc__ or "").strip()] == []
    modules = [name for name in names if type(getattr(coproladder, name)).__name__ == "module"]
    assert modules == []
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = coproladder.nothing


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("coproladder show co-", ["co-production", "co-design"]),
        ("coproladder assess --aim e", ["engagement", "educating"]),
        ("coproladder guide s", ["support", "starting-a-group", "success"]),
        ("coproladder pri", ["principles"]),
    ],
)
def test_a_shell_is_offered_commands_rungs_and_topics(words: str, offered: list[str]) -> None:
    asked = {"_COPROLADDER_COMPLETE": "complete_bash", "COMP_WORDS": words}
    done = run(environment={**asked, "COMP_CWORD": str(words.count(" "))})
    assert (done.returncode, done.stdout.decode().split()) == (0, offered)
