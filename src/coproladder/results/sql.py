"""The rules of a ladder for other programs: as SQL that any database runs, and as CSV."""

import re
from collections.abc import Iterator
from itertools import product
from math import prod
from pathlib import Path

from coproladder.base.errors import UsageError
from coproladder.base.fields import CALLED
from coproladder.base.words import bare_name, shorten
from coproladder.ladder.records import Ladder, Question, Rung
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Classifier
from coproladder.results.csv_table import COLUMNS, csv_text, finding_cells

RESERVED = (Path(__file__).parent / "reserved.txt").read_text(encoding="utf-8").split()
"""Words that no column can be called in SQL without quotes."""

FOUND = ("rung", "rung_name", "highest_possible", "certain", "next_rung", "next_needs", "note_ids", "gap")
NOT_TEXT = ("rung", "highest_possible", "certain", "next_rung", "gap")
"""What the reasons add to a row, and which of it is a number or true or false."""

MOST_ROWS, MOST_TABLE = 50_000, 5_000


def rules_csv(ladder: Ladder) -> str:
    """Return the least answers that each rung needs, top rung first; an empty cell is any answer."""
    ids = [question.id for question in ladder.questions]
    rows = [["number", "id", "name", "goal", *ids]]
    for rung in reversed(ladder.rungs):
        needs = [rung.needs.get(question, "") for question in ids]
        rows.append([str(rung.number), rung.id, rung.name, "true" if rung.goal else "false", *needs])
    return csv_text(rows)


def rules_sql(ladder: Ladder, table: str) -> str:
    """Return a query that adds `rung` and `highest_possible` to each row of a table, as numbers.

    Columns are named as the questions. A missing answer is NULL or empty; 0 is off the ladder; both
    are NULL where a column holds an answer that the ladder does not know.
    """
    return (
        "SELECT *,\n"
        f"{_case(ladder, missing_will_do=False)} AS rung,\n"
        f"{_case(ladder, missing_will_do=True)} AS highest_possible\n"
        f"FROM {table};\n"
    )


def reasons_csv(ladder: Ladder, called: bool) -> str:
    """Return a row for each combination of answers, with what it comes to; an empty answer is not known.

    With `called` what an activity is called belongs to a combination. Raises UsageError where there are too
    many to list.
    """
    rows = _combinations(ladder, called)
    return csv_text([[*rows[0]], *([*row.values()] for row in rows)])


def reasons_sql(ladder: Ladder, table: str, called: bool) -> str:
    """Return a query that adds the reasons to each row of a table, as `reasons_csv` lists them.

    It joins that list, which is much faster than to work the reasons out for each row. All that
    is added is NULL where a column holds an answer that the ladder does not know.
    """
    rows = _combinations(ladder, called)
    values = ",\n  ".join(f"({', '.join(_value(name, text) for name, text in row.items())})" for row in rows)
    found = ", ".join(f"ladder_reasons.{name}" for name in rows[0] if name in FOUND)
    columns = map(_column, (question.id for question in ladder.questions))
    keys = {column: f"COALESCE(given.{column}, '')" for column in columns}
    if called:
        keys[CALLED] = _claimed_rung(ladder)
    joined = "\n  AND ".join(f"{key} = ladder_reasons.{column}" for column, key in keys.items())
    return (
        f"WITH ladder_reasons ({', '.join(map(_column, rows[0]))}) AS (VALUES\n  {values}\n)\n"
        f"SELECT given.*, {found}\n"
        f"FROM (SELECT * FROM {table}) AS given\n"
        f"LEFT JOIN ladder_reasons\n  ON {joined};\n"
    )


def check_table(table: str) -> None:
    """Raise UsageError where a text is not one thing to select from."""
    if len(table) > MOST_TABLE:
        raise UsageError(f"--table is longer than {MOST_TABLE:,} characters; give it a name in the database")
    # What stands in quotes may be anything.
    bare = re.sub(r"'[^']*'|\"[^\"]*\"|`[^`]*`", "quoted", table)
    brackets = re.sub(r"[^][(){}]", "", bare)
    while (fewer := re.sub(r"\(\)|\[\]|\{\}", "", brackets)) != brackets:
        brackets = fewer
    more_than_one = brackets or ";" in table or re.search(r"--|/\*|['\"`]", bare)
    if more_than_one or not table.strip() or not table.isprintable():
        raise UsageError("--table must be a name, a file or a function to select from, and nothing else")


