"""A page as linear text for screen readers and simple tools: one fact a line, nothing drawn."""

from collections.abc import Iterator

from coproladder.base.text import visible
from coproladder.render.blocks import (
    Bars,
    Block,
    Drawing,
    Facts,
    Heading,
    Items,
    Links,
    Page,
    Paragraph,
    Table,
    lead_in,
)


def render(page: Page) -> str:
    """Return a page as text that makes sense read aloud, without line breaks inside a sentence."""
    lines = [page.title, *(line for block in page.blocks for line in _lines(block))]
    return "".join(f"{visible(line)}\n" for line in lines)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            if level == 2:
                yield ""
            yield text
        case Paragraph(text):
            yield text
        case Items(items, kind):
            for number, item in enumerate(items, start=1):
                yield f"{number}. {item}" if kind == "steps" else f"- {item}"
        case Links(items):
            for title, url in items:
                yield f"- {title}: {url}" if url else f"- {title}"
        case Facts(pairs):
            for label, value in pairs:
                yield f"{lead_in(label)} {value}"
        case Table(caption, header, rows):
            yield f"{caption}:"
            for name, *cells in rows:
                known = zip(header[1:], cells, strict=True)
                facts = (f"{label}: {cell.removesuffix('.')}" for label, cell in known)
                yield f"{name if name.endswith('?') else f'{name}.'} {'; '.join(facts)}."
        case Drawing(caption, rungs):
            yield f"{caption}:"
            for rung in rungs:
                mark = f" ({rung.mark})" if rung.mark else ""
                yield f"Rung {rung.number}{mark}: {rung.name}. {rung.summary}"
        case Bars(caption, _, bars, _, apart):
            yield f"{caption}:"
            yield from (f"{lead_in(bar.label)} {bar.says}" for bar in (*bars, *apart))
