"""Files in the shapes that people really have, each with its whole outcome, and the same in other formats.

The name of a file says what an earlier version did with it. Its outcome is in `outcomes.yaml`: the exit code,
the activities with their answers, and all that is said.
"""

import csv
import json
from pathlib import Path

import pytest
import yaml
from conftest import LADDER, ROOT, Command, Finished

FOLDER = ROOT / "tests" / "cases" / "inputs"
OUTCOMES = yaml.safe_load((FOLDER / "outcomes.yaml").read_text(encoding="utf-8"))
SHOWN = ("activity", "date", "answered_by", *(question.id for question in LADDER.questions))


def outcome(done: Finished) -> dict[str, object]:
    """Return the exit code of a command, what its results hold, and what it said."""
    found = [" | ".join(str(each[name]) for name in SHOWN if name in each) for each in done.records]
    return {"code": done.code, "found": found, "said": done.err.splitlines()}


def test_each_file_has_an_outcome() -> None:
    assert sorted(OUTCOMES) == sorted(file.name for file in FOLDER.iterdir() if file.name != "outcomes.yaml")


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_file_has_its_exact_outcome(
    name: str, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    expected = OUTCOMES[name]
    options = expected.pop("options", [])
    assert outcome(command("assess", f"tests/cases/inputs/{name}", "--json", *options)) == {
        **expected,
        "said": [line.replace("INPUT", f"tests/cases/inputs/{name}") for line in expected["said"]],
    }


TABLES = [name for name, expected in OUTCOMES.items() if name.endswith(".csv") and expected["found"]]
ONLY_TABLES = ("02-grid", "02-qualtrics", "08-", "09-", "10-", "11-", "20-", "43-")
"""Tables with headings over several rows, or with what only rows and separators can do."""


@pytest.mark.parametrize("suffix", ["json", "jsonl", "yaml"])
@pytest.mark.parametrize("name", [name for name in TABLES if not name.startswith(ONLY_TABLES)])
def test_a_record_is_read_alike_in_each_format(
    name: str, suffix: str, command: Command, tmp_path: Path
) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8-sig")
    sign = ";" if text.partition("\n")[0].count(";") > 1 else ","
    records = [*csv.DictReader(text.splitlines(keepends=True), delimiter=sign)]
    file = tmp_path / f"file.{suffix}"
    lines = "".join(f"{json.dumps(each)}\n" for each in records)
    whole = json.dumps(records, ensure_ascii=suffix == "json")
    file.write_text(lines if suffix == "jsonl" else whole, encoding="utf-8")
    done, table = (
        command("assess", str(file), "--json"),
        command("assess", f"tests/cases/inputs/{name}", "--json"),
    )
    assert (done.code, done.out) == (table.code, table.out)
