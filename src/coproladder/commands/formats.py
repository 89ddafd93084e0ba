"""Which format a command writes: the option that names it, and the suffix of the file."""

from pathlib import Path
from typing import Any, get_args

import typer

from coproladder.base.errors import UsageError

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


def one_of(names: Any, *flags: str, words: str) -> Any:
    """Return an option that takes one of the names of a Literal, and shows a faulty one as it was typed."""
    known: tuple[str, ...] = get_args(names)

    def check(value: str) -> str:
        if value not in known:
            raise UsageError(
                f'{flags[0]}: "{value}" is not known; use {", ".join(known[:-1])} or {known[-1]}'
            )
        return value

    def complete(incomplete: str) -> list[str]:
        return [name for name in known if name.startswith(incomplete)]

    return typer.Option(
        *flags, parser=check, metavar=f"<{'|'.join(known)}>", autocompletion=complete, help=words
    )


def format_option(names: Any) -> Any:
    """Return the option --format for the names of a Literal."""
    return one_of(names, "--format", "-f", words="The format; else as the suffix of --output says.")


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
