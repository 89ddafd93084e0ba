"""Brings the fields of a record that stand in inner objects beside its own."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from coproladder.base.errors import DataError
from coproladder.base.fields import FORM_FIELDS
from coproladder.base.words import shorten
from coproladder.placing.mapping import map_option
from coproladder.placing.names import Names


def may_hold_fields(
    others: Iterable[str], given: Mapping[str, Any], absent: Collection[str], names: Names
) -> bool:
    """Whether what is under other names than those of fields may hold some, where questions are `absent`.

    Raises DataError where it is the answer to one of them.
    """
    for name in others if absent else ():
        answered = names.answered(given[name]) if isinstance(given[name], str) else ()
        if len(answered) == 1 and (question := next(iter(answered))) in absent:
            raise DataError(
                f'{question}: no key has this name, but "{shorten(name)}" has an answer to it; add '
                f"{map_option(question, name)} if the answers are there, or add {map_option(question, '')} "
                f"to leave the question out"
            )
    return bool(absent) and any(isinstance(given[name], dict | list) for name in others)


def unnested(
    given: Mapping[str, Any], meaning: Callable[[str], str | None], questions: Collection[str]
) -> dict[str, Any]:
    """Return a record with the fields of its inner objects among its own; `meaning` is that of a name.

    An inner object in which none of its keys is a field is left as it is. Raises DataError where one field is
    in two places, and where answers are deeper than that.

        {"activity": "Forum", "answers": {"voice": "told"}} gives {"activity": "Forum", "voice": "told"}
    """
    flat: list[tuple[str, Any, str]] = []
    for name, value in given.items():
        if isinstance(value, dict) and any(map(meaning, value)):
            flat += [(key, each, f"{name}/{key}") for key, each in value.items()]
        else:
            flat.append((name, value, name))
    record: dict[str, Any] = {}
    places: dict[str, str] = {}
    for name, value, place in flat:
        if field := meaning(name):
            if field in places:
                both = f'in "{places[field]}" and in "{place}"'
                raise DataError(f"{field}: it is given twice, {both}; keep one")
            places[field] = place
        is_taken = name in record or (place != name and name in given)
        record[place if is_taken else name] = value
    others = {name: value for name, value in record.items() if name not in FORM_FIELDS}
    if deep := _deeper(others, lambda text: meaning(text) in questions):
        cure = "put them beside the name of the activity, or in one object there"
        raise DataError(f'the answers are in "{shorten(deep)}", where they are not read; {cure}')
    return record


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
