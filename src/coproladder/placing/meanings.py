"""The match file: what people's own headings and words mean, and its check."""

from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

from msgspec import field

from coproladder.base.errors import DataError, LadderError, MatchError
from coproladder.base.files import open_input
from coproladder.base.text import visible
from coproladder.base.words import fold, shorten, suggest, unmarked
from coproladder.base.yaml_document import yaml_text
from coproladder.ladder.check import Fault
from coproladder.ladder.load import load_file
from coproladder.ladder.records import Record
from coproladder.placing.names import Names
from coproladder.placing.vocabulary import Vocabulary

Where = tuple[str, ...]
"""A place in a match file: its section, and the keys in there."""

Said = dict[Where, str | None]
"""What people say, as in {("answers", "voice", "Survey"): "answer"}."""

Meanings = dict[str, str | None]


class Match(Record, frozen=True):
    """What a match file says; None: it was not written down, or is not known; "": a blank, nothing is said.

    `columns` has the heading of each field, `answers` for each question what a cell means, and `rows` by the
    name of an activity its answers, which go before what its cells say.
    """

    columns: Meanings = field(default_factory=dict)
    answers: dict[str, Meanings] = field(default_factory=dict)
    rows: dict[str, Meanings] = field(default_factory=dict)

    @property
    def said(self) -> Said:
        """All that is not left blank."""
        said: Said = {("columns", name): heading for name, heading in self.columns.items()}
        for section, groups in (("answers", self.answers), ("rows", self.rows)):
            said |= {(section, name, key): value for name in groups for key, value in groups[name].items()}
        return {path: value for path, value in said.items() if value != ""}


def load_match(path: str, names: Names) -> Match:
    """Return what a match file says; raises InputError or MatchError."""
    open_input(path).close()
    try:
        return load_file(Path(path), Match, lambda match: _faults(match, names), is_own=True)
    except LadderError as error:
        raise MatchError(*error.faults) from None


def learn(vocabulary: Vocabulary, match: Match, file: str) -> None:
    """Let a vocabulary take names, words, and answers for single activities, as a match file says."""
    columns = {name: heading or "" for name, heading in match.columns.items() if heading != ""}
    vocabulary.mapped, vocabulary.names.match_file = columns, visible(file)
    for name, answers in match.rows.items():
        known = {key: vocabulary.value(key, answer) for key, answer in answers.items() if answer != ""}
        vocabulary.own_answers[fold(name)] = known
    for question, words in match.answers.items():
        vocabulary.names.answers[question].learn(words)


def match_text(said: Said) -> str:
    """Return the text of a match file."""
    tree: dict[str, Any] = {}
    for (*keys, last), value in said.items():
        reduce(lambda inner, key: inner.setdefault(key, {}), keys, tree)[last] = value
    return yaml_text(tree)


def _faults(match: Match, names: Names) -> Iterator[Fault]:
    """Yield each field, question and answer that is unknown, with the nearest right one."""
    named: list[Where] = [("columns", name) for name in match.columns]
    named += [("answers", question) for question in match.answers]
    named += [("rows", name, question) for name, answers in match.rows.items() for question in answers]
    for path in named:
        known = names.known if path[0] == "columns" else names.questions
        if path[-1] not in known:
            yield path, f'there is no "{shorten(path[-1])}"; {suggest(path[-1], known)}'
    for question, words in match.answers.items():
        alike: dict[str, str] = {}
        for text in words:
            first = alike.setdefault(unmarked(text), text)
            if words[first] != words[text]:
                yield ("answers", question, text), f'this reads the same as "{shorten(first)}"; keep one'
    for path, answer in match.said.items():
        question = path[1] if path[0] == "answers" else path[-1]
        if path[0] != "columns" and answer and question in names.answers:
            try:
                names.answers[question].read(answer)
            except DataError as error:
                yield path, error.message.removeprefix(f"{question}: ")
