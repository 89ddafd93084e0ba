"""Lets a command take options packed in records, while Typer sees each of them as a parameter."""

from collections.abc import Callable
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any

from coproladder.base.errors import UsageError
from coproladder.commands.options import PageOptions, ReadOptions, check_open, one_of

SUFFIXES = {
    ".csv": "csv",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".jsonl": "json",
    ".md": "markdown",
    ".sql": "sql",
    ".svg": "svg",
    ".yaml": "yaml",
    ".yml": "yaml",
}
"""The formats that the suffixes of files to write stand for."""


def with_options(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that gives a command each field of its records as a parameter, for Typer.

    A parameter of the command that is ReadOptions or PageOptions is a record; the wrapper packs it. Its
    `output_format` is the one of `formats` that --format, --json or the suffix of --output says.
    """
    words = "The format; else as the suffix of --output says."
    output_format = Annotated[str | None, one_of(formats, "--format", "-f", words=words)]

    def for_typer(command: Callable[..., Any]) -> Callable[..., Any]:
        hints = command.__annotations__
        records = {name: kind for name, kind in hints.items() if kind in (ReadOptions, PageOptions)}
        own = [each for each in signature(command).parameters.values() if each.name not in records]
        shown = {each.name: (hints[each.name], each.default) for each in own}
        shown["output_format"] = output_format, None
        for record in records.values():
            for name, default in zip(record.__struct_fields__, record.__struct_defaults__, strict=True):
                shown[name] = record.__annotations__[name], default

        def wrapper(**given: Any) -> Any:
            for name, record in records.items():
                given[name] = record(**{field: given.pop(field) for field in record.__struct_fields__})
            page = next(value for value in given.values() if isinstance(value, PageOptions))
            chosen = chosen_format(given["output_format"], formats, page.as_json, page.output)
            check_open(page, chosen)
            return command(**{**given, "output_format": chosen})

        wrapper.__name__, wrapper.__doc__ = command.__name__, command.__doc__
        wrapper.__annotations__ = {name: hint for name, (hint, _) in shown.items()}
        wrapper.__signature__ = signature(command).replace(  # type: ignore[attr-defined]
            parameters=[
                Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=hint)
                for name, (hint, default) in shown.items()
            ]
        )
        return wrapper

    return for_typer


def chosen_format(given: str | None, known: tuple[str, ...], as_json: bool, output: str | None) -> str:
    """Return the format as given, else as the suffix of --output says, else text.

    Raises UsageError where --json is given too and says something else.
    """
    if as_json:
        if given not in (None, "json"):
            raise UsageError(f"--json and --format {given} do not go together; keep one")
        return "json"
    by_suffix = SUFFIXES.get(Path(output or "").suffix.lower())
    return given or (by_suffix if by_suffix in known else None) or "text"
