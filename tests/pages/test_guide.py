"""The guide: its topics, its check, and what is found in it."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import GUIDE, LADDER, ROOT, STANDARD, Command, Reader

from coproladder import load_ladder
from coproladder.base.errors import LadderError
from coproladder.ladder.guide import Guide, Topic
from coproladder.ladder.load import load_guide
from coproladder.ladder.records import Words
from coproladder.pages.search import find
from coproladder.pages.topics import all_pages, guide_page, topic_ids, topics
from coproladder.render.blocks import Facts, Heading, Paragraph

TOPICS = [topic for topic, _, _ in topics(GUIDE, STANDARD)]


def test_topics_are_those_of_the_sources_and_four_of_our_own() -> None:
    assert " ".join(TOPICS) == (
        "co-production support levels starting-a-group success working-together-for-change organisations "
        "principles-in-practice further-reading equal-footing what-you-said promises workshop cases editions "
        "crosswalk glossary"
    )


def test_counts_of_the_sources_are_kept() -> None:
    lists = {
        (topic.id, section.heading): len(section.items)
        for topic in GUIDE.topics
        for section in topic.sections
        if section.items
    }
    assert lists["support", "The twelve ways"] == 12
    assert lists["working-together-for-change", "The eight steps"] == 8
    assert lists["success", "I statements"] == lists["success", "We statements"] == 4
    assert lists["co-production", "What is great about it"] == 6
    assert lists["co-production", "Why it matters"] == 5


def test_every_rung_is_told_at_every_level() -> None:
    levels = [level.id for level in LADDER.levels]
    assert [rung.id for rung in GUIDE.rungs] == [rung.id for rung in LADDER.rungs]
    assert all([*rung.examples] == levels for rung in GUIDE.rungs)


def test_every_rung_is_set_beside_every_other_ladder() -> None:
    wanted = {
        (rung, framework.id)
        for rung in ("above", "off", *(rung.id for rung in LADDER.rungs))
        for framework in GUIDE.frameworks
    }
    found = [(match.rung, match.framework) for match in GUIDE.matches]
    assert len(found) == len(wanted)
    assert set(found) == wanted
    assert all((match.name is None) == (match.sure == "none") for match in GUIDE.matches)


def test_every_edition_tells_all_four_sources() -> None:
    sources = {"tlap-leaflet", "tlap-poster", "norfolk", "central-bedfordshire"}
    assert {edition.rung for edition in GUIDE.editions} == {rung.id for rung in LADDER.rungs}
    assert all({each.source for each in edition.differences} == sources for edition in GUIDE.editions)


def test_editions_and_promises_stand_under_their_rungs() -> None:
    said = {
        "editions": {edition.rung: edition.rules for edition in GUIDE.editions},
        "promises": {promise.rung: promise.what_is_paid for promise in GUIDE.promises},
    }
    for topic, words in said.items():
        found = {
            heading.text: facts.pairs[-1][1]
            for heading, facts in pairwise(guide_page(GUIDE, topic, STANDARD).blocks)
            if isinstance(heading, Heading) and isinstance(facts, Facts)
        }
        rungs = {f"Rung {rung.number} of 7: {rung.name}": rung.id for rung in reversed(LADDER.rungs)}
        assert [*found.items()] == [(name, words[rung].standard) for name, rung in rungs.items()]


def test_every_source_is_cited() -> None:
    cited = {
        source
        for name in ("topics", "rungs", "editions", "frameworks", "matches", "glossary")
        for entry in getattr(GUIDE, name)
        for source in entry.sources
    }
    assert {source.id for source in GUIDE.sources} <= cited


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_a_page_in_every_form(topic: str, command: Command) -> None:
    title = next(title for found, title, _ in topics(GUIDE, STANDARD) if found == topic)
    page = command("guide", topic, "--plain")
    assert page.code == 0
    assert command("guide", title, "--plain") == page
    assert json.loads(command("guide", topic, "--format", "json").out)["ladder"] == "tlap-co-production/3"


def test_lists_with_pages_of_their_own_come_after_the_topics(command: Command) -> None:
    (found,) = command("guide", "--json").records
    own = ["promises", "workshop", "cases", "editions", "crosswalk", "glossary"]
    assert [each["id"] for each in found["topics"]] == [*(topic.id for topic in GUIDE.topics), *own]


def test_a_guide_without_a_workshop_and_cases_has_its_topics() -> None:
    topic = Topic(id="start", title="How to start", summary=Words("Ask people."))
    page = guide_page(Guide(topics=(topic,)), "start", STANDARD)
    assert (page.title, page.blocks) == ("How to start", (Paragraph("Ask people."),))
    assert topic_ids(Guide(topics=(topic,))) == ["start"]


def test_tips_and_principles_say_that_the_words_are_ours(command: Command) -> None:
    ours = STANDARD.phrase("wording_is_ours")
    said = {
        name: ours in command(*name.split(), "--plain").out
        for name in ("tips", "principles", "guide success")
    }
    assert said == {"tips": True, "principles": True, "guide success": False}


def test_the_list_of_topics_has_a_line_on_each(command: Command) -> None:
    listed, _ = command("guide", "--plain").out.split("\n\nWhere this comes from\n")
    assert [line.partition(":")[0] for line in listed.splitlines()[2:]] == TOPICS
    topics = json.loads(command("guide", "-f", "json").out)["topics"]
    assert [topic["id"] for topic in topics] == TOPICS


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("coercion", "show coercion"),
        ("jargon", "principles"),
        ("seldom-heard", "guide glossary"),
        ("mood barometer", "guide glossary"),
        ("fire", "guide starting-a-group"),
        ("agenda", "tips"),
        ("arn", "guide crosswalk"),
    ],
)
def test_find_puts_the_best_place_first(query: str, first: str) -> None:
    hits = find(all_pages(GUIDE, STANDARD), query, STANDARD)
    assert hits[0].command == first
    begins = rf"\b{query.split(maxsplit=1)[0]}"
    assert all(re.search(begins, f"{hit.title} {hit.line}".casefold()) for hit in hits)


def test_find_looks_in_rungs_tips_topics_and_glossary() -> None:
    commands = {hit.command.split()[0] for hit in find(all_pages(GUIDE, STANDARD), "carers", STANDARD)}
    assert commands == {"show", "tips", "guide"}


@pytest.mark.parametrize("query", ["xyzzy", "", " "])
def test_nothing_found_says_what_to_try(query: str, command: Command) -> None:
    done = command("guide", "--find", query, "--plain")
    assert done.code == 0
    assert "Nothing was found. Try one word" in done.out


def test_a_ladder_without_a_guide_has_rungs_and_no_topics(command: Command) -> None:
    options = ("--ladder", "examples/arnstein.yaml", "--plain")
    assert command("show", "partnership", *options).code == 0
    assert command("guide", *options).code == 0


BROKEN = """\
topics:
  - {id: glossary, title: T, summary: {standard: s}}
  - {id: twice, title: T, summary: {standard: s}, sources: [nowhere]}
  - {id: twice, title: T, summary: {standard: s}}
