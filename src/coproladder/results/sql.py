"""The rules of a ladder for other programs: as SQL that any database runs, and as CSV."""

import re
from collections.abc import Sequence
from itertools import product
from math import prod

from coproladder.base.errors import UsageError
from coproladder.base.fields import CALLED, STAGE
from coproladder.base.words import bare_name, fold
from coproladder.ladder.records import Ladder, Question, Rung
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Classifier
from coproladder.results.csv_table import COLUMNS, csv_text, finding_cells

RESERVED = (
    " add all alter and any as asc between both by case cast check collate column commit constraint create "
    "cross current current_date current_role current_time current_timestamp current_user default "
    "deferrable delete desc distinct drop else end escape except exists false fetch filter for foreign "
    "from full glob grant group having in index inner insert intersect interval into is isnull join "
    "lateral leading left like limit localtime localtimestamp match natural not nothing notnull null "
    "offset on only or order outer over overlaps partition pivot placing pragma primary qualify raise "
    "recursive references regexp replace returning revoke right rollback row rows sample select "
    "session_user set similar some symmetric system_user table tablesample then timestamp to trailing "
    "transaction trigger true union unique unknown unpivot update user using values variadic view when "
    "where window with within "
)
"""Words that no column can be called in SQL without quotes."""


def rules_sql(ladder: Ladder, table: str) -> str:
    """Return a query that adds `rung` and `highest_possible` to each row of a table, as numbers.

    Columns are named as the questions. A missing answer is NULL or empty; 0 is off the ladder; both
    are NULL where a column holds an answer that the ladder does not know.
    """
    unknown = " OR\n      ".join(_unknown(question) for question in ladder.questions)
    return (
        "SELECT *,\n"
        f"{_case(ladder, unknown, missing_will_do=False)} AS rung,\n"
        f"{_case(ladder, unknown, missing_will_do=True)} AS highest_possible\n"
        f"FROM {table}\n"
    )


def rules_csv(ladder: Ladder) -> str:
    """Return the least answers that each rung needs, top rung first; an empty cell is any answer."""
    ids = [question.id for question in ladder.questions]
    rows = [["number", "id", "name", "goal", *ids]]
    for rung in reversed(ladder.rungs):
        needs = [rung.needs.get(question, "") for question in ids]
        rows.append([str(rung.number), rung.id, rung.name, "true" if rung.goal else "false", *needs])
    return csv_text(rows)


def check_table(table: str) -> None:
    """Raise UsageError where a text is not one thing to select from."""
    # What stands in quotes may be anything.
    bare = re.sub(r"'[^']*'|\"[^\"]*\"|`[^`]*`", "quoted", table)
    brackets = re.sub(r"[^][(){}]", "", bare)
    while (fewer := re.sub(r"\(\)|\[\]|\{\}", "", brackets)) != brackets:
        brackets = fewer
    more_than_one = brackets or ";" in table or re.search(r"--|/\*|['\"`]", bare)
    if more_than_one or not table.strip() or not table.isprintable():
        raise UsageError("--table: a name, a file or a function to select from, and nothing else")


def quoted_name(name: str) -> str:
    """Return the name of a column as SQL has it, in quotes where it has to be."""
    plain = re.fullmatch(r"[a-z][a-z0-9_]*", name) and f" {name} " not in RESERVED
    return name if plain else f'"{name}"'


def literal(text: str) -> str:
    """Return a text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def _case(ladder: Ladder, unknown: str, missing_will_do: bool) -> str:
    lines = [f"    WHEN {unknown} THEN NULL"]
    for rung in reversed(ladder.rungs):
        needs = " AND\n      ".join(_needs(ladder, rung, missing_will_do)) or "1 = 1"
        lines.append(f"    WHEN {needs} THEN {rung.number}")
    return "\n".join(["  CASE", *lines, "    ELSE 0", "  END"])


def _needs(ladder: Ladder, rung: Rung, missing_will_do: bool) -> list[str]:
    """Return the conditions under which the needs of a rung are met, or with luck could be."""
    conditions = []
    for question in ladder.questions:
        least = question.rank(rung.needs[question.id]) if question.id in rung.needs else 0
        if least > 0:
            meeting = f"{quoted_name(question.id)} IN ({_ids(question, least)})"
            missing = f"{quoted_name(question.id)} IS NULL OR {quoted_name(question.id)} = ''"
            conditions.append(f"({missing} OR {meeting})" if missing_will_do else meeting)
    return conditions


def _unknown(question: Question) -> str:
    # Where the answer is NULL this is NULL too, which counts as false.
    return f"{quoted_name(question.id)} NOT IN ('', {_ids(question, 0)})"


def _ids(question: Question, least: int) -> str:
    return ", ".join(f"'{answer.id}'" for answer in question.answers[least:])


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
