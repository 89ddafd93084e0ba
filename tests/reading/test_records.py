"""Activities from each format: what comes out, record by record, and what is said of what cannot be read."""

import csv
import io
import sys
from typing import Any

import pytest
import readers
from readers import ANY, KNOWN, Slow

from coproladder.base import files
from coproladder.base.errors import InputError
from coproladder.base.fields import InputFormat
from coproladder.placing.activity import Activity
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.account import Account
from coproladder.reading.csv_rows import read_csv
from coproladder.reading.outcome import Rejected
from coproladder.reading.source import read_activities

Found = list[dict[str, Any] | Rejected]


def read(
    data: str | bytes | io.RawIOBase,
    input_format: InputFormat | None = None,
    name: str = "",
    vocabulary: Vocabulary = KNOWN,
) -> Found:
    """Return what was read, of a rejected record only the line, the column and the message."""
    return [
        Rejected(item.line, item.column, item.message) if isinstance(item, Rejected) else item
        for item in readers.read(data, name, input_format, vocabulary)[0]
    ]


def short(data: object) -> str:
    return ascii(data)[:50]


NO_VOICE = 'voice: "x" is not an answer to it; use absent, present, learn, told, answer, discuss or design'
NO_FIELDS = "a record needs fields with names, and this has none"
HALF = "a text has a broken character (\\ud800 to \\udfff); take it out"
LARGE = "a number is too large; put it in quotes"
DEEP = "lists or objects are too deep in one another; use fewer levels"
NOT_UTF8 = "is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)"
TOLD = {"voice": "told"}
Z = {"comment": "z"}
A, B = {"activity": "a"}, {"activity": "b"}

