"""What is wrong while a match file is used is mended in that file: --map would be refused beside it."""

from pathlib import Path

import pytest
from conftest import Command

ADVICE = {
    "a heading like a question": (
        "Name,What do people get to do here\nA,told\n",
        "answers: {}",
        'add voice: "What do people get to do here" under columns in m.yaml if the answers are there, or add '
        "voice: null under columns in m.yaml to leave the question out",
    ),
    "one column for each answer": (
        "influence,voice [told],voice [learn]\nsome,1,\n",
        "answers: {}",
        'or add voice: "its heading" under columns in m.yaml, or add voice: null under columns in m.yaml to',
    ),
    "no question": (
        "Name,Colour\nA,red\n",
        "columns: {activity: Name}",
        'or add voice: "its heading" under columns in m.yaml\n',
    ),
    "two sets": (
        "Name,voice,voice (2)\nA,told,learn\n",
        "columns: {activity: Name}",
        'to read the first add voice: "voice" under columns in m.yaml; to read the second add '
        'voice: "voice (2)" under columns in m.yaml',
    ),
    "two columns with one heading": (
        "N,N,voice\nA,B,told\n",
        "columns: {activity: N}",
        'activity: "N" under columns in m.yaml: 2 columns have this heading; rename one',
    ),
    "one heading for two fields": (
        "N,voice\nA,told\n",
        "columns: {activity: N, called: n}",
        'm.yaml: "n" is given for activity and for called; keep one',
    ),
    "a heading like a field": (
        "Programme,voice\nA,told\n",
        "answers: {}",
        'You may want to add activity: "Programme" under columns in m.yaml',
    ),
    "an answer under another key": (
        '[{"activity": "A", "influence": "some", "stimme": "told"}]',
        "answers: {}",
        'add voice: "stimme" under columns in m.yaml if the answers are there, or add voice: null under',
    ),
    "a name beside those of a form tool": (
        '[{"Title": "A", "Email": "x@y.org", "voice": "told"}]',
        "answers: {}",
        'You may want to add activity: "Title" under columns in m.yaml',
    ),
    "a key that no record has": (
        '[{"activity": "A", "voice": "told"}]',
        "columns: {activity: Project}",
        'a.data: activity: "Project" under columns in m.yaml names a field that no record has; check its',
    ),
    "an unknown word in a table": (
        "voice\nSurvey\n",
        "answers: {}",
        "to say what your own words mean, add them under columns or answers in m.yaml, or type: "
        "coproladder match a.data --match m.yaml\n",
    ),
    "an unknown word in a record": (
        '[{"activity": "A", "voice": "Survey"}]',
        "answers: {}",
        "to say what your own words mean, add them under columns or answers in m.yaml, or type: "
        "coproladder match a.data --match m.yaml\n",
    ),
}


@pytest.mark.parametrize("kind", ADVICE)
def test_advice_beside_a_match_file_names_the_place_in_that_file(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    monkeypatch.chdir(tmp_path)
    data, match, said = ADVICE[kind]
    (tmp_path / "a.data").write_text(data, encoding="utf-8")
    (tmp_path / "m.yaml").write_text(f"{match}\n", encoding="utf-8")
    done = command("assess", "a.data", "--match", "m.yaml", "--json")
    assert said in done.err
    assert "--map" not in done.err
    without = command("assess", "a.data", "--json").err
    assert "m.yaml" not in without


def test_views_without_names_are_to_be_named_in_the_match_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("voice,x\ntold,1\n", encoding="utf-8")
    (tmp_path / "m.yaml").write_text("answers: {}\n", encoding="utf-8")
    done = command("report", "a.csv", "b.csv", "--match", "m.yaml")
    assert 'if a column has it, add activity: "its heading" under columns in m.yaml\n' in done.err
