"""Which column holds which field: what is found, what is passed over, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproladder import load_ladder
from coproladder.base.errors import DataError
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.header import Columns, find_columns, find_header

SMALL = load_ladder(Path(__file__).parents[1] / "cases" / "small.yaml")
KNOWN = Vocabulary(SMALL)
Row = list[str]

LETTER = "b"


def passed(names: str, more: str = "") -> str:
    """Return what is said of columns that are passed over; `names` has | between them."""
    quoted = ", ".join(f'"{name}"' for name in names.split("|"))
    return f"columns passed over: {quoted}{more} (--keep-extra keeps them)"


def find(vocabulary: Vocabulary, rows: list[Row]) -> Columns:
    return find_columns(vocabulary, find_header(vocabulary, rows), rows)


ACCEPTED: list[tuple[str, dict[str, str], str, list[str]]] = [
    ("Voice||power|", {}, "voice||power|", []),
    ("voice|power|x|x| y\nz ", {}, "voice|power|||", [passed("x|y z")]),
    (
        "voice|power|" + "|".join(f"x{at}" for at in range(22)),
        {},
        "voice|power" + "|" * 22,
        [passed("|".join(f"x{at}" for at in range(20)), " and 2 more")],
    ),
    (
        "voice|power|Active|Start date|End date",
        {},
        "voice|power|||",
        [
            passed("Active|Start date|End date"),
            'not taken for activity: "Active"; if it is, add --map activity="Active"',
            'not taken for date: "Start date", "End date"; if one of them is, add --map date="Start date"',
        ],
    ),
    ("Activity|voice|power|ladder|rung|notes", {}, "activity|voice|power|||", []),
    ("voice|power|rung", {}, "voice|power|", [passed("rung")]),
    # Ours already: what only holds the question, or is close to it, is another thing.
    (
        "Points - power|1. Who decides?|voice|about/voice|Who decide?",
        {},
        "|power|voice||",
        [passed("Points - power|about/voice|Who decide?")],
    ),
    (
        'voice|power|The "big" project|Activity',
        {"activity": 'the "big"  project'},
        "voice|power|activity|",
        [passed("Activity")],
    ),
    ("voice|power|N|n", {"activity": "n"}, "voice|power||activity", [passed("N")]),
    (210 * LETTER + "|power", {"voice": 200 * LETTER + "…"}, "voice|power", []),
    (
        "voice|Title|Project|Name of the lead",
        {"power": ""},
        "voice|||",
        [
            passed("Title|Project|Name of the lead"),
            'not taken for activity: "Project", "Title", "Name of the lead"; if one of them is, '
            'add --map activity="Project"',
        ],
    ),
    ("voice|Who decide?", {"power": ""}, "voice|", [passed("Who decide?")]),
]

NO_POWER = 'no column is headed by power ("Who decides?"), but column B'
LEAVE = "or add --map power= to leave the question out"
ONE_COLUMN = (
    'stands for one of its answers: put the answers into one column headed "power", '
    f'or named with --map power="its heading", {LEAVE}'
)


def other(heading: str, why: str = "has a heading close to it", typed: str = "") -> str:
    """Return what is said of column B that could hold the answers of a question without a column."""
    return (
        f'{NO_POWER} ("{heading}") {why}: add --map power="{typed or heading}" if it has the answers, {LEAVE}'
    )


def below(row: int, above: str) -> str:
    return (
        f"the headings must be in the first row, and seem to stand in row {row}: delete the {above} above it"
    )


REFUSED: list[tuple[str, str]] = [
    ("voice|Who decide", other("Who decide")),
    ('voice|Who "now" decides?', other('Who "now" decides?', typed='Who \\"now\\" decides?')),
    ("voice|Who decides, and why", other("Who decides, and why")),
    (
        "power|What do pe..",
        'no column is headed by voice ("What do people do?"), but column B ("What do pe..") has a heading '
        'close to it: add --map voice="What do pe.." if it has the answers, or add --map voice= to leave '
        "the question out",
    ),
    (
        f"voice|{250 * LETTER}\n|both",
        other(f"{59 * LETTER}…", "holds answers to it", f"{200 * LETTER}…"),
    ),
    ("voice|powers", other("powers")),
    ("voice|1. The staff", f'{NO_POWER} ("1. The staff") {ONE_COLUMN}'),
    ("voice|about/power/both", f'{NO_POWER} ("about/power/both") {ONE_COLUMN}'),
    ("voice|power___1", f'{NO_POWER} ("power___1") {ONE_COLUMN}'),
    ("voice|Power? (choice=Both.)", f'{NO_POWER} ("Power? (choice=Both.)") {ONE_COLUMN}'),
    ("voice|Notes\nask|2. Both\nask|n/a\nask|-", other("Notes", "holds answers to it")),
    (
        "voice|\nask|both",
        f'{NO_POWER}, which has no heading, holds answers to it: type "power" as its heading, {LEAVE}',
    ),
    (
        "voice||power\nNothing.|They ask.|\n|They ask.|Both.",
        'column B, which has no heading, holds answers to voice ("What do people do?"), as another '
        "does: put them into one column (in SurveyMonkey: export with condensed columns), or delete this one "
        "if it is about something else",
    ),
    (
        "Voice|power|1. What do people do?",
        'two columns hold voice, column A ("Voice") and column C ("1. What do people do?"); '
        'take one out, or say which with --map voice="1. What do people do?"',
    ),
    (
        f"voice|power|{'x|' * 25}Power:",
        'two columns hold power, column B ("power") and column AB ("Power:"); take one out or rename it',
    ),
    (
        "staff/voice|people/voice|power",
        'two columns hold voice, column A ("staff/voice") and column B ("people/voice"); '
        'take one out, or say which with --map voice="people/voice"',
    ),
    # A cell of data that holds a question makes no heading row.
    (
        "Name|activity\nA|B\nA|on power\nPower|",
        'no column is headed by a question; the headings are "Name", "activity": head columns with the '
        'questions or with voice, power, or add --map voice="its heading"',
    ),
    (
        "voice|power\nAO04|x\nao02|",
        'column A ("voice") holds codes such as AO04, and nothing says which answers to voice they mean: '
        "export full answers instead of codes, and read that file",
    ),
    ("Table 1\nVoice|power\nask|both", below(2, "row")),
    ("Survey: voice|\nVoice|power\nask|both", below(2, "row")),
    ("Survey|2026\nactivity|voice\nA|ask", below(2, "row")),
    ("|\nLog|\nVoice|power\nask|both", below(3, "2 rows")),
]
WRONGLY_NAMED = [
    (
        "voice|Names",
        {"activity": "Name"},
        '--map activity="Name": no column has this heading; did you mean "Names"?',
    ),
    ("voice|N|N", {"activity": "N"}, '--map activity="N": 2 columns have this heading; rename one'),
    (
        "voice|N",
        {"activity": "N", "called": "n"},
        '--map: "n" is given for activity and for called; keep one',
    ),
]


@pytest.mark.parametrize(("headings", "mapped", "fields", "messages"), ACCEPTED)
def test_columns(headings: str, mapped: dict[str, str], fields: str, messages: list[str]) -> None:
    found = find(Vocabulary(SMALL, mapped=mapped), [headings.split("|")])
    assert [field or "" for field in found.header.fields] == fields.split("|")
    assert [*found.messages] == messages


def test_columns_that_are_kept_are_not_said_to_be_passed_over() -> None:
    headings = ["", "x", "voice", "activity", "ladder", "rung", "power", ""]
    found = find(Vocabulary(SMALL, keep_extra=True), [headings, ["y"]])
    assert (found.extra, found.late, found.messages) == ([0, 1], [7], [])


def test_a_question_without_a_column_is_named() -> None:
    found = find(KNOWN, [["voice", "x"], ["ask", "y"]])
    assert found.messages[1:] == ["no column for power: taken as not known"]


def test_a_column_without_a_heading_is_named_by_its_letter() -> None:
    found = find(KNOWN, [["voice", "power", "", ""], ["ask", "both", "it depends"]])
    assert found.messages == [
        "columns passed over: column C (no heading) (--keep-extra keeps them)",
        'not taken for activity: column C (no heading); if it names the activities, type "activity" as its '
        "heading",
    ]


@pytest.mark.parametrize(
    ("rows", "mapped", "message"), [*((rows, {}, message) for rows, message in REFUSED), *WRONGLY_NAMED]
)
def test_what_is_refused(rows: str, mapped: dict[str, str], message: str) -> None:
    with pytest.raises(DataError) as error:
        find(Vocabulary(SMALL, mapped=mapped), [row.split("|") for row in rows.split("\n")])
    assert str(error.value) == message


def test_codes_among_answers_are_left_to_the_reader() -> None:
    assert find(KNOWN, [["voice", "power"], ["4", "x"], ["ask", "7"], ["", "y"], ["", "z"]]).extra == []


def test_row_with_an_answer_is_no_second_heading_row() -> None:
    assert find_header(KNOWN, [["activity", "voice", "power"], ["Response", "ask", ""]]).rows == 1


CELLS = {
    question.id: [name for each in question.answers for name in (each.id, each.words.standard)]
    for question in SMALL.questions
}  # fmt: skip
SOME = st.sampled_from(
    [
        *("voice", "VOICE ", "1. What do people do?", "about/voice", "About it [What do people do?]"),
        *("What do people do? (required)", "voice[other]", "Date of event", "answered_by", ""),
        *("power", "1. Who decides?", "Who decide", "about-power", "x", "x", "Notes"),
    ]
)
COLUMNS = st.tuples(
    SOME,
    st.sampled_from([CELLS["voice"], CELLS["power"], ["x", "none", ""]]).flatmap(
        lambda cells: st.lists(st.sampled_from(cells), min_size=2, max_size=2)
    ),
)


@given(st.lists(COLUMNS, min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_no_column_of_answers_is_lost(columns: list[tuple[str, Row]]) -> None:
    headings = [heading for heading, _ in columns]
    sample = [list(row) for row in zip(*(cells for _, cells in columns), strict=True)]
    try:
        found = find(KNOWN, [headings, *sample])
    except DataError as error:
        assert "--map" in str(error) or "which has no heading" in str(error) or "take one out" in str(error)
        return
    for at, (heading, cells) in enumerate(columns):
        for question, answers in CELLS.items():
            if set(cells) <= set(answers) and found.header.fields[at] is None:
                # Its question has a column, and this one is named.
                assert question in found.header.fields
                assert at in found.extra
                assert f'"{" ".join(heading.split())}"' in found.messages[0]
