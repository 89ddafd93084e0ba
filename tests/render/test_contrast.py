"""What a terminal shows is legible in the palettes that terminals begin with, worked out from its escapes."""

import io
import re

import pytest
from conftest import GUIDE, STANDARD, Command
from rich.console import Console

from coproladder.pages.topics import all_pages
from coproladder.render import terminal

LEAST = 4.5
"""The least contrast of text, as WCAG has it."""

PALETTES = {
    "xterm": (
        ("#000000", "#ffffff"),
        "#000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd #e5e5e5",
    ),
    "VS Code, dark": (
        ("#cccccc", "#1e1e1e"),
        "#000000 #cd3131 #0dbc79 #e5e510 #2472c8 #bc3fbc #11a8cd #e5e5e5",
    ),
    "VS Code, light": (
        ("#333333", "#ffffff"),
        "#000000 #cd3131 #107c10 #949800 #0451a5 #bc05bc #0598bc #555555",
    ),
    "Windows Terminal": (
        ("#cccccc", "#0c0c0c"),
        "#0c0c0c #c50f1f #13a10e #c19c00 #0037da #881798 #3a96dd #cccccc",
    ),
}
"""The text and background of each palette, and its eight basic colours, as their makers publish them."""


def luminance(colour: str) -> float:
    """Return how light a colour is, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def looks(text: str) -> set[tuple[int | None, bool]]:
    """Return each basic colour that text has, None for the default one, and whether it is reversed."""
    found: set[tuple[int | None, bool]] = set()
    colour, reverse = None, False
    for escape, said in re.findall(r"\x1b\[([0-9;]*)m|([^\x1b]+)", text):
        if said.strip():
            found.add((colour, reverse))
        for code in map(int, filter(None, escape.split(";"))) if not said else ():
            assert code in {0, 1, 7, 22, 27, 39, *range(30, 38)}, (
                f"escape {code} is no basic colour, bold or reverse"
            )
            colour = None if code in (0, 39) else code - 30 if 30 <= code < 38 else colour
            reverse = code == 7 or (reverse and code not in (0, 27))
        if not said and not escape:
            colour, reverse = None, False
    return found


@pytest.mark.parametrize("palette", PALETTES)
def test_each_page_is_legible(palette: str, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    (text, background), colours = PALETTES[palette][0], PALETTES[palette][1].split()
    console = Console(
        file=io.StringIO(), force_terminal=True, color_system="truecolor", width=80, highlight=False
    )
    shown = [terminal.render(page, console) for _, page in all_pages(GUIDE, STANDARD)]
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown += [
        command("assess", "--answer", "voice=discuss", *more).out
        for more in ((), ("--full",), ("--aim", "7"))
    ]
    shown += [command("report", "examples/activities.csv").out, command("rules").out]
    assert any("\x1b[" in each for each in shown)
    for colour, _ in set().union(*map(looks, shown)):
        assert contrast(text if colour is None else colours[colour], background) >= LEAST, (palette, colour)


def test_the_measure_finds_what_is_not_legible() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert looks("a\x1b[36mb\x1b[0;7mc\x1b[0m") == {(None, False), (6, False), (None, True)}
    assert contrast("#00cdcd", "#ffffff") < LEAST
