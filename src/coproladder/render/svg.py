"""The drawing of a page as an SVG picture for slides (16:9) and documents, in a light and a dark scheme."""

import textwrap
from collections.abc import Iterator
from unicodedata import east_asian_width

from msgspec import Struct

from coproladder.base.text import visible
from coproladder.render.blocks import Drawing, DrawnRung, Page
from coproladder.render.html_page import FOLDER, fill

WIDTH, HEIGHT = 1600, 900
EDGE = 60
NAMES, SUMMARIES = 104, 520
"""How far from the left edge of the ladder's text its two columns begin."""

SIZES = (26, 24, 22, 20, 18, 16, 14)
"""The sizes of summaries, in pixels, from the one that is best to read from afar."""

LETTER = 0.6
"""The width of a letter as a part of the font size, in a wide font, since the viewer's font is unknown."""


class _Style(Struct, frozen=True):
    """How a text is set: its class, its size, and how far below a line the next one stands."""

    name: str
    size: int
    line_height: int

    def wrapped(self, text: str, room: int) -> list[str]:
        """Return text in lines of at most that room, wide letters counted twice; [] for no text."""
        text = visible(text)
        wide = sum(east_asian_width(sign) in "WF" for sign in text)
        letters = int(room / (self.size * LETTER) * len(text) / (len(text) + wide)) if text else 1
        return textwrap.wrap(text, max(letters, 1), break_on_hyphens=False)


TITLE, NAME, SIGN, SMALL = (
    _Style("ink title", 44, 56),
    _Style("ink name", 30, 36),
    _Style("mark sign", 24, 30),
    _Style("ink small", 20, 28),
)


class _RungBox(Struct):
    """A rung with its place in the picture; `left` and `right` are the texts of its two columns."""

    rung: DrawnRung
    left: list[tuple[_Style, str]]
    right: list[tuple[_Style, str]]
    height: int
    top: int = 0

    @property
    def middle(self) -> int:
        """How far down the middle of the rung is, and that of each column."""
        return self.top + self.height // 2

    @property
    def lines(self) -> Iterator[tuple[str, str, int, int]]:
        """The lines of both columns, as `_lines` has them."""
        for x, side in ((NAMES, self.left), (SUMMARIES, self.right)):
            yield from _lines(side, x, self.middle - _height(side) // 2)


def render(page: Page) -> str:
    """Return the drawing of a page as SVG; ValueError where it has none.

    Its texts are as large as fits a slide; where not even the smallest do, the picture is taller.
    """
    drawing = next((block for block in page.blocks if isinstance(block, Drawing)), None)
    if drawing is None:
        raise ValueError("this page has no drawing")
    room = WIDTH - 2 * EDGE
    plain = _Style("ink", SIZES[0], 34)
    head = _texts((TITLE, page.title), (plain, page.subject), room=room)
    top = EDGE + _height(head)
    for size in SIZES:
        style = _Style("ink", size, round(size * 1.3))
        steps = [_rung_box(rung, style) for rung in drawing.rungs]
        foot = _texts(*((style, text) for text in drawing.below), (SMALL, page.credit), room=room)
        spare = HEIGHT - top - sum(step.height for step in steps) - _height(foot) - EDGE
        if spare >= 0:
            break
    said = (
        drawing.caption,
        *(text for each in drawing.rungs for text in (each.spoken, each.summary)),
        *drawing.below,
    )
    bottom = top
    for step in steps:
        step.height += max(spare, 0) // len(steps)
        step.top, bottom = bottom, bottom + step.height
    return fill(
        FOLDER / "ladder.svg.jinja",
        title=": ".join(filter(None, (page.subject, page.title))),
        description=" ".join(f"{text.rstrip('.')}." for text in said if text),
        language=page.language,
        direction=page.direction,
        across=lambda x: WIDTH - x if page.direction == "rtl" else x,
        lines=[*_lines(head, EDGE, 30), *_lines(foot, EDGE, bottom + 30)],
        steps=steps,
        size=size,
        width=WIDTH,
        height=max(HEIGHT, bottom + _height(foot) + EDGE),
        bottom=bottom,
    )


def _rung_box(rung: DrawnRung, style: _Style) -> _RungBox:
    left = _texts((NAME, f"{rung.number} {rung.name}"), (SIGN, rung.mark), room=SUMMARIES - NAMES - 20)
    right = _texts((style, rung.summary), room=WIDTH - SUMMARIES - NAMES)
    return _RungBox(rung, left, right, max(_height(left), _height(right)) + 20)


def _texts(*texts: tuple[_Style, str], room: int) -> list[tuple[_Style, str]]:
    return [(style, line) for style, text in texts for line in style.wrapped(text, room)]


def _height(texts: list[tuple[_Style, str]]) -> int:
    return sum(style.line_height for style, _ in texts)


def _lines(texts: list[tuple[_Style, str]], x: int, top: int) -> Iterator[tuple[str, str, int, int]]:
    """Yield texts one below the other, each with its class and its place, on the foot of its line."""
    for style, text in texts:
        yield text, style.name, x, top + style.size
        top += style.line_height