JSON: list[tuple[str | bytes, Found]] = [
    ('{"voice": "told"}', [TOLD]),
    ('\n{\n  "voice":\n    "told"\n}\n', [TOLD]),
    ('[{"voice": "told"},\n {"activity": "a"}]', [TOLD, A]),
    ('\n [{"activity": "a\\u00e9"}]', [{"activity": "aé"}]),
    ('\n {"activity": "aé"} ', [{"activity": "aé"}]),
    ('\n {"activity": "a\\u00e9"} ', [{"activity": "aé"}]),
    ("[]", []),
    (" [ \n ] ", []),
    ('{"comment": "z"}', [Z]),
    ("", []),
    (" \n", []),
    ('[{"voice": "told"}, {"voice": "x"}]', [TOLD, Rejected(1, None, NO_VOICE)]),
    (
        '[\n  {"activity": "a"},\n  {\n    "voice": "x"\n  },\n  {"activity": "b"}\n]',
        [A, Rejected(3, None, NO_VOICE), B],
    ),
    ('["a", 3,\nnull, []]', [Rejected(line, None, NO_FIELDS) for line in (1, 1, 2, 2)]),
    ("null", [Rejected(1, None, NO_FIELDS)]),
    ('"x"', [Rejected(1, None, NO_FIELDS)]),
    (
        '[{"activity": "a", "activity": "a"},\n{"voice": "told"}]',
        [Rejected(1, None, 'the key "activity" is given twice; keep one'), TOLD],
    ),
    ('{"voice" : "told", "voice": "told"}', [Rejected(1, None, 'the key "voice" is given twice; keep one')]),
    ('{"x": [{"b": 1, "b": 1}]}', [Rejected(1, None, 'the key "b" is given twice; keep one')]),
    ('{"voic\\u0065": 1, "voice": 2}', [Rejected(1, None, 'the key "voice" is given twice; keep one')]),
    (
        f'{{"{"k" * 61}": 1, "{"k" * 61}": 2}}',
        [Rejected(1, None, f'the key "{"k" * 59}…" is given twice; keep one')],
    ),
    ('\n {"voice": "x"}', [Rejected(2, None, NO_VOICE)]),
    ('{"date": 2026, "called": 7}', [{"date": "2026", "called": "co-production"}]),
    ('{"x": NaN}', [Rejected(1, None, "NaN is not a value that JSON has; use null, or text in quotes")]),
    (
        '[{"activity": "a"},\n{"x": -Infinity}, {"activity": "b"}]',
        [A, Rejected(2, None, "-Infinity is not a value that JSON has; use null, or text in quotes"), B],
    ),
    (
        '{"x": NaN, "x": 1}',
        [Rejected(1, None, "NaN is not a value that JSON has; use null, or text in quotes")],
    ),
    ('{"x": 18446744073709551615, "voice": "told"}', [TOLD]),
    ('{"x": 1e400}', [Rejected(1, None, LARGE)]),
    ('[{"x": -1e400}, {"activity": "a"}]', [Rejected(1, None, LARGE), A]),
    ('{"x": ' + "9" * 5000 + "}", [Rejected(1, None, LARGE)]),
    ('{"x": "é", "y": 18446744073709551616}', [Rejected(1, None, LARGE)]),
    ('{"x": "é", "y": -9223372036854775809}', [Rejected(1, None, LARGE)]),
    ("[" * 100_000, [Rejected(1, 2, DEEP)]),
    ('{"a":' * 100_000, [Rejected(1, 1, DEEP)]),
    ('{"activity": "\\ud800"}', [Rejected(1, None, HALF)]),
    ('{"activity": "\\uDC00\\uD800"}', [Rejected(1, None, HALF)]),
    ('{"\\ud800": 1}', [Rejected(1, None, HALF)]),
    ('{"activity": "\\ud83d\\ude00"}', [{"activity": "\U0001f600"}]),
    ('{"activity": "\\u0000\\""}', [{"activity": '\x00"'}]),
    (b'{"activity": "\xe9"}', [Rejected(1, 15, f"the byte 0xE9 {NOT_UTF8}")]),
    (b'{\n"activity": "\xc3\xa9\xff"}', [Rejected(2, 15, f"the byte 0xFF {NOT_UTF8}")]),
    ('{"voice": "told"} x', [Rejected(1, 19, "there is more after the end of the record; take it out")]),
    ('{"voice": "told"}\n{"comment": "z"}', [TOLD, Z]),
    (
        '[{"voice": "told"}]\n x',
        [TOLD, Rejected(2, 2, ("there is more after the end of the list; take it out"))],
    ),
    ('[{"voice": "told"}\n{"comment": "z"}]', [TOLD, Rejected(2, 1, "a comma or ] is missing here")]),
    ('[{"voice": "told"}', [TOLD, Rejected(1, 19, "a comma or ] is missing here")]),
    ('[{"voice": "told"},]', [TOLD, Rejected(1, 19, "there is a comma too many before ]; take it out")]),
    ('[{"voice": "told"},', [TOLD, Rejected(1, 20, "this is not JSON: Expecting value")]),
    ('[{"voice": "told"},\n{"voice":}]', [TOLD, Rejected(2, 10, "this is not JSON: Expecting value")]),
    ("[", [Rejected(1, 2, "this is not JSON: Expecting value")]),
    ('{"voice" "told"}', [Rejected(1, 10, "this is not JSON: Expecting ':' delimiter")]),
    (
        "{'voice': 'told'}",
        [Rejected(1, 2, "this is not JSON: Expecting property name enclosed in double quotes")],
    ),
]


JSON_LINES: list[tuple[str | bytes, Found]] = [
    ('{"voice": "told"}\n{"activity": "a"}', [TOLD, A]),
    ('\n{"voice": "told"}\r\n\r\n  \n{"activity": "a"}\n\n', [TOLD, A]),
    ("", []),
    (' {"activity": "aé"}\n\t{"activity": "a\\u00e9"} \n', [{"activity": "aé"}] * 2),
    ('{"activity": "a"}\n{"voice": "x"}\n{"activity": "b"}\n', [A, Rejected(2, None, NO_VOICE), B]),
    ('3\nnull\n"x"\n{"activity": "a"}\n[]', [*(Rejected(line, None, NO_FIELDS) for line in range(1, 4)), A]),
    (
        '{"activity": "a\N{LINE SEPARATOR}b\x85c"}\n{"activity": "a"}',
        [{"activity": "a\N{LINE SEPARATOR}b\x85c"}, A],
    ),
    ('{"activity": "a"} {"comment": "z"}\n{"comment": "z"}', [A, Z, Z]),
    (
        '{"activity": "a"} x\n{"comment": "z"}',
        [Rejected(1, 19, "there is more after the end of the record; take it out"), Z],
    ),
    ('\n {"activity": \n{"comment": "z"}', [Rejected(2, 15, "this is not JSON: Expecting value"), Z]),
    (b'\n{"activity": "\xc3\xa9\xff"}\n{"comment": "z"}', [Rejected(2, 16, f"the byte 0xFF {NOT_UTF8}"), Z]),
    ('{"a": 1, "a": 1}\n{"comment": "z"}', [Rejected(1, None, 'the key "a" is given twice; keep one'), Z]),
    ('{"b":{"a":1,"a":1}}\n{"comment": "z"}', [Rejected(1, None, 'the key "a" is given twice; keep one'), Z]),
    ('{"b": [{"a": 1, "a": 1}], "voice": 1}', [Rejected(1, None, 'the key "a" is given twice; keep one')]),
    ('{"b":{"a":18446744073709551616}}\n{"comment": "z"}', [Rejected(1, None, LARGE), Z]),
    ('{"activity":"a","comment":"\\":"}\n', [{**A, "comment": '":'}]),
    (
        '{"a": NaN}\n{"comment": "z"}',
        [Rejected(1, None, "NaN is not a value that JSON has; use null, or text in quotes"), Z],
    ),
    ('{"a": 1e400}\n{"comment": "z"}', [Rejected(1, None, LARGE), Z]),
    ('{"comment": "z"}\n{"activity": "\\ud800"}\n{"comment": "z"}', [Z, Rejected(2, None, HALF), Z]),
    ('{"a":' + "[" * 100_000 + "]" * 100_000 + '}\n{"comment": "z"}', [Rejected(1, 1, DEEP), Z]),
    ('{"activity": "\x01"}', [Rejected(1, 15, "this is not JSON: Invalid control character")]),
]


