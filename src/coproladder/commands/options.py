"""The arguments and options of the commands, and what shell completion offers for them."""

from collections.abc import Callable
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer
from msgspec import Struct

from coproladder.base.errors import DataError, UsageError
from coproladder.base.fields import DateOrder, InputFormat
from coproladder.ladder.load import load_guide, load_interface, load_ladder
from coproladder.ladder.records import Ladder, Rung

if TYPE_CHECKING:
    from coproladder.ladder.interface import Wording


def _rung_names(incomplete: str) -> list[str]:
    return [rung.id for rung in reversed(load_ladder().rungs) if rung.id.startswith(incomplete)]


def _topic_names(incomplete: str) -> list[str]:
    from coproladder.pages.guide import topic_ids

    return [topic for topic in topic_ids(load_guide(load_ladder())) if topic.startswith(incomplete)]


def _one_of(names: Any, *flags: str, words: str) -> Any:
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


def _format(names: Any) -> Any:
    return _one_of(names, "--format", "-f", words="The format of the result.")


PageFormats = Literal["text", "markdown", "html", "json"]
PageFormat = Annotated[PageFormats, _format(PageFormats)]
GuideFormats = Literal["text", "markdown", "html", "json", "yaml"]
GuideFormat = Annotated[GuideFormats, _format(GuideFormats)]
LadderFormats = Literal["text", "markdown", "html", "svg", "json", "yaml"]
LadderFormat = Annotated[LadderFormats, _format(LadderFormats)]
ResultFormats = Literal["text", "markdown", "html", "svg", "json", "csv"]
ResultFormat = Annotated[ResultFormats, _format(ResultFormats)]
ReportFormats = Literal["text", "markdown", "html", "json", "csv"]
ReportFormat = Annotated[ReportFormats, _format(ReportFormats)]
QuestionFormats = Literal["text", "markdown", "html", "json", "json-schema", "yaml"]
QuestionFormat = Annotated[QuestionFormats, _format(QuestionFormats)]
RulesFormats = Literal["text", "markdown", "html", "json", "csv", "sql"]
RulesFormat = Annotated[RulesFormats, _format(RulesFormats)]

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

File = Annotated[
    str | None,
    typer.Argument(metavar="[FILE|-]", help="Activities as JSON, JSON Lines, CSV, a workbook or YAML."),
]
Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Activities in any format that assess reads, or - for stdin."),
]
Fields = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="FIELD", help="Count for each value of FIELD, or year; may be repeated."),
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
    _one_of(InputFormat, "--input-format", words="What FILE holds, if not as its name says."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first fault, also of a warning.")]
Mapped = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=HEADING", help="The column that holds FIELD; may be repeated."),
]
Dates = Annotated[
    DateOrder | None,
    _one_of(DateOrder, "--dates", words="How 04/05/2026 is read: day first (dmy), or month first (mdy)."),
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


def rung_named(ladder: Ladder, option: str, name: str) -> Rung:
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
    output: Output = None
    force: Force = False


def goes_to_file(options: PageOptions) -> bool:
    """Whether what a command makes is written to a file, and not to standard output."""
    return options.output not in (None, "-")


def wording_for(ladder: Ladder, options: PageOptions) -> "Wording":
    """Return how pages say things about a ladder, with the options that a command was given."""
    from coproladder.ladder.interface import Wording

    return Wording(load_interface(ladder, options.ladder), options.easy)


def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command in whose place Typer sees each option of the records among its parameters.

    A parameter whose type is ReadOptions or PageOptions is called with such a record.
    """
    hints = dict(command.__annotations__)
    records = {name: kind for name, kind in hints.items() if kind in (ReadOptions, PageOptions)}
    parameters = [
        parameter.replace(annotation=hints[name], kind=Parameter.KEYWORD_ONLY)
        for name, parameter in signature(command).parameters.items()
        if name not in records
    ]
    for record in records.values():
        defaults = zip(record.__struct_fields__, record.__struct_defaults__, strict=True)
        parameters += [
            Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=record.__annotations__[name])
            for name, default in defaults
        ]

    def with_records(**given: Any) -> Any:
        for name, record in records.items():
            given[name] = record(**{field: given.pop(field) for field in record.__struct_fields__})
        return command(**given)

    with_records.__name__, with_records.__doc__ = command.__name__, command.__doc__
    with_records.__annotations__ = {each.name: each.annotation for each in parameters}
    with_records.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
    return with_records
