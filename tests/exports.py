"""Tables in the shapes that form tools export, made with the words of a ladder."""

from collections.abc import Callable, Sequence

from coproladder.ladder.records import Answer, Ladder, Question

Row = list[str]
Rows = list[Row]

ACTIVITIES = ("Leaflet about clinic hours", "Carers' forum on respite", "Redesign of the day centre")


def words(entry: Question | Answer) -> str:
    """Return the standard wording, as a person copies it into a form tool."""
    return entry.words.standard


def ids(entry: Question | Answer) -> str:
    """Return the id, as tools with a name for each question and answer keep it."""
    return entry.id


def table(
    ladder: Ladder,
    activity: str,
    heading: Callable[[Question], str],
    cell: Callable[[Answer], str],
    before: Sequence[str] = (),
    after: Sequence[str] = (),
) -> Rows:
    """Return a heading row and a row for each activity; `before` and `after` are columns of the tool."""
    rows = [[*before, activity, *map(heading, ladder.questions), *after]]
    for at, name in enumerate(ACTIVITIES):
        answers = [cell(question.answers[at % len(question.answers)]) for question in ladder.questions]
        rows.append([*(["x"] * len(before)), name, *answers, *(["x"] * len(after))])
    return rows


def google_forms(ladder: Ladder) -> Rows:
    return table(ladder, "Activity", words, words, ["Timestamp", "Email Address", "Score"])


def google_forms_grid(ladder: Ladder) -> Rows:
    return table(ladder, "activity", lambda question: f"About it [{words(question)}]", words, ["Timestamp"])


def microsoft_forms(ladder: Ladder) -> Rows:
    before = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]
    first = words(ladder.questions[0])
    quiz = [f"Points - {first}", f"Feedback - {first}"]
    return table(
        ladder,
        "activity",
        lambda question: f"{words(question)}\n",
        words,
        before,
        quiz,
    )


def qualtrics(ladder: Ladder) -> Rows:
    before = ["Start Date", "Duration (in seconds)", "Response ID"]
    rows = table(ladder, "Activity", words, words, before)
    count = len(ladder.questions)
    tags = ["StartDate", "Duration (in seconds)", "ResponseId", "Q1", *(f"Q{at + 2}" for at in range(count))]
    return [tags, rows[0], _import_ids(tags), *rows[1:]]


def qualtrics_ids(ladder: Ladder) -> Rows:
    """Return an export whose questions have ids of ours, and a wording of their own."""
    rows = table(ladder, "activity", ids, words, ["StartDate"])
    said = [
        "Start Date",
        "Which activity?",
        *("Please tell us: " + question.id * 3 for question in ladder.questions),
    ]
    return [rows[0], said, _import_ids(rows[0]), *rows[1:]]


def _import_ids(tags: Row) -> Row:
    return [f'{{"ImportId":"{tag}"}}' for tag in tags]


def surveymonkey(ladder: Ladder) -> Rows:
    """Return an export in which the first question has a column without a heading for other answers."""
    before = ["Respondent ID", "Collector ID", "Start Date", "IP Address"]
    rows = table(ladder, "activity", words, words, before)
    rows.insert(1, ["", "", "", "", "Open-Ended Response", *["Response"] * len(ladder.questions)])
    others = ["", "Other (please specify)", "", "it depends", ""]
    return [[*row[:6], other, *row[6:]] for row, other in zip(rows, others, strict=True)]


def limesurvey(ladder: Ladder) -> Rows:
    before = ["id. Response ID", "submitdate. Date submitted", "startlanguage. Start language"]
    numbers = {question.id: f"G01Q{at:02}" for at, question in enumerate(ladder.questions, start=2)}
    heading = lambda question: f"{numbers[question.id]}. {words(question)}"  # noqa: E731
    return table(ladder, "G01Q01. Activity", heading, words, before)


def kobotoolbox(ladder: Ladder) -> Rows:
    after = ["__version__", "_id", "_uuid", "_submission_time", "_notes", "_status", "_index"]
    return table(ladder, "activity", lambda question: f"about/{question.id}", ids, ["start", "end"], after)


def odk(ladder: Ladder) -> Rows:
    after = ["end-date", "KEY", "SubmitterID", "ReviewState", "FormVersion"]
    before = ["SubmissionDate", "meta-instanceID"]
    return table(ladder, "activity", lambda question: f"about-{question.id}", ids, before, after)


def jotform(ladder: Ladder) -> Rows:
    return table(
        ladder,
        "Activity",
        lambda question: f"About it >> {words(question)}",
        words,
        ["Submission Date"],
        ["Submission ID"],
    )


def typeform(ladder: Ladder) -> Rows:
    after = ["Response Type", "Start Date (UTC)", "Network ID", "Tags"]
    return table(ladder, "*Activity*", lambda question: f"*{words(question)}*", words, ["#"], after)


def redcap(ladder: Ladder) -> Rows:
    return table(ladder, "Activity", words, words, ["Record ID", "Survey Timestamp"], ["Complete?"])


def redcap_names(ladder: Ladder) -> Rows:
    return table(
        ladder, "activity", ids, words, ["record_id", "redcap_survey_identifier"], ["survey_complete"]
    )
