"""Finds, reads and checks ladder files, guides and interfaces: each fault with its line, place and cure."""

import os
import re
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

from coproladder.base.errors import DataError, LadderError, UsageError
from coproladder.base.files import reason
from coproladder.base.text import decode, visible
from coproladder.base.words import suggest
from coproladder.base.yaml_document import MOST_YAML_BYTES, Document, KeyPath, read_yaml
from coproladder.ladder.check import Fault, as_far_as_right, ladder_faults, type_faults
from coproladder.ladder.records import Ladder, Record

if TYPE_CHECKING:
    from coproladder.ladder.guide import Guide
    from coproladder.ladder.wording import Interface

OTHER_FILES = {"phrases": "an interface", "topics": "a guide"}
"""A key of each file that is no ladder."""

MOST_FAULTS = 1000
"""A file with more has one cause for them all."""

Part = Literal["ladder", "guide", "interface"]
Loaded = TypeVar("Loaded", bound=Record)


def built_in(name: str = "ladder.yaml") -> Path:
    """Return where a data file that comes with the tool is: in the package, or beside `src`."""
    package = Path(__file__).parents[1]
    places = package / "data" / name, package.parents[1] / "data" / name
    for place in places:
        if place.is_file():
            return place
    raise LadderError(f"{places[0]}: this file is missing, also from {places[1]}; install again")


def load_ladder(path: str | Path | None = None) -> Ladder:
    """Return the ladder in the file at `path`, or the built-in one, with its rungs lowest first.

    Raises LadderError with every fault.
    """
    ladder = load_file(_file(path), Ladder, ladder_faults)
    upward = tuple(sorted(ladder.rungs, key=lambda rung: rung.number))
    return msgspec.structs.replace(ladder, rungs=upward)


def load_guide(ladder: Ladder, path: str | Path | None = None) -> "Guide":
    """Return the guide that a ladder names, which was loaded from `path`; an empty one where it has none.

    Raises LadderError as `load_ladder` does.
    """
    from coproladder.ladder.guide import Guide, guide_faults

    file = _named_file(ladder, path, "guide")
    return load_file(file, Guide, lambda guide: guide_faults(guide, ladder)) if file else Guide()


def load_interface(ladder: Ladder, path: str | Path | None = None) -> "Interface":
    """Return the interface that a ladder names, with the English phrases where it has none of its own.

    The ladder was loaded from `path`. Raises LadderError as `load_ladder` does.
    """
    english, own = _interfaces(ladder, path)
    return msgspec.structs.replace(own, phrases={**english.phrases, **own.phrases})


def load_all(path: str | Path) -> Ladder:
    """Return the ladder in a file; LadderError with every fault of it, its guide and its interface."""
    faults: tuple[str, ...] = ()
    try:
        ladder = load_ladder(path)
    except LadderError as error:
        ladder, faults = as_far_as_right(_read(_file(path)).value, Ladder), error.faults
    for key, load in (("guide", load_guide), ("interface", load_interface)):
        if any(f": about.{key}: " in fault for fault in faults):
            continue
        try:
            load(ladder, path)
        except LadderError as error:
            faults += error.faults
    if faults:
        raise LadderError(*faults)
    return ladder


def differing_phrases(ladder: Ladder, path: str | Path | None = None) -> tuple[dict[str, Any], list[str]]:
    """Return the English phrases that the interface of a ladder lacks, and the ids of those that only it has.

    The first stay English. The second are passed over, so that a translation outlives a phrase that the
    tool no longer says.
    """
    english, own = _interfaces(ladder, path)
    missing = {name: phrase for name, phrase in english.phrases.items() if name not in own.phrases}
    return missing, [phrase for phrase in own.phrases if phrase not in english.phrases]


def source_text(ladder: Ladder, path: str | Path | None, part: Part) -> str:
    """Return the text of a file that a ladder is made of, once it was checked; `ladder` is from `path`.

    The interface is the built-in English one where the ladder names none. Raises LadderError as `load_ladder`
    does, and UsageError where there is no guide.
    """
    file = _file(path) if part == "ladder" else _named_file(ladder, path, part)
    if file is None and part == "guide":
        raise UsageError("this ladder has no guide of its own")
    if part != "ladder":
        # Whoever made the ladder may have named any file: what is none of ours is not shown.
        (load_guide if part == "guide" else load_interface)(ladder, path)
    return decode(_data(file or built_in("interface.yaml")))


