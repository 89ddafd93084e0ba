"""Whole processes: streams that are closed, full or gone, signals, and encodings."""

import json
import os
import signal
import subprocess
import sys
import time
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


def shell(
    line: str, kind: str = "sh", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [kind, "-c", line.replace("CMD", " ".join(COPROLADDER))],
        cwd=ROOT,
        env={**clean_environment(), **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"])
def environment(request: pytest.FixtureRequest) -> dict[str, str]:
    """Run Python as usual, and as most containers do: then it may write a part and say nothing."""
    return {"PYTHONUNBUFFERED": request.param}


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
def test_one_line_where_a_stream_is_full_or_closed(
    line: str, ends: tuple[int, str], environment: dict[str, str], tmp_path: Path
) -> None:
    done = shell(f"CMD {line}".replace("FILE", str(tmp_path / "file")), environment=environment)
    assert (done.returncode, done.stderr) == ends
    assert list(tmp_path.iterdir()) == []


def test_practice_with_nobody_to_ask_ends_with_66() -> None:
    done = shell("CMD practise <&-")
    assert (done.returncode, done.stdout) == (66, "")
    assert done.stderr.endswith("error: standard input is closed, and there is nobody to ask\n")


WRITING = {
    "records": "assess DATA --json",
    "table": "assess DATA -f csv",
    "text": "assess DATA --plain",
    "page": "report DATA -f html",
    "record": "report DATA --json",
    "form": "form",
    "guide": "guide --all -f html",
    "ladder": "show -f yaml",
}


@pytest.mark.skipif(os.name == "nt", reason="ulimit is a command of Unix shells")
@pytest.mark.parametrize("name", WRITING)
def test_74_where_not_all_of_the_output_fits(name: str, environment: dict[str, str], tmp_path: Path) -> None:
    data, out = tmp_path / "data.jsonl", tmp_path / "out"
    data.write_text('{"activity": "Forum", "voice": "told"}\n' * 300, encoding="utf-8")
    line = f"ulimit -f 16; CMD {WRITING[name]} > {out}".replace("DATA", str(data))
    # Or compiled files would be cut short too.
    done = shell(line, environment={**environment, "PYTHONDONTWRITEBYTECODE": "1"})
    assert done.returncode == 74
    assert "error: the output could not be written: File too large" in done.stderr


@pytest.mark.parametrize("stream", ["2>&-", "2>/dev/full"])
def test_results_come_where_standard_error_is_closed_or_full(
    stream: str, environment: dict[str, str]
) -> None:
    data = 'printf \'{"voice": 1}\\n{"voice": "told"}\\n\''
    done = shell(f"{data} | CMD assess --plain {stream}", environment=environment)
    assert (done.returncode, "Rung 3 of 7" in done.stdout) == (3, True)


def test_a_pipe_that_does_not_block_is_written_to_and_read_to_its_end(environment: dict[str, str]) -> None:
    """As other programs leave their pipes: with nothing to read yet, or no room to write."""
    reading, writing = os.pipe()
    reading_out, writing_out = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing_out, False)
    process = subprocess.Popen(
        [*COPROLADDER, "assess", "-", "--json"],
        cwd=ROOT,
        env={**clean_environment(), **environment},
        stdin=reading,
        stdout=writing_out,
    )
    for end in (reading, writing_out):
        os.close(end)
    record = b'{"activity": "Forum", "voice": "told"}\n'
    with open(writing, "wb") as source, open(reading_out, "rb") as results:
        source.write(record)
        source.flush()
        assert results.readline().startswith(b'{"activity":"Forum"')
        # More than a pipe holds comes back before any of it is taken.
        source.write(record * 400)
        source.close()
        time.sleep(0.3)
        assert len(results.readlines()) == 400
    assert process.wait() == 0


@pytest.mark.parametrize("arguments", COMMANDS)
def test_141_and_silence_where_the_reader_is_gone(arguments: list[str], environment: dict[str, str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COPROLADDER, *arguments],
        cwd=ROOT,
        env={**clean_environment(), **environment},
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
    assert done.stderr.endswith(": this file is being read; choose another name to write to\n")
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


ENDS = [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
if hasattr(os, "O_TMPFILE"):
    ENDS.append((signal.SIGKILL, -9))


@pytest.mark.parametrize(("number", "code"), ENDS)
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


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("module", ["coproladder.base.files", "coproladder.commands.console"])
@pytest.mark.parametrize(("number", "code"), ENDS[:2])
def test_a_signal_in_the_midst_of_an_import_ends_it_quietly(module: str, number: int, code: int) -> None:
    half = f"sys.modules[{module!r}] = types.ModuleType('half')"
    begun = "signal.signal(signal.SIGINT, signal.default_int_handler); import coproladder.__main__"
    done = python(f"import os, signal, sys, types; {begun}; {half}; os.kill(os.getpid(), {number})")
    assert (done.returncode, done.stderr) == (code, "")


def test_nothing_is_imported_before_it_is_set_what_signals_do() -> None:
    loaded = "before = {*sys.modules}; import coproladder.__main__; print(*sorted({*sys.modules} - before))"
    assert (
        python(f"import gc, os, signal, sys, types; {loaded}").stdout == "coproladder coproladder.__main__\n"
    )


def test_the_list_of_commands_is_shown_without_loading_them() -> None:
    done = python("import sys; from coproladder.commands.app import run; run([]); print(*sys.modules)")
    assert done.stdout.startswith("Usage: coproladder COMMAND")
    assert not {f"coproladder.commands.{name}" for name in ("assess", "lookup", "match")} & {
        *done.stdout.split()
    }


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
        ("coproladder assess --answer v", ["voice="]),
        ("coproladder assess --answer voice=d", ["voice=discuss", "voice=design"]),
        ("coproladder assess --answer voice = d", ["voice=discuss", "voice=design"]),
        (
            "coproladder assess --answer influence =",
            ["influence=none", "influence=some", "influence=genuine"],
        ),
        ("coproladder assess --answer = influence = n", ["influence=none"]),
        ("coproladder assess --answer called = co-", ["called=co-production", "called=co-design"]),
        ("coproladder assess --answer basis=", ["basis=promised", "basis=happened"]),
        ("coproladder form --answer stage=a", ["stage=analyse"]),
        ("coproladder report --map a", ["activity=", "answered_by="]),
        ("coproladder show --ladder examples/arnstein.yaml p", ["partnership", "placation"]),
        ("coproladder assess --ladder examples/arnstein.yaml --answer flow=t", ["flow=treated", "flow=told"]),
    ],
)
def test_a_shell_is_offered_commands_rungs_and_topics(words: str, offered: list[str]) -> None:
    asked = {"_COPROLADDER_COMPLETE": "complete_bash", "COMP_WORDS": words}
    done = run(environment={**asked, "COMP_CWORD": str(words.count(" "))})
    assert (done.returncode, done.stdout.decode().split()) == (0, offered)


@pytest.mark.parametrize("asked", ["complete_bash", "nonsense", "source_nosuch", "foo_bash", "complete_"])
def test_what_no_shell_asks_is_wrong_use(asked: str) -> None:
    done = run(environment={"_COPROLADDER_COMPLETE": asked})
    assert (done.returncode, done.stdout) == (2, b"")
    said = b"error: _COPROLADDER_COMPLETE is set, as a shell does to complete a command; unset it\n"
    assert done.stderr.endswith(said)


@pytest.mark.parametrize("flag", ["--show-completion", "--install-completion"])
@pytest.mark.parametrize("shell", ["nushell", "csh"])
def test_a_shell_that_is_not_known_is_wrong_use(flag: str, shell: str) -> None:
    done = run(flag, shell)
    said = f'error: {flag}: "{shell}" is not known; name one of bash, zsh, fish, powershell, pwsh\n'
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", said)


@pytest.mark.parametrize(
    ("shell", "mark"),
    [
        ("bash", "complete -o default"),
        ("zsh", "#compdef"),
        ("fish", "complete --command"),
        ("pwsh", "Register-"),
    ],
)
def test_completion_is_for_the_shell_that_is_named(shell: str, mark: str) -> None:
    for words in (["--show-completion", shell], [f"--install-completion={shell}"]):
        done = run(*words)
        assert (done.returncode, mark in done.stdout.decode()) == (0, True)


@pytest.mark.skipif(not which("bash"), reason="bash completes what it has taken apart at =")
def test_bash_completes_an_answer(tmp_path: Path) -> None:
    """As bash does it, with the words that it makes of the line."""
    (tmp_path / "coproladder").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m coproladder "$@"\n')
    (tmp_path / "coproladder").chmod(0o700)
    line = (
        'eval "$(coproladder --show-completion bash)"; COMP_WORDS=(coproladder assess --answer voice = dis); '
        'COMP_CWORD=5; _coproladder_completion coproladder; echo "${COMPREPLY[@]}"'
    )
    done = shell(line, "bash", {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"})
    assert done.stdout == "discuss\n", done.stderr


def test_what_to_add_for_completion_is_printed_and_no_file_of_the_shell_is_touched(
    tmp_path: Path,
) -> None:
    before = "alias été=ls\n".encode("latin-1")
    (tmp_path / ".bashrc").write_bytes(before)
    environment = {"HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = run("--install-completion", "bash", environment=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"complete -o default -F _coproladder_completion coproladder\n")
    assert [file.name for file in tmp_path.iterdir()] == [".bashrc"]
    assert (tmp_path / ".bashrc").read_bytes() == before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to this limit of memory")
@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("assess --input-format json", 74, "error: there is not enough memory; give less at a time"),
        ("report --input-format json", 74, "error: there is not enough memory; give less at a time"),
        ("assess --input-format yaml", 65, "nothing was read: the file is larger than 1 MB"),
    ],
)
def test_one_line_where_memory_does_not_suffice(line: str, code: int, says: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.touch()
    os.truncate(data, 4_000_000_000)
    done = shell(f"ulimit -v 1000000; CMD {line} {data}")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
    assert says in done.stderr


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("form -o loop", 73),
        ("form -o loop --force", 73),
        ("assess examples/activities.csv --json --rejects loop", 73),
        ("assess --answer voice=told --save loop", 73),
        ("assess loop", 66),
        ("show --ladder loop", 78),
    ],
)
def test_a_loop_of_links_is_a_fault_of_the_file(line: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    done = shell(f"CMD {line}".replace("loop", str(tmp_path / "loop")))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
    assert "Too many levels of symbolic links" in done.stderr
