"""Measures `assess` on many records, beside the same rules in data engines, in jq and in rule engines.

    python benchmarks/stream.py [--records N] [--rounds N] [--folder DIR] [--memory] [--nulls]

Each figure is of a whole process, from its start to its output in a file. In every round each one runs
once, in turn, so that a machine whose speed drifts slows all of them alike, after one round not counted;
a ratio is the median of the ratios of the rounds. `assess` gives all its reasons, the others numbers only.
Every output is read back: each record has to be where the classifier puts it, or the run ends with 1.
"""

import argparse
import compileall
import datetime
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from textwrap import fill
from typing import NamedTuple

import coproladder

RIVALS = Path(__file__).parent / "rivals"
ASSESS, POLARS, JQ = "coproladder assess", "Polars", "jq"
ENGINES = {
    "zen-engine, decision table": ("zen-engine", "zen_table"),
    "zen-engine, one expression": ("zen-engine", "zen_expression"),
    "json-logic-qubit": ("json-logic-qubit", "json_logic"),
    "datalogic-py (JsonLogic in Rust)": ("datalogic-py", "datalogic"),
    "rule-engine": ("rule-engine", "rule_engine"),
}
ENGINE_RECORDS = 50_000
PACKAGES = ("coproladder", "msgspec", "polars", "duckdb", "jq", *dict(ENGINES.values()))


class Run(NamedTuple):
    """What one process took: seconds, and MiB at its peak."""

    seconds: float
    peak: float


class Contender(NamedTuple):
    """A process to measure: its command reads `source` and writes `output`, itself or as what is `said`."""

    name: str
    package: str
    source: Path
    command: list[str]
    output: Path
    said: bool = False


Runs = dict[str, list[Run]]
"""The runs of each contender, by its name, in the order of the rounds."""


class Bench:
    """A folder for the files, and how processes are run there."""

    def __init__(self, folder: Path, rounds: int, nulls: bool) -> None:
        self.folder, self.rounds, self.nulls = folder, rounds, nulls
        self.rules, self.errors = folder / "rules.json", folder / "errors.txt"
        # As people run it: compiled, and without the settings of whoever measures.
        compileall.compile_dir(Path(coproladder.__file__).parent, quiet=1)
        unset = ("COPROLADDER_", "PYTHONDONTWRITEBYTECODE")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(unset)}
        self.rules.write_bytes(subprocess.check_output([sys.executable, RIVALS / "rules.py"]))

    def records(self, count: int) -> Path:
        """Make records as JSON Lines and as CSV; return the path of both files, less its ending."""
        stem = self.folder / f"records-{count}"
        command = [sys.executable, str(RIVALS / "records.py"), str(count), str(stem)]
        subprocess.run([*command, "nulls"] if self.nulls else command, check=True)
        return stem

    def assess(self, source: Path) -> Contender:
        """Return `assess` on a file of records, to the same format."""
        output_format = "csv" if source.suffix == ".csv" else "json"
        command = [sys.executable, "-m", "coproladder", "assess", str(source), "--format", output_format]
        return Contender(
            ASSESS, "coproladder", source, command, self.folder / f"assess-{source.name}", said=True
        )

    def rival(self, name: str, package: str, module: str, source: Path, *options: str) -> Contender:
        """Return a rival on a file of records, to the same format."""
        output = self.folder / f"{'-'.join((module, *options))}-{source.name}"
        files = map(str, (RIVALS / f"{module}.py", source, output, self.rules))
        return Contender(name, package, source, [sys.executable, *files, *options], output)

    def run(self, command: list[str], said: str | Path = os.devnull) -> Run:
        """Run one process, with its standard output in the file `said`; end with 1 if it fails."""
        timed = [sys.executable, "-S", "-E", str(RIVALS / "timed.py"), str(said), *command]
        with self.errors.open("wb") as errors:
            line = subprocess.check_output(timed, stderr=errors, env=self.environment)
        seconds, peak, code = line.split()
        if int(code):
            sys.exit(f"exit {int(code)} from {' '.join(command)}\n{self.errors.read_text()}")
        return Run(float(seconds), float(peak))

    def measure(self, contenders: list[Contender]) -> Runs:
        """Return the runs of all rounds that count, with the outputs of the last one checked.

        What is not installed is said, and left out.
        """
        able = {each.name: each for each in contenders if version_of(each.package)}
        runs: Runs = {name: [] for name in able}
        for _ in range(self.rounds + 1):
            for name, each in able.items():
                runs[name].append(self.run(each.command, each.output if each.said else os.devnull))
        for each in contenders:
            if each.name not in runs:
                print(f"{each.name}: {each.package} is not installed")
        for each in able.values():
            self.check(each)
        return {name: runs[name][1:] for name in able}

    def check(self, contender: Contender) -> None:
        """End with 1 unless an output has every record that was read, each in its place."""
        lines = contender.source.with_suffix(".jsonl")
        command = [sys.executable, str(RIVALS / "check.py"), str(contender.output), str(lines)]
        checked = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        if checked.returncode:
            sys.exit(f"{contender.name} is wrong: {contender.output}: {checked.stderr.strip()}")
        contender.output.unlink()


