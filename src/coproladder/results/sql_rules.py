"""The rules of a ladder for other programs: as SQL that any database runs, and as CSV."""

import re

from coproladder.base.errors import UsageError
from coproladder.ladder.records import Ladder, Question, Rung
from coproladder.results.csv import csv_text

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