COUNT = "check for an extra or missing separator or quotation mark"
FEW = f"none of them for voice; add empty cells at the end for what is not known; {COUNT}"
CSV: list[tuple[str | bytes, Found]] = [
    ("activity,voice\na,told\nb,x\n", [{**A, **TOLD}, Rejected(3, None, NO_VOICE)]),
    ("activity,voice\r\na,told\r\nb,x\r\n", [{**A, **TOLD}, Rejected(3, None, NO_VOICE)]),
    ("activity,voice\ra,told\rb,x\r", [{**A, **TOLD}, Rejected(3, None, NO_VOICE)]),
    ("activity;voice\na,b;told", [{"activity": "a,b", **TOLD}]),
    ("activity\tvoice\na,b\ttold", [{"activity": "a,b", **TOLD}]),
    ("activity|voice\na,b|told", [{"activity": "a,b", **TOLD}]),
    ("sep=;\nactivity;voice\na,b;told", [{"activity": "a,b", **TOLD}]),
    ("\nSEP=|\r\nactivity|voice\r\na|x", [Rejected(4, None, NO_VOICE)]),
    ("sep=\t\nactivity\tvoice\na\ttold", [{**A, **TOLD}]),
    ("sep=;\n", []),
    ("sep=\nactivity,voice\na,told", [{**A, **TOLD}]),
    ("sep=,\nvoice,activity\n,a;b", [{"activity": "a;b"}]),
    ("sep=ab\nvoice\ntold", [Rejected(1, None, "sep=ab cannot separate cells; write sep=; or sep=,")]),
    ("voice\ntold", [TOLD]),
    ("activity,voice\n", []),
    ("activity,voice", []),
    ("", []),
    ("\n \n", []),
    ("\n\nactivity,voice\n\n,\na,told\n \nb,x", [{**A, **TOLD}, Rejected(8, None, NO_VOICE)]),
    (
        'activity,comment,voice\na,"one\ntwo",told\n"b\n\n",c,x\n',
        [{**A, "comment": "one\ntwo", **TOLD}, Rejected(4, None, NO_VOICE)],
    ),
    ('"activity",voice\n"a ""b"" c",\n d ,', [{"activity": 'a "b" c'}, {"activity": " d "}]),
    ('activity,comment,voice\na,b"c,', [{**A, "comment": 'b"c'}]),
    ('activity, comment, voice\na, "b, c", told', [{**A, "comment": "b, c", **TOLD}]),
    ("activity,voice,delivery\na,,\n,told,none", [A, {**TOLD, "delivery": "none"}]),
    ("activity,voice\na,I am not sure\n", [A]),
    ("What do people get to do?; ACTIVITY \ntold;a", [{**TOLD, **A}]),
    (
        "activity,voice\na\nb,told",
        [Rejected(2, None, f"there are 2 headings, but this row has 1 cell, {FEW}"), {**B, **TOLD}],
    ),
    (
        "activity,voice\na,told,x",
        [Rejected(2, None, (f"there are 2 headings, but this row has 3 cells; {COUNT}"))],
    ),
    ("activity,voice\na,told,, \n", [{**A, **TOLD}]),
    ("activity,voice,,\na,told,,\nb,told,x,", [{**A, **TOLD}, {**B, **TOLD}]),
    ("activity,,voice\na,b,told", [{**A, **TOLD}]),
    ("voice,activity\ntold", [TOLD]),
    ("\nfoo,voice\na,told", [TOLD]),
    ("rung,voice\na,told", [TOLD]),
    ("ladder,rung,voice,gap\nx,y,told,1", [TOLD]),
    ("rung,voice,note_ids,ladder\n3,told,a b,x", [TOLD]),
    (
        'activity,voice\na,told\n"b,told\nc,told',
        [{**A, **TOLD}, Rejected(3, None, "this is not CSV: unexpected end of data; check the quotes")],
    ),
    (
        'activity,voice\n"a"x,told\nb,told',
        [Rejected(2, None, "this is not CSV: ',' expected after '\"'; check the quotes"), {**B, **TOLD}],
    ),
    ('\n"activity', [Rejected(2, None, "this is not CSV: unexpected end of data; check the quotes")]),
    ("activity,voice\na\x00b,told", [{"activity": "a\x00b", **TOLD}]),
    (
        "comment,voice\na\N{LINE SEPARATOR}b\x85c\x0bd\x1ce,",
        [{"comment": "a\N{LINE SEPARATOR}b\x85c\x0bd\x1ce"}],
    ),
    (b"activity,voice\nab\x81,told\nb,told", [Rejected(2, 3, f"the byte 0x81 {NOT_UTF8}"), {**B, **TOLD}]),
    (b"activity,voice\nab\xe9,told\nb,told", [{"activity": "ab\xe9", **TOLD}, {**B, **TOLD}]),
    (
        b'activity,voice\n"a\n\xc3\xa9\xff",told\nb,told',
        [Rejected(3, 2, f"the byte 0xFF {NOT_UTF8}"), {**B, **TOLD}],
    ),
    (
        b'activity,voice\n"a\x81\n\x8d",told\nb,told',
        [Rejected(2, 3, f"the byte 0x81 {NOT_UTF8}"), {**B, **TOLD}],
    ),
    (b"\nacti\x81vity\na", [Rejected(2, 5, f"the byte 0x81 {NOT_UTF8}")]),
    (
        "comment,voice\n" + "x" * 131_073 + ",told\ny,told",
        [
            {"comment": "x" * 131_073, "voice": "told"},
            {"comment": "y", **TOLD},
        ],
    ),
]


