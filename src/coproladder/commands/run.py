"""Runs one command line: its exit code, and every error as one line."""

import os
import sys

import typer

from coproladder.base.errors import CoproladderError, Exit, LadderError, LeftError
from coproladder.commands.app import make_app
from coproladder.commands.console import give_up_output, log, prepare


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every error becomes one line on standard error."""
    prepare()
    if sys.stdout is None:
        log("error: standard output is closed")
        return Exit.WRITE_FAILED
    try:
        return _invoke(arguments)
    except LadderError as error:
        log(*(f"error: {fault}" for fault in error.faults))
        return error.code
    except LeftError as leaving:
        log(str(leaving))
        return leaving.code
    except CoproladderError as error:
        # One line, also where it quotes a value that has several.
        log(f"error: {error}")
        return error.code
    except typer.TyperException as error:
        # The full stop may belong to what was typed, so it stays.
        fault = error.format_message()
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "coproladder"
        log(f"error: {fault}{' See' if fault.endswith('.') else '; see'} {command} --help")
        return Exit.USAGE
    except BrokenPipeError:
        give_up_output()
        return Exit.READER_GONE
    except OSError as error:
        give_up_output()
        log(f"error: the output could not be written: {error.strerror}")
        return Exit.WRITE_FAILED
    except Exception as error:
        if os.environ.get("COPROLADDER_DEBUG"):
            raise
        log(f"error: a fault in coproladder ({type(error).__name__}); COPROLADDER_DEBUG=1 shows where")
        return Exit.BUG


def _invoke(arguments: list[str]) -> int:
    command = typer.main.get_command(make_app(next(iter(arguments), None)))
    if "_COPROLADDER_COMPLETE" in os.environ:
        # A shell asks what could come next.
        return int(command(prog_name="coproladder"))
    # Not command(...), which turns a reader that is gone into exit code 1.
    try:
        with command.make_context("coproladder", arguments) as context:
            code = command.invoke(context)
    except typer.Exit as leaving:
        code = leaving.exit_code
    sys.stdout.flush()
    return int(code or Exit.DONE)
