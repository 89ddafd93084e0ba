"""Asks a person at a terminal: pages and prompts go to standard error, and what is typed comes back."""

import sys
from collections.abc import Mapping
from typing import TypeVar

from coproladder.base.errors import EndedError, InputError, LeftError
from coproladder.base.words import fold
from coproladder.commands.console import LAST_WORDS, fitted, printer
from coproladder.commands.options import PageOptions
from coproladder.render.blocks import Page

Chosen = TypeVar("Chosen")

KEYS = {"?": "words_help", "b": "words_back", "q": "words_leave"}
"""What people type at every prompt, each with the phrase that lists the words for it."""

AROUND = " .!()[]"
"""What may stand round a key or a number."""


class Prompt:
    """Asks a person, in the words and the look that the options of a page want."""

    def __init__(self, page: PageOptions) -> None:
        self.wording, self.say = page.wording, printer(sys.stderr, "text", page.plain)
        self._keys = {word: key for key, words in KEYS.items() for word in (key, *self.words(words))}

    def words(self, phrase: str) -> list[str]:
        """Return the words that a phrase lists, folded."""
        return [fold(word) for word in self.wording.phrase(phrase).split(",")]

    def say_phrase(self, phrase: str, **values: str | int) -> None:
        """Say one phrase."""
        self.say(self.wording.page(self.wording.phrase(phrase, **values), ()))

    def refuse(self, tries: int, again: Page | None, phrase: str, **values: str | int) -> None:
        """Say what to type, and after every second try in vain what was asked `again`."""
        self.say_phrase(phrase, **values)
        if again and tries % 2 == 0:
            self.say(again)

    def choose(
        self, keys: Mapping[str, Chosen], prompt: str, other: str, again: Page | None = None, **values: int
    ) -> Chosen:
        """Return what a key stands for that is typed at a prompt; the phrase `other` answers any other."""
        tries = 0
        while (reply := self.hear(prompt).casefold().strip(AROUND)) not in keys:
            tries += 1
            self.refuse(tries, again, other, **values)
        return keys[reply]

    def hear(self, phrase: str, **values: str) -> str:
        """Return what is typed at a prompt, ? and b also for their words.

        Raises LeftError where that is q or a word for it, EndedError where the input has ended, and
        InputError where there is none.
        """
        if sys.stdin is None:
            raise InputError("standard input is closed, and there is nobody to ask")
        LAST_WORDS.append(self.wording.phrase("you_stopped"))
        sys.stderr.write(f"{fitted(self.wording.phrase(phrase, **values).rstrip())} ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        LAST_WORDS.clear()
        if not line:
            sys.stderr.write("\n")
            raise EndedError(self.wording.phrase("input_ended"))
        reply = line.strip()
        key = self._keys.get(fold(reply).strip(AROUND))
        if key == "q":
            raise LeftError(self.wording.phrase("you_left"))
        return key or reply

    def fits(self, page: Page, phrase: str) -> bool:
        """Whether the whole of a page is in sight in the window while a prompt stands below it."""
        from coproladder.render import terminal

        window, prompt = terminal.make_console(sys.stderr), self.wording.phrase(phrase)
        return terminal.render(page, window).count("\n") + len(prompt) // window.width < window.height
