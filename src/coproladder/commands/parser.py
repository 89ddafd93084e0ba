"""Fits Typer to the commands: options packed in records, the format, help in groups and with examples."""

from collections.abc import Callable, Sequence
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any

from typer.core import TyperCommand, TyperGroup

from coproladder.base.errors import UsageError
from coproladder.base.text import visible
from coproladder.commands.console import QUIET
from coproladder.commands.options import OPTIONS, PageOptions, ReadOptions, one_of

RECORDS = (PageOptions, ReadOptions)
"""What holds options of a command."""

SUFFIXES = {
    ".csv": "csv",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".jsonl": "json",
    ".md": "markdown",
    ".sql": "sql",
    ".svg": "svg",
    ".xlsx": "xlsx",
    ".yaml": "yaml",
    ".yml": "yaml",
}
"""The formats that the suffixes of files to write stand for."""

INSTEAD = {
    **dict.fromkeys((".doc", ".docx", ".odt", ".pdf"), ("html",)),
    **dict.fromkeys((".jpg", ".png", ".ppt", ".pptx"), ("svg", "html")),
    ".svg": ("html",),
    **dict.fromkeys((".ods", ".tsv", ".xls", ".xlsx"), ("xlsx", "csv", "html")),
}
"""The formats that may do what people want of a file of another program, the best first."""

BESIDE = {"disagreements": "csv", "rejects": "jsonl", "save": "jsonl"}
"""The suffix of each file that is written beside a page, by its option."""

USES = dict.fromkeys(("csv", "xlsx"), "opens in Excel") | {
    "html": "opens in Word and prints to PDF",
    "svg": "goes on a slide",
}


