"""Finds, reads and checks ladder files: each fault with its line, its place in the file and the cure."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from coproladder.errors import DataError, LadderError
from coproladder.files import decode, visible
from coproladder.ladder import Ladder
from coproladder.meaning import Fault, faults_of_meaning
from coproladder.safe_yaml import MOST_BYTES, Document, read_yaml
from coproladder.safe_yaml import Path as Keys


def built_in() -> Path:
    """Return where the ladder that comes with the tool is: in the package, or beside `src`."""
    package = Path(__file__).parent
    places = package / "data" / "ladder.yaml", package.parents[1] / "data" / "ladder.yaml"
    for place in places:
        if place.is_file():
            return place
    raise LadderError(f"{places[0]}: the ladder file is missing, also from {places[1]}; install again")


def load_ladder(path: str | Path | None = None) -> Ladder:
    """Return the ladder in the file at `path`, or the built-in one, with its rungs lowest first.

    Raises LadderError with one fault of shape for each entry, or else with every fault of meaning.
    """
    file = Path(path) if path is not None else built_in()
    document = _read(file)
    try:
        ladder = msgspec.convert(document.value, Ladder)
    except msgspec.ValidationError:
        # Only a bad file needs the slower walk that finds all faults and their places.
        from coproladder.shape import faults_of_shape

        raise _error(file, document, faults_of_shape(document.value)) from None
    if faults := list(faults_of_meaning(ladder)):
        raise _error(file, document, faults)
    upward = tuple(sorted(ladder.rungs, key=lambda rung: rung.number))
    return msgspec.structs.replace(ladder, rungs=upward)


def _read(file: Path) -> Document:
    name = visible(str(file))
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        return read_yaml(decode(data))
    except OSError as error:
        raise LadderError(f"{name}: cannot be opened: {error.strerror}") from None
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


def _dotted(path: Keys) -> str:
    """Return a path as people write it: rungs[3].needs.voice."""
    parts = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return parts.removeprefix(".") or "the file"
