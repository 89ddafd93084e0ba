"""Reads one YAML document that may be hostile, and remembers where each value stands.

What makes YAML dangerous is refused while the parser's events go by: anchors and aliases, tags,
merge keys, keys given twice, depth, size. Only true, false, null and plain whole numbers are
typed; everything else is text, so `no`, `010` and `2026-05` stay what was written.
"""

import re
from contextlib import suppress
from typing import Any, NamedTuple, NoReturn

import yaml

from coproladder.base.errors import DataError
from coproladder.base.text import decode
from coproladder.base.words import shorten

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_YAML_BYTES = 1_000_000
MOST_LEVELS = 20
TYPED = {"true": True, "false": False, "null": None, "~": None, "": None}
INTEGER = r"-?(0|[1-9][0-9]{0,17})"
LONGEST_TYPED = 20
"""Text of this length or more is nothing else than text."""

Value = None | bool | int | str | list["Value"] | dict[str, "Value"]
KeyPath = tuple[str | int, ...]
NODE: Any = yaml.NodeEvent
Event = Any
Mark = Any
"""What the parser yields, and where: its published types do not tell what an event holds."""


class Place(NamedTuple):
    """Where something stands in a file, counted from 1."""

    line: int
    column: int


class Document:
    """The value of a document, and the marks of all its parts, by their parent and their key in it."""

    def __init__(self) -> None:
        self.value: Value = None
        self.start = Place(1, 1)
        self.marks: dict[tuple[int, str | int], Mark] = {}

    def place(self, path: KeyPath) -> Place:
        """Return where the value at `path` stands, or the last part of the way there that exists."""
        value, place = self.value, self.start
        for key in path:
            mark = self.marks.get((id(value), key))
            if mark is None:
                break
            place, value = _place(mark), value[key]  # type: ignore[index]
        return place


def read_yaml(data: bytes) -> Document:
    """Read one document; raises DataError at the first thing that is refused."""
    if len(data) > MOST_YAML_BYTES:
        raise DataError("the file is larger than 1 MB, the limit for a ladder or a list of answers", 1, 1)
    text = decode(data)
    try:
        return _build(text)
    except yaml.MarkedYAMLError as error:
        mark: Mark = error.problem_mark
        place, context = _place(mark), error.context_mark
        # A parser looks ahead, and some have a limit of depth: what we refuse before that is told first.
        with suppress(yaml.YAMLError):
            _build(text[: mark.index])
        began = f" (it began in line {context.line + 1})" if context and context.line + 1 < place.line else ""
        raise DataError(f"{error.problem}{began}; {_cure(str(error.problem))}", *place) from None
    except yaml.reader.ReaderError as error:
        # The C parser counts bytes and the Python one characters; either finds the line.
        before = text.encode()[: error.position].decode(errors="ignore")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise DataError("a character that YAML does not allow; take it out", line, column) from None
    except (OverflowError, ValueError):
        # The Python parser turns numbers in escapes and directives into what they cannot be.
        raise DataError("a number in an escape or a directive (%) is too large; take it out", 1) from None


def yaml_text(value: Any) -> str:
    """Return a value of mappings, texts and None as YAML; `read_yaml` makes the same of it."""
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=MOST_YAML_BYTES))


def _build(text: str) -> Document:
    document = Document()
    marks = document.marks
    root: list[Value] = []
    # The list or mapping that is open, those around it, and the key that waits for its value.
    parent: list[Value] | dict[str, Value] = root
    around: list[list[Value] | dict[str, Value]] = []
    key: Any = None
    # Much of the time that a command takes to start is spent here, so this loop calls little.
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, NODE):
            if event.anchor is not None or event.tag is not None or len(around) >= MOST_LEVELS:
                _refuse(event)
            if key is None and isinstance(parent, dict):
                key = _new_key(event, parent, document)
                continue
            value = _value(event)
            if isinstance(parent, list):
                marks[id(parent), len(parent)] = event.start_mark
                parent.append(value)
            else:
                parent[key] = value
                key = None
            if isinstance(value, (list, dict)):
                around.append(parent)
                parent = value
        elif isinstance(event, yaml.CollectionEndEvent):
            parent = around.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and root:
            raise _fault(event.start_mark, "a second document begins here; keep one document in a file")
    if root:
        document.value, document.start = root[0], _place(marks[id(root), 0])
    return document


def _refuse(event: Event) -> NoReturn:
    """Raise for a node with an anchor or a tag, or too deep in others."""
    fault = f"more than {MOST_LEVELS} levels deep, the limit here; use fewer levels"
    if event.anchor is not None:
        fault = "anchors (&) and aliases (*) are not allowed; write the text out, or quote it"
    elif event.tag is not None:
        fault = "tags (!) are not allowed; take it out, or quote the text"
    raise _fault(event.start_mark, fault)


def _new_key(event: Event, parent: dict[str, Value], document: Document) -> str:
    mark = event.start_mark
    if not isinstance(event, yaml.ScalarEvent):
        raise _fault(mark, "a key must be text; put quotes round it")
    key = _text(event)
    if key == "<<" and event.implicit[0]:
        raise _fault(mark, "merge keys (<<) are not allowed; write the keys out")
    if key in parent:
        first = _place(document.marks[id(parent), key]).line
        raise _fault(mark, f'the key "{shorten(key)}" is given twice, first in line {first}; keep one')
    document.marks[id(parent), key] = mark
    parent[key] = None
    return key


def _text(event: Event) -> str:
    text: str = event.value
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise _fault(event.start_mark, "there is a broken character here (a lone surrogate); take it out")
    return text


def _value(event: Event) -> Value:
    if not isinstance(event, yaml.ScalarEvent):
        return [] if isinstance(event, yaml.SequenceStartEvent) else {}
    text = _text(event)
    if len(text) < LONGEST_TYPED and event.implicit[0]:
        if text in TYPED:
            return TYPED[text]
        if text[-1].isdigit() and re.fullmatch(INTEGER, text):
            return int(text)
    return text


def _place(mark: Mark) -> Place:
    return Place(mark.line + 1, mark.column + 1)


def _fault(mark: Mark, message: str) -> DataError:
    return DataError(message, *_place(mark))


def _cure(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return 'put quotes round a text that has ": " in it'
    if "cannot start any token" in problem:
        return "put quotes round the text, and use spaces instead of tabs"
    return "check the indentation and the quotes here and in the line above"
