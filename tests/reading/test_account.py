"""What is said after reading: what was taken and what was not, in two lines or none."""

import json

import pytest
from readers import ANY, account_of, read

from coproladder.ladder.load import load_ladder
from coproladder.placing.vocabulary import Vocabulary
from coproladder.reading.account import Account

ALL = "activity,voice,influence,decides,delivery"
ROW = "A,told,none,services,none"
CLEAN = {
    "CSV": f"{ALL}\n{ROW}\n",
    "CSV with blank rows and semicolons": f"{ALL}\n{ROW}\n\n,,,,\n".replace(",", ";"),
    "JSON Lines": '{"activity": "A", "voice": "told"}\n\n{"voice": null, "comment": "c"}\n',
    "a list in an object": '{"activities": [{"activity": "A", "voice": "told"}]}',
    "a result": '{"activity": "A", "voice": "told", "ladder": "tlap-co-production/3", "rung": {}}',
    "an empty file": "",
}


@pytest.mark.parametrize("kind", CLEAN)
def test_nothing_is_said_where_nothing_is_left_out_and_all_came_by_id(kind: str) -> None:
    assert account_of(CLEAN[kind], "a.csv" if "CSV" in kind else "") == []


def wide(count: int) -> str:
    return f"{ALL},{','.join(f'x{at}' for at in range(count))}\n{ROW}{',y' * count}\n"


def said(data: str, name: str = "") -> str:
    return "\n".join(account_of(data, name))


OTHER = {
    "Activity,voice,influence,decides,delivery\nA,told,,,": "Read 1 activity from a.csv.",
    "Project,voice,influence\nA,told,\nB,told,": (
        'Read 2 activities from a.csv. Names come from "Project". There is no column for decides, delivery.'
    ),
    f"{ALL},ID\n{ROW},1": 'Read 1 activity from a.csv.\nNot used: column "ID".',
    wide(5): 'Read 1 activity from a.csv.\nNot used: columns "x0", "x1", "x2", "x3", "x4".',
    wide(1205): (
        'Read 1 activity from a.csv.\nNot used: columns "x0", "x1", "x2", "x3", "x4" and 1,200 more.'
    ),
    f"Log of 2026,,,,\n,,,,\n{ALL}\n{ROW}": (
        "Read 1 activity from a.csv. The headings are in row 3.\nNot used: 1 row above the headings."
    ),
    f"{ALL},x\n{ROW},\n,,,,,y\n,,,,,y\n,,,,,\n-,---,-,–,—,\n{ALL},x\n{ALL.upper()},x\n,12,5,3,4,\n": (
        'Read 1 activity from a.csv.\nNot used: column "x"; 2 empty rows, 1 row of dashes, '
        "2 repeated heading rows, 1 row of totals."
    ),
    f"{ALL}\n{ROW}\nTotal,,,,\nSub-total,12,5,3,4\nGRAND TOTAL: 3,,,,\nTotal recall,,,,": (
        "Read 2 activities from a.csv. Without an answer: 1 activity.\nNot used: 3 rows of totals."
    ),
    f"{ALL},Notes,ID,Notes,Notes\n{ROW},c,1,d,e": (
        'Read 1 activity from a.csv.\nNot used: columns "Notes" (3 times), "ID".'
    ),
    f"Log\n\nof 2026\n{ALL}\n{ROW}": (
        "Read 1 activity from a.csv. The headings are in row 4.\nNot used: 2 rows above the headings."
    ),
    f"{ALL},Comments\n{ROW},c": (
        'Read 1 activity from a.csv. You may want to add --map comment="Comments".\nNot used: column '
        '"Comments".'
    ),
}


@pytest.mark.parametrize("data", OTHER, ids=ascii)
def test_what_was_taken_and_what_was_not(data: str) -> None:
    assert said(data, "a.csv") == OTHER[data]


