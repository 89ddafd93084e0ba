"""Places records with json-logic in Python: python with_json_logic.py IN OUT [RULES]."""

from json_logic import jsonLogic  # type: ignore[import-not-found, import-untyped, unused-ignore]
from rules import as_json_logic, place_each, task


def main() -> None:
    """Read, place and write."""
    asked = task()
    rule = as_json_logic(asked.rules)
    place_each(asked, lambda answers: jsonLogic(rule, answers))


if __name__ == "__main__":
    main()
