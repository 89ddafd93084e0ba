"""What a text means on a ladder, however people and form tools write it, and what it must not mean."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import LADDER, Command
from hypothesis import given
from hypothesis import strategies as st

from coproladder.base.errors import DataError
from coproladder.base.fields import FIELDS, InputFormat
from coproladder.ladder.load import load_ladder
from coproladder.ladder.records import Ladder
from coproladder.placing.activity import Activity
from coproladder.placing.mapping import GivenTwiceError
from coproladder.placing.names import Names
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.source import read_activities

SMALL = load_ladder(Path(__file__).parents[1] / "cases" / "small.yaml")
NAMES, ASKED = Names(SMALL), Names(LADDER)

NAMED: dict[str | None, list[str]] = {
    "voice": [
        *("voice", "VOICE ", "What do people do?", "What do people do", "What do people do? ..."),
        *("What do\npeople\N{NO-BREAK SPACE}do? \r\n", "What do people do\N{ZERO WIDTH SPACE}?"),
        *("1. What do people do?", "2.1 What do people do?", "3) What do people do?", "1. voice"),
        *("(4) What do people do?", "Q3 What do people do?", "Q3: What do people do?", "Q1_voice"),
        *("1. Q1. a) voice", "Question 5 - What do people do?", "[Q3] What do people do?"),
        *("a) What do people do?", "G01Q01. What do people do?", "doing. What do people do?"),
        *("G01Q01[SQ001]. About it [What do people do?]", "about[voice]", "*What do people do?*", "*voice"),
        *("**What do people do?** *", "[What do people do?]", "What do people do? (required)", "• voice"),
        *("<b>What do people&nbsp;do?</b>", "about/voice", "work/about/voice", "about-voice", "- voice"),
        *("About it/What do people do?", "About it - What do people do?", "About it >> What do people do?"),
        *("About it [What do people do?]", "About it [1. What do people do?]", "x (choice=voice)"),
        "☑ voice\N{LEFT-TO-RIGHT MARK}",
        *("What do people do? - Selected Choice", "What do people do? [Single choice]", "→ voice", "① voice"),
    ],
    "answered_by": ["answered_by", "Answered by", "*2. Answered by:*", "_answered_by_"],
    "date": ["G01Q03. Date", "1. Q1. a) date"],
    None: [
        *("ending/date", "about/date", "About it [Date]", "Date of event", "What do people do? [Other]"),
        *("voice[other]", "[Other] voice", "What do others do?", "voices heard", ""),
        *("1. 2. 3. 4. date", "date (of the event)", "Date [other]"),
    ],
}
EACH = [(name, field) for field, names in NAMED.items() for name in names]
VALUES = {"voice": "ask", "answered_by": "us", "date": "2026"}


def written(record: dict[str, str], input_format: InputFormat) -> bytes:
    if input_format == "csv":
        rows = (record.keys(), record.values())
        return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
    return json.dumps(record).encode()


@pytest.mark.parametrize(("name", "field"), EACH)
def test_a_name_means_a_field_as_people_and_form_tools_write_it(name: str, field: str | None) -> None:
    assert NAMES.field(name) == field


@pytest.mark.parametrize("input_format", ["csv", "json", "jsonl", "yaml"])
@pytest.mark.parametrize(("name", "field"), EACH)
def test_a_name_means_the_same_in_every_format(
    name: str, field: str | None, input_format: InputFormat
) -> None:
    others = {"power": "both"} if field == "voice" else {"power": "both", "voice": "lead"}
    record = {**others, name: VALUES.get(field or "", "x")}
    (found,) = read_activities(BytesIO(written(record, input_format)), Vocabulary(SMALL), "", input_format)
    assert isinstance(found, Activity)
    assert found.record == {**others, **({field: VALUES[field]} if field else {})}


@pytest.mark.parametrize(
    "name", ["1. voice", "*voice", "about/voice", "What do people get to do? (tick one)"]
)
def test_options_take_a_name_as_headings_have_it(name: str, command: Command) -> None:
    assert command("assess", "--json", "--answer", f"{name}=told").records[0]["voice"] == "told"
    table = b"x,influence,decides,delivery\ntold,some,,\n"
    assert command("assess", "--json", "-", "--map", f"{name}=x", data=table).records[0]["voice"] == "told"
    counted = command("report", "-", "--json", "--by", name, data=b'{"voice": "told"}')
    assert list(json.loads(counted.out)["by"]) == ["voice"]


SEVERAL: list[tuple[list[str], list[str | None]]] = [
    # What is known as a whole comes before what only holds a name.
    (["about/voice", "voice", "comment"], [None, "voice", "comment"]),
    (["x/power - voice", "power", "date"], ["voice", "power", "date"]),
    (["Points - power", "1. Who decides?"], [None, "power"]),
    (["voice (required)", "about/voice"], ["voice", None]),
    # The names of a result mean nothing in a result, and are no names of ours elsewhere.
    (["ladder", " rung ", "gap", "voice"], [None, None, None, "voice"]),
    (["rung", "voice"], [None, "voice"]),
]


@pytest.mark.parametrize(("names", "fields"), SEVERAL)
def test_names_that_stand_together_do_not_steal_from_one_another(
    names: list[str], fields: list[str | None]
) -> None:
    assert NAMES.fields(names)[0] == fields
    assert NAMES.fields(reversed(names))[0] == fields[::-1]


@given(st.lists(st.sampled_from([*NAMES.known, *(name for name, _ in EACH)]), max_size=6, unique=True))
def test_a_name_that_is_just_an_id_is_that_field_whatever_else_there_is(names: list[str]) -> None:
    try:
        fields, _ = NAMES.fields(names)
    except GivenTwiceError as error:
        assert {error.field} == {NAMES.field(names[error.first]), NAMES.field(names[error.second])}
        return
    assert {name: name for name in names if name in NAMES.known} == {
        name: field for name, field in zip(names, fields, strict=True) if name in NAMES.known
    }
    assert len(set(filter(None, fields))) == len([*filter(None, fields)])


@pytest.mark.parametrize(
    "names", [["voice", "1. Voice"], ["What do people do?", "Q1: voice"], ["a/voice", "b/voice"]]
)
def test_a_field_that_two_names_mean_is_an_error(names: list[str]) -> None:
    with pytest.raises(GivenTwiceError) as caught:
        NAMES.fields(["comment", *names])
    assert (caught.value.first, caught.value.second) == (1, 2)
    first, second = names
    assert str(caught.value) == (
        f'voice: it is given twice, in "{first}" and in "{second}"; keep one, or to read the first add '
        f'--map voice="{first}"; to read the second add --map voice="{second}"'
    )


def test_what_a_person_chose_is_not_taken_from_another_name() -> None:
    found = NAMES.fields(["voice", "x", "Who decides?"], {"voice": 1, "power": None})
    assert found == ([None, "voice", None], [0, 2])


ANSWERS: list[tuple[str, str | None]] = [
    *((f"{front}told", "told") for front in ("1. ", "2) ", "(3) ", "[4] ", "a) ", "B. ", "7 - ", "1: ")),
    *((f"{front}Told", "told") for front in ("* ", "• ", "- ", "– ", "☑ ", "✓", "\ufeff")),
    *(("(told)", "told"), ("[told]", "told"), ("*told*", "told"), ('"told"', "told"), ("told:", "told")),
    *(("<p>told</p>", "told"), ("to\N{SOFT HYPHEN}ld", "told")),
    *(("8. I don't know", None), ("h) Not sure", None), ("(unknown)", None), ("- n/a", None)),
]


@pytest.mark.parametrize(("text", "answer"), ANSWERS)
def test_an_answer_is_known_by_its_words_whatever_stands_round_them(text: str, answer: str | None) -> None:
    assert Vocabulary(LADDER).value("voice", text) == answer
    assert ASKED.answered(text) == ({"voice"} if answer else set())


@pytest.mark.parametrize(
    ("question", "text"),
    [
        *(("voice", text) for text in ("told?", "not told", "We were: told", "told (once)", "about/told")),
        *(("voice", text) for text in ("No. Told", "4", "***", "[]", "#told", "told 3", "told <or not>")),
        ("voice", f"told{' ' * 500}not"),
        *(("decides", text) for text in ("2 people", "2/people", "Never. People")),
    ],
)
def test_what_may_change_an_answer_is_not_taken_off(question: str, text: str) -> None:
    with pytest.raises(DataError):
        Vocabulary(LADDER).value(question, text)
    assert ASKED.answered(text) == set()


@pytest.mark.parametrize("called", ["7. Co-production", "*co-production*", "g) Coproduction", "<b>7</b>"])
def test_a_rung_is_known_by_its_name_whatever_stands_round_it(called: str, command: Command) -> None:
    assert Vocabulary(LADDER).value("called", called) == "co-production"
    assert command("assess", "--json", "--answer", "voice=told", "--aim", called).records[0]["next"]["rung"][
        "id"
    ] == ("co-production")


def test_levels_and_stages_are_known_whatever_stands_round_them() -> None:
    record = {"level": "2) Service", "stage": "• plan", "voice": "told"}
    assert Vocabulary(LADDER).activity(record).record == {
        "level": "service",
        "stage": "plan",
        "voice": "told",
    }


FIRST_FIELDS = ", ".join((*FIELDS, *ASKED.questions[:-1]))
NO_Q1 = (
    f'line 1: there is no field "Q1"; use {FIRST_FIELDS} or delivery (if it is your own, add --keep-extra, '
    "or type coproladder match to say what your own names mean)"
)
MAPPED: list[tuple[list[dict[str, Any]], dict[str, str], bool, list[dict[str, Any] | str]]] = [
    (
        [{"Project": "A", "voice": "told"}, {"voice": "told"}],
        {"activity": "project"},
        False,
        [{"activity": "A", "voice": "told"}, {"voice": "told"}],
    ),
    ([{"Q1": "told", "voice": "x", "Q2": "y"}], {"voice": "Q1"}, False, [{"voice": "told"}]),
    ([{"Q1": "told", "voice": "x"}], {"voice": "Q1"}, True, [{"voice": "told", "own_voice": "x"}]),
    (
        [{"Q1": "told", "1. voice": "x"}],
        {"voice": "Q1"},
        True,
        [{"voice": "told", "own_1 voice": "x"}],
    ),
    (
        [{"voice": "x", "influence": "some"}, {"voice": "x"}],
        {"voice": ""},
        False,
        [{"influence": "some"}],
    ),
    (
        [{"Q1": "x"}],
        {"voice": ""},
        False,
        [NO_Q1],
    ),
    # A field that is named for another one swaps with it.
    (
        [{"activity": "c", "comment": "A", "voice": "told"}],
        {"activity": "comment", "comment": "activity"},
        False,
        [{"comment": "c", "activity": "A", "voice": "told"}],
    ),
    (
        [{"activity": "A", "voice": "told"}],
        {"activity": "Title"},
        False,
        [{"activity": "A", "voice": "told"}],
    ),
]


@pytest.mark.parametrize(("records", "mapped", "keep_extra", "kept"), MAPPED)
@pytest.mark.parametrize("input_format", ["json", "jsonl", "yaml"])
def test_the_name_that_a_person_gave_for_a_field_is_obeyed(
    records: list[dict[str, Any]],
    mapped: dict[str, str],
    keep_extra: bool,
    kept: list[dict[str, Any] | str],
    input_format: InputFormat,
) -> None:
    vocabulary = Vocabulary(LADDER, keep_extra, mapped=mapped)
    lines = map(json.dumps, records)
    data = "\n".join(lines) if input_format == "jsonl" else json.dumps(records)
    found = read_activities(BytesIO(data.encode()), vocabulary, "", input_format)
    assert [each.record if isinstance(each, Activity) else str(each) for each in found] == kept


def test_fields_swapped_by_hand_are_swapped_in_a_table_too() -> None:
    vocabulary = Vocabulary(LADDER, mapped={"activity": "comment", "comment": "activity"})
    (found,) = read_activities(BytesIO(b"activity,comment,voice\nc,A,told\n"), vocabulary, "a.csv")
    assert isinstance(found, Activity)
    assert found.record == {"comment": "c", "activity": "A", "voice": "told"}


def test_a_name_that_no_record_has_is_said_once(command: Command) -> None:
    record = b'{"voice": "told"}\n{"voice": "learn"}\n'
    done = command("assess", "--json", "--map", "activity=Project", "--map", "stage=", data=record)
    said = 'standard input: --map activity="Project" names a field that no record has; check its name\n'
    assert (len(done.records), done.code, done.err) == (2, 0, said)


def renamed(standard: str) -> Ladder:
    question = msgspec.structs.replace(
        SMALL.questions[0], words=msgspec.structs.replace(SMALL.questions[0].words, standard=standard)
    )
    return msgspec.structs.replace(SMALL, questions=(question, *SMALL.questions[1:]))


@pytest.mark.parametrize("words", ["1. Date - power", "?", "work/power (now)", "2) comment"])
def test_a_wording_that_looks_like_another_name_means_its_question(words: str) -> None:
    names = Names(renamed(words))
    assert names.field(words) == "voice"
    assert names.fields([words, "power", "date", "comment"])[0] == ["voice", "power", "date", "comment"]
