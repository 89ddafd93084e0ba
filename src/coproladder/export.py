"""Turns records into what other programs read: JSON and JSON Schema, the same bytes everywhere."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from coproladder.fields import CALLED, DATE, FIELDS, LEVEL, STAGE
from coproladder.ladder import Entry, Ladder, Rung

if TYPE_CHECKING:
    from coproladder.activities import Activity
    from coproladder.classifier import Assessment, Need
    from coproladder.finding import Hit
    from coproladder.guide import Guide
    from coproladder.rows import Rejected


def json_bytes(value: Any) -> bytes:
    """Return a value as one line of JSON in printable ASCII."""
    data = msgspec.json.encode(value)
    if not data.isascii():
        import json

        data = json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode()
    return data.replace(b"\x7f", b"\\u007f") + b"\n"


def ladder_id(ladder: Ladder) -> str:
    """Return what names a ladder in a result: its id and version."""
    return f"{ladder.about.id}/{ladder.about.version}"


def result(ladder: Ladder, activity: "Activity", assessment: "Assessment") -> dict[str, Any]:
    """Return an activity's record with what the answers show; the fields are in the README."""
    return {**activity.record, **findings(ladder, assessment)}


def findings(ladder: Ladder, assessment: "Assessment") -> dict[str, Any]:
    """Return what a result adds to an activity's record."""
    step = assessment.next
    found: dict[str, Any] = {
        "ladder": ladder_id(ladder),
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


def rejected_record(source: str, bad: "Rejected") -> dict[str, Any]:
    """Return what is wrong with a record that could not be read, and where it is."""
    return {"source": source, "line": bad.line, "column": bad.column, "message": bad.message}


def ladder_record(ladder: Ladder) -> dict[str, Any]:
    """Return the ladder itself: what it is, and its rungs, top one first."""
    return {"ladder": ladder_id(ladder), "about": ladder.about, "rungs": ladder.rungs[::-1]}


def rung_record(ladder: Ladder, guide: "Guide", rung: Rung) -> dict[str, Any]:
    """Return one rung with all that is said of it."""
    return {
        "ladder": ladder_id(ladder),
        "rung": rung,
        "guide": next((entry for entry in guide.rungs if entry.id == rung.id), None),
        "editions": [entry for entry in guide.editions if entry.rung == rung.id],
        "elsewhere": [entry for entry in guide.matches if entry.rung == rung.id],
    }


def topics_record(ladder: Ladder, topics: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    """Return the topics of the guide: id, title and summary of each."""
    names = ("id", "title", "summary")
    return {
        "ladder": ladder_id(ladder),
        "topics": [dict(zip(names, topic, strict=True)) for topic in topics],
    }


def topic_record(ladder: Ladder, guide: "Guide", topic_id: str) -> dict[str, Any]:
    """Return one topic of the guide, or one of the lists that have pages of their own."""
    lists: dict[str, dict[str, Any]] = {
        "editions": {"editions": guide.editions},
        "crosswalk": {"frameworks": guide.frameworks, "matches": guide.matches},
        "glossary": {"glossary": guide.glossary},
    }
    own = {topic.id: {"topic": topic} for topic in guide.topics}
    return {"ladder": ladder_id(ladder), **(own | lists)[topic_id]}


def hits_record(ladder: Ladder, query: str, hits: Iterable["Hit"]) -> dict[str, Any]:
    """Return where a word was found, best match first."""
    return {"ladder": ladder_id(ladder), "query": query, "hits": [*hits]}


def section_record(ladder: Ladder, *sections: str) -> dict[str, Any]:
    """Return some lists of a ladder, such as its tips, under their names."""
    return {"ladder": ladder_id(ladder), **{name: getattr(ladder, name) for name in sections}}


def rules_record(ladder: Ladder) -> dict[str, Any]:
    """Return the rules: the needs of each rung, top one first, and when each note applies."""
    rungs = [{**_named(rung), "goal": rung.goal, "needs": rung.needs} for rung in ladder.rungs[::-1]]
    return {"ladder": ladder_id(ladder), "rungs": rungs, "notes": ladder.notes}


def activity_schema(ladder: Ladder) -> dict[str, Any]:
    """Return the JSON Schema of one activity's record, with the answers in their order."""
    text: dict[str, Any] = {"type": ["string", "null"]}
    fields: dict[str, Any] = dict.fromkeys(FIELDS, text)
    fields[DATE] = {
        "type": ["string", "integer", "null"],
        "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
    }
    fields[LEVEL] = _choice(ladder.levels) if ladder.levels else text
    fields[STAGE] = _choice(ladder.stages) if ladder.stages else text
    names = [name for rung in ladder.rungs for name in (rung.id, rung.name, *rung.also)]
    numbers = [rung.number for rung in ladder.rungs]
    fields[CALLED] = {"enum": [*dict.fromkeys(names), *numbers, None]}
    for question in ladder.questions:
        fields[question.id] = {
            "description": question.words.standard,
            "oneOf": [
                {"const": answer.id, "description": answer.words.standard} for answer in question.answers
            ]
            + [{"const": None, "description": ladder.about.not_sure.standard}],
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"An activity on {ladder.about.name}",
        "type": "object",
        "properties": fields,
        "additionalProperties": False,
    }


def _choice(entries: tuple[Entry, ...]) -> dict[str, Any]:
    return {"enum": [*(entry.id for entry in entries), None]}


def _named(rung: Rung) -> dict[str, Any]:
    return {"number": rung.number, "id": rung.id, "name": rung.name}


def _rung(rung: Rung | None) -> dict[str, Any] | None:
    return _named(rung) if rung else None


def _need(need: "Need") -> dict[str, Any]:
    answer = need.answer.id if need.answer else None
    return {"question": need.question.id, "answer": answer, "needs": need.needs.id}
