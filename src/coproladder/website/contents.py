"""Which pages of the reference the website has, what each leads to, and the words that lead to them."""

import re
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from coproladder.ladder.guide import Guide
from coproladder.ladder.wording import Wording
from coproladder.pages import reference as ref
from coproladder.pages.topics import all_pages, topics
from coproladder.render import blocks as b


class Entry(Struct):
    """A page: its address, the command that shows it, what it says, one line on it, and what comes next."""

    address: str
    command: str
    page: b.Page
    summary: str
    following: list[tuple[str, str]] = []

    @property
    def group(self) -> int:
        """Where people look for it: 0 with the ladder, 1 with the lists beside it, 2 in the guide."""
        return {"show": 0, "guide": 2}.get(self.command.split()[0], 1)

    @property
    def parts(self) -> dict[str, str]:
        """The address of each part of the page by its heading."""
        headings = [block for block in self.page.blocks if isinstance(block, b.Heading)]
        return {each.text: f"{self.address}#{each.anchor}" for each in headings}


def entries(guide: Guide, wording: Wording) -> dict[str, Entry]:
    """Return the pages of the reference by their commands, in the order in which people may read them."""
    addresses, summaries = {"show": "ladder.html"}, {}
    for rung in wording.ladder.rungs:
        addresses[f"show {rung.id}"] = f"rung-{rung.number}.html"
        summaries[f"show {rung.id}"] = wording.say(rung.meaning or rung.summary)
    summaries |= {f"guide {topic}": summary for topic, _, summary in topics(guide, wording)}
    questions, rules = (page(wording, with_ids=False) for page in (ref.questions_page, ref.rules_page))
    lists = (("questions", questions), ("rules", rules))
    found = {}
    for command, page in (*all_pages(guide, wording), *lists):
        if not page.blocks:
            continue
        address = addresses.get(command) or f"{command.replace(' ', '-')}.html"
        summary = without_commands(summaries.get(command, ""))
        found[command] = Entry(address, command, _for_readers(page), summary)
    promised = found["guide promises"].parts if guide.promises else {}
    pages = [*found.values()]
    for before, entry, after in zip([pages[-1], *pages], pages, [*pages[1:], pages[0]], strict=False):
        entry.following = [(after.page.title, after.address)]
        # The page of a rung is called as the part is that has its promise.
        if address := promised.get(entry.page.title, ""):
            entry.following.insert(0, (before.page.title, before.address))
            entry.following.insert(0, (wording.phrase("promises_title"), address))
    return found


def explained(found: dict[str, Entry], guide: Guide, wording: Wording) -> dict[str, str]:
    """Return the words that lead to a page or a part of one: names, titles, questions, terms."""
    ladder = wording.ladder
    words = {each.page.title: each.address for each in found.values()}
    for term in guide.glossary:
        words |= dict.fromkeys((term.term, *term.also), found["guide glossary"].parts[term.term])
    for question in ladder.questions:
        asked = wording.say(question.words)
        words[asked] = found["questions"].parts[asked]
    for number, tip in enumerate(ladder.tips, start=1):
        words[tip.title] = found["tips"].parts[f"{number}. {tip.title}"]
    for rung in ladder.rungs:
        words[rung.name] = found[f"show {rung.id}"].address
    return words


def _for_readers(page: b.Page) -> b.Page:
    """Return a page to each heading of which links can lead, and which names no commands."""
    blocks: list[b.Block] = []
    number = count(1)
    for block in page.blocks:
        if isinstance(block, b.Heading):
            blocks.append(replace(block, anchor=f"part-{next(number)}"))
        elif not isinstance(block, b.Paragraph):
            blocks.append(block)
        elif text := without_commands(block.text):
            blocks.append(b.Paragraph(text))
    return replace(page, blocks=tuple(blocks))


def without_commands(text: str) -> str:
    """Return a text without the sentences that say what to type."""
    return " ".join(each for each in re.split("(?<=[.!?»]) ", text) if "coproladder " not in each)
