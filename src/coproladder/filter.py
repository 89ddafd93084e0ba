"""Answers records as JSON, many lines at a time where nothing in them needs a closer look.

What a result adds depends on the answers and the claim alone, so it is worked out once for each
combination and kept as bytes. Lines that are clean (see `Filter.whole`) are not taken apart: the
kept end is joined to each line as it came. Anything else goes record by record, to the same result.
"""

import codecs
import io
import re
from collections.abc import Iterator
from itertools import chain, repeat
from operator import itemgetter
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta
from msgspec.structs import astuple

from coproladder import export
from coproladder.activities import MOST_KEPT, Activity, is_date
from coproladder.classifier import Assessment, Classifier
from coproladder.ends import Ends
from coproladder.errors import DataError
from coproladder.fields import CALLED, DATE, FIELDS, LEVEL, STAGE
from coproladder.ladder import Ladder, Rung
from coproladder.rows import Batch, parts

ESCAPE = re.compile(rb"\\.")
CLAIM = re.compile(rb'"called"\s*:\s*"((?:[^"\\]|\\.)*)')


class Filter:
    """Turns records into results, as bytes of JSON Lines."""

    def __init__(self, ladder: Ladder, aim: Rung | None = None) -> None:
        assess = Classifier(ladder, aim)
        self.ends = Ends(ladder, lambda activity: _end(ladder, assess(activity)))
        names = [*FIELDS, *(question.id for question in ladder.questions)]
        self._decoder = msgspec.json.Decoder(_clean_record(ladder, names))
        self._width = len(names)
        self._empty = (UNSET,) * self._width
        self._key = itemgetter(*(names.index(field) for field in self.ends.fields))
        self._date = itemgetter(names.index(DATE))
        self._called = itemgetter(names.index(CALLED))
        self._ids = {UNSET, *(rung.id for rung in ladder.rungs)}
        self._dates: set[Any] = {UNSET}

    def one(self, activity: Activity) -> bytes:
        """Return the result of one activity."""
        record, end = activity.record, self.ends.of(activity)
        return export.json_bytes(record)[:-2] + end if record else b"{" + end[1:]

    def fits(self, batch: Batch) -> bool:
        """Whether these are lines that may be answered together."""
        return batch.table is None

    def whole(self, lines: bytes) -> tuple[bytes, int] | None:
        """Return the results of whole lines and how many there are; None where a closer look is needed.

        Clean lines hold one object each that ends the line, with no field but known ones, no field
        twice, every answer an id, and no null.
        """
        if b"\r" in lines:
            lines = lines.replace(b"\r\n", b"\n")
        if b"\x7f" in lines or not lines.endswith(b"}\n"):
            return None
        try:
            rows = [*map(astuple, self._decoder.decode_lines(lines))]
            own = lines.split(b"}\n")[:-1]
            if not len(own) == len(rows) == lines.count(b"\n") or self._empty in rows:
                return None
            # Every value is text, so each field that was given brings four quotes. A field that was
            # given twice brings eight and is kept once.
            given = len(rows) * self._width - sum(map(tuple.count, rows, repeat(UNSET)))
            if given * 4 != _quotes(lines) or not self._dates_hold({*map(self._date, rows)}):
                return None
            if not lines.isascii():
                own = [line if line.isascii() else _escaped(line) for line in own]
            for at, name in enumerate(map(self._called, rows)):
                if name not in self._ids:
                    own[at] = _with_claim(own[at], self.ends.claims[name])
            ends = map(self.ends.__getitem__, map(self._key, rows))
            return b"".join(chain.from_iterable(zip(own, ends, strict=True))), len(own)
        except (ValueError, RecursionError, DataError):
            return None

    def parts(self, batch: Batch) -> Iterator[Batch]:
        """Yield lines that need a closer look in smaller batches, at last each by itself."""
        lines = io.BytesIO(batch.data).readlines()
        return parts(batch, lines, range(1, len(lines) + 1))

    def _dates_hold(self, dates: set[Any]) -> bool:
        new = dates - self._dates
        if not all(map(is_date, new)):
            return False
        if len(self._dates) > MOST_KEPT:
            self._dates = {UNSET}
        self._dates |= new
        return True


def _with_claim(line: bytes, rung_id: str) -> bytes:
    """Return a line in which the organisers' word for a rung is replaced by its id."""
    # Inside a text the quotes round this name would have backslashes before them.
    found = CLAIM.search(line)
    if found is None:
        raise DataError("a claim that needs a closer look")
    return line[: found.start(1)] + rung_id.encode() + line[found.end(1) :]


def _quotes(lines: bytes) -> int:
    """Return how many quotes begin or end a text, and so do not stand in one."""
    escaped = ESCAPE.findall(lines).count(b'\\"') if b"\\" in lines else 0
    return lines.count(b'"') - escaped


def _escaped(line: bytes) -> bytes:
    """Return a line with JSON's escapes for what is not ASCII, which can only stand in a text."""
    return line.decode().encode("ascii", "json-escape")


def _escapes(error: UnicodeError) -> tuple[str, int]:
    """Return JSON's escapes for the characters that an encoding lacks, and where to go on."""
    assert isinstance(error, UnicodeEncodeError)
    units = error.object[error.start : error.end].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), error.end


codecs.register_error("json-escape", _escapes)


def _end(ladder: Ladder, assessment: Assessment) -> bytes:
    return b"," + export.json_bytes(export.findings(ladder, assessment))[1:]


def _clean_record(ladder: Ladder, names: list[str]) -> type[msgspec.Struct]:
    """Return the type of a record in which every answer is an id and nothing is null."""
    choices = {question.id: [answer.id for answer in question.answers] for question in ladder.questions}
    choices[LEVEL] = [level.id for level in ladder.levels]
    choices[STAGE] = [stage.id for stage in ladder.stages]
    one_of: Any = Literal
    fields = [f"field_{place}" for place in range(len(names))]
    # Where a ladder lists no levels or stages any text will do, but a blank one is not kept.
    text: dict[str, Any] = dict.fromkeys((LEVEL, STAGE), Annotated[str, Meta(pattern=r"[^\s.]")])
    kinds = [one_of[tuple(choices[name])] if choices.get(name) else text.get(name, str) for name in names]
    return msgspec.defstruct(
        "CleanRecord",
        [(field, kind | msgspec.UnsetType, UNSET) for field, kind in zip(fields, kinds, strict=True)],
        rename=dict(zip(fields, names, strict=True)),
        forbid_unknown_fields=True,
        gc=False,
    )
