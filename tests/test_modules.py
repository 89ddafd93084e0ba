"""What holds for every module of the package: a name of its own, and a size that one can take in."""

import re
import sys
from collections import Counter

from conftest import ROOT

MODULES = [file for file in (ROOT / "src").rglob("*.py") if not file.stem.startswith("__")]
MOST_LINES = 300


def test_a_name_says_which_module_is_meant() -> None:
    names = Counter(file.stem for file in MODULES)
    assert [name for name, count in names.items() if count > 1] == []
    assert {*names} & sys.stdlib_module_names == set()


def test_no_module_is_too_long() -> None:
    lines = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in MODULES}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_contributing_names_modules_that_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    package = ROOT / "src" / "coproladder"
    rooms = "|".join(folder.name for folder in package.iterdir() if folder.is_dir())
    named = re.findall(rf"`((?:{rooms})/[\w.*-]+)`", text)
    assert len(named) > 50
    assert [name for name in named if not [*package.glob(name), *package.glob(f"{name}.py")]] == []
