"""Which column holds which field: each form of heading, each tool's export, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproladder import load_ladder
from coproladder.base.errors import DataError
from coproladder.reading.heading_rows import read_header
from coproladder.reading.headings import find_columns

SMALL = load_ladder(Path(__file__).parents[1] / "cases" / "small.yaml")
Row = list[str]
Rows = list[Row]

FORMS = [
    ("voice", "voice"),
    ("VOICE ", "voice"),
    ("What do people do?", "voice"),
    ("What do people do", "voice"),
    ("What do\npeople\N{NO-BREAK SPACE}do? \r\n", "voice"),
    ("What do people do\N{ZERO WIDTH SPACE}?", "voice"),
    ("1. What do people do?", "voice"),
    ("2.1 What do people do?", "voice"),
    ("3) What do people do?", "voice"),
    ("(4) What do people do?", "voice"),
    ("Q3 What do people do?", "voice"),
    ("Q3: What do people do?", "voice"),
    ("Q1_voice", "voice"),
    ("1. Q1. a) voice", "voice"),
    ("Question 5 - What do people do?", "voice"),
    ("[Q3] What do people do?", "voice"),
    ("a) What do people do?", "voice"),
    ("G01Q01. What do people do?", "voice"),
    ("doing. What do people do?", "voice"),
    ("G01Q01[SQ001]. About it [What do people do?]", "voice"),
    ("about[voice]", "voice"),
    ("*What do people do?*", "voice"),
    ("**What do people do?** *", "voice"),
    ("[What do people do?]", "voice"),
    ("What do people do? (required)", "voice"),
    ("<b>What do people&nbsp;do?</b>", "voice"),
    ("about/voice", "voice"),
    ("work/about/voice", "voice"),
    ("about-voice", "voice"),
    ("About it/What do people do?", "voice"),
    ("About it - What do people do?", "voice"),
    ("About it >> What do people do?", "voice"),
    ("About it [What do people do?]", "voice"),
    ("About it [1. What do people do?]", "voice"),
    ("answered_by", "answered_by"),
    ("Answered by", "answered_by"),
    ("*2. Answered by:*", "answered_by"),
    ("G01Q03. Date", "date"),
    ("end-date", None),
    ("about/date", None),
    ("About it [Date]", None),
    ("Date of event", None),
    ("What do people do? [Other]", None),
    ("voice[other]", None),
    ("[Other] voice", None),
    ("1. 2. 3. 4. voice", None),
    ("gap", None),
    ("", None),
]

LETTER = "b"
TWENTY = ", ".join(f'"x{at}"' for at in range(20))
TWENTY_TWO = f"columns passed over: {TWENTY} and 2 more (--keep-extra keeps them)"

ACCEPTED: list[tuple[Row, dict[str, str], list[str | None], list[str]]] = [
    (["Voice", "", "power", ""], {}, ["voice", None, "power", None], []),
    (
        ["voice", "power", "x", "x", " y\nz "],
        {},
        ["voice", "power", None, None, None],
        ['columns passed over: "x", "y z" (--keep-extra keeps them)'],
    ),
    (
        ["voice", "power", *(f"x{at}" for at in range(22))],
        {},
        ["voice", "power", *[None] * 22],
        [TWENTY_TWO],
    ),
    (
        ["voice", "power", "Active", "Start date", "End date"],
        {},
        ["voice", "power", None, None, None],
        [
            'columns passed over: "Active", "Start date", "End date" (--keep-extra keeps them)',
            'not taken for activity: "Active"; if it is, add --map activity="Active"',
            'not taken for date: "Start date", "End date"; if one of them is, add --map date="Start date"',
        ],
    ),
    (
        ["Activity", "voice", "power", "ladder", "rung", "notes"],
        {},
        ["activity", "voice", "power", *[None] * 3],
        [],
    ),
    (
        ["voice", "power", "rung"],
        {},
        ["voice", "power", None],
        ['columns passed over: "rung" (--keep-extra keeps them)'],
    ),
    # Ours already: what only holds the question, or is close to it, is another thing.
    (
        ["Points - power", "1. Who decides?", "voice", "about/voice", "Who decide?"],
        {},
        [None, "power", "voice", None, None],
        ['columns passed over: "Points - power", "about/voice", "Who decide?" (--keep-extra keeps them)'],
    ),
    (
        ["voice", "power", 'The "big" project', "Activity"],
        {"activity": 'the "big"  project'},
        ["voice", "power", "activity", None],
        ['columns passed over: "Activity" (--keep-extra keeps them)'],
    ),
    (
        ["voice", "power", "N", "n"],
        {"activity": "n"},
        ["voice", "power", None, "activity"],
        ['columns passed over: "N" (--keep-extra keeps them)'],
    ),
    ([210 * LETTER, "power"], {"voice": 200 * LETTER + "…"}, ["voice", "power"], []),
    (
        ["voice", "Title", "Project", "Name of the lead"],
        {"power": ""},
        ["voice", None, None, None],
        [
            'columns passed over: "Title", "Project", "Name of the lead" (--keep-extra keeps them)',
            'not taken for activity: "Project", "Title", "Name of the lead"; if one of them is, '
            'add --map activity="Project"',
        ],
    ),
    (
        ["voice", "Who decide?"],
        {"power": ""},
        ["voice", None],
        ['columns passed over: "Who decide?" (--keep-extra keeps them)'],
    ),
]

NO_POWER = 'no column is headed by power ("Who decides?"), but column B'
LEAVE = "or add --map power= to leave the question out"
ONE_COLUMN = (
    'stands for one of its answers: put the answers into one column headed "power", '
    f'or named with --map power="its heading", {LEAVE}'
)

REFUSED: list[tuple[Rows, dict[str, str], str]] = [
    (
        [["voice", "Who decide"]],
        {},
        f'{NO_POWER} ("Who decide") has a heading close to it: '
        f'add --map power="Who decide" if it has the answers, {LEAVE}',
    ),
    (
        [["voice", 'Who "now" decides?']],
        {},
        f'{NO_POWER} ("Who "now" decides?") has a heading close to it: '
        f'add --map power="Who \\"now\\" decides?" if it has the answers, {LEAVE}',
    ),
    (
        [["voice", "Who decides, and why"]],
        {},
        f'{NO_POWER} ("Who decides, and why") has a heading close to it: '
        f'add --map power="Who decides, and why" if it has the answers, {LEAVE}',
    ),
    (
        [["power", "What do pe.."]],
        {},
        'no column is headed by voice ("What do people do?"), but column B ("What do pe..") has a heading '
        'close to it: add --map voice="What do pe.." if it has the answers, or add --map voice= to leave '
        "the question out",
    ),
    (
        [["voice", 250 * LETTER], ["", "both"]],
        {},
        f'{NO_POWER} ("{59 * LETTER}…") holds answers to it: '
        f'add --map power="{200 * LETTER}…" if it has the answers, {LEAVE}',
    ),
    (
        [["voice", "powers"]],
        {},
        f'{NO_POWER} ("powers") has a heading close to it: '
        f'add --map power="powers" if it has the answers, {LEAVE}',
    ),
    ([["voice", "1. The staff"]], {}, f'{NO_POWER} ("1. The staff") {ONE_COLUMN}'),
    ([["voice", "about/power/both"]], {}, f'{NO_POWER} ("about/power/both") {ONE_COLUMN}'),
    ([["voice", "power___1"]], {}, f'{NO_POWER} ("power___1") {ONE_COLUMN}'),
    ([["voice", "Power? (choice=Both.)"]], {}, f'{NO_POWER} ("Power? (choice=Both.)") {ONE_COLUMN}'),
    (
        [["voice", "Notes"], ["ask", "2. Both"], ["ask", "n/a"], ["ask", "-"]],
        {},
        f'{NO_POWER} ("Notes") holds answers to it: add --map power="Notes" if it has the answers, {LEAVE}',
    ),
    (
        [["voice", ""], ["ask", "both"]],
        {},
        f'{NO_POWER}, which has no heading, holds answers to it: type "power" as its heading, {LEAVE}',
    ),
    (
        [["voice", "", "power"], ["Nothing.", "They ask.", ""], ["", "They ask.", "Both."]],
        {},
        'column B, which has no heading, holds answers to voice ("What do people do?"), as another '
        "does: put them into one column (in SurveyMonkey: export with condensed columns), or delete this one "
        "if it is about something else",
    ),
    (
        [["Voice", "power", "1. What do people do?"]],
        {},
        'two columns hold voice, column A ("Voice") and column C ("1. What do people do?"); '
        'take one out, or say which with --map voice="1. What do people do?"',
    ),
    (
        [["voice", "power", *["x"] * 25, "Power:"]],
        {},
        'two columns hold power, column B ("power") and column AB ("Power:"); take one out or rename it',
    ),
    (
        [["staff/voice", "people/voice", "power"]],
        {},
        'two columns hold voice, column A ("staff/voice") and column B ("people/voice"); '
        'take one out, or say which with --map voice="people/voice"',
    ),
    # A cell of data that holds a question makes no heading row.
    (
        [["Name", "activity"], ["A", "B"], ["A", "on power"], ["Power", ""]],
        {},
        'no column is headed by a question; the headings are "Name", "activity": head columns with the '
        'questions or with voice, power, or add --map voice="its heading"',
    ),
    (
        [["voice", "power"], ["AO04", "x"], ["ao02", ""]],
        {},
        'column A ("voice") holds codes such as AO04, and nothing says which answers to voice they mean: '
        "export full answers instead of codes, and read that file",
    ),
    (
        [["Table 1"], ["Voice", "power"], ["ask", "both"]],
        {},
        "the headings must be in the first row, and seem to stand in row 2: delete the row above it",
    ),
    (
        [["Survey: voice", ""], ["Voice", "power"], ["ask", "both"]],
        {},
        "the headings must be in the first row, and seem to stand in row 2: delete the row above it",
    ),
    (
        [["Survey", "2026"], ["activity", "voice"], ["A", "ask"]],
        {},
        "the headings must be in the first row, and seem to stand in row 2: delete the row above it",
    ),
    (
        [["", ""], ["Log", ""], ["Voice", "power"], ["ask", "both"]],
        {},
        "the headings must be in the first row, and seem to stand in row 3: delete the 2 rows above it",
    ),
    (
        [["voice", "Names"]],
        {"activity": "Name"},
        '--map activity="Name": no column has this heading; did you mean "Names"?',
    ),
    ([["voice", "N", "N"]], {"activity": "N"}, '--map activity="N": 2 columns have this heading; rename one'),
    (
        [["voice", "N"]],
        {"activity": "N", "called": "n"},
        '--map: "n" is given for activity and for called; keep one',
    ),
]


@pytest.mark.parametrize(("heading", "field"), FORMS)
def test_form_of_heading(heading: str, field: str | None) -> None:
    headings = [heading, "power"] if field == "voice" else [heading, "voice", "power"]
    assert find_columns(SMALL, headings, [], {}).fields == (field, *headings[1:])


@pytest.mark.parametrize(("headings", "mapped", "fields", "messages"), ACCEPTED)
def test_columns(
    headings: Row, mapped: dict[str, str], fields: list[str | None], messages: list[str]
) -> None:
    found = find_columns(SMALL, headings, [], mapped)
    assert (list(found.fields), list(found.messages)) == (fields, messages)


def test_columns_that_are_kept_are_not_said_to_be_passed_over() -> None:
    headings = ["", "x", "voice", "activity", "ladder", "rung", "power", ""]
    found = find_columns(SMALL, headings, [["y"]], {}, keep_extra=True)
    assert (found.extra, found.late, found.messages) == ((0, 1), (7,), ())


def test_a_question_without_a_column_is_named() -> None:
    found = find_columns(SMALL, ["voice", "x"], [["ask", "y"]], {})
    assert found.messages[1:] == ("no column for power: taken as not known",)


def test_a_column_without_a_heading_is_named_by_its_letter() -> None:
    found = find_columns(SMALL, ["voice", "power", "", ""], [["ask", "both", "it depends"]], {})
    assert found.messages == (
        "columns passed over: column C (no heading) (--keep-extra keeps them)",
        'not taken for activity: column C (no heading); if it names the activities, type "activity" as its '
        "heading",
    )


@pytest.mark.parametrize(("rows", "mapped", "message"), REFUSED)
def test_what_is_refused(rows: Rows, mapped: dict[str, str], message: str) -> None:
    with pytest.raises(DataError) as error:
        read_header(SMALL, rows, mapped)
    assert str(error.value) == message


def test_codes_among_answers_are_left_to_the_reader() -> None:
    assert (
        find_columns(SMALL, ["voice", "power"], [["4", "x"], ["ask", "7"], ["", "y"], ["", "z"]], {}).extra
        == ()
    )


def test_row_with_an_answer_is_no_second_heading_row() -> None:
    assert read_header(SMALL, [["activity", "voice", "power"], ["Response", "ask", ""]], {}).rows == 1


CELLS = {
    question.id: [name for each in question.answers for name in (each.id, each.words.standard)]
    for question in SMALL.questions
}  # fmt: skip
HEADINGS = st.sampled_from(
    [*dict(FORMS), "power", "1. Who decides?", "Who decide", "about-power", "x", "x", "Notes"]
)
COLUMNS = st.tuples(
    HEADINGS,
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
        found = find_columns(SMALL, headings, sample, {})
    except DataError as error:
        assert "--map" in str(error) or "which has no heading" in str(error) or "take one out" in str(error)
        return
    for at, (heading, cells) in enumerate(columns):
        for question, answers in CELLS.items():
            if set(cells) <= set(answers) and found.fields[at] is None:
                # Its question has a column, and this one is named.
                assert question in found.fields
                assert at in found.extra
                assert f'"{" ".join(heading.split())}"' in found.messages[0]