YAML: list[tuple[str | bytes, Found]] = [
    ("voice: told\nactivity: a", [{**TOLD, **A}]),
    (
        "- voice: told\n- voice: x\n- 3\n-\n  activity: b\n",
        [TOLD, Rejected(2, None, NO_VOICE), Rejected(3, None, NO_FIELDS), B],
    ),
    ("- {voice: told}\n\n\n- {voice: x}\n", [TOLD, Rejected(4, None, NO_VOICE)]),
    (
        "date: 2026-05\ncalled: 6\ninfluence: none",
        [{"date": "2026-05", "called": "co-design", "influence": "none"}],
    ),
    ("", []),
    ("# nothing", []),
    ("~", []),
    ("[]", []),
    ('{"comment": "z"}', [Z]),
    ("Forum", [Rejected(1, None, NO_FIELDS)]),
    (
        "a: &a 1",
        [Rejected(1, 4, "anchors (&) and aliases (*) are not allowed; write the text out, or quote it")],
    ),
    (
        "voice: told\nvoice: told",
        [Rejected(2, 1, 'the key "voice" is given twice, first in line 1; keep one')],
    ),
    (b"activity: a\nvoice: \xe9", [Rejected(2, 8, f"the byte 0xE9 {NOT_UTF8}")]),
]


FORMATS: dict[InputFormat, list[tuple[str | bytes, Found]]] = {
    "json": JSON,
    "jsonl": JSON_LINES,
    "csv": CSV,
    "yaml": YAML,
}
EACH = [(input_format, *case) for input_format, cases in FORMATS.items() for case in cases]


@pytest.mark.parametrize(("input_format", "data", "found"), EACH, ids=short)
def test_what_comes_out_of_each_format(input_format: InputFormat, data: str | bytes, found: Found) -> None:
    assert read(data, input_format) == found


