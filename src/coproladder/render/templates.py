"""Fills in the templates beside this file; every value is escaped, and control characters made visible."""

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
