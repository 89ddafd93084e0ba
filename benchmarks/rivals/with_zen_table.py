"""Places records with zen-engine, as a decision table: python with_zen_table.py IN OUT [RULES]."""

import json
from typing import Any

import zen  # type: ignore[import-not-found, unused-ignore]
from rules import Rules, place_each, questions, task


def decision(rules: Rules) -> dict[str, Any]:
    """Return the rules as a decision: a table of which the first row that fits gives the rung."""
    columns = [{"id": question, "name": question, "field": question} for question in questions(rules)]
    rows = [
        {question: ", ".join(map(json.dumps, needs.get(question, []))) for question in questions(rules)}
        | {"_id": str(number), "rung": str(number)}
        for number, needs in [*rules, (0, {})]
    ]
    outputs = [{"id": "rung", "name": "rung", "field": "rung"}]
    content = {"hitPolicy": "first", "inputs": columns, "outputs": outputs, "rules": rows}
    return {
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


def main() -> None:
    """Read, place and write."""
    asked = task()
    made = zen.ZenEngine().create_decision(json.dumps(decision(asked.rules)))
    place_each(asked, lambda answers: made.evaluate(answers)["result"]["rung"])


if __name__ == "__main__":
    main()
