"""The questions, answered at a terminal."""

import json
import re
from pathlib import Path

import pytest
from conftest import LADDER, Command, Golden

SKIP = "\n\n\n"
"""Enter at the name of the activity, whether it happened, and who answers."""
END = "\n\n\n\n\n"
"""Enter at the last look, at the name, the date and what shows the answers, and at the file to keep."""
REST = "2\n2\n2\n"
EVERY = f"{SKIP}6\n{REST}"
UNSURE = "I don't know, or it does not apply\n"
ALL_GIVEN = "--answer voice=discuss --answer influence=some --answer decides=listens --answer delivery=none"

REPLIES = {
    "? explains and asks again": (f"{SKIP}?\n6\n{REST}{END}", "", 5, {"Made-up examples": 1, "1 of 4": 2}),
    "b goes back to the question before": (f"{SKIP}6\n1\nb\n{REST}{END}", "", 5, {"2 of 4": 2}),
    "b at the first question goes to who answers": (
        f"{SKIP}b\n\n6\n{REST}{END}",
        "",
        5,
        {"Who is answering": 2},
    ),
    "b at the very first says so": (f"b\n{SKIP}6\n{REST}{END}", "", 5, {"Nothing comes before this": 1}),
    "n is not sure": (
        f"{SKIP}6\nn\n2\n2\n{END}",
        "",
        4,
        {f"4. {UNSURE}Also if": 2, "Not known yet: What can people change?\n": 1},
    ),
    "so is the last number": (
        f"{SKIP}6\n4\n2\n2\n{END}",
        "",
        4,
        {"Not known yet: What can people change?\n": 1},
    ),
    "a number at the last look asks again": (f"{EVERY}5\n1\n{END}", "", 4, {"2 of 4": 2, "3 of 4": 1}),
    "another is explained": (f"{EVERY}9\n{END}", "", 5, {"Enter, or type a number from 1 to 7, or q.": 1}),
    "what is given": (f"{SKIP}{REST}{END}", ALL_GIVEN[:22], 5, {"1 of 3": 1, "What do people get": 0}),
    "answers in words will do": (
        f"{SKIP}Discuss\n(2) some\nno\nlistens\nnot sure\n{END}",
        "",
        5,
        {"3 of 4": 1},
    ),
    "all is given": ("", ALL_GIVEN, 5, {" of 4": 0}),
    "quick skips some": ("5\n\n", "--quick", 4, {" of 4": 1, "3 questions were not asked, because": 1}),
    "quick skips none": ("7\n3\n3\n3\n\n", "--quick", 7, {"not asked": 0}),
    "easy words": (f"{EVERY}{END}", "--easy", 5, {"1. Staff and managers\nThey have already decided": 1}),
    "easy keys": (f"{EVERY}{END}", "--easy", 5, {"? is for examples.\nb is to go back.\n": 4}),
}
"""What is typed with which options, the rung that it comes to, and how often something is said."""


def test_answers_are_numbers_and_the_result_follows_a_last_look(command: Command) -> None:
    done = command("assess", "--plain", typed=f"{EVERY}{END}")
    assert done.code == 0
    assert done.out.startswith("Rung 5 of 7: Engagement\n")
    assert re.findall(r"(\d of 4)  (.*\?)$", done.err, re.MULTILINE) == [
        (f"{number} of 4", question.words.standard) for number, question in enumerate(LADDER.questions, 1)
    ]
    not_given = "1. Activity: not given\n2. Has this happened yet? not given\n3. Answered by: not given\n"
    assert f"Your answers\n{not_given}4. People talk it over with those responsible" in done.err


def test_questions_go_to_standard_error_and_results_to_standard_output(command: Command) -> None:
    done = command("assess", "--json", typed=f"{EVERY}{END}")
    record = json.loads(done.out)
    assert [record[name] for name in ("voice", "influence", "decides", "delivery")] == [
        "discuss",
        "some",
        "listens",
        "some",
    ]