rungs:
  - {id: engagment, examples: {srvice: {standard: s}}}
editions:
  - {rung: co-design, differences: [{source: tlap, words: {standard: s}}], rules: {standard: s}}
matches:
  - {rung: below, framework: hart, sure: high, why: {standard: s}}
promises:
  - {rung: to-be, can_change: {standard: s}, who_decides: {standard: s},
     how_you_hear: {standard: s}, what_is_paid: {standard: s}}
workshop:
  summary: {standard: s}
  steps: []
  mistakes: {low: {standard: s}}
  cards:
    - {id: one, rung: coercion, words: {standard: s}, answers: {voice: loud}, why: {standard: s}}
    - {id: one, rung: coercion, words: {standard: s}, answers: {}, why: {standard: s}}
cases:
  intro: {standard: s}
  figures: {standard: s}
  list:
    - {id: c1, rung: high, title: T, name: N, url: "https://x.example", sure: low,
       words: {standard: s}, answers: {}}
"""
FAULTS = [
    "line 2, column 6: topics[0].id: this id is taken by a page of the guide; choose another",
    'line 3, column 61: topics[1].sources[0]: there is no source "nowhere"; ',
    "line 4, column 6: topics[2].id: this id is taken by entry 2 of the list; choose another",
    'line 6, column 6: rungs[0].id: there is no rung "engagment"; did you mean "engagement"?',
    'line 6, column 32: rungs[0].examples.srvice: there is no level "srvice"; did you mean "service"?',
    'line 8, column 38: editions[0].differences[0].source: there is no source "tlap"; ',
    'line 10, column 6: matches[0].rung: there is no rung "below"; ',
    'line 10, column 19: matches[0].framework: there is no framework "hart"; there are none',
    'line 12, column 6: promises[0].rung: there is no rung "to-be"; ',
    'line 17, column 14: workshop.mistakes.low: there is no rung "low"; ',
    'line 19, column 65: workshop.cards[0].answers.voice: "loud" is not an answer to it; ',
    "line 20, column 8: workshop.cards[1].id: this id is taken by entry 1 of the list; choose another",
    'line 25, column 16: cases.list[0].rung: there is no rung "high"; ',
]


def with_guide(folder: Path, guide: str) -> Path:
    """Write the built-in ladder into a folder beside a guide of its own."""
    ladder = folder / "ladder.yaml"
    ladder.write_bytes((ROOT / "data" / "ladder.yaml").read_bytes())
    (folder / "guide.yaml").write_text(guide, encoding="utf-8")
    return ladder


def test_every_fault_of_a_guide_has_its_place_and_cure(tmp_path: Path) -> None:
    ladder = with_guide(tmp_path, BROKEN)
    with pytest.raises(LadderError) as caught:
        load_guide(load_ladder(ladder), ladder)
    found = [fault.removeprefix(f"{tmp_path / 'guide.yaml'}: ") for fault in caught.value.faults]
    assert len(found) == len(FAULTS)
    assert [fault[: len(wanted)] for fault, wanted in zip(found, FAULTS, strict=True)] == FAULTS


def test_check_looks_at_the_guide_too(tmp_path: Path, command: Command) -> None:
    done = command("check", str(with_guide(tmp_path, "topics: 1\n")))
    assert done.code == 78
    assert f"{tmp_path / 'guide.yaml'}: line 1, column 1: topics: this must be a list" in done.err


def test_a_guide_that_is_not_there_is_named(tmp_path: Path, command: Command) -> None:
    ladder = with_guide(tmp_path, "")
    (tmp_path / "guide.yaml").unlink()
    done = command("guide", "--ladder", str(ladder))
    assert done.code == 78
    line = 1 + ladder.read_text(encoding="utf-8").splitlines().index("  guide: guide.yaml")
    assert done.err.startswith(
        f"error: {ladder}: line {line}, column 3: about.guide: there is no file guide.yaml"
    )


@pytest.mark.parametrize("guide", ["/etc/passwd", "../guide.yaml", "C:guide.yaml", "a\\\\b"])
def test_a_ladder_opens_no_file_elsewhere(guide: str, tmp_path: Path, command: Command) -> None:
    ladder = with_guide(tmp_path, "")
    text = ladder.read_text(encoding="utf-8").replace("guide: guide.yaml", f'guide: "{guide}"')
    ladder.write_text(text, encoding="utf-8")
    with pytest.raises(LadderError, match=r"about\.guide: name a file in the same folder, without a path"):
        load_ladder(ladder)
    assert command("check", str(ladder)).err.count("about.guide") == 1


SECRET = "TOKEN=abcdefghijklmnop"
FOREIGN: dict[str, tuple[str, bytes, str]] = {
    "a name without .yaml": (".env", SECRET.encode(), "name a file that ends in .yaml or .yml"),
    "text": ("g.yaml", SECRET.encode(), "this must be keys and their values, but it is text"),
    "keys": ("g.yml", b"TOKEN: abcdefghijklmnop\n", "no key in it is known; use "),
    "a key twice": ("g.yaml", b"TOKENabcd: 1\nTOKENabcd: 2\n", "a key is given twice, first in line 1"),
    "a list": ("g.yaml", b"- TOKEN\n- abcd\n", "this must be keys and their values, but it is a list of 2"),
    "a large file": ("g.yaml", b"#" * 1_000_001, "the file is larger than 1 MB"),
    "what acts on a terminal": ("g.yaml", b"a: \x1b]0;TOKEN\x07", "a character that YAML does not allow"),
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("key", ["guide", "interface"])
def test_a_ladder_shows_no_file_that_is_none_of_ours(
    key: str, name: str, tmp_path: Path, command: Command
) -> None:
    file, data, fault = FOREIGN[name]
    ladder = with_guide(tmp_path, "")
    text = ladder.read_text(encoding="utf-8").replace("guide: guide.yaml", f"{key}: {file}")
    ladder.write_text(text, encoding="utf-8")
    (tmp_path / file).write_bytes(data)
    asks = ("guide",) if key == "guide" else ("questions",)
    for line in ((*asks, "--format", "yaml"), asks, ("check", str(ladder))):
        done = command(*line, *(() if "check" in line else ("--ladder", str(ladder))))
        assert (done.code, done.out) == (78, "")
        assert fault in done.err
        assert not re.search("TOKEN|abcd", done.err)


def test_a_link_that_comes_with_a_ladder_leads_to_no_file_elsewhere(tmp_path: Path, command: Command) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    ladder = with_guide(folder, "topics: []\n")
    guide = folder / "guide.yaml"
    guide.rename(tmp_path / "guide.yaml")
    guide.symlink_to("../guide.yaml")
    done = command("guide", "--format", "yaml", "--ladder", str(ladder))
    assert (done.code, done.out) == (78, "")
    assert done.err.endswith("guide.yaml is a link that leads out of this folder; put the file itself here\n")
    # As folders of configuration are often made, with all files behind links within.
    (folder / "..data").mkdir()
    (tmp_path / "guide.yaml").rename(folder / "..data" / "guide.yaml")
    guide.unlink()
    guide.symlink_to("..data/guide.yaml")
    assert command("guide", "--format", "yaml", "--ladder", str(ladder)).code == 0


@pytest.mark.parametrize("key", ["guide", "interface"])
@pytest.mark.parametrize("line", ["form -o FILE", "assess examples/activity.json -o FILE", "show -o FILE"])
def test_no_output_takes_the_place_of_a_file_that_a_ladder_is_made_of(
    key: str, line: str, tmp_path: Path, command: Command
) -> None:
    ladder = with_guide(tmp_path, "")
    text = ladder.read_text(encoding="utf-8").replace("guide: guide.yaml", f"{key}: own.yaml")
    ladder.write_text(text, encoding="utf-8")
    own = tmp_path / "own.yaml"
    before = "language: en-GB\nphrases: {}\n" if key == "interface" else "topics: []\n"
    own.write_text(before, encoding="utf-8")
    done = command(*line.replace("FILE", str(own)).split(), "--force", "--ladder", str(ladder))
    assert done == (73, "", f"error: {own}: this file is being read; choose another name to write to\n")
    assert own.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("query", ["co production", "CO-PROD"])
def test_find_does_not_mind_hyphens_and_case(query: str) -> None:
    hits = find(all_pages(GUIDE, STANDARD), query, STANDARD)
    assert any(hit.title.startswith("What co-production is") for hit in hits)


HEADER = 'Date,Who said it,What they hoped for,"What was done, or why not","Who tells people, and when"\n'


def test_what_you_said_is_a_page_to_print_and_a_file_to_keep(command: Command, tmp_path: Path) -> None:
    assert command("guide", "what-you-said", "--format", "csv").out == HEADER
    file = tmp_path / "said.csv"
    assert command("guide", "what-you-said", "--output", str(file)).code == 0
    assert file.read_text(encoding="utf-8").lstrip("\ufeff") == HEADER
    page = Reader(command("guide", "what-you-said", "--format", "html").out)
    assert sum(tag == "td" for tag, _ in page.elements) == 8 * 5


@pytest.mark.parametrize("line", ["guide", "guide success", "guide glossary"])
def test_csv_is_only_for_a_table_to_fill_in(line: str, command: Command) -> None:
    done = command(*line.split(), "--format", "csv")
    assert (done.code, done.err) == (
        2,
        "error: --format csv is for a topic with a table to fill in; use what-you-said\n",
    )
