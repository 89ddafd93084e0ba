"""The rules in words: when each note applies, and an example of every kind of condition."""

import pytest
from conftest import LADDER, STANDARD, Command
from msgspec.structs import replace

from coproladder.ladder.records import Condition, Note, Words
from coproladder.ladder.wording import Wording
from coproladder.pages.reference import rules_page
from coproladder.render.blocks import Facts


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ([Condition()], "Always"),
        ([Condition(at_least={"voice": "told"})], "Voice at least told"),
        (
            [Condition(exactly={"voice": "told"}, rungs=("informing",))],
            "Voice exactly told and on the rung informing",
        ),
        ([Condition(rungs=("informing", "co-design"))], "On the rung informing or co-design"),
        (
            [Condition(stage=("plan", "do"), called="higher")],
            "At the stage plan or do and called by the name of a higher rung than the answers show",
        ),
        (
            [Condition(basis="promised", called="lower"), Condition(basis="happened")],
            "As long as it has not happened yet and called by the name of a lower rung than the answers "
            "show; or once it has happened",
        ),
        (
            [Condition(at_most={"voice": "told"}), Condition(called="lower")],
            "Voice at most told; or called by the name of a lower rung than the answers show",
        ),
    ],
)
def test_a_note_says_when_it_applies(when: list[Condition], said: str) -> None:
    note = Note(id="made-up", words=Words("A note."), when=tuple(when))
    page = rules_page(Wording(replace(LADDER, notes=(note,)), STANDARD.interface))
    facts = next(block for block in page.blocks if isinstance(block, Facts))
    assert facts.pairs == (("made-up", f"{said}. A note."),)


def test_the_notes_of_a_ladder_are_in_its_rules(command: Command) -> None:
    shown = command("rules", "--ladder", "examples/arnstein.yaml", "--plain").out
    assert "\nheard-not-heeded: On the rung informing or consultation or placation. " in shown
