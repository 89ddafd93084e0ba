"""Checks what a ladder file means, once its shape is right: each fault as its path and a message."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from coproladder.base.fields import FIELDS, RESULT_FIELDS
from coproladder.base.words import fold, squash, suggest
from coproladder.ladder.records import Ladder, Question, Rung
from coproladder.ladder.yaml_document import Path

Fault = tuple[Path, str]


def faults_of_meaning(ladder: Ladder) -> Iterator[Fault]:
    """Yield every fault: what is said twice, what points nowhere, and needs that make no ladder."""
    if ladder.about.guide and any(sign in ladder.about.guide for sign in "/\\:\0"):
        yield ("about", "guide"), "name a file in the same folder, without a path"
    yield from _repeated_ids(ladder)
    yield from _same_reading(ladder)
    yield from _same_names(ladder)
    yield from _same_entries(ladder)
    pointing = list(_pointing_nowhere(ladder))
    yield from pointing
    numbers = list(_numbers(ladder.rungs))
    yield from numbers
    if not pointing and not numbers:
        yield from _chain(ladder)


def _repeated_ids(ladder: Ladder) -> Iterator[Fault]:
    sections: list[tuple[Path, Iterable[str]]] = [
        (("questions",), [entry.id for entry in ladder.questions]),
        (("rungs",), [entry.id for entry in ladder.rungs]),
        (("notes",), [entry.id for entry in ladder.notes]),
        (("principles",), [entry.id for entry in ladder.principles]),
        (("tips",), [entry.id for entry in ladder.tips]),
        (("levels",), [entry.id for entry in ladder.levels]),
        (("stages",), [entry.id for entry in ladder.stages]),
        (("sources",), [entry.id for entry in ladder.sources]),
    ]
    for at, question in enumerate(ladder.questions):
        sections.append((("questions", at, "answers"), [answer.id for answer in question.answers]))
    for path, ids in sections:
        yield from repeated(path, ids)


def repeated(path: Path, ids: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for each id in the list at `path` that another entry before it has."""
    for at, first in _repeats(ids):
        yield (*path, at, "id"), f"this id is taken by entry {first + 1} of the list; choose another"


