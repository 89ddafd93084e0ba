"""What can go wrong, as one family of errors, and the exit code that each stands for."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes; scripts rely on them. 1 is not used: Python ends with it after a crash.

    After a signal the code is 128 plus its number; see `__main__`.
    """

    DONE = 0
    USAGE = 2
    SOME_REJECTED = 3
    BELOW = 4
    BAD_DATA = 65
    NO_INPUT = 66
    BUG = 70
    CANNOT_CREATE = 73
    WRITE_FAILED = 74
    BAD_LADDER = 78
    TERMINAL_GONE = 129
    INTERRUPTED = 130
    READER_GONE = 141
    TERMINATED = 143


class CoproladderError(Exception):
    """The root of all errors meant for people; each line of its text says what, where and the cure."""

    code = Exit.BUG


class UsageError(CoproladderError):
    """The command was called in a way that cannot work."""

    code = Exit.USAGE


class DataError(CoproladderError):
    """Data that cannot be read or is invalid; `line` and `column` count from 1 where known."""

    code = Exit.BAD_DATA

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        place = (
            "" if line is None else f"line {line}: " if column is None else f"line {line}, column {column}: "
        )
        super().__init__(place + message)
        self.message, self.line, self.column = message, line, column


class NothingReadError(DataError):
    """Of the whole input no record could be read; it has no message, since all has been said."""


class InputError(CoproladderError):
    """Input that cannot be opened, or that ended at a question."""

    code = Exit.NO_INPUT


class LeftError(InputError):
    """A person quit at a question; the message is printed without "error:" before it."""


class EndedError(LeftError):
    """The input ended at a question."""


class CreateError(CoproladderError):
    """An output file that cannot be made."""

    code = Exit.CANNOT_CREATE


class WriteError(CoproladderError):
    """Output that was begun and could not be written to its end."""

    code = Exit.WRITE_FAILED


class LadderError(CoproladderError):
    """A ladder file with faults, or none at all; `faults` holds one line for each."""

    code = Exit.BAD_LADDER

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class MatchError(LadderError):
    """A match file with faults, told of as those of a ladder file are."""

    code = Exit.BAD_DATA