def test_it_begins_with_what_it_is_and_asks_for_names(command: Command) -> None:
    done = command(
        "assess", "--json", typed="Lunch club\n2\n staff \n6\n2\n2\n2\n\nco-des\nmay 2026\n No minutes \n"
    )
    assert done.err.startswith("Where on the ladder is your activity?\n\nA few questions about one activity")
    assert (
        "They take about two minutes, but there is no time limit. Nothing that you type leaves"
        in done.err.replace("\n", " ")
    )
    assert list(json.loads(done.out).items())[:10] == [
        ("activity", "Lunch club"),
        ("basis", "promised"),
        ("answered_by", "staff"),
        ("voice", "discuss"),
        ("influence", "some"),
        ("decides", "listens"),
        ("delivery", "some"),
        ("called", "co-design"),
        ("date", "2026-05"),
        ("comment", "No minutes"),
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1\n", "happened"),
        ("2\n", "promised"),
        ("Not yet\n", "promised"),
        ("yes\n", "happened"),
        ("not sure\n", None),
        ("\n", None),
        ("3\nx\n2\n", "promised"),
    ],
)
def test_whether_it_has_happened_is_asked_right_after_the_name(
    typed: str, kept: str | None, command: Command
) -> None:
    done = command("assess", "--json", typed=f"\n{typed}\n6\n{REST}{END}")
    assert json.loads(done.out).get("basis") == kept
    asked = "Has this happened yet? Type 1 for yes or some of it. Type 2 for not yet. Or press Enter: "
    assert f"Name of the activity (or press Enter to skip): {asked}" in done.err
    assert done.err.count("Please type 1 or 2, or press Enter.\n") == typed.count("\n") - 1


def test_a_date_that_cannot_be_read_is_asked_for_again(command: Command) -> None:
    done = command("assess", "--json", typed=f"{EVERY}\n\nlast spring\n4 May 2026\n\n")
    assert json.loads(done.out)["date"] == "2026-05-04"
    assert done.err.count("When did the activity take place? ") == 2
    assert done.err.count("Please type a date such as 4 May 2026, May 2026 or 2026, or press Enter.") == 1


def test_what_is_given_is_filled_in(command: Command) -> None:
    given = ("--answer", "basis=Not yet", "--answer", "date=2026", "--answer", "comment=Notes")
    done = command("assess", "--json", *given, typed=f"\n\n6\n{REST}\n\n\n")
    assert [json.loads(done.out)[name] for name in ("basis", "date", "comment")] == [
        "promised",
        "2026",
        "Notes",
    ]


def test_one_line_at_the_end_may_say_what_shows_this(command: Command) -> None:
    done = command("assess", "--plain", typed=f"{EVERY}\n\n\nThe minutes\n")
    assert done.err.count("Is there anything that shows this? ") == 1
    assert "'--answer=comment=The minutes'" in done.err


def test_with_full_each_answer_may_have_a_reason(command: Command) -> None:
    typed = f"{SKIP}6\nn\n2\n\n\n\n\nTwo evenings\n\n"
    given = ("--answer", "delivery=none", "--answer", "delivery_reason=Nobody asked")
    done = command("assess", "--plain", "--full", *given, typed=typed)
    why = "People talk it over with those responsible, and can raise their own points."
    assert f"{why}\nIs there anything that shows this? " in done.err
    # None is asked for where an answer is not known, and none that is given.
    assert done.err.count("anything that shows this?") == 2
    assert f"- {why}\nTwo evenings\n" not in done.out
    assert "Nobody asked" in done.out
    assert "'--answer=decides_reason=Two evenings'" in done.err
    assert "answer=comment" not in done.err


def test_what_holds_for_all_questions_is_said_once_before_the_first(command: Command) -> None:
    done = command("assess", "--plain", typed=f"{SKIP}?\n6\n{REST}{END}")
    assert [done.err.count(f"- {entry.standard}\n") for entry in LADDER.about.before] == [1, 1, 1, 1, 1, 1]
    assert done.err.index("Before you answer") < done.err.index("Name of the activity")


