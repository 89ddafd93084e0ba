"""The reasons for every combination of answers: as SQL that joins them to a table, and as CSV."""

from collections.abc import Sequence
from itertools import product
from math import prod

from coproladder.base.errors import UsageError
from coproladder.base.fields import CALLED, STAGE
from coproladder.base.words import bare_name, fold
from coproladder.ladder.records import Ladder
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Classifier
from coproladder.results.csv import COLUMNS, csv_text, finding_cells
from coproladder.results.sql_rules import literal, quoted_name

EXTRA = (CALLED, STAGE)
"""The fields beside the answers on which reasons can depend."""

FOUND = ("rung", "rung_name", "highest_possible", "certain", "next_rung", "next_needs", "note_ids", "gap")
NOT_TEXT = ("rung", "highest_possible", "certain", "next_rung", "gap")
"""What is added to a row, and which of it is a number or true or false."""

MOST_ROWS = 50_000


def reasons_csv(ladder: Ladder, extra: Sequence[str]) -> str:
    """Return a row for each combination of answers, with what it comes to; an empty answer is not known.

    `extra` holds the fields of EXTRA that belong to a combination. Raises UsageError where there are
    too many to list.
    """
    rows = _rows(ladder, extra)
    return csv_text([[*rows[0]], *([*row.values()] for row in rows)])


def reasons_sql(ladder: Ladder, table: str, extra: Sequence[str]) -> str:
    """Return a query that adds the reasons to each row of a table, as `reasons_csv` lists them.

    It joins that list, which is much faster than to work the reasons out for each row. All that
    is added is NULL where a column holds an answer that the ladder does not know.
    """
    rows = _rows(ladder, extra)
    values = ",\n  ".join(f"({', '.join(_value(name, text) for name, text in row.items())})" for row in rows)
    found = ", ".join(f"ladder_reasons.{name}" for name in rows[0] if name in FOUND)
    keys = {question.id: f"COALESCE(given.{quoted_name(question.id)}, '')" for question in ladder.questions}
    keys |= {name: _key(name, _names(ladder, name)) for name in extra}
    joined = "\n  AND ".join(f"{key} = ladder_reasons.{quoted_name(name)}" for name, key in keys.items())
    return (
        f"WITH ladder_reasons ({', '.join(map(quoted_name, rows[0]))}) AS (VALUES\n  {values}\n)\n"
        f"SELECT given.*, {found}\n"
        f"FROM (SELECT * FROM {table}) AS given\n"
        f"LEFT JOIN ladder_reasons\n  ON {joined}\n"
    )


def _rows(ladder: Ladder, extra: Sequence[str]) -> list[dict[str, str]]:
    """Return each combination with what it comes to, by the names of columns."""
    choices = {question.id: [answer.id for answer in question.answers] for question in ladder.questions}
    choices |= {name: [*_names(ladder, name)] for name in extra}
    if (count := prod(len(ids) + 1 for ids in choices.values())) > MOST_ROWS:
        raise UsageError(f"--reasons: this ladder has {count:,} combinations of answers, too many to list")
    classify = Classifier(ladder)
    shown = [name for name in FOUND if name != "gap" or CALLED in extra]
    rows = []
    for ids in product(*(["", *ids] for ids in choices.values())):
        row = dict(zip(choices, ids, strict=True))
        assessment = classify(Activity({name: value for name, value in row.items() if value}))
        found = dict(zip(COLUMNS, finding_cells(ladder, assessment), strict=True))
        found["next_rung"] = str(assessment.next.rung.number) if assessment.next else ""
        rows.append(row | {name: found[name] for name in shown})
    return rows


def _names(ladder: Ladder, field: str) -> dict[str, list[str]]:
    """Return the ids on which a result can depend, each with the names by which a column may hold it."""
    if field == CALLED:
        return {
            rung.id: [bare_name(name) for name in (rung.id, rung.name, str(rung.number), *rung.also)]
            for rung in ladder.rungs
        }
    return {
        stage.id: [*dict.fromkeys((stage.id, fold(stage.name)))]
        for stage in ladder.stages
        if stage.id in ladder.noted_stages
    }


def _key(field: str, names: dict[str, list[str]]) -> str:
    """Return SQL for the id that a column means; '' where a result cannot depend on it."""
    if not names:
        return "''"
    bare = f"LOWER(TRIM(given.{field}))"
    if field == CALLED:
        bare = f"REPLACE(REPLACE(REPLACE({bare}, ' ', ''), '-', ''), '_', '')"
    cases = " ".join(
        f"WHEN {bare} IN ({', '.join(map(literal, known))}) THEN '{id_}'" for id_, known in names.items()
    )
    return f"CASE {cases} ELSE '' END"


def _value(name: str, text: str) -> str:
    if name in NOT_TEXT:
        return text.upper() or "NULL"
    return literal(text)
