"""Measures how long commands take to start, beside a bare interpreter and the imports they need.

    python benchmarks/start.py [RUNS]

Each command is a whole process. In every round each one runs once, in turn, so that a machine whose
speed drifts slows all of them alike; a ratio is the median of the ratios of the rounds.
"""

import compileall
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import coproladder

PYTHON = [sys.executable]
EXAMPLE = str(Path(__file__).parents[1] / "examples" / "activity.json")
COMMANDS = {
    "bare interpreter": [*PYTHON, "-c", "pass"],
    "import typer, yaml, rich.console": [*PYTHON, "-c", "import typer, yaml, rich.console"],
    "show": [*PYTHON, "-m", "coproladder", "show"],
    "import typer, yaml, msgspec": [*PYTHON, "-c", "import typer, yaml, msgspec"],
    "assess --json": [*PYTHON, "-m", "coproladder", "assess", "--json", EXAMPLE],
}
BOUNDS = {
    ("show", "import typer, yaml, rich.console"): 1.30,
    ("assess --json", "import typer, yaml, msgspec"): 1.22,
}


def measure(runs: int) -> dict[str, list[float]]:
    """Return the milliseconds that each command took in each round, after one round not counted."""
    # As an installed package is: compiled, whatever the environment says of writing bytecode.
    compileall.compile_dir(Path(coproladder.__file__).parent, quiet=1)
    quiet = {**os.environ, "COPROLADDER_PLAIN": "", "TERM": "xterm"}
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs + 1):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=quiet)
            taken[name].append((time.perf_counter() - start) * 1000)
    return {name: times[1:] for name, times in taken.items()}


def main() -> None:
    """Print each command's median and range, then the ratios beside their bounds."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    taken = measure(runs)
    print(f"{runs} rounds, Python {sys.version.split()[0]}; milliseconds: median (least to most)")
    for name, times in taken.items():
        print(f"{name:34} {median(times):6.1f} ({min(times):.1f} to {max(times):.1f})")
    for (command, imports), bound in BOUNDS.items():
        ratio = median(one / other for one, other in zip(taken[command], taken[imports], strict=True))
        print(f"{command} / {imports}: {ratio:.2f} (at most {bound})")


if __name__ == "__main__":
    main()