@pytest.mark.parametrize("easy", [(), ("--easy",)], ids=["standard", "easy"])
@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["drawn", "plain"])
def test_a_question_is_one_screen_with_its_hints_and_the_prompt(
    plain: tuple[str, ...], easy: tuple[str, ...], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    done = command("assess", *plain, *easy, typed=f"{EVERY}{END}")
    _, *screens, _ = re.split(r"\n(?=\d of 4  |Your answers\n)", done.err)
    assert [screen.count("\n") < 24 for screen in screens] == [True] * 4
    for question, screen in zip(LADDER.questions, screens, strict=True):
        said = " ".join(screen.split())
        for answer in question.answers:
            assert answer.hint
            assert answer.hint.say(bool(easy)) in said


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (40, 24)])
def test_a_question_and_its_help_look_as_agreed(
    columns: int, lines: int, command: Command, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", str(lines))
    done = command("assess", typed=f"{SKIP}?\n6\n{REST}{END}")
    golden("questions", f"{columns} columns, {lines} lines", f"{done.err}\n")


def test_names_that_are_given_are_not_asked_for(command: Command) -> None:
    done = command("assess", "--answer", "activity=Lunch club", typed=f"\n\n6\n2\n2\n2\n{END}")
    assert "Name of the activity" not in done.err
    assert done.out.splitlines()[1] == "Lunch club"


def test_the_end_says_how_to_see_it_again(command: Command) -> None:
    done = command("assess", "--plain", "--answer", "activity=Lunch club", typed=f"\n\n5\nn\n2\n2\n{END}")
    answers = "'--answer=activity=Lunch club' --answer=voice=answer --answer=decides=listens"
    assert done.err.endswith(
        "\nTo see this again, with every note and tip: "
        f"coproladder assess --no-input --full --plain {answers} --answer=delivery=some\n"
        "To keep your answers, type a name for the file. To finish without keeping them, press Enter: "
    )


def test_with_a_file_to_write_the_rung_is_shown_too(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "record.html"
    done = command("assess", "--plain", "--output", str(file), typed=f"{EVERY}{END}")
    assert (done.code, done.out, file.read_text(encoding="utf-8")[:15]) == (0, "", "<!DOCTYPE html>")
    assert f"written to {file}\n\nRung 5 of 7: Engagement\n" in done.err
    assert "Add --full to see everything.\n\nTo see this again" in done.err
    assert "To keep your answers" not in done.err


def test_no_input_asks_nothing(command: Command) -> None:
    line = ("assess", "--no-input", "--answer", "voice=discuss")
    assert command(*line, typed="") == command(*line)
    done = command("assess", "--no-input", typed="")
    complaint = "error: --no-input: there is nothing to place; name a FILE, or use --answer\n"
    assert done == (2, "", complaint)


def test_a_terminal_that_is_read_is_said_to_be(command: Command) -> None:
    done = command("assess", "-", "--json", typed='{"voice": "told"}\n')
    assert (done.code, done.out.count("\n")) == (0, 1)
    assert done.err == "waiting for input: type or paste your activities, then press Ctrl-D\n"


@pytest.mark.parametrize("kind", REPLIES)
def test_what_replies_lead_to(kind: str, command: Command) -> None:
    typed, options, rung, said = REPLIES[kind]
    done = command("assess", "--plain", *options.split(), typed=typed)
    assert (done.code, {text: done.err.count(text) for text in said}) == (0, said)
    assert done.out.startswith((f"Rung {rung} of 7: ", f"Rung {rung}, "))


@pytest.mark.parametrize("reply", ["0", "9", "x", "", "1e1", "99999999999999999999999999", "²", "-1"])
def test_any_other_reply_is_asked_again(reply: str, command: Command) -> None:
    done = command("assess", "--plain", typed=f"{SKIP}{reply}\n6\n2\n2\n2\n{END}")
    assert "Please type a number from 1 to 8, ?, b, n or q." in done.err
    assert done.out.startswith("Rung 5 of 7")


@pytest.mark.parametrize("typed", ["q\n", "\nq\n", f"{SKIP}6\n2\nQ\n", f"{EVERY}q\n", f"{EVERY}\nq\n"])
def test_q_leaves_with_66_and_no_result(typed: str, command: Command) -> None:
    done = command("assess", typed=typed)
    assert (done.code, done.out) == (66, "")
    assert done.err.endswith(": You left. Nothing was saved.\n")


@pytest.mark.parametrize("typed", ["", f"{SKIP}6\n", EVERY, f"{EVERY}\n"])
def test_the_end_of_the_input_leaves_with_66(typed: str, command: Command) -> None:
    done = command("assess", typed=typed)
    assert (done.code, done.out) == (66, "")
    assert done.err.endswith(": \nThe input ended. Nothing was saved.\n")


def test_nothing_moves_the_cursor(command: Command) -> None:
    done = command("assess", typed=f"{SKIP}?\nx\n6\n2\n2\n2\n{END}")
    assert "\r" not in done.err
    assert "\x1b" not in done.err.replace("\x1b[1m", "").replace("\x1b[0m", "")