def for_typer(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command with the signature that Typer needs: each parameter with what OPTIONS says of it.

        def tips(page: PageOptions) -> None: ...

    A record of options is an option for each of its fields: --ladder, --plain and so on. The format of a
    page is the one of FORMATS that --format, --json or the suffix of --output says.
    """
    known, own = FORMATS.get(command.__name__, ()), signature(command).parameters
    records = {name: each.annotation for name, each in own.items() if each.annotation in RECORDS}
    taken = {name: (each.annotation, each.default) for name, each in own.items() if name not in records}
    described = OPTIONS
    if known:
        format_option = one_of(known, "--format -f", "The format; without it, the name of --output decides.")
        described, taken["output_format"] = OPTIONS | {"output_format": format_option}, (str | None, None)
    for record in records.values():
        for name, default in zip(record.__struct_fields__, record.__struct_defaults__, strict=True):
            taken.setdefault(name, (record.__annotations__[name], default))
    shown = []
    for name, (hint, default) in taken.items():
        annotation = Annotated[hint, described[name]] if name in described else hint
        shown.append(Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation))

    def wrapper(**given: Any) -> Any:
        QUIET.set(given.get("quiet", False))
        for name, suffix in BESIDE.items():
            refuse_suffix(given.get(name) or "", (suffix,), name)
        for name, record in records.items():
            given[name] = record(**{field: given.pop(field) for field in record.__struct_fields__})
        if known:
            # A plan is for people to write on.
            planned = [each for each in known if each not in ("json", "svg")] if given.get("plan") else known
            given["page"].output_format = chosen_format(given["page"], known, planned)
            given["page"].check_open()
        return command(**given)

    # Python leaves docstrings out where it is told to (-OO).
    wrapper.__name__ = command.__name__
    wrapper.__doc__ = command.__doc__ or SUMMARIES.get(command.__name__)
    wrapper.__annotations__ = {each.name: each.annotation for each in shown}
    wrapper.__signature__ = Signature(shown)  # type: ignore[attr-defined]
    return wrapper


def chosen_format(page: PageOptions, known: Sequence[str], planned: Sequence[str]) -> str:
    """Return the format as given, else as the suffix of --output says, else text.

    Raises UsageError where --json is given too and says something else, and where only another program
    writes files with the suffix; it names one of those `planned` instead.
    """
    given = page.output_format
    if page.as_json:
        if given not in (None, "json"):
            raise UsageError(f"--json cannot be used with --format {given}; keep one of them")
        return "json"
    by_suffix = SUFFIXES.get(Path(page.output or "").suffix.lower())
    if given or by_suffix in known:
        return given or by_suffix or "text"
    refuse_suffix(page.output or "", planned)
    return "text"


def refuse_suffix(output: str, known: Sequence[str], option: str = "output") -> None:
    """Raise UsageError where a file to write has the suffix of another program; say what to write instead."""
    file = Path(output)
    if wanted := INSTEAD.get(file.suffix.lower()):
        instead = next((each for each in wanted if each in known), known[0])
        cure = f"name it {visible(str(file.with_suffix(f'.{instead}')))}"
        cure += f", which {USES[instead]}" if instead in USES else ""
        raise UsageError(f"--{option}: a {file.suffix} file is not written here; {cure}")


FORMATS = {
    "show": ("text", "markdown", "html", "svg", "json", "yaml"),
    "assess": ("text", "markdown", "html", "svg", "json", "csv"),
    "report": ("text", "markdown", "html", "svg", "json", "csv"),
    "tips": ("text", "markdown", "html", "json"),
    "principles": ("text", "markdown", "html", "json"),
    "guide": ("text", "markdown", "html", "json", "csv", "yaml"),
    "questions": ("text", "markdown", "html", "csv", "json", "json-schema", "yaml", "xlsx"),
    "rules": ("text", "markdown", "html", "json", "csv", "sql"),
}
"""The formats of each command that has several."""

SUMMARIES = {
    "coproladder": "Show where on the ladder of co-production an activity is, and why.",
    "assess": "Place activities: answer questions, or name a file.",
    "report": "Sum up many activities, or many views of one.",
    "match": "Say once what the words of your own table mean.",
    "form": "Write a page that asks the questions in a browser.",
    "show": "Show the ladder, or one rung in full.",
    "tips": "Show the tips for co-production.",
    "principles": "Show the principles for every rung.",
    "guide": "List the guide's topics, show one, or search.",
    "questions": "Show the questions; make a sheet to fill in.",
    "rules": "Show what each rung needs, also as SQL.",
    "practise": "Practise on made-up activities.",
    "site": "Write a website: the form, the ladder, the guide.",
    "check": "Check a ladder file of your own.",
    "help": "Show the long help of coproladder, or of one command.",
}
"""What each command does, in a line."""

EXAMPLES = {
    "coproladder": ("coproladder assess", "coproladder help report"),
    "show": ("coproladder show co-design", "coproladder show --output ladder.svg --open"),
    "assess": (
        "coproladder assess --answer voice=discuss --answer influence=some",
        "coproladder assess activities.csv --output results.csv",
    ),
    "report": (
        "coproladder report activities.csv --by level",
        "coproladder report ann.csv bea.csv --output report.html --open",
    ),
    "match": ("coproladder match activities.csv", "coproladder match ann.csv --draft --output words.yaml"),
    "form": (
        "coproladder form --output form.html --open",
        'coproladder form --answer "activity=Lunch club" --easy --output form.html',
    ),
    "tips": ("coproladder tips --easy", "coproladder tips --output tips.md"),
    "principles": ("coproladder principles --plain", "coproladder principles --output principles.html"),
    "guide": ("coproladder guide starting-a-group", "coproladder guide --find jargon"),
    "questions": ("coproladder questions --easy", "coproladder questions --output sheet.xlsx"),
    "rules": ("coproladder rules", "coproladder rules --reasons --table survey --output rungs.sql"),
    "practise": ("coproladder practise --easy", "coproladder practise --number 3 --seed 7"),
    "site": (
        "coproladder site public",
        'coproladder site public --title "Leeds: how we work together" --force',
    ),
    "check": ("coproladder check ladder.yaml", "coproladder check my/ladder.yaml"),
    "help": ("coproladder help", "coproladder help assess"),
}
"""What each command can be used for, as people type it."""

GROUPS = {"Reading": {*ReadOptions.__struct_fields__}, "Output": {*PageOptions.__struct_fields__, "raw_csv"}}
"""The parameters that have headings of their own in the help."""


class _WithExamples:
    """Ends the help of a command with its examples."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples."""
        with formatter.section("Examples"):
            for example in EXAMPLES[ctx.info_name]:
                # Not as a paragraph, which would be wrapped.
                formatter.write(f"{' ' * formatter.current_indent}{example}\n")


class Command(_WithExamples, TyperCommand):
    """A command whose help has its options in groups, and examples."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what the command takes, group by group."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            if record := parameter.get_help_record(ctx):
                groups.setdefault(_group(parameter), []).append(record)
        for heading in ("Arguments", "Options", *GROUPS):
            if heading in groups:
                with formatter.section(heading):
                    formatter.write_dl(groups[heading])


class Group(_WithExamples, TyperGroup):
    """All commands, each with its whole summary, under the headings that they were given."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, group by group."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command: Any = self.get_command(ctx, name)
            summary = command.get_short_help_str(limit=1000)
            groups.setdefault(command.rich_help_panel, []).append((name, summary))
        for heading, rows in groups.items():
            with formatter.section(heading):
                formatter.write_dl(rows)


def _group(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return "Arguments"
    return next((heading for heading, names in GROUPS.items() if parameter.name in names), "Options")
