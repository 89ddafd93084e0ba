"""Puts the files of the website together: pages in two wordings, the form, the sheet, styles and scripts."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from coproladder import __version__
from coproladder.form.page import FOLDER as FORM
from coproladder.form.page import SCRIPTS, form_data
from coproladder.ladder.guide import Guide
from coproladder.ladder.wording import Wording
from coproladder.pages.reference import credit_blocks
from coproladder.pages.search import parts
from coproladder.render.html_page import FOLDER as RENDER
from coproladder.render.html_page import fill, joined
from coproladder.render.linking import Linked
from coproladder.results.sheet import empty_sheet
from coproladder.website.contents import Entry, entries, explained

FOLDER = Path(__file__).parent

EASY, OWN = "easy/", "site.css"
"""Where the pages in easy words are, and the file for rules of one's own."""

OWN_PAGES = ("index", "look-up", "form", "staff", "typed", "accessibility")
"""The pages that only the website has; each has a template of its own."""

SEARCHED = {
    "form": ("form_title", "form_intro", "form_private"),
    "staff": ("site_staff", "site_sheet_words", "site_commands_words"),
    "typed": ("site_typed", "site_typed_sent", "site_typed_stored"),
    "accessibility": ("site_accessibility", "site_access_words", "site_tried_words"),
}
"""The phrases of these that a search looks at, the title first."""

FOUND = ("site_found_one", "site_found_many", "nothing_found")
"""The phrases that say how much a search found."""


class Site(Struct, frozen=True):
    """What a website is made of: title, day, whom people write to, what they hear.

    The day is as in 2026-11-30; `ladder_file` is the name of the ladder's file, None for the built-in one.
    """

    guide: Guide
    title: str
    day: str
    send_to: Mapping[str, str] | None = None
    reply: str | None = None
    ladder_file: str | None = None


def site_files(site: Site, standard: Wording, easy: Wording) -> dict[str, bytes]:
    """Return the content of each file of the website by its address."""
    texts = {
        "style.css": joined(RENDER / "page.css", FOLDER / "frame.css"),
        "form.css": joined(FORM / "form.css"),
        "form.js": joined(*SCRIPTS),
        "search.js": joined(FOLDER / "search.js"),
        "icon.svg": joined(FOLDER / "icon.svg"),
        OWN: joined(FOLDER / OWN),
    }
    files = {name: text.encode() for name, text in texts.items()}
    for wording, folder in ((standard, ""), (easy, EASY)):
        files |= {f"{folder}{name}": content for name, content in _files(site, wording)}
    return files


def _files(site: Site, wording: Wording) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file in one wording."""
    found = entries(site.guide, wording)
    linked = Linked(explained(found, site.guide, wording))
    root, other = ("../", "../") if wording.easy else ("", EASY)
    known = {"site": site, "wording": wording, "say": wording.phrase, "root": root, "other": other}
    known |= {"entries": found.values(), "version": __version__, "credit": [*credit_blocks(wording)]}
    pages = [(entry.address, "reference", entry) for entry in found.values()]
    for address, template, entry in (*pages, *((f"{name}.html", name, None) for name in OWN_PAGES)):
        shown = known | {"address": address, "entry": entry, "link": linked.on(address)}
        yield address, fill(FOLDER / f"{template}.html.jinja", **shown).encode()
    data = form_data(wording, site.guide.workshop, {}, site.send_to, site.reply)
    data["style"] = joined(RENDER / "page.css", FORM / "form.css")
    yield "form-data.js", _assigned("formData", data)
    yield "search-data.js", _assigned("searchData", _search_data(found, wording))
    yield "sheet.xlsx", empty_sheet(wording, {})


def _search_data(found: dict[str, Entry], wording: Wording) -> dict[str, Any]:
    """Return each part of the pages, with where it is and its lines of text, and what a search says."""
    texts = [
        (entry.address + (f"#part-{at}" if at else ""), title, lines)
        for entry in found.values()
        for at, title, lines in parts(entry.page, wording)
    ]
    for name, (title, *said) in SEARCHED.items():
        texts.append((f"{name}.html", wording.phrase(title), [wording.phrase(each) for each in said]))
    return {"phrases": {name: wording.phrase(name, count="{count}") for name in FOUND}, "parts": texts}


def _assigned(name: str, value: Any) -> bytes:
    """Return a script that gives a value a name, since a page from a disk may not load data."""
    return f"globalThis.{name} = {json.dumps(value)};\n".encode()
