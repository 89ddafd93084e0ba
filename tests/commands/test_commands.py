"""The commands: what they print, where to, and the exit codes that scripts rely on."""

import json
import re
from functools import partial
from pathlib import Path

import pytest
from conftest import LADDER, ROOT, Command

from coproladder.base import files
from coproladder.commands.parser import FORMATS
from coproladder.ladder.records import Words

ARNSTEIN = ROOT / "examples" / "arnstein.yaml"

TOLD = ("--answer", "voice=told")
YAML = ("--format", "yaml")
WHOLE_GUIDE = "is for the whole guide; leave TOPIC and --find out"
OPEN = "--open shows HTML or SVG in a file"
PLAN = "error: --plan cannot be written as JSON or SVG; use --format text, markdown, html or csv\n"
GOOD = b'{"activity": "Forum", "voice": "discuss", "influence": "some"}\n'
BAD = b'{"voice": "discus"}\n'


def test_json_result_has_the_fields_in_the_order_of_the_design(command: Command) -> None:
    out = command("assess", "--json", data=GOOD[:-2] + b', "called": "co-production"}').out
    assert re.sub(r'"notes":\[.*?\],', '"notes":[],', out) == (
        '{"activity":"Forum","voice":"discuss","influence":"some","called":"co-production",'
        '"ladder":"tlap-co-production/3","rung":{"number":5,"id":"engagement","name":"Engagement"},'
        '"highest_possible":{"number":5,"id":"engagement","name":"Engagement"},"certain":true,'
        '"because":[{"question":"voice","answer":"discuss","needs":"discuss"},'
        '{"question":"influence","answer":"some","needs":"some"}],'
        '"next":{"rung":{"number":6,"id":"co-design","name":"Co-design"},"needs":['
        '{"question":"voice","answer":"discuss","needs":"design"},'
        '{"question":"influence","answer":"some","needs":"genuine"}]},"notes":[],"gap":2}\n'
    )
    assert [note["id"] for note in json.loads(out)["notes"]] == ["called-higher"]


def test_a_result_fed_back_in_comes_out_the_same(command: Command) -> None:
    once = command("assess", "examples/activities.jsonl", "--json").out
    again = command("assess", "--json", data=once.encode())
    assert again.records == [json.loads(line) for line in once.splitlines()]
    assert command("assess", "--json", data=again.out.encode()) == again


