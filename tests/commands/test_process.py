"""Whole processes: streams that are closed, full or gone, signals, and encodings."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest
from conftest import ROOT, Command, clean_environment

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


def shell(line: str, kind: str = "sh") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [kind, "-c", line.replace("CMD", " ".join(COPROLADDER))],
        cwd=ROOT,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


FULL = (
    74,
    "error: the output could not be written: No space left on device; use --output FILE\n",
)
NO_OUTPUT = (
    74,
    "error: standard output is closed; open it, or use --output FILE\n",
)


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("show >/dev/full", FULL),
        ("assess examples/activities.jsonl --json >/dev/full", FULL),
        ("assess examples/activities.jsonl --json --rejects FILE >/dev/full", FULL),
        ("--help >/dev/full", FULL),
        ("--version >/dev/full", FULL),
        ("show >&-", NO_OUTPUT),
        ("--help >&-", NO_OUTPUT),
        ("assess <&-", (66, "error: standard input is closed; name a FILE, or use --answer\n")),
    ],
)
def test_one_line_where_a_stream_is_full_or_closed(line: str, ends: tuple[int, str], tmp_path: Path) -> None:
    done = shell(f"CMD {line}".replace("FILE", str(tmp_path / "file")))
    assert (done.returncode, done.stderr) == ends
    assert list(tmp_path.iterdir()) == []


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


@pytest.mark.parametrize(
    "line",
    [
        "CMD assess DATA --json >> DATA",
        "CMD assess DATA --json >> LINK",
        "CMD assess --json < DATA >> DATA",
        "CMD assess - --json < DATA >> LINK",
        "CMD assess /dev/stdin --json < DATA >> DATA",
        "CMD assess LINK --json --output /dev/stdout >> DATA",
        "CMD report DATA -f json >> DATA",
        "CMD report - -f json --output DATA --force < DATA",
        "CMD report examples/activities.csv LINK >> DATA",
        "CMD report - examples/activities.csv < LINK >> DATA",
        "cp examples/arnstein.yaml LADDER; CMD report DATA --ladder LADDER >> LADDER",
    ],
)
def test_73_where_the_shell_leads_results_into_their_own_input(line: str, tmp_path: Path) -> None:
    data, link = tmp_path / "data", tmp_path / "link"
    data.write_text('{"voice": "told"}\n', encoding="utf-8")
    os.link(data, link)
    names = {"DATA": data, "LINK": link, "LADDER": tmp_path / "ladder"}
    for name, file in names.items():
        line = line.replace(name, str(file))
    done = shell(line)
    assert done.returncode == 73
    assert done.stderr.endswith(": it is being read; write to another file\n")
    assert done.stderr.count("\n") == 1
    assert data.read_text(encoding="utf-8") == '{"voice": "told"}\n'


def test_73_where_the_shell_has_emptied_the_input(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.write_text('{"voice": "told"}\n', encoding="utf-8")
    assert shell(f"CMD assess --json < {data} > {data}").returncode == 73


@pytest.mark.parametrize(
    "line",
    [
        "echo '{}' | CMD assess --json | cat",
        "CMD assess --json --answer voice=told < DATA >> DATA",
        "CMD assess /dev/null --json > /dev/null",
        "CMD assess - --json < /dev/null > /dev/null",
    ],
)
def test_0_where_input_and_output_are_no_one_file(line: str, tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    assert shell(line.replace("DATA", str(tmp_path / "data"))).returncode == 0


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("CMD show --plain --full --output /dev/stdout | cat", ""),
        ("CMD show --plain --full --output /dev/stderr 2>&1 >/dev/null", ""),
        ("CMD show --plain --full --output /dev/fd/3 3>&1 >/dev/null | cat", ""),
        ("CMD show --plain --full --output /dev/stdout > FILE; cat FILE", ""),
        ("echo first > FILE; CMD show --plain --full --output /dev/stdout >> FILE; cat FILE", "first\n"),
    ],
)
def test_what_the_shell_has_opened_is_written_to_by_its_name(
    line: str, first: str, tmp_path: Path, command: Command
) -> None:
    done = shell(line.replace("FILE", str(tmp_path / "file")))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == first + command("show", "--plain", "--full").out


@pytest.mark.skipif(not which("bash"), reason="sh has no >(...)")
def test_a_process_of_the_shell_takes_the_output(command: Command) -> None:
    done = shell(
        "{ CMD show --plain --full --output >(cat >&3; echo end >&3) >/dev/null; } 3>&1 | cat", "bash"
    )
    assert done.stderr == ""
    assert done.stdout == command("show", "--plain", "--full").out + "end\n"


@pytest.mark.skipif(not which("bash"), reason="sh has no >(...)")
@pytest.mark.parametrize("command", ["assess DATA --json", "assess DATA --plain", "report DATA -f html"])
def test_141_and_silence_where_a_process_of_the_shell_ends_early(command: str, tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text('{"voice": "told"}\n' * 5000, encoding="utf-8")
    line = f"CMD {command} --output >(exec <&-)".replace("DATA", str(data))
    done = shell(line, "bash")
    assert (done.returncode, done.stdout, done.stderr) == (141, "", "")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_while_reading_ends_it_at_once_and_quietly(number: int, code: int, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    # Where the suite runs in the background of a shell, SIGINT is ignored by all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
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
def test_any_encoding_of_the_output_will_do(environment: dict[str, str], command: Command) -> None:
    data = json.dumps({"activity": NAME, "voice": "told"}).encode()
    shown = run("assess", data=data, environment=environment)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"Si" in shown.stdout
    assert b"\x1b" not in shown.stdout
    machine = run("assess", "--json", data=data, environment=environment)
    assert machine.stdout.decode() == command("assess", "--json", data=data).out
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
        "import sys, coproladder.commands.app as running\n"
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
        ("coproladder show --format s", ["svg"]),
        ("coproladder questions --format XML --format j", ["json", "json-schema"]),
        ("coproladder report --input-format j", ["json", "jsonl"]),
    ],
)
def test_a_shell_is_offered_commands_rungs_and_topics(words: str, offered: list[str]) -> None:
    asked = {"_COPROLADDER_COMPLETE": "complete_bash", "COMP_WORDS": words}
    done = run(environment={**asked, "COMP_CWORD": str(words.count(" "))})
    assert (done.returncode, done.stdout.decode().split()) == (0, offered)
