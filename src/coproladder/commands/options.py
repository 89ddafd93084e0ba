"""The arguments and options of the commands, and what shell completion offers for them."""

from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer
from msgspec import Struct

from coproladder.base.errors import DataError, UsageError
from coproladder.base.fields import DateOrder, InputFormat
from coproladder.commands.formats import chosen_format, format_option, one_of
from coproladder.commands.signature import with_records
from coproladder.ladder.load import load_guide, load_interface, load_ladder
from coproladder.ladder.records import Ladder, Rung

if TYPE_CHECKING:
    from coproladder.ladder.interface import Wording


def _rung_names(incomplete: str) -> list[str]:
    return [rung.id for rung in reversed(load_ladder().rungs) if rung.id.startswith(incomplete)]


def _topic_names(incomplete: str) -> list[str]:
    from coproladder.pages.guide import topic_ids

    return [topic for topic in topic_ids(load_guide(load_ladder())) if topic.startswith(incomplete)]


PageFormats = Literal["text", "markdown", "html", "json"]
PageFormat = Annotated[PageFormats, format_option(PageFormats)]
GuideFormats = Literal["text", "markdown", "html", "json", "yaml"]
GuideFormat = Annotated[GuideFormats, format_option(GuideFormats)]
LadderFormats = Literal["text", "markdown", "html", "svg", "json", "yaml"]
LadderFormat = Annotated[LadderFormats, format_option(LadderFormats)]
ResultFormats = Literal["text", "markdown", "html", "svg", "json", "csv"]
ResultFormat = Annotated[ResultFormats, format_option(ResultFormats)]
ReportFormats = Literal["text", "markdown", "html", "svg", "json", "csv"]
ReportFormat = Annotated[ReportFormats, format_option(ReportFormats)]
QuestionFormats = Literal["text", "markdown", "html", "json", "json-schema", "yaml"]
QuestionFormat = Annotated[QuestionFormats, format_option(QuestionFormats)]
RulesFormats = Literal["text", "markdown", "html", "json", "csv", "sql"]
RulesFormat = Annotated[RulesFormats, format_option(RulesFormats)]

LadderFile = Annotated[
    str | None,
    typer.Option("--ladder", metavar="FILE", envvar="COPROLADDER_LADDER", help="A ladder file of your own."),
]
Plain = Annotated[
    bool,
    typer.Option("--plain", envvar="COPROLADDER_PLAIN", help="Linear text, to be read aloud."),
]
Easy = Annotated[
    bool, typer.Option("--easy", envvar="COPROLADDER_EASY", help="Short sentences in easy words.")
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, whole or not at all."),
]
OpenPage = Annotated[
    bool, typer.Option("--open", help="Show the page that is written in the browser, HTML or SVG.")
]
Force = Annotated[bool, typer.Option("--force", help="Write over FILE if it is there already.")]

RungName = Annotated[
    str | None,
    typer.Argument(metavar="[RUNG]", help="A rung's number, id or name.", autocompletion=_rung_names),
]
TopicName = Annotated[
    str | None,
    typer.Argument(metavar="[TOPIC]", help="One of the topics.", autocompletion=_topic_names),
]
Find = Annotated[str | None, typer.Option("--find", metavar="WORD", help="Look for WORD in everything.")]
WholeGuide = Annotated[bool, typer.Option("--all", help="All topics in one, with contents; HTML always is.")]