def test_json_is_the_same_bytes_whatever_the_environment_says(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = command("assess", "examples/activities.jsonl", "--json").out
    settings = {
        "COLUMNS": "20",
        "FORCE_COLOR": "1",
        "TERM": "dumb",
        "LC_ALL": "C",
        "COPROLADDER_EASY": "1",
        "COPROLADDER_PLAIN": "1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert command("assess", "examples/activities.jsonl", "--json").out == plain
    assert plain.isascii()


def test_show_as_json_lists_the_rungs_from_the_top(command: Command) -> None:
    rungs = json.loads(command("show", "-f", "json").out)["rungs"]
    assert [rung["number"] for rung in rungs] == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize("name", ["6", "co-design", "Co-design", "CODESIGN", "co design"])
def test_a_rung_is_known_by_number_id_and_name(name: str, command: Command) -> None:
    assert command("show", name, "--plain").out.startswith("Rung 6 of 7: Co-design\n")
    assert json.loads(command("show", name, "-f", "json").out)["rung"]["id"] == "co-design"


def test_schema_keeps_the_order_of_the_answers(command: Command) -> None:
    schema = json.loads(command("questions", "--format", "json-schema").out)
    answers = [choice["const"] for choice in schema["properties"]["voice"]["oneOf"]]
    assert answers == ["absent", "present", "learn", "told", "answer", "discuss", "design", None]
    assert list(schema["properties"])[-5:] == ["ladder", "voice", "influence", "decides", "delivery"]


def test_schema_has_a_basis_and_a_reason_for_each_answer(command: Command) -> None:
    fields = json.loads(command("questions", "--format", "json-schema").out)["properties"]
    assert fields["basis"] == {"enum": ["promised", "happened", None]}
    for question in LADDER.questions:
        assert fields[f"{question.id}_reason"] == {"type": ["string", "null"]}


def test_schema_names_each_answer_by_its_label_and_says_its_hint(command: Command) -> None:
    schema = json.loads(command("questions", "--format", "json-schema").out)
    assert schema["properties"]["influence"]["oneOf"][-2:] == [
        {
            "const": "genuine",
            "title": "The main things",
            "description": "You can point to what came from them, or they helped to make all of it",
        },
        {
            "const": None,
            "title": "I don't know, or it does not apply",
            "description": "Also if people were asked and you do not know what could change",
        },
    ]
    assert schema["properties"]["voice"]["oneOf"][-1] == {
        "const": None,
        "title": "I don't know, or it does not apply",
    }


@pytest.mark.parametrize("easy", [(), ("--easy",)], ids=["standard", "easy"])
def test_questions_as_csv_have_what_a_form_tool_is_set_up_with(
    easy: tuple[str, ...], command: Command
) -> None:
    rows = command("questions", "--format", "csv", *easy).rows
    say = partial(Words.say, easy=bool(easy))
    assert [[*row.values()] for row in rows] == [
        [each.id, say(each.words), choice.id, say(choice.words), say(choice.hint) if choice.hint else ""]
        for each in LADDER.questions
        for choice in LADDER.choices(each)
    ]
    assert [*rows[0]] == ["question", "words", "answer", "label", "hint"]


def test_questions_as_json_have_what_is_said_before_and_last(command: Command) -> None:
    (record,) = command("questions", "--json").records
    assert [*record] == ["ladder", "about", "questions", "levels", "stages"]
    assert [entry["form"] for entry in record["about"]["before"]] == [True, False, True, True, True, True]
    assert record["about"]["not_sure"]["standard"] == "I don't know, or it does not apply"


def test_help_of_a_ladder_of_ones_own_is_still_shown(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a window it is there at once, or for whoever asks where it has no room."""
    file = tmp_path / "ladder.yaml"
    text = ARNSTEIN.read_text(encoding="utf-8").replace("    before:\n", "    help:\n")
    file.write_text(text, encoding="utf-8")
    assert command("check", str(file)).out.splitlines()[1:] == [
        "these questions have the key help, which is still shown: flow; "
        "the new keys do more: before, not_sure, and the hint and finding of an answer"
    ]
    help_text = "Pick the answer furthest down the list that fits."
    for lines, times in (("12", 2), ("11", 1)):
        monkeypatch.setenv("LINES", lines)
        asked = command("assess", "--plain", "--ladder", str(file), typed="\n\n\n?\n1\n1\n\n\n\n\n")
        assert (asked.code, asked.err.count(f"{help_text}\n")) == (0, times)
        assert asked.err.count("Type a number (? for help, b to go back, n if not sure, q to leave): ") == 3
    for output_format in ("text", "html"):
        assert help_text in command("questions", "--ladder", str(file), "-f", output_format).out


def test_schema_takes_any_level_where_the_ladder_has_none(command: Command) -> None:
    schema = json.loads(command("questions", "-f", "json-schema", "--ladder", "examples/arnstein.yaml").out)
    assert schema["properties"]["level"] == {"type": ["string", "null"]}


def test_many_activities_get_a_short_block_each(command: Command) -> None:
    done = command("assess", "examples/two-views.json", "--plain")
    *blocks, whole = done.out.split("\n\n")
    assert whole.startswith("1 activity: 1 with views that differ.")
    assert [block.splitlines()[:2] for block in blocks] == [
        ["Day centre redesign", "Place: Rung 6 of 7: Co-design"],
        ["Day centre redesign", "Place: Rung 4 of 7: Consultation"],
    ]


def test_an_activity_without_a_name_is_named_by_its_number(command: Command) -> None:
    done = command("assess", "--plain", data=b'{"voice": "told"}\n{"voice": "told"}\n')
    assert [line for line in done.out.splitlines() if line.startswith("Activity")] == [
        "Activity 1",
        "Activity 2",
    ]


def test_aim_says_what_that_rung_needs(command: Command) -> None:
    done = command("assess", "--json", "--aim", "7", data=GOOD)
    step = json.loads(done.out)["next"]
    assert step["rung"]["id"] == "co-production"
    assert [need["question"] for need in step["needs"]] == ["voice", "influence", "decides", "delivery"]
    assert step["needs"][2] == {"question": "decides", "answer": None, "needs": "together"}


def test_an_aim_that_is_reached_is_said_to_be(command: Command) -> None:
    done = command("assess", "--plain", "--aim", "consultation", data=GOOD)
    assert "The aim is reached." in done.out


def test_a_ladder_of_another_shape_works_throughout(command: Command) -> None:
    options = ("--ladder", "examples/arnstein.yaml", "--plain")
    assert command("show", *options).out.count("\nRung ") == 8
    assert "Rung 8 of 8: Citizen control" in command("show", "8", *options).out
    done = command("assess", "--answer", "flow=lead", "--answer", "power=people", *options)
    assert done.code == 0, done.err
    for name in ("tips", "principles", "questions", "rules"):
        assert command(name, *options).code == 0


# The exit codes.


def test_0_for_an_empty_file_which_is_said(command: Command, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    assert command("assess", str(empty)) == (0, "", f"{empty}: no records were found\n")


@pytest.mark.parametrize(
    ("name", "output_format"),
    [
        (name, each)
        for name, formats in FORMATS.items()
        for each in formats
        # A workbook is no text, and of the guide only a topic with a table has CSV.
        if name not in ("assess", "report") and each != "xlsx" and (name, each) != ("guide", "csv")
    ],
)
def test_every_format_of_a_lookup_can_be_written(name: str, output_format: str, command: Command) -> None:
    done = command(name, "--format", output_format)
    assert (done.code, done.err, done.out.strip() != "") == (0, "", True)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["Frobnicate."], "Frobnicate."),
        (["assess", "--Frob"], "--Frob; see coproladder assess --help"),
        (["help", "asess"], 'there is no command "asess"; did you mean "assess"?'),
        (["show", "--format", "XML"], '--format: "XML" is not known; use text, markdown, html, svg'),
        (["assess", "-f", "a\\'\"b"], """--format: "a\\'"b" is not known; use text"""),
        (["report", "-", "--input-format", "CSV"], '--input-format: "CSV" is not known; use json, jsonl'),
        (["show", "--format", "\x1b[2J\ud800"], '--format: "<U+001B>[2J<U+D800>" is not known'),
        (["show", "co-desing"], 'RUNG: there is no rung "co-desing"; did you mean "Co-design"?'),
        (["assess"], "nothing came on standard input; name a FILE, or use --answer FIELD=VALUE"),
        (["assess", "--answer", "voice"], '--answer: "voice" has no value; write FIELD=VALUE'),
        (["assess", "--answer", "voice=x"], '--answer: voice: "x" is not an answer to it; use absent'),
        (["assess", "--answer", "vioce=told"], 'there is no field "vioce"'),
        (["assess", "-", "--map", "voice"], '--map: "voice" has no heading; write FIELD=HEADING'),
        (["assess", "-", "--map", "x=a"], '--map: there is no field "x"; use activity'),
        (["assess", "-", "--map", "Voice=a", "--map", "voice=b"], "--map: voice is given twice; keep one"),
        (
            ["assess", "--answer", "voice=told", "--answer", "voice=learn"],
            "--answer: voice is given twice; keep one",
        ),
        (
            ["assess", "examples/activity.json", "--answer", "voice=told"],
            "--answer is for one activity, so it cannot be used with a FILE; keep one",
        ),
        (["assess", "examples/activity.json", "--quick"], "--quick is for questions in a terminal"),
        (
            ["assess", "--aim", "Foo ", "--answer", "voice=told"],
            '--aim: there is no rung "Foo "; use Coercion',
        ),
        (["assess", "--aim", "Foo\nerror: X", "--answer", "voice=told"], 'is no rung "Foo error: X"; use'),
        (["assess", "--answer", "voice=X  y"], '--answer: voice: "X  y" is not an answer to it; use absent'),
        (
            ["assess", "--aim", "1", "--answer", "voice=told"],
            "--aim: Coercion cannot be an aim; choose another rung",
        ),
        (["assess", "--at-least", "9", "--answer", "voice=told"], '--at-least: there is no rung "9"'),
        (
            ["assess", "examples/two-views.json", "-f", "svg"],
            "error: SVG shows one activity, and there are more; use html, or report --format svg\n",
        ),
        (["assess", *TOLD, "--plan", "--json"], PLAN),
        (["assess", *TOLD, "--plan", "--format", "json"], PLAN),
        (["assess", *TOLD, "--plan", "--format", "svg"], PLAN),
        (
            ["assess", "-", "--rejects", "-"],
            ("--rejects cannot go to standard output, which is for results; name a file"),
        ),
        (["form", "--answer", "voice=shout"], 'error: --answer: voice: "shout" is not an answer to it;'),
        (["form", "--open"], OPEN),
        (["guide", "glosary"], 'error: there is no topic "glosary"; did you mean "glossary"?\n'),
        (["guide", "--all", "glossary"], f"--all {WHOLE_GUIDE}"),
        (["guide", "glossary", *YAML], f"yaml {WHOLE_GUIDE}"),
        (["guide", "--find", "x", *YAML], f"yaml {WHOLE_GUIDE}"),
        (["guide", "--ladder", "examples/arnstein.yaml", *YAML], "this ladder has no guide of its own"),
        (
            ["practise", "--ladder", "examples/arnstein.yaml"],
            "error: this ladder's guide has no cards to practise with; use another ladder\n",
        ),
        (["practise", "--number", "0"], "'--number'"),
        (
            ["rules", "--reasons"],
            "error: --reasons needs --format sql or csv; for reasons in words, use coproladder assess\n",
        ),
        (
            ["rules", "-f", "sql", "--with", "called"],
            "error: --with needs --reasons; add it, or leave --with out\n",
        ),
        (
            ["rules", "-f", "sql", "--reasons", "--with", "stage"],
            'error: --with: the reasons cannot look at the field "stage"; use called\n',
        ),
        (["show", "--json", "-f", "html"], "--json cannot be used with --format html; keep one"),
        (["show", "--open"], f"{OPEN}; add --output page.html"),
        (["show", "--open", "-f", "html"], OPEN),
        (["show", "--open", "-o", "page.md"], OPEN),
        (["show", "5", *YAML], "yaml is for the whole ladder; leave RUNG out"),
        (["show", "6", "-f", "svg"], "svg is for the whole ladder; leave RUNG out"),
    ],
)
def test_2_for_wrong_use(arguments: list[str], complaint: str, command: Command) -> None:
    done = command(*arguments)
    assert (done.code, done.out) == (2, "")
    assert complaint in done.err
    assert done.err.count("\n") == 1


