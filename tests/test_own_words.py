"""Every sentence is our own, in words that people can read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import textstat
from conftest import EASY, GUIDE, LADDER, ROOT, STANDARD

from coproladder.base.yaml_document import read_yaml
from coproladder.ladder.records import Words
from coproladder.ladder.wording import Wording
from coproladder.pages.assessment import assessment_page
from coproladder.pages.plan import plan_page
from coproladder.pages.reference import paper_form, questions_page, rules_page
from coproladder.pages.topics import all_pages, topics_page
from coproladder.placing.classify import classify
from coproladder.placing.vocabulary import make_activity
from coproladder.render.blocks import Drawing, Facts, Heading, Items, Links, Page, Paragraph, Table

LINKS = r"(?:https?://|www\.)\S+|\S+@\S+|Priory House[^.]*?SG17\s5TQ"
"""Links and addresses, one of them postal."""
RUN = 8


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def project_texts() -> Iterator[tuple[str, str]]:
    """Yield each text of the project with where it stands."""
    for name in ("data/ladder.yaml", "data/guide.yaml", "examples/arnstein.yaml"):
        document = read_yaml((ROOT / name).read_bytes())
        for text in strings(document.value):
            yield name, text
    for pattern in ("*.md", "examples/*", "src/**/*.py", "data/*"):
        for file in sorted(ROOT.glob(pattern)):
            yield file.name, file.read_text(encoding="utf-8", errors="ignore")


def long_titles() -> list[str]:
    """Return the titles of sources that are runs themselves: they may be repeated."""
    titles = (" ".join(words_of(source.title)) for source in (*LADDER.sources, *GUIDE.sources))
    return [title for title in titles if len(title.split()) >= RUN]


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", re.sub(LINKS, " ", text).casefold())


def runs(text: str, titles: list[str]) -> set[tuple[str, ...]]:
    """Return each run of eight words, where a long title counts as one."""
    plain = " ".join(words_of(text))
    for title in titles:
        plain = plain.replace(title, "title")
    words = plain.split()
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_no_sentence_is_taken_from_a_source(request: pytest.FixtureRequest) -> None:
    folder = request.config.getoption("--sources")
    if folder is None:
        pytest.skip("needs --sources FOLDER, a folder with the source texts")
    titles = long_titles()
    taken: set[tuple[str, ...]] = set()
    for file in Path(folder).glob("*.txt"):
        taken |= runs(file.read_text(encoding="utf-8"), titles)
    assert taken
    shared = {(where, " ".join(run)) for where, text in project_texts() for run in runs(text, titles) & taken}
    assert shared == set()


def every_page(wording: Wording) -> list[tuple[str, Page]]:
    activity = make_activity(LADDER, {"voice": "discuss", "influence": "some", "called": "co-production"})
    return [
        *all_pages(GUIDE, wording),
        ("guide", topics_page(GUIDE, wording)),
        ("questions", questions_page(wording)),
        ("questions on paper", paper_form(wording)),
        ("plan", plan_page([(activity, classify(LADDER, activity))], wording, GUIDE)),
        ("rules", rules_page(wording)),
        ("assess", assessment_page(activity, classify(LADDER, activity), wording)),
    ]


def texts(page: Page) -> Iterator[str]:
    """Yield what a page says, without its headings, labels, links and the names in tables."""
    for block in page.blocks:
        match block:
            case Paragraph(text):
                yield text
            case Items(items, _, hints):
                yield from (*items, *filter(None, hints))
            case Facts(pairs):
                yield from (value for _, value in pairs)
            case Table(_, _, rows):
                yield from (row[-1] for row in rows)
            case Drawing(_, rungs):
                yield from (rung.summary for rung in rungs)
            case Heading() | Links():
                pass


def grade(parts: list[str]) -> float:
    """Return the Flesch-Kincaid grade of texts, with the names of rungs and the glossary's terms as "it"."""
    names = [name for rung in LADDER.rungs for name in (rung.name, rung.id)]
    terms = [name for term in GUIDE.glossary for name in (term.term, *term.also)]
    known = "|".join(re.escape(name) for name in sorted((*names, *terms), key=len, reverse=True))
    whole = " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)
    whole = re.sub(LINKS, "it", whole)
    return float(textstat.flesch_kincaid_grade(re.sub(rf"\b(?:{known})\b", "it", whole, flags=re.IGNORECASE)))


@pytest.mark.parametrize(("wording", "most"), [(EASY, 5), (STANDARD, 9)], ids=["easy", "standard"])
def test_pages_and_notes_are_easy_to_read(wording: Wording, most: int) -> None:
    """By Flesch-Kincaid: the grade of a school in which most can read them."""
    said = {name: [*texts(page)] for name, page in every_page(wording)}
    said["notes"] = [note.words.say(wording.easy) for note in LADDER.notes]
    assert {name: found for name, parts in said.items() if (found := grade(parts)) > most} == {}


def every_words() -> Iterator[tuple[str, Words]]:
    for name in ("data/ladder.yaml", "data/guide.yaml"):
        yield from words_in(read_yaml((ROOT / name).read_bytes()).value, name)


def words_in(value: Any, where: str) -> Iterator[tuple[str, Words]]:
    if isinstance(value, dict) and "standard" in value:
        yield where, Words(value["standard"], value.get("easy"))
    elif isinstance(value, (dict, list)):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in pairs:
            yield from words_in(part, f"{where} {key}")


def test_all_content_has_easy_words_in_short_sentences() -> None:
    arnstein = read_yaml((ROOT / "examples" / "arnstein.yaml").read_bytes()).value
    found = [*every_words(), *words_in(arnstein, "arnstein")]
    sentences = [sentence for _, words in found for sentence in re.split(r"(?<=[.?!])\s+", words.easy or "")]
    assert [where for where, words in found if not words.easy] == []
    assert [sentence for sentence in sentences if len(sentence.split()) > 15] == []


def test_easy_words_have_no_acronyms() -> None:
    acronyms = r"\b(?!Easy)[A-Z]{2,}\w*"
    found = {
        word
        for _, words in every_words()
        for word in re.findall(acronyms, re.sub(LINKS, "", words.easy or ""))
    }
    # What is left are names as people write them: two handles' owners and a postcode.
    assert found - {"SG17", "TQ"} == set()


MEANINGS = {
    "TLAP": "Think Local Act Personal",
    "NCAG": "National Co-production Advisory Group",
    "IAP2": "International Association for Public Participation",
    "NHS": "National Health Service",
    "SCIE": "Social Care Institute for Excellence",
    "WTFC": "Working Together for Change",
}


def test_no_acronym_stands_on_a_page_without_its_meaning() -> None:
    for name, page in every_page(STANDARD):
        headings = (block.text for block in page.blocks if isinstance(block, Heading))
        whole = " ".join((*texts(page), *headings))
        for acronym, meaning in MEANINGS.items():
            assert meaning in whole or not re.search(rf"\b{acronym}\b", whole), (name, acronym)


def test_every_term_of_the_glossary_is_used() -> None:
    entries = {words.standard for term in GUIDE.glossary for words in (term.words,)}
    whole = " ".join(
        f"{words.standard} {words.easy}" for _, words in every_words() if words.standard not in entries
    )
    unused = [
        term.term
        for term in GUIDE.glossary
        if not re.search("|".join(map(re.escape, (term.term, *term.also))), whole, re.IGNORECASE)
    ]
    assert unused == []


def test_easy_words_change_every_page() -> None:
    for (name, standard), (_, easy) in zip(every_page(STANDARD), every_page(EASY), strict=True):
        assert standard != easy, name
