"""Places records one by one with ENGINE: python rule_engines.py IN OUT RULES ENGINE; JSON Lines."""

import json
import sys
from collections.abc import Callable
from typing import Any

import msgspec
from rules import Rules, Task, all_met, questions, task

Answers = dict[str, Any]
Place = Callable[[Answers], Any]


def zen_table(rules: Rules) -> Place:
    """Return zen-engine with the rules as a decision table: the first row that fits gives the rung."""
    import zen  # type: ignore[import-not-found, unused-ignore]

    columns = [{"id": question, "name": question, "field": question} for question in questions(rules)]
    rows = [
        {question: ", ".join(map(json.dumps, needs.get(question, []))) for question in questions(rules)}
        | {"_id": str(number), "rung": str(number)}
        for number, needs in [*rules, (0, {})]
    ]
    outputs = [{"id": "rung", "name": "rung", "field": "rung"}]
    content = {"hitPolicy": "first", "inputs": columns, "outputs": outputs, "rules": rows}
    graph = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "table", "type": "decisionTableNode", "name": "table", "content": content},
            {"id": "out", "type": "outputNode", "name": "out"},
        ],
        "edges": [
            {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
            {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
        ],
    }
    decision = zen.ZenEngine().create_decision(json.dumps(graph))
    return lambda answers: decision.evaluate(answers)["result"]["rung"]


def zen_expression(rules: Rules) -> Place:
    """Return zen-engine with the rules as one expression."""
    import zen  # type: ignore[import-not-found, unused-ignore]

    return zen.compile_expression(as_ternary(rules)).evaluate  # type: ignore[no-any-return, unused-ignore]


def json_logic(rules: Rules) -> Place:
    """Return JsonLogic in Python."""
    from json_logic import jsonLogic  # type: ignore[import-not-found, import-untyped, unused-ignore]

    rule = as_json_logic(rules)
    return lambda answers: jsonLogic(rule, answers)


def datalogic(rules: Rules) -> Place:
    """Return JsonLogic compiled in Rust."""
    import datalogic_py  # type: ignore[import-not-found, unused-ignore]

    compiled = datalogic_py.Engine().compile(as_json_logic(rules))
    return compiled.evaluate  # type: ignore[no-any-return, unused-ignore]


def rule_engine(rules: Rules) -> Place:
    """Return rule-engine with the rules as one expression: three times as fast as a rule for each rung."""
    import rule_engine  # type: ignore[import-not-found, import-untyped, unused-ignore]

    rule = rule_engine.Rule(as_ternary(rules), context=rule_engine.Context(default_value=None))
    return rule.evaluate  # type: ignore[no-any-return, unused-ignore]


ENGINES = {
    engine.__name__: engine for engine in (zen_table, zen_expression, json_logic, datalogic, rule_engine)
}


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


def place_each(asked: Task, place: Place) -> None:
    """Write every record with the rung at which `place` puts its answers.

    The reading and writing is the fastest there is for Python, so that the engine is what is measured.
    """
    fields = questions(asked.rules)
    decode, encode = msgspec.json.Decoder(dict[str, Any]).decode, msgspec.json.Encoder().encode
    with open(asked.source, "rb") as lines, open(asked.output, "wb") as output:
        for line in lines:
            record = decode(line)
            record["rung"] = int(place({question: record.get(question) for question in fields}))
            output.write(encode(record) + b"\n")


def main() -> None:
    """Read, place and write."""
    asked = task()
    place_each(asked, ENGINES[sys.argv[4]](asked.rules))


if __name__ == "__main__":
    main()
