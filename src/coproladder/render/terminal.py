"""A page for a terminal, drawn with Rich: it fits any width, cuts nothing, and means nothing by colour."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from coproladder.base.text import visible
from coproladder.render.blocks import (
    Bar,
    Bars,
    Block,
    Drawing,
    DrawnRung,
    Facts,
    Heading,
    Items,
    Links,
    Page,
    Paragraph,
    Table,
    lead_in,
)

if TYPE_CHECKING:
    from rich.progress import Progress

NARROW = 60
WIDEST = 100
LEAST_BAR = 14
RAIL, HERE = "cyan", "bold green"


class _Drawn:
    """A page that a Rich console can print."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the title and the lines of each block."""
        sheet = _Sheet(console, options)
        titled = sheet.hang("", self.page.title, "bold")
        for line in chain(titled, *map(sheet.lines, self.page.blocks)):
            # Lines of text fit already: printed as they are they need no second wrapping.
            yield from line.render(console, end="\n") if isinstance(line, Text) else (line,)


def make_console(stream: TextIO) -> Console:
    """Return a console for a stream: colour and width as its terminal and the environment say."""
    return Console(file=stream, markup=False, emoji=False, highlight=False, legacy_windows=False)


def make_bar(stream: TextIO) -> "Progress":
    """Return a progress bar that leaves nothing behind when it stops."""
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn())
    return Progress(*columns, console=make_console(stream), transient=True)


def render(page: Page, console: Console) -> str:
    """Return a page as text for a console, with the escapes for bold and colour that it shows."""
    with console.capture() as captured:
        console.print(_Drawn(page))
    return captured.get()


