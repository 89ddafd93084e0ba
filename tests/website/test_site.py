"""The website: its pages lead to each other, hold nothing that a strict policy forbids, say what is asked."""

import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
from conftest import GUIDE, LADDER, ROOT, Command, Reader

sys.path += [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]
from forms import hostile_ladder

OWN = ("index", "look-up", "form", "staff", "typed", "accessibility", "ladder", "tips", "principles")
ATTRIBUTES = ("href", "src")


@pytest.fixture
def site(command: Command, tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    assert command("site", str(folder)).code == 0
    return folder


def pages(folder: Path) -> dict[str, Reader]:
    """Return every page by its address."""
    files = [*folder.glob("*.html"), *folder.glob("easy/*.html")]
    return {str(file.relative_to(folder)): Reader(file.read_text(encoding="utf-8")) for file in files}


def leading_nowhere(folder: Path) -> list[tuple[str, str]]:
    """Return each link within the website that leads to no file, or to no part of a page."""
    found = pages(folder)
    ids = {
        address: {str(given["id"]) for _, given in reader.elements if "id" in given}
        for address, reader in found.items()
    }
    faults = []
    for address, reader in found.items():
        for _, given in reader.elements:
            for link in (given[name] or "" for name in ATTRIBUTES if name in given):
                if re.match("https?:|mailto:", link):
                    continue
                path, part = urldefrag(link)
                target = ((folder / address).parent / unquote(path)) if path else folder / address
                name = str(target.resolve().relative_to(folder.resolve()))
                known = ids.get(name, set()) | ({"practise"} if name.endswith("form.html") else set())
                if not target.is_file() or (part and part not in known):
                    faults.append((address, link))
    return faults


def data_of(file: Path) -> Any:
    """Return what a script gives a name."""
    return json.loads(file.read_text(encoding="utf-8").partition(" = ")[2].rstrip(";\n"))


def test_it_has_a_page_for_each_part_in_both_wordings(site: Path) -> None:
    lists = ("questions", "rules", "promises", "workshop", "cases", "editions", "crosswalk", "glossary")
    topics = [f"guide-{each}" for each in (*(topic.id for topic in GUIDE.topics), *lists[2:])]
    rungs = [f"rung-{rung.number}" for rung in LADDER.rungs]
    names = {f"{each}.html" for each in (*OWN, *lists[:2], *topics, *rungs)}
    assert {*pages(site)} == names | {f"easy/{name}" for name in names}


def test_every_link_leads_somewhere(site: Path) -> None:
    assert leading_nowhere(site) == []


def test_it_takes_two_megabytes_at_most(site: Path) -> None:
    assert sum(file.stat().st_size for file in site.rglob("*") if file.is_file()) <= 2_000_000


def test_no_page_holds_a_style_or_a_script(site: Path) -> None:
    forbidden = []
    for address, reader in pages(site).items():
        for tag, given in reader.elements:
            inline = tag == "style" or (tag == "script" and "src" not in given) or "style" in given
            loaded = tag in ("script", "link", "img") and re.match(
                r"\w+:|//", given.get("src") or given.get("href") or ""
            )
            if inline or loaded or any(name.startswith("on") for name in given):
                forbidden.append((address, tag))
    assert forbidden == []


def test_every_page_has_a_next_step_and_the_other_wording(site: Path) -> None:
    for address, reader in pages(site).items():
        links = [given.get("href") for tag, given in reader.elements if tag == "a"]
        name = address.removeprefix("easy/")
        other = f"../{name}" if address.startswith("easy/") else f"easy/{name}"
        # The form has a switch in the same place, since a link would lose the answers.
        assert other in links or name == "form.html", address
        assert {"form.html", "look-up.html"} <= {*links}, address


@pytest.mark.parametrize(
    ("page", "word", "address"),
    [
        ("rung-5.html", "Begin with an idea, and give everyone an equal voice", "tips.html#part-1"),
        ("rung-5.html", "What an invitation should say", "guide-promises.html#part-3"),
        ("rung-5.html", "Consultation", "rung-4.html"),
        ("tips.html", "What can people change?", "questions.html#part-3"),
        ("guide-editions.html", "tokenistic", "guide-glossary.html#part-{tokenistic}"),
    ],
)
def test_words_lead_to_where_they_are_explained(page: str, word: str, address: str, site: Path) -> None:
    terms = sorted(GUIDE.glossary, key=lambda term: term.term.casefold())
    places = {term.id: number for number, term in enumerate(terms, start=1)}
    text = (site / page).read_text(encoding="utf-8")
    assert f'<a href="{address.format_map(places)}">{word}</a>' in text


def test_no_page_but_that_for_staff_says_what_to_type_or_shows_ids(site: Path) -> None:
    found = {address: " ".join(reader.text) for address, reader in pages(site).items()}
    typed = re.compile(r"coproladder (show|guide|tips|questions|rules|report|assess)")
    assert {each for each, text in found.items() if typed.search(text)} == {"staff.html", "easy/staff.html"}
    ids = re.compile(r"\((voice|absent|analyse)\)|co-produced-by-others|asked-no-influence")
    assert [address for address, text in found.items() if ids.search(text)] == []


def test_search_knows_each_part_and_where_it_is(site: Path) -> None:
    found = {title: (address, lines) for address, title, lines in data_of(site / "search-data.js")["parts"]}
    address, lines = found["Glossary: tokenistic"]
    assert re.search(
        f'<h2 id="{address.partition("#")[2]}">tokenistic</h2>', (site / "guide-glossary.html").read_text()
    )
    assert "makes no difference" in lines[0]
    assert found["Rung 5 of 7: Engagement"][0] == "rung-5.html"


def test_title_people_to_write_to_and_reply_are_said(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    title, words = "Leeds: how <we> work", ("--send-to", "Ann Lee, ann@example.org", "--reply", "By June.")
    assert command("site", str(folder), "--title", title, *words).code == 0
    said = pages(folder)
    assert title in said["easy/rung-1.html"].text
    assert any("Tell Ann Lee." in text for text in said["accessibility.html"].text)
    assert ("a", {"href": "mailto:ann@example.org"}) in said["accessibility.html"].elements
    form = data_of(folder / "form-data.js")
    assert (form["send_to"], form["reply"]) == ({"name": "Ann Lee", "address": "ann@example.org"}, "By June.")


def test_the_day_is_that_of_the_source(site: Path) -> None:
    assert any(text.endswith(", 21 September 2026.") for text in pages(site)["index.html"].text)


def test_nothing_in_a_hostile_ladder_is_markup_or_leads_out(command: Command, tmp_path: Path) -> None:
    ladder = hostile_ladder()
    guide = {
        "topics": [
            {
                "id": each,
                "title": f'"><script>alert("{each}")</script>',
                "summary": {"standard": "javascript:1"},
            }
            for each in ("con", "nul", "a" * 200)
        ]
    }
    (tmp_path / "guide.yaml").write_text(json.dumps(guide), encoding="utf-8")
    ladder["about"]["guide"] = "guide.yaml"
    file, folder = tmp_path / "hostile.yaml", tmp_path / "site"
    file.write_text(json.dumps(ladder), encoding="utf-8")
    done = command("site", str(folder), "--ladder", str(file))
    assert (done.code, done.err) == (0, f"written to {folder}\n")
    assert leading_nowhere(folder) == []
    names = [name.removeprefix("easy/") for name in pages(folder)]
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9-]+\.html", name)] == []
    assert [name for name in names if name.split(".")[0] in ("con", "nul")] == []
    scripts = [
        given for reader in pages(folder).values() for tag, given in reader.elements if tag == "script"
    ]
    assert {given["src"] for given in scripts} <= {
        f"{root}{name}"
        for root in ("", "../")
        for name in ("form-data.js", "form.js", "search-data.js", "search.js")
    }


def test_a_folder_without_a_name_and_a_title_of_blanks_are_none(command: Command, tmp_path: Path) -> None:
    done = command("site", "")
    assert (done.code, done.err) == (2, "error: the name of the folder is empty\n")
    assert command("site", str(tmp_path / "site"), "--title", "  ").code == 0
    assert LADDER.about.name in pages(tmp_path / "site")["index.html"].text


def test_it_opens_the_first_page(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert command("site", str(tmp_path / "site"), "--open").code == 0
    assert opened == [(tmp_path / "site" / "index.html").as_uri()]