ENCODED: dict[InputFormat, str] = {
    "json": '[\n{"activity": "Café"}]',
    "jsonl": '{"activity": "Café"}\n',
    "csv": "voice,activity\n,Café\n",
    "yaml": "activity: Café",
}


@pytest.mark.parametrize("input_format", ENCODED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-32-be"])
def test_encoding_is_told_by_the_mark(input_format: InputFormat, encoding: str) -> None:
    mark = "\ufeff" if encoding.endswith("be") else ""
    data = (mark + ENCODED[input_format]).encode(encoding)
    assert read(data, input_format) == [{"activity": "Café"}]


@pytest.mark.parametrize("input_format", ENCODED)
def test_cut_utf16_is_rejected(input_format: InputFormat) -> None:
    (found,) = read("activity".encode("utf-16") + b"\n", input_format)
    assert isinstance(found, Rejected)
    assert (found.line, found.column) == (1, 9)


SNIFFED: list[tuple[str | bytes, Found]] = [
    ("", []),
    (" \n\n", []),
    ('{"voice": "told"}', [TOLD]),
    ('{"voice": "told"}\n{"activity": "a"}', [TOLD, A]),
    ('\n\n{"voice": "told"}\n{"voice": "x"}', [TOLD, Rejected(4, None, NO_VOICE)]),
    ('{\n"voice": "told"\n}', [TOLD]),
    ('{"voice":\n"told"}', [TOLD]),
    (
        '{"voice": "told"} x\n{"activity": "a"}',
        [Rejected(1, 19, "there is more after the end of the record; take it out"), A],
    ),
    ('[{"voice": "told"}]', [TOLD]),
    ('\ufeff\n [\n{"voice": "told"}]', [TOLD]),
    (
        '{bad\n{"comment": "z"}',
        [Rejected(1, 2, "this is not JSON: Expecting property name enclosed in double quotes"), Z],
    ),
    (b'{"activity": "\xff"}\n{"comment": "z"}', [Rejected(1, 15, f"the byte 0xFF {NOT_UTF8}"), Z]),
    ("voice\ntold", [TOLD]),
    ('"voice"\ntold', [TOLD]),
]
if sys.version_info < (3, 12):
    # Later Pythons go deeper, and take this for the beginning of a document over several lines.
    SNIFFED.append(('{"a":' + "[" * 5000 + '\n{"comment": "z"}', [Rejected(1, 1, DEEP), Z]))


@pytest.mark.parametrize(("data", "found"), SNIFFED, ids=[short(data) for data, _ in SNIFFED])
@pytest.mark.parametrize("name", ["", "-", "answers.txt"])
def test_format_is_told_from_the_content(data: str | bytes, found: Found, name: str) -> None:
    assert read(data, None, name) == found


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", '{"voice":\n{"voice": "told"}'),
        ("a.ndjson", '{"voice":\n{"voice": "told"}'),
        ("a.csv", '{"voice":,voice\nx,told'),
        ("folder.json/a.TSV", "[voice\ttold"),
        ("a.yaml", "{voice: told}"),
        ("a.YML", "- voice: told"),
    ],
)
def test_format_is_told_from_the_extension_before_the_content(name: str, data: str) -> None:
    extension = name.lower().rsplit(".", 1)[1]
    formats: dict[str, InputFormat] = {"ndjson": "jsonl", "tsv": "csv", "yml": "yaml"}
    asked: Any = formats.get(extension, extension)
    assert read(data, None, name, ANY) == read(data, asked, "", ANY) != read(data, None, "", ANY)


def test_format_that_is_asked_for_wins() -> None:
    assert read('[{"voice": "told"}]', "json", "answers.csv") == [TOLD]
    assert read("voice: told", "yaml", "answers.json") == [TOLD]


@pytest.mark.parametrize(
    ("header", "separator"),
    [
        ("activity,voice", ","),
        ("activity", ","),
        ("sep=;\nactivity;voice", ";"),
        ('"a;b;c",voice', ","),
        ("activity,voice,Who; how; when; where", ","),
        ("activity;voice", ";"),
        ("activity;voice,influence;decides", ";"),
        ("activity;voice;What, in your own words, would you change, if at all, and why", ";"),
        ('"activity";"voice";"What, in your words"', ";"),
        ("voice;a,b,c", ";"),
        ("activity\tvoice", "\t"),
        ("activity\tvoice\tWhat, in your words, or, if not, ours", "\t"),
        ("activity|voice|What, in, all", "|"),
    ],
)
def test_separator_is_the_one_that_finds_fields(header: str, separator: str) -> None:
    stream: Any = io.BufferedReader(io.BytesIO(header.encode()))
    (row,) = read_csv(stream, KNOWN, Account())
    assert row.cells == next(csv.reader([header.removeprefix("sep=;\n")], delimiter=separator))


