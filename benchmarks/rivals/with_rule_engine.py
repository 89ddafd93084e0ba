"""Places records with rule-engine, as one expression: python with_rule_engine.py IN OUT [RULES]."""

import rule_engine  # type: ignore[import-not-found, unused-ignore]
from rules import as_ternary, place_each, task


def main() -> None:
    """Read, place and write; one expression is three times as fast here as a rule for each rung."""
    asked = task()
    rule = rule_engine.Rule(as_ternary(asked.rules), context=rule_engine.Context(default_value=None))
    place_each(asked, rule.evaluate)


if __name__ == "__main__":
    main()
