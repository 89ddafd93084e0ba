"""What a name may be read as, and what is said of a word that is not known."""

import pytest

from coproladder.base.words import name_readings, suggest


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (["told", "Discuss", "discussed"], 'did you mean "Discuss"?'),
        ([], "there are none"),
        (["told"], "use told"),
        (["told", "told", "answer", "learn"], "use told, answer or learn"),
        ([*"abcdefghijklmnopqrst"], f"use {', '.join('abcdefghijklmnopqrs')} or t"),
        ([*"abcdefghijklmnopqrstu"], f"use one of {', '.join('abcdefghijklmnopqrst')} and 1 more"),
    ],
    ids=["one is like it", "none", "one", "given twice", "as many as are named", "more"],
)
def test_the_nearest_word_is_suggested_or_else_those_there_are(known: list[str], said: str) -> None:
    assert suggest("discus", known) == said


def test_three_codes_in_front_of_a_name_are_taken_off_and_no_more() -> None:
    assert [*name_readings("1. q2_ [3] voice:")[0]][-1] == "voice"
    assert [*name_readings("1. 2. 3. 4. voice")[0]] == [
        "1. 2. 3. 4. voice",
        "2. 3. 4. voice",
        "3. 4. voice",
        "4. voice",
    ]
