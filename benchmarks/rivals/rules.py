"""Says the rules of the ladder in a form from which each rival's own expression is built.

    python benchmarks/rivals/rules.py > RULES

The rivals read that file, so that none of them pays for loading the ladder.
"""

import json
import sys
from pathlib import Path
from typing import NamedTuple

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
    """Return what the command line asks for: IN OUT RULES."""
    source, output, rules = sys.argv[1:4]
    return Task(source, output, json.loads(Path(rules).read_bytes()))


def questions(rules: Rules) -> list[str]:
    """Return the ids of the questions on which any rung depends."""
    return [*dict.fromkeys(question for _, needs in rules for question in needs)]


def all_met(needs: dict[str, list[str]], equal: str, either: str, both: str) -> str:
    """Return the text of a condition that holds where every need is met; `equal` as in "{} == {}"."""
    met = (
        f" {either} ".join(equal.format(question, json.dumps(answer)) for answer in answers)
        for question, answers in needs.items()
    )
    return f" {both} ".join(f"({any_of})" for any_of in met) or "true"


if __name__ == "__main__":
    print(json.dumps(ladder_rules()))
