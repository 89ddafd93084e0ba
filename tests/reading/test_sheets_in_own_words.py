"""Which sheet of a workbook is read where one is in people's own words, and by what a match file says."""

import pytest
from readers import LADDER
from test_sheets import LABELS, OTHERS, WORDS, Found, columns
from workbooks import Table, xlsx

from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.own_words import Sample

OWN: Table = [
    ["Project", "What we did", "Who chose"],
    ["Lunch club", "Survey", "The team"],
    ["Forum", "Workshop", "Members"],
]
STACKED = [text for words, labels in zip(WORDS, LABELS, strict=True) for text in (words, *labels)]
LISTS: dict[str, Table] = {
    **{name: table for name, table in OTHERS.items() if name != "a part of it"},
    "some answers by id": [["voice", "influence"], *columns(LABELS[0][:4], LABELS[1])],
    "their words below our headings": [
        [WORDS[0], "Team"],
        *columns(["Survey", "Talk", "Letter"], ["A", "B"]),
    ],
    "one below the other": [[text] for text in STACKED],
    "with numbers": [["No.", "voice"], *columns([*"1234567"], LABELS[0])],
    "below a title": [["Lists"], [], ["Voice", "Delivery"], *columns(LABELS[0][:3], LABELS[3])],
    "beside a longer list": [["Team", *WORDS], *columns([*"ABCDEFGH"], *LABELS)],
    "of examples of each answer": [LABELS[0], [*"abcdefg"], [*"hijklmn"]],
    "a pivot of their own words": [["Row Labels", "Count of Project"], ["Survey", 2], ["Grand Total", 3]],
    "numbers": [["Total", 12], ["By team"], ["North", 5], ["South", 7]],
    "of their own": [["Team", "Method", "Status"], *columns(["A", "B"], ["Survey"], ["open", "done", "x"])],
}


def matched(columns: dict[str, str]) -> Vocabulary:
    vocabulary = Vocabulary(LADDER, mapped=columns)
    vocabulary.names.match_file = "m.yaml"
    vocabulary.names.answers["voice"].learn({"Survey": "answer", "Workshop": "discuss"})
    return vocabulary


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("before", [True, False])
def test_a_sheet_in_their_own_words_comes_before_lists_and_notes(kind: str, before: bool) -> None:
    sheets = {"Lists": LISTS[kind], "Log": OWN}
    data = xlsx(sheets if before else dict(reversed(sheets.items())))
    found = Found(data)
    assert (found.read, found.unused, found.records) == (["Log"], ["Lists"], [])
    sample = Sample(LADDER)
    assert (Found(data, vocabulary=sample).faults, [row.cells for row in sample.rows]) == ([], OWN)
    found = Found(data, vocabulary=matched({"activity": "Project", "voice": "What we did"}))
    assert [record["voice"] for record in found.records] == ["answer", "discuss"]


def test_a_match_file_tells_the_sheet_where_another_has_more_questions() -> None:
    other = [["Activity", *WORDS], ["Pool", "told", "none", "services", "none"]]
    found = Found(xlsx({"Form": other, "Log": OWN}), vocabulary=matched({"voice": "What we did"}))
    assert (found.read, [record["voice"] for record in found.records]) == (["Log"], ["answer", "discuss"])
    found = Found(xlsx({"Form": other, "Log": OWN}), vocabulary=matched({}))
    assert (found.read, found.unused) == (["Form"], ["Log"])


def test_of_two_sheets_with_the_headings_of_a_match_file_none_is_read() -> None:
    data = xlsx({"2025": OWN, "2026": OWN[:2], "Blank": OWN[:1]})
    assert Found(data, vocabulary=matched({"voice": "What we did"})).faults == [
        "2 sheets have answers; read one of them, or several with --sheet for each:\n"
        "  coproladder assess FILE --sheet 2025\n  coproladder assess FILE --sheet 2026"
    ]


def test_lists_are_read_as_before_where_nothing_better_is_there() -> None:
    nameless = [["voice", "influence"], ["told", "none"], ["discuss", "some"]]
    assert len(Found(xlsx({"Notes": OTHERS["text"], "A": nameless})).records) == 2
    assert Found(xlsx({"A": nameless, "B": nameless[:2]})).faults == [
        "2 sheets have answers; read one of them, or several with --sheet for each:\n"
        "  coproladder assess FILE --sheet A\n  coproladder assess FILE --sheet B"
    ]


LONGER = [*OWN, ["Bus", "Talk", None], ["Choir", "Survey", "All"]]
AS_GOOD: dict[str, Table] = {
    "the same headings": LONGER,
    "other headings": [["Name", "Method", "Decision"], ["Choir", "Talk", "All"]],
    "one column more": [
        [*OWN[0], "Notes"],
        *([*row, None] for row in LONGER[1:4]),
        ["Tea", "Talk", "All", "x"],
    ],
    "a title": [["Log of 2026"], [], *OWN],
}


@pytest.mark.parametrize("kind", AS_GOOD)
def test_of_two_tables_in_their_own_words_match_reads_none(kind: str) -> None:
    sheets = {"Notes": OTHERS["text"], "Log 2025": OWN, "2026": AS_GOOD[kind]}
    for each in (sheets, dict(reversed(sheets.items()))):
        sample = Sample(LADDER)
        (fault,) = Found(xlsx(each), vocabulary=sample).faults
        first, *commands = fault.splitlines()
        said = "2 sheets have answers; read one of them, or several with --sheet for each:"
        wanted = {"  coproladder assess FILE --sheet 'Log 2025'", "  coproladder assess FILE --sheet 2026"}
        assert (first, {*commands}, sample.rows) == (said, wanted, [])


def test_a_narrow_or_hidden_table_is_not_as_good() -> None:
    wide: Table = [[*row, "x", "y"] for row in OWN]
    cases: list[dict[str, Table]] = [
        {"A": [["Name", "Phone"], ["Ann", "1"]], "B": wide},
        {"B": OWN, "A": OWN},
    ]
    for sheets in cases:
        sample = Sample(LADDER)
        data = xlsx(sheets, hidden_sheet="A")
        assert (Found(data, vocabulary=sample).faults, sample.rows[0].cells[:3]) == ([], OWN[0])
