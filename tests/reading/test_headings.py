"""Which column holds which field: what is found, what is passed over, and what is refused."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproladder import load_ladder
from coproladder.base.errors import DataError
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.header import find_header, look_below, options
from coproladder.reading.heading_checks import Header, heading_of

SMALL = load_ladder(Path(__file__).parents[1] / "cases" / "small.yaml")
KNOWN = Vocabulary(SMALL)
Row = list[str]

LETTER = "b"


def find(vocabulary: Vocabulary, rows: list[Row]) -> Header:
    return look_below(vocabulary, find_header(vocabulary, rows), rows)


ACCEPTED: list[tuple[str, dict[str, str], str, str, list[str]]] = [
    ("Voice||power|", {}, "voice||power|", "", []),
    ("voice|power|x|x| y\nz ", {}, "voice|power|||", "x|x|y z", []),
    (
        "voice|power|Active|Start date|End date",
        {},
        "voice|power|||",
        "Active|Start date|End date",
        ['--map date="Start date"'],
    ),
    (
        "voice|power|Last page|Actvity|Levels",
        {},
        "voice|power|||",
        "Last page|Actvity|Levels",
        ['--map activity="Actvity"', '--map level="Levels"'],
    ),
    ("Activity|voice|power|ladder|rung|notes", {}, "activity|voice|power|||", "", []),
    ("voice|power|rung", {}, "voice|power|", "rung", []),
    # Ours already: what only holds the question, or is close to it, is another thing.
    (
        "Points - power|1. Who decides?|voice|about/voice|Who decide?",
        {},
        "|power|voice||",
        "Points - power|about/voice|Who decide?",
        [],
    ),
    (
        'voice|power|The "big" project|Activity',
        {"activity": 'the "big"  project'},
        "voice|power|activity|",
        "Activity",
        [],
    ),
    ("voice|power|N|n", {"activity": "n"}, "voice|power||activity", "N", []),
    ("voice|power|x|y", {"activity": "column D"}, "voice|power||activity", "x", []),
    (210 * LETTER + "|power", {"voice": 200 * LETTER + "…"}, "voice|power", "", []),
    ("voice|power|about/activity|Group: comment", {}, "voice|power|activity|comment", "", []),
    ("voice|Who decide?", {"power": ""}, "voice|", "Who decide?", []),
    # What people call the name of an activity.
    (
        "voice|Title|Event|2. Project|Name of the lead",
        {"power": ""},
        "voice|||activity|",
        "Title|Event|Name of the lead",
        [],
    ),
    ("voice|power|Study|Initiative", {}, "voice|power||activity", "Study", []),
    ("voice|power|Name of the activity", {}, "voice|power|activity", "", []),
    ("voice|power|Case|Title|Name", {}, "voice|power|||activity", "Case|Title", []),
    ("voice|power|Name|Email", {}, "voice|power||", "Name|Email", ['--map activity="Name"']),
    (
        "voice|power|Title|Respondent ID",
        {},
        "voice|power||",
        "Title|Respondent ID",
        ['--map activity="Title"'],
    ),
    ("voice|power|Project|Activity", {}, "voice|power||activity", "Project", []),
    ("voice|power|Name", {"activity": ""}, "voice|power|", "Name", []),
    # Of a second set that a person chose the first is another thing.
    (
        "Activity|voice|power|Activity2|voice2|power2",
        {"activity": "Activity2", "voice": "voice2", "power": "power2"},
        "|||activity|voice|power",
        "Activity|voice|power",
        [],
    ),
]

NO_POWER = 'no column has the heading power ("Who decides?"), but column B'
LEAVE = "or add --map power= to leave the question out"
ONE_COLUMN = (
    'looks like one of its answers; put the answers into one column, call it "power" '
    f'or add --map power="its heading", {LEAVE}'
)


def other(heading: str, why: str = "has a heading like it", typed: str = "") -> str:
    """Return what is said of column B that could hold the answers of a question without a column."""
    return (
        f'{NO_POWER} ("{heading}") {why}; add --map power="{typed or heading}" if the answers are '
        f"there, {LEAVE}"
    )


def two(field: str, first: str, second: str, options: str, others: str = "") -> str:
    """Return what is said of two columns for one field; `options` has | between those of each set."""
    one, other = options.split("|")
    return (
        f"two columns have {field}, column {first} and column {second}{others}: to read the first add {one}; "
        f"to read the second add {other}"
    )


SECONDS = ("{}2", "{}...2", "{}.1", "{}_2", "{} (2)", "{} 2", "{} (now)", "now: {}", "{} after")
REFUSED: list[tuple[str, str]] = [
    ("voice|Who decide", other("Who decide")),
    ('voice|Who "now" decides?', other('Who "now" decides?', typed='Who \\"now\\" decides?')),
    ("voice|Who decides, and why", other("Who decides, and why")),
    (
        "power|What do pe..",
        'no column has the heading voice ("What do people do?"), but column B ("What do pe..") has a heading '
        'like it; add --map voice="What do pe.." if the answers are there, or add --map voice= to leave '
        "the question out",
    ),
    (
        f"voice|{250 * LETTER}\n|both",
        other(f"{59 * LETTER}…", "has answers to it", f"{200 * LETTER}…"),
    ),
    ("voice|powers", other("powers")),
    ("voice|1. The staff", f'{NO_POWER} ("1. The staff") {ONE_COLUMN}'),
    ("voice|about/power/both", f'{NO_POWER} ("about/power/both") {ONE_COLUMN}'),
    ("voice|power___1", f'{NO_POWER} ("power___1") {ONE_COLUMN}'),
    ("voice|Power? (choice=Both.)", f'{NO_POWER} ("Power? (choice=Both.)") {ONE_COLUMN}'),
    ("voice|Notes\nask|2. Both\nask|n/a\nask|-", other("Notes", "has answers to it")),
    (
        "voice|\nask|both",
        f'{NO_POWER}, which has no heading, has answers to it; type "power" as its heading, {LEAVE}',
    ),
    (
        "voice||power\nNothing.|They ask.|\n|They ask.|Both.",
        'column B, which has no heading, has answers to voice ("What do people do?"), as another '
        "column does; put them into one column (in SurveyMonkey: export with condensed columns), or "
        "delete this one "
        "if it is about something else",
    ),
    (
        "Voice|power|1. What do people do?",
        two(
            "voice",
            'A ("Voice")',
            'C ("1. What do people do?")',
            '--map voice="Voice"|--map voice="1. What do people do?"',
        ),
    ),
    (
        f"voice|power|{'x|' * 25}Power:",
        two("power", 'B ("power")', 'AB ("Power:")', '--map power="column B"|--map power="column AB"'),
    ),
    (
        "staff/voice|people/voice|power",
        two(
            "voice",
            'A ("staff/voice")',
            'B ("people/voice")',
            '--map voice="staff/voice"|--map voice="people/voice"',
        ),
    ),
    *(
        (
            f"Activity|voice|power|Date|{second('Activity')}|{second('voice')}|{second('power')}|Date 2",
            two(
                "activity",
                'A ("Activity")',
                f'E ("{second("Activity")}")',
                '--map activity="Activity" --map voice="voice" --map power="power" --map date="Date"|'
                f'--map activity="{second("Activity")}" --map voice="{second("voice")}" '
                f'--map power="{second("power")}" --map date="Date 2"',
                ", and two have each of voice, power, date",
            ),
        )
        for second in (form.format for form in SECONDS)
    ),
    (
        "voice before|power|voice now",
        two(
            "voice",
            'A ("voice before")',
            'C ("voice now")',
            '--map voice="voice before"|--map voice="voice now"',
        ),
    ),
    # A cell of data that holds a question makes no heading row.
    (
        "Name|activity\nA|B\nA|on power\nPower|",
        'no column has a question as its heading; the headings are "Name", "activity"; use the '
        'questions or voice, power as headings, or add --map voice="its heading"',
    ),
    (
        "voice|power\nAO04|x\nao02|",
        'column A ("voice") has codes such as AO04, but nothing says which answers to voice they mean; '
        "export full answers instead of codes, and read that file",
    ),
    *(
        (
            table,
            f"{column} has questions in its rows; put each question into a column of its own, with one row "
            "for each activity",
        )
        for table, column in (
            ("Activity|Pool|Walk\nvoice|ask|act\nWho decides?|x|y", 'column A ("Activity")'),
            ("name|question|answer\nPool|voice|ask\nPool|power|x", 'column B ("question")'),
        )
    ),
    ("Log\nVoice\nask", "the headings seem to be in row 2: delete the row above it"),
    ("Log\n\nVoice\nask", "the headings seem to be in row 3: delete the 2 rows above it"),
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


@pytest.mark.parametrize(("headings", "mapped", "fields", "unused", "wanted"), ACCEPTED)
def test_columns(headings: str, mapped: dict[str, str], fields: str, unused: str, wanted: list[str]) -> None:
    vocabulary = Vocabulary(SMALL, mapped=mapped)
    found = find(vocabulary, [headings.split("|")])
    assert [field or "" for field in found.fields] == fields.split("|")
    assert "|".join(heading_of(found.headings, at) for at in found.extra) == unused
    assert [*options(vocabulary, found)] == wanted


def test_columns_that_are_kept_are_known() -> None:
    headings = ["", "x", "voice", "activity", "ladder", "rung", "power", ""]
    found = find(Vocabulary(SMALL, keep_extra=True), [headings, ["y"]])
    assert (found.extra, found.late) == ([0, 1], [7])


def test_a_question_without_a_column_is_absent() -> None:
    assert [each.id for each in find(KNOWN, [["voice", "x"], ["ask", "y"]]).absent] == ["power"]


def test_a_column_without_a_heading_is_named_by_its_letter() -> None:
    found = find(KNOWN, [["voice", "power", "", ""], ["ask", "both", "it depends"]])
    assert [heading_of(found.headings, at) for at in found.extra] == ["column C"]
    assert [*options(KNOWN, found)] == ['--map activity="column C"']


ABOVE = [
    ("Table 1\nVoice|power\nask|both", 1),
    ("Survey: voice|\nVoice|power\nask|both", 1),
    ("Survey|2026\nactivity|voice\nA|ask", 1),
    ("|\nLog|\nVoice|power\nask|both", 2),
    ("Log|2026|x\n" + "\n" * 8 + "Voice|power|\nask|both", 9),
    ("voice|power\nVoice|power|activity", 1),
    ("voice|power\nVoice|power", 0),
]


@pytest.mark.parametrize(("rows", "above"), ABOVE)
def test_the_headings_may_be_below_a_title(rows: str, above: int) -> None:
    header = find_header(KNOWN, [row.split("|") for row in rows.split("\n")])
    assert (header.above, header.rows) == (above, above + 1)


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
        assert re.search("--map|which has no heading|seem to be in row", str(error))
        return
    for at, (_, cells) in enumerate(columns):
        for question, answers in CELLS.items():
            if set(cells) <= set(answers) and found.fields[at] is None:
                # Its question has a column, and this one is named.
                assert question in found.fields
                assert at in found.extra
