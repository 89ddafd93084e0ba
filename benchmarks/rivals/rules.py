"""Says the rules of the ladder in a form from which each rival's own expression is built.

    python benchmarks/rivals/rules.py > RULES

The rivals read that file, so that none of them pays for loading the ladder.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

Rules = list[tuple[int, dict[str, list[str]]]]
"""For each rung, the highest first: its number, and for each question the ids of the answers that meet it."""


class Task(NamedTuple):
    """What a rival is to do."""

    source: str
    output: str
    rules: Rules


def ladder_rules() -> Rules:
    """Return the rules of the built-in ladder.

    An answer that is not known counts as the least one. So a need that the least one meets is no
    need, and each of the others is met by none but the answers listed.
    """
    from coproladder import load_ladder

    ladder = load_ladder()
    rules: Rules = []
    for rung in reversed(ladder.rungs):
        needs = {}
        for question in ladder.questions:
            answers = [answer.id for answer in question.answers]
            least = answers.index(rung.needs.get(question.id, answers[0]))
            if least:
                needs[question.id] = answers[least:]
        rules.append((rung.number, needs))
    return rules


def task() -> Task:
    """Return what the command line asks for: IN OUT [RULES]."""
    source, output, *rest = sys.argv[1:]
    return Task(source, output, json.loads(Path(rest[0]).read_bytes()) if rest else ladder_rules())


def questions(rules: Rules) -> list[str]:
    """Return the ids of the questions on which any rung depends."""
    return [*dict.fromkeys(question for _, needs in rules for question in needs)]


def as_ternary(rules: Rules) -> str:
    """Return one expression for the rung, in the syntax that zen and rule-engine have in common."""
    expression = "0"
    for number, needs in reversed(rules):
        expression = f"({all_met(needs, '{} == {}', 'or', 'and')}) ? {number} : ({expression})"
    return expression


def as_json_logic(rules: Rules) -> dict[str, Any]:
    """Return the rung as one JsonLogic rule."""
    branches: list[Any] = []
    for number, needs in rules:
        met = [{"in": [{"var": question}, answers]} for question, answers in needs.items()]
        branches += [{"and": met}, number]
    return {"if": [*branches, 0]}


def all_met(needs: dict[str, list[str]], equal: str, either: str, both: str) -> str:
    """Return the text of a condition that holds where every need is met; `equal` as in "{} == {}"."""
    met = (
        f" {either} ".join(equal.format(question, json.dumps(answer)) for answer in answers)
        for question, answers in needs.items()
    )
    return f" {both} ".join(f"({any_of})" for any_of in met) or "true"


def place_each(task: Task, place: Callable[[dict[str, Any]], Any]) -> None:
    """Write every record of JSON Lines with the rung at which `place` puts its answers, one by one.

    The reading and writing is the fastest there is for Python, so that the engine is what is measured.
    """
    import msgspec

    asked = questions(task.rules)
    decode, encode = msgspec.json.Decoder(dict[str, Any]).decode, msgspec.json.Encoder().encode
    with open(task.source, "rb") as lines, open(task.output, "wb") as output:
        for line in lines:
            record = decode(line)
            record["rung"] = int(place({question: record.get(question) for question in asked}))
            output.write(encode(record) + b"\n")


if __name__ == "__main__":
    print(json.dumps(ladder_rules()))
