"""What a person tries at a terminal works, or is told what does."""

import json
import re
import shlex
import sys
from pathlib import Path

import pytest
from conftest import Command

pytest.importorskip("pty", reason="terminals of Unix")
from pseudo_terminal import Session

NAMES = ("Lunch club", "1", "staff")
"""What is typed before the questions."""


def replayed(session: Session, command: Command) -> str:
    """Run the command that was printed for copying; return what it writes."""
    (line,) = re.findall(r"^(coproladder assess .*)$", session.seen, re.MULTILINE)
    done = command(*shlex.split(line)[1:])
    assert done.code == 0, done.err
    return done.out


@pytest.mark.parametrize(
    ("options", "typed", "rung"),
    [
        (
            (),
            (*NAMES, "6", "2", "n", "2", "", "co-d", "May 2026", "the 'minutes'"),
            "Rung 5 of 7: Engagement",
        ),
        (("--quick",), ("3", ""), "Rung 2 of 7: Educating"),
        (
            ("--ladder", "examples/arnstein.yaml", "--aim", "8", "--easy", "--plain", "--quick"),
            ("3", ""),
            "Rung 2 of 8: Therapy",
        ),
        (("--full", "--quick", "--answer", "voice_reason=a line\nand more"), ("3", ""), "Rung 2"),
        (("--plan", "--quick"), ("3", ""), "Plan"),
        (("--json", "--quick", "--keep-extra", "--answer", "ward=7"), ("3", ""), "Rung 2"),
    ],
)
def test_the_command_to_see_a_result_again_shows_it(
    options: tuple[str, ...], typed: tuple[str, ...], rung: str, command: Command
) -> None:
    with Session("assess", *options, columns=70) as session:
        session.answer(*typed)
        session.expect("--no-input")
        session.type("\n")
        assert session.end() == 0
    shown = replayed(session, command)
    assert rung in shown
    if "--aim" in options:
        assert "What the aim would need: Rung 8 of 8" in shown


def test_the_command_comes_after_the_result() -> None:
    with Session("assess", "--quick") as session:
        session.answer("3", "")
        session.expect("Add --full to see everything.\n\nTo see this again")
        session.expect("To keep your answers, type a name for the file.")
        session.type("\x04")
        assert session.end() == 0


WORDS = {
    "help": "Made-up examples",
    "HELP.": "Made-up examples",
    "back": "Who is answering?",
    "6.": "2 of 4",
    "not sure": "2 of 4",
    "They talk it over": "2 of 4",
    "discuss": "2 of 4",
    "quit": "You left. Nothing was saved.",
    "exit": "You left. Nothing was saved.",
}
"""What is typed at the first question, and what comes of it."""


@pytest.mark.parametrize("word", WORDS)
def test_words_say_at_a_question_what_the_keys_say(word: str) -> None:
    with Session("assess") as session:
        session.answer(*NAMES)
        session.expect("q to leave): ")
        session.type(f"{word}\n")
        session.expect(WORDS[word])


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 20)])
def test_after_two_wrong_tries_the_question_is_asked_again(size: tuple[int, int]) -> None:
    with Session("assess", "--quick", columns=size[0], lines=size[1]) as session:
        session.answer("zz", "zz", after="): ")
        session.expect("1 of 4")
        session.expect("8. I don't know")


def test_a_wrong_name_can_be_mended_from_the_first_question_and_at_the_last_look() -> None:
    with Session("assess") as session:
        session.answer("Lunch clb", "", "", "b", "b", "b", "Lunch club", "", "staff", "6", "2", "2", "2")
        session.expect("1. Activity: Lunch club")
        session.expect("2. Has this happened yet? not given")
        session.expect("3. Answered by: staff")
        session.answer("1", "Lunch group")
        session.expect("1. Activity: Lunch group")


def test_a_question_mark_at_the_name_explains_it() -> None:
    with Session("assess") as session:
        session.answer("?")
        session.expect("Any name that people know it by")
        session.answer("b")
        session.expect("Nothing comes before this, so you cannot go back.")
        session.expect("Name of the activity")


@pytest.mark.parametrize(
    ("command", "easy", "prompt"),
    [
        ("assess", (), "skip): "),
        ("assess", ("--easy",), ": "),
        ("practise", (), "Its rung: "),
        ("practise", ("--easy",), "Your number: "),
    ],
)
def test_ctrl_c_ends_with_a_line_of_its_own(command: str, easy: tuple[str, ...], prompt: str) -> None:
    with Session(command, *easy) as session:
        session.expect(prompt)
        session.type("\x03")
        said = "Your answers were not saved." if easy else "Nothing was saved."
        session.expect(f"\nYou stopped. {said}\n")
        assert session.end() == 130