def _repeats(names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield (place, first place) for each name that stood in the list before."""
    seen: dict[str, int] = {}
    for at, name in enumerate(names):
        first = seen.setdefault(name, at)
        if first != at:
            yield at, first


def _same_reading(ladder: Ladder) -> Iterator[Fault]:
    """Answers and fields are known by their wording too, so two may not read the same."""
    unsure = ladder.about.not_sure
    taken = {fold(field): f'the field "{field}"' for field in (*FIELDS, *RESULT_FIELDS)}
    for at, question in enumerate(ladder.questions):
        readings = (question.id, question.words.standard, question.words.easy)
        yield from _clash(("questions", at), readings, f'question "{question.id}"', taken)
        answers = {fold(words): "not sure" for words in unsure.wordings}
        for place, answer in enumerate(question.answers):
            path = ("questions", at, "answers", place)
            yield from _clash(path, (answer.id, *answer.wordings), f'answer "{answer.id}"', answers)


def _same_entries(ladder: Ladder) -> Iterator[Fault]:
    """Levels and stages are known by id and by name."""
    for section, entries in (("levels", ladder.levels), ("stages", ladder.stages)):
        taken: dict[str, str] = {}
        for at, entry in enumerate(entries):
            yield from _clash((section, at), (entry.id, entry.name), f'"{entry.id}"', taken)


def _clash(path: Path, readings: Iterable[str | None], owner: str, taken: dict[str, str]) -> Iterator[Fault]:
    for reading in {fold(reading): reading for reading in readings if reading}:
        other = taken.setdefault(reading, owner)
        if other != owner:
            yield path, f"this reads the same as {other}; change the words or the id"
            return


def _same_names(ladder: Ladder) -> Iterator[Fault]:
    taken = {str(rung.number): at for at, rung in enumerate(ladder.rungs)}
    for at, rung in enumerate(ladder.rungs):
        for name in (rung.id, rung.name, *rung.also):
            first = taken.setdefault(squash(name), at)
            if first != at:
                yield ("rungs", at), f'"{name}" also names rung "{ladder.rungs[first].id}"; keep one'


def _pointing_nowhere(ladder: Ladder) -> Iterator[Fault]:
    questions = {question.id: question for question in ladder.questions}
    rungs = [rung.id for rung in ladder.rungs]
    stages = [stage.id for stage in ladder.stages]
    for at, rung in enumerate(ladder.rungs):
        yield from _unknown_answers(("rungs", at, "needs"), rung.needs, questions)
    for at, note in enumerate(ladder.notes):
        for place, when in enumerate(note.when):
            path: Path = ("notes", at, "when", place)
            yield from _unknown_answers((*path, "at_least"), when.at_least, questions)
            yield from _unknown_answers((*path, "at_most"), when.at_most, questions)
            yield from _unknown_answers((*path, "exactly"), when.exactly, questions)
            yield from unknown((*path, "rungs"), when.rungs, rungs, "rung")
            yield from unknown((*path, "stage"), when.stage, stages, "stage")
    for at, tip in enumerate(ladder.tips):
        yield from unknown(("tips", at, "helps"), tip.helps, questions, "question")
    sources = [source.id for source in ladder.sources]
    yield from unknown(("about", "sources"), ladder.about.sources, sources, "source")
    for section in ("questions", "rungs", "notes", "principles", "tips", "levels", "stages"):
        for at, entry in enumerate(getattr(ladder, section)):
            yield from unknown((section, at, "sources"), entry.sources, sources, "source")


def unknown(path: Path, names: Iterable[str], known: Iterable[str], kind: str) -> Iterator[Fault]:
    """Yield a fault for each name in the list at `path` that is not known."""
    for at, name in enumerate(names):
        yield from missing((*path, at), name, known, kind)


def missing(path: Path, name: str, known: Iterable[str], kind: str) -> Iterator[Fault]:
    """Yield a fault if the name at `path` is not known."""
    if name not in known:
        yield path, f'there is no {kind} "{name}"; {suggest(name, known)}'


def _unknown_answers(
    path: Path, answers: Mapping[str, str], questions: Mapping[str, Question]
) -> Iterator[Fault]:
    for question_id, answer_id in answers.items():
        place = (*path, question_id)
        if question_id not in questions:
            yield from missing(place, question_id, questions, "question")
            continue
        known = [answer.id for answer in questions[question_id].answers]
        if answer_id not in known:
            yield place, f'"{answer_id}" is no answer to it; {suggest(answer_id, known)}'


def _numbers(rungs: tuple[Rung, ...]) -> Iterator[Fault]:
    numbers = [rung.number for rung in rungs]
    missing = next(number for number in range(1, len(rungs) + 2) if number not in numbers)
    for at, number in enumerate(numbers):
        if number in numbers[:at]:
            yield ("rungs", at, "number"), f"two rungs have the number {number}; count 1, 2, 3 and so on"
        elif number > missing and number - 1 not in numbers:
            yield ("rungs", at, "number"), f"there is no rung {missing}; count 1, 2, 3 and so on"


def _chain(ladder: Ladder) -> Iterator[Fault]:
    """Needs must grow from rung to rung, or an answer that gives people more power could lower it."""
    places = {rung.id: at for at, rung in enumerate(ladder.rungs)}
    upward = sorted(ladder.rungs, key=lambda rung: rung.number)
    needs = {rung.id: _ranks(ladder, rung) for rung in upward}
    for lower, higher in pairwise(upward):
        path: Path = ("rungs", places[higher.id], "needs")
        if needs[lower.id] == needs[higher.id]:
            yield path, f'it needs the same as rung "{lower.id}", which no answers reach then; need more'
            continue
        for question in ladder.questions:
            if needs[higher.id][question.id] < needs[lower.id][question.id]:
                below = lower.needs[question.id]
                yield (
                    path,
                    (
                        f'it needs less of "{question.id}" than the lower rung "{lower.id}"; '
                        f'need "{below}" or more'
                    ),
                )
    for at, rung in enumerate(upward):
        for higher in upward[at + 1 :]:
            mine, theirs = needs[rung.id], needs[higher.id]
            if mine != theirs and all(theirs[question] <= mine[question] for question in mine):
                yield (
                    ("rungs", places[rung.id], "needs"),
                    f'no answers reach it: all that meet its needs meet those of rung "{higher.id}" too',
                )
                break


def _ranks(ladder: Ladder, rung: Rung) -> dict[str, int]:
    return {
        question.id: question.rank(rung.needs[question.id]) if question.id in rung.needs else 0
        for question in ladder.questions
    }
