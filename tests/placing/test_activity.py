"""One activity's record: what each field may be called and say, and what is said of one that is wrong."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import LADDER

from coproladder.base.errors import DataError
from coproladder.base.fields import FIELDS, FORM_FIELDS, RESULT_FIELDS, DateOrder
from coproladder.base.words import UNSEEN
from coproladder.ladder.load import load_ladder
from coproladder.ladder.records import Answer, Ladder, NotSure, Question, Words
from coproladder.placing.answers import AnswerNames
from coproladder.placing.names import Names, find_rung
from coproladder.placing.vocabulary import Vocabulary, make_activity

Record = dict[str, Any]

QUESTION = LADDER.questions[0]
SMALL = load_ladder(Path(__file__).parents[1] / "cases" / "small.yaml")
"""A ladder with no levels and no stages."""

ANSWERS = [(question, answer) for question in LADDER.questions for answer in question.answers]


def read(given: Record, ladder: Ladder = LADDER) -> Record:
    return make_activity(ladder, given).record


def fault(given: Record, ladder: Ladder = LADDER) -> str:
    with pytest.raises(DataError) as caught:
        make_activity(ladder, given)
    return str(caught.value)


def as_a_form_may_write_it(text: str) -> list[str]:
    """Return the text as forms, word processors and people change it without changing what it says."""
    return [
        text.upper(),
        f"\t {text} \n",
        text.replace(" ", "  "),
        text.replace("'", "’"),
        text.replace("'", "‘"),
        text.replace("-", "–"),
        text.replace("-", "\N{NON-BREAKING HYPHEN}"),
        text.replace(" ", "\N{NO-BREAK SPACE}"),
        text.removesuffix("."),
        text.removesuffix(".") + ".",
    ]


@pytest.mark.parametrize(("question", "answer"), ANSWERS, ids=[f"{q.id}-{a.id}" for q, a in ANSWERS])
def test_answer_is_known_by_id_and_by_its_wordings(question: Question, answer: Answer) -> None:
    assert read({question.id: answer.id}) == {question.id: answer.id}
    for wording in (answer.id, *answer.wordings):
        for written in as_a_form_may_write_it(wording):
            assert read({question.id: written}) == {question.id: answer.id}, written


@pytest.mark.parametrize("question", LADDER.questions, ids=[question.id for question in LADDER.questions])
def test_question_is_known_by_id_and_by_its_wordings(question: Question) -> None:
    for wording in (question.id, *question.words.wordings):
        for written in as_a_form_may_write_it(wording):
            assert read({written: question.answers[-1].id}) == {question.id: question.answers[-1].id}, written


@pytest.mark.parametrize("field", FIELDS)
def test_field_is_known_whatever_its_case_spaces_and_full_stop(field: str) -> None:
    assert Names(LADDER).field(f" {field.upper()}. ") == field


@pytest.mark.parametrize("text", [" a  b ", "x.", "“Forum”", "\x1b[2J\x00", "\U0001f600", "null", "7"])
def test_free_text_is_kept_as_it_is(text: str) -> None:
    given = {"activity": text, "answered_by": text, "comment": text}
    assert read(given) == given


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\xa0"])
def test_blank_text_is_not_known(text: str) -> None:
    assert read({"activity": text, "voice": "told", "comment": text}) == {"voice": "told"}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("A &amp; B", "A & B"),
        ("Carers&#39; caf&eacute;", "Carers' caf\xe9"),
        ("R&notes", "R&notes"),
        ("A & B", "A & B"),
        ("1 < 2 <x>", "1 < 2 <x>"),
    ],
)
def test_entities_of_html_in_a_name_are_read(name: str, kept: str) -> None:
    assert read({"activity": name}) == {"activity": kept}


BASES = {
    "promised": ("promised", "PROMISED.", "Not yet", "not yet.", "No", "\u2610 Not yet"),
    "happened": ("happened", "Yes", "yes", "Yes, or some of it", "(a) Yes, or some of it.", "Some of it"),
}


@pytest.mark.parametrize(("basis", "text"), [(basis, text) for basis in BASES for text in BASES[basis]])
def test_a_basis_is_known_by_id_and_by_what_people_write(basis: str, text: str) -> None:
    for name in ("basis", "Basis", "Has this happened yet?", "3. Has this happened yet"):
        assert read({name: text, "voice": "told"}) == {"basis": basis, "voice": "told"}


def test_what_the_empty_sheet_of_a_translation_says_has_the_id_behind_it() -> None:
    given = {
        "Est-ce fait ? [basis]": "Pas encore [promised]",
        "level": "Un service [service]",
        "voice": "told",
    }
    assert read(given) == {"basis": "promised", "level": "service", "voice": "told"}


@pytest.mark.parametrize("text", ["", " ", "Not sure", "n/a", None])
def test_a_basis_that_is_not_known_is_not_there(text: str | None) -> None:
    assert read({"basis": text, "voice": "told"}) == {"voice": "told"}


@pytest.mark.parametrize("value", [True, 1, "maybe", "yes and no"])
def test_a_basis_that_means_nothing_is_left_out(value: Any) -> None:
    activity = Vocabulary(LADDER).activity({"voice": "told", "basis": value})
    assert activity.record == {"voice": "told"}
    assert [each.field for each in activity.left_out] == ["basis"]


@pytest.mark.parametrize("ladder", [LADDER, SMALL], ids=["built-in", "small"])
def test_each_question_has_a_reason_known_however_it_is_written(ladder: Ladder) -> None:
    for question in ladder.questions:
        words = question.words.standard
        for name in (
            question.reason,
            f"{question.id} reason",
            f"{question.id} (reason)",
            f"{words} (reason)",
        ):
            for written in (name, name.upper(), f"Q7. {name}", f"about/{question.reason}"):
                record = {question.id: question.answers[0].id, written: " As “said”\n"}
                assert read(record, ladder) == {
                    question.id: question.answers[0].id,
                    question.reason: " As “said”\n",
                }, written


def test_a_reason_is_text_or_not_there() -> None:
    assert read({"voice_reason": None, "voice": "told"}) == {"voice": "told"}
    with pytest.raises(DataError, match="voice_reason: this must be text; put it in quotes"):
        read({"voice_reason": True})
    assert read({"voice_reason": 7, "comment": 0.5}) == {"voice_reason": "7", "comment": "0.5"}


def test_a_misspelt_reason_is_an_error_and_what_is_only_like_one_is_passed_over() -> None:
    with pytest.raises(DataError, match='did you mean "voice_reason"'):
        Vocabulary(LADDER).activity({"voice": "told", "voice_reasn": "x"})
    vocabulary = Vocabulary(LADDER)
    assert vocabulary.activity({"voice": "told", "main reason": "x", "reason": "y"}).record == {
        "voice": "told"
    }
    assert vocabulary.seen.passed_over == {"main reason", "reason"}


def test_fields_keep_their_order_and_what_was_given_stays_as_it_is() -> None:
    given = {"delivery": "Unclear", "comment": "c", "activity": "a", "voice": "told", "date": "2026"}
    assert list(read(given)) == ["comment", "activity", "voice", "date"]
    assert given["delivery"] == "Unclear"


CALLED = [
    ("co-design", "co-design"),
    ("Co-design", "co-design"),
    ("CO DESIGN", "co-design"),
    ("codesign.", "co-design"),
    ("co_design", "co-design"),
    ("co\N{EN DASH}design", "co-design"),
    (" Co - Design ", "co-design"),
    ("6", "co-design"),
    (6, "co-design"),
    ("7", "co-production"),
    (7, "co-production"),
    ("Rung 5", "engagement"),
    ("rung 5: Engagement", "engagement"),
    ("5. Engagement", "engagement"),
]


@pytest.mark.parametrize(("called", "rung"), CALLED)
def test_claim_is_known_by_id_name_number_and_other_names(called: str | int, rung: str) -> None:
    assert read({"called": called}) == {"called": rung}


@pytest.mark.parametrize("rung", LADDER.rungs, ids=[rung.id for rung in LADDER.rungs])
def test_each_name_of_a_rung_finds_it(rung: Any) -> None:
    for name in (rung.id, rung.name, str(rung.number), *rung.also):
        assert find_rung(LADDER, name, "called") is rung


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("2026", "2026"),
        (2026, "2026"),
        ("2026-05", "2026-05"),
        ("2026-05-04", "2026-05-04"),
        (" 2024-02-29\n", "2024-02-29"),
        ("0001", "0001"),
        ("9999-12-31", "9999-12-31"),
        ("2026-05-04T10:00:59.5Z", "2026-05-04"),
        ("2026-05-04 10:00", "2026-05-04"),
        ("2026/05/04 10:12:33 am GMT+1", "2026-05-04"),
        ("2026/5/4", "2026-05-04"),
        ("04-May-2026", "2026-05-04"),
        ("25/12/2026", "2026-12-25"),
        ("4/5/2026 09:30", "2026-05-04"),
        ("05.05.2026", "2026-05-05"),
        ("May 2026", "2026-05"),
        ("4 May 2026", "2026-05-04"),
        ("4th sept, 2026", "2026-09-04"),
        ("Sep. 4, 2026", "2026-09-04"),
        ("4 Sept. 2026", "2026-09-04"),
        ("May 4, 2026", "2026-05-04"),
        ("May 4, 2026 9:01 AM", "2026-05-04"),
        ("Monday, 4 May 2026", "2026-05-04"),
        ("Mon May 04 2026 10:00:00 GMT+0100 (BST)", "2026-05-04"),
        ("thurs 04/05/2026", "2026-05-04"),
        ("4th of May 2026 at 9am", "2026-05-04"),
        ("05/2026", "2026-05"),
        ("5.2026", "2026-05"),
        ("2026/05", "2026-05"),
    ],
)
def test_date_is_taken(date: str | int, kept: str) -> None:
    assert read({"date": date}) == {"date": kept}


AMERICAN = msgspec.structs.replace(LADDER, about=msgspec.structs.replace(LADDER.about, language="en-US"))
THE_OTHER = (
    "is not a date with the {} first; if this file has the {} first, add --dates {}, as its other dates were "
    "read with the {} first"
)


@pytest.mark.parametrize(
    ("ladder", "order", "kept", "guessed"),
    [
        (LADDER, None, "2026-05-04", "04/05/2026"),
        (AMERICAN, None, "2026-04-05", "04/05/2026"),
        (LADDER, "mdy", "2026-04-05", ""),
        (AMERICAN, "dmy", "2026-05-04", ""),
    ],
)
def test_day_and_month_stand_as_said_or_as_the_language_has_them(
    ladder: Ladder, order: DateOrder | None, kept: str, guessed: str
) -> None:
    vocabulary = Vocabulary(ladder, date_order=order)
    dates = ("2026", "13/13/2026", "05.05.2026", "04/05/2026", "04/06/2026", "5/05/2026")
    found = [vocabulary.activity({"date": text}).record.get("date") for text in dates]
    assert found[:4] == ["2026", None, "2026-05-05", kept]
    assert vocabulary.guessed_date == guessed


@pytest.mark.parametrize("date", ["12/11/2026", "11/12/2026", "1/12/2026 10:00", "1.2.2026"])
def test_a_date_is_ambiguous_up_to_the_twelfth(date: str) -> None:
    vocabulary = Vocabulary(LADDER)
    vocabulary.activity({"date": date})
    assert vocabulary.guessed_date == date


@pytest.mark.parametrize(
    ("ladder", "date", "words"),
    [
        (LADDER, "05/25/2026", ("day", "month", "mdy", "day")),
        (LADDER, "5.25.2026 10:00", ("day", "month", "mdy", "day")),
        (AMERICAN, "25/05/2026", ("month", "day", "dmy", "month")),
    ],
)
def test_a_date_that_only_the_other_order_can_mean_names_the_option(
    ladder: Ladder, date: str, words: tuple[str, ...]
) -> None:
    vocabulary = Vocabulary(ladder)
    (left_out,) = vocabulary.activity({"date": date}).left_out
    assert left_out.message == f'date: "{date}" {THE_OTHER.format(*words)}'
    assert vocabulary.guessed_date == ""


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", " \t", ".", "I am not sure", "tbd", "Nil", "Not sure!", "don’t know", "N/A", "na"),
        *("Unknown", "-", "–", "?", "null", "NaN", "i don&#39;t know."),
    ],
)
def test_not_known_is_said_in_many_words(text: str | None) -> None:
    assert read(dict.fromkeys(FIELDS)) == {}
    given = {"voice": text, "influence": "none", "called": text, "level": text, "stage": text, "date": text}
    activity = Vocabulary(LADDER).activity(given)
    assert (activity.record, activity.left_out) == ({"influence": "none"}, ())


def test_an_id_wins_over_a_word_for_not_known() -> None:
    answers = (Answer(id="unknown", words=Words(standard="None of us can tell.")), *QUESTION.answers)
    question = msgspec.structs.replace(QUESTION, answers=answers)
    ladder = msgspec.structs.replace(LADDER, questions=(question, *LADDER.questions[1:]))
    assert Vocabulary(ladder).value(QUESTION.id, "unknown") == "unknown"
    assert Vocabulary(ladder).value(QUESTION.id, "Unknown") == "unknown"


def test_a_ladder_may_list_words_of_its_own_for_not_known() -> None:
    unsure = NotSure(standard="Ik weet het niet", also=("geen idee",))
    about = msgspec.structs.replace(LADDER.about, not_sure=unsure)
    vocabulary = Vocabulary(msgspec.structs.replace(LADDER, about=about))
    fields = {"voice": "geen idee", "date": "Geen idee", "called": "ik weet het niet.", "stage": "geen idee"}
    assert (vocabulary.activity(fields).record, vocabulary.activity(fields).left_out) == ({}, ())


FRONTS = (
    *("1.1 ", "①", "❷ ", "1\ufe0f\u20e3 ", "iv) ", "IV. ", "#1 ", "1, ", "1 ", "Option 1: ", "No. 1: ", "→ "),
    *("✅ ", "o ", "Answer 2) ", "(12) ", "•  2. "),
)


@pytest.mark.parametrize("front", FRONTS, ids=ascii)
def test_an_answer_is_known_by_what_comes_after_a_number_or_a_sign(front: str) -> None:
    for answer in LADDER.questions[0].answers:
        if re.search(r"\d $", front.translate(UNSEEN)) and " " not in answer.words.standard:
            # Of one word a number may be part: "2 people".
            continue
        ids = () if re.search(r"\d $", front.translate(UNSEEN)) else (answer.id,)
        for text in (*ids, answer.words.standard, f"«{answer.words.standard}»"):
            assert read({"voice": f"{front}{text}"}) == {"voice": answer.id}


SENTENCES = Question(
    id="who",
    words=Words(standard="Who?"),
    answers=(
        Answer(
            id="staff", words=Words(standard="The staff. They alone."), also=("Only staff. Nobody else.",)
        ),
        Answer(
            id="listens", words=Words(standard="The staff, who listen.", easy="Staff listen. Then decide.")
        ),
        Answer(id="both", words=Words(standard="Both together. As partners.")),
    ),
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Both&nbsp;together.", "both"), ("only staff", "staff"), ("Staff listen", "listens")],
)
def test_a_first_sentence_that_one_answer_has_is_that_answer(text: str, answer: str) -> None:
    assert AnswerNames(SENTENCES, []).read(text) == answer


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The staff", '"The staff" is not an answer to it; did you mean "The staff. They alone."?'),
        ("Both togther as partners", 'is not an answer to it; did you mean "Both together. As partners."?'),
        (
            "both; listens",
            ('there are two answers in one cell, "listens" and "both"; keep the one that fits best'),
        ),
        (
            "The staff. They alone.\nBoth together.",
            ('there are two answers in one cell, "staff" and "both"; keep'),
        ),
        ("The staff. They alone., Both together. As partners.", '"staff" and "both"'),
        ("AO04", '"AO04" is a code of the form tool; export full answers, not codes'),
        ("both/both", '"both/both" is not an answer to it; did you mean "both"?'),
        ("both staff", 'there are two answers in one cell, "staff" and "both"'),
        ("staff/both", 'there are two answers in one cell, "staff" and "both"'),
        ("Both+STAFF", 'there are two answers in one cell, "staff" and "both"'),
        ("staff & both", 'there are two answers in one cell, "staff" and "both"'),
        ("listens and both", 'there are two answers in one cell, "listens" and "both"'),
        ("something else", "is not an answer to it; use staff, listens or both (see coproladder questions)"),
        ("12.5 %", '"12.5 %" is a number; use staff, listens or both (see coproladder questions)'),
        ("#N/A", '"#N/A" is what a spreadsheet shows where a formula fails; type the answer in its place'),
        ("#REF!", '"#REF!" is what a spreadsheet shows where a formula fails'),
        ("Err:502", '"Err:502" is what a spreadsheet shows where a formula fails'),
        ("bot", 'is not an answer to it; did you mean "both"?'),
        ("1. The staf. They alone.", '"The staff. They alone."? It has "staf." in place of "staff."'),
        ("The staff. They", 'did you mean "The staff. They alone."? It lacks "alone."'),
        (
            "The staff. They alone know.",
            '"The staff. They alone."? It has "know." too.',
        ),
    ],
)
def test_what_is_no_answer_is_met_with_what_helps(text: str, fault: str) -> None:
    with pytest.raises(DataError) as caught:
        AnswerNames(SENTENCES, []).read(text)
    assert fault in str(caught.value)


@pytest.mark.parametrize("field", ["called", "level", "stage", "date", "basis"])
def test_an_optional_field_that_means_nothing_is_left_out_and_said(field: str) -> None:
    activity = Vocabulary(LADDER).activity({"voice": "told", field: "nonsense"})
    assert activity.record == {"voice": "told"}
    (left_out,) = activity.left_out
    assert (left_out.field, left_out.value) == (field, "nonsense")
    assert left_out.message.startswith(f"{field}: ")
    assert '"nonsense"' in left_out.message


def test_a_field_that_is_not_ours_is_passed_over_beside_a_question() -> None:
    vocabulary = Vocabulary(LADDER)
    assert vocabulary.activity({"voice": "told", "colour": "red"}).record == {"voice": "told"}
    assert vocabulary.seen.passed_over == {"colour"}


@pytest.mark.parametrize(
    "given", [{"voise": "told", "influence": "some"}, {"colour": "red"}, {"activity": "A", "colour": "red"}]
)
def test_a_field_that_is_not_ours_is_an_error_where_a_question_may_be_lost(given: Record) -> None:
    with pytest.raises(DataError, match="there is no field"):
        Vocabulary(LADDER).activity(given)


BAD_DATES = [
    "26", "2026-5", "2026-13", "2026-00", "2026-02-30", "2026-05-00", "2023-02-29", "0000", "31/04/2026",
    "13/13/2026", "2026-05-04T", "2026-0504", "20260504", "-2026", "\uff12\uff10\uff12\uff16",
    "Mai 2026", "2026.",    99999, -1,
]  # fmt: skip


@pytest.mark.parametrize("date", BAD_DATES)
def test_what_is_no_date_is_refused(date: str | int) -> None:
    assert fault({"date": date}) == f'date: "{date}" is not a date; write 2026, 2026-05 or 2026-05-04'


@pytest.mark.parametrize("date", ["04/05/26", "4.5.26", "4 May 26", "04-May-26", "May-26", "May '26"])
def test_a_year_of_two_digits_is_named_as_one(date: str) -> None:
    assert (
        fault({"date": date}) == f'date: "{date}" has a year of two digits; write the year with four digits'
    )


def test_a_date_that_a_spreadsheet_kept_as_a_number_is_named_as_one() -> None:
    said = "is a spreadsheet's date kept as a number, 2025-12-09; give its cells the format of a date"
    assert fault({"date": "46000"}) == f'date: "46000" {said}'
    assert fault({"date": 46000}) == f'date: "46000" {said}'


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"level": "service"}, {"level": "service"}),
        ({"level": " Strategic."}, {"level": "strategic"}),
        ({"stage": "ANALYSE"}, {"stage": "analyse"}),
        ({"stage": "do"}, {"stage": "do"}),
    ],
)
def test_level_and_stage_are_known_by_id_and_name(given: Record, kept: Record) -> None:
    assert read(given) == kept


def test_level_is_known_by_a_name_that_is_not_its_id(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "cases" / "small.yaml").read_text(encoding="utf-8")
    (tmp_path / "l.yaml").write_text(
        text + 'levels:\n  - {id: one, name: "One  Person’s care.", words: {standard: Care.}}\n',
        encoding="utf-8",
    )
    ladder = load_ladder(tmp_path / "l.yaml")
    assert read({"level": "one person's CARE"}, ladder) == {"level": "one"}
    assert fault({"level": "service"}, ladder) == 'level: there is no level "service"; use one'


def test_any_level_and_stage_will_do_on_a_ladder_that_lists_none() -> None:
    assert read({"level": " Street. ", "stage": "Week 2"}, SMALL) == {"level": " Street. ", "stage": "Week 2"}
    assert read({"level": " ", "stage": ""}, SMALL) == {}


ALL_FIELDS = (
    "use activity, date, level, stage, answered_by, called, comment, basis, voice, influence, decides or "
    "delivery"
)
ALL_ANSWERS = "use absent, present, learn, told, answer, discuss or design"
HALF = "there is a broken character here (a lone surrogate); take it out"
IF_OWN = "(if it is your own, add --keep-extra, or type coproladder match to say what your own names mean)"
FAULTS: list[tuple[Record, str]] = [
    (
        {"voise": "told"},
        ('there is no field "voise"; did you mean "voice"? (if it is your own, add --keep-extra)'),
    ),
    (
        {"Comments": "x"},
        ('there is no field "Comments"; did you mean "comment"? (if it is your own, add --keep-extra)'),
    ),
    (
        {"voice": "told", "zzz": "x"},
        (f'there is no field "zzz"; {ALL_FIELDS} (if it is your own, add --keep-extra)'),
    ),
    ({"": "x"}, f'there is no field ""; {ALL_FIELDS} {IF_OWN}'),
    ({"z" * 61: "x"}, f'there is no field "{"z" * 59}…"; {ALL_FIELDS} {IF_OWN}'),
    ({"z" * 60: "x"}, f'there is no field "{"z" * 60}"; {ALL_FIELDS} {IF_OWN}'),
    ({"voice": "tld"}, 'voice: "tld" is not an answer to it; did you mean "told"?'),
    (
        {"decides": "Other"},
        'decides: "Other" is not an answer to it; use services, listens, together or people',
    ),
    ({"decides": "Togethr"}, 'decides: "Togethr" is not an answer to it; did you mean "together"?'),
    ({"voice": "DISCUS"}, 'voice: "DISCUS" is not an answer to it; did you mean "discuss"?'),
    ({"voice": "None"}, f'voice: "None" is not an answer to it; {ALL_ANSWERS}'),
    ({"voice": "zzz"}, f'voice: "zzz" is not an answer to it; {ALL_ANSWERS}'),
    (
        {"voice": "4"},
        f'voice: "4" is a number; {ALL_ANSWERS} (see coproladder questions)',
    ),
    ({"voice": "z" * 61}, f'voice: "{"z" * 59}…" is not an answer to it; {ALL_ANSWERS}'),
    ({"delivery": "genuine"}, 'delivery: "genuine" is not an answer to it; use none, some or throughout'),
    ({"voice": 4}, f"voice: an answer must be text, and this is not; {ALL_ANSWERS}"),
    ({"voice": True}, f"voice: an answer must be text, and this is not; {ALL_ANSWERS}"),
    ({"voice": {}}, f"voice: an answer must be text, and this is not; {ALL_ANSWERS}"),
    ({"level": "servise"}, 'level: there is no level "servise"; did you mean "service"?'),
    ({"level": "zzz"}, 'level: there is no level "zzz"; use strategic, service or individual'),
    (
        {"level": "service; individual"},
        'level: there are two answers in one cell, "service" and "individual"; keep one',
    ),
    ({"stage": "planing"}, 'stage: there is no stage "planing"; did you mean "plan"?'),
    ({"stage": "zzz"}, 'stage: there is no stage "zzz"; use analyse, plan, do or review'),
    ({"called": "co-desing"}, 'called: there is no rung "co-desing"; did you mean "Co-design"?'),
    ({"called": 8}, 'called: "8" is not the name of a rung'),
    ({"called": 0}, 'called: "0" is not the name of a rung'),
    ({"called": "²"}, 'called: "²" is not the name of a rung'),
    ({"activity": True}, "activity: this must be text; put it in quotes"),
    ({"comment": ["x"]}, "comment: this must be text; put it in quotes"),
    ({"answered_by": {}}, "answered_by: this must be text; put it in quotes"),
    ({"level": True}, "level: this must be text; put it in quotes"),
    ({"stage": False}, "stage: this must be text; put it in quotes"),
    ({"called": True}, "called: this must be text; put it in quotes"),
    ({"called": 7.5}, 'called: "7.5" is not the name of a rung'),
    (
        {"voice": ["told", "discuss"]},
        'voice: there are two answers in one cell, "told" and "discuss"; keep the one that fits best',
    ),
    ({"date": True}, "date: this must be text; put it in quotes"),
    ({"date": 2026.5}, 'date: "2026.5" is not a date; write 2026, 2026-05 or 2026-05-04'),
    ({"activity": "a\ud800"}, f"activity: {HALF}"),
    ({"comment": "\udfffé"}, f"comment: {HALF}"),
    ({"called": "\udabc"}, f"called: {HALF}"),
    (
        {"voice": "told", "Voice": "told"},
        'voice: it is given twice, in "voice" and in "Voice"; keep one, or to read the first add '
        '--map voice="voice"; to read the second add --map voice="Voice"',
    ),
    (
        {"What can people change?": "some", "influence": "some"},
        'influence: it is given twice, in "What can people change?" and in "influence"; keep one, or to read '
        'the first add --map influence="What can people change?"; to read the second add '
        '--map influence="influence"',
    ),
    (
        {"activity": "a", "ACTIVITY" + " " * 60: "b"},
        f'activity: it is given twice, in "activity" and in "ACTIVITY{" " * 51}…"; keep one, or to read the '
        'first add --map activity="activity"; to read the second add --map activity="ACTIVITY"',
    ),
    ({"rung": 4, "gap": 1}, '"rung" is a name that results use; choose another name'),
    ({"ladder": "x", "gap": 1}, '"gap" is a name that results use; choose another name'),
]


@pytest.mark.parametrize(("given", "message"), FAULTS, ids=[ascii(given)[:40] for given, _ in FAULTS])
def test_fault_names_the_field_and_the_cure(given: Record, message: str) -> None:
    assert fault(given) == message


def test_claim_on_a_ladder_of_another_shape_is_one_of_its_rungs() -> None:
    assert read({"called": "LOW"}, SMALL) == {"called": "low"}
    assert fault({"called": "co-production"}, SMALL) == ('called: "co-production" is not the name of a rung')


@pytest.mark.parametrize("name", [name for name in RESULT_FIELDS if name not in ("ladder", *FORM_FIELDS)])
def test_result_field_is_refused_in_a_record_that_is_no_result(name: str) -> None:
    with pytest.raises(DataError) as caught:
        Vocabulary(LADDER).activity({name: "x"})
    assert str(caught.value) == f'"{name}" is a name that results use; choose another name'
    assert Vocabulary(LADDER, keep_extra=True).activity({name: "x"}).record == {f"own_{name}": "x"}


@pytest.mark.parametrize("name", RESULT_FIELDS)
def test_result_field_is_passed_over_in_a_result(name: str) -> None:
    assert read({"ladder": "x", "rung": None, name: {"any": ["value"]}, "voice": "told"}) == {"voice": "told"}


def test_extra_fields_are_kept_as_they_are_when_asked_for() -> None:
    given = {"row": 7, "voise": "x", "Voice ": "told", "note": ["x"], "empty": None, "colour": " red "}
    kept = Vocabulary(LADDER, keep_extra=True).activity(given).record
    assert kept == {"row": 7, "voise": "x", "voice": "told", "note": ["x"], "colour": " red "}


@pytest.mark.parametrize("given", [{"\ud800": "x"}, {"x": "\ud800"}], ids=ascii)
def test_half_a_character_in_an_extra_field_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(DataError, match="a broken character"):
        Vocabulary(LADDER, keep_extra=True).activity(given)


def test_field_given_twice_is_refused_even_where_the_first_is_empty() -> None:
    with pytest.raises(DataError, match="voice: it is given twice"):
        make_activity(LADDER, {"voice": None, "Voice": "told"})
