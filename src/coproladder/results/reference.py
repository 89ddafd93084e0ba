"""The reference for other programs: the ladder and its guide as records, and the schema of a record."""

from collections.abc import Iterable
from typing import Any

from coproladder.base.fields import CALLED, DATE, FIELDS, LEVEL, STAGE
from coproladder.ladder.guide import Guide
from coproladder.ladder.records import Ladder, Rung


def rung_record(guide: Guide, rung: Rung) -> dict[str, Any]:
    """Return one rung with all that is said of it."""
    return {
        "rung": rung,
        "guide": next((entry for entry in guide.rungs if entry.id == rung.id), None),
        "editions": [entry for entry in guide.editions if entry.rung == rung.id],
        "elsewhere": [entry for entry in guide.matches if entry.rung == rung.id],
        "promise": next((entry for entry in guide.promises if entry.rung == rung.id), None),
    }


def topics_record(topics: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    """Return the topics of the guide: id, title and summary of each."""
    return {"topics": [{"id": id_, "title": title, "summary": summary} for id_, title, summary in topics]}


def topic_record(guide: Guide, topic_id: str) -> dict[str, Any]:
    """Return one topic of the guide, or one of the lists that have pages of their own."""
    for topic in guide.topics:
        if topic.id == topic_id:
            return {"topic": topic}
    names = ("frameworks", "matches") if topic_id == "crosswalk" else (topic_id,)
    return {name: getattr(guide, name) for name in names}


def rules_record(ladder: Ladder) -> dict[str, Any]:
    """Return the rules: the needs of each rung, top one first, and when each note applies."""
    kept = ("number", "id", "name", "goal", "needs")
    rungs = [{name: getattr(rung, name) for name in kept} for rung in ladder.rungs[::-1]]
    return {"rungs": rungs, "notes": ladder.notes}


def activity_schema(ladder: Ladder) -> dict[str, Any]:
    """Return the JSON Schema of one activity's record, with the answers in their order."""
    text: dict[str, Any] = {"type": ["string", "null"]}
    fields: dict[str, Any] = dict.fromkeys(FIELDS, text)
    fields[DATE] = {"type": ["string", "integer", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
    for field, entries in ((LEVEL, ladder.levels), (STAGE, ladder.stages)):
        if entries:
            fields[field] = {"enum": [*(entry.id for entry in entries), None]}
    names = [name for rung in ladder.rungs for name in (rung.id, rung.name, *rung.also)]
    numbers = [rung.number for rung in ladder.rungs]
    fields[CALLED] = {"enum": [*dict.fromkeys(names), *numbers, None]}
    for question in ladder.questions:
        choices = [
            *({"const": answer.id, "description": answer.words.standard} for answer in question.answers),
            {"const": None, "description": ladder.about.not_sure.standard},
        ]
        fields[question.id] = {"description": question.words.standard, "oneOf": choices}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"An activity on {ladder.about.name}",
        "type": "object",
        "properties": fields,
        "additionalProperties": False,
    }
