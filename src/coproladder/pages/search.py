"""Finds words in the pages of the reference, best match first."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from coproladder.base.words import fold
from coproladder.ladder.wording import Wording
from coproladder.render import blocks as b

REPEATED = ("sources", "tips_that_help", "where_from")
"""The phrases that head parts which say again what stands on a page of its own."""

Search = Callable[[str], re.Match[str] | None]


class Hit(Struct, frozen=True):
    """A part of a page that holds what was looked for: the command that shows it, and one line."""

    command: str
    title: str
    line: str
    score: int


def find(pages: Iterable[tuple[str, b.Page]], query: str, wording: Wording) -> tuple[Hit, ...]:
    """Return the parts of pages that hold every word of a query, or a word that begins with it.

    A word in a title or heading counts for more than one in the text, and more lines for more.
    """
    words = [re.compile(rf"\b{re.escape(word)}").search for word in _searchable(query).split()]
    hits = [
        hit
        for command, page in pages
        for _, title, lines in parts(page, wording)
        if words and (hit := _match(command, title, lines, words))
    ]
    return tuple(sorted(hits, key=lambda hit: -hit.score))


def find_page(hits: tuple[Hit, ...], query: str, wording: Wording) -> b.Page:
    """Return what was found as a page."""
    blocks: list[b.Block] = [] if hits else [wording.paragraph("nothing_found")]
    for hit in hits:
        facts = wording.facts({"see": f"coproladder {hit.command}", "there": hit.line})
        blocks += [b.Heading(hit.title), facts]
    return wording.page(wording.phrase("looked_for", query=query), blocks)


def _match(command: str, title: str, lines: list[str], words: Sequence[Search]) -> Hit | None:
    whole = _searchable(" ".join((title, *lines)))
    if not all(search(whole) for search in words):
        return None
    holding = [line for line in lines if any(search(_searchable(line)) for search in words)]
    in_title = sum(bool(search(_searchable(title))) for search in words)
    line = (holding or lines or [title])[0]
    return Hit(command, title, line, 10 * in_title + len(holding))


def _searchable(text: str) -> str:
    return fold(text).replace("-", " ")


def parts(page: b.Page, wording: Wording) -> Iterator[tuple[int, str, list[str]]]:
    """Yield each part of a page, from one heading to the next: its place, its title, its lines of text.

    What says again what stands on a page of its own is left out.
    """
    found: list[tuple[str, list[str]]] = [(page.title, [])]
    for block in page.blocks:
        if isinstance(block, b.Heading):
            found.append((f"{page.title}: {block.text}", []))
        else:
            found[-1][1].extend(_texts(block))
    repeated = tuple(f": {heading}" for heading in wording.phrases(*REPEATED))
    yield from ((at, *part) for at, part in enumerate(found) if not part[0].endswith(repeated))


def _texts(block: b.Block) -> Iterator[str]:
    match block:
        case b.Paragraph(text):
            yield text
        case b.Items(items):
            yield from items
        case b.Links(items):
            yield from (title for title, _ in items)
        case b.Facts(pairs):
            yield from (f"{label}: {value}" for label, value in pairs)
        case b.Table(_, _, rows):
            yield from (". ".join(row) for row in rows)
