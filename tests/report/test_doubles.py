"""Names that may mean one activity, and records that are equal."""

from typing import Any

import pytest

from coproladder.placing.activity import Activity
from coproladder.report.doubles import Doubles, may_be_same

SAME = [
    ("7", "007"),
    ("Workshop 1", "Workshop 01"),
    ("A & B", "A and B"),
    ("A&B", "a and  b"),
    ("Lunch club", "Lunch clubs"),
    ("Lunch club", "Lunch clab"),
    ("Gardens", "Garden"),
    ("xGarden", "Garden"),
    ("Café talk", "Cafe talk"),
]
DIFFERENT = [
    ("Lunch club", "lunch  club."),
    ("7", "8"),
    ("7", "70"),
    ("0", "00x"),
    ("Workshop 1", "Workshop 2"),
    ("Workshop 1", "Workshop 11"),
    ("Workshop 1", "Workshop"),
    ("Forum", "Forums"),
    ("Group", "Grotp"),
    ("Garden", "Grades"),
    ("Garden", "Gadren"),
    ("Garden a", "Garden bc"),
    ("xGarden", "Gardeny"),
    ("Garden-x", "Garden x"),
    ("A & B", "A or B"),
]


@pytest.mark.parametrize("pair", SAME)
def test_names_that_may_be_the_same(pair: tuple[str, str]) -> None:
    assert [{*each} for each in may_be_same(["Other", *pair, "Thing"])] == [{*pair}]
    assert [{*each} for each in may_be_same(pair[::-1])] == [{*pair}]


@pytest.mark.parametrize("pair", DIFFERENT)
def test_names_that_are_two_or_one_already(pair: tuple[str, str]) -> None:
    assert may_be_same(pair) == []
    assert may_be_same(pair[::-1]) == []


def said(*records: tuple[str, dict[str, Any]]) -> list[str]:
    doubles = Doubles()
    for file, record in records:
        doubles.add(Activity(record), file)
    return [*doubles.lines()]


FORUM: dict[str, Any] = {"activity": "Forum", "voice": "told", "own": ["x"]}


def test_nothing_is_said_of_records_that_differ() -> None:
    assert said(("a.csv", FORUM), ("b.csv", {**FORUM, "voice": "answer"}), ("b.csv", {"voice": "told"})) == []


def test_records_without_a_name_are_not_compared() -> None:
    assert said(("a.csv", {"voice": "told"}), ("b.csv", {"voice": "told"})) == []


def test_equal_records_are_counted_whatever_the_order_of_their_fields() -> None:
    records = [("b.csv", FORUM), ("a.csv", dict(reversed(FORUM.items()))), ("c.csv", {"activity": "Other"})]
    assert said(*records) == [
        (
            "1 record appears more than once (in a.csv and b.csv), and each copy counts; "
            "if they are one person's answers, delete all but one"
        )
    ]
    walk: dict[str, Any] = {"activity": "Walk", "voice": None}
    assert said(*records, ("c.csv", walk), ("c.csv", walk), ("c.csv", walk)) == [
        "2 records appear more than once (in a.csv, b.csv and c.csv), and each copy counts; if they are "
        "one person's answers, delete all but one"
    ]


def test_names_that_may_be_the_same_are_said_in_one_line() -> None:
    names = [f"{letter * 3} and {letter}" for letter in "abcdefg"]
    others = [f"{letter * 3} & {letter}" for letter in "abcdefg"]
    start = "these may be two names for one activity; if so, use one of them: "
    (line,) = said(*(("a.csv", {"activity": name}) for name in [names[0], others[0]]))
    assert line == f'{start}"aaa and a" and "aaa & a"'
    (line,) = said(*(("a.csv", {"activity": name}) for name in names + others))
    assert line.startswith(start) and line.endswith('"eee and e" and "eee & e" and 2 more pairs')


@pytest.mark.parametrize(("number", "lines"), [(498, 1), (499, 0), (600, 0)])
def test_no_more_than_some_names_are_compared(number: int, lines: int) -> None:
    names = ["A & B", "A and B", *(f"x{at}" for at in range(number))]
    assert len(said(*(("a.csv", {"activity": name}) for name in names))) == lines
