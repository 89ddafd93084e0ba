"""Places records with zen-engine, as one expression: python with_zen_expression.py IN OUT [RULES]."""

import zen  # type: ignore[import-not-found, unused-ignore]
from rules import as_ternary, place_each, task


def main() -> None:
    """Read, place and write."""
    asked = task()
    place_each(asked, zen.compile_expression(as_ternary(asked.rules)).evaluate)


if __name__ == "__main__":
    main()