def test_extra_columns_are_kept_when_asked_for() -> None:
    data = "ladder,rung,colour,voice,row\nx,y,red,told,\n"
    assert read(data, "csv", "", ANY) == [{"colour": "red", "voice": "told"}]


def test_extra_fields_of_json_keep_their_types_when_asked_for() -> None:
    data = '{"row": 7, "tags": ["a", {"b": null}], "share": 0.5, "open": false, "voice": "told"}'
    found = {"row": 7, "tags": ["a", {"b": None}], "share": 0.5, "open": False, "voice": "told"}
    assert read(data, "json", "", ANY) == [found]
    strictly = data.replace('"row"', '"r\\u006fw"')
    assert read(strictly, "json", "", ANY) == [found]


TOO_LONG = "the line is longer than 1 MB, the limit for a record; shorten it"
X = "x" * 100
EXACT = '{"activity":"xxxx"}'
LONG: dict[str, tuple[InputFormat, str, Found]] = {
    "a line": (
        "jsonl",
        f'{{"activity":"a"}}\n{{"activity":"{X}"}}\n{{"activity":"b"}}\n',
        [A, Rejected(2, None, TOO_LONG), B],
    ),
    "the last line": ("jsonl", f'{{"activity":"a"}}\n{X}', [A, Rejected(2, None, TOO_LONG)]),
    "just the limit": ("jsonl", f"{EXACT}\n{EXACT}\n", [{"activity": "xxxx"}] * 2),
    "a row": ("csv", f"voice,activity\n,a\n{X}\n,b\n", [A, Rejected(3, None, TOO_LONG), B]),
    "the last row": ("csv", f"voice,activity\n,a\n{X}", [A, Rejected(3, None, TOO_LONG)]),
    "inside quotes": ("csv", f'voice,activity\n,"a\n{X}\n"\n,b\n', [Rejected(3, None, TOO_LONG), B]),
    "the header": ("csv", f"activity,{X}\na\n", [Rejected(1, None, TOO_LONG)]),
    "before the header": ("csv", f"{X}\nvoice\ntold\n", [Rejected(1, None, TOO_LONG)]),
}


