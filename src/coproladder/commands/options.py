"""The arguments and options of the commands, and what shell completion offers for them."""

import sys
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_args

import typer
from msgspec import Struct

from coproladder.base.errors import DataError, UsageError
from coproladder.base.fields import BASIS, CALLED, FIELDS, LEVEL, STAGE, Basis, DateOrder, InputFormat
from coproladder.ladder.load import files_in_use, load_guide, load_interface, load_ladder
from coproladder.ladder.records import Ladder, Rung

if TYPE_CHECKING:
    from coproladder.ladder.guide import Guide
    from coproladder.ladder.wording import Wording


def _ladder_in(context: typer.Context) -> Ladder:
    return load_ladder(context.params.get("ladder_file") or context.params.get("ladder"))


def _topics(context: typer.Context) -> Iterable[str]:
    from coproladder.pages.topics import topic_ids

    return topic_ids(PageOptions(ladder_file=context.params.get("ladder_file")).guide)


def _fields(context: typer.Context) -> list[str]:
    return [*FIELDS, *(question.id for question in _ladder_in(context).questions)]


def _facts(context: typer.Context, incomplete: str) -> list[str]:
    field, equals, value = incomplete.partition("=")
    if not equals:
        return [f"{name}=" for name in _fields(context) if name.startswith(field)]
    ladder = _ladder_in(context)
    known: dict[str, Any] = {question.id: question.answers for question in ladder.questions}
    known |= {CALLED: ladder.rungs[::-1], LEVEL: ladder.levels, STAGE: ladder.stages}
    ids = get_args(Basis) if field == BASIS else [each.id for each in known.get(field, ())]
    return [f"{field}={each}" for each in ids if each.startswith(value)]


