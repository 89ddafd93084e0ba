"""The rules in words: when each note applies, and an example of every kind of condition."""

import re

import pytest
from conftest import LADDER, STANDARD, Command
from msgspec.structs import replace

from coproladder.ladder.records import Condition, Note, Words
from coproladder.ladder.wording import Wording
from coproladder.pages.reference import rules_page
from coproladder.render.blocks import Facts

TALK = "People talk it over with those responsible, and can raise their own points"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ([Condition()], "Always."),
        ([Condition(at_least={"voice": "discuss"})], f"{TALK} (or a later answer)."),
        (
            [Condition(exactly={"voice": "discuss"}, rungs=("engagement",))],
            f"{TALK}. The rung is Engagement.",
        ),
        ([Condition(rungs=("informing", "co-design"))], "The rung is Informing or Co-design."),
        (
            [Condition(stage=("plan", "do"), called="higher")],
            "The stage is Plan or Do. Its name is that of a higher rung than the answers show.",
        ),
        (
            [Condition(basis="promised", called="lower"), Condition(basis="happened")],
            "It has not happened yet. Its name is that of a lower rung than the answers show. Or: It has "
            "happened, or some of it has.",
        ),
        (
            [Condition(at_most={"voice": "discuss"}), Condition(called="lower")],
            f"{TALK} (or an earlier answer). Or: Its name is that of a lower rung than the answers show.",
        ),
    ],
)
def test_a_note_says_when_it_applies(when: list[Condition], said: str) -> None:
    note = Note(id="made-up", words=Words("A note."), when=tuple(when))
    page = rules_page(Wording(replace(LADDER, notes=(note,)), STANDARD.interface))
    facts = next(block for block in page.blocks if isinstance(block, Facts))
    assert facts.pairs == (("made-up", "A note."), ("Shown if", said))


def test_the_notes_of_a_ladder_are_in_its_rules(command: Command) -> None:
    shown = command("rules", "--ladder", "examples/arnstein.yaml", "--plain").out
    shown = shown[shown.index("\nheard-not-heeded: ") + 1 :].splitlines()[1]
    assert shown == "Shown if: The rung is Informing or Consultation or Placation."


def test_rules_in_easy_words_have_no_ids_and_say_whom_they_are_for(command: Command) -> None:
    shown = command("rules", "--easy", "--plain").out
    assert shown.splitlines()[1].startswith("This page is for people who check our work. For the easy pages")
    ids = {note.id for note in LADDER.notes} | {question.id for question in LADDER.questions}
    said = set(re.findall(r"[a-z]+(?:-[a-z]+)*", shown))
    assert ids & said <= {"decides", "influence"}
    assert "What can people do? People are only there, or only do as they are told" in shown
