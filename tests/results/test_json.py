"""Results as JSON Lines: the same record gives the same bytes, whichever way it came in."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import LADDER, Command
from hypothesis import given, settings
from hypothesis import strategies as st

from coproladder.ladder.load import load_ladder
from coproladder.ladder.records import Condition, Ladder, Note, Words
from coproladder.placing import cache as memo
from coproladder.placing.activity import Activity
from coproladder.placing.cache import ResultCache
from coproladder.placing.classify import classify
from coproladder.placing.vocabulary import Vocabulary, make_activity
from coproladder.results.json_lines import JsonWriter, json_bytes, result

FORUM = {"activity": "Forum", "date": "2026-05", "voice": "discuss", "called": "co-design"}


def alone(record: dict[str, Any]) -> bytes:
    """Return the line of one record, without what is remembered of others."""
    activity = make_activity(LADDER, record)
    return json_bytes(result(LADDER, activity, classify(LADDER, activity)))


RECORDS = st.dictionaries(
    st.sampled_from(["activity", "voice", "influence", "called", "date", "comment"]),
    st.sampled_from(["", "é\x7f\u2028", 'a"b', None]),
    max_size=3,
).map(
    lambda texts: {
        field: text if field in ("activity", "comment") else FORUM.get(field) for field, text in texts.items()
    }
)


def test_json_is_printable_ascii() -> None:
    assert json_bytes("é\x7f😀\u2028") == b'"\\u00e9\\u007f\\ud83d\\ude00\\u2028"\n'


def written(*activities: Activity, ladder: Ladder = LADDER) -> bytes:
    """Return the lines that come out for activities."""
    writer = JsonWriter(ladder)
    return writer.write(activities, ResultCache(ladder, writer.added).each(activities))


@settings(deadline=None)
@given(st.lists(RECORDS, max_size=6))
def test_a_line_does_not_depend_on_its_neighbours(records: list[dict[str, Any]]) -> None:
    activities = [make_activity(LADDER, record) for record in records]
    assert written(*activities) == b"".join(map(alone, records))


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        ((), json.dumps(FORUM)),
        ((), json.dumps(FORUM, separators=(",", ":")) + "\r\n"),
        ((), json.dumps(FORUM | {"called": "Co-Design", "comment": None})),
        ((), json.dumps(FORUM, indent=2)),
        (("--input-format", "json"), json.dumps([FORUM])),
        (("--input-format", "yaml"), json.dumps(FORUM)),
        (("--input-format", "csv"), "activity,date,voice,called\nForum,2026-05,discuss,Co-design\n"),
        (("--strict",), json.dumps(FORUM)),
        (("--at-least", "1"), json.dumps(FORUM)),
    ],
)
def test_the_same_record_gives_the_same_bytes(arguments: Any, data: str, command: Command) -> None:
    assert command("assess", "--json", *arguments, data=data.encode()).out.encode() == alone(FORUM)


def test_an_empty_record_has_only_its_result() -> None:
    (line,) = written(Activity({})).splitlines()
    assert next(iter(json.loads(line))) == "ladder"
    assert line == alone({}).strip()


def test_saving_changes_nothing_in_the_result(command: Command, tmp_path: Path) -> None:
    saved = tmp_path / "saved.jsonl"
    done = command("assess", "--json", "--save", str(saved), data=json.dumps(FORUM).encode())
    assert done.out.encode() == alone(FORUM)
    assert json.loads(saved.read_bytes()) == {**FORUM, "ladder": LADDER.id}


def test_a_claim_with_quotes_in_it_is_put_in_an_id(tmp_path: Path) -> None:
    text = Path("examples/arnstein.yaml").read_text(encoding="utf-8")
    file = tmp_path / "ladder.yaml"
    file.write_text(text.replace("[Advisory seats]", """['so-called "real" say']"""), encoding="utf-8")
    ladder = load_ladder(file)
    activity = make_activity(ladder, {"called": 'so-called "real" say', "activity": "A"})
    assert json.loads(written(activity, ladder=ladder))["called"] == "placation"


def test_a_note_on_a_stage_shows_at_that_stage_alone() -> None:
    note = Note(id="staged", words=Words(standard="Note."), when=(Condition(stage=("plan",)),))
    ladder = msgspec.structs.replace(LADDER, notes=(note,))
    stages = [{"stage": "plan"}, {"stage": "do"}, {}, {"stage": "plan"}]
    results = written(*(Activity({"voice": "told", **stage}) for stage in stages), ladder=ladder)
    assert [[each["id"] for each in json.loads(line)["notes"]] for line in results.splitlines()] == [
        ["staged"],
        [],
        [],
        ["staged"],
    ]


def test_a_note_on_a_basis_shows_on_that_basis_alone() -> None:
    bases = [{"basis": "promised"}, {"basis": "happened"}, {}, {"basis": "promised", "stage": "plan"}]
    results = written(*(Activity({"voice": "told", **basis}) for basis in bases))
    said = {
        "id": "still-a-plan",
        "text": "This has not happened yet. It will be on this rung if it is done as promised.",
    }
    assert [json.loads(line)["notes"] for line in results.splitlines()] == [[said], [], [], [said]]


def test_what_is_remembered_is_forgotten_when_it_grows_and_never_a_long_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memo, "MOST_KEPT", 3)
    found = memo.Memo(len)
    kept = [(found[text], len(found)) for text in ("a", "b" * 500, "c" * 501, "dd", "ee", "a")]
    assert kept == [(1, 1), (500, 2), (501, 2), (2, 3), (2, 1), (1, 2)]
    vocabulary, writer = Vocabulary(LADDER), JsonWriter(LADDER)
    added = ResultCache(LADDER, writer.added)
    for voice, called in product(["absent", "present", "told", "answer", "design"], "123456"):
        record = {"date": f"20{called}1", "voice": voice, "called": called}
        activity = vocabulary.activity(record)
        assert writer.write([activity], [added(activity)]) == alone(record)


# Bad records among a thousand


def thousand(input_format: str) -> tuple[bytes, list[int]]:
    """Return 1,000 records of which 37 are bad, and the lines those stand in."""
    bad = [*range(27, 1000, 27)][:37]
    records = [{"activity": f"A {at}", "voice": "nonsense" if at in bad else "told"} for at in range(1, 1001)]
    if input_format == "csv":
        lines = [f"{record['activity']},{record['voice']},,," for record in records]
        return "\n".join(["activity,voice,influence,decides,delivery", *lines]).encode(), [
            at + 1 for at in bad
        ]
    if input_format == "yaml":
        lines = [f"- activity: {record['activity']}\n  voice: {record['voice']}" for record in records]
        return "\n".join(lines).encode(), [2 * at - 1 for at in bad]
    lines = [json.dumps(record) for record in records]
    if input_format == "json":
        return f"[\n{(',' + chr(10)).join(lines)}\n]".encode(), [at + 1 for at in bad]
    return "\n".join(lines).encode(), bad


@pytest.mark.parametrize("input_format", ["jsonl", "csv", "yaml", "json"])
@pytest.mark.parametrize("output_format", ["json", "csv"])
def test_bad_records_are_named_with_their_lines_and_the_rest_answered(
    input_format: str, output_format: str, command: Command, tmp_path: Path
) -> None:
    data, bad = thousand(input_format)
    rejects = tmp_path / "rejects.jsonl"
    done = command(
        *("assess", "--input-format", input_format, "--format", output_format, "--rejects", str(rejects)),
        data=data,
    )
    assert len(bad) == 37
    assert done.code == 3
    assert done.out.count("\n") == 963 + (output_format == "csv")
    said = done.err.splitlines()
    if input_format == "csv":
        # Words in a table are given a meaning with another command.
        hint = "to say what your own words mean, type: coproladder match FILE --input-format csv"
        assert said.pop() == hint
    *errors, more, summary = said
    place = "row" if input_format == "csv" else "line"
    assert [int(line.split(f"{place} ")[1].partition(",")[0]) for line in errors] == bad[:3]
    assert more.startswith('... and 34 more like this: voice: "nonsense" is not an answer to it')
    assert summary == "standard input: 963 placed, 37 could not be read"
    written = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    assert [record["line"] for record in written] == bad
    assert [record["row"] for record in written] == (bad if input_format == "csv" else [None] * 37)
    assert written[0]["activity"] == f"A {(bad[0] + 1) // 2 if input_format == 'yaml' else 27}"
    assert set(written[0]) == {"source", "kind", "line", "column", "row", "activity", "message"}


def test_an_optional_field_that_means_nothing_is_a_warning(command: Command, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    lines = [{"activity": f"A {at}", "voice": "told", "called": f"x{at}"} for at in range(5)]
    data = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    done = command("assess", "--json", "--rejects", str(rejects), data=data)
    assert done.code == 0
    assert [json.loads(line).get("called") for line in done.out.splitlines()] == [None] * 5
    first, _, _, more, summary = done.err.splitlines()
    start = 'warning: standard input: line 1, A 0: called: "x0" is not the name of a rung'
    assert first.startswith(start)
    assert first.endswith("; left out of the record")
    assert more.startswith('... and 2 more like this: called: "x0" (or the like) is not')
    assert summary == "standard input: 5 placed, 0 could not be read, 5 fields left out"
    assert [json.loads(line)["kind"] for line in rejects.read_text().splitlines()] == ["warning"] * 5
    strict = command("assess", "--json", "--strict", data=data)
    assert (strict.code, strict.out) == (65, "")
    assert strict.err.startswith('error: standard input: line 1, A 0: called: "x0" is not the name of a rung')
