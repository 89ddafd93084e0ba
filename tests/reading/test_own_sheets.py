"""What a table in people's own words holds, and what is asked about it."""

import csv
from collections.abc import Sequence

import pytest
from conftest import LADDER, ROOT

from coproladder.base.errors import DataError
from coproladder.placing.meanings import Match, Said, learn
from coproladder.placing.names import Names
from coproladder.reading.csv_rows import Row
from coproladder.reading.own_words import (
    DIFFERS,
    MOST_ASKED,
    Choice,
    Sample,
    Sheet,
    find_headings,
    make_sheet,
    open_choices,
)

NAMES = Names(LADDER)
with (ROOT / "tests" / "cases" / "own-words.csv").open(encoding="utf-8", newline="") as stream:
    TABLE = [*csv.reader(stream)]
VOICE, INFLUENCE, DECIDES, DELIVERY = NAMES.questions
COLUMNS: Said = {("columns", name): None for name in ("activity", *NAMES.questions)}


def rows_of(table: Sequence[Sequence[str]]) -> list[Row]:
    return [Row(at, at, [*cells], True) for at, cells in enumerate(table, 1) if any(cells)]


def all_asked(sheet: Sheet, said: Said, answer: str | None = None) -> list[Choice]:
    """Return all that is asked where the answer to each is the same."""
    asked = []
    for choice in open_choices(sheet, NAMES, said):
        asked.append(choice)
        said[choice.path] = answer
    return asked


HEADINGS: dict[str, tuple[list[list[str]], tuple[int, int]]] = {
    "the row with most different cells": ([["A log"], ["x", "x"], ["Name", "What"], ["A", "B"]], (2, 3)),
    "the first of those": ([["Project", "What"], ["A", "B"], ["C", "D"]], (0, 1)),
    "the row with our fields": ([["a", "b", "c"], ["activity", "voice"], ["d", "e", "f"]], (1, 2)),
    "that after which the rows of a form tool come": (
        [["activity", "voice"], ["Q1", "Q2"], ['{"ImportId":"1"}', '{"ImportId":"2"}'], ["A", "told"]],
        (0, 3),
    ),
    "the wording below the codes of a form tool": (
        [["StartDate", "Response_Id", "Q1"], ["Start Date", "Response ID", "What"], ["2026", "7", "A"]],
        (1, 2),
    ),
    "the wording between its codes and its rows": (
        [
            ["StartDate", "Q1"],
            ["Start Date", "What"],
            ['{"ImportId":"1"}', '{"ImportId":"2"}'],
            ["2026", "A"],
        ],
        (1, 3),
    ),
    "the row with most cells where a field has two columns": ([["A"], ["voice", "voice", "b"]], (1, 2)),
}


@pytest.mark.parametrize("kind", HEADINGS)
def test_the_headings_are_found(kind: str) -> None:
    table, found = HEADINGS[kind]
    assert find_headings(Sample(LADDER), rows_of(table)) == found


def test_what_a_match_file_says_is_looked_for_in_the_headings() -> None:
    sample = Sample(LADDER)
    learn(sample, Match(columns={"voice": "What"}), "m.yaml")
    assert find_headings(sample, rows_of([["a", "b", "c"], ["Name", "What"], ["A", "B"]])) == (1, 2)


def test_a_column_without_a_heading_of_its_own_has_its_letter() -> None:
    table = [["Name", "", "What\n people ", "Name"], ["A", "B", "C"], ["Name", "", "What people", "Name"]]
    sheet = make_sheet(rows_of(table), 0, 1)
    assert sheet.headings == ["column A", "column B", "What people", "column D"]
    # The headings once more are no row.
    assert [sheet.cells(heading) for heading in sheet.headings] == [["A"], ["B"], ["C"], [""]]


def test_what_reads_alike_is_one_word_and_the_most_frequent_comes_first() -> None:
    cells = ["Talk", "Survey", "(survey)", "", "1. SURVEY.", "sur vey"]
    sheet = Sheet(["What"], [[cell] for cell in cells])
    assert sheet.words("What") == {"Survey": [1, 2, 4], "Talk": [0], "sur vey": [5]}
    assert sheet.words(None) == {}


def test_a_heading_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(DataError) as caught:
        Sheet(["Project", "What"], []).cells("Projects")
    assert str(caught.value) == 'columns: no column has the heading "Projects"; did you mean "Project"?'


def test_records_become_rows_under_all_their_names() -> None:
    sample = Sample(LADDER)
    for record in ({"a": "x", "b": 5}, {"c": ["y"], "a": None}):
        sample.activity(record)
    assert [row.cells for row in sample.table()] == [["a", "b", "c"], ["x", "5", ""], ["", "", ""]]
    assert Sample(LADDER).table() == []


