"""A ladder can be translated whole, with no code: no word of the tool's own is left on any page or prompt.

The language is made up, see translation.py.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Command, Reader
from translation import write_translation

from coproladder.base.yaml_document import read_yaml
from coproladder.ladder.guide import OWN_PAGES
from coproladder.render import terminal
from coproladder.results.json_lines import json_bytes

FORUM = {"activity": "«Fforwm»", "answered_by": "«staff»", "date": 2025}
RECORDS: list[dict[str, Any]] = [
    FORUM | {"level": "service", "stage": "plan"},
    FORUM | {"answered_by": "«coder»", "voice": "answer", "called": "co-production"},
    FORUM | {"answered_by": "«coder»", "voice": "design", "decides": "services", "date": 2026},
    {"comment": "«?»", "called": "coercion", "voice": "discuss", "influence": "some"},
    {"voice": "absent"},
    *({"activity": f"«{number}»", "answered_by": who} for number in range(25) for who in ("«a»", "«b»")),
]


@pytest.fixture(scope="module")
def ladder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a ladder in the made-up language, with records beside it."""
    ladder = write_translation(tmp_path_factory.mktemp("marked"))
    ladder.with_name("records.json").write_bytes(json_bytes(RECORDS))
    return str(ladder)


def said_on(page: str) -> str:
    """Return the text of a page, and the attributes that are read out."""
    reader = Reader(page)
    names = ("data-label", "alt", "title", "aria-label")
    attributes = [attributes.get(name) for _, attributes in reader.elements for name in names]
    # The title of a window is cut short, marks and all.
    return " ".join([*filter(None, attributes), *(text for text in reader.text if not text.endswith("…"))])


def unmarked(text: str, ids: set[str]) -> list[str]:
    """Return the words outside marks, but for ids, commands and addresses."""
    depth, outside = 0, ""
    for sign in re.sub(r"https?:\S+", "", text):
        depth += (sign == "«") - (sign == "»")
        outside += sign if depth == 0 else " "
    assert depth == 0
    return [word for word in re.findall(r"[^\W\d_][\w-]*", outside) if word not in ids]


def ids_in(value: Any) -> set[str]:
    """Return the ids that a file gives its entries."""
    if isinstance(value, list):
        return set().union(*map(ids_in, value))
    if isinstance(value, dict):
        return {value.get("id", "")} | set().union(*map(ids_in, value.values()))
    return set()


FILES = [read_yaml((ROOT / "data" / name).read_bytes()).value for name in ("ladder.yaml", "guide.yaml")]
COMMAND_NAMES = {"coproladder", "show", "guide", "tips", "principles"}
IDS = COMMAND_NAMES | {"level", "stage"} | {*OWN_PAGES} | ids_in(FILES)

TOP = "--answer voice=design --answer influence=genuine --answer decides=people --answer delivery=throughout"
COMMANDS = [
    "show",
    "show --full",
    *(f"show {number}" for number in (1, 6, 7)),
    "tips",
    "principles",
    "questions",
    "rules",
    "guide",
    *(f"guide {topic}" for topic in ("starting-a-group", "success", *OWN_PAGES)),
    "guide --find jargon",
    "guide --find xyzzy",
    "assess --answer voice=absent --answer date=2026 --answer called=6",
    "assess --answer voice=discuss --answer influence=some --answer called=3 --answer comment=«x»",
    "assess --answer voice=present --answer influence=none --aim co-design",
    "assess --answer voice=answer --aim informing",
    "assess --answer level=service --answer basis=happened --answer voice_reason=«x»",
    f"assess {TOP}",
    f"assess --full {TOP}",
    "assess --plan --answer voice=discuss --answer influence=some --answer activity=«x»",
    f"assess --plan {TOP}",
    "assess --answer voice=told --answer influence=none --answer called=5",
    "report RECORDS --by level --by year --by basis --by answered_by --by voice",
]
EVERY_BLOCK = ("show 6", "guide starting-a-group", "guide crosswalk", COMMANDS[-1], COMMANDS[-4])
PAGES = [(line, shown) for line in COMMANDS for shown in ("text", "html")]
PAGES += [(line, shown) for line in EVERY_BLOCK for shown in ("plain", "markdown")]
PAGES += [("assess RECORDS", shown) for shown in ("text", "plain", "html")] + [("guide --all", "plain")]
PAGES += [("show", "svg"), ("assess --answer voice=discuss", "svg")]


