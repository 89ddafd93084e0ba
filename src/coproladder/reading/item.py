"""One record that was read: an activity, or what is wrong with it."""

from typing import Any

from coproladder.base.errors import DataError
from coproladder.placing.activity import Activity, Vocabulary
from coproladder.reading.lines import Rejected, rejected
from coproladder.reading.strict_json import read_json

Item = Activity | Rejected


def item(given: Any, line: int, vocabulary: Vocabulary) -> Item:
    """Return the activity in a value that stands in `line`, or what is wrong with it."""
    if not isinstance(given, dict):
        return Rejected(line, None, "a record has fields with names, and this has none")
    try:
        return vocabulary.activity(given, line)
    except DataError as error:
        return rejected(error, line, given=given)


def item_in_json(data: bytes, line: int, vocabulary: Vocabulary) -> Item:
    """Return the activity in one JSON record, or what is wrong with it."""
    try:
        return item(read_json(data, line), line, vocabulary)
    except DataError as error:
        return rejected(error, line)
