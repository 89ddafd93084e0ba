"""Tables in the shapes that form tools export, made with the words of the ladder."""

from collections.abc import Callable
from typing import NamedTuple

from coproladder.ladder.load import load_ladder
from coproladder.ladder.records import Answer, Question

Rows = list[list[str]]

LADDER = load_ladder()
ACTIVITIES = ("Leaflet about clinic hours", "Carers' forum on respite", "Redesign of the day centre")
FIRST = LADDER.questions[0].words.standard
QUALTRICS = "The headings are in row 2."
SURVEYMONKEY = "1 further heading row"


def words(entry: Question | Answer) -> str:
    """Return the standard wording, as a person copies it into a form tool."""
    return entry.words.standard


def ids(entry: Question | Answer) -> str:
    """Return the id, as tools with a name for each question and answer keep it."""
    return entry.id


def qualtrics(rows: Rows) -> Rows:
    """Add a row of tags above the headings, and one of what they are below them."""
    tags = ["StartDate", "Duration (in seconds)", "ResponseId", *(f"Q{at}" for at in range(1, 6))]
    return [tags, rows[0], [f'{{"ImportId":"{tag}"}}' for tag in tags], *rows[1:]]


def qualtrics_ids(rows: Rows) -> Rows:
    """Add two rows below the headings, the first with a wording of the questions that is not ours."""
    said = ["Start Date", "Which activity?", *("Please tell us: " + each.id * 3 for each in LADDER.questions)]
    return [rows[0], said, [f'{{"ImportId":"{tag}"}}' for tag in rows[0]], *rows[1:]]


def surveymonkey(rows: Rows) -> Rows:
    """Add a second row of headings, and a column without one for other answers to the first question."""
    rows.insert(1, ["", "", "", "", "Open-Ended Response", *["Response"] * len(LADDER.questions)])
    others = ["", "Other (please specify)", "", "it depends", ""]
    return [[*row[:6], other, *row[6:]] for row, other in zip(rows, others, strict=True)]


class Export(NamedTuple):
    """How a tool writes a table: with which columns of its own, what it adds, and what is said of that."""

    activity: str = "activity"
    heading: Callable[[Question], str] = words
    cell: Callable[[Answer], str] = words
    before: str = ""
    after: str = ""
    add: Callable[[Rows], Rows] = lambda rows: rows
    said: str = ""

    def columns(self) -> tuple[list[str], list[str]]:
        return [*filter(None, self.before.split("; "))], [*filter(None, self.after.split("; "))]

    def rows(self) -> Rows:
        """Return a heading row and a row for each activity."""
        before, after = self.columns()
        rows = [[*before, self.activity, *map(self.heading, LADDER.questions), *after]]
        for at, name in enumerate(ACTIVITIES):
            answers = [self.cell(each.answers[at % len(each.answers)]) for each in LADDER.questions]
            rows.append([*("x" for _ in before), name, *answers, *("x" for _ in after)])
        return self.add(rows)


EXPORTS = {
    "Google Forms": Export("Activity", before="Timestamp; Email Address; Score"),
    "Google Forms, a grid": Export(heading=lambda each: f"About it [{words(each)}]", before="Timestamp"),
    "Microsoft Forms": Export(
        heading=lambda each: f"{words(each)}\n",
        before="ID; Start time; Completion time; Email; Name; Last modified time",
        after=f"Points - {FIRST}; Feedback - {FIRST}",
    ),
    "Qualtrics": Export(
        before="Start Date; Duration (in seconds); Response ID", add=qualtrics, said=QUALTRICS
    ),
    "Qualtrics, our ids": Export(
        heading=ids, before="StartDate", add=qualtrics_ids, said="2 further heading rows"
    ),
    "SurveyMonkey": Export(
        before="Respondent ID; Collector ID; Start Date; IP Address", add=surveymonkey, said=SURVEYMONKEY
    ),
    "LimeSurvey": Export(
        "G01Q01. Activity",
        lambda each: f"G01Q{LADDER.questions.index(each) + 2:02}. {words(each)}",
        before="id. Response ID; submitdate. Date submitted; startlanguage. Start language",
    ),
    "KoboToolbox": Export(
        heading=lambda each: f"about/{each.id}",
        cell=ids,
        before="start; end",
        after="__version__; _id; _uuid; _submission_time; _notes; _status; _index",
    ),
    "ODK": Export(
        heading=lambda each: f"about-{each.id}",
        cell=ids,
        before="SubmissionDate; meta-instanceID",
        after="end-date; KEY; SubmitterID; ReviewState; FormVersion",
    ),
    "Jotform": Export(
        heading=lambda each: f"About it >> {words(each)}", before="Submission Date", after="Submission ID"
    ),
    "Typeform": Export(
        "*Activity*",
        lambda each: f"*{words(each)}*",
        before="#",
        after="Response Type; Start Date (UTC); Network ID; Tags",
    ),
    "REDCap": Export("Activity", before="Record ID; Survey Timestamp", after="Complete?"),
    "REDCap, our ids": Export(
        heading=ids, before="record_id; redcap_survey_identifier", after="survey_complete"
    ),
}
