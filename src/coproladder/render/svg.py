"""The drawing of a page as an SVG picture for slides and documents, in a light and a dark colour scheme."""

import textwrap
from unicodedata import east_asian_width

from msgspec import Struct

from coproladder.base.text import visible
from coproladder.render.blocks import Drawing, DrawnRung, Page
from coproladder.render.templates import fill

WIDTH = 1600
LINE = 34
LETTERS = 98
TITLE_LETTERS = 50
"""How many letters fit in a line: counted for a wide font, since nobody knows which one is there."""


class _Step(Struct):
    """A rung with its place in the picture."""

    rung: DrawnRung
    top: int
    height: int
    name: str
    lines: list[str]


def render(page: Page) -> str:
    """Return the drawing of a page as SVG; ValueError where it has none."""
    drawing = next((block for block in page.blocks if isinstance(block, Drawing)), None)
    if drawing is None:
        raise ValueError("this page has no drawing")
    title = _wrapped(page.title, TITLE_LETTERS)
    subject = _wrapped(page.subject, LETTERS) if page.subject else []
    top = 80 + 56 * len(title) + LINE * len(subject)
    steps = []
    for rung in drawing.rungs:
        lines = _wrapped(rung.summary, LETTERS)
        height = 74 + LINE * len(lines)
        steps.append(_Step(rung, top, height, f"{rung.number}  {rung.name}", lines))
        top += height
    return fill(
        "ladder.svg.jinja",
        title=": ".join(filter(None, (page.subject, page.title))),
        title_lines=title,
        subject_lines=subject,
        description=" ".join((f"{drawing.caption}.", *(rung.spoken for rung in drawing.rungs))),
        language=page.language,
        direction=page.direction,
        across=lambda x: WIDTH - x if page.direction == "rtl" else x,
        steps=steps,
        width=WIDTH,
        height=top + 50,
        bottom=top,
        line=LINE,
    )


def _wrapped(text: str, letters: int) -> list[str]:
    """Return text in lines of at most so many letters, wide ones counted twice."""
    text = visible(text)
    wide = sum(east_asian_width(sign) in "WF" for sign in text)
    fitting = letters * len(text) // (len(text) + wide) if text else letters
    return textwrap.wrap(text, max(fitting, 1)) or [""]