def _begun(names: Callable[[typer.Context], Iterable[str]]) -> Callable[[typer.Context, str], list[str]]:
    """Return what offers those of the names that begin with what was typed."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        return [name for name in names(context) if name.startswith(incomplete)]

    return complete


RUNG_NAMES = _begun(lambda context: [rung.id for rung in _ladder_in(context).rungs[::-1]])
COMPLETED = {
    "[COMMAND]": _begun(lambda context: context.find_root().command.commands),  # type: ignore[attr-defined]
    "FIELD": _begun(_fields),
    "FIELD=HEADING": _begun(lambda context: [f"{name}=" for name in _fields(context)]),
    "FIELD=VALUE": _facts,
    "RUNG": RUNG_NAMES,
    "[RUNG]": RUNG_NAMES,
    "[TOPIC]": _begun(_topics),
}
"""What shell completion offers for what an argument or an option takes."""


def argument(takes: str, words: str) -> Any:
    """Return an argument: what it takes, and its help."""
    return typer.Argument(metavar=takes, help=words, autocompletion=COMPLETED.get(takes))


def option(flags: str, takes: str | None, words: str, **more: Any) -> Any:
    """Return an option: its flags, what it takes (None: it is there or not), and its help."""
    if takes == "FILE":
        more["callback"] = _check_name
    if takes in COMPLETED:
        more["autocompletion"] = COMPLETED[takes]
    return typer.Option(*flags.split(), metavar=takes, help=words, **more)


def _check_name(option: typer.CallbackParam, name: str | None) -> str | None:
    if name == "":
        raise UsageError(f"{option.opts[0]}: the name of the file is empty")
    return name


def one_of(known: tuple[str, ...], flags: str, words: str) -> Any:
    """Return an option that takes one of the known names, and shows a faulty one as it was typed."""

    def check(value: str) -> str:
        if value not in known:
            flag, names = flags.split()[0], f"{', '.join(known[:-1])} or {known[-1]}"
            raise UsageError(f'{flag}: "{value}" is not known; use {names}')
        return value

    complete = _begun(lambda context: known)
    return option(flags, f"<{'|'.join(known)}>", words, parser=check, autocompletion=complete)


LADDER_VARIABLE = "COPROLADDER_LADDER"
LADDER_FILE = option("--ladder", "FILE", "Use a ladder file of your own.", envvar=LADDER_VARIABLE)
OPTIONS = {
    "aim": option("--aim", "RUNG", "Say what RUNG needs, not the next rung."),
    "answer": option("--answer", "FIELD=VALUE", "One fact, such as voice=discuss; repeat for more."),
    "answered_by": option("--answered-by", "WHO", "Fill in who is answering. People can change it."),
    "as_json": option("--json", None, "Write JSON, as --format json does."),
    "at_least": option("--at-least", "RUNG", "Exit with code 4 if any activity is below RUNG."),
    "by": option("--by", "FIELD", "Count for each value of FIELD, or year; repeat for more."),
    "checked": argument("LADDER.yaml", "The ladder file to check."),
    "command": argument("[COMMAND]", "A command; without it, all commands are listed."),
    "dates": one_of(
        get_args(DateOrder), "--dates", "Read 04/05/2026 with the day first (dmy) or the month first (mdy)."
    ),
    "own_sheet": argument("FILE", "A table or records in words of your own."),
    "disagreements": option("--disagreements", "FILE", "Write the views that differ to FILE, as CSV."),
    "draft": option("--draft", None, "Ask no questions. Write suggestions, and blanks to fill in."),
    "easy": option("--easy", None, "Use short sentences and easy words.", envvar="COPROLADDER_EASY"),
    "field": option("--with", "called", "Let the reasons look at what an activity is called, too."),
    "files": argument("FILE...", "Files in any format that assess reads, - for stdin, or a folder of them."),
    "find": option("--find", "WORD", "Search the guide, the rungs and the tips for WORD."),
    "folder": argument("FOLDER", "A folder that is new, empty, or holds a website of this command."),
    "force": option("--force", None, "Replace what is there already."),
    "full": option("--full", None, "Show all of it on screen, with sources. (Files always have it.)"),
    "input_format": one_of(
        get_args(InputFormat), "--input-format", "The format of FILE, if its name does not show it."
    ),
    "keep_extra": option("--keep-extra", None, "Keep columns that the tool does not use."),
    "ladder": LADDER_FILE,
    "ladder_file": LADDER_FILE,
    "mapped": option("--map", "FIELD=HEADING", "Say which column or key holds FIELD; repeat for more."),
    "match": option("--match", "MATCH.yaml", "Read with the file that coproladder match makes."),
    "missing": option("--missing", "FILE", "Write to FILE the phrases that are missing, to translate."),
    "no_input": option("--no-input", None, "Ask no questions. What --answer leaves out is not known."),
    "number": option("--number", "N", "How many activities to show. There are three for each rung.", min=1),
    "one_file": argument("[FILE|-]", "Activities as JSON, JSON Lines, CSV, a workbook or YAML."),
    "open_page": option("--open", None, "Open the page in your browser (HTML or SVG only)."),
    "output": option("--output -o", "FILE", "Write to FILE instead of the screen."),
    "plain": option("--plain", None, "Plain text for a screen reader.", envvar="COPROLADDER_PLAIN"),
    "plan": option("--plan", None, "Write a plan instead of a result: what to do, who does it, by when."),
    "quiet": option("--quiet", None, "Show only errors on standard error."),
    "quick": option("--quick", None, "Ask only the questions that can still change the rung."),
    "raw_csv": option("--raw-csv", None, "Write CSV cells unchanged, even if a spreadsheet would run them."),
    "reasons": option("--reasons", None, "Add the reasons (SQL or CSV only)."),
    "rejects": option(
        "--rejects", "FILE", "Write to FILE what cannot be read, and why, and what is not used."
    ),
    "reply": option("--reply", "TEXT", "Tell people what will come of their answers, on the last page."),
    "rung": argument("[RUNG]", "A rung's number, id or name."),
    "save": option("--save", "FILE", "Add the records to FILE, one line of JSON for each."),
    "seed": option("--seed", "N", "Give the same activities in the same order for the same N."),
    "send_to": option("--send-to", "'NAME, ADDRESS'", "Say who gets the answers, with a link for an e-mail."),
    "sheets": option("--sheet", "NAME", "Read the sheet of a workbook with this name; repeat for more."),
    "since": option("--from", "DATE", "Leave out records before DATE. Those without a date stay."),
    "strict": option("--strict", None, "Stop at the first error or warning."),
    "table": option("--table", "NAME", "The table to select from, as in SQL; without it, activities."),
    "title": option("--title", "TEXT", "Give the report, or the website, this title."),
    "named": argument("[TOPIC]", "A topic; without it, all topics are listed."),
    "until": option("--to", "DATE", "Leave out records after DATE. Those without a date stay."),
    "version": option("--version -V", None, "Show the version."),
    "with_reasons": option("--reasons", None, "Add people's reasons. They may show who someone is."),
    "whole": option("--all", None, "Show all topics as one document. (HTML always does this.)"),
}
"""How people give each parameter of a command; it has this name in every command that takes it."""


class ReadOptions(Struct):
    """What the commands that read activities take."""

    input_format: InputFormat | None = None
    mapped: list[str] | None = None
    match: str | None = None
    dates: DateOrder | None = None
    sheets: list[str] | None = None
    keep_extra: bool = False
    strict: bool = False
    rejects: str | None = None
    quiet: bool = False


class PageOptions(Struct, dict=True):
    """What all commands that print for people take; the format, and the ladder, that follow from it."""

    output_format: str = "text"
    ladder_file: str | None = None
    plain: bool = False
    easy: bool = False
    as_json: bool = False
    output: str | None = None
    force: bool = False
    open_page: bool = False
    full: bool = False

    @cached_property
    def ladder(self) -> Ladder:
        """The ladder; raises LadderError, as its guide and wording do."""
        return load_ladder(self.ladder_file)

    @cached_property
    def guide(self) -> "Guide":
        """The guide of the ladder."""
        return load_guide(self.ladder, self.ladder_file)

    @cached_property
    def wording(self) -> "Wording":
        """How pages say things about the ladder."""
        from coproladder.ladder.wording import Wording

        cited = self.full or self.to_file or self.output_format != "text" or not sys.stdout.isatty()
        return Wording(self.ladder, load_interface(self.ladder, self.ladder_file), self.easy, cited)

    @property
    def look(self) -> "PageOptions":
        """The options that decide what a page says and how it looks, but not where it goes."""
        return PageOptions(ladder_file=self.ladder_file, plain=self.plain, easy=self.easy)

    @property
    def files_in_use(self) -> list[str]:
        """The files that the ladder is made of, which no output may spoil."""
        return files_in_use(self.ladder, self.ladder_file)

    @property
    def to_file(self) -> bool:
        """Whether what a command makes is written to a file, and not to standard output."""
        return self.output not in (None, "-")

    def check_open(self) -> None:
        """Raise UsageError where --open is given and there will be no file for a browser."""
        if self.open_page and not (self.to_file and self.output_format in ("html", "svg")):
            raise UsageError("--open shows HTML or SVG in a file; add --output page.html")


def as_typed(*records: Struct) -> list[str]:
    """Return the options that make these records, for a command to copy."""
    words: list[str] = []
    for record in records:
        for name, default in zip(record.__struct_fields__, record.__struct_defaults__, strict=True):
            value = getattr(record, name)
            # Typer keeps the first flag, under Annotated, as the default.
            flag = OPTIONS[name].default if name in OPTIONS else "--format"
            if value != default:
                values = [value] if isinstance(value, str) else value
                words += [flag] if value is True else [word for each in values for word in (flag, each)]
    return words


def rung_of_option(ladder: Ladder, option: str, name: str) -> Rung:
    """Return the rung that an option names; UsageError where there is none."""
    from coproladder.placing.names import find_rung

    try:
        return find_rung(ladder, name, option)
    except DataError as error:
        raise UsageError(str(error)) from None
