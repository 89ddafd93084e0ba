"""Writes forms for the checks in a browser, and what the classifier makes of every set of answers."""

import json
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import yaml
from pages import HOSTILE

from coproladder.commands.app import run
from coproladder.ladder.load import load_ladder
from coproladder.ladder.records import Ladder

sys.path.append(str(Path(__file__).parents[1]))
from translation import write_translation

CASES = Path(__file__).parents[1] / "cases"


def every_record(ladder: Ladder) -> Iterator[dict[str, str]]:
    """Yield each set of answers with each claim at each stage; what is not known is left out."""
    answers = [
        (question.id, [None, *(each.id for each in question.answers)]) for question in ladder.questions
    ]
    claims = ("called", [None, *(rung.id for rung in ladder.rungs)])
    stages = ("stage", [None, *(stage.id for stage in ladder.stages)])
    names, values = zip(*answers, claims, stages, strict=True)
    for combination in product(*values):
        yield {name: value for name, value in zip(names, combination, strict=True) if value}


def hostile_ladder() -> dict[str, Any]:
    """Return the small ladder with names, words and ids that all want to be more than text."""
    ladder: dict[str, Any] = yaml.safe_load((CASES / "small.yaml").read_text(encoding="utf-8"))
    whole = f"{' '.join(HOSTILE)} {'a' * 10_000}"
    ladder["about"] |= {"name": HOSTILE[3], "summary": {"standard": whole}, "credit": {"standard": whole}}
    for question in ladder["questions"]:
        for answer in question["answers"]:
            answer["words"] = {"standard": f"{answer['id']} {whole}", "easy": HOSTILE[0] + answer["id"]}
    for rung, text in zip(ladder["rungs"], HOSTILE[:2], strict=True):
        rung |= {"name": text, "summary": {"standard": whole}}
    ladder["questions"][1] |= {
        "id": "constructor",
        "words": {"standard": HOSTILE[1]},
        "help": {"standard": whole},
    }
    ladder["rungs"][1]["needs"] = {"voice": "lead", "constructor": "both"}
    ladder["notes"] = [
        {"id": "always", "words": {"standard": whole}, "when": [{}], "headline": {"standard": HOSTILE[2]}}
    ]
    return ladder


def write(folder: Path, name: str, *options: str) -> None:
    """Write a form as the command does."""
    if code := run(["form", "--output", str(folder / f"{name}.html"), *options]):
        sys.exit(code)


def main() -> None:
    """Write everything into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    hostile = folder / "hostile.yaml"
    hostile.write_text(json.dumps(hostile_ladder()), encoding="utf-8")
    arnstein = CASES.parents[1] / "examples" / "arnstein.yaml"
    ladders = {"built-in": None, "small": CASES / "small.yaml", "arnstein": arnstein, "hostile": hostile}
    for name, file in ladders.items():
        options = ["--ladder", str(file)] if file else []
        write(folder, name, *options)
        lines = (json.dumps(record) for record in every_record(load_ladder(file)))
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        expected = str(folder / f"{name}-expected.jsonl")
        if code := run(["assess", str(folder / f"{name}.jsonl"), "--json", "--output", expected, *options]):
            sys.exit(code)
    write(folder, "translated", "--ladder", str(write_translation(folder)))
    write(
        folder, "preset", "--answered-by", "people who use services", "--answer", "activity=Forum", "--easy"
    )


if __name__ == "__main__":
    main()
