"""A ladder, its guide and its interface in a made-up language: each text in «marks», from right to left."""

from pathlib import Path
from typing import Any

import yaml

from coproladder.base.yaml_document import read_yaml
from coproladder.ladder.load import built_in

TEXTS = ("standard", "easy", "name", "title", "heading", "term", "publisher", "what", "also")
"""The keys whose values are texts; what other keys hold, such as ids, stays as it is in a translation."""


def write_translation(folder: Path) -> Path:
    """Write the translated files into a folder, and return the ladder's."""
    files: dict[str, Any] = {
        name: read_yaml(built_in(name).read_bytes()).value
        for name in ("ladder.yaml", "guide.yaml", "interface.yaml")
    }
    files["ladder.yaml"]["about"] |= {"interface": "interface.yaml", "language": "x-marked"}
    interface = files["interface.yaml"]
    for name, text in interface["phrases"].items():
        interface["phrases"][name] = {"standard": text} if isinstance(text, str) else text
    interface |= {"language": "x-marked", "direction": "rtl"}
    for name, value in files.items():
        (folder / name).write_text(yaml.safe_dump(_marked(value), allow_unicode=True), encoding="utf-8")
    return folder / "ladder.yaml"


def _marked(value: Any, key: str = "") -> Any:
    """Return what a file holds with each sentence of its texts in marks."""
    if isinstance(value, dict):
        return {name: _marked(entry, name) for name, entry in value.items()}
    if isinstance(value, list):
        return [_marked(entry, key) for entry in value]
    return f"«{value.replace('. ', '.» «')}»" if key in TEXTS and isinstance(value, str) else value