OBJECTS = {
    '{"count": 1, "next": null, "items": [{"voice": "told"}]}': 'Not used: key "count".',
    '{"voice": "told", "colour": "red"}\n{"voice": "told", "size": 1}': 'Not used: keys "colour", "size".',
    '{"name": "A", "voice": "told"}': 'Names come from "name".',
    '{"about/activity": "A", "1. voice": "told"}': 'Names come from "about/activity".',
    '{"title": "A", "voice": "told", "email": "x"}': (
        'You may want to add --map activity="title".\nNot used: keys "email", "title".'
    ),
    '{}\n{"voice": null}\n{"activity": " ", "comment": "--"}\n{"ladder": "x/1", "rung": null}': (
        "Not used: 4 empty records."
    ),
    '{"activity": "activity", "voice": "Voice"}': "Not used: 1 repeated heading record.",
    '{"activity": null, "voice": 12, "influence": "3.5 %"}': "Not used: 1 record of totals.",
}


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.yaml"])
@pytest.mark.parametrize("data", OBJECTS, ids=ascii)
def test_what_was_not_taken_of_objects(data: str, name: str) -> None:
    records = f"[{data.replace(chr(10), ',')}]" if "\n" in data and name == "a.yaml" else data
    assert "\n".join(account_of(records, name)).endswith(OBJECTS[data])


EMPTY = [
    "{}",
    '{"voice": null}',
    '{"activity": "", "date": null}',
    '{"ladder": "x", "rung": null, "notes": []}',
]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.yaml"])
@pytest.mark.parametrize("data", EMPTY)
def test_a_record_of_nothing_is_no_activity(data: str, name: str) -> None:
    assert read(data, name) == ([], [])
    assert account_of(data, name) == [f"Read 0 activities from {name}.", "Not used: 1 empty record."]


def test_a_value_that_is_kept_is_a_record_of_something() -> None:
    assert read('{"colour": "red"}\n{"colour": null}\n{"colour": ""}', "a.jsonl", None, ANY)[0] == [
        {"colour": "red"}
    ]
    assert read("voice,colour\n,red\n,\n", "a.csv", None, ANY)[0] == [{"colour": "red"}]


def test_nothing_but_an_invalid_value_is_rejected() -> None:
    for data, name in (('{"date": "soon", "voice": null}', "a.json"), ("voice,date\n,soon\n", "a.csv")):
        (found,) = read(data, name)[0]
        assert found.message == 'date: "soon" is not a date; write 2026, 2026-05 or 2026-05-04'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Project,voice\nA,told\n", ""),
        ("Project,voice\nA,told\nNote: by Ann,\n", " Without an answer: 1 activity."),
        ("Project,voice\nNorth,\nA,told\nSouth,?\n", " Without an answer: 2 activities."),
        ('[{"Project": "A", "voice": "told"}, {"Project": "B"}]', " Without an answer: 1 activity."),
    ],
)
def test_activities_without_an_answer_are_counted_where_something_is_said(data: str, said: str) -> None:
    (line,) = account_of(data)
    assert line.endswith((f'Names come from "Project".{said}', f"delivery.{said}"))
    assert account_of('{"activity": "A"}') == []


def test_an_emoji_is_a_name() -> None:
    assert read('{"activity": "\U0001f600"}', "a.json")[0] == [{"activity": "\U0001f600"}]


@pytest.mark.parametrize("name", ["a.json", "a.csv"])
def test_totals_with_a_name_are_rejected(name: str) -> None:
    data = '{"activity": "Sum", "voice": "12"}' if name == "a.json" else "activity,voice\nA,told\nSum,12\n"
    cure = "; if this is a row of totals, delete it" if name == "a.csv" else ""
    assert read(data, name)[0][-1].message == (
        'voice: "12" is a number; use absent, present, learn, told, answer, discuss or design '
        f"(see coproladder questions){cure}"
    )


