"""Makes varied records of activities, the same ones each time, as JSON Lines and as CSV.

    python benchmarks/rivals/records.py COUNT STEM [nulls]

writes STEM.jsonl and STEM.csv. What is missing is left out of the JSON, or null with `nulls`; in CSV
its cell is empty.
"""

import csv
import json
import sys
from random import Random

from coproladder import Ladder, load_ladder

SEED = 20260504
PLACES = ("Riverside", "Northfield", "St Anne's", "High Street", "Oakwood", "Harbour", "Mill Lane")
OTHER_PLACES = ("Café Élan", "Señora Núñez House", "Łódź Street", "Pant-y-Môr")
KINDS = ("carers' forum", "day centre review", "tenants' panel", "recovery college", "lunch club")
WHO = ("staff", "people who use services", "coder 1", "coder 2", "carers")
WORDS = ("people", "asked", "the", "board", "minutes", "later", "group", "plan", "with", "changed", "no")
MISSING = 0.1


def make_record(random: Random, ladder: Ladder, number: int) -> dict[str, str | None]:
    """Return one record with every field; None where it is missing."""
    places = OTHER_PLACES if random.random() < 1 / 200 else PLACES
    names = [name for rung in ladder.rungs for name in (rung.id, rung.name)]
    date = f"{random.randint(2019, 2026)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    return {
        "activity": f"{random.choice(places)} {random.choice(KINDS)} {number}",
        "date": date[: random.choice((4, 7, 10, 10, 10, 10))],
        "level": random.choice(ladder.levels).id,
        "answered_by": random.choice(WHO),
        "called": random.choice(names) if random.random() < 0.5 else None,
        "comment": make_comment(random) if random.random() < 0.6 else None,
        **make_answers(random, ladder),
    }


def make_comment(random: Random) -> str:
    """Return up to 80 characters of text; a few hold quotation marks and commas."""
    words = random.choices(WORDS, k=random.randint(3, 16))
    if random.random() < 0.1:
        words[1:2] = [f'"{words[1]},', f'{words[2]}",']
    return " ".join(words)[:80].strip()


def make_answers(random: Random, ladder: Ladder) -> dict[str, str | None]:
    """Return answers that mostly go together, as people's do, so that every rung is reached."""
    power = random.random()
    answers: dict[str, str | None] = {}
    for question in ladder.questions:
        rank = int(len(question.answers) * random.gauss(power, 0.15))
        answer = question.answers[min(max(rank, 0), len(question.answers) - 1)]
        answers[question.id] = None if random.random() < MISSING else answer.id
    return answers


def main() -> None:
    """Write both files."""
    count, stem, *nulls = sys.argv[1:]
    random, ladder = Random(SEED), load_ladder()
    with (
        open(f"{stem}.jsonl", "w", encoding="utf-8") as lines,
        open(f"{stem}.csv", "w", encoding="utf-8", newline="") as table,
    ):
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        rows = csv.writer(table, lineterminator="\n")
        for number in range(1, int(count) + 1):
            record = make_record(random, ladder, number)
            if number == 1:
                rows.writerow(record)
            rows.writerow(record.values())
            kept = record if nulls else {field: value for field, value in record.items() if value is not None}
            lines.write(encode(kept) + "\n")


if __name__ == "__main__":
    main()
