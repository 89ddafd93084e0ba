"""Rows of tables: how many are looked at first, what comes late in a blank column, and stray quotes."""

import pytest
import readers
from readers import ANY, Slow, account_of

from coproladder.reading.outcome import Rejected
from coproladder.reading.table import MOST_SAMPLED

ALL = "activity,voice,influence,decides,delivery"
BLANK_ROWS = ",,,,,\n" * MOST_SAMPLED


def read(data: str | Slow) -> tuple[list[object], list[str]]:
    """Return the records and faults in a table, and what was told."""
    found, heard = readers.read(data, "a.csv")
    return [item.message if isinstance(item, Rejected) else item for item in found], heard


NO_DECIDES = (
    'no column has the heading decides ("Who makes the main decisions?"), but column E ("x") has answers '
    'to it; add --map decides="x" if the answers are there, or add --map decides= to leave the question out'
)
SPANNED = (
    'column F, which has no heading, has answers to voice ("What do people get to do?"), as another column '
    "does; put them into one column (in SurveyMonkey: export with condensed columns), or delete this one if "
    "it is about something else"
)
FURTHER_DOWN = 'Not used: column "F".'
LATE = {
    "an answer where its question has no column": (
        "activity,voice,influence,delivery,x\n"
        + BLANK_ROWS
        + "A,told,,,\nB,told,,,together\nC,told,,,see page 2\n",
        [{"activity": "A", "voice": "told"}, NO_DECIDES, {"activity": "C", "voice": "told"}],
        ["Read 2 activities from a.csv. There is no column for decides.", 'Not used: column "x".'],
    ),
    "an answer without a heading": (
        f"{ALL},\n{BLANK_ROWS}A,told,,,,discuss\n",
        [SPANNED],
        ["Read 0 activities from a.csv.", FURTHER_DOWN],
    ),
    "a remark without a heading": (
        f"{ALL},\n{BLANK_ROWS}A,told,,,,it depends\nB,told,,,,on us\n",
        [{"activity": "A", "voice": "told"}, {"activity": "B", "voice": "told"}],
        ["Read 2 activities from a.csv.", FURTHER_DOWN],
    ),
}


@pytest.mark.parametrize("kind", LATE)
def test_what_comes_late_in_a_column_that_is_passed_over_is_said(kind: str) -> None:
    data, found, told = LATE[kind]
    assert read(data) == (found, [])
    assert account_of(data, "a.csv") == told


def test_a_column_without_a_heading_is_kept_under_its_letter() -> None:
    found, _ = readers.read("activity,voice,\nA,told,it depends\n", "a.csv", None, ANY)
    assert found == [{"activity": "A", "voice": "told", "column C": "it depends"}]


SURVEYMONKEY = [f"{ALL},", "Open-Ended Response,Response,Response,Response,Response,Other", "A,told,,,,x"]
QUALTRICS = [ALL, "Which?,a,b,c,d", ",".join(['"{""ImportId"":""Q""}"'] * 5), "A,told,,,"]
SLOW = {
    "SurveyMonkey": (SURVEYMONKEY, [{"activity": "A", "voice": "told"}]),
    "Qualtrics": (QUALTRICS, [{"activity": "A", "voice": "told"}]),
    "a question without its column": (["activity,voice,x", "A,told,", "B,told,both"], None),
    "no question": (["activity,x", "A,told"], None),
    "a bad row": ([f"{ALL}", 'A,"told"x,,,', "B,told,,,"], None),
}


@pytest.mark.parametrize("kind", SLOW)
def test_a_table_is_read_alike_however_slowly_it_comes(kind: str) -> None:
    lines, expected = SLOW[kind]
    slowly, _ = read(Slow(f"{line}\n" for line in lines))
    assert slowly == read("".join(f"{line}\n" for line in lines))[0]
    assert expected is None or slowly == expected


SWALLOWED = (
    "a cell in quotes has lines that look like rows; if they are rows, take out the extra quotation "
    "mark before them"
)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (f'{ALL}\n"A,told,,,\nB,told,,,\nC",told,,,\nD,told,,,\n', [f"warning: row 2: {SWALLOWED}"]),
        (f'{ALL}\nA,told,,,\n"B\nC,told,,,\nD",told,,,\n', [f"warning: row 3: {SWALLOWED}"]),
        (f'{ALL}\n"A\nand, so on\n",told,,,\nB,told,,,\n', []),
        (f'{ALL}\n"A, B, C, D and E\nmet",told,,,\n', []),
        ('voice,influence\ntold,"not sure\n"\n,none\n', []),
    ],
)
def test_rows_in_a_cell_are_told_of(data: str, told: list[str]) -> None:
    assert read(data)[1] == told
