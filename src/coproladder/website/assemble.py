"""Puts the files of the website together: pages in two wordings, the form, the sheet, styles and scripts."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from coproladder import __version__
from coproladder.base.words import first_sentence
from coproladder.form.page import FOLDER as FORM_ROOM
from coproladder.form.page import SCRIPTS, form_data
from coproladder.ladder.guide import Guide
from coproladder.ladder.wording import Wording
from coproladder.pages.reference import credit_blocks
from coproladder.pages.search import parts
from coproladder.render import blocks as b
from coproladder.render.html_page import FOLDER as RENDER
from coproladder.render.html_page import fill, joined
from coproladder.render.linking import Linked
from coproladder.results.sheet import empty_sheet
from coproladder.website import contents as c

FOLDER = Path(__file__).parent

EASY, OWN = "easy/", "site.css"
"""Where the pages in easy words are, and the file for rules of one's own."""

FOUND = ("site_found_one", "site_found_many", "nothing_found")
"""The phrases that say how much a search found."""


class Site(Struct, frozen=True):
    """What a website is made of: title, day (2026-11-30), whom people write to, what they hear."""

    guide: Guide
    title: str
    day: str
    send_to: Mapping[str, str] | None = None
    reply: str | None = None


def site_files(site: Site, standard: Wording, easy: Wording) -> dict[str, bytes]:
    """Return the content of each file of the website by its address."""
    style = joined(RENDER / "page.css", FOLDER / "frame.css")
    files = {
        "style.css": style,
        "form.css": joined(FORM_ROOM / "form.css"),
        "form.js": joined(*SCRIPTS),
        "search.js": joined(FOLDER / "search.js"),
        OWN: joined(FOLDER / OWN),
    }
    found = {name: text.encode() for name, text in files.items()}
    for wording, folder in ((standard, ""), (easy, EASY)):
        found |= {f"{folder}{name}": content for name, content in _pages(site, wording)}
    return found


def _pages(site: Site, wording: Wording) -> Iterator[tuple[str, bytes]]:
    """Yield each file in one wording by its name."""
    found = c.entries(site.guide, wording)
    linked = Linked(c.explained(found, site.guide, wording))
    frame = _frame(site, wording)

    def page(address: str, template: str, title: str, **values: Any) -> tuple[str, bytes]:
        link = linked.on(address)
        text = fill(FOLDER / template, **frame, address=address, title=title, link=link, **values)
        return address, text.encode()

    for entry in found:
        shown = {"page": entry.page, "following": entry.following}
        yield page(entry.address, "reference.html.jinja", entry.page.title, **shown)
    for address, each in c.own_pages(wording, site.send_to):
        yield page(address, "reference.html.jinja", each.title, page=each, following=[])
    yield page(c.INDEX, "home.html.jinja", site.title, **_welcome(found, site, wording))
    yield page(
        c.LOOK_UP, "look-up.html.jinja", wording.phrase("site_look_up"), groups=c.groups(found, wording)
    )
    yield page(c.FORM, "form.html.jinja", wording.phrase("form_title"))
    data = form_data(wording, site.guide.workshop, {}, site.send_to, site.reply)
    yield "form-data.js", _assigned("formData", data)
    yield "search-data.js", _assigned("searchData", _search_data(found, wording))
    yield c.SHEET, empty_sheet(wording, {})


def _frame(site: Site, wording: Wording) -> dict[str, Any]:
    """Return what every page shows round its own part."""
    about = wording.ladder.about
    menu = (("site_tell_us", c.FORM), ("site_look_up", c.LOOK_UP), ("site_practise", c.PRACTICE))
    small = (("site_typed", c.TYPED), ("site_accessibility", c.ACCESSIBILITY))
    return {
        "c": c,
        "site": site.title,
        "language": about.language,
        "direction": wording.interface.direction,
        "say": wording.phrase,
        "easy": wording.easy,
        "root": "../" if wording.easy else "",
        "other": "../" if wording.easy else EASY,
        "menu": [(wording.phrase(name), to) for name, to in menu if site.guide.workshop or to != c.PRACTICE],
        "small_print": [(wording.phrase(name), to) for name, to in small],
        "credit": first_sentence(wording.say(about.credit)),
        "made": wording.phrase("site_made", version=__version__, date=wording.date(site.day)),
    }


def _welcome(found: list[c.Entry], site: Site, wording: Wording) -> dict[str, Any]:
    """Return what the first page shows: the ways on, the rungs from the top, and whose ladder it is."""
    ways = [("site_look_up", c.LOOK_UP), ("site_workshop", c.WORKSHOP), ("site_staff", c.STAFF)]
    pages = {each.command: each for each in found}
    return {
        "ways": [
            (wording.phrase(name), to, wording.phrase(f"{name}_words"))
            for name, to in ways
            if site.guide.workshop or to != c.WORKSHOP
        ],
        "rungs": [
            (rung.number, rung.name, pages[f"show {rung.id}"].summary, pages[f"show {rung.id}"].address)
            for rung in reversed(wording.ladder.rungs)
        ],
        "page": b.Page("", tuple(credit_blocks(wording))),
    }


def _search_data(found: list[c.Entry], wording: Wording) -> dict[str, Any]:
    """Return each part of the pages, with where it is and its lines of text, and what a search says."""
    phrases = {
        name: wording.phrase(name, count="{count}")
        for name in ("site_found_one", "site_found_many", "nothing_found")
    }
    texts = [
        (entry.address if at == 0 else f"{entry.address}#part-{at}", title, lines)
        for entry in found
        for at, (title, lines) in enumerate(parts(entry.page))
    ]
    return {"phrases": phrases, "parts": texts}


def _assigned(name: str, value: Any) -> bytes:
    """Return a script that gives a value a name, since a page from a disk may not load data."""
    return f"globalThis.{name} = {json.dumps(value)};\n".encode()
