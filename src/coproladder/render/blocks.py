"""The neutral blocks that every page is made of; each renderer knows them all, and nothing else."""

from typing import Literal

from msgspec import Struct


class Heading(Struct, frozen=True):
    """A heading below the page's title: level 2, or 3 below that."""

    text: str
    level: Literal[2, 3] = 2


class Paragraph(Struct, frozen=True):
    """One paragraph of text."""

    text: str


class Items(Struct, frozen=True):
    """A list; `steps` are numbered, and a `checklist` is there to be ticked off."""

    items: tuple[str, ...]
    kind: Literal["list", "steps", "checklist"] = "list"


class Links(Struct, frozen=True):
    """A list of titles, each with the web address it leads to where it has one."""

    items: tuple[tuple[str, str | None], ...]


class Facts(Struct, frozen=True):
    """Labels, each with its value."""

    pairs: tuple[tuple[str, str], ...]


class Table(Struct, frozen=True):
    """A table; the first cell of a row names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class DrawnRung(Struct, frozen=True):
    """One rung of a drawing; `mark` says in words what is special about it."""

    number: int
    name: str
    summary: str
    mark: str = ""


class Drawing(Struct, frozen=True):
    """A ladder, its rungs from the top one down."""

    caption: str
    rungs: tuple[DrawnRung, ...]


class Bar(Struct, frozen=True):
    """One bar: what it is of, its length, what it says in words, and how far it may reach at most."""

    label: str
    length: int
    says: str
    reach: int = 0


class Bars(Struct, frozen=True):
    """Bars side by side; `full` is the length of one that fills the room, `header` names both columns.

    The bars in `apart` stand apart from the others, after them.
    """

    caption: str
    header: tuple[str, str]
    bars: tuple[Bar, ...]
    full: int
    apart: tuple[Bar, ...] = ()


Block = Heading | Paragraph | Items | Links | Facts | Table | Drawing | Bars


class Page(Struct, frozen=True):
    """Anything that people read, whatever the format: a title and blocks.

    `language` is that of the words; `subject` is what a page on one activity is about.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    subject: str = ""


def lead_in(label: str) -> str:
    """Return a label as it stands before its value: a colon, unless it asks or calls out."""
    return label if label.endswith(("?", "!")) else f"{label}:"
