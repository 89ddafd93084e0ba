"""What is said of a word that is not known."""

import pytest

from coproladder.base.words import suggest


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (["told", "Discuss", "discussed"], 'did you mean "Discuss"?'),
        ([], "there are none"),
        (["told"], "use told"),
        (["told", "told", "answer", "learn"], "use told, answer or learn"),
        ([*"abcdefghijklmnopqrst"], f"use {', '.join('abcdefghijklmnopqrs')} or t"),
        ([*"abcdefghijklmnopqrstu"], f"use one of {', '.join('abcdefghijklmnopqrst')} and so on"),
    ],
    ids=["one is like it", "none", "one", "given twice", "as many as are named", "more"],
)
def test_the_nearest_word_is_suggested_or_else_those_there_are(known: list[str], said: str) -> None:
    assert suggest("discus", known) == said
