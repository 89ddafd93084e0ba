"""Puts many pages into one, with contents on top that lead to each."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from coproladder.ladder.interface import Wording
from coproladder.render import blocks as b


def collected(pages: Sequence[tuple[str, b.Page]], wording: Wording) -> Iterator[b.Block]:
    """Yield contents with the text that goes with each page, then the pages, their headings a level lower."""
    yield b.Heading(wording.phrase("contents"))
    yield b.Links(tuple((text, f"#part-{number}") for number, (text, _) in enumerate(pages, start=1)))
    for number, (_, page) in enumerate(pages, start=1):
        yield b.Heading(page.title, anchor=f"part-{number}")
        for block in page.blocks:
            yield replace(block, level=block.level + 1) if isinstance(block, b.Heading) else block