@pytest.mark.parametrize("block", [8, 16_384])
@pytest.mark.parametrize("kind", LONG)
def test_too_long_a_line_is_rejected_and_the_rest_read_however_it_comes(
    kind: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_LINE_BYTES", len(EXACT))
    monkeypatch.setattr(files, "BLOCK_BYTES", block)
    input_format, data, found = LONG[kind]
    assert read(data, input_format) == found


@pytest.mark.parametrize(
    ("input_format", "data"),
    [
        ("json", '\n[{"comment": "z"},\n\n{"comment": "z"}]'),
        ("jsonl", '\n{"comment": "z"}\n\n{"comment": "z"}'),
        ("csv", "voice\ntold\n\nlearn"),
        ("yaml", '\n- {"comment": "z"}\n\n- {"comment": "z"}'),
    ],
)
def test_each_record_knows_the_line_it_begins_in(input_format: InputFormat, data: str) -> None:
    found = read_activities(io.BytesIO(data.encode()), KNOWN, "", input_format)
    assert [item.line for item in found] == [2, 4]


def test_a_table_without_a_question_is_refused_whole() -> None:
    (found,) = read_activities(io.BytesIO(b"voice: told\n"), KNOWN)
    assert isinstance(found, Rejected)
    assert found.whole
    assert found.message.startswith(
        'no column has a question as its heading; the headings are "voice: told"; '
    )


def test_a_bad_row_is_named_by_its_row_its_line_and_its_activity() -> None:
    data = b'activity,voice,comment\nForum,told,"a\nb"\n\nTalk,tolld,\n'
    *_, found = read_activities(io.BytesIO(data), KNOWN, input_format="csv")
    assert isinstance(found, Rejected)
    assert (found.line, found.row, found.activity, found.whole) == (5, 4, "Talk", False)
    assert str(found).startswith('row 4 (line 5), Talk: voice: "tolld" is not an answer to it; did you mean')


def test_a_bad_json_record_is_named_by_its_line_and_its_activity() -> None:
    (found,) = read_activities(io.BytesIO(b'\n{"activity": "Talk", "voice": "x"}'), KNOWN)
    assert str(found).startswith('line 2, Talk: voice: "x" is not an answer to it; use ')


def test_own_columns_are_kept_under_names_that_clash_with_nothing() -> None:
    data = b"voice,notes,Activity name,Activity,Notes,notes\ntold,a,b,c,d,e\n"
    found = read(data, "csv", "", ANY)
    assert found == [
        {
            "voice": "told",
            "own_notes": "a",
            "Activity name": "b",
            "activity": "c",
            "Notes": "d",
            "own_own_notes": "e",
        }
    ]


def test_the_heading_of_a_field_can_be_named() -> None:
    data = io.BytesIO(b"Name of the project,voice\nForum,told\n")
    vocabulary = Vocabulary(KNOWN.ladder, mapped={"activity": "Name of the project"})
    (found,) = read_activities(data, vocabulary)
    assert isinstance(found, Activity)
    assert found.name == "Forum"


def test_rejected_reads_as_place_and_message() -> None:
    assert str(Rejected(3, None, "why")) == "line 3: why"
    assert str(Rejected(3, 7, "why")) == "line 3, column 7: why"


HEADER = "activity,voice,influence,decides,delivery"
STREAMS: list[tuple[list[InputFormat | None], list[str], list[str]]] = [
    ([None, "jsonl"], [], [*(f'{{"activity": "{name}"}}\n' for name in "abc"), "{bad\n"]),
    (["jsonl"], [], ['{\n "activity": "a"\n}\n', '{"activity":\n "b"}\n{"comment": "z"}\n']),
    ([None, "csv"], [f"{HEADER}\n"], [f"{name},told,,,\n" for name in "abc"]),
    ([None, "csv"], [f"{HEADER}\r\n"], [f"{name},told,,,\r\n" for name in "abc"]),
    (["csv"], ["sep=;\n", HEADER.replace(",", ";") + "\n"], ["a;told;;;\n"]),
]


@pytest.mark.parametrize(("input_formats", "before", "pieces"), STREAMS)
def test_each_record_comes_out_as_soon_as_it_is_in(
    input_formats: list[InputFormat | None], before: list[str], pieces: list[str]
) -> None:
    for input_format in input_formats:
        stream = Slow([*before, *pieces])
        found = read_activities(io.BufferedReader(stream), KNOWN, input_format=input_format)
        for number, _ in enumerate(pieces, len(before) + 1):
            next(found)
            assert stream.given == number


@pytest.mark.parametrize("input_format", ["jsonl", "csv", "json", "yaml"])
def test_a_file_that_fails_while_it_is_read_is_named(input_format: InputFormat) -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            raise OSError(5, "Input/output error")

    stream = io.BufferedReader(Broken())
    with pytest.raises(InputError, match=r"^here: cannot be read: Input/output error$"):
        list(read_activities(stream, KNOWN, "here", input_format))


def test_stream_that_is_not_buffered_is_read_too() -> None:
    stream: Any = Slow(["voice\n", "told\n"])
    assert [item.record for item in read_activities(stream, KNOWN) if isinstance(item, Activity)] == [TOLD]


@pytest.mark.parametrize("size", range(8, 60))
def test_stray_quote_does_not_part_a_cell_however_the_data_comes(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BLOCK_BYTES", size)
    data = b'activity,comment,voice\n5" pipe,x,told\nA,"two\nlines",told\n"a"b,,told\nB,"three\nmore",told\n'
    found = [*read_activities(io.BytesIO(data), KNOWN, input_format="csv")]
    assert [each.name for each in found if isinstance(each, Activity)] == ['5" pipe', "A", "B"]
    assert [each.line for each in found if isinstance(each, Rejected)] == [5]


def test_lines_of_a_table_are_numbered_alike_however_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b'activity,comment,voice\nA,"one\rtwo",told\nB,"one\r\ntwo",told\nC,,wrong\n'
    for size in (8, 16, 1000):
        monkeypatch.setattr(files, "BLOCK_BYTES", size)
        stream = io.BufferedReader(io.BytesIO(data), buffer_size=8)
        bad = [
            each for each in read_activities(stream, KNOWN, input_format="csv") if isinstance(each, Rejected)
        ]
        assert [each.line for each in bad] == [6]
