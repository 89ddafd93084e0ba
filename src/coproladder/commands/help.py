"""The help of the command line: options and commands in groups, examples, and nothing cut."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from coproladder.commands.options import PageOptions, ReadOptions

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
    "form": (
        "coproladder form --output form.html --open",
        'coproladder form --answer "activity=Lunch club" --easy --output form.html',
    ),
    "tips": ("coproladder tips --easy", "coproladder tips --output tips.md"),
    "principles": ("coproladder principles --plain", "coproladder principles --output principles.html"),
    "guide": ("coproladder guide starting-a-group", "coproladder guide --find jargon"),
    "questions": (
        "coproladder questions --easy",
        "coproladder questions --format json-schema --output schema.json",
    ),
    "rules": ("coproladder rules", "coproladder rules --reasons --table survey --output rungs.sql"),
    "practise": ("coproladder practise --easy", "coproladder practise --number 3 --seed 7"),
    "check": ("coproladder check ladder.yaml", "coproladder check my/ladder.yaml"),
    "help": ("coproladder help", "coproladder help assess"),
}
"""What each command can be used for, as people type it."""

GROUPS = {
    "Reading": {*ReadOptions.__struct_fields__},
    "Output": {*PageOptions.__struct_fields__, "output_format", "full", "raw_csv"},
}
"""The parameters that stand under headings of their own."""


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
    """All commands; their summaries stand whole, under the headings that they were given."""

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
