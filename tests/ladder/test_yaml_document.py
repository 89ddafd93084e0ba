"""Safe YAML: what a scalar becomes, where nested values stand, and what is refused."""

import re

import pytest

from coproladder.base import yaml_document
from coproladder.base.errors import DataError
from coproladder.base.yaml_document import Document, Place, Value

pytestmark = pytest.mark.usefixtures("parser")


def read(text: str) -> Document:
    return yaml_document.read_yaml(text.encode())


STAYS_TEXT = [
    *("9" * 19, "9" * 5000, "no", "yes", "on", "off", "y", "True", "TRUE", "FALSE", "Null", "NULL", "none"),
    *("1.0", "1e3", ".5", ".inf", ".nan", "010", "00", "+1", "0x1F", "0b11", "0o17", "1_000", "1:30", "٣"),
    *("a1", "2026-05", "2026-05-04", "2024-13-45", "2026-05-04 10:00:00", "=", "<<", "co-production"),
]
SCALARS: list[tuple[str, Value]] = [
    *((text, text) for text in STAYS_TEXT),
    ("true", True),
    ("false", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("0", 0),
    ("7", 7),
    ("-1", -1),
    ("-0", 0),
    ("2026", 2026),
    ("9" * 18, 999_999_999_999_999_999),
    ("-" + "9" * 18, -999_999_999_999_999_999),
    ('"true"', "true"),
    ("'7'", "7"),
    ('""', ""),
    ("'~'", "~"),
    ('"null"', "null"),
    ("they ask # softly", "they ask"),
    ("|-\n  two\n  lines", "two\nlines"),
    (">-\n  one\n  line", "one line"),
    (">-\n  7", "7"),
    ('"\\e[2J\\u00e9"', "\x1b[2Jé"),
    ("[]", []),
    ("{}", {}),
]


@pytest.mark.parametrize(("written", "value"), SCALARS)
def test_scalar_becomes(written: str, value: Value) -> None:
    found = read(f"key: {written}").value
    assert found == {"key": value}
    assert isinstance(found, dict)
    assert type(found["key"]) is type(value)


@pytest.mark.parametrize("key", ["no", "7", "true", "null", "1:30", "~", "2026-05-04"])
def test_key_is_always_text(key: str) -> None:
    assert read(f'{key}: 1\n"<<": 2').value == {key: 1, "<<": 2}


NESTED = """\
# A comment.
first:
  - one
  -   two: [x, {y: z}]
      three:
second:  {fourth:  4}
"""

PLACES = [
    ((), 2, 1),
    (("first",), 2, 1),
    (("first", 0), 3, 5),
    (("first", 1), 4, 7),
    (("first", 1, "two"), 4, 7),
    (("first", 1, "two", 0), 4, 13),
    (("first", 1, "two", 1), 4, 16),
    (("first", 1, "two", 1, "y"), 4, 17),
    (("first", 1, "three"), 5, 7),
    (("second",), 6, 1),
    (("second", "fourth"), 6, 11),
    (("second", "fifth"), 6, 1),
    (("first", 9, "two"), 2, 1),
    (("first", 0, "deeper"), 3, 5),
    (("nowhere", "at", "all"), 2, 1),
]


@pytest.mark.parametrize(("path", "line", "column"), PLACES)
def test_place_of_a_value_or_of_the_last_part_of_the_way_there(
    path: yaml_document.KeyPath, line: int, column: int
) -> None:
    assert read(NESTED).place(path) == Place(line, column)


def test_equal_values_have_their_own_places() -> None:
    document = read("a: {x: 1}\nb: {x: 1}\nc: []\nd: []\n")
    assert [document.place((key, "x")).line for key in "ab"] == [1, 2]


def test_empty_document_holds_nothing() -> None:
    assert read("# nothing\n").value is None


COLON = 'put quotes round a text that has ": " in it'
QUOTES = "put quotes round the text, and use spaces instead of tabs"
INDENTATION = "check the indentation and the quotes here and in the line above"
ANCHORS = "anchors (&) and aliases (*) are not allowed; write the text out, or quote it"
TAGS = "tags (!) are not allowed; take it out, or quote the text"
FAULTS = [
    ("a: &b 1", "line 1, column 4: " + ANCHORS),
    ("a: &b [1]", "line 1, column 4: " + ANCHORS),
    ("a: *b", "line 1, column 4: " + ANCHORS),
    ("&b a: 1", "line 1, column 1: " + ANCHORS),
    ("a: !!str 1", "line 1, column 4: " + TAGS),
    ("a: ! 1", "line 1, column 4: " + TAGS),
    ("a: !!python/object/apply:os.system [x]", "line 1, column 4: " + TAGS),
    ("!x {}", "line 1, column 1: " + TAGS),
    ("a:\n  <<: {b: 1}", "line 2, column 3: merge keys (<<) are not allowed; write the keys out"),
    ("a: 1\nb: 2\na: 3", 'line 3, column 1: the key "a" is given twice, first in line 1; keep one'),
    ('a: 1\n"a": 3', 'line 2, column 1: the key "a" is given twice, first in line 1; keep one'),
    (
        f"{'k' * 70}: 1\n{'k' * 70}: 1",
        f'line 2, column 1: the key "{"k" * 59}…" is given twice, first in line 1; keep one',
    ),
    ("[a]: 1", "line 1, column 1: a key must be text; put quotes round it"),
    ("{a: 1}: 1", "line 1, column 1: a key must be text; put quotes round it"),
    ("a: 1\n---\nb: 1", "line 2, column 1: a second document begins here; keep one document in a file"),
    ("a: 1\n--- x", "line 2, column 1: a second document begins here; keep one document in a file"),
    ("a: [" + "[" * 20, "line 1, column 23: more than 20 levels deep, the limit here; use fewer levels"),
    ("é: [" + "[" * 2000, "line 1, column 23: more than 20 levels deep, the limit here; use fewer levels"),
    ("a: *very* low", "line 1, column 4: " + ANCHORS),
    ("a: \x01", "line 1, column 4: a character that YAML does not allow; take it out"),
    ("a: 1\nbc: \x1b[2J", "line 2, column 5: a character that YAML does not allow; take it out"),
    (
        "x" * 1_000_001,
        "line 1, column 1: the file is larger than 1 MB, the limit for a ladder or a list of answers",
    ),
]


@pytest.mark.parametrize(("text", "message"), FAULTS, ids=[repr(text[:30]) for text, _ in FAULTS])
def test_refused_with_place_and_cure(text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "place", "cure"),
    [
        ("a: It's open: no", (1, 13), COLON),
        ("a: 1\n\tb: 2", (2, 1), (INDENTATION, QUOTES)),
        ("a: @b", (1, 4), QUOTES),
        ("a: `b", (1, 4), QUOTES),
        ("a: \t@", (1, None), QUOTES),
        ("a: [1, 2\nb: 3\n", (2, 2), INDENTATION),
        ('a: "b\nc: 1\n', (3, 1), INDENTATION),
        ("  a: 1\n b: 2\n", (2, 2), INDENTATION),
        ("a: - 1", (1, 4), INDENTATION),
        (r'a: "\q"', (1, None), INDENTATION),
        ('a: 1\nb: "\\ud800"', (2, None), (INDENTATION, "take it out")),
        ("é: é\na: é\x01", (2, None), "take it out"),
    ],
)
def test_fault_of_syntax_has_a_place_and_a_cure(
    text: str, place: tuple[int, int | None], cure: str | tuple[str, ...]
) -> None:
    """What the parsers say differs, and where and with which cure but seldom: then any will do."""
    with pytest.raises(DataError) as caught:
        read(text)
    assert (caught.value.line, caught.value.column if place[1] else None) == place
    assert caught.value.message.endswith(cure)


def test_20_levels_are_allowed() -> None:
    value = read("[" * 20 + "]" * 20).value
    assert re.sub(r"[^\[\]]", "", str(value)) == "[" * 20 + "]" * 20


@pytest.mark.parametrize("data", [rb'a: "\UFFFFFFFF"', b"%YAML 1." + b"9" * 5000 + b"\n---\na: 1"])
def test_a_number_too_large_for_yaml_is_refused(data: bytes, parser: str) -> None:
    with pytest.raises(DataError):
        yaml_document.read_yaml(data)
