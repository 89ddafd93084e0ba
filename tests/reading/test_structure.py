"""JSON in the shapes that people and tools write it, and tables that are told from it."""

import io
import json

import pytest
from readers import ANY, KNOWN, read

from coproladder.base import files
from coproladder.placing.activity import Activity
from coproladder.reading.outcome import Rejected
from coproladder.reading.source import read_activities

A, B = {"activity": "A", "voice": "told"}, {"activity": "B", "voice": "told"}
ONE, TWO = json.dumps(A), json.dumps(B)
Z = {"comment": "z"}
PRETTY = [json.dumps(each, indent=2) for each in (A, B)]


NAMES = ["", "a.json", "a.jsonl", "a.ndjson"]
SHAPES: list[tuple[str, list[str]]] = [
    (f"{ONE}\n{TWO}\n", []),
    (f"{ONE}{TWO}", []),
    (f"{ONE} {TWO}\n", []),
    (f"{ONE}\n\n{TWO}\n", []),
    (f"{PRETTY[0]}\n{PRETTY[1]}\n", []),
    (f"{PRETTY[0]}{PRETTY[1]}", []),
    (f"\n{PRETTY[0]}\n\n\n{PRETTY[1]}", []),
    (f"{PRETTY[0]}\n{TWO}\n", []),
    (f"{ONE}\n{PRETTY[1]}\n", []),
    (f"{ONE}\r\n{PRETTY[1]}\r\n".replace("\n", "\r\n"), []),
    ('{"activity": "A",\n "voice": "told"}\n{"activity": "B",\n "voice": "told"}', []),
    ('{"activity": "A",\n "voice": "told"} {"activity": "B",\n "voice": "told"}\n', []),
    (f"[{ONE}, {TWO}]", []),
    (f"[\n{ONE},\n{TWO}\n]\n", []),
    (json.dumps([A, B], indent=4), []),
    (f"[{ONE}]\n[{TWO}]\n", []),
    (f"{ONE}\n[{TWO}]\n", []),
    (f'{{"activities": [{ONE}, {TWO}]}}', []),
    (f'{{"activities": [\n{ONE},\n{TWO}\n]}}\n', []),
    (f'{{\n"activities" :\n[{ONE}, {TWO}]\n}}\n', []),
    (json.dumps({"activities": [A, B]}, indent=2), []),
    (json.dumps({"count": 2, "next": None, "errors": [], "activities": [A, B], "by": {"a": 1}}), []),
    (json.dumps({"count": 2, "next": None, "activities": [A, B]}, indent=2), []),
    (json.dumps({"date": "2026-05-04", "activities": [A, B]}), []),
    (f'{{"activities": [{ONE}]}}\n{{"activities": [{TWO}]}}', []),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", SHAPES, ids=[ascii(data)[:40] for data, _ in SHAPES])
def test_json_is_read_in_any_shape_whatever_its_name(name: str, shape: tuple[str, list[str]]) -> None:
    data, told = shape
    for vocabulary in (KNOWN, ANY):
        assert read(data, name, None, vocabulary) == ([A, B], told)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "data", ['{"activities": []}', '{\n "count": 0, "activities": [], "errors": []\n}\n']
)
def test_an_empty_list_in_an_object_is_no_empty_record(data: str, name: str) -> None:
    assert read(data, name, None, ANY) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_two_lists_in_an_object_are_named(name: str) -> None:
    lists = (
        'there is more than one list of records, "{}" and "{}"; keep one, or put all records into one list'
    )
    fault = lists.format("forums", "boards")
    assert read(f'\n{{"forums": [{ONE}], "boards": [{TWO}]}}', name) == ([Rejected(2, None, fault)], [])
    twice = lists.format("a", "a")
    assert read(f'{{"a": [{ONE}], "a": [{TWO}]}}', name) == ([Rejected(1, None, twice)], [])


@pytest.mark.parametrize("name", NAMES)
def test_a_record_may_keep_a_list_of_its_own(name: str) -> None:
    record = {"activity": "A", "dates": [{"from": "May"}], "tags": []}
    assert read(json.dumps(record), name, None, ANY) == ([record], [])
    record = {"comment": "a", "tags": [], "places": ["x"]}
    assert read(json.dumps(record), name, None, ANY) == ([record], [])


def test_each_element_of_a_list_in_an_object_knows_its_line() -> None:
    data = '{"count": 3,\n"activities": [\n{"voice": "told"},\n{"voice": "x"}, 3\n]}'
    found = [*read_activities(io.BytesIO(data.encode()), KNOWN, "a.json")]
    assert [item.line for item in found] == [3, 4, 4]
    assert [type(item) for item in found] == [Activity, Rejected, Rejected]


