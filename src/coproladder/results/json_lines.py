"""Writes compact JSON in ASCII: lines of results, what is wrong with a record, the schema of a good one."""

import re
from collections.abc import Sequence
from typing import Any, get_args

import msgspec

from coproladder.base.fields import BASIS, CALLED, DATE, FIELDS, FORM_FIELDS, LADDER, LEVEL, STAGE, Basis
from coproladder.ladder.records import Ladder, Rung
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Assessment, Classifier, Need
from coproladder.reading.outcome import Rejected

ENCODER = msgspec.json.Encoder()


def json_bytes(value: Any) -> bytes:
    """Return a value as one line of JSON in printable ASCII."""
    return _in_ascii(ENCODER.encode(value)) + b"\n"


def _in_ascii(data: bytes) -> bytes:
    """Return JSON with escapes in place of what is no printable ASCII; line breaks stay."""
    if not data.isascii():
        import json

        data = re.sub(r"[^\x00-\x7f]+", lambda found: json.dumps(found[0])[1:-1], data.decode()).encode()
    return data.replace(b"\x7f", b"\\u007f") if b"\x7f" in data else data


class JsonWriter:
    """Writes the results of activities as lines of JSON; with `aim`, each next step leads to that rung."""

    def __init__(self, ladder: Ladder, aim: Rung | None = None) -> None:
        self._ladder, self._classify = ladder, Classifier(ladder, aim)

    def added(self, activity: Activity) -> bytes:
        """Return what a result adds to the record of an activity, with the comma before it."""
        return b"," + json_bytes(findings(self._ladder, self._classify(activity)))[1:]

    def write(
        self, activities: Sequence[Activity], added: Sequence[bytes], columns: Sequence[str] | None = None
    ) -> bytes:
        """Return a line for each activity: its record, then what was `added` to it."""
        own = _in_ascii(ENCODER.encode_lines([activity.record for activity in activities])).split(b"\n")
        parts: list[bytes] = []
        for record, found in zip(own, added, strict=False):
            # The record without its last brace, and what was found without its first, are one object.
            parts += (record[:-1], found) if len(record) > 2 else (record[:-1], found[1:])
        return b"".join(parts)


def result(ladder: Ladder, activity: Activity, assessment: Assessment) -> dict[str, Any]:
    """Return an activity's record with what the answers show; docs/scripts.md has the fields."""
    return {**activity.record, **findings(ladder, assessment)}


def findings(ladder: Ladder, assessment: Assessment) -> dict[str, Any]:
    """Return what a result adds to an activity's record."""
    step = assessment.next
    found: dict[str, Any] = {
        "ladder": ladder.id,
        "rung": _rung(assessment.rung),
        "highest_possible": _rung(assessment.highest_possible),
        "certain": assessment.certain,
        "because": [_need(need) for need in assessment.because],
        "next": {"rung": _rung(step.rung), "needs": [_need(need) for need in step.needs]} if step else None,
        "notes": [{"id": note.id, "text": note.words.standard} for note in assessment.notes],
    }
    if assessment.gap is not None:
        found["gap"] = assessment.gap
    return found


def fault_record(source: str, kind: str, bad: Rejected) -> dict[str, Any]:
    """Return what is wrong with a record, and where it is; `kind` is "error", "warning" or "unused"."""
    return {
        "source": source,
        "kind": kind,
        "line": bad.line or None,
        "column": bad.column,
        "row": bad.row or None,
        "activity": bad.activity,
        "message": bad.message,
    }


def _rung(rung: Rung | None) -> dict[str, Any] | None:
    return {"number": rung.number, "id": rung.id, "name": rung.name} if rung else None


def _need(need: Need) -> dict[str, Any]:
    answer = need.answer.id if need.answer else None
    return {"question": need.question.id, "answer": answer, "needs": need.needs.id}


def activity_schema(ladder: Ladder) -> dict[str, Any]:
    """Return the JSON Schema of one activity's record, with the answers in their order."""
    text: dict[str, Any] = {"type": ["string", "null"]}
    reasons = [question.reason for question in ladder.questions]
    fields: dict[str, Any] = dict.fromkeys((*FIELDS, *reasons, *FORM_FIELDS, LADDER), text)
    fields[DATE] = {"type": ["string", "integer", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
    for field, entries in ((LEVEL, ladder.levels), (STAGE, ladder.stages)):
        if entries:
            fields[field] = {"enum": [*(entry.id for entry in entries), None]}
    day = {"type": ["string", "null"], "format": "date"}
    line = {"question": {"enum": [question.id for question in ladder.questions]}, "what": text, "who": text}
    parts = {"type": "object", "properties": {**line, "when": day}, "additionalProperties": False}
    fields |= zip(FORM_FIELDS, ({"type": ["array", "null"], "items": parts}, day), strict=True)
    fields[BASIS] = {"enum": [*get_args(Basis), None]}
    names = [name for rung in ladder.rungs for name in (rung.id, rung.name, *rung.also)]
    numbers = [rung.number for rung in ladder.rungs]
    fields[CALLED] = {"enum": [*dict.fromkeys(names), *numbers, None]}
    for question in ladder.questions:
        choices = []
        for choice in ladder.choices(question):
            hint = {"description": choice.hint.standard} if choice.hint else {}
            choices.append({"const": choice.id or None, "title": choice.words.standard, **hint})
        fields[question.id] = {"description": question.words.standard, "oneOf": choices}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"An activity on {ladder.about.name}",
        "type": "object",
        "properties": fields,
        "additionalProperties": False,
    }
