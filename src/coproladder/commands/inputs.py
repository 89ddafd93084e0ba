"""Reads the activities in a file or on standard input, as the options of reading say."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from functools import partial
from typing import BinaryIO

from coproladder.base.errors import UsageError
from coproladder.base.fields import DateOrder
from coproladder.base.files import open_input, which_file
from coproladder.base.text import visible
from coproladder.base.words import shorten, suggest
from coproladder.commands.console import input_name, standard_input, tell
from coproladder.commands.options import ReadOptions
from coproladder.ladder.records import Ladder
from coproladder.placing.activity import Vocabulary
from coproladder.reading.item import Batch
from coproladder.reading.json_document import Tell
from coproladder.reading.records import read_batches


def vocabulary_for(file: str | None, ladder: Ladder, options: ReadOptions) -> Vocabulary:
    """Return what the fields of the activities in a file mean; None and - are standard input.

    In a file that can be read twice, dates such as 25/05/2026 settle how 04/05/2026 is read.
    """
    again = file not in (None, "-") and isinstance(which_file(str(file)), tuple)
    find = partial(_find_date_order, str(file), ladder, options) if again else None
    return Vocabulary(ladder, options.keep_extra, options.dates, find)


def read_input(
    stream: BinaryIO, name: str, vocabulary: Vocabulary, options: ReadOptions, tell: Tell = tell
) -> Iterator[Batch]:
    """Yield the activities in a stream; `name` is that of its file, "" for standard input."""
    mapped = _mapped(options.mapped or [], vocabulary)
    yield from read_batches(stream, vocabulary, name, options.input_format, tell, mapped, options.sheet)
    if vocabulary.names.passed_over and not options.keep_extra:
        names = ", ".join(f'"{field}"' for field in sorted(vocabulary.names.passed_over))
        tell(f"fields passed over: {names} (--keep-extra keeps them)")
    source, about = input_name(name or None), vocabulary.ladder.about
    if earlier := vocabulary.earlier_answers:
        words = "answers in the words of an earlier version of the questions keep their old meaning, such as"
        tell(f'{source}: {words} "{shorten(earlier[0])}"')
    if vocabulary.earlier_results:
        found = ", ".join(sorted(vocabulary.earlier_results))
        tell(f"{source}: results of {found} are worked out anew with version {about.version}")


def read_file(
    file: str, vocabulary: Vocabulary, options: ReadOptions, one_of_several: bool
) -> Iterator[Batch]:
    """Yield the activities in a file, named in all that is said of one of several; - is standard input.

    Raises InputError.
    """
    name = "" if file == "-" else file
    say = (lambda message: tell(f"{input_name(file)}: {message}")) if one_of_several else tell
    with open_input(name) if name else nullcontext(standard_input()) as stream:
        yield from read_input(stream, name, vocabulary, options, say)


def _find_date_order(file: str, ladder: Ladder, options: ReadOptions) -> DateOrder | None:
    """Return the order in which a day over 12 shows that a file writes its dates, None where both occur."""
    vocabulary = Vocabulary(ladder)
    with open_input(file) as stream:
        mapped = _mapped(options.mapped or [], vocabulary)
        for _ in read_batches(
            stream, vocabulary, file, options.input_format, mapped=mapped, sheet=options.sheet
        ):
            pass
    if len(vocabulary.date_orders) != 1:
        return None
    (order,) = vocabulary.date_orders
    first = "day" if order == "dmy" else "month"
    tell(f"{visible(file)}: dates are read with the {first} first, as some can be read in no other way")
    return order


def _mapped(pairs: list[str], vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return the heading of each field given as FIELD=HEADING; UsageError where one cannot be used."""
    mapped: dict[str, str] = {}
    for pair in pairs:
        name, equals, heading = pair.partition("=")
        if not equals:
            raise UsageError(f'--map: "{pair}" names no heading; write FIELD=HEADING')
        field = vocabulary.names.find(name)
        if field is None:
            suggestion = suggest(name, vocabulary.names.known)
            raise UsageError(f'--map: there is no field "{shorten(name)}"; {suggestion}')
        if field in mapped:
            raise UsageError(f"--map: {field} is given twice; keep one")
        mapped[field] = heading
    return mapped
