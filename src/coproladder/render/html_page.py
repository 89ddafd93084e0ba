"""A page as one HTML file without scripts and outside requests, for screens and screen readers.

Its template, and those of other modules, are filled in here: every value is escaped.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from coproladder.base.text import visible
from coproladder.base.words import shorten
from coproladder.render.blocks import Page, lead_in

FOLDER = Path(__file__).parent


def render(page: Page) -> str:
    """Return a page as HTML."""
    style, style_hash = allowed(FOLDER / "page.css")
    return fill(
        FOLDER / "page.html.jinja",
        page=page,
        title=shorten(visible(": ".join(filter(None, (page.subject, page.title))))),
        style=style,
        allowed=style_hash,
        link=str,
    )


def fill(template: Path, **values: Any) -> str:
    """Return a template filled in with `values`; texts are escaped, and control characters made visible.

    It may include the templates beside this module. What draws blocks puts texts through `link`.
    """
    return _environment(template.parent).get_template(template.name).render(lead_in=lead_in, **values)


@cache
def _environment(folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader([folder, FOLDER]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )


def allowed(*files: Path) -> tuple[str, str]:
    """Return the text of the files of a style or a script, and how a page's policy allows it and no other."""
    text = joined(*files)
    return text, f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def joined(*files: Path) -> str:
    """Return the text of some files that come with the tool, one after the other."""
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
