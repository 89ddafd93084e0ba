"""What people see first: the short page of one activity, for ten typical results, and that of the ladder."""

import re
from pathlib import Path

import pytest
from conftest import LADDER, Command, Golden, Reader, Screen

ANSWERS = {
    "a forum, called co-production": "discuss some listens some called=7 activity=Forum stage=plan",
    "all shared as equals": "design genuine together throughout",
    "people on their own": "design genuine people throughout",
    "designed together, decided apart": "design genuine listens throughout called=co-design",
    "a survey that changes nothing": "answer none services none called=engagement",
    "helpers without a say": "told none services throughout",
    "made to attend": "present none services none",
    "no contact": "absent none services none called=informing",
    "little is known": "",
    "two answers missing": "discuss",
}
QUESTIONS = ("voice", "influence", "decides", "delivery")
ROOM = 23
"""The lines of a window of 24 above the prompt that comes back."""


def options(answers: str) -> list[str]:
    words = answers.split()
    bare = [word for word in words if "=" not in word]
    fields = [f"{name}={answer}" for name, answer in zip(QUESTIONS, bare, strict=False)]
    fields += [word for word in words if "=" in word] or ["comment=none"]
    return [option for field in fields for option in ("--answer", field)]


def test_ten_typical_results_look_as_agreed(screen: Screen, command: Command, golden: Golden) -> None:
    shown = {name: command("assess", *options(ANSWERS[name]), *screen.options).out for name in ANSWERS}
    golden("results", screen.name, "\n".join(f"{name.upper()}\n{text}" for name, text in shown.items()))