COMMENT = "comments are not JSON; take it out"
NOT_JSON: list[tuple[str, list[object]]] = [
    ("[" + ONE + ",\n ]", [A, Rejected(1, 36, "there is a comma too many before ]; take it out")]),
    (
        "[" + ONE + " ,,\n" + TWO + "]",
        [A, Rejected(1, 37, ("there is a comma too many before ,; take it out"))],
    ),
    ('{"activity": "A" ,\n}', [Rejected(1, 18, "there is a comma too many before }; take it out")]),
    (
        '{"activity": "A",,"voice": "told"}',
        [Rejected(1, 17, ("there is a comma too many before ,; take it out"))],
    ),
    ('{"activity": ["A",]}', [Rejected(1, 18, "there is a comma too many before ]; take it out")]),
    ("// what we did\n" + ONE, [Rejected(1, 1, COMMENT), A]),
    ("# what we did\n" + ONE, [Rejected(1, 1, COMMENT), A]),
    ('{"activity": "A", // ours\n "voice": "told"}', [Rejected(1, 19, COMMENT)]),
    ('{"activity": /* ours */ "A"}', [Rejected(1, 14, COMMENT)]),
    ('[{"voice": "told"}, # one\n{}]', [{"voice": "told"}, Rejected(1, 21, COMMENT)]),
    ('[{"voice": "told"} // one\n]', [{"voice": "told"}, Rejected(1, 20, COMMENT)]),
    ("[" + ONE + "] // all", [A, Rejected(1, 38, COMMENT)]),
    (
        f"{ONE},\n{TWO}",
        [
            Rejected(
                1, 35, ("there is a comma after the record; take it out, or put [ and ] round all records")
            ),
            B,
        ],
    ),
    (f'{{"activities": [{ONE},]}}', [Rejected(1, 51, "there is a comma too many before ]; take it out")]),
    (f'{{"activities": [\n{ONE},\n{{"voice":}}]}}', [Rejected(3, 10, "this is not JSON: Expecting value")]),
]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize(("data", "found"), NOT_JSON, ids=[ascii(data)[:40] for data, _ in NOT_JSON])
def test_what_other_tools_allow_in_json_is_named(data: str, found: list[object], name: str) -> None:
    assert read(data, name) == (found, [])


@pytest.mark.parametrize("name", ["", "a.jsonl"])
def test_a_torn_record_does_not_take_whole_ones_with_it(name: str) -> None:
    data = f'{ONE}\n{{"activity": "to\n{TWO}\n{{"activity":\n{ONE}\n{{"activity": \n'
    found, _ = read(data, name)
    assert [each if isinstance(each, dict) else each.line for each in found] == [A, 2, B, 4, A, 6]


def test_a_torn_record_in_a_document_does_not_take_whole_ones_with_it() -> None:
    found, _ = read(f'{{"activity":\n "to\n{PRETTY[0]}\nx\n{PRETTY[1]}', "a.json")
    assert found[1] == A
    assert found[2] == Rejected(7, 1, "there is more after the end of the record; take it out")
    assert found[3:] == [B]


def test_a_record_in_a_torn_one_is_placed_before_the_place_where_that_breaks_off() -> None:
    found, _ = read(f'{{"activity":\n{{"voice": 1}}\n{ONE}', "a.json")
    assert [each if isinstance(each, dict) else each.line for each in found] == [3, 2, A]


def test_bytes_that_are_not_utf8_in_a_record_over_several_lines_are_placed() -> None:
    found, _ = read(b'{"comment": "z"}\n{"activity":\n"a\xff"}\n{"comment": "z"}\n', "a.jsonl")
    assert [found[0], found[2]] == [Z, Z]
    assert isinstance(found[1], Rejected)
    assert (found[1].line, found[1].column) == (3, 3)


@pytest.mark.parametrize("first", ['{"activity":\n', '{"activity": "A",\n'])
def test_too_long_a_record_over_several_lines_is_rejected(
    first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_LINE_BYTES", 40)
    data = first + ' "x": "y",\n' * 9 + '}\n{"comment": "z"}\n'
    assert read(data, "a.jsonl") == (
        [Rejected(1, None, "the record is longer than 1 MB, the limit for a record; shorten it"), Z],
        [],
    )


def test_too_long_a_line_ends_a_record_over_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_LINE_BYTES", 40)
    found, _ = read(f'{{"activity":\n{"x" * 50}\n{{"comment": "z"}}\n', "a.jsonl")
    assert [each.line for each in found[:2] if isinstance(each, Rejected)] == [1, 2]
    assert found[2:] == [Z]


def test_a_long_list_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_LINE_BYTES", 1000)
    for data in (json.dumps([A] * 4000), json.dumps({"activities": [A] * 4000}), f"{ONE}" * 4000):
        assert read(data, "a.json")[0] == [A] * 4000


TABLE = "this is a table, not JSON; name the file .csv, or use --input-format csv"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("voice\ntold", "a.json"),
        ('"voice"\ntold', "a.json"),
        ('"Activity";"Told"\nA;told', "a.json"),
        ("When,Where\n1,2\n", "a.JSON"),
        ("activity,voice\nA,told\n", "a.jsonl"),
        ("activity;voice\nA;told\n", "a.ndjson"),
        ('activity,"voice\nA;told\n', "a.json"),
    ],
)
def test_table_that_is_called_json_is_named_as_one(data: str, name: str) -> None:
    assert read(data, name) == ([Rejected(1, None, TABLE, whole=True)], [])
    assert read(data, "", "json" if name.lower() == "a.json" else "jsonl") == (
        [Rejected(1, None, TABLE, whole=True)],
        [],
    )


@pytest.mark.parametrize("data", ["voice: told", "told", "[" * 5000 + ",", "(a, b)"])
def test_json_is_never_taken_for_another_format(data: str) -> None:
    (found,), told = read(data, "a.json")
    assert isinstance(found, Rejected)
    assert "JSON" in found.message or "too deep" in found.message
    assert told == []


def test_a_first_bad_line_does_not_make_a_table_of_lines_of_json() -> None:
    found, _ = read(f"log, begun\n{ONE}\n", "a.jsonl")
    assert found[1:] == [A]


def test_a_text_with_commas_is_no_table() -> None:
    found, _ = read('"voices, and more"', "a.json")
    assert found == [Rejected(1, None, "a record needs fields with names, and this has none")]
