"""A page as one HTML file without scripts and outside requests, for screens and screen readers."""

from coproladder.base.text import visible
from coproladder.base.words import shorten
from coproladder.render.blocks import Page, lead_in
from coproladder.render.templates import FOLDER, allowed, fill


def render(page: Page) -> str:
    """Return a page as HTML."""
    style, style_hash = allowed(FOLDER / "page.css")
    return fill(
        FOLDER / "page.html.jinja",
        page=page,
        title=shorten(visible(": ".join(filter(None, (page.subject, page.title))))),
        style=style,
        allowed=style_hash,
        kind=lambda block: type(block).__name__,
        lead_in=lead_in,
    )
