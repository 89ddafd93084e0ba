"""Brings the fields of a record that stand in inner objects beside its own."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from coproladder.base.errors import DataError
from coproladder.base.fields import ACTIVITY, FORM_FIELDS
from coproladder.base.words import shorten, without_set
from coproladder.placing.layout import Layout
from coproladder.placing.mapping import GivenTwiceError, places_of
from coproladder.placing.names import Names, is_result

GROUP = "[a-z0-9_.-]+|(?i:answers|data|fields|properties|questions|responses)"
"""How form tools name a group of questions, but hardly anybody an activity."""

IN_A_LIST = f"make them a list, and name each record with the field {ACTIVITY}"
"""What to do with {"Lunch club": {"voice": "told"}}."""


def may_hold_fields(
    layout: Layout, given: Mapping[str, Any], names: Names, mapped: Mapping[str, str]
) -> bool:
    """Whether what is under other names than those of fields may hold some, where questions are absent.

    Not in a result: what is in its inner objects was not read when it was made. Raises DataError where it is
    the answer to one of them.
    """
    if is_result(given):
        return False
    left_out = [field for field, name in mapped.items() if not name]
    absent = {*names.questions}.difference(layout.fields, left_out)
    for name in layout.others if absent else ():
        answered = names.answered(given[name]) if isinstance(given[name], str) else ()
        if len(answered) == 1 and (question := next(iter(answered))) in absent:
            there, nowhere = (names.map_option((question, each)) for each in (name, ""))
            fault = f'{question}: no key has this name, but "{shorten(name)}" has an answer to it'
            cure = f"add {there} if the answers are there, or add {nowhere} to leave the question out"
            raise DataError(f"{fault}; {cure}")
    return bool(absent) and any(isinstance(given[name], dict | list) for name in layout.others)


def unnested(
    given: Mapping[str, Any], names: Names, mapped: Mapping[str, str], meaning: Callable[[str], str | None]
) -> dict[str, Any]:
    """Return a record with the fields of its inner objects among its own.

    `mapped` are the names that a person gave for fields; `meaning` is that of a name by itself, or by them.
    An inner object in which none of its keys is a field is left as it is. Raises DataError where one field is
    in two places, where answers are deeper than that, and where the record is several, each under its name.

        {"activity": "Forum", "answers": {"voice": "told"}} gives {"activity": "Forum", "voice": "told"}
    """
    flat: list[tuple[str, Any, str]] = []
    for name, value in given.items():
        if isinstance(value, dict) and any(map(meaning, value)):
            flat += [(key, each, f"{name}/{key}") for key, each in value.items()]
        else:
            flat.append((name, value, name))
    places = [place for *_, place in flat]
    # One of two places can be chosen by its name: --map voice="before/voice".
    chosen = {field: places[at] for field, heading in mapped.items() for at in places_of(heading, places)[:1]}
    record: dict[str, Any] = {}
    found: dict[str, int] = {}
    twice: list[tuple[str, int, int]] = []
    for at, (name, value, place) in enumerate(flat):
        field = meaning(name)
        if field and field not in chosen and found.setdefault(field, at) != at:
            twice.append((field, found[field], at))
        is_taken = name in record or field in chosen or (place != name and name in given)
        record[place if is_taken else name] = value
    _refuse_records_under_names(given, meaning, bool(twice), names)
    if twice:
        raise GivenTwiceError(twice, places, names.match_file)
    others = {name: value for name, value in record.items() if name not in FORM_FIELDS}
    if deep := _deeper(others, lambda text: meaning(text) in names.questions):
        cure = "put them beside the name of the activity, or in one object there"
        lists = f"where records stand under names, {IN_A_LIST}"
        raise DataError(f'the answers are in "{shorten(deep)}", where they are not read; {cure}; {lists}')
    return record


def _refuse_records_under_names(
    given: Mapping[str, Any], meaning: Callable[[str], str | None], twice: bool, names: Names
) -> None:
    """Raise DataError for {"Lunch club": {"voice": "told"}}, whose records stand under names."""
    if not {ACTIVITY, *names.questions}.isdisjoint(map(meaning, given)):
        return
    inner = {name: {*map(meaning, value)} for name, value in given.items() if isinstance(value, dict)}
    are_groups = any(ACTIVITY in fields for fields in inner.values()) and not twice
    for name, fields in inner.items():
        has_answers = not fields.isdisjoint(names.questions)
        is_name = has_answers and not are_groups and (twice or not re.fullmatch(GROUP, name))
        if (is_name or under_names(given)) and not without_set(f"{name}/{ACTIVITY}"):
            raise records_under(name)


def under_names(given: Mapping[str, Any]) -> bool:
    """Whether the values of a record are several objects with the same keys."""
    keys = [value.keys() for value in given.values() if isinstance(value, dict)]
    return 1 < len(keys) == len(given) and all(each == keys[0] for each in keys)


def records_under(name: str) -> DataError:
    """Return the error for records that stand under names, such as this one."""
    return DataError(f'the records stand under names, such as "{shorten(name)}"; {IN_A_LIST}')


def _deeper(record: Mapping[str, Any], is_question: Callable[[str], bool]) -> str:
    """Return where in the values of a record a key or a text names a question, "" for nowhere."""
    left = [*record.items()]
    while left:
        place, value = left.pop(0)
        if isinstance(value, dict):
            texts = [*value, *(each for each in value.values() if isinstance(each, str))]
            if any(map(is_question, texts)):
                return place
            left += [(f"{place}/{key}", each) for key, each in value.items()]
        elif isinstance(value, list):
            left += [(f"{place}[{number}]", each) for number, each in enumerate(value, 1)]
    return ""
