"""The form as one HTML file: its page, style and script are beside this module, its data is given."""

from pathlib import Path
from typing import Any

from coproladder.render.html_page import FOLDER as RENDER
from coproladder.render.html_page import allowed, fill

FOLDER = Path(__file__).parent

SCRIPTS = (
    "rules.js",
    "page.js",
    "fields.js",
    "result.js",
    "files.js",
    "compare.js",
    "practise.js",
)


def render(data: dict[str, Any], title: str, language: str, direction: str, without_script: str) -> str:
    """Return a form that asks what `data` holds; `without_script` stands there where no script runs."""
    style, style_hash = allowed(RENDER / "page.css", FOLDER / "form.css")
    script, script_hash = allowed(*(FOLDER / name for name in SCRIPTS))
    return fill(
        FOLDER / "form.html.jinja",
        data=data,
        title=title,
        language=language,
        direction=direction,
        without_script=without_script,
        style=style,
        style_hash=style_hash,
        script=script,
        script_hash=script_hash,
    )
