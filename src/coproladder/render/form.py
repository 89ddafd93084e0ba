"""The form as one HTML file: its page, style and script are beside this module, its data is given."""

from typing import Any

from coproladder.render.templates import allowed, fill

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
    style, style_hash = allowed("page.css", "form.css")
    script, script_hash = allowed(*SCRIPTS)
    return fill(
        "form.html.jinja",
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
