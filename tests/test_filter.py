"""Many records at once, as JSON Lines: the quick way gives what the long way gives."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from hypothesis import given, settings
from hypothesis import strategies as st

from coproladder import activities, ends
from coproladder import filter as filter_module
from coproladder.activities import Activity, Vocabulary
from coproladder.assessing import Run, write_json
from coproladder.filter import Filter
from coproladder.loading import load_ladder
from coproladder.reading import read_activities, read_batches

LADDER = load_ladder()
VOCABULARY = Vocabulary(LADDER)
CLEAN = b'{"activity": "Forum", "date": "2026-05", "voice": "discuss", "called": "co-design"}\n'


def quick(data: bytes) -> bytes:
    """Return what comes out for JSON Lines, answered in batches where that can be done."""
    out = io.BytesIO()
    run = Run(VOCABULARY, "test", tell=lambda message: None)
    write_json(read_batches(io.BytesIO(data), VOCABULARY, input_format="jsonl"), run, out)
    return out.getvalue()


def slow(data: bytes) -> list[dict[str, Any]]:
    """Return what comes out record by record."""
    answering = Filter(LADDER)
    found = read_activities(io.BytesIO(data), VOCABULARY, input_format="jsonl")
    return [json.loads(answering.one(item)) for item in found if isinstance(item, Activity)]


def test_progress_is_told_of_lines_that_are_answered_together() -> None:
    seen: list[int] = []
    run = Run(VOCABULARY, "test", tell=lambda message: None, progress=seen.append)
    write_json(read_batches(io.BytesIO(CLEAN * 3), VOCABULARY, input_format="jsonl"), run, io.BytesIO())
    assert seen == [3]


def test_a_claim_in_quotes_is_put_in_an_id(tmp_path: Path) -> None:
    text = Path("examples/arnstein.yaml").read_text(encoding="utf-8")
    file = tmp_path / "ladder.yaml"
    named = text.replace("[Advisory seats]", """['so-called "real" say']""")
    file.write_text(named, encoding="utf-8")
    ladder = load_ladder(file)
    line = json.dumps({"called": 'so-called "real" say', "activity": "A"}).encode() + b"\n"
    whole = Filter(ladder).whole(line)
    assert whole is not None
    assert json.loads(whole[0])["called"] == "placation"


def test_clean_lines_come_out_as_they_came_in() -> None:
    whole = Filter(LADDER).whole(CLEAN * 3)
    assert whole is not None
    results, count = whole
    assert count == 3
    assert all(line.startswith(CLEAN[:-2]) for line in results.splitlines())
    assert [json.loads(line) for line in results.splitlines()] == slow(CLEAN * 3)


@pytest.mark.parametrize(
    "line",
    [
        b'{"activity": "a", "activity": "b"}',
        b'{"voice": "discuss", "voice": "discuss"}',
        b'{"voice": null}',
        b'{"voice": "Discuss"}',
        b'{"voice": "They talk it over"}',
        b'{"called": "nothing"}',
        b'{"called": 7}',
        b'{"c\\u0061lled": "Co-Design"}',
        b'{"date": "2026-13"}',
        b'{"date": " 2026"}',
        b'{"date": 2026}',
        b'{"activity": "caf\xc3"}',
        b'{"activity": "\\ud800"}',
        b'{"activity": "a", "\\u0061ctivity": "a"}',
        b'{"activity": "a\x7fb"}',
        b'{"unknown": "x"}',
        b'{"ladder": "x", "rung": "y", "voice": "told"}',
        b"{}",
        b"{ }",
        b"[]",
        b"",
        b'{"activity": "x"} ',
        b'{"activity": "x"',
        b'{"activity": "x"}}',
        b'{"activity": 1}',
    ],
)
def test_a_line_that_needs_a_closer_look_gets_it(line: bytes) -> None:
    assert Filter(LADDER).whole(CLEAN + line + b"\n" + CLEAN) is None
    assert [json.loads(each) for each in quick(CLEAN + line + b"\n" + CLEAN).splitlines()] == slow(
        CLEAN + line + b"\n" + CLEAN
    )


@pytest.mark.parametrize(
    "line",
    [
        '{"activity": "café 日本 👩\u200d👧"}',
        r'{"activity": "a\"b", "comment": "\\"}',
        r'{"called" : "Co-Production", "comment": "\"called\": \"7\""}',
        r'{"comment": "called", "called":"7"}',
        r'{"activity": "\\\"", "comment": "\u00e9\n"}',
        r'{"comment": "ends with a backslash \\", "activity": "\\\\\""}',
    ],
)
def test_accents_and_escapes_need_no_closer_look(line: str) -> None:
    data = f"{line}\n".encode()
    whole = Filter(LADDER).whole(data * 2)
    assert whole is not None
    assert whole[0].isascii()
    assert [json.loads(each) for each in whole[0].splitlines()] == slow(data * 2)


@pytest.mark.parametrize("level", ["", " ", ".", " . ", "ward", ".."])
def test_blank_levels_are_dropped_on_a_ladder_that_lists_none(level: str) -> None:
    ladder = load_ladder("examples/arnstein.yaml")
    vocabulary = Vocabulary(ladder)
    line = f"{json.dumps({'activity': 'A', 'level': level})}\n".encode()
    whole = Filter(ladder).whole(line)
    kept = vocabulary.activity({"activity": "A", "level": level})
    assert whole is None or json.loads(whole[0]) == json.loads(Filter(ladder).one(kept))


def test_what_comes_out_for_a_line_does_not_depend_on_its_neighbours() -> None:
    odd = b'{"activity": "caf\xc3\xa9", "voice": null}\n'
    assert quick(CLEAN + odd + CLEAN) == quick(CLEAN) + quick(odd) + quick(CLEAN)


@pytest.mark.parametrize("data", [CLEAN.replace(b"\n", b"\r\n") * 2, CLEAN.strip(), CLEAN + CLEAN.strip()])
def test_line_ends_do_not_matter(data: bytes) -> None:
    assert quick(data) == quick(CLEAN) * data.count(b"{")


WORDS = st.sampled_from(["told", "design", "Design", "", "genuine", "7", "co-design", "2026-05", "é", 'a"b'])
RECORDS = st.dictionaries(
    st.sampled_from(["activity", "voice", "influence", "called", "date", "level", "comment", "other"]),
    st.one_of(WORDS, st.none(), st.integers(0, 9), st.text(max_size=3)),
    max_size=5,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(RECORDS, st.booleans()), max_size=6))
def test_any_records_come_out_the_same_in_batches_and_one_by_one(records: list[tuple[Any, bool]]) -> None:
    lines = [json.dumps(record, ensure_ascii=ascii_only) for record, ascii_only in records]
    data = "".join(f"{line}\n" for line in lines).encode(errors="replace")
    assert [json.loads(line) for line in quick(data).splitlines()] == slow(data)


def test_what_is_remembered_is_forgotten_when_it_grows_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (activities, ends, filter_module):
        monkeypatch.setattr(module, "MOST_KEPT", 3)
    records = [
        {"date": f"20{number}{called}", "voice": voice, "called": called}
        for number, voice in enumerate(["absent", "present", "told", "answer", "design"])
        for called in "123456"
    ]
    lines = [f"{json.dumps(record)}\n".encode() for record in records]
    answering = Filter(LADDER)
    for line in lines:
        whole = answering.whole(line)
        assert whole is not None
        assert json.loads(whole[0]) == slow(line)[0]
        kept = (len(answering.ends), len(answering.ends.claims), len(answering._dates))
        assert max(kept) <= 8


# Bad records among a thousand


def thousand(input_format: str) -> tuple[bytes, list[int]]:
    """Return 1,000 records of which 37 are bad, and the lines those stand in."""
    bad = [*range(27, 1000, 27)][:37]
    records = [{"activity": f"A {at}", "voice": "nonsense" if at in bad else "told"} for at in range(1, 1001)]
    if input_format == "csv":
        lines = [f"{record['activity']},{record['voice']}" for record in records]
        return "\n".join(["activity,voice", *lines]).encode(), [at + 1 for at in bad]
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
    *errors, summary = done.err.splitlines()
    assert [int(line.split("line ")[1].partition(":")[0]) for line in errors] == bad
    assert summary == "standard input: 963 answered, 37 rejected"
    written = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    assert [record["line"] for record in written] == bad
    assert set(written[0]) == {"source", "line", "column", "message"}


def test_rejects_never_stand_among_the_results(command: Command) -> None:
    done = command("assess", "--json", "--rejects", "-", data=b'{"voice": "x"}\n')
    assert (done.code, done.out) == (2, "")


def test_a_strict_run_that_stops_leaves_no_file(command: Command, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    done = command("assess", "--json", "--strict", "--rejects", str(rejects), data=b'{"voice": "x"}\n')
    assert done.code == 65
    assert not rejects.exists()
