"""Ladder files: how they are found and read, hostile files, and the words of our own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from coproladder.base import yaml_document
from coproladder.base.errors import LadderError
from coproladder.ladder import load
from coproladder.ladder.guide import Guide
from coproladder.ladder.load import load_ladder

TESTS = Path(__file__).parents[1]
SMALL = (TESTS / "cases" / "small.yaml").read_text(encoding="utf-8")
LADDERS = {"built-in": load.built_in(), "arnstein": TESTS.parent / "examples" / "arnstein.yaml"}
C_LOADER = yaml_document.LOADER


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ladder.yaml"


def faults_in(path: Path) -> str:
    """Return the text of the error that a ladder file is refused with, without the folder."""
    with pytest.raises(LadderError) as caught:
        load_ladder(path)
    return str(caught.value).replace(str(path), path.name)


@pytest.mark.parametrize("name", LADDERS)
def test_both_parsers_read_the_same_values_and_places(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = LADDERS[name].read_bytes()
    documents = []
    for parser in (C_LOADER, yaml.SafeLoader):
        monkeypatch.setattr(yaml_document, "LOADER", parser)
        documents.append(yaml_document.read_yaml(data))
    one, other = documents
    assert one.value == other.value
    paths = list(paths_in(one.value))
    assert len(paths) > 100
    assert [one.place(path) for path in paths] == [other.place(path) for path in paths]


def paths_in(value: yaml_document.Value, path: yaml_document.KeyPath = ()) -> Iterator[yaml_document.KeyPath]:
    yield path
    entries: dict[str | int, yaml_document.Value] = {}
    if isinstance(value, dict):
        entries.update(value)
    elif isinstance(value, list):
        entries.update(enumerate(value))
    for key, entry in entries.items():
        yield from paths_in(entry, (*path, key))


def test_rungs_come_out_lowest_first_in_whatever_order_the_file_has_them(file: Path, parser: str) -> None:
    head, low, high = re.split(r"(?=  - number)", SMALL)
    file.write_text(head + high + low, encoding="utf-8")
    ladder = load_ladder(file)
    assert [(rung.number, rung.id) for rung in ladder.rungs] == [(1, "low"), (2, "high")]
    assert ladder == load_ladder(TESTS / "cases" / "small.yaml")


def test_keys_left_out_have_their_usual_values() -> None:
    ladder = load_ladder(TESTS / "cases" / "small.yaml")
    assert (ladder.about.language, ladder.about.not_sure.easy) == ("en-GB", "I am not sure")
    assert (ladder.rungs[0].goal, ladder.rungs[0].also, ladder.notes) == (True, (), ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_encoding_is_told_by_the_mark(encoding: str, file: Path, parser: str) -> None:
    text = SMALL.replace("A small ladder", "Échelle")
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    file.write_text(mark + text, encoding=encoding)
    assert load_ladder(file).about.name == "Échelle"


def test_guide_that_a_ladder_names_stands_beside_it(file: Path) -> None:
    named = SMALL.replace("version: 1", "version: 1\n  guide: words.yaml")
    file.write_text(named, encoding="utf-8")
    (file.parent / "words.yaml").write_text("topics: 7\n", encoding="utf-8")
    with pytest.raises(LadderError, match=r"words\.yaml: line 1, column 1: topics: this must be a list"):
        load.load_guide(load_ladder(file), file)


def test_ladder_that_names_no_guide_has_an_empty_one() -> None:
    small = TESTS / "cases" / "small.yaml"
    assert load.load_guide(load_ladder(small), small) == Guide()


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_taken(line_end: str, file: Path, parser: str) -> None:
    file.write_text(SMALL, encoding="utf-8", newline=line_end)
    assert load_ladder(file) == load_ladder(TESTS / "cases" / "small.yaml")


def test_missing_file_is_named(tmp_path: Path) -> None:
    assert faults_in(tmp_path / "none.yaml") == (
        "none.yaml: this file cannot be opened: No such file or directory"
    )


def test_directory_is_no_ladder(tmp_path: Path) -> None:
    assert faults_in(tmp_path) == f"{tmp_path.name}: this file cannot be opened: Is a directory"


def test_text_that_acts_on_a_terminal_is_shown_as_code(tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[2Jb.yaml"
    file.write_text('"k\\e]0;x\\a": 1\n' + SMALL, encoding="utf-8")
    assert faults_in(file) == (
        f"{tmp_path}/a<U+001B>[2Jb.yaml: line 1, column 1: k<U+001B>]0;x<U+0007>: there is no such key; "
        "use about, questions, rungs, notes, principles, tips, levels, stages or sources"
    )


def test_missing_built_in_ladder_says_where_it_should_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "__file__", str(tmp_path / "src" / "coproladder" / "ladder" / "load.py"))
    with pytest.raises(LadderError) as caught:
        load_ladder()
    first, second = tmp_path / "src" / "coproladder" / "data", tmp_path / "data"
    assert str(caught.value) == (
        f"{first}/ladder.yaml: this file is missing, also from {second}/ladder.yaml; install again"
    )


def test_ladder_in_the_package_comes_before_the_one_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = tmp_path / "data", tmp_path / "src" / "coproladder" / "data"
    monkeypatch.setattr(load, "__file__", str(tmp_path / "src" / "coproladder" / "ladder" / "load.py"))
    for place in places:
        place.mkdir(parents=True)
        (place / "ladder.yaml").write_text(SMALL, encoding="utf-8")
        assert load.built_in() == place / "ladder.yaml"


TOO_LARGE = (
    "ladder.yaml: line 1, column 1: the file is larger than 1 MB, the limit for a ladder or a list of answers"
)
NO_ANCHORS = "anchors (&) and aliases (*) are not allowed; write the text out, or quote it"
HOSTILE = {
    "alias bomb": (
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 10}]\n" for n in range(1, 30)),
        f"ladder.yaml: line 1, column 5: {NO_ANCHORS}",
    ),
    "100,000 dashes": (
        "- " * 100_000,
        "ladder.yaml: line 1, column 41: more than 20 levels deep, the limit here; use fewer levels",
    ),
    "1.5 MB in a comment": ("#" * 1_500_000 + "\n" + SMALL, TOO_LARGE),
    "a sign of two bytes across the limit": (SMALL + "##" + "é" * 750_000, TOO_LARGE),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused(name: str, file: Path, parser: str) -> None:
    text, expected = HOSTILE[name]
    file.write_text(text, encoding="utf-8")
    assert faults_in(file) == expected


def test_file_of_just_1_mb_is_read(file: Path) -> None:
    file.write_text(SMALL + "#" * (1_000_000 - len(SMALL)), encoding="utf-8")
    assert load_ladder(file).about.id == "small"


def test_hostile_depth_within_the_limit_is_only_a_type_fault(file: Path, parser: str) -> None:
    file.write_text(SMALL + "tips: " + "[" * 19 + "]" * 19, encoding="utf-8")
    assert "tips[0]: this must be an entry with the keys" in faults_in(file)


def test_every_entry_of_the_built_in_ladder_has_a_source_and_every_source_an_entry() -> None:
    ladder = load_ladder()
    sections = ("questions", "rungs", "notes", "principles", "tips", "levels", "stages")
    entries = (ladder.about, *(entry for section in sections for entry in getattr(ladder, section)))
    cited = [(entry.id, entry.sources) for entry in entries]
    assert [name for name, sources in cited if not sources] == []
    assert {source for _, sources in cited for source in sources} == {source.id for source in ladder.sources}


def test_built_in_ladder_has_its_principles_tips_levels_and_stages() -> None:
    ladder = load_ladder()
    assert (len(ladder.principles), len(ladder.tips)) == (4, 10)
    assert [level.id for level in ladder.levels] == ["strategic", "service", "individual"]
    assert [stage.id for stage in ladder.stages] == ["analyse", "plan", "do", "review"]
    assert {name for tip in ladder.tips for name in tip.helps} == {
        question.id for question in ladder.questions
    }


def test_every_answer_but_those_of_no_power_says_the_step_to_it() -> None:
    """A step is shown where a rung that anyone aims for needs the answer."""
    ladder = load_ladder()
    wanted = {need for rung in ladder.rungs if rung.goal for need in rung.needs.items()}
    without = {
        (question.id, answer.id)
        for question in ladder.questions
        for answer in question.answers
        if answer.step is None
    }
    assert wanted & without == set()


def test_every_answer_has_a_finding_of_one_sentence_in_both_registers() -> None:
    answers = [answer for question in load_ladder().questions for answer in question.answers]
    findings = [text for answer in answers for text in (answer.finding.wordings if answer.finding else ())]
    assert len(findings) == 2 * len(answers)
    assert [text for text in findings if not re.fullmatch(r"[A-Z][^.:;?!]*\.", text)] == []


@pytest.mark.parametrize("name", LADDERS)
def test_version_is_a_number_and_the_id_stands_in_results(name: str) -> None:
    about = load_ladder(LADDERS[name]).about
    assert f"{about.id}/{about.version}" in ("tlap-co-production/3", "arnstein-participation/1")


@pytest.mark.parametrize("path", ["a\0b", "a\ud800b"], ids=ascii)
def test_path_that_no_file_can_have_is_named(path: str) -> None:
    with pytest.raises(LadderError, match="cannot be opened"):
        load_ladder(path)


@pytest.mark.parametrize(
    "text",
    [
        "tips: []\n" + "".join(f"k{number}: 1\n" for number in range(2_000)),
        "sources:\n" + "".join(f"  - {{id: {number}}}\n" for number in range(2_000)),
    ],
    ids=["unknown keys", "bad entries"],
)
def test_no_more_than_a_thousand_faults_are_listed(text: str, tmp_path: Path) -> None:
    file = tmp_path / "ladder.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LadderError) as caught:
        load_ladder(file)
    assert len(caught.value.faults) == 1000
    assert len(str(caught.value)) < 500_000
