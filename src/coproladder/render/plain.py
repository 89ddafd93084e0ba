"""A page as linear text for screen readers and simple tools: one fact a line, nothing drawn."""

from collections.abc import Iterator
from textwrap import fill

from coproladder.base.text import visible
from coproladder.render import blocks as b


def render(page: b.Page, width: int | None = None) -> str:
    """Return a page as text that makes sense read aloud.

    No sentence is broken, or, where there is a width, only between words, to fit a window.
    """
    lines = [
        visible(line)
        for line in (page.title, *(line for block in b.unfolded(page.blocks) for line in _lines(block)))
    ]
    if width:
        lines = [fill(line, width, break_long_words=False, break_on_hyphens=False) for line in lines]
    return "".join(f"{line}\n" for line in lines)


def _lines(block: b.Block) -> Iterator[str]:
    match block:
        case b.Heading(text, level):
            if level == 2:
                yield ""
            yield text
        case b.Paragraph(text):
            yield text
        case b.Items(_, kind):
            for number, (item, hint) in enumerate(block.hinted, start=1):
                yield f"{number}. {item}" if kind == "steps" else f"- {item}"
                if hint:
                    yield hint
        case b.Links(items):
            yield from (f"- {title}: {url}" if b.web_address(url) else f"- {title}" for title, url in items)
        case b.Facts(pairs):
            yield from (f"{b.lead_in(label)} {value}" for label, value in pairs)
        case b.Table(caption, _, rows):
            yield b.lead_in(caption)
            for row in rows:
                cells = ((b.lead_in(label), cell.removesuffix(".")) for label, cell in block.labelled(row))
                facts = "; ".join(f"{label} {cell or b.BLANK}" for label, cell in cells)
                yield f"{_ended(row[0])} {_ended(facts)}"
        case b.Drawing(caption, rungs, below, strip):
            yield f"{caption}:"
            shown = (rung for rung in rungs if not strip or rung.summary or rung.mark)
            yield from (f"{rung.spoken} {rung.summary}".rstrip() for rung in shown)
            yield from below


def _ended(text: str) -> str:
    """Return text with a full stop, unless it asks or calls out."""
    return text if text.endswith((".", *b.LABEL_ENDS)) else f"{text}."
