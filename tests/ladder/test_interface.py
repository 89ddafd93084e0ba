"""A phrase has the same places in all its wordings, and an interface the language of its ladder."""

import re
from itertools import chain
from pathlib import Path

import pytest
import textstat
import yaml
from conftest import EASY, ROOT, STANDARD, Command

from coproladder.base.errors import LadderError
from coproladder.ladder.load import load_interface, load_ladder
from coproladder.ladder.wording import Wording, places

SMALL = (ROOT / "tests" / "cases" / "small.yaml").read_text(encoding="utf-8")


def with_interface(folder: Path, interface: str) -> Path:
    """Write a small ladder into a folder beside an interface of its own."""
    ladder = folder / "ladder.yaml"
    ladder.write_text(SMALL.replace("version: 1", "version: 1\n  interface: words.yaml"), encoding="utf-8")
    (folder / "words.yaml").write_text(f"language: en-GB\nphrases:\n{interface}", encoding="utf-8")
    return ladder


@pytest.mark.parametrize("phrase", STANDARD.interface.phrases)
def test_easy_words_of_a_phrase_have_the_same_places(phrase: str) -> None:
    first, *others = places(STANDARD.interface.phrases[phrase])
    assert others in ([], [first])
    assert "{" not in first
    assert "}" not in first


@pytest.mark.parametrize(("wording", "most"), [(STANDARD, 9), (EASY, 5)], ids=["standard", "easy"])
def test_phrases_are_easy_to_read(wording: Wording, most: int) -> None:
    """By Flesch-Kincaid; a sentence in easy words has 15 words or fewer."""
    filled = {
        place.strip("{}"): "it" for text in STANDARD.interface.phrases.values() for place in places(text)[0]
    }
    said = [wording.phrase(phrase, **filled) for phrase in STANDARD.interface.phrases]
    sentences = [part for text in said for part in re.split(r"(?<=[.?!:])\s+", text)]
    assert textstat.flesch_kincaid_grade(" ".join(text for text in said if text.endswith((".", "?")))) <= most
    assert [part for part in sentences if wording.easy and len(part.split()) > 15] == []


def test_every_phrase_is_said_somewhere() -> None:
    files = chain.from_iterable((ROOT / "src").rglob(each) for each in ("*.py", "*.js", "*.jinja"))
    code = "".join(file.read_text(encoding="utf-8") for file in files)
    said = [
        re.sub(r"\{.*?\}", "[a-z_]+", name)
        for name in re.findall(r'["\']([a-z_]+(?:\{.*?\})?\w*|\{\w+\}_\w+)["\']', code)
    ]
    known = re.compile(rf"(?:{'|'.join(said)})(?:_one|_many)?")
    assert [phrase for phrase in STANDARD.interface.phrases if not known.fullmatch(phrase)] == []


def test_phrases_of_a_ladder_of_ones_own_come_before_the_english(tmp_path: Path) -> None:
    path = with_interface(tmp_path, "  now: {standard: Nawr, easy: Heddiw}\n  why: Pam\n")
    ladder = load_ladder(path)
    interface = load_interface(ladder, path)
    standard, easy = Wording(ladder, interface), Wording(ladder, interface, easy=True)
    assert [standard.phrase("now"), easy.phrase("now"), easy.phrase("why")] == ["Nawr", "Heddiw", "Pam"]
    assert standard.phrase("rung_needs", rung=5, name="Llais") == "Rung 5, Llais, would need"


NO_PHRASE = "3, column 3: phrases.now: this must be text, or an entry with the keys standard, easy, but it is"
FAULTS = {
    "  now: 7": f"{NO_PHRASE} the number 7; put quotes round it",
    "  now: {standard: x, esay: y}": f"{NO_PHRASE} a set of keys",
    "  rung_needs: Ffon {rung}": "3, column 3: phrases.rung_needs: it must have {name}, {rung} in braces, "
    "as in English, once each",
    '  now: {standard: x, easy: "{x}"}': "3, column 3: phrases.now: it must have nothing in braces, as in "
    "English, once each",
    "  now: x\ndirection: up": "4, column 1: direction: this must be ltr (left to right) or rtl (right to "
    'left), but it is "up"',
}


@pytest.mark.parametrize("text", FAULTS)
def test_fault_of_an_interface_has_its_place_and_cure(text: str, tmp_path: Path) -> None:
    path = with_interface(tmp_path, text)
    with pytest.raises(LadderError) as caught:
        load_interface(load_ladder(path), path)
    assert caught.value.faults == (f"{tmp_path / 'words.yaml'}: line {FAULTS[text]}",)


def test_interface_is_in_the_language_of_its_ladder(tmp_path: Path) -> None:
    path = with_interface(tmp_path, "  now: Nawr\n")
    path.write_text(path.read_text(encoding="utf-8").replace("version: 1", "version: 1\n  language: cy"))
    with pytest.raises(LadderError, match='language: the ladder file says "cy"; write the same in both'):
        load_interface(load_ladder(path), path)


def test_check_says_where_another_language_has_no_interface(tmp_path: Path, command: Command) -> None:
    path = tmp_path / "ladder.yaml"
    path.write_text(SMALL.replace("version: 1", "version: 1\n  language: cy"), encoding="utf-8")
    assert (
        "about.interface names no file, so the tool's own phrases stay English"
        in command("check", str(path)).out
    )


def test_phrase_that_the_tool_no_longer_has_is_passed_over(tmp_path: Path, command: Command) -> None:
    path = with_interface(tmp_path, "  noww: '{gone}'\n  now: Nawr\n")
    assert (
        "Nawr" in command("assess", "--no-input", "--answer=voice=ask", "--full", "--ladder", str(path)).out
    )
    done = command("check", str(path))
    assert done.code == 0
    assert done.out.splitlines()[1] == "the tool has no such phrases, so they are not used: noww"


def test_check_lists_the_phrases_that_are_missing(tmp_path: Path, command: Command) -> None:
    kept = [f"  {phrase}: x" for phrase, text in STANDARD.interface.phrases.items() if not any(places(text))]
    kept.remove("  now: x")
    path = with_interface(tmp_path, "\n".join(kept))
    missing = [phrase for phrase in STANDARD.interface.phrases if f"  {phrase}: x" not in kept]
    assert "now" in missing
    done = command("check", str(path))
    assert done.code == 0
    assert done.out.splitlines()[1:] == [
        f"{len(missing)} phrases are missing, and English takes their place: {', '.join(missing[:10])} and "
        f"{len(missing) - 10} more; --missing FILE writes them all"
    ]
    file = tmp_path / "missing.yaml"
    done = command("check", str(path), "--missing", str(file))
    assert (done.code, done.err) == (0, f"written to {file}\n")
    written = yaml.safe_load(file.read_text(encoding="utf-8"))["phrases"]
    assert [*written] == missing
    assert written["now"] == STANDARD.interface.phrases["now"]
