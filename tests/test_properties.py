"""What holds for any input at all: hypothesis looks for the one that breaks it."""

import io
import json
import re
from itertools import product

from conftest import LADDER
from hypothesis import example, given, note, settings
from hypothesis import strategies as st

from coproladder.base.errors import DataError
from coproladder.base.fields import FIELDS, InputFormat
from coproladder.base.text import unescaped, visible
from coproladder.base.words import holds_nothing
from coproladder.ladder.check import ladder_faults
from coproladder.ladder.records import About, Answer, Condition, Ladder, Note, Question, Rung, Words
from coproladder.placing.activity import Activity
from coproladder.placing.classify import classify, open_questions
from coproladder.placing.vocabulary import Vocabulary, make_activity
from coproladder.reading.outcome import Rejected
from coproladder.reading.source import read_activities
from coproladder.results import json_lines as export

QUESTIONS = [question.id for question in LADDER.questions]
KNOWN = [*FIELDS, *QUESTIONS]
FORMATS: list[InputFormat | None] = [None, "json", "jsonl", "csv", "yaml"]

ACTING = r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]"
"""What may never reach a terminal: controls, and signs that turn the direction of text."""

texts = st.text(st.characters(codec="utf-8"))
names = (
    st.sampled_from([*KNOWN, "ladder", "rung", "gap", *(q.words.standard for q in LADDER.questions)]) | texts
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts
    | st.sampled_from([answer.id for question in LADDER.questions for answer in question.answers]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip

SCRAPS = [
    '"', "'", ",", ";", "\t", "|", "\n", "\r", "\r\n", "{", "}", "[", "]", ":", ": ", "- ", "#", "&a", "*a",
    "!", "<<", "---", "\\", "\\u", "\\ud800", "null", "true", "1", "1e999", "NaN", "sep=;", " ", "\x00",
    "\ufeff", "voice", "told", "activity", "ladder", "rung", "é", "\N{LINE SEPARATOR}", '"activity":',
    '"voice":"told"',
    "voice: told", "activity,voice\n", "a,told\n",
]  # fmt: skip


DATA = st.one_of(
    st.builds(
        lambda value, ascii_only: json.dumps(value, ensure_ascii=ascii_only).encode(),
        values | st.dictionaries(names, values, max_size=6),
        st.booleans(),
    ),
    st.binary(max_size=200),
    st.lists(st.sampled_from(SCRAPS), max_size=20).map(lambda scraps: "".join(scraps).encode()),
)
"""JSON of any value, any bytes, and scraps of every format."""


@given(data=DATA, keep_extra=st.booleans())
@example(data=b"\xff\xfe\x00", keep_extra=True)
@example(data=b"\x00\x00\xfe\xff\x00", keep_extra=True)
@example(data=b'{"a":\xed\xa0\x80}', keep_extra=True)
@settings(max_examples=600, deadline=None)
def test_any_data_is_answered_or_rejected(data: bytes, keep_extra: bool) -> None:
    """Each record is answered or rejected with its place, and what is answered can be written.

    The same data goes through every format: making it up takes longer than reading it.
    """
    for input_format in FORMATS:
        note(f"read as {input_format}")
        answered_or_rejected(input_format, data, Vocabulary(LADDER, keep_extra))


def answered_or_rejected(input_format: InputFormat | None, data: bytes, vocabulary: Vocabulary) -> None:
    for item in read_activities(io.BytesIO(data), vocabulary, input_format=input_format):
        if isinstance(item, Rejected):
            # YAML ends lines at the same signs as Python; what stops short is at fault on the line after.
            assert 1 <= item.line <= len(data.decode(errors="replace").splitlines()) + 2
            assert item.column is None or item.column >= 1
            assert item.message
        else:
            assert isinstance(item, Activity)
            result = export.json_bytes(export.result(LADDER, item, classify(LADDER, item)))
            assert re.fullmatch(rb"[ -~]+\n", result)
            assert vocabulary.activity(json.loads(result)).record == item.record


@given(field=st.sampled_from(KNOWN), text=st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_in_any_field_is_taken_or_refused_by_the_name_of_the_field(field: str, text: str) -> None:
    try:
        record = make_activity(LADDER, {field: text}).record
    except DataError as error:
        assert str(error).startswith(f"{field}: ")
    else:
        assert set(record) <= {field}
        is_kept = record.get(field) in (text, unescaped(text)) or (not record and holds_nothing([text]))
        assert is_kept or field not in ("activity", "answered_by", "comment")


@given(text=st.text())
@settings(max_examples=300, deadline=None)
def test_visible_text_never_acts_and_keeps_what_can_be_printed(text: str) -> None:
    seen = visible(text)
    assert re.search(ACTING, seen) is None
    assert re.search("[\n\t\ud800-\udfff\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]", seen) is None
    assert seen == text or not text.isprintable()


def test_every_acting_character_is_shown_as_its_code() -> None:
    every = [chr(code) for code in (*range(0x3000), *range(0xFE00, 0x10000), *range(0xE0000, 0xE0080))]
    acting = [sign for sign in every if re.match(ACTING, sign)]
    assert [visible(f"a{sign}b") for sign in acting] == [f"a<U+{ord(sign):04X}>b" for sign in acting]
    assert [sign for sign in every if sign.isprintable() and visible(sign) != sign] == []


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Return a ladder of any shape whose needs grow from rung to rung, with a note on some of its rungs."""
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=3))
    questions = tuple(
        Question(
            id=f"q{at}",
            words=Words(standard=f"Question {at}?"),
            answers=tuple(
                Answer(id=f"a{rank}", words=Words(standard=f"Answer {rank}.")) for rank in range(size)
            ),
        )
        for at, size in enumerate(sizes)
    )
    steps = draw(st.lists(st.integers(0, len(sizes) - 1), min_size=1, max_size=6))
    needs = [0] * len(sizes)
    rungs: list[Rung] = []
    if draw(st.booleans()):
        rungs.append(rung(1, needs, draw(st.booleans()), draw(st.booleans())))
    for step in steps:
        if needs[step] + 1 < sizes[step]:
            needs[step] += 1
            # A rung for some of the steps only, so that needs may grow by more than one at once.
            if draw(st.booleans()) or not rungs:
                rungs.append(rung(len(rungs) + 1, needs, draw(st.booleans()), draw(st.booleans())))
    if not rungs:
        rungs.append(rung(1, needs, True, False))
    listed = draw(st.lists(st.sampled_from([one.id for one in rungs]), unique=True, min_size=1))
    note = Note(id="listed", words=Words(standard="Note."), when=(Condition(rungs=tuple(listed)),))
    about = About(id="any", version=1, name="Any", summary=Words(standard="Any."))
    return Ladder(about=about, questions=questions, rungs=tuple(rungs), notes=(note,))


def rung(number: int, needs: list[int], goal: bool, name_the_least: bool) -> Rung:
    """Return a rung; the least answer to a question may be named as a need or left out: it is the same."""
    named = {f"q{at}": f"a{rank}" for at, rank in enumerate(needs) if rank or name_the_least}
    return Rung(
        number=number,
        id=f"r{number}",
        name=f"Rung {number}",
        summary=Words(standard="Rung."),
        needs=named,
        goal=goal,
    )


@given(ladder=ladders(), data=st.data())
@settings(max_examples=300, deadline=None)
def test_any_ladder_places_an_activity_as_brute_force_does(ladder: Ladder, data: st.DataObject) -> None:
    assert list(ladder_faults(ladder)) == []
    sizes = [range(len(question.answers)) for question in ladder.questions]
    ranks = [data.draw(st.none() | st.sampled_from(size)) for size in sizes]
    known = {f"q{at}": f"a{rank}" for at, rank in enumerate(ranks) if rank is not None}
    activity = make_activity(ladder, known)
    full = list(product(*(size if rank is None else [rank] for size, rank in zip(sizes, ranks, strict=True))))
    placed = {answers: place(ladder, answers) for answers in full}
    low, high = min(placed.values()), max(placed.values())

    seen = classify(ladder, activity)
    assert (number(seen.rung), number(seen.highest_possible)) == (low, high)
    assert seen.certain == (low == high)
    assert [need.needs.id for need in seen.because] == list(seen.rung.needs.values() if seen.rung else [])
    goals = [goal.number for goal in ladder.rungs if goal.goal and goal.number > low]
    assert number(seen.next.rung if seen.next else None) == min(goals, default=0)
    changing = [
        f"q{at}"
        for at, rank in enumerate(ranks)
        if rank is None
        and any(len({placed[*one[:at], other, *one[at + 1 :]] for other in sizes[at]}) > 1 for one in full)
    ]
    assert [question.id for question in open_questions(ladder, activity)] == changing
    listed = {int(name[1:]) for name in ladder.notes[0].when[0].rungs}
    assert {*placed.values()} <= listed or not seen.notes
    assert seen.notes or not {*range(low, high + 1)} <= listed


def place(ladder: Ladder, ranks: tuple[int, ...]) -> int:
    """Return the number of the highest rung whose needs are all met, 0 for off the ladder."""
    met = [
        rung.number
        for rung in ladder.rungs
        if all(ranks[int(question[1:])] >= int(answer[1:]) for question, answer in rung.needs.items())
    ]
    return max(met, default=0)


def number(rung: Rung | None) -> int:
    return rung.number if rung else 0
