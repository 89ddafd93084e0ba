"""What tests share: running the command in this process, and golden files."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from rich.console import Console

from coproladder import load_ladder
from coproladder.commands.run import run
from coproladder.ladder import yaml_document
from coproladder.ladder.interface import Wording
from coproladder.ladder.load import load_interface
from coproladder.render import terminal
from coproladder.render.blocks import Page

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"

STANDARD, EASY = (Wording(load_interface(load_ladder()), easy) for easy in (False, True))
"""How the built-in interface says things."""


class Finished(NamedTuple):
    """A command that has ended: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


class Terminal(io.BytesIO):
    """Bytes typed at a terminal."""

    def isatty(self) -> bool:
        return True


Command = Callable[..., Finished]
Golden = Callable[[str, str], None]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run coproladder with arguments in the project's folder, as a pipe would, or with lines typed."""
    monkeypatch.chdir(ROOT)
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "COPROLADDER_PLAIN", "COPROLADDER_EASY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")

    def call(*arguments: str, data: bytes = b"", typed: str | None = None) -> Finished:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        source = io.BytesIO(data) if typed is None else Terminal(typed.encode())
        stdin = io.TextIOWrapper(io.BufferedReader(source), encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", stdin)
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
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


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare text with a golden file, or write the file anew."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare


def drawn(page: Page, width: int, encoding: str = "utf-8") -> str:
    """Return a page as a terminal without colour shows it."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    console = Console(file=stream, width=width, markup=False, emoji=False, highlight=False)
    return terminal.render(page, console)


def clean_environment() -> dict[str, str]:
    """Return the environment without what changes how text looks or when it leaves."""
    changing = (
        "COLUMNS",
        "FORCE_COLOR",
        "NO_COLOR",
        "COPROLADDER_PLAIN",
        "COPROLADDER_EASY",
        "PYTHONUNBUFFERED",
    )
    return {name: value for name, value in os.environ.items() if name not in changing}
