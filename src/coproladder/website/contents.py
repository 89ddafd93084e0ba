"""Which pages the website has, what each leads to, and the words that lead to them."""

from collections.abc import Iterator, Mapping
from itertools import chain, count

from msgspec import Struct
from msgspec.structs import replace

from coproladder.ladder.guide import Guide
from coproladder.ladder.wording import Wording
from coproladder.pages import reference as ref
from coproladder.pages.topics import all_pages, topics
from coproladder.render import blocks as b

INDEX, LOOK_UP, FORM, SHEET = "index.html", "look-up.html", "form.html", "sheet.xlsx"
STAFF, TYPED, ACCESSIBILITY = "staff.html", "typed.html", "accessibility.html"
PRACTICE, WORKSHOP = f"{FORM}#practise", "guide-workshop.html"
COMMANDS = (
    "report sheet.xlsx",
    "assess activities.csv --output results.csv",
    "form --output form.html",
    "rules --reasons --output rungs.sql",
)
"""What staff and researchers may run, as they type it."""


class Entry(Struct):
    """A page: its address, the command that shows it, what it says, one line on it, and what comes next."""

    address: str
    command: str
    page: b.Page
    summary: str = ""
    following: list[tuple[str, str]] = []


def entries(guide: Guide, wording: Wording) -> list[Entry]:
    """Return the pages of the reference in the order in which people may read them, each with anchors."""
    ladder, say = wording.ladder, wording.say
    rungs = {f"show {rung.id}": rung for rung in ladder.rungs}
    names = {"show": "ladder.html"} | {each: f"rung-{rung.number}.html" for each, rung in rungs.items()}
    summaries = {f"show {rung.id}": say(rung.meaning or rung.summary) for rung in ladder.rungs}
    summaries |= {f"guide {topic}": summary for topic, _, summary in topics(guide, wording)}
    lists = [("questions", ref.questions_page(wording)), ("rules", ref.rules_page(wording))]
    found = []
    for command, page in (*all_pages(guide, wording), *lists):
        address = names.get(command) or f"{command.replace(' ', '-')}.html"
        found.append(Entry(address, command, _anchored(page), summaries.get(command, "")))
    return _with_following(found, guide, wording)


def _anchored(page: b.Page) -> b.Page:
    """Return a page to each heading of which links can lead."""
    number = count(1)
    blocks = (
        replace(block, anchor=f"part-{next(number)}") if isinstance(block, b.Heading) else block
        for block in page.blocks
    )
    return replace(page, blocks=tuple(blocks))


def _with_following(found: list[Entry], guide: Guide, wording: Wording) -> list[Entry]:
    """Return pages, each with the one after it; a rung leads to the rung above it, and to its promise."""
    at = {each.command: each for each in found}
    rungs = [at[f"show {rung.id}"] for rung in wording.ladder.rungs]
    promised = anchors(at["guide promises"]) if guide.promises else {}
    for entry, after in zip(found, [*found[1:], found[0]], strict=True):
        entry.following = [(after.page.title, after.address)]
    for rung, entry, above in zip(wording.ladder.rungs, rungs, [*rungs[1:], None], strict=True):
        if address := promised.get(ref.rung_in_words(rung, wording)):
            entry.following.insert(0, (wording.phrase("promises_title"), address))
        if above:
            entry.following.append((above.page.title, above.address))
    return found


def anchors(entry: Entry) -> dict[str, str]:
    """Return the address of each part of a page by its heading."""
    headings = [block for block in entry.page.blocks if isinstance(block, b.Heading)]
    return {each.text: f"{entry.address}#{each.anchor}" for each in headings}


def explained(found: list[Entry], guide: Guide, wording: Wording) -> dict[str, str]:
    """Return the words that lead to a page or a part of one: names, titles, questions, terms, commands."""
    at, ladder = {each.command: each for each in found}, wording.ladder
    words = {each.page.title: each.address for each in found}
    words |= {f"coproladder {each.command}": each.address for each in found}
    if guide.glossary:
        parts = anchors(at["guide glossary"])
        words |= {said: parts[term.term] for term in guide.glossary for said in (term.term, *term.also)}
    parts = anchors(at["questions"])
    asked = {each: wording.say(each.words) for each in ladder.questions}
    words |= {said: parts[f"{said} ({each.id})"] for each, said in asked.items()}
    parts = anchors(at["tips"])
    words |= {tip.title: parts[f"{number}. {tip.title}"] for number, tip in enumerate(ladder.tips, start=1)}
    for rung in ladder.rungs:
        address = at[f"show {rung.id}"].address
        words |= dict.fromkeys((rung.name, f"coproladder show {rung.number}"), address)
    return words


def groups(found: list[Entry], wording: Wording) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the pages as people look for them, each group under its title."""
    kinds = {"show": "site_ladder", "guide": "site_guide"}
    for kind in ("site_ladder", "site_rules", "site_guide"):
        members = [each for each in found if kinds.get(each.command.split()[0], "site_rules") == kind]
        yield wording.phrase(kind), members


def own_pages(wording: Wording, send_to: Mapping[str, str] | None) -> Iterator[tuple[str, b.Page]]:
    """Yield the pages that only the website has, with their addresses; `send_to` is whom people may write to.

    They are for staff, on what happens to what people type, and on accessibility.
    """
    say, link = wording.paragraph, b.Links(((wording.phrase("site_sheet_link"), SHEET),))
    commands = b.Items(tuple(f"coproladder {each}" for each in COMMANDS))
    staff = (*wording.section("site_sheet", say("site_sheet_words"), link), wording.heading("site_commands"))
    yield STAFF, wording.page(wording.phrase("site_staff"), (*staff, say("site_commands_words"), commands))
    typed = [say(each) for each in ("site_typed_sent", "site_typed_stored", "site_typed_search")]
    told: list[b.Block] = [say("site_fault_words")]
    if send_to:
        typed.append(say("site_typed_mail", name=send_to["name"]))
        mail = b.Links(((send_to["address"], f"mailto:{send_to['address']}"),))
        told = [say("site_fault_mail", **send_to), mail]
    yield TYPED, wording.page(wording.phrase("site_typed"), typed)
    parts = (
        wording.section(f"site_{each}", say(f"site_{each}_words"))
        for each in ("access", "tried", "not_tried")
    )
    access = (*chain.from_iterable(parts), wording.heading("site_fault"), *told)
    yield ACCESSIBILITY, wording.page(wording.phrase("site_accessibility"), access)
