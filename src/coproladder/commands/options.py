"""The arguments and options of the commands, and what shell completion offers for them."""

from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer
from msgspec import Struct

from coproladder.base.errors import DataError, UsageError
from coproladder.base.fields import DateOrder, InputFormat
from coproladder.ladder.load import load_guide, load_interface, load_ladder
from coproladder.ladder.records import Ladder, Rung

if TYPE_CHECKING:
    from coproladder.ladder.wording import Wording


def _rung_names(incomplete: str) -> list[str]:
    return [rung.id for rung in reversed(load_ladder().rungs) if rung.id.startswith(incomplete)]


def _topic_names(incomplete: str) -> list[str]:
    from coproladder.pages.topics import topic_ids

    return [topic for topic in topic_ids(load_guide(load_ladder())) if topic.startswith(incomplete)]


def option(flags: str, takes: str | None, words: str, **more: Any) -> Any:
    """Return an option: its flags, what it takes (None: it is there or not), and its help."""
    return typer.Option(*flags.split(), metavar=takes, help=words, **more)


def one_of(known: tuple[str, ...], *flags: str, words: str) -> Any:
    """Return an option that takes one of the known names, and shows a faulty one as it was typed."""

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


LadderFile = Annotated[
    str | None, option("--ladder", "FILE", "A ladder file of your own.", envvar="COPROLADDER_LADDER")
]
Plain = Annotated[bool, option("--plain", None, "Linear text, to be read aloud.", envvar="COPROLADDER_PLAIN")]
Easy = Annotated[bool, option("--easy", None, "Short sentences in easy words.", envvar="COPROLADDER_EASY")]
Output = Annotated[str | None, option("--output -o", "FILE", "Write to FILE, whole or not at all.")]
OpenPage = Annotated[
    bool, option("--open", None, "Show the page that is written in the browser, HTML or SVG.")
]
Force = Annotated[bool, option("--force", None, "Write over FILE if it is there already.")]
RungName = Annotated[
    str | None,
    typer.Argument(metavar="[RUNG]", help="A rung's number, id or name.", autocompletion=_rung_names),
]
TopicName = Annotated[
    str | None,
    typer.Argument(metavar="[TOPIC]", help="One of the topics.", autocompletion=_topic_names),
]
Find = Annotated[str | None, option("--find", "WORD", "Look for WORD in everything.")]
WholeGuide = Annotated[bool, option("--all", None, "All topics in one, with contents; HTML always is.")]
File = Annotated[
    str | None,
    typer.Argument(metavar="[FILE|-]", help="Activities as JSON, JSON Lines, CSV, a workbook or YAML."),
]
Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Activities in any format that assess reads, or - for stdin."),
]
ByFields = Annotated[
    list[str] | None, option("--by", "FIELD", "Count for each value of FIELD, or year; may be repeated.")
]
Disagreements = Annotated[
    str | None, option("--disagreements", "FILE", "Write where groups differ to FILE, as CSV.")
]
AnswerPairs = Annotated[
    list[str] | None, option("--answer", "FIELD=VALUE", "A field of the activity; may be repeated.")
]
AnsweredBy = Annotated[
    str | None, option("--answered-by", "WHO", "Who answers: filled in, and can be changed.")
]
Quick = Annotated[bool, option("--quick", None, "Ask no question that cannot change the rung.")]
NoInput = Annotated[bool, option("--no-input", None, "Ask nothing: what --answer does not say is not known.")]
Aim = Annotated[
    str | None, option("--aim", "RUNG", "Say what this rung needs, not the next.", autocompletion=_rung_names)
]
AtLeast = Annotated[
    str | None,
    option(
        "--at-least", "RUNG", "Exit with 4 where an activity is below this rung.", autocompletion=_rung_names
    ),
]
Full = Annotated[
    bool, option("--full", None, "Show everything, also in the window; files always hold it all.")
]
Plan = Annotated[
    bool, option("--plan", None, "Write a plan instead: what to do next, with room for who and when.")
]
RawCsv = Annotated[
    bool, option("--raw-csv", None, "Leave cells of CSV as they are, formulas of spreadsheets too.")
]
Save = Annotated[str | None, option("--save", "FILE", "Add the records to FILE, as lines of JSON.")]
TableName = Annotated[str, option("--table", "NAME", "What the query selects from, as SQL has it.")]
Reasons = Annotated[bool, option("--reasons", None, "Add the reasons, in SQL or CSV.")]
WithField = Annotated[
    str | None, option("--with", "called", "Reasons look at what an activity is called, too.")
]


def rung_of_option(ladder: Ladder, option: str, name: str) -> Rung:
    """Return the rung that an option names; UsageError where there is none."""
    from coproladder.placing.names import find_rung

    try:
        return find_rung(ladder, name, option)
    except DataError as error:
        raise UsageError(str(error)) from None


class ReadOptions(Struct):
    """What the commands that read activities take."""

    input_format: Annotated[
        InputFormat | None,
        one_of(get_args(InputFormat), "--input-format", words="What FILE holds, if not as its name says."),
    ] = None
    mapped: Annotated[
        list[str] | None,
        option("--map", "FIELD=HEADING", "The column or key that holds FIELD; may be repeated."),
    ] = None
    dates: Annotated[
        DateOrder | None,
        one_of(
            get_args(DateOrder),
            "--dates",
            words="How 04/05/2026 is read: day first (dmy), or month first (mdy).",
        ),
    ] = None
    sheet: Annotated[str | None, option("--sheet", "NAME", "The sheet of a workbook to read.")] = None
    keep_extra: Annotated[
        bool, option("--keep-extra", None, "Keep fields that are not known, as they are.")
    ] = False
    strict: Annotated[bool, option("--strict", None, "Stop at the first error or warning.")] = False
    rejects: Annotated[
        str | None, option("--rejects", "FILE", "Write what is wrong with bad records to FILE.")
    ] = None


class PageOptions(Struct):
    """What all commands that print for people take."""

    ladder: LadderFile = None
    plain: Plain = False
    easy: Easy = False
    as_json: Annotated[bool, option("--json", None, "The same as --format json.")] = False
    output: Output = None
    force: Force = False
    open_page: OpenPage = False


def goes_to_file(options: PageOptions) -> bool:
    """Whether what a command makes is written to a file, and not to standard output."""
    return options.output not in (None, "-")


def wording_for(ladder: Ladder, options: PageOptions) -> "Wording":
    """Return how pages say things about a ladder, with the options that a command was given."""
    from coproladder.ladder.wording import Wording

    return Wording(ladder, load_interface(ladder, options.ladder), options.easy)


def check_open(options: PageOptions, output_format: str) -> None:
    """Raise UsageError where --open is given and there will be no file for a browser."""
    if options.open_page and not (goes_to_file(options) and output_format in ("html", "svg")):
        raise UsageError("--open shows HTML or SVG in a file; add --output page.html")
