"""The form on paper: every answer has a box, "not sure" among them."""

import re
from html import unescape

import pytest
from conftest import LADDER, Command


@pytest.mark.parametrize("easy", [False, True], ids=["standard", "easy"])
def test_every_answer_has_a_box_and_so_has_not_sure(easy: bool, command: Command) -> None:
    page = unescape(command("questions", "--format", "html", *(["--easy"] if easy else [])).out)
    lists = re.findall(r'<ul class="checklist">\n(.*?)</ul>', page, re.DOTALL)
    boxes = [re.findall("<li>(.*)</li>", each) for each in lists]
    assert boxes[: len(LADDER.questions)] == [
        [
            f"<b>{choice.words.say(easy)}</b>" + (f"<br>{choice.hint.say(easy)}" if choice.hint else "")
            for choice in LADDER.choices(question)
        ]
        for question in LADDER.questions
    ]
    assert [len(each) for each in boxes[len(LADDER.questions) :]] == [4, 5]


def test_what_only_coders_need_is_not_on_paper(command: Command) -> None:
    page = unescape(command("questions", "--format", "html").out)
    said = [entry.standard in page for entry in LADDER.about.before]
    assert said == [entry.form for entry in LADDER.about.before] == [True, False, True, True, True, True]


def test_there_is_room_for_the_rest_of_a_record(command: Command) -> None:
    page = command("questions", "--format", "html").out
    assert page.count('<td data-label="Your answer"></td>') == 5
    asked = re.findall('<th scope="row"[^>]*>(.*?)</th>', page)
    assert asked[:2] == ["Name of the activity", "Has this happened yet? Yes, or some of it / Not yet"]
    assert "When did the activity take place?" in asked
    assert "Please leave out names, and anything about someone&#39;s health." in page
    assert page.count("____</dd>") == len(LADDER.questions)


def test_a_ladder_with_less_has_a_shorter_form(command: Command) -> None:
    page = command("questions", "--format", "html", "--ladder", "examples/arnstein.yaml").out
    assert page.count('<ul class="checklist">') == 2


def test_other_formats_list_the_ids(command: Command) -> None:
    assert "(discuss)" in command("questions", "--format", "markdown").out
    assert "(discuss)" not in command("questions", "--format", "html").out
