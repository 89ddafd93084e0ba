"""Measures `assess` on many records, beside the same command of another checkout.

    python benchmarks/stream.py OTHER_PYTHON [RECORDS ROUNDS]

OTHER_PYTHON is in the environment of the other checkout. Each command runs in both by turns, so that a
machine whose speed drifts slows both alike, after a first round that compiles both and does not count.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

from coproladder import load_ladder

CASES = {
    "one record": ("one.jsonl", "--json"),
    "JSON Lines": ("records.jsonl", "--json"),
    "CSV": ("records.csv", "--format", "csv"),
    "gate": ("records.jsonl", "--json", "--at-least", "4"),
    "list": ("records.json", "--json"),
    "fed back": ("results.jsonl", "--json"),
    "list fed back": ("results.json", "--json"),
}


def make_files(count: int) -> None:
    """Write varied records, the same each time, and the results of this checkout on them."""
    ladder, random = load_ladder(), Random(20260504)
    known = {each.id: [answer.id for answer in each.answers] for each in ladder.questions}
    known |= {"called": [rung.name for rung in ladder.rungs], "comment": ['They said "no", twice.', "Café"]}
    known |= {"date": ["2026", "2026-05", "2026-05-04"], "level": [level.id for level in ladder.levels]}
    rows = [{field: random.choice(["", *some]) for field, some in known.items()} for _ in range(count)]
    with open("records.csv", "w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows([known, *(row.values() for row in rows)])
    lines = [json.dumps({field: value for field, value in row.items() if value}) for row in rows]
    Path("one.jsonl").write_text(lines[0])
    write_json("records", lines)
    run(sys.executable, "records.jsonl", "--json")
    write_json("results", Path("output").read_text().splitlines())


def write_json(stem: str, records: list[str]) -> None:
    """Write records as JSON Lines, and as one list."""
    Path(f"{stem}.jsonl").write_text("\n".join(records))
    Path(f"{stem}.json").write_text("[" + ",\n".join(records) + "]")


def run(python: str, *arguments: str) -> float:
    """Return the seconds that `assess` took, from its start to its output in a file."""
    command = [python, "-m", "coproladder", "assess", *arguments]
    start = time.perf_counter()
    with open("output", "wb") as output:
        code = subprocess.call(command, stdout=output, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start if code in (0, 4) else sys.exit(f"exit {code} from {command}")


def main() -> None:
    """Print the seconds of each command here, and how many times as long as there (median, least to most)."""
    other, (count, rounds) = os.path.abspath(sys.argv[1]), map(int, sys.argv[2:] or (20_000, 5))
    seconds = {}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ.update(PYTHONDONTWRITEBYTECODE="", PYTHONPYCACHEPREFIX=folder)
        make_files(count)
        for name, case in CASES.items():
            both = [(run(sys.executable, *case), run(other, *case)) for _ in range(rounds + 1)][1:]
            seconds[name], ratios = median(here for here, _ in both), sorted(a / b for a, b in both)
            print(f"{name:14}{seconds[name]:6.2f} s {median(ratios):5.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})")
    print(f"fed back / JSON Lines: {seconds['fed back'] / seconds['JSON Lines']:.1f} (at most 8)")


if __name__ == "__main__":
    main()
