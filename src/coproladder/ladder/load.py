"""Finds, reads and checks ladder files and guides: each fault with its line, place and cure."""

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from coproladder.base.errors import DataError, LadderError
from coproladder.base.files import reason
from coproladder.base.text import visible
from coproladder.ladder.check_references import Fault, reference_faults
from coproladder.ladder.records import Ladder, Record
from coproladder.ladder.yaml_document import MOST_BYTES, Document, KeyPath, read_yaml

if TYPE_CHECKING:
    from coproladder.ladder.guide import Guide

MOST_FAULTS = 1000
"""A file with more has one cause for them all."""

Loaded = TypeVar("Loaded", bound=Record)


def built_in() -> Path:
    """Return where the ladder that comes with the tool is: in the package, or beside `src`."""
    package = Path(__file__).parents[1]
    places = package / "data" / "ladder.yaml", package.parents[1] / "data" / "ladder.yaml"
    for place in places:
        if place.is_file():
            return place
    raise LadderError(f"{places[0]}: the ladder file is missing, also from {places[1]}; install again")


def load_ladder(path: str | Path | None = None) -> Ladder:
    """Return the ladder in the file at `path`, or the built-in one, with its rungs lowest first.

    Raises LadderError with one type fault for each entry, or else with every reference fault.
    """
    ladder = _load(_file(path), Ladder, reference_faults)
    upward = tuple(sorted(ladder.rungs, key=lambda rung: rung.number))
    return msgspec.structs.replace(ladder, rungs=upward)


def load_guide(ladder: Ladder, path: str | Path | None = None) -> "Guide":
    """Return the guide that a ladder names, which was loaded from `path`; an empty one where it has none.

    Raises LadderError as `load_ladder` does.
    """
    from coproladder.ladder.guide import Guide, guide_faults

    if ladder.about.guide is None:
        return Guide()
    ladder_file = _file(path)
    file = ladder_file.parent / ladder.about.guide
    if not file.is_file():
        place = _read(ladder_file).place(("about", "guide"))
        raise LadderError(
            f"{visible(str(ladder_file))}: line {place.line}, column {place.column}: about.guide: "
            f"there is no file {visible(ladder.about.guide)} beside it; copy it too, or take this line out"
        )
    return _load(file, Guide, lambda guide: guide_faults(guide, ladder))


def _file(path: str | Path | None) -> Path:
    return Path(path) if path is not None else built_in()


def _load(file: Path, record: type[Loaded], check: Callable[[Loaded], Iterable[Fault]]) -> Loaded:
    document = _read(file)
    try:
        loaded = msgspec.convert(document.value, record)
    except msgspec.ValidationError:
        # Only a bad file needs the slower walk that finds all faults and their places.
        from coproladder.ladder.check_types import type_faults

        faults = islice(type_faults(document.value, record), MOST_FAULTS)
        raise _error(file, document, faults) from None
    if found := [*islice(check(loaded), MOST_FAULTS)]:
        raise _error(file, document, found)
    return loaded


def _read(file: Path) -> Document:
    name = visible(str(file))
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        return read_yaml(data)
    except (OSError, ValueError) as error:
        raise LadderError(f"{name}: cannot be opened: {reason(error)}") from None
    except DataError as error:
        raise LadderError(f"{name}: {error}") from None


def _error(file: Path, document: Document, faults: Iterable[Fault]) -> LadderError:
    """Return the faults as lines, in the order of the file."""
    placed = sorted((document.place(path), _dotted(path), message) for path, message in faults)
    return LadderError(
        *(
            visible(f"{file}: line {line}, column {column}: {where}: {message}")
            for (line, column), where, message in placed
        )
    )


def _dotted(path: KeyPath) -> str:
    """Return a path as people write it: rungs[3].needs.voice."""
    parts = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return parts.removeprefix(".") or "the file"
