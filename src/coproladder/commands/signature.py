"""Lets a command take options packed in records, while Typer sees each of them as a parameter."""

from collections.abc import Callable, Mapping, MutableMapping
from inspect import Parameter, signature
from typing import Any


def with_records(
    command: Callable[..., Any],
    kinds: tuple[type, ...],
    defaults: Mapping[str, Any],
    settle: Callable[[MutableMapping[str, Any]], None],
) -> Callable[..., Any]:
    """Return a wrapper of a command that has each field of its records as a parameter, for Typer.

    A parameter of the command whose type is one of `kinds` is a record; the wrapper packs it. `defaults`
    replace defaults of the command; `settle` may change the arguments before the command is called.
    """
    hints = dict(command.__annotations__)
    records = {name: kind for name, kind in hints.items() if kind in kinds}
    parameters = [
        parameter.replace(
            annotation=hints[name], kind=Parameter.KEYWORD_ONLY, default=defaults.get(name, parameter.default)
        )
        for name, parameter in signature(command).parameters.items()
        if name not in records
    ]
    for record in records.values():
        fields = zip(record.__struct_fields__, record.__struct_defaults__, strict=True)
        parameters += [
            Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=record.__annotations__[name])
            for name, default in fields
        ]

    def called(**given: Any) -> Any:
        for name, record in records.items():
            given[name] = record(**{field: given.pop(field) for field in record.__struct_fields__})
        settle(given)
        return command(**given)

    called.__name__, called.__doc__ = command.__name__, command.__doc__
    called.__annotations__ = {each.name: each.annotation for each in parameters}
    called.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
    return called
