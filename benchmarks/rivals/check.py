"""Checks that an output puts every record where the classifier does; ends with 1 where it does not.

    python benchmarks/rivals/check.py OUTPUT SOURCE

OUTPUT is JSON Lines or CSV, from `assess` or from a rival; SOURCE the same records as JSON Lines.
"""

import csv
import sys
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from msgspec.json import Decoder

from coproladder import classify, load_ladder, make_activity
from coproladder.ladder.records import Rung


class Place(NamedTuple):
    """Where a record is: its rung, and the highest possible (None: not said); 0 is off the ladder."""

    activity: str
    rung: int
    highest: int | None


def places(file: Path) -> Iterator[Place]:
    """Yield where an output puts each record."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as table:
            for row in csv.DictReader(table):
                yield Place(row["activity"], int(row["rung"] or 0), int(row["highest_possible"] or 0))
        return
    decode = Decoder().decode
    with file.open("rb") as lines:
        for record in map(decode, lines):
            highest = as_number(record["highest_possible"]) if "highest_possible" in record else None
            yield Place(record["activity"], as_number(record["rung"]), highest)


def as_number(rung: dict[str, int] | int | None) -> int:
    """Return a rung's number, as `assess` or a rival says it."""
    return rung["number"] if isinstance(rung, dict) else rung or 0


def true_places(source: Path) -> Iterator[Place]:
    """Yield where the classifier puts each record."""
    ladder = load_ladder()
    ids = [question.id for question in ladder.questions]

    @cache
    def place(*answers: str | None) -> tuple[int, int]:
        found = classify(ladder, make_activity(ladder, dict(zip(ids, answers, strict=True))))
        return place_of(found.rung), place_of(found.highest_possible)

    decode = Decoder().decode
    with source.open("rb") as lines:
        for record in map(decode, lines):
            yield Place(record["activity"], *place(*map(record.get, ids)))


def place_of(rung: Rung | None) -> int:
    """Return a rung's number, 0 for none."""
    return rung.number if rung else 0


def main() -> None:
    """Compare, and say the first difference."""
    pairs = zip_longest(places(Path(sys.argv[1])), true_places(Path(sys.argv[2])))
    for record, (found, wanted) in enumerate(pairs, start=1):
        unsaid = found and wanted and found.highest is None
        if found != (wanted._replace(highest=None) if wanted and unsaid else wanted):
            sys.exit(f"record {record}: {found}, where {wanted} is right")


if __name__ == "__main__":
    main()
