"""Checks the types in a ladder file or a guide against the records: each fault as its path and a message."""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from coproladder.base.words import shorten, suggest
from coproladder.base.yaml_document import KeyPath, Value
from coproladder.ladder.records import Record
from coproladder.ladder.references import Fault

UNIONS = (UnionType, Union)


def type_faults(value: Value, record: type[Record]) -> Iterator[Fault]:
    """Yield the first fault of each entry of a file that does not have the types of `record`."""
    if not isinstance(value, dict):
        yield (), f"this must be keys and their values, and it is {_kind_of(value)}"
        return
    yield from _key_faults(value, record, ())
    for key, wanted in _hints(record).items():
        if key not in value:
            continue
        section, kind = value[key], _plain_type(wanted)
        if isinstance(section, list) and section and get_origin(kind) is tuple:
            for at, entry in enumerate(section):
                yield from islice(_value_faults(entry, get_args(kind)[0], (key, at)), 1)
        else:
            yield from islice(_value_faults(section, wanted, (key,)), 1)


def _value_faults(value: Value, wanted: Any, path: KeyPath) -> Iterator[Fault]:
    """Yield each place where `value` is not what the type `wanted` allows."""
    kind = _plain_type(wanted)
    if isinstance(kind, type) and issubclass(kind, Record) and isinstance(value, dict):
        yield from _key_faults(value, kind, path)
        for key, hint in _hints(kind).items():
            if key in value:
                yield from _value_faults(value[key], hint, (*path, key))
        return
    if isinstance(value, list) and get_origin(kind) is tuple:
        for at, item in enumerate(value):
            yield from _value_faults(item, get_args(kind)[0], (*path, at))
    if isinstance(value, dict) and get_origin(kind) is dict:
        for key, item in value.items():
            yield from _value_faults(item, get_args(kind)[1], (*path, key))
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        quotes = "; put quotes round it" if kind is str and isinstance(value, (bool, int)) else ""
        yield path, f"this must be {_wish(wanted)}, and it is {_kind_of(value)}{quotes}"


def _key_faults(value: dict[str, Value], kind: type[Record], path: KeyPath) -> Iterator[Fault]:
    known = list(_hints(kind))
    for key in value:
        if key not in known:
            yield (*path, key), f"there is no such key; {suggest(key, known)}"
    for field in msgspec.structs.fields(kind):
        if field.required and field.name not in value:
            yield path, f'the key "{field.name}" is missing; add it'


@cache
def _hints(kind: type[Record]) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {name: hints[name] for name in kind.__struct_fields__}


def _plain_type(wanted: Any) -> Any:
    """Return a type without what Annotated or `| None` add to it."""
    if get_origin(wanted) is Annotated:
        return _plain_type(get_args(wanted)[0])
    if get_origin(wanted) in UNIONS:
        return _plain_type(next(kind for kind in get_args(wanted) if kind is not NoneType))
    return wanted


def _wish(wanted: Any) -> str:
    """Return what a type wants in words: its own description, else by its kind."""
    for kind in get_args(wanted) if get_origin(wanted) in UNIONS else (wanted,):
        if get_origin(kind) is Annotated:
            meta: msgspec.Meta = kind.__metadata__[0]
            return meta.description or ""
    kind = _plain_type(wanted)
    if isinstance(kind, type) and issubclass(kind, Record):
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
