"""Fills in the templates beside this file; every value is escaped, and control characters made visible."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from coproladder.base.text import visible

FOLDER = Path(__file__).parent


def fill(template: str, **values: Any) -> str:
    """Return a template filled in with `values`, whose texts are escaped."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    return environment.get_template(template).render(**values)


def allowed(*names: str) -> tuple[str, str]:
    """Return the text of the files of a style or a script, and how a page's policy allows it and no other."""
    text = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names)
    return text, f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
