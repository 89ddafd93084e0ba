"""Fills in templates; every value is escaped, and control characters made visible."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from coproladder.base.text import visible

FOLDER = Path(__file__).parent


def fill(template: Path, **values: Any) -> str:
    """Return a template filled in with `values`, whose texts are escaped."""
    environment = Environment(
        loader=FileSystemLoader(template.parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    return environment.get_template(template.name).render(**values)


def allowed(*files: Path) -> tuple[str, str]:
    """Return the text of the files of a style or a script, and how a page's policy allows it and no other."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return text, f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