INNER = {
    '{"activity": "A", "answers": {"voice": "told"}}': {"activity": "A", "voice": "told"},
    '{"fields": {"activity": "A", "1. Voice": "told"}}': {"activity": "A", "voice": "told"},
    '{"id": 7, "about": {"activity": "A"}, "power": {"voice": "told"}}': {"activity": "A", "voice": "told"},
    '{"activity": "A", "answers": {"id": 1, "voice": "told"}, "id": 2}': {"activity": "A", "voice": "told"},
    '{"activity": "A", "voice": "told", "place": {"x": [{"choice": 1}]}}': {"activity": "A", "voice": "told"},
    '{"activity": "A", "answers": {}}': {"activity": "A"},
    '{"answers": {"voice": "told"}}': {"voice": "told"},
    '{"group_a": {"voice": "told"}, "group_b": {"influence": "some"}}': {
        "voice": "told",
        "influence": "some",
    },
    '{"About it": {"activity": "A"}, "Your say": {"voice": "told"}}': {"activity": "A", "voice": "told"},
    '{"activity": "A", "voice": ["told"]}': {"activity": "A", "voice": "told"},
    '{"Answers": {"voice": "told"}}': {"voice": "told"},
}
IN_A_LIST = "make them a list, and name each record with the field activity"
TOO_DEEP = (
    'the answers are in "{}", where they are not read; put them beside the name of the activity, or in one '
    f"object there; where records stand under names, {IN_A_LIST}"
)
UNDER_NAMES = f'the records stand under names, such as "{{}}"; {IN_A_LIST}'
DEEPER = {
    '{"Lunch club": {"voice": "told"}, "Forum": {"voice": "told"}}': UNDER_NAMES.format("Lunch club"),
    '{"forum": {"voice": "told"}, "Lunch": {"1. Voice": "told"}}': UNDER_NAMES.format("forum"),
    '{"forum": {"voice": "told"}, "Lunch club": {"influence": "some"}}': UNDER_NAMES.format("Lunch club"),
    '{"Forum": {"voice": "told", "influence": "some"}}': UNDER_NAMES.format("Forum"),
    '{"a1": {"activity": "A", "voice": "told"}, "a2": {"activity": "B"}}': UNDER_NAMES.format("a1"),
    '{"date": "2026", "x": 1, "Tea": {"voice": "told"}, "Bus": {"voice": "told"}}': UNDER_NAMES.format("Tea"),
    '{"Tea": {"What": "Survey", "Who": "us"}, "Bus": {"Who": "all", "What": "x"}}': UNDER_NAMES.format("Tea"),
    '{"about": {"Lunch club": {"voice": "told"}}}': TOO_DEEP.format("about/Lunch club"),
    '{"activity": "A", "data": {"answers": {"voice": "told"}}}': TOO_DEEP.format("data/answers"),
    '{"activity": "A", "answers": [{"question": "voice", "answer": "told"}]}': TOO_DEEP.format("answers[1]"),
    '{"voice": "told", "rep": {"answers": {"influence": "some"}}}': TOO_DEEP.format("rep/answers"),
    '{"voice": "told", "rep": [{"voice": "discuss"}]}': TOO_DEEP.format("rep[1]"),
    '{"activity": "A", "before": {"voice": "told"}, "now": {"voice": "told"}}': (
        'voice: it is given twice, in "before/voice" and in "now/voice"; keep one, or to read the first add '
        '--map voice="before/voice"; to read the second add --map voice="now/voice"'
    ),
    '{"voice": "told", "now": {"voice": "told"}}': (
        'voice: it is given twice, in "voice" and in "now/voice"; keep one, or to read the first add '
        '--map voice="voice"; to read the second add --map voice="now/voice"'
    ),
    '{"voice": "told", "voice (2)": "told"}': (
        'voice: it is given twice, in "voice" and in "voice (2)"; keep one, or to read the first add '
        '--map voice="voice"; to read the second add --map voice="voice (2)"'
    ),
    '{"activity": "A", "influence": "some", "stimme": "told"}': (
        'voice: no key has this name, but "stimme" has an answer to it; add --map voice="stimme" if the '
        "answers are there, or add --map voice= to leave the question out"
    ),
    '{"thing": {"colour": "red"}}': (
        'there is no field "thing"; use activity, date, level, stage, answered_by, '
        "called, comment, basis, voice, influence, decides or delivery (if it is your own, add --keep-extra, "
        "or type coproladder match to say what your own names mean)"
    ),
}


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.yaml"])
@pytest.mark.parametrize("data", INNER)
def test_answers_in_an_inner_object_are_read(data: str, name: str) -> None:
    assert read(data, name)[0] == [INNER[data]]
    wrapped = {"type": "FeatureCollection", "features": [json.loads(data)]}
    assert read(json.dumps(wrapped), name)[0] == [INNER[data]]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.yaml"])
