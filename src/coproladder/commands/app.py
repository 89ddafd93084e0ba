"""The application: every command, and what the tool says of itself without one."""

import sys
from typing import Annotated

import typer

from coproladder import __version__
from coproladder.commands import assess, form, reference, report

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def coproladder(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Where on the ladder of co-production is an activity, why, and what would change it?"""
    if version:
        sys.stdout.write(f"coproladder {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stdout.write(f"{context.get_help()}\n")


for command in (
    reference.show,
    assess.assess,
    report.report,
    form.form,
    reference.tips,
    reference.principles,
    reference.guide,
    reference.questions,
    reference.rules,
    reference.check,
):
    app.command()(command)