@pytest.mark.parametrize("easy", [[], ["--easy"]], ids=["standard", "easy"])
@pytest.mark.parametrize("name", [*ANSWERS, "the ladder"])
def test_a_result_fits_a_window(
    name: str, easy: list[str], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    line = ["show"] if name == "the ladder" else ["assess", *options(ANSWERS[name])]
    assert command(*line, *easy).out.count("\n") <= ROOM


def test_a_short_result_says_in_one_line_when_its_rung_is_right(command: Command) -> None:
    for rung in LADDER.rungs:
        needs = [option for pair in rung.needs.items() for option in ("--answer", "=".join(pair))]
        known = [
            f"--answer={each.id}={each.answers[0].id}"
            for each in LADDER.questions
            if each.id not in rung.needs
        ]
        for easy in ([], ["--easy"]):
            lines = command("assess", *needs, *known, *easy, "--plain").out.splitlines()
            right = [line for line in lines if line.startswith(f"{rung.name} is ") and "right" in line]
            assert [len(line) <= 80 for line in right] == [True]


def test_a_result_that_is_not_certain_says_both_ends_and_what_to_find_out(command: Command) -> None:
    last = command("assess", "--plain", "--answer", "voice=discuss").out.splitlines()[-1]
    assert last.startswith(
        "Rung 4, Consultation, to rung 5, Engagement. First find out: What can people change?"
    )
    last = command("assess", "--plain", "--no-input", "--answer", "comment=x").out.splitlines()[-1]
    assert "at most. First find out: What do people get to do?" in last
    last = command("assess", "--plain", "--answer", "voice=discuss", "--aim", "7").out.splitlines()[-1]
    assert "The aim is rung 7, Co-production." in last


def test_pages_in_easy_words_explain_a_few_words_and_name_each_rung_with_its_meaning(
    command: Command,
) -> None:
    for line in ("assess --answer voice=discuss", "show 5", "guide success"):
        easy, standard = (
            Reader(command(*line.split(), "-f", "html", *easy).out) for easy in (["--easy"], [])
        )
        assert [("details", {"class": "terms"}) in page.elements for page in (easy, standard)] == [
            True,
            False,
        ]
        assert "A rung is a step on the ladder. Rung 1 is the lowest." in easy.text
    assert "Rung 5 of 7: Engagement (people talk it over)" in command("show", "5", "--easy").out
    assert "(people talk it over)" not in command("show", "5").out


PROMISE = options("discuss some listens some basis=promised")
STILL = "This has not happened yet. It will be on this rung if it is done as promised."


@pytest.mark.parametrize("easy", [[], ["--easy"]], ids=["standard", "easy"])
def test_a_promise_is_told_as_one_in_the_window_too(
    easy: list[str], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = command("assess", *PROMISE, *easy).out
    assert STILL in " ".join(shown.split())
    assert shown.count("\n") <= ROOM
    assert "Has this happened yet? Not yet\n" in command("assess", *PROMISE, *easy, "--full", "--plain").out
    many = (
        '[{"voice": "told", "basis": "promised"}, {"voice": "told", "basis": "happened"}, {"voice": "told"}]'
    )
    said = command("assess", *easy, "--plain", data=many.encode()).out
    assert re.findall("Has this happened yet.*", said) == [
        "Has this happened yet? Not yet",
        "Has this happened yet? Yes, or some of it",
    ]


@pytest.mark.parametrize("made", ["text", "markdown", "html"])
def test_a_reason_stands_below_its_answer_on_the_whole_page(made: str, command: Command) -> None:
    reasons = {"voice": "Two evenings\x1b[2J", "decides": "<b>Minutes</b>", "influence": ""}
    pairs = [part for field, text in reasons.items() for part in ("--answer", f"{field}_reason={text}")]
    shown = command("assess", *options("discuss some listens"), *pairs, "--full", "--plain", "-f", made).out
    lines = [
        ("People talk it over with those responsible, and can raise their own points.", "Two evenings"),
        ("Those responsible make the main decisions, after listening to people.", "Minutes"),
    ]
    for answer, reason in lines:
        assert re.search(rf"{answer}[^A-Z]*?(?:<[^>]*>|\W)*{reason}", shown)
    assert "\x1b" not in shown
    assert ("<b>Minutes" in shown) == (made == "text")


@pytest.mark.parametrize("full", [[], ["--full"]], ids=["short", "full"])
def test_a_result_ends_with_the_answer_and_the_next_step(full: list[str], command: Command) -> None:
    done = command("assess", "--plain", *full, *options("answer none"))
    assert done.out.splitlines()[-1].startswith("Rung 4 of 7: Consultation. Next rung: 5, Engagement.")
    done = command("assess", "--plain", *full, "--aim", "7", *options("answer none"))
    last = done.out.splitlines()[-1]
    assert last.startswith("Rung 4 of 7: Consultation. The aim is rung 7, Co-production.")


def test_files_and_pages_to_keep_hold_everything(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "record.txt"
    assert command("assess", *options("told"), "--plain", "--output", str(file)).code == 0
    assert "Where this comes from" in file.read_text(encoding="utf-8")
    for made in ("markdown", "html"):
        assert "Where this comes from" in command("assess", *options("told"), "--format", made).out
    assert "Where this comes from" not in command("assess", *options("told"), "--plain").out


@pytest.mark.parametrize(
    ("line", "makers"),
    [
        ("tips", "Think Local Act Personal and the National Co-production Advisory Group"),
        ("principles", "Norfolk County Council"),
        ("guide", "National Co-production Advisory Group"),
        ("questions", "National Co-production Advisory Group"),
        ("rules", "National Co-production Advisory Group"),
        ("show 5", "Norfolk County Council"),
        ("show --full", "National Co-production Advisory Group"),
    ],
)
def test_a_page_credits_its_makers_at_the_end(line: str, makers: str, command: Command) -> None:
    shown = command(*line.split(), "--plain").out
    assert (
        makers
        in shown.replace("\nSources\n", "\nWhere this comes from\n").split("\nWhere this comes from\n")[1]
    )


def test_a_name_that_no_rung_has_is_printed_as_its_organisers_say_it(command: Command) -> None:
    done = command(
        "assess", "-", "--plain", data=b"activity,voice,influence,called\nForum,discuss,some,Partnership\n"
    )
    assert done.out.splitlines()[0] == "Rung 5 of 7: Engagement. Its organisers call it Partnership"
    done = command("assess", "--answer", "called=partnership", "--answer", "voice=told", "--plain")
    left_out = 'warning: --answer: called: "partnership" is not the name of a rung; left out\n'
    assert (done.code, done.err) == (0, left_out)


@pytest.mark.parametrize("options", [(), ("--easy",)])
def test_a_report_in_easy_words_says_whom_it_is_for(command: Command, options: tuple[str, ...]) -> None:
    done = command("report", "examples/activities.csv", "--plain", *options)
    assert ("This page is for people who check our work." in done.out) == bool(options)
