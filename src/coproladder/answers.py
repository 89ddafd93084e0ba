"""Where answers come from: options, questions in a terminal, a file, or standard input."""

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from coproladder.activities import Activity, Vocabulary
from coproladder.console import hear, is_terminal, printer, standard_input, tell
from coproladder.errors import DataError, UsageError
from coproladder.fields import InputFormat
from coproladder.files import open_input
from coproladder.reading import Item, read_batches


class Answers:
    """The answers that a command was given, or that are still to be asked for or read."""

    def __init__(self, vocabulary: Vocabulary, pairs: list[str]) -> None:
        self.vocabulary = vocabulary
        self.given = _given(pairs, vocabulary)
        self._by_option = bool(pairs)
        self._file: BinaryIO | None = None

    def asking(self, file: str | None) -> bool:
        """Whether there is a person to ask."""
        return file is None and is_terminal(sys.stdin)

    def part_read(self) -> float | None:
        """Return how much of a file has been read, from 0 to 1; None where nobody can tell."""
        if self._file is None or self._file.closed or not self._file.seekable():
            return None
        return self._file.tell() / max(os.fstat(self._file.fileno()).st_size, 1)

    def activities(
        self,
        file: str | None,
        input_format: InputFormat | None,
        quick: bool,
        plain: bool,
        easy: bool,
    ) -> Iterator[Item]:
        """Yield activities, or lines with them; raises UsageError where nothing is to be had."""
        if self.asking(file):
            from coproladder.ask import Interview

            say = printer(sys.stderr, "text", plain)
            yield Interview(self.vocabulary.ladder, self.given, say, hear, quick, easy).run()
            tell("")
        elif file is None and self._by_option:
            yield Activity(dict(self.given))
        elif self._by_option:
            raise UsageError("--answer is for one activity; it does not go with a FILE")
        elif file is None or file == "-":
            stream = standard_input()
            if file is None and not stream.peek(1):
                raise UsageError("nothing came on standard input; name a FILE, or use --answer FIELD=VALUE")
            yield from read_batches(stream, self.vocabulary, "", input_format, tell)
        else:
            with open_input(file) as opened:
                self._file = opened
                yield from read_batches(opened, self.vocabulary, file, input_format, tell)


def _given(answers: list[str], vocabulary: Vocabulary) -> Mapping[str, Any]:
    """Return the fields given as FIELD=VALUE, checked."""
    pairs = [pair.partition("=") for pair in answers]
    for field, equals, _ in pairs:
        if not equals:
            raise UsageError(f'--answer: "{field}" has no value; write FIELD=VALUE')
        if [name for name, _, _ in pairs].count(field) > 1:
            raise UsageError(f"--answer: {field} is given twice; keep one")
    try:
        return vocabulary.activity({field: value for field, _, value in pairs}).record
    except DataError as error:
        raise UsageError(f"--answer: {error}") from None