def test_columns_are_asked_for_first_and_one_is_for_one_field() -> None:
    sheet = make_sheet(rows_of(TABLE), 1, 2)
    said: Said = {}
    options = []
    for choice in open_choices(sheet, NAMES, said):
        options.append((choice.path, choice.options, choice.suggested))
        said[choice.path] = choice.options[0] if choice.path == ("columns", "activity") else None
    headings = ["Project", "What people did", "Their say", "Who decided", "Help with the work", "Notes"]
    assert options[0] == (("columns", "activity"), headings, "Project")
    assert options[1:] == [(("columns", name), headings[1:], "") for name in NAMES.questions]


def test_a_heading_that_is_a_field_is_suggested_and_a_blank_column_is_none() -> None:
    sheet = Sheet(["Activity", "1. voice", "Other", "Influence"], [["A", "told", "x", ""]])
    asked = all_asked(sheet, {})
    assert [choice.suggested for choice in asked] == ["Activity", "1. voice", "", "", ""]
    assert asked[0].options == ["Activity", "1. voice", "Other"]


WORDS = [["A", "Survey"], ["B", "told"], ["C", "n/a"], ["D", "survey"], ["", "Talk"]]
SHEET = Sheet(["Name", "What"], WORDS)
SAID: Said = {**COLUMNS, ("columns", "activity"): "Name", ("columns", "voice"): "What"}


def test_each_word_is_asked_once_with_the_answer_that_it_is_already() -> None:
    asked = all_asked(SHEET, {**SAID})
    assert [(*choice.path[1:], choice.suggested, choice.names) for choice in asked] == [
        (VOICE, "Survey", "", ["A", "D"]),
        (VOICE, "told", "told", ["B"]),
        (VOICE, "n/a", None, ["C"]),
        (VOICE, "Talk", "", [""]),
    ]
    assert {choice.field for choice in asked} == {VOICE}
    assert asked[0].options == NAMES.answers[VOICE].ids


def test_only_new_words_are_asked() -> None:
    names = Names(LADDER)
    names.answers[VOICE].learn({"SURVEY.": "answer", "n/a": None})
    said = {**SAID, ("answers", VOICE, "told"): "told"}
    assert [choice.path[2] for choice in open_choices(SHEET, names, said)] == ["Talk"]


def test_what_differs_is_asked_row_by_row_at_the_end() -> None:
    sheet = Sheet(["Name", "What", "Say"], [["A", "Talk", "x"], ["B", "Talk", ""], ["C", "Club", "x"]])
    said = {**SAID, ("columns", INFLUENCE): "Say", ("rows", "B", VOICE): "told"}
    asked = all_asked(sheet, said, DIFFERS)
    assert [(choice.path, choice.field) for choice in asked] == [
        (("answers", VOICE, "Talk"), VOICE),
        (("answers", VOICE, "Club"), VOICE),
        (("answers", INFLUENCE, "x"), INFLUENCE),
        (("rows", "A", VOICE), VOICE),
        (("rows", "C", VOICE), VOICE),
        (("rows", "A", INFLUENCE), INFLUENCE),
        (("rows", "C", INFLUENCE), INFLUENCE),
    ]
    column = ("columns", VOICE)
    assert [choice.based_on for choice in asked[1:4]] == [
        (column,),
        (("columns", INFLUENCE),),
        (("columns", "activity"), column, ("answers", VOICE, "Talk")),
    ]


def test_rows_that_share_a_name_are_not_told_apart_by_it() -> None:
    sheet = Sheet(["Name", "What"], [["A", "Talk"], ["B", "Talk"], ["a ", "Club"], ["", "Club"]])
    assert [choice.names for choice in all_asked(sheet, {**SAID})] == [["", "B"], ["", ""]]


def test_a_word_whose_rows_are_all_answered_is_not_asked_again() -> None:
    sheet = Sheet(["Name", "What"], [["A", "Talk"], ["B", "Talk"]])
    rows: Said = {("rows", "A", VOICE): "told", ("rows", "B", VOICE): None}
    assert all_asked(sheet, {**SAID, **rows}) == []
    new = Sheet(["Name", "What"], [["A", "Talk"], ["C", "Talk"]])
    assert [choice.path[2] for choice in all_asked(new, {**SAID, **rows})] == ["Talk"]


def test_of_many_words_the_most_frequent_are_asked() -> None:
    words = [["", f"word {number}"] for number in range(MOST_ASKED + 5)]
    said = {**COLUMNS, ("columns", VOICE): "What"}
    asked = all_asked(Sheet(["Name", "What"], [*words, *words[10:]]), said)
    assert [choice.path[2] for choice in asked] == [cells[1] for cells in [*words[10:], *words[:5]]]


def test_records_under_names_are_no_table() -> None:
    with pytest.raises(DataError, match='the records stand under names, such as "Tea"; make them a list'):
        Sample(LADDER).activity({"Tea": {"What": "Survey"}, "Bus": {"What": "Talk"}})
