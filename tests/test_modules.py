"""What holds for every module of the package: a name of its own, and a size that one can take in."""

import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT

MODULES = [file for file in (ROOT / "src").rglob("*.py") if not file.stem.startswith("__")]
SCRIPTS = [file for file in (ROOT / "src").rglob("*") if file.suffix in (".js", ".jinja")]
MOST_LINES = 300
NEVER = {
    "py": r"^\s*(?:import|from) (?:asyncio|ftplib|http|pickle|shelve|smtplib|socket|ssl|urllib|xmlrpc)\b"
    r"|(?<![.\w])(?:eval|exec)\(|os\.system|shell=True",
    "js": r"\b(?:XMLHttpRequest|WebSocket|EventSource|sendBeacon|localStorage|sessionStorage|indexedDB)\b"
    r"|(?<!\w)(?:fetch|eval|Function|importScripts)\(|document\.cookie|\.innerHTML|<(?:iframe|object|embed)\b",
}
"""What SECURITY.md says that we never do: use the network, run what is in a file, store anything unasked."""


def test_a_name_says_which_module_is_meant() -> None:
    names = Counter(file.stem for file in MODULES)
    assert [name for name, count in names.items() if count > 1] == []
    assert {*names} & sys.stdlib_module_names == set()


def test_no_module_is_too_long() -> None:
    lines = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in MODULES}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


@pytest.mark.parametrize(("files", "never"), [(MODULES, NEVER["py"]), (SCRIPTS, NEVER["js"])])
def test_nothing_uses_the_network_runs_data_or_stores(files: list[Path], never: str) -> None:
    assert len(files) > 15
    texts = {file.name: file.read_text(encoding="utf-8") for file in files}
    found = {name: re.findall(never, text, re.MULTILINE) for name, text in texts.items()}
    assert {name: each for name, each in found.items() if each} == {}


def test_contributing_names_modules_that_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    package = ROOT / "src" / "coproladder"
    rooms = "|".join(folder.name for folder in package.iterdir() if folder.is_dir())
    named = re.findall(rf"`((?:{rooms})/[\w.*-]+)`", text)
    assert len(named) > 50
    assert [name for name in named if not [*package.glob(name), *package.glob(f"{name}.py")]] == []