File = Annotated[
    str | None,
    typer.Argument(metavar="[FILE|-]", help="Activities as JSON, JSON Lines, CSV, a workbook or YAML."),
]
Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Activities in any format that assess reads, or - for stdin."),
]
ByFields = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="FIELD", help="Count for each value of FIELD, or year; may be repeated."),
]
Disagreements = Annotated[
    str | None,
    typer.Option("--disagreements", metavar="FILE", help="Write where groups differ to FILE, as CSV."),
]
AnswerPairs = Annotated[
    list[str] | None,
    typer.Option("--answer", metavar="FIELD=VALUE", help="A field of the activity; may be repeated."),
]
AnsweredBy = Annotated[
    str | None,
    typer.Option("--answered-by", metavar="WHO", help="Who answers: filled in, and can be changed."),
]
Quick = Annotated[bool, typer.Option("--quick", help="Ask no question that cannot change the rung.")]
NoInput = Annotated[
    bool, typer.Option("--no-input", help="Ask nothing: what --answer does not say is not known.")
]
Aim = Annotated[
    str | None,
    typer.Option(
        "--aim", metavar="RUNG", help="Say what this rung needs, not the next.", autocompletion=_rung_names
    ),
]
AtLeast = Annotated[
    str | None,
    typer.Option(
        "--at-least",
        metavar="RUNG",
        help="Exit with 4 where an activity is below this rung.",
        autocompletion=_rung_names,
    ),
]
Full = Annotated[
    bool, typer.Option("--full", help="Show everything, also in the window; files always hold it all.")
]
Plan = Annotated[
    bool, typer.Option("--plan", help="Write a plan instead: what to do next, with room for who and when.")
]
AsJson = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Input = Annotated[
    InputFormat | None,
    one_of(InputFormat, "--input-format", words="What FILE holds, if not as its name says."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first error or warning.")]
Mapped = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=HEADING", help="The column that holds FIELD; may be repeated."),
]
Dates = Annotated[
    DateOrder | None,
    one_of(DateOrder, "--dates", words="How 04/05/2026 is read: day first (dmy), or month first (mdy)."),
]
Sheet = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook to read.")
]
KeepExtra = Annotated[bool, typer.Option("--keep-extra", help="Keep fields that are not known, as they are.")]
RawCsv = Annotated[
    bool, typer.Option("--raw-csv", help="Leave cells of CSV as they are, formulas of spreadsheets too.")
]
Rejects = Annotated[
    str | None,
    typer.Option("--rejects", metavar="FILE", help="Write what is wrong with bad records to FILE."),
]
Save = Annotated[
    str | None,
    typer.Option("--save", metavar="FILE", help="Add the records to FILE, as lines of JSON."),
]
TableName = Annotated[
    str, typer.Option("--table", metavar="NAME", help="What the query selects from, as SQL has it.")
]

Reasons = Annotated[bool, typer.Option("--reasons", help="Add the reasons, in SQL or CSV.")]
WithFields = Annotated[
    str | None,
    typer.Option("--with", metavar="FIELDS", help="Reasons look at these too: called, stage or both."),
]


def rung_of_option(ladder: Ladder, option: str, name: str) -> Rung:
    """Return the rung that an option names; UsageError where there is none."""
    from coproladder.placing.values import find_rung

    try:
        return find_rung(ladder, name, option)
    except DataError as error:
        raise UsageError(str(error)) from None


class ReadOptions(Struct):
    """What the commands that read activities take."""

    input_format: Input = None
    mapped: Mapped = None
    dates: Dates = None
    sheet: Sheet = None
    keep_extra: KeepExtra = False
    strict: Strict = False
    rejects: Rejects = None


class PageOptions(Struct):
    """What all commands that print for people take."""

    ladder: LadderFile = None
    plain: Plain = False
    easy: Easy = False
    as_json: AsJson = False
    output: Output = None
    force: Force = False
    open_page: OpenPage = False


def goes_to_file(options: PageOptions) -> bool:
    """Whether what a command makes is written to a file, and not to standard output."""
    return options.output not in (None, "-")


def wording_for(ladder: Ladder, options: PageOptions) -> "Wording":
    """Return how pages say things about a ladder, with the options that a command was given."""
    from coproladder.ladder.interface import Wording

    return Wording(load_interface(ladder, options.ladder), options.easy)


def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command for Typer that is called with ReadOptions and PageOptions as records.

    Its `output_format` is the one that is wanted, also where --json or the suffix of --output says so.
    """
    names = get_args(get_args(command.__annotations__.get("output_format"))[0])

    def settle(given: MutableMapping[str, Any]) -> None:
        page = next(value for value in given.values() if isinstance(value, PageOptions))
        given["output_format"] = chosen_format(given["output_format"], names, page.as_json, page.output)
        check_open(page, given["output_format"])

    # None tells a format that was not given from one that was.
    return with_records(command, (ReadOptions, PageOptions), {"output_format": None}, settle)


def check_open(options: PageOptions, output_format: str) -> None:
    """Raise UsageError where --open is given and there will be no file for a browser."""
    if options.open_page and not (goes_to_file(options) and output_format in ("html", "svg")):
        raise UsageError("--open shows HTML or SVG in a file; add --output page.html")
