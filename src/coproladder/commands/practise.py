"""The command `practise`: made-up activities to place, one at a time, with the reasons after each."""

import sys
from typing import Annotated

import typer

from coproladder.base.errors import UsageError
from coproladder.commands import console
from coproladder.commands import options as opt
from coproladder.ladder.guide import CARDS_IN_A_GO
from coproladder.ladder.load import load_guide, load_interface, load_ladder

CardCount = Annotated[
    int, typer.Option("--number", metavar="N", min=1, help="How many activities; there are three a rung.")
]
Seed = Annotated[
    int | None, typer.Option("--seed", metavar="N", help="The same number brings the same activities.")
]


def practise(
    number: CardCount = CARDS_IN_A_GO,
    seed: Seed = None,
    ladder_file: opt.LadderFile = None,
    plain: opt.Plain = False,
    easy: opt.Easy = False,
) -> None:
    """Place made-up activities, one at a time: each time you see the rung, and why."""
    from random import Random

    from coproladder.commands.interview import CardGame, score_page
    from coproladder.ladder.wording import Wording

    ladder = load_ladder(ladder_file)
    workshop = load_guide(ladder, ladder_file).workshop
    if workshop is None or not workshop.cards:
        raise UsageError("this ladder has no cards to practise with; its guide has no workshop")
    wording = Wording(ladder, load_interface(ladder, ladder_file), easy)
    say = console.printer(sys.stderr, "text", plain)
    cards = Random(seed).sample(workshop.cards, min(number, len(workshop.cards)))
    tries = CardGame(workshop, say, wording).play(cards)
    console.printer(sys.stdout, "text", plain)(score_page(tries, wording))