def test_3_where_some_records_are_rejected_and_the_rest_answered(command: Command) -> None:
    done = command("assess", "--json", data=GOOD + BAD + GOOD)
    assert done.code == 3
    assert done.out.count("\n") == 2
    assert done.err == (
        'error: standard input: line 2: voice: "discus" is not an answer to it; did you mean "discuss"?\n'
        "standard input: 2 placed, 1 could not be read\n"
    )


@pytest.mark.parametrize("data", [GOOD, GOOD + BAD])
def test_4_where_an_activity_is_below_the_floor(data: bytes, command: Command) -> None:
    done = command("assess", "--json", "--at-least", "co-design", data=data)
    assert done.code == 4
    assert "Forum: it is below rung 6, Co-design\n" in done.err


@pytest.mark.parametrize("voice", ["design", "discuss"], ids=["can reach more", "can reach just the floor"])
def test_4_names_the_question_that_would_settle_it(voice: str, command: Command) -> None:
    done = command("assess", "--json", "--at-least", "5", data=b'{"voice": "%s"}' % voice.encode())
    assert done.code == 4
    assert done.err == (
        "activity 1: it may not reach rung 5, Engagement; to find out, answer: What can people change?\n"
    )


def test_4_counts_activities_without_a_name_however_they_come_in(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BLOCK_BYTES", 16)
    done = command("assess", "--json", "--at-least", "5", data=GOOD + b'{"voice": "told"}\n' * 2)
    assert done.err == "".join(f"activity {number}: it is below rung 5, Engagement\n" for number in (2, 3))


def test_0_where_the_floor_is_reached(command: Command) -> None:
    assert command("assess", "--json", "--at-least", "5", data=GOOD).code == 0


@pytest.mark.parametrize(
    ("name", "data"), [("a.csv", b""), ("a.csv", b"activity,voice\n"), ("a.json", b"[]"), ("a.jsonl", b"\n")]
)
@pytest.mark.parametrize("output_format", ["text", "json"])
def test_65_where_there_is_nothing_to_compare_with_the_floor(
    name: str, data: bytes, output_format: str, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    done = command("assess", str(file), "--at-least", "5", "-f", output_format)
    assert done == (65, "", f"error: {file}: no records were found, and --at-least needs one\n")


@pytest.mark.parametrize("data", [BAD, b"{", b"PK\x03\x04", b"voise\ntold\n", b"\xff\xfe\xff"])
def test_65_where_no_record_can_be_read(data: bytes, command: Command) -> None:
    done = command("assess", data=data)
    assert (done.code, done.out) == (65, "")
    assert done.err.startswith("error: standard input: ")


@pytest.mark.parametrize("name", ["assess", "report"])
def test_what_was_wrong_is_kept_when_strict_stops(name: str, command: Command, tmp_path: Path) -> None:
    rejects, output = tmp_path / "rejects.jsonl", tmp_path / "out.txt"
    files = ("--rejects", str(rejects), "--output", str(output))
    done = command(name, "-", "--strict", *files, data=GOOD + BAD + GOOD)
    assert (done.code, done.out, "line 2" in done.err) == (65, "", True)
    assert not output.exists()
    assert [json.loads(line)["line"] for line in rejects.read_text(encoding="utf-8").splitlines()] == [2]


@pytest.mark.parametrize(
    ("options", "date", "said"),
    [
        ((), "2026-05-04", "--answer: 4.5.2026 is read as 2026-05-04\n"),
        (("--dates", "dmy"), "2026-05-04", ""),
        (("--dates", "mdy"), "2026-04-05", ""),
    ],
)
def test_a_date_given_as_an_answer_is_read_in_the_order_given(
    options: tuple[str, ...], date: str, said: str, command: Command
) -> None:
    done = command("assess", "--json", "--answer", "date=4.5.2026", *options)
    assert (json.loads(done.out)["date"], done.err) == (date, said)


def test_an_answer_of_ones_own_is_kept_where_that_is_asked_for(command: Command) -> None:
    given = ("assess", "--json", "--answer", "region=North", "--answer", "voice=told")
    assert command(*given).code == 2
    assert json.loads(command(*given, "--keep-extra").out)["region"] == "North"


@pytest.mark.parametrize("name", ["no/such/file.json", "examples", "nul\x00l"])
def test_66_where_the_input_cannot_be_opened(name: str, command: Command) -> None:
    done = command("assess", name)
    assert (done.code, done.out) == (66, "")
    assert "cannot be opened" in done.err


def test_70_for_a_fault_of_ours_in_one_line(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coproladder.commands.options.load_ladder", lambda path: 1 / 0)
    done = command("show")
    assert (done.code, done.out) == (70, "")
    assert done.err == "error: a fault in coproladder (ZeroDivisionError); COPROLADDER_DEBUG=1 shows where\n"
    monkeypatch.setenv("COPROLADDER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        command("show")


@pytest.mark.parametrize("name", ["show", "form", "questions"])
def test_73_where_the_output_would_replace_the_ladder_file(
    name: str, command: Command, tmp_path: Path
) -> None:
    ladder = tmp_path / "ladder.yaml"
    ladder.write_bytes(ARNSTEIN.read_bytes())
    done = command(name, "--ladder", str(ladder), "--output", str(ladder), "--force")
    assert (done.code, "this file is being read" in done.err) == (73, True)
    assert ladder.read_bytes() == ARNSTEIN.read_bytes()


@pytest.mark.parametrize(
    ("option", "line"),
    [
        ("--output", "show"),
        ("--output", "form"),
        ("--save", "assess --answer voice=told"),
        ("--rejects", "assess examples/activities.csv"),
        ("--disagreements", "report examples/activities.csv"),
        ("--ladder", "show"),
    ],
)
def test_2_where_the_name_of_a_file_is_empty(option: str, line: str, command: Command) -> None:
    done = command(*line.split(), option, "")
    assert done == (2, "", f"error: {option}: the name of the file is empty\n")


def test_73_where_the_output_is_there_already(command: Command, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("old")
    done = command("show", "--output", str(old))
    assert (done.code, done.out) == (73, "")
    assert done.err == f"error: {old}: this file already exists; add --force to replace it\n"
    assert old.read_text() == "old"
    assert command("show", "--output", str(old), "--force").code == 0
    assert "Co-production" in old.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["show", "assess"])
def test_78_for_a_bad_ladder(name: str, command: Command, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("about: 1\n")
    done = command(name, "--ladder", str(bad))
    assert (done.code, done.out) == (78, "")
    assert done.err.startswith(f"error: {bad}: line 1, column 1: ")


def test_check_lists_every_fault(command: Command, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("tips: 1\n")
    done = command("check", str(bad))
    assert (done.code, done.out) == (78, "")
    assert done.err.splitlines() == [
        f'error: {bad}: line 1, column 1: the file: the key "about" is missing; add it',
        f'error: {bad}: line 1, column 1: the file: the key "questions" is missing; add it',
        f'error: {bad}: line 1, column 1: the file: the key "rungs" is missing; add it',
        f"error: {bad}: line 1, column 1: tips: this must be a list, but it is the number 1",
    ]


def test_version(command: Command) -> None:
    from coproladder import __version__

    assert command("--version") == command("-V") == (0, f"coproladder {__version__}\n", "")


def test_the_ladder_can_be_set_for_good(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPROLADDER_LADDER", str(ROOT / "examples" / "arnstein.yaml"))
    assert "Citizen control" in command("show").out


@pytest.mark.parametrize("value", ["", "0", "00", "-5", "wide", "²", "1e3", "9" * 5000])
def test_a_width_that_is_none_is_as_if_not_set(
    value: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = command("show").out
    for name in ("COLUMNS", "LINES"):
        monkeypatch.setenv(name, value)
    assert command("show") == (0, usual, "")
    monkeypatch.setenv("COLUMNS", "040")
    assert max(map(len, command("show").out.splitlines())) <= 40


@pytest.mark.parametrize(("name", "value"), [("COPROLADDER_PLAIN", "1"), ("TERM", "dumb")])
def test_plain_text_can_be_set_for_good(
    name: str, value: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = command("rules", "--plain").out
    monkeypatch.setenv(name, value)
    assert command("rules").out == wanted


def test_an_option_that_says_not_sure_is_an_answer_too(command: Command) -> None:
    done = command("assess", "--json", "--answer", "voice=I am not sure")
    assert (done.code, json.loads(done.out)["rung"]) == (0, None)


def test_known_headings_may_be_written_as_words(command: Command) -> None:
    done = command(
        "assess", "--json", "--input-format", "csv", data=b"Activity,Answered by,Voice\nForum,staff,\n"
    )
    assert json.loads(done.out)["answered_by"] == "staff"