def version_of(package: str) -> str | None:
    """Return the version of a package or of jq, None where it is not installed."""
    if package == "jq":
        jq = shutil.which("jq")
        said = subprocess.check_output([jq, "--version"], text=True) if jq else ""
        return said.strip().removeprefix("jq-") or None
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def ratio(runs: Runs, one: str, other: str) -> float:
    """Return how many times as long one took as the other: the median over the rounds."""
    return median(a.seconds / b.seconds for a, b in zip(runs[one], runs[other], strict=True))


def print_bound(runs: Runs, one: str, other: str, bound: str) -> None:
    """Print a ratio beside its bound, where both were measured."""
    if one in runs and other in runs:
        print(f"{one} / {other}: {ratio(runs, one, other):.2f} ({bound})")


def compare(bench: Bench, title: str, contenders: list[Contender]) -> Runs:
    """Measure contenders, print a table and return what was measured."""
    runs = bench.measure(contenders)
    print(f"\n{title:36} {'seconds: median (range)':>28} {'to Polars':>10} {'peak MiB':>9}")
    for name, those in runs.items():
        times = [run.seconds for run in those]
        spread = f"{median(times):.2f} ({min(times):.2f} to {max(times):.2f})"
        to_polars = f"{ratio(runs, name, POLARS):.2f}" if POLARS in runs else ""
        print(f"{name:36} {spread:>28} {to_polars:>10} {max(run.peak for run in those):>9.1f}")
    return runs


def compare_streams(bench: Bench, stem: Path, count: int) -> None:
    """Print the tables of JSON Lines and of CSV, and the bounds that they should keep."""
    lines, table = stem.with_suffix(".jsonl"), stem.with_suffix(".csv")
    contenders = [
        bench.assess(lines),
        bench.rival(POLARS, "polars", "with_polars", lines),
        bench.rival("DuckDB", "duckdb", "with_duckdb", lines),
        bench.rival(JQ, "jq", "with_jq", lines),
    ]
    runs = compare(bench, f"JSON Lines, {count:,} records", contenders)
    print_bound(runs, ASSESS, POLARS, "at most 6")
    print_bound(runs, JQ, ASSESS, "at least 2")
    contenders = [bench.assess(table), bench.rival(POLARS, "polars", "with_polars", table)]
    runs = compare(bench, f"CSV, {count:,} records", contenders)
    print_bound(runs, ASSESS, POLARS, "at most 12")


def compare_engines(bench: Bench, stem: Path, count: int) -> None:
    """Print the time per record of `assess` and of each rule engine, less that of a run on no records."""
    sizes = {ASSESS: count} | dict.fromkeys(ENGINES, min(count, ENGINE_RECORDS))
    stems = stem, bench.records(min(count, ENGINE_RECORDS)), bench.records(0)
    full, fewer, none = (path.with_suffix(".jsonl") for path in stems)

    def engines(source: Path) -> list[Contender]:
        return [
            bench.rival(name, package, "rule_engines", source, engine)
            for name, (package, engine) in ENGINES.items()
        ]

    placing, idle = [bench.assess(full), *engines(fewer)], [bench.assess(none), *engines(none)]
    runs = bench.measure(placing + [each._replace(name=f"{each.name}, idle") for each in idle])
    taken = {
        name: [
            (some.seconds - none.seconds) * 1e6 / size
            for some, none in zip(runs[name], runs[f"{name}, idle"], strict=True)
        ]
        for name, size in sizes.items()
        if name in runs
    }
    print(f"\n{'Record by record':36} {'microseconds a record':>28} {'to assess':>10}")
    for name, times in taken.items():
        to_assess = median(a / b for a, b in zip(times, taken.get(ASSESS, [float("nan")]), strict=False))
        print(f"{name:36} {median(times):>28.2f} {to_assess:>10.2f}")


def compare_sizes(bench: Bench, count: int) -> None:
    """Print the peak memory of `assess` at three sizes."""
    print(f"\n{'assess, peak MiB (at most 40)':36} {'JSON Lines':>28} {'CSV':>20}")
    for size in sorted({50_000, count, 4 * count}):
        stem = bench.records(size)
        runs = [bench.run(bench.assess(stem.with_suffix(ending)).command) for ending in (".jsonl", ".csv")]
        cells = [f"{run.peak:.1f}" for run in runs]
        print(f"{size:<36,} {cells[0]:>28} {cells[1]:>20}")


def main() -> None:
    """Make the records, then print the setting and a table for each comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--records", type=int, default=500_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="keep the files there, instead of in a folder for now")
    parser.add_argument("--memory", action="store_true", help="also measure the peak memory at three sizes")
    parser.add_argument("--nulls", action="store_true", help="write what is missing as null in the JSON")
    given = parser.parse_args()
    print(f"{datetime.date.today()}, {platform.platform()}, {os.cpu_count()} cores")
    versions = (f"{package} {version_of(package) or '-'}" for package in PACKAGES)
    print(fill(f"Python {platform.python_version()}, {', '.join(versions)}; {given.rounds} rounds", 100))
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder.resolve(), given.rounds, given.nulls)
        print(f"No peak is less than that of the process which starts it, {bench.run(['true']).peak:.1f} MiB")
        stem = bench.records(given.records)
        compare_streams(bench, stem, given.records)
        compare_engines(bench, stem, given.records)
        if given.memory:
            compare_sizes(bench, given.records)


if __name__ == "__main__":
    main()
