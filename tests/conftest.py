"""What tests share: running the command in this process, and golden files."""

import csv
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import settings
from rich.console import Console

from coproladder import load_ladder
from coproladder.base import yaml_document
from coproladder.commands.app import run
from coproladder.ladder import load
from coproladder.ladder.load import load_guide, load_interface
from coproladder.ladder.wording import Wording
from coproladder.render import terminal
from coproladder.render.blocks import Page

# The same examples each time, so that a change is judged by what it changes, and no clock decides.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
SCREEN = re.compile("^##### (.*)\n", re.MULTILINE)
"""What stands above each screen in a golden file."""

CHANGING = (
    "COLUMNS",
    "FORCE_COLOR",
    "NO_COLOR",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONUNBUFFERED",
    "COPROLADDER_PLAIN",
    "COPROLADDER_EASY",
)
"""What changes how text looks, when it leaves, or how long a command takes to start."""

MADE_ON = "1790000000"
"""The day of every report in a test, 21 September 2026, so that its bytes stay the same."""

LADDER = load_ladder()
GUIDE = load_guide(LADDER)
STANDARD, EASY = (Wording(LADDER, load_interface(LADDER), easy) for easy in (False, True))
"""How the built-in interface says things."""


class Finished(NamedTuple):
    """A command that has ended: its exit code, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """What stands in each line of JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def rows(self) -> list[dict[str, str]]:
        """What stands in each row of CSV."""
        return [*csv.DictReader(io.StringIO(self.out, newline=""))]


class Terminal(io.BytesIO):
    """Bytes typed at a terminal."""

    def isatty(self) -> bool:
        return True


class Reader(HTMLParser):
    """The elements of an HTML or SVG page, and its text but for its style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] != "style":
            self.text.append(data)


Command = Callable[..., Finished]
Golden = Callable[[str, str, str], None]


@pytest.fixture(autouse=True, scope="session")
def remembered_files() -> Iterator[None]:
    """Replace the YAML reader of `load` in the whole suite: the same bytes are parsed once by each parser.

    A command spends most of its time there, and the suite runs thousands of commands on a few files. Only a
    test that calls `yaml_document.read_yaml` itself, or starts a process, sees a file parsed anew.
    """
    read = cache(lambda data, loader: yaml_document.read_yaml(data))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "read_yaml", lambda data: read(data, yaml_document.LOADER))
        yield


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run coproladder with arguments in the project's folder, as a pipe would, or with lines typed."""
    monkeypatch.chdir(ROOT)
    for name in CHANGING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MADE_ON)

    def call(*arguments: str, data: bytes = b"", typed: str | None = None) -> Finished:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        source = io.BytesIO(data) if typed is None else Terminal(typed.encode())
        stdin = io.TextIOWrapper(io.BufferedReader(source), encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", stdin)
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "argv", ["coproladder", *arguments])
            code = run(list(arguments))
        texts = [stream.buffer.getvalue().decode() for stream in (out, err)]
        return Finished(code, *texts)

    return call


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read YAML with the C parser, and once more with the Python one that stands in for it."""
    if not hasattr(yaml, request.param):
        pytest.skip("PyYAML without its C parser")
    monkeypatch.setattr(yaml_document, "LOADER", getattr(yaml, request.param))
    return str(request.param)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the tests."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
    parser.addoption("--sources", metavar="FOLDER", help="source texts that ours must not repeat")


class Screen(NamedTuple):
    """How a page is looked at: a name for it, and the options that a command needs for it."""

    name: str
    options: tuple[str, ...]


@pytest.fixture(params=[Screen("80 columns", ()), Screen("plain", ("--plain",))], ids=lambda each: each.name)
def screen(request: pytest.FixtureRequest, command: Command, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Look at what `command` writes in a terminal of 80 columns, and as plain text.

    How blocks look in narrower and wider terminals is in blocks.txt, not once more for each page.
    """
    monkeypatch.setenv("COLUMNS", "80")
    screen: Screen = request.param
    return screen


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare text with one screen of a golden file, or write that screen anew."""

    def compare(subject: str, screen: str, text: str) -> None:
        file = GOLDEN / f"{subject}.txt"
        _, *parts = SCREEN.split(file.read_text(encoding="utf-8") if file.exists() else "")
        screens = dict(zip(parts[::2], parts[1::2], strict=True))
        if request.config.getoption("--update-golden"):
            screens[screen] = text
            written = "".join(f"##### {name}\n{shown}" for name, shown in screens.items())
            file.write_text(written, encoding="utf-8")
        assert text == screens[screen]

    return compare


def drawn(page: Page, width: int, encoding: str = "utf-8") -> str:
    """Return a page as a terminal without colour shows it."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    console = Console(file=stream, width=width, markup=False, emoji=False, highlight=False)
    return terminal.render(page, console)


def clean_environment() -> dict[str, str]:
    """Return the environment, but for the names in CHANGING."""
    return {name: value for name, value in os.environ.items() if name not in CHANGING}