class _Sheet:
    """The space that a page is written on: its width, and the signs that the encoding has."""

    def __init__(self, console: Console, options: ConsoleOptions) -> None:
        self.console = console
        self.width = min(options.max_width, WIDEST)
        self.narrow = options.max_width < NARROW
        self.ascii = options.ascii_only
        self.bullet = "  - " if self.ascii else "  • "

    def lines(self, block: Block) -> Iterator[RenderableType]:
        """Yield the lines of a block, an empty one before them."""
        match block:
            case Heading(text, level):
                yield Text()
                yield from self.hang("" if level == 2 else "  ", text, "bold")
            case Paragraph(text):
                yield Text()
                yield from self.hang("", text)
            case Items(items, kind):
                yield Text()
                for number, item in enumerate(items, start=1):
                    signs = {"steps": f"{number:>3}. ", "checklist": "  [ ] ", "list": self.bullet}
                    yield from self.hang(signs[kind], item)
            case Links(items):
                yield Text()
                for title, url in items:
                    yield from self.hang(self.bullet, f"{title}: {url}" if url else title)
            case Facts(pairs):
                yield Text()
                for label, value in pairs:
                    yield from self.hang("  ", value, lead=lead_in(label), indent="    ")
            case Table(caption, header, rows):
                yield Text()
                yield from self.table(caption, header, rows)
            case Drawing(_, rungs):
                yield Text()
                yield from self.listed(rungs) if self.narrow else self.drawn(rungs)
            case Bars(caption, _, bars, full, apart):
                yield Text()
                yield from self.hang("", f"{caption}:")
                yield Text()
                yield from self.bars(bars, full, apart)

    def hang(
        self, prefix: str, text: str, style: str = "", lead: str = "", indent: str = ""
    ) -> Iterator[Text]:
        """Yield text in lines beside a prefix, with what leads it in in bold.

        Lines after the first begin with `indent`, or else with as much room as the prefix takes.
        """
        whole = Text(style=style)
        if lead:
            whole.append(f"{visible(lead)} ", style="bold")
        whole.append(visible(text))
        indent = indent or " " * cell_len(prefix)
        room = max(self.width - cell_len(indent), 1)
        for number, line in enumerate(whole.wrap(self.console, room, overflow="fold")):
            line.rstrip()
            yield Text(prefix if number == 0 else indent) + line

    def listed(self, rungs: Sequence[DrawnRung]) -> Iterator[Text]:
        """Yield the rungs as a list, for a window too narrow for a drawing."""
        pointer = "=> " if self.ascii else "▶ "
        for at, rung in enumerate(rungs):
            if at:
                yield Text()
            start = f"{pointer if rung.mark else ''}{rung.number} "
            yield from self.hang(start, f"{rung.name} ({rung.mark})" if rung.mark else rung.name, "bold")
            yield from self.hang("  ", rung.summary)

    def drawn(self, rungs: Sequence[DrawnRung]) -> Iterator[Text]:
        """Yield the rungs as a ladder: rails on both sides, each rung a bar with its name."""
        rail, left, bar, right, pointer = "||-|>" if self.ascii else "┃┣━┫▶"
        inner = self.width - 4
        bars = [self.bar(rung, bar, inner) for rung in rungs]
        if any(cell_len(drawn.plain) > inner for drawn in bars):
            yield from self.listed(rungs)
            return
        yield _between(rail, Text(" " * inner), rail)
        for rung, drawn in zip(rungs, bars, strict=True):
            if rung.mark:
                yield Text.assemble((f"{pointer} {left}", HERE), drawn, (right, HERE))
            else:
                yield _between(left, drawn, right)
            summary = Text(visible(rung.summary))
            for line in summary.wrap(self.console, inner - 8, overflow="fold"):
                line.rstrip()
                gap = inner - 6 - cell_len(line.plain)
                yield _between(rail, Text.assemble(" " * 6, line, " " * gap), rail)
        yield _between(rail, Text(" " * inner), rail)

    def bar(self, rung: DrawnRung, sign: str, inner: int) -> Text:
        """Return the bar of a rung, with its number and name, and what marks it."""
        style = HERE if rung.mark else RAIL
        # The name is in no colour, which is the one that is legible on every background.
        start = Text.assemble((f"{sign * 2} ", style), (f"{rung.number}  {visible(rung.name)} ", "bold"))
        end = Text.assemble((f" {visible(rung.mark)} ", "bold"), (sign * 2, style)) if rung.mark else Text()
        gap = inner - cell_len(start.plain) - cell_len(end.plain)
        return Text.assemble(start, (sign * gap, style), end)

    def bars(self, bars: Sequence[Bar], full: int, apart: Sequence[Bar]) -> Iterator[Text]:
        """Yield bars between their labels and what they say; below those where there is little room."""
        label_room, words_room = (
            max(cell_len(visible(text)) for text in texts)
            for texts in zip(*((bar.label, bar.says) for bar in (*bars, *apart)), strict=True)
        )
        room = self.width - label_room - words_room - 5
        beside = not self.narrow and room >= LEAST_BAR
        for at, bar in enumerate((*bars, *apart)):
            if at == len(bars):
                yield Text()
            if beside:
                start = f"  {visible(bar.label)}{' ' * (label_room - cell_len(visible(bar.label)))} "
                yield Text(start) + self.length(bar, full, room) + Text(f" {visible(bar.says)}")
            else:
                yield from self.hang("", bar.says, lead=lead_in(bar.label), indent="  ")
                yield Text("  ") + self.length(bar, full, max(self.width - 3, 1))

    def length(self, bar: Bar, full: int, room: int) -> Text:
        """Return the bar itself: solid for its length, light as far as it may reach."""
        rail, solid, light = "|#." if self.ascii else "┃█░"
        filled, reached = (
            max(round(room * part / full), 1) if part else 0 for part in (bar.length, bar.reach)
        )
        return Text(rail + solid * filled + light * (reached - filled), RAIL)

    def table(
        self, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> Iterator[RenderableType]:
        """Yield a table, or where its words do not fit side by side, its rows one under the other."""
        yield from self.hang("", caption)
        columns = zip(header, *rows, strict=True)
        needed = sum(max(map(_longest_word, cells)) + 3 for cells in columns) + 1
        if self.narrow or needed > self.width:
            for name, *cells in rows:
                yield from self.hang("  ", name, "bold")
                for label, cell in zip(header[1:], cells, strict=True):
                    yield from self.hang("    ", cell, lead=lead_in(label))
            return
        from rich.table import Table as RichTable

        table = RichTable(border_style=RAIL)
        for name in header:
            table.add_column(Text(visible(name), "bold"))
        for row in rows:
            table.add_row(*(Text(visible(cell), overflow="fold") for cell in row))
        yield table


def _longest_word(text: str) -> int:
    return max(map(cell_len, visible(text).split()), default=0)


def _between(left: str, inner: Text, right: str) -> Text:
    return Text.assemble("  ", (left, RAIL), inner, (right, RAIL))