def test_all_that_a_result_uses_can_be_given(tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    with Session("assess", "--save", str(file)) as session:
        session.answer(*NAMES, "6", "2", "2", "2", "")
        session.expect("A few more details (Enter skips each)")
        session.answer("joint working", "Co-design", after="of a rung: ")
        session.answer("4 May 2026", after="take place? ")
        session.answer("the minutes", after="shows this? ")
        assert session.end() == 0
    assert "That is not the name of a rung. Please type another, or press Enter." in session.seen
    record = json.loads(file.read_text(encoding="utf-8"))
    assert [record[name] for name in ("activity", "answered_by", "called", "date", "comment")] == [
        "Lunch club",
        "staff",
        "co-design",
        "2026-05-04",
        "the minutes",
    ]


def test_back_from_the_details_leads_to_the_last_look() -> None:
    with Session("assess") as session:
        session.answer(*NAMES, "6", "2", "2", "2", "")
        session.answer("back", after="of a rung: ")
        session.expect("Your answers")


def test_a_quick_go_that_is_saved_asks_for_the_name(tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    with Session("assess", "--quick", "--save", str(file)) as session:
        session.answer("Lunch club", "3", "")
        assert session.end() == 0
    assert json.loads(file.read_text(encoding="utf-8"))["activity"] == "Lunch club"
    assert "To keep your answers" not in session.seen


def test_answers_can_be_kept_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>", encoding="utf-8")
    (tmp_path / "old.jsonl").write_text('{"voice": "told"}\n', encoding="utf-8")
    with Session("assess", "--quick", folder=tmp_path) as session:
        session.answer("3", "")
        session.answer("page.html", "table.xlsx", "no/such/folder", "old.jsonl", after="press Enter: ")
        session.expect("Your answers were added to old.jsonl.")
        assert session.end() == 0
    assert session.seen.count("error: ") == 3
    lines = (tmp_path / "old.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["voice"] for line in lines] == ["told", "learn"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["old.jsonl", "page.html"]


@pytest.mark.parametrize("end", ["\n", "\x04", "q\n"])
def test_nobody_has_to_keep_answers(end: str, tmp_path: Path) -> None:
    with Session("assess", "--quick", folder=tmp_path) as session:
        session.answer("3", "")
        session.expect("press Enter: ")
        session.type(end)
        assert session.end() == 0
    assert [*tmp_path.iterdir()] == []


def test_help_in_practice_leaves_the_card_in_sight_and_names_no_source() -> None:
    with Session("practise", "--seed", "1") as session:
        session.answer("?", after="Its rung: ")
        session.expect("Co-production")
        session.expect("Card 1 of 7")
        session.expect("Its rung: ")
        assert "http" not in session.seen
        session.type("educ\n")
        session.expect("Yes. Rung 2 of 7: Educating")


def test_leaving_the_questions_of_a_card_leads_back_to_it() -> None:
    with Session("practise", "--seed", "1") as session:
        session.answer("a", after="Its rung: ")
        session.answer("q", after="leave): ")
        session.expect("Card 1 of 7")
        session.answer("zz", "zz", after="Its rung: ")
        session.expect("Card 1 of 7")


@pytest.mark.parametrize(
    "command", ["assess -", "report -", "assess - --input-format json", "report - --input-format yaml"]
)
@pytest.mark.parametrize("typed", ["", '{"voice": "told"}\n'])
def test_one_ctrl_d_ends_what_is_typed(command: str, typed: str) -> None:
    line = f"{shlex.quote(sys.executable)} -m coproladder {command}; read -r next; echo got $next"
    with Session(line=line) as session:
        session.expect("press Ctrl-D\n")
        session.type(typed + "\x04")
        session.expect("no records were found" if not typed else "Informing")
        session.type("echo\n")
        session.expect("got echo")
        assert session.end() == 0


RUN = f"{shlex.quote(sys.executable)} -m coproladder"
RECORD = '{"activity": "A", "voice": "told"}'


@pytest.mark.parametrize("line", ["assess --json > OUT", "report - -o OUT", "report - --plain > OUT"])
def test_long_work_on_a_pipe_shows_count_and_rate(line: str, tmp_path: Path) -> None:
    slow = f"for i in 1 2 3 4 5 6 7 8; do echo '{RECORD}'; sleep 0.3; done"
    with Session(line=f"({slow}) | {RUN} {line}".replace("OUT", str(tmp_path / "out.txt"))) as session:
        session.expect(" placed, ")
        session.expect(" a second")
        assert session.end() == 0
    assert " left" not in session.seen
    assert "[" not in session.seen


def test_messages_come_beside_the_bar(tmp_path: Path) -> None:
    slow = f"for i in 1 2 3 4 5 6 7 8 9 10 11; do echo '{RECORD}'; sleep 0.4; done; echo '{{\"voice\": 1}}'"
    with Session(line=f"({slow}) | {RUN} report - -o {tmp_path / 'out.txt'}") as session:
        assert session.end() == 3
    assert re.search(r"a second\r +\rerror: standard input: line 12", session.seen)


def test_a_pipe_gets_no_progress() -> None:
    slow = f"for i in 1 2 3 4 5; do echo '{RECORD}'; sleep 0.4; done"
    with Session(line=f"({slow}) | {RUN} report - 2>&1 >/dev/null | cat") as session:
        session.end()
    assert session.seen.count("a second") == 0


@pytest.mark.parametrize("line", ["tips", "show co-design", "show 5", "principles", "questions --plain"])
def test_sources_are_shown_where_they_are_asked_for(line: str, tmp_path: Path) -> None:
    shown = []
    for more in ((), ("--full",), ("--output", str(tmp_path / "page.txt"))):
        with Session(*line.split(), *more) as session:
            assert session.end() == 0
        shown.append(session.seen)
    assert ["http" in each for each in shown] == [False, True, False]
    assert "http" in (tmp_path / "page.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [40, 60])
def test_messages_are_wrapped_between_words_and_commands_stay_whole(columns: int) -> None:
    with Session("assess", "examples/coder-ann.csv", "examples/coder-bea.csv", columns=columns) as session:
        assert session.end() == 2
    *said, pointed = session.seen.splitlines()
    assert pointed == "coproladder report examples/coder-ann.csv examples/coder-bea.csv"
    assert " ".join(said) == "error: assess reads one file; to sum up several:"
    assert max(map(len, said)) <= columns
    with Session("show", "--ladder", "examples/coder-ann.csv", columns=columns) as session:
        assert session.end() == 78
    assert max(map(len, session.seen.splitlines())) <= columns
    assert "examples/coder-ann.csv" in session.seen
