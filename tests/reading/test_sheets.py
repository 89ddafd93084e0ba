"""Sheets of a workbook: which is read, which are passed over and named, and what a cell of each kind says."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers import KNOWN, LADDER
from workbooks import FIRST_SHEET, Cell, Table, merged, ods, patched, xls, xlsx

from coproladder.base.errors import DataError
from coproladder.placing.activity import Activity
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading import workbook
from coproladder.reading.account import Account
from coproladder.reading.file_types import BROKEN
from coproladder.reading.outcome import Rejected
from coproladder.reading.source import Source
from coproladder.reading.workbook import FAR, MERGED, SPOILT

FORMATS: dict[str, Callable[..., bytes]] = {"xlsx": xlsx, "ods": ods, "xls": xls}
QUESTIONS = [*LADDER.questions]
IDS = [question.id for question in QUESTIONS]
WORDS = [question.words.standard for question in QUESTIONS]
LABELS = [[answer.words.standard for answer in question.answers] for question in QUESTIONS]


class Found:
    """What comes out of a workbook: records and faults, what was said, and the account of it."""

    def __init__(self, data: bytes, *sheets: str, vocabulary: Vocabulary = KNOWN) -> None:
        self.said: list[str] = []
        self.account = Account()
        source = Source(BytesIO(data), "a.xlsx", None, self.said.append, sheets, self.account)
        self.batches = [*source.batches(vocabulary)]
        self.items = [item for batch in self.batches for item in batch.items]
        self.records = [item.record for item in self.items if isinstance(item, Activity)]
        self.faults = [item.message for item in self.items if isinstance(item, Rejected)]
        self.read = self.account.sheets["a.xlsx"]
        self.unused = [*self.account.left.get("sheet", ())]


@pytest.fixture(params=FORMATS)
def write(request: pytest.FixtureRequest) -> Callable[..., bytes]:
    return FORMATS[request.param]


def table(*rows: list[Cell], headings: list[str] = WORDS) -> Table:
    return [["Activity", *headings], *rows]


def columns(*lists: list[str]) -> list[list[Cell]]:
    """Return the rows of a table with these columns."""
    return [[each[at] if at < len(each) else None for each in lists] for at in range(max(map(len, lists)))]


ANSWERS = table(["Pool", "told", "none", "services", "none"], ["Garden", "design", "genuine", None, None])
RECORDS = [
    {"activity": "Pool", "voice": "told", "influence": "none", "decides": "services", "delivery": "none"},
    {"activity": "Garden", "voice": "design", "influence": "genuine"},
]
OTHERS: dict[str, Table] = {
    "blank": [],
    "text": [["How to fill in this workbook"], ["Please answer each question."]],
    "instructions": [["Answer these questions:"], [], *([words] for words in WORDS)],
    "instructions in a row": [["Answer these:", *WORDS]],
    "instructions below": [WORDS, ["Choose one"] * 4, ["Leave blank what you do not know"] * 4],
    "choices by id": [
        IDS,
        *columns(
            *(
                question_ids
                for question_ids in [[answer.id for answer in question.answers] for question in QUESTIONS]
            )
        ),
    ],
    "choices": [WORDS, *columns(*LABELS)],
    "choices and not sure": [WORDS, *columns(*([*labels, "I am not sure"] for labels in LABELS))],
    "choices, one of each forgotten": [WORDS, *columns(LABELS[0][:1] + LABELS[0][2:], *LABELS[1:])],
    "choices sorted by name": [WORDS, *columns(*map(sorted, LABELS))],
    "choices beside other lists": [
        ["Team", *WORDS, "Stage"],
        *columns(["North", "South"], *LABELS, ["plan", "do"]),
    ],
    "pivot": [[WORDS[0], "Count of Activity"], [LABELS[0][2], 12], [LABELS[0][4], 5], ["Grand Total", 17]],
    "pivot of four": [
        [*WORDS, "COUNTA of Activity"],
        [*(labels[0] for labels in LABELS), 3],
        ["Grand Total", None, None, None, 3],
    ],
    "pivot of LibreOffice": [
        ["Filter"],
        [],
        [*WORDS, None],
        [*(labels[0] for labels in LABELS), 3],
        ["Total Result", None, None, None, 3],
    ],
    "summary in numbers": [["Answered", *WORDS], ["2026", 12, 11, 9, 4], ["2025", 1, 2, 3, 4]],
    "code book": [["Question", "Answer", "Meaning"]]
    + [
        [question.id, answer.id, answer.words.standard]
        for question in QUESTIONS
        for answer in question.answers
    ],
    "code book of one": [["voice", "Meaning"]]
    + [[answer.id, answer.words.standard] for answer in QUESTIONS[0].answers],
    "a part of it": [["Activity", "voice"], ["Pool", "told"], ["Walk", "learn"]],
    "a blank form": table(),
}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("before", [True, False])
def test_the_sheet_that_holds_answers_is_read_and_the_other_is_named(
    write: Callable[..., bytes], other: str, before: bool
) -> None:
    sheets = {"Other": OTHERS[other], "Answers": ANSWERS}
    found = Found(write(sheets if before else dict(reversed(sheets.items()))))
    assert (found.faults, found.records, found.said) == ([], RECORDS, [])
    assert (found.read, found.unused) == (["Answers"], ["Other"])


def test_words_of_their_own_are_answers_too(write: Callable[..., bytes]) -> None:
    own = [["Project", *WORDS], ["Pool", "survey", "a bit", "the board", "no"]]
    for other in ("code book of one", "choices", "text"):
        found = Found(write({"Other": OTHERS[other], "Own": own}))
        assert found.read == ["Own"]
        assert found.faults[0].startswith('voice: "survey" is not an answer to it')


def test_without_a_question_the_fullest_sheet_is_the_one_whose_headings_are_named(
    write: Callable[..., bytes],
) -> None:
    own = [["Project", "Way of working"], ["Pool", "survey"], ["Walk", "talk"]]
    found = Found(write({"Choices": OTHERS["choices"], "Notes": OTHERS["text"], "Own": own}))
    assert found.read == ["Own"]
    assert 'the headings are "Project", "Way of working"' in found.faults[0]


def test_a_heading_that_a_person_named_is_a_question(write: Callable[..., bytes]) -> None:
    own = [["Activity", "What people did"], ["Pool", "told"]]
    mapped = Vocabulary(LADDER, mapped={"voice": "What people did"})
    found = Found(write({"Notes": OTHERS["instructions"], "Own": own}), vocabulary=mapped)
    assert (found.read, found.records) == (["Own"], [{"activity": "Pool", "voice": "told"}])


MONTHS = {
    "January": table(["Pool", "told", "none", None, None]),
    'It\'s "March"': table(["Walk", "learn", "none", None, None]),
    "Old": table(["Talk", "told", None, None, None]),
}


def test_of_several_sheets_that_are_as_good_none_is_read(write: Callable[..., bytes]) -> None:
    found = Found(write({"Notes": OTHERS["text"], **MONTHS}))
    assert found.items == [
        Rejected(
            1,
            None,
            "3 sheets have answers; read one of them, or several with --sheet for each:\n"
            "  coproladder assess FILE --sheet January\n"
            """  coproladder assess FILE --sheet 'It'"'"'s "March"'\n"""
            "  coproladder assess FILE --sheet Old",
            whole=True,
        )
    ]
    assert found.read == []


def test_no_more_commands_are_given_than_can_be_read(write: Callable[..., bytes]) -> None:
    (fault,) = Found(write({f"Week {number}": ANSWERS for number in range(30)})).faults
    first, *commands = fault.splitlines()
    assert first == "30 sheets have answers; read one of them, or several with --sheet for each:"
    assert commands == [f"  coproladder assess FILE --sheet 'Week {number}'" for number in range(20)]


def test_several_sheets_are_read_where_each_is_named(write: Callable[..., bytes]) -> None:
    found = Found(write({**MONTHS, "Bad": [["x"], ["y"]]}), "Old", "January", "Bad", "Old")
    assert found.records == [
        {"activity": "Talk", "voice": "told"},
        {"activity": "Pool", "voice": "told", "influence": "none"},
    ]
    assert found.faults[0].startswith('no column has a question as its heading; the headings are "x"')
    assert {batch.sheet: batch.columns for batch in found.batches} == {
        "Old": None,
        "January": None,
        "Bad": None,
    }
    assert (found.read, found.unused) == (["Old", "January", "Bad"], ['It\'s "March"'])


def test_a_sheet_that_is_named_is_read_whatever_it_holds(write: Callable[..., bytes]) -> None:
    found = Found(write({"Lists": OTHERS["choices"], "Answers": ANSWERS}), "Lists")
    assert (len(found.records), found.read) == (len(LABELS[0]), ["Lists"])


def test_a_workbook_of_choices_alone_has_no_answers(write: Callable[..., bytes]) -> None:
    found = Found(write({"Lists": OTHERS["choices"]}))
    assert found.faults == [
        "it has lists of choices and no answers; to read a list all the same, name a sheet, or several "
        "with --sheet "
        "for each:\n  coproladder assess FILE --sheet Lists"
    ]


def test_a_table_with_one_activity_for_each_answer_is_no_list_of_choices(write: Callable[..., bytes]) -> None:
    names = [f"Activity {at}" for at, _ in enumerate(LABELS[0])]
    found = Found(write({"S": [["Activity", WORDS[0]], *columns(names, LABELS[0])]}))
    assert [record["activity"] for record in found.records] == names


def test_a_single_sheet_is_read_without_a_word_of_its_name(write: Callable[..., bytes]) -> None:
    found = Found(write({"Answers": ANSWERS}))
    assert (found.records, found.read, found.unused) == (RECORDS, [], [])
    assert {batch.sheet for batch in found.batches} == {""}


def test_a_sheet_that_people_see_comes_before_one_that_is_hidden() -> None:
    sheets = {"A": table(["Old", "told", None, None, None]), "B": table(["New", "told", None, None, None])}
    found = Found(xlsx(sheets, hidden_sheet="A"))
    assert (found.records, found.unused) == ([{"activity": "New", "voice": "told"}], ["A"])


# --- sheets that cannot be looked at


def far_in_xlsx(sheets: dict[str, Table]) -> bytes:
    end = "</sheetData>"
    stray = '<row r="20000"><c r="KN20000" t="inlineStr"><is><t>x</t></is></c></row>'
    return patched(xlsx(sheets), FIRST_SHEET, end, stray + end)


def far_in_ods(sheets: dict[str, Table]) -> bytes:
    end = '</table:table><table:table table:name="Notes"'
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    stray = (
        f'<table:table-row><table:table-cell table:number-columns-repeated="16000"/>{cell}</table:table-row>'
    )
    return patched(ods(sheets), "content.xml", end, stray + end)


def far_in_xls(sheets: dict[str, Table]) -> bytes:
    # Cells that hold nothing but a colour reach to the end of the first sheet.
    rows = [*sheets["Big"], *([[]] * (65_535 - len(sheets["Big"]))), [None] * 255 + ["x"]]
    return xls({**sheets, "Big": rows})


def far_to_the_right_in_ods(sheets: dict[str, Table]) -> bytes:
    begin = "<text:p>Far</text:p></table:table-cell>"
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    gap = '<table:table-cell table:number-columns-repeated="16000"/>'
    return patched(ods({**sheets, "Big": [*ANSWERS, ["Far"]]}), "content.xml", begin, begin + gap + cell)


@pytest.mark.parametrize("far", [far_in_xlsx, far_in_ods, far_to_the_right_in_ods])
def test_a_sheet_with_a_stray_cell_far_away_does_the_others_no_harm(
    far: Callable[[dict[str, Table]], bytes],
) -> None:
    data = far({"Big": ANSWERS, "Notes": OTHERS["text"], "Answers": ANSWERS})
    fault = f'the sheet "Big" cannot be read: {FAR}'
    found = Found(data)
    assert (found.records, found.faults, found.said) == (RECORDS, [], [f"warning: {fault}"])
    assert (found.read, found.unused) == (["Answers"], ["Big", "Notes"])
    found = Found(data, "Big", "Answers")
    assert (found.records, found.faults) == (RECORDS, [fault])


def test_a_stray_cell_is_named_where_all_sheets_are_read_at_once() -> None:
    data = far_in_xls({"Big": ANSWERS, "Notes": OTHERS["text"], "Answers": ANSWERS})
    assert Found(data).faults == [BROKEN]


def test_many_rows_that_are_alike_are_no_gap() -> None:
    row = '<table:table-row><table:table-cell office:value-type="string"><text:p>Alike'
    alike = row.replace("row>", 'row table:number-rows-repeated="10000">', 1)
    found = Found(patched(ods({"Answers": [*ANSWERS, ["Alike"], ["Last"]]}), "content.xml", row, alike))
    assert (len(found.records), found.records[-1]) == (len(RECORDS) + 10_001, {"activity": "Last"})


def test_a_broken_sheet_does_the_others_no_harm() -> None:
    data = patched(
        xlsx({"A": ANSWERS, "B": ANSWERS}), FIRST_SHEET, "</sheetData>", "<row><c></row></sheetData>"
    )
    found = Found(data)
    assert (found.records, found.unused) == (RECORDS, ["A"])
    assert found.said == [f'warning: the sheet "A" cannot be read: {SPOILT}']


def test_a_sheet_that_cannot_be_looked_at_may_be_the_one_with_the_answers() -> None:
    data = far_in_xlsx({"Big": ANSWERS, "Notes": OTHERS["text"]})
    found = Found(data)
    assert (found.faults, found.said) == ([f'the sheet "Big" cannot be read: {FAR}'], [])


def test_sheets_that_cannot_be_looked_at_take_no_more_than_some_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_SECONDS", 0.05)
    data = far_in_xlsx({"Big": ANSWERS, "Answers": ANSWERS})
    (fault,) = Found(data).faults
    assert fault in (BROKEN, f'the sheet "Big" cannot be read: {FAR}')


def test_a_workbook_of_charts_alone_cannot_be_read() -> None:
    data = patched(xlsx({"S": ANSWERS}), "xl/_rels/workbook.xml.rels", '/worksheet"', '/chartsheet"')
    assert Found(data).faults == [BROKEN]


@pytest.mark.parametrize(
    "place", ["A1", "A1:XFD1048576", "C5:A1", "B9:B9", "A1:XFD9999999999", "", "A0", "x", "A1:B"]
)
def test_a_wrong_dimension_does_no_harm(place: str) -> None:
    data = patched(xlsx({"S": ANSWERS}), FIRST_SHEET, "<sheetData>", f'<dimension ref="{place}"/><sheetData>')
    assert Found(data).records == RECORDS


# --- cells


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_formula_without_its_result_is_never_a_blank(kind: str) -> None:
    rows = table(["A", "=B3", None, None, None], ["B", "told", '=IF(A1>2,"x")', None, None], ["=A2", "told"])
    found = Found(FORMATS[kind]({"S": rows}))
    cure = "is a formula without its result; open the file in a spreadsheet and save it there"
    assert found.faults == [f'voice: "=B3" {cure}', f'influence: "=IF(A1>2,"x")" {cure}']
    assert found.records == [{"activity": "=A2", "voice": "told"}]


FORMULAS = {
    "<f>B3</f><v></v>": "=B3",
    "<f>B3</f> <v />": "=B3",
    '<f t="shared" si="0"/>': "=",
    '<f t="array" ref="B2:B3">B3&amp;"&lt;"</f>': '=B3&"<"',
    "<f>=B3</f>": "=B3",
}


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("attribute", ["", ' t="n"', ' t="e"', " t='b' s='0'"])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_formula_is_known_however_it_is_written(formula: str, attribute: str, prefix: str) -> None:
    cell = f'<c r="B2"{attribute}>{formula}</c>'.replace("</", "<//").replace("<", f"<{prefix}")
    cell = cell.replace(f"<{prefix}//", f"</{prefix}")
    data = patched(xlsx({"S": table(["A", None, "none"])}), FIRST_SHEET, '<c r="B2"/>', cell)
    if prefix:
        data = patched(data, FIRST_SHEET, "<worksheet ", '<worksheet xmlns:x="http://x" ')
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        data = patched(data, FIRST_SHEET, "http://x", main)
    assert Found(data).faults[0].startswith(f'voice: "{FORMULAS[formula]}" is a formula')


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("xlsx", '<c r="B2"/>', '<c r="B2" t="str"><f>IF(1,"")</f><v></v></c>'),
        (
            "ods",
            "</text:p></table:table-cell><table:table-cell/>",
            '</text:p></table:table-cell><table:table-cell table:formula="of:=A1>2" '
            'office:value-type="string" office:string-value="" calcext:value-type="string"><text:p/>'
            "</table:table-cell>",
        ),
    ],
)
def test_a_formula_that_came_to_a_blank_is_a_blank(kind: str, old: str, new: str) -> None:
    part = FIRST_SHEET if kind == "xlsx" else "content.xml"
    found = Found(patched(FORMATS[kind]({"S": table(["A", None, "none"])}), part, old, new))
    assert (found.faults, found.records) == ([], [{"activity": "A", "influence": "none"}])


TWICE = table(["Pool", "told", "none"], [None, "learn", "some"], ["Walk", "told"], [None, "told"])


def merged_in_xls(table: Table) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            if cell is not None and (row, column) != (1, 0):
                sheet.write(row, column, cell)
    sheet.write_merge(1, 2, 0, 0, table[1][0])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("data", [merged(xlsx({"S": TWICE}), "A2:A3"), merged_in_xls(TWICE)])
def test_a_merged_cell_gives_its_value_to_each_row(data: bytes) -> None:
    found = Found(data)
    assert found.records == [
        {"activity": "Pool", "voice": "told", "influence": "none"},
        {"activity": "Pool", "voice": "learn", "influence": "some"},
        {"activity": "Walk", "voice": "told"},
        {"voice": "told"},
    ]
    assert found.said == []


def test_a_row_of_nothing_but_what_is_merged_into_it_is_none() -> None:
    rows = table(["Pool", "told", "none"], [], ["Walk", "told"])
    found = Found(merged(xlsx({"S": rows}), "A2:A3", "B2:B3", "C2:C3"))
    assert [record["activity"] for record in found.records] == ["Pool", "Walk"]


def test_headings_merged_over_columns_and_rows_stay_where_they_are() -> None:
    rows: Table = [
        ["Activity", "About it", None, None],
        [None, *IDS[:3]],
        ["Pool", "told", "none", "services"],
    ]
    found = Found(merged(xlsx({"S": rows}), "A1:A2", "B1:D1", "ZZ1:ZZ9"))
    assert found.records == [
        {"activity": "Pool", "voice": "told", "influence": "none", "decides": "services"}
    ]
    assert "The headings are in row 2." in found.account.lines()[0]


def test_merged_cells_are_said_where_their_value_cannot_be_given_to_each_row() -> None:
    spanned = (
        '<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>Pool</text:p>'
    )
    data = patched(
        ods({"A & B": TWICE, "C": [["x"]]}),
        "content.xml",
        '<table:table-cell office:value-type="string"><text:p>Pool</text:p>',
        spanned,
    )
    assert Found(data).said == [f'warning: the sheet "A & B" has {MERGED}']
    assert Found(data, "C").said == []


@pytest.mark.parametrize(
    "between", ["<text:line-break/>", "<text:tab/>", "<text:span>\n</text:span>", "</text:p><text:p>"]
)
def test_a_line_break_in_ods_separates_words(between: str) -> None:
    data = patched(
        ods({"S": table(["Lunch-club", "told"])}), "content.xml", "Lunch-club", f"Lunch{between}club"
    )
    (record,) = Found(data).records
    assert record["activity"].split() == ["Lunch", "club"]


# --- nothing is lost, whatever the sheets hold


class InMemory:
    """Sheets as `workbook` has them, without a process that reads them."""

    def __init__(self, data: bytes) -> None:
        self._sheets = json.loads(data)
        self.names = [*self._sheets]
        self.are_shown = [True] * len(self.names)
        self.are_merged = [False] * len(self.names)

    def rows(self, number: int, most: int | None = None) -> Iterator[tuple[int, list[str]]]:
        filled = ((at, row) for at, row in enumerate(self._sheets[self.names[number]], 1) if any(row))
        yield from islice(filled, most)

    def close(self) -> None:
        pass


class BreakOff(InMemory):
    """Sheets whose process ends after the last row."""

    def rows(self, number: int, most: int | None = None) -> Iterator[tuple[int, list[str]]]:
        yield from super().rows(number, most)
        if most is None:
            raise DataError("it is broken", 1)


def test_a_sheet_that_breaks_off_says_after_how_many_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_Sheets", BreakOff)
    monkeypatch.setattr(workbook, "refuse_other_content", lambda data: None)
    sheets = {"S": [["Activity", "voice"], *([f"A{at}", "told"] for at in range(1_200))]}
    account = Account()
    account.begin("a.xlsx")
    stream = BytesIO(json.dumps(sheets).encode())
    batches = workbook.read_workbook(stream, Vocabulary(LADDER), print, account)
    *records, fault = [item for batch in batches for item in batch.items]
    assert fault == Rejected(1, None, "it is broken", whole=True, after=999)
    assert len(records) == 999


FIELDS = st.sampled_from([*IDS, *WORDS, "Activity", "Project", "Date", "Team", "Notes", ""])
CELLS = st.sampled_from(
    ["", "", "Pool", "Walk", "7", "I am not sure", *IDS, *WORDS, "=B3", "-", "Total", "told", "none", "some"]
) | st.sampled_from([label for labels in LABELS for label in labels])
TABLES = st.lists(FIELDS, min_size=1, max_size=6, unique=True).flatmap(
    lambda headings: st.tuples(
        st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), max_size=1),
        st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), max_size=8),
    ).map(lambda rows: [*rows[0], headings, *rows[1]])
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["A", "B", "C"]), TABLES, min_size=1), st.booleans())
def test_every_cell_is_in_a_record_a_fault_or_the_account(
    monkeypatch: pytest.MonkeyPatch, sheets: dict[str, list[list[str]]], all_of_them: bool
) -> None:
    monkeypatch.setattr(workbook, "_Sheets", InMemory)
    monkeypatch.setattr(workbook, "refuse_other_content", lambda data: None)
    unused: list[tuple[str, str, str, int, int]] = []
    account, vocabulary = Account(lambda *told: unused.append(told)), Vocabulary(LADDER)
    account.begin("a.xlsx")
    said: list[str] = []
    wanted = [*sheets] if all_of_them else []
    stream = BytesIO(json.dumps(sheets).encode())
    try:
        batches = [*workbook.read_workbook(stream, vocabulary, said.append, account, wanted)]
    except DataError as error:
        assert "--sheet" in error.message
        return
    read = account.sheets["a.xlsx"] if len(sheets) > 1 else [*sheets]
    left = {name for kind, name, *_ in unused if kind == "sheet"}
    assert (left | {*read}, left & {*read}) == ({*sheets}, set())
    items = [(batch.sheet or read[0], item) for batch in batches for item in batch.items]
    assert all(item.record for _, item in items if isinstance(item, Activity))
    refused = {sheet for sheet, item in items if isinstance(item, Rejected) and item.whole}
    if len(read) > 1:
        # The account does not tell of which sheet a row is.
        return
    for name in {*read} - refused:
        told = {item.row for sheet, item in items if sheet == name}
        told |= {row for kind, *_, row in unused if kind == "row"}
        lost = [at for at, row in enumerate(sheets[name], 1) if any(row) and at not in told]
        # The row of the headings is left.
        assert len(lost) == (1 if any(map(any, sheets[name])) else 0)
        headings = sheets[name][lost[0] - 1] if lost else []
        columns = {name for kind, name, *_ in unused if kind == "column"}
        fields = vocabulary.names.fields(headings)[0]
        for at, (heading, field) in enumerate(zip(headings, fields, strict=True)):
            filled = [row[at] for row in sheets[name][lost[0] :] if row[at]]
            assert field or not filled or (heading or chr(65 + at)) in columns
