"""Places records with datalogic, JsonLogic compiled in Rust: python with_datalogic.py IN OUT [RULES]."""

import datalogic_py  # type: ignore[import-not-found, unused-ignore]
from rules import as_json_logic, place_each, task


def main() -> None:
    """Read, place and write."""
    asked = task()
    place_each(asked, datalogic_py.Engine().compile(as_json_logic(asked.rules)).evaluate)


if __name__ == "__main__":
    main()
