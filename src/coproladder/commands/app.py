"""The application: how one command is run, which commands there are, and what it says of itself."""

import os
import re
import shlex
import sys
from contextlib import suppress
from functools import partial
from importlib import import_module
from shutil import get_terminal_size

import typer

from coproladder import __version__
from coproladder.base.errors import CoproladderError, Exit, LadderError, LeftError, UsageError
from coproladder.base.words import suggest
from coproladder.commands.completion import VARIABLE, completion_script, join_words
from coproladder.commands.console import give_up, log_errors, prepare
from coproladder.commands.options import LADDER_VARIABLE
from coproladder.commands.parser import SUMMARIES, Command, Group, for_typer

COMMANDS = {
    "Place activities": {"assess": "assess", "report": "report", "match": "match", "form": "handouts"},
    "Look things up": dict.fromkeys(("show", "tips", "principles", "guide", "questions", "rules"), "lookup"),
    "More": {"practise": "cards", "site": "handouts", "check": "lookup"},
}
"""The commands under the headings of the help, each with the module that has a function of its name."""


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every error becomes one line on standard error."""
    prepare()
    if sys.stdout is None:
        log_errors("error: standard output is closed; open it, or use --output FILE")
        return Exit.WRITE_FAILED
    try:
        return _invoke([*arguments])
    except CoproladderError as error:
        # One line for each fault, also where it quotes a value that has several.
        faults = error.faults if isinstance(error, LadderError) else (str(error),)
        prefix = "" if isinstance(error, LeftError) else "error: "
        own = os.environ.get(LADDER_VARIABLE)
        if own and isinstance(error, LadderError) and not any(a.startswith("--ladder") for a in arguments):
            prefix += f"{LADDER_VARIABLE}: " if faults[0].startswith(own) else ""
        log_errors(*(prefix + fault for fault in faults if fault))
        return error.code
    except typer.TyperException as error:
        # The full stop may belong to what was typed, so it stays.
        fault = error.format_message()
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "coproladder"
        extra = re.match(r".* extra argument\S* \((.*)\)", fault)
        at = next((at for at, word in enumerate(arguments) if word in SUMMARIES), None)
        if extra and context:
            typed, cure = [word for word in arguments if word not in extra[1].split()], "; without it:"
        elif at and command == "coproladder":
            typed, cure = [*arguments[at:], *arguments[:at]], "; options come after the command:"
        elif unknown := re.match(r"No such command '(.*)'\.$", fault):
            typed, cure = ["guide", "--find", unknown[1]], " To look it up:"
        else:
            typed, cure = [*command.split()[1:], "--help"], " See" if fault.endswith(".") else "; see"
        log_errors(f"error: {fault}{cure} {shlex.join(['coproladder', *typed])}")
        return Exit.USAGE
    except MemoryError:
        give_up(sys.stdout)
        cure = "give less at a time, or place it as lines of JSON or as CSV"
        log_errors(f"error: there is not enough memory; {cure}")
        return Exit.WRITE_FAILED
    except BrokenPipeError:
        give_up(sys.stdout)
        return Exit.READER_GONE
    except OSError as error:
        if not _has_folder():
            log_errors("error: the folder that you are in is gone; change to another, and try again")
            return Exit.NO_INPUT
        give_up(sys.stdout)
        log_errors(f"error: the output could not be written: {error.strerror}; use --output FILE")
        return Exit.WRITE_FAILED
    except Exception as error:
        if os.environ.get("COPROLADDER_DEBUG"):
            raise
        log_errors(f"error: a fault in coproladder ({type(error).__name__}); COPROLADDER_DEBUG=1 shows where")
        return Exit.BUG


def _has_folder() -> bool:
    """Whether the working folder is there; another program may have removed it."""
    with suppress(OSError):
        return bool(os.getcwd())
    return False


def _invoke(arguments: list[str]) -> int:
    if arguments == ["version"]:
        arguments = ["--version"]
    flag, named, shell = arguments[0].partition("=") if arguments else ("", "", "")
    if flag in ("--show-completion", "--install-completion"):
        shell = shell if named else next(iter(arguments[1:]), "")
        sys.stdout.write(f"{completion_script(flag, shell or None)}\n")
        return Exit.DONE
    wanted = next(iter(arguments), os.environ.get(VARIABLE))
    command = typer.main.get_command(make_app(wanted))
    known = {option.name: option for option in command.params if isinstance(option, typer.core.TyperOption)}
    if "install_completion" in known:
        # Typer's own writes files of the shell in place, and can cut them.
        install, show = known["install_completion"], known["show_completion"]
        install.callback, install.help = show.callback, "Print what to add to the file that your shell reads."
    if VARIABLE in os.environ:
        with suppress(KeyError, ValueError):
            try:
                if os.environ[VARIABLE] == "complete_bash":
                    join_words()
                command(prog_name="coproladder")
            except SystemExit as done:
                if not done.code:
                    return Exit.DONE
        raise UsageError(f"{VARIABLE} is set, as a shell does to complete a command; unset it")
    # Not command(...), which turns a reader that is gone into exit code 1.
    try:
        with command.make_context("coproladder", arguments) as context:
            code = command.invoke(context)
    except typer.Exit as leaving:
        code = Exit.USAGE if leaving.exit_code else Exit.DONE
    sys.stdout.flush()
    return int(code or Exit.DONE)


def make_app(wanted: str | None) -> typer.Typer:
    """Return the application with the one command that is wanted, with all where none has this name.

    Where nothing is wanted, it has none: what it says then needs no more than their names.
    """
    flags = {"help_option_names": ["-h", "--help"]}
    app = typer.Typer(
        cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False, context_settings=flags
    )
    app.callback(invoke_without_command=True)(for_typer(coproladder))
    named = {name: (module, heading) for heading, group in COMMANDS.items() for name, module in group.items()}
    # Importing every command, and building it, takes longer than placing an activity does.
    for name in [wanted] if wanted in named else named if wanted else ():
        module, heading = named[name]
        command = getattr(import_module(f"coproladder.commands.{module}"), name)
        app.command(cls=Command, rich_help_panel=heading, short_help=SUMMARIES[name])(for_typer(command))
    if wanted not in named:
        app.command("help", cls=Command, rich_help_panel="More")(for_typer(show_help))
    return app


def coproladder(context: typer.Context, version: bool = False) -> None:
    """Show where on the ladder of co-production an activity is, why, and what would change it."""
    if version:
        sys.stdout.write(f"coproladder {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from textwrap import fill

        width = get_terminal_size().columns
        lines = partial(fill, width=width, subsequent_indent=" " * 14, break_on_hyphens=False)
        parts = [lines("Usage: coproladder COMMAND (coproladder COMMAND --help says more)")]
        for heading, group in (COMMANDS | {"More": {**COMMANDS["More"], "help": ""}}).items():
            named = (lines(f"  {name:12}{SUMMARIES[name]}") for name in group)
            parts.append("\n".join([f"{heading}:", *named]))
        sys.stdout.write("\n\n".join(parts) + "\n")


def show_help(context: typer.Context, command: str | None = None) -> None:
    """Show the help of coproladder, or of one command."""
    whole = context.find_root()
    if command is None:
        sys.stdout.write(f"{whole.get_help()}\n")
        return
    commands = whole.command.commands  # type: ignore[attr-defined]
    if command not in commands:
        raise UsageError(f'there is no command "{command}"; {suggest(command, commands)}')
    commands[command].make_context(command, ["--help"], parent=whole)
