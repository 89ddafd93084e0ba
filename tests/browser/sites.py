"""Writes websites for the checks in a browser: ours, one in a made-up language, one of a hostile ladder."""

import json
import sys
from pathlib import Path

from forms import hostile_ladder
from pages import HOSTILE
from translation import write_translation

from coproladder.commands.app import run


def write_hostile(folder: Path) -> Path:
    """Write a ladder and a guide whose texts and ids want to be more than that; return the ladder's file."""
    ids = ("con", "nul", "a" * 200, "index", "form")
    topics = [
        {"id": each, "title": text, "summary": {"standard": text}}
        for each, text in zip(ids, HOSTILE, strict=False)
    ]
    (folder / "guide.yaml").write_text(json.dumps({"topics": topics}), encoding="utf-8")
    ladder = hostile_ladder()
    ladder["about"]["guide"] = "guide.yaml"
    # Some systems keep these ids for themselves.
    for rung, given in zip(ladder["rungs"], ("con", "aux"), strict=True):
        rung["id"] = given
    (folder / "hostile.yaml").write_text(json.dumps(ladder), encoding="utf-8")
    return folder / "hostile.yaml"


def main() -> None:
    """Write each website into a folder of its own below the one named on the command line."""
    folder = Path(sys.argv[1])

    def made(name: str) -> Path:
        (folder / name).mkdir(parents=True, exist_ok=True)
        return folder / name

    sites = {
        "ours": ["--send-to", "Ann Lee, ann@example.org"],
        "marked": ["--ladder", str(write_translation(made("marked-ladder")))],
        "hostile": ["--ladder", str(write_hostile(made("hostile-ladder"))), "--title", HOSTILE[1]],
    }
    for name, options in sites.items():
        if code := run(["site", str(folder / name), *options]):
            sys.exit(code)


if __name__ == "__main__":
    main()