@pytest.mark.parametrize("data", DEEPER)
def test_answers_that_are_deeper_are_refused_with_where_they_are(data: str, name: str) -> None:
    (found,) = read(data, name)[0]
    assert found.message == DEEPER[data]


def test_answers_that_are_deeper_are_not_lost_where_more_is_kept() -> None:
    kept = [data for data in DEEPER if '"answers"' in data]
    assert [read(data, "a.json", None, ANY)[0][0].message for data in kept] == [DEEPER[data] for data in kept]


TWO_SETS = {
    '{"activity": "A", "decides": "people", "%s": {"voice": "told"}, "%s": {"voice": "learn"}}': "{}/voice",
    '{"%s": {"activity": "A", "voice": "told", "decides": "people"}, "%s": {"voice": "learn"}}': "{}/voice",
    '{"activity": "A", "decides": "people", "voice (%s)": "told", "voice (%s)": "learn"}': "voice ({})",
    '{"activity": "A", "decides": "people", "%s voice": "told", "%s voice": "learn"}': "{} voice",
}


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.yaml"])
@pytest.mark.parametrize("data", TWO_SETS)
def test_each_of_two_sets_is_read_as_the_message_says(data: str, name: str) -> None:
    first, second = (TWO_SETS[data].format(when) for when in ("before", "now"))
    data %= ("before", "now")
    assert read(data, name)[0][0].message == (
        f'voice: it is given twice, in "{first}" and in "{second}"; keep one, or to read the first add '
        f'--map voice="{first}"; to read the second add --map voice="{second}"'
    )
    for chosen, other, answer in ((first, second, "told"), (second, first, "learn")):
        vocabulary = Vocabulary(load_ladder(), mapped={"voice": chosen})
        expected = [{"activity": "A", "voice": answer, "decides": "people"}]
        assert (read(data, name, None, vocabulary)[0], vocabulary.mapped_in_vain) == (expected, [])
        assert vocabulary.seen.passed_over == {other}


def test_a_second_field_that_is_given_twice_is_named_too() -> None:
    data = '{"activity": "A", "x": {"voice": "told", "decides": "people"}, "y": {"decides": "", "voice": ""}}'
    vocabulary = Vocabulary(load_ladder())
    vocabulary.names.match_file = "a.match.yaml"
    assert read(data, "a.json", None, vocabulary)[0][0].message == (
        'decides: it is given twice, in "x/decides" and in "y/decides", and so is each of voice; keep one, '
        'or to read the first add decides: "x/decides", voice: "x/voice" under columns in a.match.yaml; to '
        'read the second add decides: "y/decides", voice: "y/voice" under columns in a.match.yaml'
    )


def test_map_is_obeyed_where_it_names_all_questions_in_one_of_two_objects() -> None:
    ladder = load_ladder()
    answers = {question.id: question.answers[0].id for question in ladder.questions}
    vocabulary = Vocabulary(ladder, mapped={field: f"now/{field}" for field in answers})
    data = json.dumps({"activity": "A", "voice": "told", "before": answers, "now": answers})
    assert read(data, "a.json", None, vocabulary)[0] == [{"activity": "A", **answers}]


def test_map_is_obeyed_in_an_inner_object() -> None:
    vocabulary = Vocabulary(load_ladder(), mapped={"voice": "stimme"})
    data = '{"activity": "A", "answers": {"stimme": "told"}}'
    assert read(data, "a.json", None, vocabulary)[0] == [{"activity": "A", "voice": "told"}]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.yaml"])
def test_what_was_read_in_an_inner_object_is_not_said_to_be_unused(name: str) -> None:
    account, vocabulary = Account(), Vocabulary(load_ladder(), mapped={"voice": "what", "influence": "y"})
    data = '{"activity": "A", "what": "told", "x": {"y": "some"}, "z": {"other": 1}}'
    found, _ = read(data, name, None, vocabulary, account=account)
    assert found == [{"activity": "A", "voice": "told", "influence": "some"}]
    assert account.lines()[-1] == 'Not used: key "z".'


