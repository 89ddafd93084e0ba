"""The plan that the form keeps in a saved record: every reader passes it over without a word."""

import csv
import io
import json
from typing import Any

import pytest
import yaml
from conftest import Command

PLAN = [{"question": "voice", "what": "Ask Ann. decides: people", "who": "Bea", "when": "2026-06-30"}]
ANSWERS = {"voice": "told", "influence": "some", "decides": "services", "delivery": "none"}
ANSWERED = {"activity": "Forum", **ANSWERS}
KEPT: dict[str, Any] = {"ladder": "tlap-co-production/3", "plan": PLAN, "review": "2026-12-01"}
SAVED: dict[str, Any] = {**ANSWERED, **KEPT}


def as_csv(record: dict[str, Any]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([record, map(str, record.values())])
    return text.getvalue()


TEXTS = {
    "a list.json": json.dumps([SAVED], indent=1),
    "lines.jsonl": f"{json.dumps(SAVED)}\n{json.dumps(SAVED | {'activity': 'Club'})}\n",
    "without its ladder.json": json.dumps({**ANSWERED, "plan": PLAN, "review": "2026-12-01"}),
    "an empty plan.json": json.dumps({**SAVED, "plan": []}),
    "no plan.json": json.dumps({**SAVED, "plan": None, "review": None}),
    "under a name.json": json.dumps({"records": [SAVED]}),
    "inside.json": json.dumps({"activity": "Forum", "answers": ANSWERS, **KEPT}),
    "a document.yaml": yaml.safe_dump(SAVED),
    "a table.csv": as_csv(SAVED),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("options", [["assess", "--json"], ["assess", "--json", "--strict"], ["report"]])
def test_a_plan_is_passed_over_without_a_word(
    name: str, options: list[str], command: Command, tmp_path: Any
) -> None:
    file = tmp_path / name
    file.write_text(TEXTS[name], encoding="utf-8")
    done = command(options[0], str(file), *options[1:])
    assert (done.code, done.err) == (0, "")
    assert "Bea" not in done.out
    if options[0] == "assess":
        found = json.loads(done.out.splitlines()[0])
        assert ANSWERED.items() <= found.items()
        assert "review" not in found


@pytest.mark.parametrize("record", [{"activity": "Forum", **KEPT}, {"answered_by": "Ann", **KEPT}])
def test_a_plan_is_never_taken_for_records(record: dict[str, Any], command: Command, tmp_path: Any) -> None:
    file = tmp_path / "saved.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    done = command("assess", str(file), "--json")
    assert done.code == 0
    assert "plan" not in done.err
    assert len(done.out.splitlines()) == 1


def test_a_column_of_ones_own_called_plan_is_said_and_can_be_kept(command: Command, tmp_path: Any) -> None:
    file = tmp_path / "own.csv"
    file.write_text("activity,voice,plan\nForum,told,Plan B\n", encoding="utf-8")
    assert "plan" in command("assess", str(file), "--json").err
    assert json.loads(command("assess", str(file), "--json", "--keep-extra").out)["own_plan"] == "Plan B"


def test_the_schema_has_the_plan_and_the_day_of_the_review(command: Command) -> None:
    fields = json.loads(command("questions", "--format", "json-schema").out)["properties"]
    (question, *others) = fields["plan"]["items"]["properties"]
    assert [question, *others] == ["question", "what", "who", "when"]
    ids = ["voice", "influence", "decides", "delivery"]
    assert fields["plan"]["items"]["properties"]["question"] == {"enum": ids}
    assert fields["review"] == {"type": ["string", "null"], "format": "date"}
