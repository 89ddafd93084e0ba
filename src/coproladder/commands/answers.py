"""Where answers come from: options, questions in a terminal, a file, or standard input."""

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from coproladder.base.errors import DataError, UsageError
from coproladder.base.files import open_input
from coproladder.commands.console import hear, is_terminal, printer, standard_input, tell
from coproladder.commands.inputs import read_input
from coproladder.commands.options import PageOptions, ReadOptions, wording_for
from coproladder.placing.activity import Activity, Vocabulary
from coproladder.reading.item import Batch


class Answers:
    """The answers that a command was given, or that are still to be asked for or read.

    `file` is what was named to read, "-" is standard input; `pairs` are fields as FIELD=VALUE. Questions
    are asked in a terminal, unless `no_input` forbids it.
    """

    def __init__(
        self, vocabulary: Vocabulary, file: str | None, pairs: list[str], no_input: bool = False
    ) -> None:
        self.vocabulary = vocabulary
        self.given = given_fields(pairs, vocabulary)
        self.file = file
        unasked = any(question.id not in self.given for question in vocabulary.ladder.questions)
        self.asking = unasked and file is None and is_terminal(sys.stdin) and not no_input
        self._by_option = bool(pairs)
        self._opened: BinaryIO | None = None

    def part_read(self) -> float | None:
        """Return how much of a file has been read, from 0 to 1; None where nobody can tell."""
        if self._opened is None or self._opened.closed or not self._opened.seekable():
            return None
        return self._opened.tell() / max(os.fstat(self._opened.fileno()).st_size, 1)

    def batches(self, reading: ReadOptions, page: PageOptions, quick: bool) -> Iterator[Batch]:
        """Yield the activities; UsageError where nothing is to be had.

        `page` and `quick` say how questions are asked in a terminal.
        """
        if self.asking:
            from coproladder.commands.interview import Interview

            ladder, say = self.vocabulary.ladder, printer(sys.stderr, "text", page.plain)
            interview = Interview(ladder, self.given, say, hear, wording_for(ladder, page), quick)
            interview.begin()
            activity = interview.run()
            tell("")
            yield Batch([activity])
        elif self.file is None and self._by_option:
            yield Batch([Activity(dict(self.given))])
        elif self._by_option:
            raise UsageError("--answer is for one activity; it does not go with a FILE")
        elif self.file is None or self.file == "-":
            stream = standard_input()
            if is_terminal(sys.stdin):
                if self.file is None:
                    raise UsageError("--no-input: there is nothing to place; name a FILE, or use --answer")
                end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
                tell(f"waiting for activities: type or paste them, then press {end}")
            if self.file is None and not stream.peek(1):
                raise UsageError("nothing came on standard input; name a FILE, or use --answer FIELD=VALUE")
            yield from read_input(stream, "", self.vocabulary, reading)
        else:
            with open_input(self.file) as self._opened:
                yield from read_input(self._opened, self.file, self.vocabulary, reading)


def given_fields(answers: list[str], vocabulary: Vocabulary) -> Mapping[str, Any]:
    """Return the fields given as FIELD=VALUE, checked; UsageError where one means nothing."""
    pairs = [pair.partition("=") for pair in answers]
    for field, equals, _ in pairs:
        if not equals:
            raise UsageError(f'--answer: "{field}" has no value; write FIELD=VALUE')
        if [name for name, _, _ in pairs].count(field) > 1:
            raise UsageError(f"--answer: {field} is given twice; keep one")
    try:
        return vocabulary.whole_activity({field: value for field, _, value in pairs}).record
    except DataError as error:
        raise UsageError(f"--answer: {error}") from None