BY_TOOL = {
    '{"name": "A", "voice": "told", "email": "x"}\n{"name": "B", "voice": "told"}': [None, None],
    '{"voice": "told", "email": "x"}\n{"name": "B", "voice": "told"}': [None, None],
    '{"name": "A", "voice": "told"}\n{"name": "B", "voice": "told", "email": "x"}': ["A", "B"],
    '{"voice": "told"}\n{"title": "B", "voice": "told"}': [None, "B"],
}


@pytest.mark.parametrize("data", BY_TOOL)
def test_whether_a_form_tool_wrote_the_records_is_decided_once_for_a_file(data: str) -> None:
    found, _ = read(data, "a.jsonl", None, Vocabulary(load_ladder()))
    assert [each.get("activity") for each in found] == BY_TOOL[data]


def test_windows_1252_is_read_and_said() -> None:
    data = f"{ALL}\nCafé,told,,,\nCarers’ “day”,told,,,\n".encode("cp1252")
    assert [each["activity"] for each in read(data, "a.csv")[0]] == ["Café", "Carers’ “day”"]
    assert account_of(data, "a.csv") == ["Read 2 activities from a.csv. The text is in Windows-1252."]


def test_each_unused_thing_is_told_as_it_is_found() -> None:
    told: list[tuple[str, str, str, int, int]] = []
    read(
        f"Log\n{ALL},x,\n{ROW},,y\n,,,,,z,\n",
        "a.csv",
        None,
        Vocabulary(load_ladder()),
        account=Account(lambda *unused: told.append(unused)),
    )
    assert told == [
        ("row", "row above the headings", "a.csv", 1, 1),
        ("column", "x", "a.csv", 0, 0),
        ("column", "G", "a.csv", 0, 0),
        ("row", "empty row", "a.csv", 4, 4),
    ]


def test_several_files_and_sheets_share_the_lines() -> None:
    account = Account()
    account.begin("a.xlsx")
    account.activities["a.xlsx"] = 4
    account.sheets["a.xlsx"] += ["One", "Two"]
    account.begin("b.csv")
    account.activities["b.csv"] = 3
    account.unused("column", "ID", "a.xlsx")
    account.unused("sheet", "Lists", "a.xlsx")
    account.unused("column", "ID")
    account.unused("file", "c.txt")
    assert account.lines() == [
        'Read 7 activities from a.xlsx, sheets "One", "Two" and b.csv.',
        'Not used: column "ID"; sheet "Lists"; file "c.txt".',
    ]
    for name in "cdef":
        account.begin(name)
    assert "6 files" not in account.lines()[0]
    account.activities.update("cdef")
    assert account.lines()[0] == "Read 11 activities from 6 files."


def test_rows_that_may_be_pairs_are_counted() -> None:
    vocabulary = Vocabulary(load_ladder())
    data = "activity,voice,date\nA,,\n,told,\nB,-,2026\n,told,\n,not sure,\nC,told,\n , learn ,\n"
    read(data, "a.csv", None, vocabulary)
    assert (vocabulary.seen.nameless, vocabulary.seen.unanswered) == (3, 2)
    vocabulary = Vocabulary(load_ladder())
    data = '{"activity": "A", "voice": null}\n{"activity": null, "voice": "told"}\n{"voice": "told"}\n{}\n'
    read(data, "a.jsonl", None, vocabulary)
    assert (vocabulary.seen.nameless, vocabulary.seen.unanswered) == (2, 1)


def test_sets_of_a_question_by_years_are_both_named() -> None:
    (found,), _ = read("activity,voice 2025,voice 2026\nA,told,discuss\n", "a.csv")
    assert found.message == (
        'two columns have voice, column B ("voice 2025") and column C ("voice 2026"): to read the first add '
        '--map voice="voice 2025"; to read the second add --map voice="voice 2026"'
    )


def test_what_is_not_used_is_named_before_a_file_is_begun() -> None:
    account = Account()
    account.unused("file", "notes.docx")
    assert account.lines() == ["Read 0 activities.", 'Not used: file "notes.docx".']
