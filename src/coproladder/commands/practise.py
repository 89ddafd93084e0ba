"""The command `practise`: made-up activities to place, one at a time, with the reasons after each."""

import sys

from coproladder.base.errors import UsageError
from coproladder.commands import console
from coproladder.commands.options import PageOptions
from coproladder.ladder.guide import CARDS_IN_A_GO


def practise(
    number: int = CARDS_IN_A_GO,
    seed: int | None = None,
    ladder: str | None = None,
    plain: bool = False,
    easy: bool = False,
) -> None:
    """Practise on made-up activities, one at a time. After each you see its rung, and why."""
    from random import Random

    from coproladder.commands.cards import CardGame, score_page
    from coproladder.commands.prompt import Prompt

    page = PageOptions(ladder_file=ladder, plain=plain, easy=easy)
    workshop = page.guide.workshop
    if workshop is None or not workshop.cards:
        raise UsageError("this ladder's guide has no cards to practise with; use another ladder")
    cards = Random(seed).sample(workshop.cards, min(number, len(workshop.cards)))
    tries = CardGame(workshop, Prompt(page)).play(cards)
    console.printer(sys.stdout, "text", plain)(score_page(tries, page.wording))
