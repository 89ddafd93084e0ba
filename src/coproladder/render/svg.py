"""The ladder of a page as an SVG picture for slides and documents: no outside font, dark and light."""

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
        step = _Step(rung, top, 74 + LINE * len(lines), f"{rung.number}  {rung.name}", lines)
        steps.append(step)
        top += step.height
    told = [
        f"Rung {rung.number}{f' ({rung.mark})' if rung.mark else ''}: {rung.name}." for rung in drawing.rungs
    ]
    return fill(
        "ladder.svg.jinja",
        title=": ".join(filter(None, (page.subject, page.title))),
        title_lines=title,
        subject_lines=subject,
        description=f"{drawing.caption}. {' '.join(told)}",
        language=page.language,
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
