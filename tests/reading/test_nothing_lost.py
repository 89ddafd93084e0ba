"""No answer in a table is lost silently, whatever its headings and cells."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from readers import KNOWN, LADDER

from coproladder.base.words import holds_nothing
from coproladder.placing.activity import Activity
from coproladder.reading.outcome import Rejected
from coproladder.reading.source import read_activities

ANSWERS = [
    name for each in LADDER.questions for answer in each.answers for name in (answer.id, *answer.wordings)
]
HEADINGS = st.sampled_from(
    [
        *(name for question in LADDER.questions for name in (question.id, *question.words.wordings)),
        *(f"{number}. {question.words.standard}" for number, question in enumerate(LADDER.questions, 1)),
        *("activity", "Timestamp", "Comments", "", "voices", "date", "called"),
    ]
)
CELLS = st.one_of(
    st.sampled_from([*ANSWERS, "not sure", "N/A", "-", "", "none", "Nothing", "7", "AO04"]),
    st.text(max_size=4),
)
TABLES = st.lists(HEADINGS, min_size=1, max_size=6).flatmap(
    lambda headings: st.tuples(
        st.just(headings),
        st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), max_size=4),
    )
)


def columns_of_questions(headings: list[str]) -> dict[str, int]:
    """Return the column of each question that is headed by its id, its wording, or its number and wording."""
    readings = {
        name: question.id
        for number, question in enumerate(LADDER.questions, 1)
        for name in (question.id, *question.words.wordings, f"{number}. {question.words.standard}")
    }
    return {readings[heading]: at for at, heading in enumerate(headings) if heading in readings}


@settings(max_examples=400, deadline=None)
@given(TABLES)
def test_each_cell_of_a_question_is_an_answer_or_not_known_or_in_a_message(
    table: tuple[list[str], list[list[str]]],
) -> None:
    headings, rows = table
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    heard: list[str] = []
    data = io.BytesIO(text.getvalue().encode(errors="replace"))
    found = {item.row: item for item in read_activities(data, KNOWN, "a.csv", log=heard.append)}
    if any(isinstance(item, Rejected) and item.whole for item in found.values()):
        return
    columns = columns_of_questions(headings)
    for number, cells in enumerate(rows, start=2):
        given = {question: cells[at] for question, at in columns.items() if cells[at].strip()}
        item = found.get(number)
        if isinstance(item, Rejected) or holds_nothing(given.values()):
            continue
        # A row that says only what is not known is no activity.
        record = item.record if isinstance(item, Activity) else {}
        lost = [
            question
            for question, cell in given.items()
            if question not in record and not KNOWN.names.is_not_known(cell)
        ]
        assert lost == []
