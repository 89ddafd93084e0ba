"""Breaks runs of the command in every way that can be tried at once, and prints what came of it.

    python benchmarks/reliability.py [signals] [saves] [mutations] [workbooks] [yaml] [--times 1]

Each table is a name; without one all are run. `--times` says how many times as much is tried. It ends with 1
where something was lost, half written, or told as a fault of ours. Unix only.
"""

import argparse
import io
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parents[1] / "tests" / "reading"))
from workbooks import ods, xlsx

RANDOM = Random(20261129)
COMMAND = [sys.executable, "-m", "coproladder"]
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
CODES = {0, 2, 3, 4, 65, 66, 73, 74, 78}
"""What a run may end with that meets bad input; 1 is a crash, and 70 a fault of ours."""

MEASURE = """import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""
"""Runs a command from a small process: what a process starts counts the memory of that one as its own."""

MOST_SECONDS = 30
ROOT = Path(__file__).parents[1]
RECORD = {"activity": "Forum", "voice": "told", "influence": "some"}
FAULTS: list[str] = []


class Ended:
    """A run that has ended: its code, its standard error, its seconds, and the most memory it had, in MB."""

    def __init__(self, *arguments: str) -> None:
        start = time.perf_counter()
        line = [sys.executable, "-c", MEASURE, *COMMAND, *arguments]
        measured = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, check=True)
        self.errors = measured.stderr.decode(errors="replace")
        self.code, kilobytes = map(int, measured.stdout.split())
        self.seconds, self.memory = time.perf_counter() - start, kilobytes / 1024
        if self.code not in CODES or "Traceback" in self.errors or self.seconds > MOST_SECONDS:
            FAULTS.append(f"{arguments[:4]}: code {self.code}, {self.seconds:.0f} s: {self.errors[-200:]}")


def told(name: str, runs: list[Ended]) -> None:
    """Print what many runs came to."""
    codes = ", ".join(
        f"{count} x {code}" for code, count in sorted(Counter(each.code for each in runs).items())
    )
    slowest, largest = max(each.seconds for each in runs), max(each.memory for each in runs)
    print(f"{name}: {len(runs)} runs: {codes}; {slowest:.1f} s and {largest:.0f} MB at the most")


def strike(child: "subprocess.Popen[bytes]", seconds: float) -> Counter[str]:
    """Send some signal to a process after a part of so many seconds, and tell what came of it.

    Python itself answers Ctrl-C with a traceback before the first line of ours runs, which is counted.
    """
    time.sleep(RANDOM.random() * seconds)
    there, number = child.poll() is None, RANDOM.choice(SIGNALS)
    child.send_signal(number)
    errors = child.communicate()[1].decode(errors="replace")
    early = errors.rstrip().endswith("KeyboardInterrupt")
    if ("Traceback" in errors and not early) or not (early or child.returncode in (0, -number, 128 + number)):
        FAULTS.append(f"{child.args!r}: code {child.returncode} after signal {number}: {errors[-200:]}")
    return Counter(hit=there, early=early)


def signals(times: int) -> None:
    """Strike runs that write a file: it is the old one, the new one whole, or not there."""
    data = Path("data.jsonl")
    data.write_text(f"{json.dumps(RECORD)}\n" * 20_000)
    left, struck, counts = 0, Counter[str](), Counter[str]()
    for line in (["assess", "data.jsonl", "--json"], ["report", "data.jsonl", "-f", "html"], ["form"]):
        start = time.perf_counter()
        subprocess.run([*COMMAND, *line, "-o", "whole", "--force"], check=True, stderr=subprocess.DEVNULL)
        seconds, whole = time.perf_counter() - start, Path("whole").read_bytes()
        for at in range(80 * times):
            target, force = Path(f"out-{at}"), ["--force"] * (at % 2)
            if force:
                target.write_bytes(b"old")
                target.chmod(0o640)
            child = subprocess.Popen([*COMMAND, *line, "-o", str(target), *force], stderr=subprocess.PIPE)
            struck += strike(child, seconds)
            found = target.read_bytes() if target.exists() else None
            kind = {whole: "whole", b"old": "old", None: "none"}.get(found, "half")
            counts[kind] += 1
            if kind == "half" or (force and (kind == "none" or target.stat().st_mode & 0o777 != 0o640)):
                FAULTS.append(f"{line}: {target} is {kind} after a signal")
            target.unlink(missing_ok=True)
            left += len(remains := [*Path().glob(".*.tmp")])
            for each in remains:
                each.unlink()
    print(
        f"signals: {sum(counts.values())} runs, {struck['hit']} hit, {struck['early']} before our first line:"
        f" {dict(counts)}, {left} spare files left"
    )


def saves(times: int) -> None:
    """Strike runs that save: each record is there once and in order, and no result without its record."""
    rounds = lost = doubled = torn = unsaved = 0
    struck = Counter[str]()
    for writers in (1, 2, 8):
        for _ in range(10 * times):
            rounds += 1
            kept = Path("kept.jsonl")
            kept.unlink(missing_ok=True)
            children = []
            for writer in range(writers):
                lines = [json.dumps(RECORD | {"activity": f"{writer} {at}"}) for at in range(6_000)]
                Path(f"in-{writer}").write_text("\n".join(lines) + "\n")
                with open(f"in-{writer}", "rb") as given, open(f"out-{writer}", "wb") as results:
                    line = [*COMMAND, "assess", "-", "--json", "--save", str(kept)]
                    children.append(
                        subprocess.Popen(line, stdin=given, stdout=results, stderr=subprocess.PIPE)
                    )
            for child in children:
                struck += strike(child, 0.6)
            seen: dict[int, list[int]] = {}
            for line_kept in kept.read_bytes().splitlines() if kept.exists() else ():
                try:
                    writer, at = map(int, json.loads(line_kept)["activity"].split())
                    seen.setdefault(writer, []).append(at)
                except ValueError:
                    torn += 1
            for writer in range(writers):
                numbers = seen.get(writer, [])
                doubled += len(numbers) - len({*numbers})
                lost += numbers != [*range(len(numbers))]
                unsaved += Path(f"out-{writer}").read_bytes().count(b"\n") > len(numbers)
    print(
        f"saves: {rounds} rounds, {struck['hit']} hit, {struck['early']} before our first line: "
        f"{lost} lost, {doubled} doubled, {torn} torn, {unsaved} not saved"
    )
    if lost or doubled or unsaved:
        FAULTS.append("saves: see above")


def mutated(data: bytes) -> bytes:
    """Return data with some bytes taken out, doubled, changed or moved."""
    for _ in range(RANDOM.randint(1, 4)):
        at, end = sorted(RANDOM.randrange(len(data) + 1) for _ in range(2))
        end = min(end, at + RANDOM.choice((1, 2, 8, 1000)))
        some = RANDOM.choice(
            (b"", data[at:end] * 2, RANDOM.randbytes(end - at), b"\x00", b'"', b"\xff", b"{[&*!")
        )
        data = data[:at] + some + data[end:]
    return data or b" "


def mutations(times: int) -> None:
    """Read input of each format, and ladders, of which something was changed at random."""
    rows = [["activity", "voice", "influence"], *([f"A{at}", "told", "some"] for at in range(30))]
    records = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    inputs = {
        "a.json": json.dumps(records, indent=1).encode(),
        "a.jsonl": "\n".join(map(json.dumps, records)).encode(),
        "a.csv": "\n".join(map(",".join, rows)).encode(),
        "a.yaml": "".join(f"- {json.dumps(each)}\n" for each in records).encode(),
        "a.xlsx": xlsx({"S": rows}),
        "a.ods": ods({"S": rows}),
        "ladder.yaml": (ROOT / "examples" / "arnstein.yaml").read_bytes(),
    }
    for name, data in inputs.items():
        line = ["check", name] if name == "ladder.yaml" else ["assess", name, "--json", "--keep-extra"]
        runs = []
        for _ in range(40 * times):
            Path(name).write_bytes(mutated(data))
            runs.append(Ended(*line))
        told(f"mutations of {name}", runs)


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            part = old.read(each)
            # What tells the kind of an .ods is not compressed.
            new.writestr(each, change(part) if each.filename == name else part, each.compress_type)
    return made.getvalue()


def hostile_workbooks() -> Iterator[bytes]:
    """Yield workbooks that ask for much, lead elsewhere, or are cut, packed or built in odd ways."""
    rows = [["activity", "voice"], ["Forum", "told"]]
    sheet, content = "xl/worksheets/sheet1.xml", "content.xml"
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "%s">]>' % (b"&b;" * 10)
    for data, part in ((xlsx({"S": rows}), sheet), (ods({"S": rows}), content)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
        for name in names:
            yield changed(data, name, lambda text: b"")
            yield changed(data, name, lambda text: text[: len(text) // 2])
            yield changed(data, name, lambda text: text + b"<a>" * 200_000)
            yield changed(data, name, lambda text: entity + text.replace(b"Forum", b"&a;"))
            yield changed(data, name, lambda text: RANDOM.randbytes(len(text)))
        yield changed(data, part, lambda text: text.replace(b"Forum", b"x" * 60_000_000))
        yield changed(data, part, lambda text: text + b" " * 90_000_000)
        for at in (10, len(data) // 2, len(data) - 30):
            yield data[:at]
    for place in ("XFD1048576", "A1048576", "ZZZZZZ99999999999", "A0", "-1"):
        cell = f'<row r="9"><c r="{place}"><v>1</v></c></row>'
        yield xlsx({"S": rows}, extra=cell)
    yield xlsx({"S": rows}, extra='<row><c t="s"><v>999999999</v></c></row>')
    yield xlsx({f"S{at}": rows for at in range(300)})


def workbooks(times: int) -> None:
    """Read hostile workbooks."""
    runs = []
    for data in hostile_workbooks():
        Path("a.xlsx").write_bytes(data)
        runs.append(Ended("assess", "a.xlsx", "--json"))
        if "root:" in runs[-1].errors:
            FAULTS.append("workbooks: a file from outside was shown")
    told("workbooks", runs)


def yaml(times: int) -> None:
    """Check hostile YAML as a ladder, and read it as activities."""
    bombs = "a0: &a [x]\n" + "".join(f"a{at}: &b{at} [*a, *a]\n" for at in range(30))
    hostile = [
        *(
            bombs,
            "!!python/object/apply:os.system ['id']",
            "a: !x y",
            "<<: {a: 1}",
            "a: 1\na: 2",
            "? [a]\n: b",
        ),
        *("[" * 10**count for count in range(1, 7)),
        *("- " * 10**count for count in range(1, 6)),
        *("{a: " * 10**count for count in range(1, 6)),
        *("a:\n" + " b:\n" * 10, "\t", "%YAML 99999999999.1\n---\na", '"\\UFFFFFFFF"', '"\\ud800"', "\x00"),
        *("a: " + "9" * 10**count for count in range(3, 6)),
        "".join(f"k{at}: 1\n" for at in range(90_000)),
        "".join(f"- {{k{at}: 1}}\n" for at in range(60_000)),
        *(
            "---\na\n---\nb",
            "'",
            '"',
            "|",
            ">",
            "&",
            "*a",
            "@",
            "`",
            "a: b: c",
            "#" * 2_000_000,
            "é" * 499_999,
        ),
    ]
    for line in (["check", "a.yaml"], ["assess", "a.yaml", "--json"]):
        runs = []
        for text in hostile:
            Path("a.yaml").write_text(text, encoding="utf-8")
            runs.append(Ended(*line))
        told(f"yaml by {line[0]}", runs)


TABLES = (signals, saves, mutations, workbooks, yaml)


def main() -> None:
    """Run the tables that are named, each in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", metavar="TABLE")
    parser.add_argument("--times", type=int, default=1)
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for table in TABLES:
        if not given.tables or table.__name__ in given.tables:
            with tempfile.TemporaryDirectory() as folder:
                os.chdir(folder)
                table(given.times)
                os.chdir(ROOT)
    print("\n".join(FAULTS) or "no fault")
    sys.exit(bool(FAULTS))


if __name__ == "__main__":
    main()
