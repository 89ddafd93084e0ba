"""The form as one HTML file: its page, style and script are beside this module, its data is given."""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from coproladder.render.templates import FOLDER, fill

STYLES = ("page.css", "form.css")
SCRIPTS = (
    "form-rules.js",
    "form-page.js",
    "form-fields.js",
    "form-result.js",
    "form-files.js",
    "form-compare.js",
    "form-practise.js",
)


def render(data: dict[str, Any], title: str, language: str, direction: str, without_script: str) -> str:
    """Return a form that asks what `data` holds; `without_script` stands there where no script runs."""
    style, script = _joined(STYLES), _joined(SCRIPTS)
    return fill(
        "form.html.jinja",
        data=data,
        title=title,
        language=language,
        direction=direction,
        without_script=without_script,
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
    )


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    """Return how the page's policy names the one style or script that it allows."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
