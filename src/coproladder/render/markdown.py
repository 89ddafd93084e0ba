"""A page as CommonMark, to paste into a document; whatever a text holds is shown as it is."""

import re
from collections.abc import Iterator

from coproladder.base.text import visible
from coproladder.render import blocks as b

ACTIVE = r"[\\`*_\[\]<>&|~$]|^[-+=#>]|!(?=\[)|:(?=//)"
"""The characters that Markdown would read as marks: inline marks anywhere, block marks at the start."""


def render(page: b.Page) -> str:
    """Return a page as Markdown."""
    parts = [f"# {_text(page.title)}", *("\n".join(_lines(block)) for block in b.unfolded(page.blocks))]
    return "\n\n".join(parts) + "\n"


def _lines(block: b.Block) -> Iterator[str]:
    match block:
        case b.Heading(text, level, anchor):
            if anchor:
                yield f'<a id="{anchor}"></a>'
                yield ""
            yield f"{'#' * level} {_text(text)}"
        case b.Paragraph(text):
            yield _text(text)
        case b.Items(_, kind):
            for number, (item, hint) in enumerate(block.hinted, start=1):
                mark = {"steps": f"{number}.", "checklist": "- [ ]", "list": "-"}[kind]
                yield f"{mark} {_text(item)}" + ("\\" if hint else "")
                if hint:
                    yield f"{' ' * len(mark)} {_text(hint)}"
        case b.Links(items):
            for title, url in items:
                address = re.sub(r"[<>\\\s]", lambda found: f"%{ord(found[0]):02X}", url or "")
                yield f"- [{_text(title)}](<{address}>)" if url else f"- {_text(title)}"
        case b.Facts(pairs):
            for label, value in pairs:
                yield f"- **{_text(b.lead_in(label))}** {_text(value)}"
        case b.Table(caption, header, rows):
            yield _text(b.lead_in(caption))
            yield ""
            yield _row(header)
            yield _row(["---"] * len(header))
            yield from (_row([_text(cell) for cell in row]) for row in rows)
        case b.Drawing(caption, rungs, below):
            # Also keeps the list apart from one before it.
            yield f"{_text(caption)}:"
            yield ""
            for rung in rungs:
                yield f"- **{rung.number} {_text(rung.marked_name)}** {_text(rung.summary)}"
            for line in below:
                yield ""
                yield _text(line)


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: str) -> str:
    inline = re.sub(ACTIVE, lambda found: f"\\{found[0]}", visible(text).strip())
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", inline)
