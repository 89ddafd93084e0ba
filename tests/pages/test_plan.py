"""The plan: what a rung needs as steps, with room to write, for one activity and for many."""

import csv
import re
from html import unescape

import pytest
from conftest import GUIDE, ROOT, Command

from coproladder.ladder.load import load_ladder

FORUM = ("--answer", "activity=Forum", "--answer", "voice=discuss")
STEPS = {
    (question.id, answer.id): answer.step.standard
    for question in load_ladder().questions
    for answer in question.answers
    if answer.step
}


def rows_of(command: Command, *arguments: str) -> list[dict[str, str]]:
    done = command("assess", *arguments, "--plan", "--format", "csv")
    assert (done.code, done.err) == (0, "")
    return done.rows


def test_steps_are_the_needs_in_the_words_of_the_ladder(command: Command) -> None:
    rows = rows_of(command, *FORUM, "--aim", "co-design")
    steps = [STEPS["voice", "design"], STEPS["influence", "genuine"]]
    assert [row["What to do"] for row in rows] == [*steps, "Review this plan together"]
    assert [row["Now"] for row in rows[1:]] == ["not known, so find out first", ""]
    assert {(row["Activity"], row["Aim"]) for row in rows} == {("Forum", "Rung 6 of 7: Co-design")}
    assert [*rows[0]][5:] == ["Who", "By when", "Done", "What people said", "What we did, or why not"]


def test_many_activities_make_one_plan_with_a_part_for_each(command: Command) -> None:
    with (ROOT / "examples" / "activities.csv").open(encoding="utf-8", newline="") as table:
        names = [row["activity"] for row in csv.DictReader(table)]
    page = command("assess", "examples/activities.csv", "--plan", "--format", "html").out
    assert re.findall("<h2>(.*)</h2>", unescape(page)) == names
    assert [*dict.fromkeys(row["Activity"] for row in rows_of(command, "examples/activities.csv"))] == names


def promise_of(rung: str) -> list[str]:
    promise = next(each for each in GUIDE.promises if each.rung == rung)
    fields = ("can_change", "who_decides", "how_you_hear", "what_is_paid")
    return [getattr(promise, field).standard for field in fields]


def test_the_plan_of_a_promise_has_what_the_guide_says_of_its_rung(command: Command) -> None:
    told = ("--answer", "basis=promised", "--answer", "voice=told", "--answer", "influence=none")
    page = " ".join(command("assess", *told, "--plan", "--plain").out.split())
    guide = " ".join(command("guide", "promises", "--plain").out.split())
    labels = ("What can change", "Who decides", "How people hear what came of it", "What is paid")
    for label, text in zip(labels, promise_of("informing"), strict=True):
        assert f"{label}: {text}" in page
        assert f"{label}: {text}" in guide
    assert promise_of("consultation")[0] not in page
    assert "Tell people these things before they say yes, and promise only what you can keep." in page
    rows = rows_of(command, *told)
    assert [row["What to do"] for row in rows][:4] == [
        f"{label}: {text}" for label, text in zip(labels, promise_of("informing"), strict=True)
    ]
    assert len(rows) == len(rows_of(command, *told[2:])) + 4


@pytest.mark.parametrize("given", ["basis=happened", "comment=none"])
def test_the_plan_of_what_is_no_promise_has_none(given: str, command: Command) -> None:
    page = command("assess", "--answer", given, "--answer", "voice=told", "--plan", "--plain").out
    assert "What is paid" not in page


def test_a_promise_off_the_ladder_or_on_a_ladder_without_a_guide_has_a_plan_too(command: Command) -> None:
    for answers in (("basis=promised", "voice=absent"), ("basis=promised",)):
        pairs = [part for answer in answers for part in ("--answer", answer)]
        done = command("assess", *pairs, "--plan", "--plain")
        assert (done.code, "What is paid" in done.out) == (0, False)
    pairs = ["--answer", "basis=promised", "--answer", "flow=told", "--ladder", "examples/arnstein.yaml"]
    assert command("assess", *pairs, "--plan").code == 0


def test_a_reason_stands_beside_the_answer_that_holds_now(command: Command) -> None:
    reasons = ("--answer", "voice_reason=Two evenings", "--answer", "influence_reason=Ask Ann")
    now = [row["Now"] for row in rows_of(command, *FORUM, *reasons, "--aim", "co-design")]
    finding = "People talk it over with those responsible, and can raise their own points."
    assert now == [f"{finding} (Two evenings)", "not known, so find out first (Ask Ann)", ""]


def test_where_too_little_is_known_the_plan_is_to_find_out(command: Command) -> None:
    rows = rows_of(command, "--answer", "influence=some")
    assert [row["What to do"] for row in rows[:-1]] == ["Find out: What do people get to do?"]
    assert {row["Aim"] for row in rows} == {""}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "This is the top rung."),
        (("--aim", "engagement"), "The aim is reached."),
    ],
)
def test_where_there_is_no_step_the_plan_says_so(
    options: tuple[str, ...], says: str, command: Command
) -> None:
    answers = ("voice=design", "influence=genuine", "decides=together", "delivery=throughout")
    pairs = [part for answer in answers for part in ("--answer", answer)]
    lines = command("assess", *pairs, "--plan", "--plain", *options).out.splitlines()
    assert says in lines
    assert "Steps:" not in lines


def test_there_is_room_to_write_in_every_format(command: Command) -> None:
    plain = command("assess", *FORUM, "--plan", "--plain").out
    assert plain.startswith("Plan: Forum\nPlace: Rung 4, Consultation, to rung 5, Engagement\n")
    assert "Who: ____; By when: ____; Done: ____." in plain
    assert command("assess", *FORUM, "--plan", "-f", "markdown").out.count(" |  |  |  |\n") == 1
    assert command("assess", *FORUM, "--plan", "-f", "html").out.count('<td data-label="Who"></td>') == 1
    assert " ____ " in command("assess", *FORUM, "--plan").out


def test_a_cell_of_a_plan_is_no_formula(command: Command) -> None:
    pair = ("--answer", "activity==1+1")
    assert rows_of(command, *pair)[0]["Activity"] == "'=1+1"
    assert rows_of(command, *pair, "--raw-csv")[0]["Activity"] == "=1+1"


def test_nothing_that_could_be_read_makes_no_plan(command: Command) -> None:
    done = command("assess", "-", "--plan", "--input-format", "jsonl", data=b'{"voice": "loud"}\n')
    assert (done.code, done.out) == (65, "")