def files_in_use(ladder: Ladder, path: str | Path | None) -> list[str]:
    """Return the paths of the files that a ladder is made of, as far as they are there."""
    file, about = _file(path), ladder.about
    named = [file.parent / name for name in (about.guide, about.interface) if name]
    return [*map(str, (file, *named, built_in("interface.yaml")))]


def _interfaces(ladder: Ladder, path: str | Path | None) -> "tuple[Interface, Interface]":
    """Return the built-in English interface, and that of a ladder, which may be the same."""
    from coproladder.ladder.wording import Interface, interface_faults

    english = load_file(built_in("interface.yaml"), Interface, lambda _: ())
    file = _named_file(ladder, path, "interface")
    if file is None:
        return english, english
    return english, load_file(file, Interface, lambda own: interface_faults(own, english, ladder))


def _named_file(ladder: Ladder, path: str | Path | None, key: str) -> Path | None:
    """Return the file that a ladder file names under a key of `about`, beside itself; None for no name."""
    ladder_file = _file(path)
    name: str | None = getattr(ladder.about, key)
    if not name:
        return None
    file, fault = ladder_file.parent / name, ""
    if not file.is_file():
        fault = f"there is no file {name} beside it; copy it too, or take this line out"
    elif not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(ladder_file.parent)):
        fault = f"{name} is a link that leads out of this folder; put the file itself here"
    if fault:
        raise _error(ladder_file, _read(ladder_file), [(("about", key), fault)])
    return file


def _file(path: str | Path | None) -> Path:
    return Path(path) if path is not None else built_in()


def load_file(
    file: Path, record: type[Loaded], check: Callable[[Loaded], Iterable[Fault]], is_own: bool = False
) -> Loaded:
    """Return the record in a YAML file; LadderError with its type faults and all that `check` finds.

    One that is not `is_own`, which another file may name, can be any file: if none of ours, it is not quoted.
    """
    document = _read(file, is_own)
    try:
        loaded = msgspec.convert(document.value, record)
        found = check(loaded)
    except msgspec.ValidationError:
        # Only a bad file needs the slower walk that finds all faults and their places.
        found = _all_faults(document.value, record, check, is_own)
    if faults := [*islice(found, MOST_FAULTS)]:
        raise _error(file, document, faults)
    return loaded


def _all_faults(
    value: Any, record: type[Loaded], check: Callable[[Loaded], Iterable[Fault]], is_own: bool
) -> Iterable[Fault]:
    """Return the type faults of a file, and what `check` finds beside them."""
    known = [field.name for field in msgspec.structs.fields(record)]
    keys = value.keys() if isinstance(value, dict) else {*known}
    if other := next((kind for key, kind in OTHER_FILES.items() if key in keys - {*known}), None):
        return [((), f"this is {other} file; check the ladder that names it")]
    if not is_own and keys.isdisjoint(known):
        return [((), f"no key in it is known; {suggest('', known)}")]
    faults = [*islice(type_faults(value, record), MOST_FAULTS)]
    paths = {path for path, _ in faults}
    # Where rungs or questions have faults, their order cannot be judged.
    unsure = ("needs", "number") if any(path[:1] in (("rungs",), ("questions",)) for path in paths) else ()
    further = check(as_far_as_right(value, record)) if value else ()
    return faults + [(path, said) for path, said in further if path not in paths and path[-1] not in unsure]


def _read(file: Path, is_own: bool = False) -> Document:
    name = visible(str(file))
    try:
        return read_yaml(_data(file))
    except (OSError, ValueError) as error:
        raise LadderError(f"{name}: this file cannot be opened: {reason(error)}") from None
    except DataError as error:
        fault = str(error) if is_own else re.sub('the key ".*" is', "a key is", str(error), flags=re.DOTALL)
        raise LadderError(f"{name}: {fault}") from None


def _data(file: Path) -> bytes:
    """Return what a file holds, cut where it is larger than any of ours."""
    with file.open("rb") as stream:
        return stream.read(MOST_YAML_BYTES + 1)


def _error(file: Path, document: Document, faults: Iterable[Fault]) -> LadderError:
    """Return the faults as lines, in the order of the file."""
    placed = sorted((document.place(path), _dotted(path), message) for path, message in faults)
    lines = (f"line {line}, column {column}: {where}: {said}" for (line, column), where, said in placed)
    return LadderError(*(visible(f"{file}: {line}") for line in lines))


def _dotted(path: KeyPath) -> str:
    """Return a path as people write it: rungs[3].needs.voice."""
    parts = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return parts.removeprefix(".") or "the file"
