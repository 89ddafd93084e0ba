"""Turns words in the texts of a page into links to where they are explained."""

import re
from collections.abc import Callable, Mapping

from markupsafe import Markup

from coproladder.base.text import visible

Link = Callable[[str], Markup]
"""What returns a text as HTML, with links in it."""


class Linked:
    """Words with the address, such as glossary.html#part-3, at which each is explained.

    A word counts as it is written, and with a capital at its beginning; where several fit, the longest does.
    """

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._addresses = {word[:1].upper() + word[1:]: address for word, address in addresses.items()}
        self._addresses.update(addresses)
        words = "|".join(map(re.escape, sorted(self._addresses, key=len, reverse=True)))
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")

    def on(self, address: str) -> Link:
        """Return what links the texts of the page at an address: each word once, and never to that page."""
        done = {""}

        def link(text: str) -> Markup:
            made, end = Markup(), 0
            for found in self._pattern.finditer(text):
                target = self._addresses[found[0]]
                if target in done or target.partition("#")[0] == address:
                    continue
                done.add(target)
                made += Markup('{}<a href="{}">{}</a>').format(
                    visible(text[end : found.start()]), target, visible(found[0])
                )
                end = found.end()
            return made + visible(text[end:])

        return link
