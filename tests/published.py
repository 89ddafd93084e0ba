"""Published activities, each with the rungs that its source allows, and how the rules do on them.

    python tests/published.py

prints the figures that `coproladder guide cases` gives.
"""

import json
import sys
from pathlib import Path
from typing import Any

from coproladder.ladder.load import load_ladder
from coproladder.placing.classify import classify
from coproladder.placing.vocabulary import make_activity

FILE = Path(__file__).parent / "cases" / "published.jsonl"
CASES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
LADDER = load_ladder()


def possible(case: dict[str, Any]) -> set[int]:
    """Return the numbers of the rungs that the answers to a case leave open; 0 is off the ladder."""
    found = classify(LADDER, make_activity(LADDER, case["answers"]))
    low, high = (rung.number if rung else 0 for rung in (found.rung, found.highest_possible))
    return {*range(low, high + 1)}


def meeting() -> int:
    """Return how many cases leave open a rung that the source allows."""
    return sum(bool(possible(case) & {*case["expected_rung"]}) for case in CASES)


def within() -> int:
    """Return how many cases leave no rung open but those that the source allows."""
    return sum(possible(case) <= {*case["expected_rung"]} for case in CASES)


if __name__ == "__main__":
    sys.stdout.write(
        f"{len(CASES)} published activities. In {meeting()}, our rungs and the source's overlap. "
        f"In {within()}, every rung of ours is one that the source allows too.\n"
    )
