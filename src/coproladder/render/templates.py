"""The templates beside this file, with every value escaped and made harmless to see."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from coproladder.base.text import visible

HERE = Path(__file__).parent


def fill(template: str, **values: Any) -> str:
    """Return a template filled in; text in `values` stays text, whatever is in it."""
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    return environment.get_template(template).render(**values)