@pytest.mark.parametrize(("line", "shown"), PAGES)
def test_no_word_of_the_tool_is_left(
    line: str, shown: str, ladder: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So wide that no address is broken.
    monkeypatch.setattr(terminal, "WIDEST", 1000)
    monkeypatch.setenv("COLUMNS", "1000")
    arguments = line.replace("RECORDS", str(Path(ladder).with_name("records.json"))).split()
    options = ["--plain"] if shown == "plain" else ["--format", shown]
    for easy in ([], ["--easy"]):
        done = command(*arguments, *options, *easy, "--ladder", ladder)
        said = said_on(done.out) if shown in ("html", "svg") else done.out
        assert (done.code, unmarked(said, IDS)) == (0, [])


def test_no_word_of_the_tool_is_left_at_the_prompt(ladder: str, command: Command) -> None:
    for easy in ([], ["--easy"]):
        options = ["--plain", *easy, "--ladder", ladder]
        done = command("assess", "--quick", *options, typed="?\nb\nx\n5\n9\n\n")
        said = done.err.replace("assess --no-input --full --answer=voice=answer", "")
        assert (done.code, unmarked(said, IDS)) == (0, [])
        done = command("assess", *options, typed="\nx\n2\n\n5\n1\n1\n1\n\nx\n\nx\n\n«x»\n\n")
        assert (done.code, unmarked(done.err.split("«To see")[0], IDS)) == (0, [])
        done = command("assess", "--full", *options, typed="\n\n\n5\nn\nn\nn\n\n\n\n«x»\n\n")
        assert (done.code, unmarked(done.err.split("«To see")[0], IDS)) == (0, [])
        for typed in ("\n\n\nq\n", ""):
            done = command("assess", *options, typed=typed)
            assert (done.code, unmarked(done.err, IDS)) == (66, [])


def test_no_word_of_the_tool_is_left_in_practice(ladder: str, command: Command) -> None:
    for easy in ([], ["--easy"]):
        done = command("practise", "--plain", *easy, "--ladder", ladder, typed="?\nx\n1\nn\n7\nq\n")
        assert (done.code, unmarked(done.err + done.out, IDS)) == (0, [])
        none = command("practise", "--plain", *easy, "--ladder", ladder, typed="q\n")
        assert unmarked(none.out, IDS) == []


def test_no_word_of_the_tool_is_left_in_a_plan(ladder: str, command: Command) -> None:
    for answers in (
        ["voice=discuss"],
        ["voice=told", "basis=promised", "voice_reason=«x»"],
        ["influence=some"],
        ["delivery=throughout", "voice=design"],
    ):
        pairs = [part for answer in answers for part in ("--answer", answer)]
        for form in ("text", "html", "csv"):
            done = command("assess", *pairs, "--plan", "--format", form, "--ladder", ladder)
            said = said_on(done.out) if form == "html" else done.out
            assert unmarked(said.replace("____", ""), IDS) == []


def test_no_word_of_ours_is_left_on_the_website(ladder: str, command: Command, tmp_path: Path) -> None:
    assert command("site", str(tmp_path / "site"), "--ladder", ladder).code == 0
    left = {}
    for file in (tmp_path / "site").rglob("*.html"):
        # The commands on the page for staff stand on lines of their own.
        said = re.sub("^coproladder .*", "", said_on(file.read_text(encoding="utf-8")), flags=re.MULTILINE)
        if words := unmarked(said, IDS):
            left[file.name] = words
    assert left == {}


@pytest.mark.parametrize(
    ("line", "name"), [("show", "ladder"), ("guide", "guide"), ("questions", "interface")]
)
def test_yaml_is_what_a_translator_needs(line: str, name: str, ladder: str, command: Command) -> None:
    shown = command(line, "--format", "yaml").out
    assert shown == (ROOT / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    shown = command(line, "--format", "yaml", "--ladder", ladder).out
    assert shown == Path(ladder).with_name(f"{name}.yaml").read_text(encoding="utf-8")


def test_pages_tell_the_language_and_its_direction(ladder: str, command: Command) -> None:
    shown = command("show", "--format", "html", "--ladder", ladder).out
    assert '<html lang="x-marked" dir="rtl">' in shown
    assert 'lang="x-marked" direction="rtl"' in command("show", "--format", "svg", "--ladder", ladder).out


def test_json_and_csv_read_no_interface(ladder: str, command: Command) -> None:
    Path(ladder).with_name("interface.yaml").write_text("", encoding="utf-8")
    for line in ("show -f json", "assess --answer voice=answer --json", "questions -f json", "rules -f sql"):
        assert command(*line.split(), "--ladder", ladder).code == 0
