"""The blocks that every page is made of, whatever the format; each renderer knows them all."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Literal

from msgspec import Struct

BLANK = "____"
"""Room to write by hand; renderers that draw no lines round cells put it into empty ones."""

LABEL_ENDS = ("?", "!", "؟", "？", "！")
"""What a label that asks or calls out ends with, in several scripts: no colon comes after it."""


class Heading(Struct, frozen=True):
    """A heading below the page's title: level 2, or more below that; links lead to its `anchor`."""

    text: str
    level: int = 2
    anchor: str = ""


class Paragraph(Struct, frozen=True):
    """One paragraph of text."""

    text: str


class Items(Struct, frozen=True):
    """A list, each item with its hint; `steps` are numbered, and a `checklist` is there to be ticked off."""

    items: tuple[str, ...]
    kind: Literal["list", "steps", "checklist"] = "list"
    hints: tuple[str, ...] = ()

    @property
    def hinted(self) -> Iterator[tuple[str, str]]:
        """Each item with its hint, "" where it has none."""
        return zip_longest(self.items, self.hints, fillvalue="")


class Links(Struct, frozen=True):
    """A list of titles, each with where it leads, if it does: a web address, or # and an anchor."""

    items: tuple[tuple[str, str | None], ...]


class Facts(Struct, frozen=True):
    """Labels, each with its value; `cards` are there to be printed and cut out.

    In a `box` are those that say, with the title, what the whole page comes to; a page has one at most.
    """

    pairs: tuple[tuple[str, str], ...]
    cards: bool = False
    box: bool = False


class Table(Struct, frozen=True):
    """A table; the first cell of a row names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def labelled(self, row: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Return each cell of a row but the first, after the name of its column."""
        return zip(self.header[1:], row[1:], strict=True)


class DrawnRung(Struct, frozen=True):
    """One rung of a drawing; `mark` says in words what is special about it.

    `spoken` is its number, mark and name as they are read aloud: Rung 5 (you are here): Engagement. `parts`
    are those of its summary, each with how many signs stand before it.
    """

    number: int
    name: str
    summary: str
    spoken: str
    mark: str = ""
    parts: tuple[tuple[int, str], ...] = ()

    @property
    def marked_name(self) -> str:
        """The name with the mark behind it, if there is one: Engagement (you are here)."""
        return f"{self.name} ({self.mark})" if self.mark else self.name


class Drawing(Struct, frozen=True):
    """A ladder, its rungs from the top one down; where none has a summary it takes one line a rung.

    `below` says what is on none of them. In a `strip` what is on a rung stands beside its name.
    """

    caption: str
    rungs: tuple[DrawnRung, ...]
    below: tuple[str, ...] = ()
    strip: bool = False


class Fold(Struct, frozen=True):
    """A part with a title that few readers need; where it can be, it is folded until they open it."""

    title: str
    blocks: "tuple[Block, ...]"


Block = Heading | Paragraph | Items | Links | Facts | Table | Drawing | Fold


class Page(Struct, frozen=True):
    """A title and blocks; `language` is that of the text, `subject` the activity that the page is about.

    `direction` is ltr or rtl, as the language is written; `skip` the words of a link that leads to the text.
    A `compact` page is to fit a window. `credit` says on a picture whose ladder it is. `terms` are words
    that HTML explains to whoever opens them, under `terms_title`.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    subject: str = ""
    direction: str = "ltr"
    skip: str = ""
    compact: bool = False
    credit: str = ""
    terms_title: str = ""
    terms: tuple[tuple[str, str], ...] = ()

    @property
    def boxed(self) -> bool:
        """Whether the title and what follows it, to some facts, belong in a box."""
        return any(isinstance(block, Facts) and block.box for block in self.blocks)


def unfolded(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, and in place of each that is folded its title as a heading, and what is in it."""
    for block in blocks:
        yield from (Heading(block.title, 3), *unfolded(block.blocks)) if isinstance(block, Fold) else (block,)


def is_empty(block: Block) -> bool:
    """Whether there is nothing in a block."""
    match block:
        case Items(()) | Links(()) | Facts(()) | Table(_, _, ()):
            return True
    return False


def web_address(url: str | None) -> str | None:
    """Return an address that is worth reading, None for a place on the same page."""
    return None if url is None or url.startswith("#") else url


def lead_in(label: str) -> str:
    """Return a label as it stands before its value: "Place:", or "Why?" where it asks or calls out."""
    return label if label.endswith(LABEL_ENDS) else f"{label}:"
