"""The arguments and options of the commands, and what shell completion offers for them."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, get_args

import typer
from msgspec import Struct

from coproladder.base.errors import DataError, UsageError
from coproladder.base.fields import DateOrder, InputFormat
from coproladder.ladder.load import files_in_use, load_guide, load_interface, load_ladder
from coproladder.ladder.records import Ladder, Rung

if TYPE_CHECKING:
    from coproladder.ladder.guide import Guide
    from coproladder.ladder.wording import Wording


def _rung_names(incomplete: str) -> list[str]:
    return [rung.id for rung in reversed(load_ladder().rungs) if rung.id.startswith(incomplete)]


def _topic_names(incomplete: str) -> list[str]:
    from coproladder.pages.topics import topic_ids

    return [topic for topic in topic_ids(load_guide(load_ladder())) if topic.startswith(incomplete)]


def argument(takes: str, words: str, **more: Any) -> Any:
    """Return an argument: what it takes, and its help."""
    return typer.Argument(metavar=takes, help=words, **more)


def option(flags: str, takes: str | None, words: str, **more: Any) -> Any:
    """Return an option: its flags, what it takes (None: it is there or not), and its help."""
    if takes == "FILE":
        more["callback"] = _check_name
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

    def complete(incomplete: str) -> list[str]:
        return [name for name in known if name.startswith(incomplete)]

    return option(flags, f"<{'|'.join(known)}>", words, parser=check, autocompletion=complete)


LADDER_FILE = option("--ladder", "FILE", "A ladder file of your own.", envvar="COPROLADDER_LADDER")
OPTIONS = {
    "aim": option("--aim", "RUNG", "Say what this rung needs, not the next.", autocompletion=_rung_names),
    "answer": option("--answer", "FIELD=VALUE", "A field of the activity; may be repeated."),
    "answered_by": option("--answered-by", "WHO", "Who answers: filled in, and can be changed."),
    "as_json": option("--json", None, "The same as --format json."),
    "at_least": option(
        "--at-least", "RUNG", "Exit with 4 where an activity is below this rung.", autocompletion=_rung_names
    ),
    "by": option("--by", "FIELD", "Count for each value of FIELD, or year; may be repeated."),
    "checked": argument("LADDER.yaml", "The ladder file to check."),
    "command": argument("[COMMAND]", "One of the commands."),
    "dates": one_of(
        get_args(DateOrder), "--dates", "How 04/05/2026 is read: day first (dmy), or month first (mdy)."
    ),
    "own_sheet": argument("FILE", "A table or records in words of your own."),
    "disagreements": option("--disagreements", "FILE", "Write the views that differ to FILE, as CSV."),
    "draft": option("--draft", None, "Ask nothing: write suggestions, and blanks to fill in."),
    "easy": option("--easy", None, "Short sentences in easy words.", envvar="COPROLADDER_EASY"),
    "field": option("--with", "called", "Reasons look at what an activity is called, too."),
    "files": argument("FILE...", "Files in any format that assess reads, - for stdin, or a folder of them."),
    "find": option("--find", "WORD", "Look for WORD in everything."),
    "force": option("--force", None, "Write over FILE if it is there already."),
    "full": option("--full", None, "Show everything, also in the window; files always hold it all."),
    "input_format": one_of(
        get_args(InputFormat), "--input-format", "What FILE holds, if not as its name says."
    ),
    "keep_extra": option("--keep-extra", None, "Keep fields that are not known, as they are."),
    "ladder": LADDER_FILE,
    "ladder_file": LADDER_FILE,
    "mapped": option("--map", "FIELD=HEADING", "The column or key that holds FIELD; may be repeated."),
    "match": option("--match", "MATCH.yaml", "What your own headings and words mean; match makes it."),
    "no_input": option("--no-input", None, "Ask nothing: what --answer does not say is not known."),
    "number": option("--number", "N", "How many activities; there are three a rung.", min=1),
    "one_file": argument("[FILE|-]", "Activities as JSON, JSON Lines, CSV, a workbook or YAML."),
    "open_page": option("--open", None, "Show the page that is written in the browser, HTML or SVG."),
    "output": option("--output -o", "FILE", "Write to FILE, whole or not at all."),
    "plain": option("--plain", None, "Linear text, to be read aloud.", envvar="COPROLADDER_PLAIN"),
    "plan": option("--plan", None, "Write a plan instead: what to do next, with room for who and when."),
    "quiet": option("--quiet", None, "Say nothing on standard error but errors."),
    "quick": option("--quick", None, "Ask no question that cannot change the rung."),
    "raw_csv": option("--raw-csv", None, "Leave cells of CSV as they are, formulas of spreadsheets too."),
    "reasons": option("--reasons", None, "Add the reasons, in SQL or CSV."),
    "rejects": option(
        "--rejects", "FILE", "Write what is wrong with records, and what is not used, to FILE."
    ),
    "rung": argument("[RUNG]", "A rung's number, id or name.", autocompletion=_rung_names),
    "save": option("--save", "FILE", "Add the records to FILE, as lines of JSON."),
    "seed": option("--seed", "N", "The same number brings the same activities."),
    "sheets": option("--sheet", "NAME", "The sheet of a workbook to read; may be repeated."),
    "since": option("--from", "DATE", "Leave out records of before DATE; those without a date stay."),
    "strict": option("--strict", None, "Stop at the first error or warning."),
    "table": option("--table", "NAME", "What the query selects from, as SQL has it."),
    "title": option("--title", "TEXT", "The title of the report."),
    "topic": argument("[TOPIC]", "One of the topics.", autocompletion=_topic_names),
    "until": option("--to", "DATE", "Leave out records of after DATE; those without a date stay."),
    "version": option("--version -V", None, "Print the version and leave."),
    "with_reasons": option("--reasons", None, "Add what people's answers rest on; it may name someone."),
    "whole": option("--all", None, "All topics in one, with contents; HTML always is."),
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

        return Wording(self.ladder, load_interface(self.ladder, self.ladder_file), self.easy)

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


def rung_of_option(ladder: Ladder, option: str, name: str) -> Rung:
    """Return the rung that an option names; UsageError where there is none."""
    from coproladder.placing.names import find_rung

    try:
        return find_rung(ladder, name, option)
    except DataError as error:
        raise UsageError(str(error)) from None
