"""Checks files against the records: their types, their ids, and the rules that a ladder has to keep."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise
from types import NoneType, UnionType
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin

import msgspec

from coproladder.base.fields import FIELDS, RESULT_FIELDS
from coproladder.base.words import bare_name, fold, nearest, shorten, suggest, unmarked
from coproladder.base.yaml_document import KeyPath, Value
from coproladder.ladder.records import ID, Ladder, Record, Rung, Words

Fault = tuple[KeyPath, str]
"""Where a fault is, and a message that says what is wrong and ends with the cure."""

UNIONS = (UnionType, Union)


def type_faults(value: Value, record: type[Record]) -> Iterator[Fault]:
    """Yield every place where a file does not have the types of `record`."""
    # What stands in a file that is none of ours is for nobody to see.
    if not isinstance(value, dict):
        kind = {str: "text", int: "a number"}.get(type(value)) or _kind_of(value)
        yield (), f"this must be keys and their values, but it is {kind}"
    else:
        yield from _value_faults(value, record, ())


def _value_faults(value: Value, wanted: Any, path: KeyPath) -> Iterator[Fault]:
    kind = _kinds(wanted)[0]
    if _is_record(kind) and isinstance(value, dict):
        known = _hints(kind)
        for key in value:
            if key not in known:
                yield (*path, key), f"there is no such key; {suggest(key, known)}"
        for field in msgspec.structs.fields(kind):
            if field.name in value:
                yield from _value_faults(value[field.name], field.type, (*path, field.name))
            elif field.required:
                yield path, f'the key "{field.name}" is missing; add it'
        return
    inner: list[Fault] = []
    if isinstance(value, list) and get_origin(kind) is tuple:
        for at, item in enumerate(value):
            inner += _value_faults(item, get_args(kind)[0], (*path, at))
    if isinstance(value, dict) and get_origin(kind) is dict:
        for key, item in value.items():
            inner += _value_faults(item, get_args(kind)[1], (*path, key))
    if inner:
        yield from inner
        return
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        quotes = "; put quotes round it" if kind is str and isinstance(value, (bool, int)) else ""
        yield path, f"this must be {_wish(wanted)}, but it is {_kind_of(value)}{quotes}"


@cache
def _hints(kind: type[Record]) -> dict[str, Any]:
    """Return the keys of a record with their types."""
    return {field.name: field.type for field in msgspec.structs.fields(kind)}


def _kinds(wanted: Any) -> list[Any]:
    """Return the types that a type allows, without what Annotated adds to it, and None."""
    if get_origin(wanted) is Annotated:
        return _kinds(get_args(wanted)[0])
    if get_origin(wanted) in UNIONS:
        return [kind for each in get_args(wanted) if each is not NoneType for kind in _kinds(each)]
    return [wanted]


def _is_record(kind: Any) -> TypeGuard[type[Record]]:
    return isinstance(kind, type) and issubclass(kind, Record)


def _metas(wanted: Any) -> list[msgspec.Meta]:
    """Return what Annotated adds to a type, also where it is a type or None."""
    kinds = get_args(wanted) if get_origin(wanted) in UNIONS else (wanted,)
    return [meta for kind in kinds for meta in getattr(kind, "__metadata__", ())]


def _wish(wanted: Any) -> str:
    """Return what a type wants in words: its own description, else by its kind."""
    if description := next((meta.description for meta in _metas(wanted) if meta.description), None):
        return description
    kind = _kinds(wanted)[0]
    if _is_record(kind):
        return f"an entry with the keys {', '.join(_hints(kind))}"
    names = {tuple: "a list", dict: "keys and their values", bool: "true or false", str: "text"}
    return names[get_origin(kind) or kind]


def _kind_of(value: Value) -> str:
    if isinstance(value, str):
        return f'"{shorten(value)}"' if value.strip() else "blank"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int):
        return f"the number {shorten(str(value))}"
    return "a set of keys" if isinstance(value, dict) else "empty"


def as_far_as_right(value: Value, wanted: Any) -> Any:
    """Return a value as its type has it; what is not right becomes "", 0, or an entry of these.

    So the rest of a file with type faults can be checked in the same pass.
    """
    metas, kinds = _metas(wanted), _kinds(wanted)
    kind = next(filter(_is_record, kinds if isinstance(value, dict) else ()), kinds[0])
    if _is_record(kind):
        given = value if isinstance(value, dict) else {"standard": value}
        return kind(
            **{
                each.name: as_far_as_right(given.get(each.name), each.type)
                for each in msgspec.structs.fields(kind)
                if each.required or given.get(each.name) is not None
            }
        )
    if get_origin(kind) is tuple:
        items = value if isinstance(value, list) else []
        if not isinstance(value, list) or any((meta.min_length or 0) > len(items) for meta in metas):
            items = [*items, None]
        return tuple(as_far_as_right(item, get_args(kind)[0]) for item in items)
    if get_origin(kind) is dict:
        pairs = value.items() if isinstance(value, dict) else ()
        return {key: as_far_as_right(item, get_args(kind)[1]) for key, item in pairs}
    blank: str | int = {int: 0, bool: False}.get(kind, "")
    return value if isinstance(value, type(blank)) else blank


Known = Mapping[str, Mapping[str, Any]]
"""What ids can name: for "rung", "source" and so on, the entries by their ids."""


def entries_by_id(ladder: Ladder, **more: Sequence[Any]) -> Known:
    """Return what ids can name in a ladder; `more` adds lists, or puts one in place of its own."""
    kinds = ("question", "rung", "level", "stage", "source")
    lists = {kind: getattr(ladder, f"{kind}s") for kind in kinds} | more
    return {kind: {entry.id: entry for entry in entries} for kind, entries in lists.items()}


def id_faults(value: Any, known: Known, wanted: Any = None, path: KeyPath = ()) -> Iterator[Fault]:
    """Yield a fault for each id in a record that names nothing, or that an earlier entry of its list has.

    What stands in the record is a `value` too. Its type `wanted` declares what an id names, as RungId does.
    """
    if isinstance(value, str):
        yield from _missing(value, known, wanted, path)
    elif isinstance(value, Record) and not isinstance(value, Words):
        for key, hint in _hints(type(value)).items():
            yield from id_faults(getattr(value, key), known, hint, (*path, key))
    elif isinstance(value, tuple) and value:
        item = get_args(_kinds(wanted)[0])[0]
        places: dict[str, int] = {}
        for at, entry in enumerate(value):
            first = places.setdefault(getattr(entry, "id", "") or str(at), at)
            if first != at:
                yield (*path, at, "id"), f"this id is taken by entry {first + 1} of the list; choose another"
            yield from id_faults(entry, known, item, (*path, at))
    elif isinstance(value, dict) and value:
        names, values = get_args(_kinds(wanted)[0])
        for key, entry in value.items():
            faults = [*_missing(key, known, names, (*path, key))]
            yield from faults or id_faults(entry, known, values, (*path, key))


def _missing(name: str, known: Known, wanted: Any, path: KeyPath) -> Iterator[Fault]:
    for declared in (meta.extra for meta in _metas(wanted) if meta.extra):
        kind, more = declared["names"], declared.get("or", ())
        # The id of an answer stands under that of its question.
        question = known["question"].get(str(path[-1]))
        ids = (question.ranks if question else {"": 0}) if kind == "answer" else known[kind]
        if not name or name in ids or name in more:
            continue
        # An entry whose id is not right may be the one that is meant, unless another is nearer.
        if all(re.match(ID, each) for each in ids) or nearest(name, ids):
            fault = f'"{name}" is not an answer to it' if kind == "answer" else f'there is no {kind} "{name}"'
            yield path, f"{fault}; {suggest(name, [*ids, *more])}"


def ladder_faults(ladder: Ladder) -> Iterator[Fault]:
    """Yield every fault: ids and names that are taken, ids that do not exist, needs that do not grow."""
    for key, file in (("guide", ladder.about.guide), ("interface", ladder.about.interface)):
        if file and any(sign in file for sign in "/\\:\0"):
            yield ("about", key), "name a file in the same folder, without a path"
        elif file and not file.lower().endswith((".yaml", ".yml")):
            yield ("about", key), "name a file that ends in .yaml or .yml"
    yield from _same_reading(ladder)
    yield from _same_names(ladder)
    faults = [*id_faults(ladder, entries_by_id(ladder)), *_wrong_numbers(ladder.rungs)]
    yield from faults
    # Needs can be compared where each of them is an answer, and the rungs stand in an order.
    if not any("needs" in path or "number" in path for path, _ in faults):
        yield from _needs_that_do_not_grow(ladder)


def _same_reading(ladder: Ladder) -> Iterator[Fault]:
    """Questions, answers, levels and stages are known by their words too, so no two may read the same.

    Two questions may share an answer: what it means, its field says.
    """
    reasons = (question.reason for question in ladder.questions)
    taken = {fold(field): f'the field "{field}"' for field in (*FIELDS, *RESULT_FIELDS, *reasons)}
    for at, question in enumerate(ladder.questions):
        readings = map(fold, (question.id, *question.words.wordings))
        yield from _clash(("questions", at), readings, f'question "{question.id}"', taken)
        answers = {unmarked(words): "not sure" for words in ladder.choices(question)[-1].wordings}
        for place, answer in enumerate(question.answers):
            path, readings = ("questions", at, "answers", place), map(unmarked, (answer.id, *answer.wordings))
            yield from _clash(path, readings, f'answer "{answer.id}"', answers)
    for section, entries in (("levels", ladder.levels), ("stages", ladder.stages)):
        taken = {}
        for at, entry in enumerate(entries):
            yield from _clash((section, at), map(fold, (entry.id, entry.name)), f'"{entry.id}"', taken)


def _clash(path: KeyPath, readings: Iterable[str], owner: str, taken: dict[str, str]) -> Iterator[Fault]:
    for reading in filter(None, readings):
        other = taken.setdefault(reading, owner)
        if other != owner:
            yield path, f"this reads the same as {other}; change the words or the id"
            return


def _same_names(ladder: Ladder) -> Iterator[Fault]:
    taken = {str(rung.number): at for at, rung in enumerate(ladder.rungs)}
    for at, rung in enumerate(ladder.rungs):
        for name in (rung.id, rung.name, *rung.also):
            first = taken.setdefault(bare_name(name), at)
            if first != at and name:
                yield ("rungs", at), f'"{name}" also names rung "{ladder.rungs[first].id}"; keep one'


def _wrong_numbers(rungs: tuple[Rung, ...]) -> Iterator[Fault]:
    """Yield a fault for each rung whose number is taken, or comes after a gap."""
    numbers = [rung.number for rung in rungs]
    gap = next(number for number in range(1, len(rungs) + 2) if number not in numbers)
    for at, number in enumerate(numbers):
        if number in numbers[:at]:
            yield ("rungs", at, "number"), f"two rungs have the number {number}; count 1, 2, 3 and so on"
        elif number > gap and number - 1 not in numbers:
            yield ("rungs", at, "number"), f"there is no rung {gap}; count 1, 2, 3 and so on"


def _needs_that_do_not_grow(ladder: Ladder) -> Iterator[Fault]:
    """Needs must grow from rung to rung, or an answer that gives people more power could lower it."""
    # An answer whose id is not right is "" here, and no need.
    known = {question.id: {**question.ranks, "": 0} for question in ladder.questions}
    upward: list[tuple[KeyPath, Rung, dict[str, int]]] = []
    for at, rung in sorted(enumerate(ladder.rungs), key=lambda each: each[1].number):
        ranks = {question: ids.get(rung.needs.get(question, ""), 0) for question, ids in known.items()}
        upward.append((("rungs", at, "needs"), rung, ranks))
    for (_, lower, least), (path, _, ranks) in pairwise(upward):
        if least == ranks:
            yield path, f'it needs the same as rung "{lower.id}", so no answers reach that; need more'
            continue
        for question, rank in least.items():
            if ranks[question] < rank:
                less = f'it needs less of "{question}" than rung "{lower.id}" below'
                yield path, f'{less}; need "{lower.needs[question]}" or more'
    unreached: dict[KeyPath, str] = {}
    for (path, _, ranks), (_, higher, above) in combinations(upward, 2):
        if ranks != above and all(above[question] <= ranks[question] for question in ranks):
            fault = f'no answers reach it: all that meet its needs meet those of rung "{higher.id}" too'
            unreached.setdefault(path, fault)
    yield from unreached.items()
