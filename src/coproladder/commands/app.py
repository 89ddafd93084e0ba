"""The application: every command, and what the tool says of itself without one."""

import sys
from importlib import import_module
from typing import Annotated

import typer

from coproladder import __version__
from coproladder.base.errors import UsageError
from coproladder.base.words import suggest
from coproladder.commands.help import Command, Group


def coproladder(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and leave.")] = False,
) -> None:
    """Where on the ladder of co-production is an activity, why, and what would change it?"""
    if version:
        sys.stdout.write(f"coproladder {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stdout.write(f"{context.get_help()}\n")


def show_help(
    context: typer.Context,
    command: Annotated[str | None, typer.Argument(metavar="[COMMAND]", help="One of the commands.")] = None,
) -> None:
    """Print the help of coproladder, or of one command."""
    whole = context.find_root()
    if command is None:
        sys.stdout.write(f"{whole.get_help()}\n")
        return
    commands = whole.command.commands  # type: ignore[attr-defined]
    if command not in commands:
        raise UsageError(f'there is no command "{command}"; {suggest(command, commands)}')
    commands[command].make_context(command, ["--help"], parent=whole)


COMMANDS = {
    "Place activities": {"assess": "assess", "report": "report", "form": "form"},
    "Look things up": dict.fromkeys(
        ("show", "tips", "principles", "guide", "questions", "rules"), "reference"
    ),
    "More": {"practise": "practise", "check": "reference"},
}
"""The commands under the headings of the help, each with the module that has a function of its name."""


def make_app(wanted: str | None) -> typer.Typer:
    """Return the application, with the one command that is wanted, or with all where none has this name."""
    app = typer.Typer(
        cls=Group,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(coproladder)
    named = {name: (module, heading) for heading, group in COMMANDS.items() for name, module in group.items()}
    # Importing every command, and building it, takes longer than placing an activity does.
    for name in [wanted] if wanted in named else named:
        module, heading = named[name]
        command = getattr(import_module(f"coproladder.commands.{module}"), name)
        app.command(cls=Command, rich_help_panel=heading)(command)
    if wanted not in named:
        app.command("help", cls=Command, rich_help_panel="More")(show_help)
    return app
