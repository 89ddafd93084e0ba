"""What people see: golden files, every width, and text from outside that stays text."""

import re

import pytest
from conftest import LADDER, STANDARD, Command, Golden, Screen, drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from coproladder import classify, make_activity
from coproladder.base.text import visible
from coproladder.pages.assessment import assessment_page, short_page
from coproladder.pages.reference import ladder_in_short, ladder_page, rules_page
from coproladder.render import plain
from coproladder.render.blocks import (
    Drawing,
    DrawnRung,
    Facts,
    Fold,
    Heading,
    Items,
    Links,
    Page,
    Paragraph,
    Table,
)

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("easy", [(), ("--easy",)], ids=["standard", "easy"])
def test_ladder_and_assessment_look_as_agreed(
    easy: tuple[str, ...], screen: Screen, command: Command, golden: Golden
) -> None:
    options = (*easy, *screen.options)
    name = f"{screen.name}, easy words" if easy else screen.name
    golden("ladder", name, command("show", *options).out)
    golden("assessment", name, command("assess", "examples/activity.json", "--full", *options).out)


def test_colour_is_bold_alone_and_marks_stay_words(
    command: Command, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = command("assess", "examples/activity.json").out
    codes = {part for code in re.findall(r"\x1b\[([0-9;]*)m", shown) for part in code.split(";")}
    assert codes == {"0", "1"}
    monkeypatch.delenv("FORCE_COLOR")
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == command("assess", "examples/activity.json").out


@pytest.mark.parametrize("width", [10, 12, 20, 40, 59, 60, 61, 80, 120, 200])
def test_nothing_is_cut_at_any_width(width: int) -> None:
    activity = make_activity(LADDER, {"voice": "discuss", "called": "co-production"})
    pages = (
        ladder_page(STANDARD),
        ladder_in_short(STANDARD),
        rules_page(STANDARD),
        short_page(activity, classify(LADDER, activity), STANDARD),
        assessment_page(activity, classify(LADDER, activity), STANDARD),
    )
    for page in pages:
        shown = drawn(page, width)
        # An address is never broken, so that it can be followed.
        lines = [line for line in shown.splitlines() if not re.search(r"^\s*(https:|www\.)\S+$", line)]
        assert max(map(len, lines)) <= width
        letters = re.sub(r"[\W_]", "", shown)
        for sentence in (line for line in plain.render(page).splitlines() if ":" not in line):
            assert re.sub(r"[\W_]", "", sentence) in letters


def test_a_window_of_60_columns_has_a_drawing_and_a_narrower_one_a_list() -> None:
    assert "┣" in drawn(ladder_page(STANDARD), 60)
    assert "┣" not in drawn(ladder_page(STANDARD), 59)


def test_names_too_long_for_a_bar_make_a_list() -> None:
    rung = DrawnRung(1, "A name " * 20, "What it is.", "", "you are here")
    assert "┣" not in drawn(Page("Ladder", (Drawing("caption", (rung,)),)), 80)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_an_encoding_without_lines_gets_plain_signs(encoding: str) -> None:
    activity = make_activity(LADDER, {"voice": "told"})
    shown = drawn(assessment_page(activity, classify(LADDER, activity), STANDARD), 80, encoding)
    assert shown.isascii()
    assert "> |-- 3  Informing ---" in shown
    short = drawn(short_page(activity, classify(LADDER, activity), STANDARD), 80, encoding)
    assert "\n> |-| 3  Informing (you are here)\n" in short


@pytest.mark.parametrize("width", [40, 80, 120])
def test_every_block_has_a_form(width: int, golden: Golden) -> None:
    page = Page(
        "Title",
        (
            Heading("Heading"),
            Heading("Below it", level=3),
            Paragraph("A paragraph of some words that has to be broken somewhere in a narrow window."),
            Items(("One item.", "Another item, which is longer than the first one was.")),
            Items(("First.", "Second."), "steps"),
            Items(("To do.",), "checklist"),
            Links((("A page", "https://example.org/"), ("A book", None))),
            Facts((("Label", "value"), ("Question?", "Answer."))),
            Table("A table", ("Name", "Left", "Right"), (("Row", "1", "2"), ("Other row", "3", "4"))),
            Drawing(
                "A ladder",
                (
                    DrawnRung(2, "Top", "The top.", "Rung 2 (you are here): Top.", "you are here"),
                    DrawnRung(1, "Low", "Low.", "Rung 1: Low."),
                ),
                below=("Off the ladder: nobody.",),
            ),
            Drawing(
                "In short", (DrawnRung(2, "Top", "", "Rung 2: Top."), DrawnRung(1, "Low", "", "Rung 1: Low."))
            ),
            Drawing(
                "A strip",
                (
                    DrawnRung(2, "Top", "Ann (2); Bo", "Rung 2: Top.", "", ((2, "Ann (2)"), (1, "Bo"))),
                    DrawnRung(1, "Low", "", "Rung 1 (promised): Low.", "promised"),
                    DrawnRung(0, "Empty", "", "Rung 0: Empty."),
                ),
                below=("Off the ladder: nobody.",),
                strip=True,
            ),
            Fold("Folded", (Paragraph("What is in it."),)),
        ),
    )
    golden("blocks", f"{width} columns", drawn(page, width))
    golden("blocks", "plain", plain.render(page))


def test_no_colon_follows_a_label_that_asks_in_any_script() -> None:
    labels = ("Name", "Why?", "Go!", "لماذا؟", "何？", "好！")
    shown = plain.render(Page("Title", (Facts(tuple((label, "x") for label in labels)),)))
    assert shown.splitlines() == ["Title", "Name: x", "Why? x", "Go! x", "لماذا؟ x", "何？ x", "好！ x"]


def test_plain_text_has_no_drawing_at_all(command: Command) -> None:
    for arguments in (("show",), ("rules",), ("questions",), ("assess", "examples/activities.jsonl")):
        shown = command(*arguments, "--plain").out
        assert not re.search(r"[\u2500-\u25ff\x1b]|(?<!\w)[-=+|*]{2,}(?!\w)", shown)


HOSTILE = [
    "[/] plan",
    "Budget [draft]",
    "[link=https://evil.example]council[/link]",
    ":smile:",
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m",
    "\u202egnp.exe",
    "a\u2028b",
    "\ud800",
    "\U000e0041",
    "日本語のとても長い名前",
    "ก็ นี่",
    "👩‍👩‍👧",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("width", [30, 80])
def test_text_from_outside_is_shown_as_text(text: str, width: int) -> None:
    page = Page(
        text,
        (
            Heading(text),
            Paragraph(text),
            Items((text,)),
            Facts(((text, text),)),
            Table(text, (text, text), ((text, text),)),
            Drawing(text, (DrawnRung(1, text, text, text, text),)),
        ),
    )
    shown = drawn(page, width)
    assert not ACTING.search(shown)
    assert re.sub(r"\s", "", visible(text)) in re.sub(r"[\s┃│]", "", shown)
    assert not ACTING.search(plain.render(page))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_name_is_shown_whole(name: str) -> None:
    page = Page("Title", (Facts((("Comment", name),)),))
    assert re.sub(r"\s", "", visible(name)) in re.sub(r"\s", "", drawn(page, 40))
    assert visible(name) in plain.render(page)
