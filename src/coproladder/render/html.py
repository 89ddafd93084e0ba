"""A page as one HTML file without scripts and outside requests, for screens and screen readers."""

from base64 import b64encode
from hashlib import sha256

from coproladder.base.text import visible
from coproladder.base.words import shorten
from coproladder.render.blocks import Page, lead_in
from coproladder.render.templates import FOLDER, fill


def render(page: Page) -> str:
    """Return a page as HTML."""
    title = visible(": ".join(filter(None, (page.subject, page.title))))
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    # The page's policy allows this style and nothing else.
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    return fill(
        "page.html.jinja",
        page=page,
        title=shorten(title),
        style=style,
        allowed=f"sha256-{allowed}",
        kind=lambda block: type(block).__name__,
        lead_in=lead_in,
    )
