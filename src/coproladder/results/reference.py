"""The reference for other programs: the ladder and its guide as records, and the schema of a record."""

from collections.abc import Iterable
from typing import Any

from coproladder.base.fields import CALLED, DATE, FIELDS, LEVEL, STAGE
from coproladder.ladder.guide import Guide
from coproladder.ladder.records import Ladder, Rung
from coproladder.pages.search import Hit
from coproladder.results.json import ladder_id, named_rung


def ladder_record(ladder: Ladder) -> dict[str, Any]:
    """Return the ladder itself: what it is, and its rungs, top one first."""
    return {"ladder": ladder_id(ladder), "about": ladder.about, "rungs": ladder.rungs[::-1]}


def rung_record(ladder: Ladder, guide: Guide, rung: Rung) -> dict[str, Any]:
    """Return one rung with all that is said of it."""
    return {
        "ladder": ladder_id(ladder),
        "rung": rung,
        "guide": next((entry for entry in guide.rungs if entry.id == rung.id), None),
        "editions": [entry for entry in guide.editions if entry.rung == rung.id],
        "elsewhere": [entry for entry in guide.matches if entry.rung == rung.id],
        "promise": next((entry for entry in guide.promises if entry.rung == rung.id), None),
    }


def topics_record(ladder: Ladder, topics: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    """Return the topics of the guide: id, title and summary of each."""
    listed = [{"id": topic_id, "title": title, "summary": summary} for topic_id, title, summary in topics]
    return {"ladder": ladder_id(ladder), "topics": listed}


def topic_record(ladder: Ladder, guide: Guide, topic_id: str) -> dict[str, Any]:
    """Return one topic of the guide, or one of the lists that have pages of their own."""
    pages: dict[str, dict[str, Any]] = {topic.id: {"topic": topic} for topic in guide.topics}
    pages["editions"] = {"editions": guide.editions}
    pages["crosswalk"] = {"frameworks": guide.frameworks, "matches": guide.matches}
    for name in ("promises", "workshop", "cases", "glossary"):
        pages[name] = {name: getattr(guide, name)}
    return {"ladder": ladder_id(ladder), **pages[topic_id]}


def hits_record(ladder: Ladder, query: str, hits: Iterable[Hit]) -> dict[str, Any]:
    """Return where a word was found, best match first."""
    return {"ladder": ladder_id(ladder), "query": query, "hits": [*hits]}


def lists_record(ladder: Ladder, *sections: str) -> dict[str, Any]:
    """Return some lists of a ladder, such as its tips, under their names."""
    return {"ladder": ladder_id(ladder), **{name: getattr(ladder, name) for name in sections}}


def rules_record(ladder: Ladder) -> dict[str, Any]:
    """Return the rules: the needs of each rung, top one first, and when each note applies."""
    rungs = [{**named_rung(rung), "goal": rung.goal, "needs": rung.needs} for rung in ladder.rungs[::-1]]
    return {"ladder": ladder_id(ladder), "rungs": rungs, "notes": ladder.notes}


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
