"""`check` tells all faults of a ladder's files at once; the short ladder is one to start from."""

import re
from pathlib import Path

from conftest import ROOT, Command

SHORT = ROOT / "examples" / "short-ladder.yaml"


def test_all_files_are_checked_in_one_pass(tmp_path: Path, command: Command) -> None:
    """What took a translator six rounds: texts without keys, an accent, a misspelt answer, wrong phrases."""
    text = SHORT.read_text(encoding="utf-8")
    for right, wrong in {
        "language: en-GB": "language: fr\n  guide: guide.yaml\n  interface: interface.yaml",
        "      standard: Who does the work?": "      Qui travaille ?",
        "id: advise": "id: \u00e9couter",
        "say: advise": "say: \u00e9couter",
        "say: plan": "say: paln",
        "number: 3": "number: trois",
    }.items():
        assert text.count(wrong) == 0
        text = text.replace(right, wrong)
    (tmp_path / "ladder.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "guide.yaml").write_text(
        "promises: []\nmatches:\n  - {rung: togther, framework: x, sure: high, why: {standard: x}}\n",
        encoding="utf-8",
    )
    (tmp_path / "interface.yaml").write_text("language: de\nphrases: {rung_of: Echelon}\n", encoding="utf-8")
    done = command("check", str(tmp_path / "ladder.yaml"))
    assert done.code == 78
    faults = [
        re.sub(r"^error: .*/(\w+\.yaml): line \d+, column \d+: ", r"\1 ", line)
        for line in done.err.splitlines()
    ]
    assert [fault.split(": ")[0] for fault in faults] == [
        "ladder.yaml questions[0].answers[1].id",
        "ladder.yaml questions[1].words",
        "ladder.yaml rungs[2].number",
        "ladder.yaml rungs[2].needs.say",
        "guide.yaml matches[0].rung",
        "guide.yaml matches[0].framework",
        "interface.yaml language",
        "interface.yaml phrases.rung_of",
    ]


def test_the_short_ladder_is_right_and_explains_each_key(command: Command) -> None:
    done = command("check", str(SHORT))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{SHORT}: no faults found: 3 rungs, 2 questions, 0 notes\n")
    seen: set[str] = set()
    before = ""
    for line in SHORT.read_text(encoding="utf-8").splitlines():
        key = re.match(r" *(?:- )?(\w+):", line)
        if key and not line.lstrip().startswith("#") and key[1] not in seen:
            seen.add(key[1])
            if key[1] not in ("about", "standard", "easy", "number", "say", "work"):
                assert before.lstrip().startswith("#") or key[1] in ("id", "name", "summary"), line
        before = line


def test_a_mistyped_interface_is_one_fault(tmp_path: Path, command: Command) -> None:
    file = tmp_path / "interface-fr.yaml"
    file.write_text("about: {language: fr}\nlanguage: fr\nphrases: {}\n", encoding="utf-8")
    done = command("check", str(file))
    assert done.code == 78
    assert done.err == (
        f"error: {file}: line 1, column 1: the file: "
        "this is an interface file; check the ladder that names it\n"
    )
