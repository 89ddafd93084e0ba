"""The form in a browser as one HTML file: its template, style and scripts are beside this module."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coproladder.form.data import form_data
from coproladder.ladder.guide import Workshop
from coproladder.ladder.wording import Wording
from coproladder.render.html_page import FOLDER as RENDER
from coproladder.render.html_page import allowed, fill

FOLDER = Path(__file__).parent

SCRIPTS = (
    "rules.js",
    "steps.js",
    "phrases.js",
    "drawing.js",
    "questions.js",
    "result.js",
    "keep.js",
    "saved.js",
    "compare.js",
    "cards.js",
)


def form_page(wording: Wording, workshop: Workshop | None, record: Mapping[str, Any]) -> str:
    """Return a form that asks the questions of a ladder, with the fields of `record` filled in already."""
    style, style_hash = allowed(RENDER / "page.css", FOLDER / "form.css")
    script, script_hash = allowed(*(FOLDER / name for name in SCRIPTS))
    return fill(
        FOLDER / "form.html.jinja",
        data=form_data(wording, workshop, record),
        title=wording.ladder.about.name,
        language=wording.ladder.about.language,
        direction=wording.interface.direction,
        without_script=wording.phrase("form_without_script"),
        style=style,
        style_hash=style_hash,
        script=script,
        script_hash=script_hash,
    )
