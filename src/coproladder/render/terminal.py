"""A page for a terminal, drawn with Rich: it fits any width, cuts no text, and needs no colour."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from coproladder.base.text import visible
from coproladder.render import blocks as b

NARROW = 60
WIDEST = 100
RAIL, MARKED = "", "bold"
"""No colour is legible in every palette that terminals begin with; bold and reverse are."""

ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def make_console(stream: TextIO) -> Console:
    """Return a console for a stream: colour and width as its terminal and the environment say."""
    return Console(file=stream, markup=False, emoji=False, highlight=False, legacy_windows=False)


def render(page: b.Page, console: Console) -> str:
    """Return a page as text for a console, with the escapes for bold and colour that it shows."""
    with console.capture() as captured:
        console.print(_Printout(page, console), crop=False)
    return captured.get()


class _Printout:
    """A page as lines for one console, whose width and encoding decide how it is drawn."""

    def __init__(self, page: b.Page, console: Console) -> None:
        self.page, self.console = page, console
        self.width = min(console.width, WIDEST)
        self.narrow = console.width < NARROW
        self.ascii = console.options.ascii_only
        self.bullet = "  - " if self.ascii else "  • "

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        blocks = (*b.unfolded(self.page.blocks),)
        before: tuple[b.Block | None, ...] = (None, *blocks)
        title = self.hang("", self.page.title, "bold")
        for line in chain(title, *map(self.lines, before, blocks)):
            # Lines of text fit already: printed as they are they need no second wrapping.
            yield from line.render(console, end="\n") if isinstance(line, Text) else (line,)

    def lines(self, before: b.Block | None, block: b.Block) -> Iterator[RenderableType]:
        """Yield the lines of a block, after an empty one where it does not belong to the block before."""
        if not (self.page.compact or isinstance(before, b.Heading)):
            yield Text()
        match block:
            case b.Heading(text, level):
                yield from self.hang("" if level == 2 else "  ", text, "bold")
            case b.Paragraph(text):
                yield from self.hang("", text)
            case b.Items(_, kind):
                style = "bold" if kind == "steps" and any(block.hints) else ""
                for number, (item, hint) in enumerate(block.hinted, start=1):
                    signs = {"steps": f"{number:>3}. ", "checklist": "  [ ] ", "list": self.bullet}
                    yield from self.hang(signs[kind], item, style)
                    if hint:
                        yield from self.hang(" " * cell_len(signs[kind]), hint)
            case b.Links(items):
                for title, url in items:
                    yield from self.hang(self.bullet, f"{title}: {url}" if b.web_address(url) else title)
            case b.Facts(pairs):
                for label, value in pairs:
                    yield from self.hang("  ", value, lead=b.lead_in(label), indent="    ")
            case b.Table(caption, header, rows):
                yield from self.table(caption, header, rows)
            case b.Drawing(_, rungs, strip=False) if not any(rung.summary for rung in rungs):
                yield from self.sketched(rungs)
            case b.Drawing(_, rungs, below, strip):
                ladder = self.strip if strip else self.listed if self.narrow else self.drawn
                yield from ladder(rungs)
                for text in below:
                    yield from self.hang("", text)

    def hang(
        self, prefix: str, text: str, style: str = "", lead: str = "", indent: str = ""
    ) -> Iterator[Text]:
        """Yield text after a prefix and a bold lead-in, wrapped.

        Lines after the first begin with `indent`, by default as many spaces as the prefix is wide.
        """
        whole = Text(style=style)
        if lead:
            whole.append(f"{visible(lead)} ", style="bold")
        whole.append(visible(text))
        indent = indent or " " * cell_len(prefix)
        room = max(self.width - cell_len(indent), 1)
        for number, line in enumerate(self.wrapped(whole, room)):
            line.rstrip()
            yield Text(prefix if number == 0 else indent) + line

    def wrapped(self, text: Text, room: int) -> Iterator[Text]:
        """Yield text in lines that fit; an address is never broken, so that it can be followed."""
        start = 0
        for found in ADDRESS.finditer(text.plain):
            if cell_len(found[0]) > room:
                if found.start() > start:
                    yield from text[start : found.start()].wrap(self.console, room, overflow="fold")
                yield text[found.start() : found.end()]
                start = found.end()
        if start < len(text) or not text:
            yield from text[start:].wrap(self.console, room, overflow="fold")

    def sketched(self, rungs: Sequence[b.DrawnRung]) -> Iterator[Text]:
        """Yield the ladder in one line a rung."""
        rail, pointer = ("|-|", ">") if self.ascii else ("┣━┫", "▶")
        yield Text()
        for rung in rungs:
            sign, style = (f"{pointer} {rail} ", MARKED) if rung.mark else (f"  {rail} ", RAIL)
            name = Text(f"{rung.number}  {visible(rung.marked_name)}", "bold" if rung.mark else "")
            for number, line in enumerate(self.wrapped(name, max(self.width - 6, 1))):
                yield Text.assemble(" " * 6 if number else (sign, style), line)
        yield Text()

    def strip(self, rungs: Sequence[b.DrawnRung]) -> Iterator[Text]:
        """Yield each rung with what is on it beside its name, or below where the window is narrow."""
        rail, pointer, dot = ("|-|", ">", "o") if self.ascii else ("┣━┫", "▶", "●")
        heads = [
            f"{pointer if rung.mark else ' '} {rail} {rung.number}  {visible(rung.marked_name)}"
            for rung in rungs
        ]
        room = max(map(cell_len, heads)) + 2
        for head, rung in zip(heads, rungs, strict=True):
            text = "   ".join(f"{dot * signs} {words}".strip() for signs, words in rung.parts)
            if not text or self.narrow or room > self.width / 2:
                yield from self.hang("", head)
                yield from self.hang(" " * 6, text) if text else ()
            else:
                yield from self.hang(f"{head}{' ' * (room - cell_len(head))}", text)

    def listed(self, rungs: Sequence[b.DrawnRung]) -> Iterator[Text]:
        """Yield the rungs as a list, for a window too narrow for a drawing."""
        pointer = "=> " if self.ascii else "▶ "
        for at, rung in enumerate(rungs):
            if at:
                yield Text()
            start = f"{pointer if rung.mark else ''}{rung.number} "
            yield from self.hang(start, rung.marked_name, "bold")
            yield from self.hang("  ", rung.summary)

    def drawn(self, rungs: Sequence[b.DrawnRung]) -> Iterator[Text]:
        """Yield the rungs as a ladder: rails on both sides, each rung a bar with its name."""
        rail, left, bar, right, pointer = "||-|>" if self.ascii else "┃┣━┫▶"
        inner = self.width - 4
        bars = [self.bar(rung, bar, inner) for rung in rungs]
        if any(cell_len(drawn.plain) > inner for drawn in bars):
            yield from self.listed(rungs)
            return
        end = () if self.page.compact else (_railed(rail, Text(" " * inner), rail),)
        yield from end
        for rung, drawn in zip(rungs, bars, strict=True):
            if rung.mark:
                yield Text.assemble((f"{pointer} {left}", MARKED), drawn, (right, MARKED))
            else:
                yield _railed(left, drawn, right)
            summary = Text(visible(rung.summary))
            for line in summary.wrap(self.console, inner - 8, overflow="fold"):
                line.rstrip()
                gap = inner - 6 - cell_len(line.plain)
                yield _railed(rail, Text.assemble(" " * 6, line, " " * gap), rail)
        yield from end

    def bar(self, rung: b.DrawnRung, sign: str, inner: int) -> Text:
        """Return the bar of a rung, with its number, name and mark in it."""
        style = MARKED if rung.mark else RAIL
        # The name is in no colour, which is the one that is legible on every background.
        start = Text.assemble((f"{sign * 2} ", style), (f"{rung.number}  {visible(rung.name)} ", "bold"))
        end = Text.assemble((f" {visible(rung.mark)} ", "bold"), (sign * 2, style)) if rung.mark else Text()
        gap = inner - cell_len(start.plain) - cell_len(end.plain)
        return Text.assemble(start, (sign * gap, style), end)

    def table(
        self, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> Iterator[RenderableType]:
        """Yield a table, or the rows one under the other where the longest words do not fit side by side."""
        yield from self.hang("", caption)
        columns = (visible(" ".join(cells)).split() for cells in zip(header, *rows, strict=True))
        least = [max(map(cell_len, words), default=0) for words in columns]
        if self.narrow or sum(least) + 3 * len(least) + 1 > self.width:
            for name, *cells in rows:
                yield from self.hang("  ", name, "bold")
                for label, cell in zip(header[1:], cells, strict=True):
                    yield from self.hang("    ", cell or b.BLANK, lead=b.lead_in(label))
            return
        from rich.table import Table

        table = Table(border_style=RAIL)
        for name, width in zip(header, least, strict=True):
            table.add_column(Text(visible(name), "bold"), min_width=width)
        for row in rows:
            table.add_row(*(Text(visible(cell or b.BLANK), overflow="fold") for cell in row))
        yield table


def _railed(left: str, inner: Text, right: str) -> Text:
    return Text.assemble("  ", (left, RAIL), inner, (right, RAIL))