def _case(ladder: Ladder, missing_will_do: bool) -> str:
    """Return SQL for the highest rung whose needs are met, or could be if a missing answer meets any need."""
    # Where an answer is NULL its test is NULL too, which counts as false.
    unknown = [f"{_column(each.id)} NOT IN ('', {_ids(each, least=0)})" for each in ladder.questions]
    cases = [(" OR\n      ".join(unknown), "NULL")]
    for rung in reversed(ladder.rungs):
        needs = " AND\n      ".join(_needs(ladder, rung, missing_will_do))
        cases.append((needs or "1 = 1", str(rung.number)))
    lines = [f"    WHEN {condition} THEN {result}" for condition, result in cases]
    return "\n".join(["  CASE", *lines, "    ELSE 0", "  END"])


def _needs(ladder: Ladder, rung: Rung, missing_will_do: bool) -> Iterator[str]:
    for question in ladder.questions:
        least = question.rank(rung.needs[question.id]) if question.id in rung.needs else 0
        if least > 0:
            column = _column(question.id)
            meeting = f"{column} IN ({_ids(question, least)})"
            yield f"({column} IS NULL OR {column} = '' OR {meeting})" if missing_will_do else meeting


def _ids(question: Question, least: int) -> str:
    return ", ".join(f"'{answer.id}'" for answer in question.answers[least:])


def _combinations(ladder: Ladder, called: bool) -> list[dict[str, str]]:
    """Return each combination of answers, and of claims, with what it comes to, by the names of columns."""
    choices = {question.id: [answer.id for answer in question.answers] for question in ladder.questions}
    if called:
        choices[CALLED] = [rung.id for rung in ladder.rungs]
    if (count := prod(len(ids) + 1 for ids in choices.values())) > MOST_ROWS:
        raise UsageError(f"--reasons: {count:,} combinations of answers are too many; leave --reasons out")
    classify = Classifier(ladder)
    shown = [name for name in FOUND if called or name != "gap"]
    rows = []
    for ids in product(*(["", *ids] for ids in choices.values())):
        row = dict(zip(choices, ids, strict=True))
        assessment = classify(Activity({name: value for name, value in row.items() if value}))
        found = dict(zip(COLUMNS, finding_cells(ladder, assessment), strict=True))
        found["next_rung"] = str(assessment.next.rung.number) if assessment.next else ""
        rows.append(row | {name: found[name] for name in shown})
    return rows


def _claimed_rung(ladder: Ladder) -> str:
    """Return SQL for the id of the rung that the column `called` names in any way, '' where it names none."""
    bare = f"REPLACE(REPLACE(REPLACE(LOWER(TRIM(given.{CALLED})), ' ', ''), '-', ''), '_', '')"
    cases = "CASE"
    for rung in ladder.rungs:
        names = map(bare_name, (rung.id, rung.name, str(rung.number), *rung.also))
        cases += f" WHEN {bare} IN ({', '.join(map(_text, names))}) THEN '{rung.id}'"
    return f"{cases} ELSE '' END"


def _column(name: str) -> str:
    """Return the name of a column as SQL has it, in quotes where it has to be."""
    plain = re.fullmatch(r"[a-z][a-z0-9_]*", name) and name not in RESERVED
    return name if plain else f'"{name}"'


def _text(text: str) -> str:
    if "\\" in text or "${" in text:
        # In Spark, MySQL and BigQuery these stand for something else, and could end the text.
        raise UsageError(f'"{shorten(text)}" in the ladder cannot be written as SQL: take out \\ and ${{')
    return "'" + text.replace("'", "''") + "'"


def _value(name: str, text: str) -> str:
    return text.upper() or "NULL" if name in NOT_TEXT else _text(text)
