"""Checks what a ladder file refers to, once its types are right: each fault as its path and a message."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from coproladder.base.fields import FIELDS, RESULT_FIELDS
from coproladder.base.words import bare_name, fold, suggest
from coproladder.base.yaml_document import KeyPath
from coproladder.ladder.records import Ladder, Question, Rung

Fault = tuple[KeyPath, str]

WITH_SOURCES = ("questions", "rungs", "notes", "principles", "tips", "levels", "stages")
"""The lists of a ladder whose entries name their sources."""


def reference_faults(ladder: Ladder) -> Iterator[Fault]:
    """Yield every fault: ids and names that are taken, ids that do not exist, needs that do not grow."""
    for key, file in (("guide", ladder.about.guide), ("interface", ladder.about.interface)):
        if file and any(sign in file for sign in "/\\:\0"):
            yield ("about", key), "name a file in the same folder, without a path"
    for section in (*WITH_SOURCES, "sources"):
        yield from repeated((section,), [entry.id for entry in getattr(ladder, section)])
    for at, question in enumerate(ladder.questions):
        yield from repeated(("questions", at, "answers"), [answer.id for answer in question.answers])
    yield from _same_reading(ladder)
    yield from _same_names(ladder)
    yield from _same_entries(ladder)
    dangling = [*_unknown_ids(ladder), *_wrong_numbers(ladder.rungs)]
    yield from dangling
    if not dangling:
        yield from _needs_that_do_not_grow(ladder)


def repeated(path: KeyPath, ids: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for each id in the list at `path` that another entry before it has."""
    places: dict[str, int] = {}
    for at, entry_id in enumerate(ids):
        first = places.setdefault(entry_id, at)
        if first != at:
            yield (*path, at, "id"), f"this id is taken by entry {first + 1} of the list; choose another"


def _same_reading(ladder: Ladder) -> Iterator[Fault]:
    """Answers and fields are known by their wording too, so two may not read the same."""
    unsure = ladder.about.not_sure
    taken = {fold(field): f'the field "{field}"' for field in (*FIELDS, *RESULT_FIELDS)}
    for at, question in enumerate(ladder.questions):
        readings = (question.id, *question.words.wordings)
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


def _clash(path: KeyPath, readings: Iterable[str], owner: str, taken: dict[str, str]) -> Iterator[Fault]:
    for reading in {fold(reading): reading for reading in readings}:
        other = taken.setdefault(reading, owner)
        if other != owner:
            yield path, f"this reads the same as {other}; change the words or the id"
            return


def _same_names(ladder: Ladder) -> Iterator[Fault]:
    taken = {str(rung.number): at for at, rung in enumerate(ladder.rungs)}
    for at, rung in enumerate(ladder.rungs):
        for name in (rung.id, rung.name, *rung.also):
            first = taken.setdefault(bare_name(name), at)
            if first != at:
                yield ("rungs", at), f'"{name}" also names rung "{ladder.rungs[first].id}"; keep one'


def _unknown_ids(ladder: Ladder) -> Iterator[Fault]:
    questions = {question.id: question for question in ladder.questions}
    rungs = [rung.id for rung in ladder.rungs]
    stages = [stage.id for stage in ladder.stages]
    sources = [source.id for source in ladder.sources]
    for at, rung in enumerate(ladder.rungs):
        yield from unknown_answers(("rungs", at, "needs"), rung.needs, questions)
    for at, note in enumerate(ladder.notes):
        for place, when in enumerate(note.when):
            for key in ("at_least", "at_most", "exactly"):
                yield from unknown_answers(("notes", at, "when", place, key), getattr(when, key), questions)
            yield from unknown(("notes", at, "when", place, "rungs"), when.rungs, rungs, "rung")
            yield from unknown(("notes", at, "when", place, "stage"), when.stage, stages, "stage")
    for at, tip in enumerate(ladder.tips):
        yield from unknown(("tips", at, "helps"), tip.helps, questions, "question")
    yield from unknown(("about", "sources"), ladder.about.sources, sources, "source")
    for section in WITH_SOURCES:
        for at, entry in enumerate(getattr(ladder, section)):
            yield from unknown((section, at, "sources"), entry.sources, sources, "source")


def unknown(path: KeyPath, names: Iterable[str], known: Iterable[str], kind: str) -> Iterator[Fault]:
    """Yield a fault for each name in the list at `path` that is not known."""
    for at, name in enumerate(names):
        yield from missing((*path, at), name, known, kind)


def missing(path: KeyPath, name: str, known: Iterable[str], kind: str) -> Iterator[Fault]:
    """Yield a fault if the name at `path` is not known."""
    if name not in known:
        yield path, f'there is no {kind} "{name}"; {suggest(name, known)}'


def unknown_answers(
    path: KeyPath, answers: Mapping[str, str], questions: Mapping[str, Question]
) -> Iterator[Fault]:
    """Yield a fault for each question or answer at `path` that is not known."""
    for question_id, answer_id in answers.items():
        place = (*path, question_id)
        if question_id not in questions:
            yield from missing(place, question_id, questions, "question")
            continue
        known = [answer.id for answer in questions[question_id].answers]
        if answer_id not in known:
            yield place, f'"{answer_id}" is no answer to it; {suggest(answer_id, known)}'


def _wrong_numbers(rungs: tuple[Rung, ...]) -> Iterator[Fault]:
    """Yield a fault for each rung whose number is taken, or comes after a gap."""
    numbers = [rung.number for rung in rungs]
    gap = next(number for number in range(1, len(rungs) + 2) if number not in numbers)
    for at, number in enumerate(numbers):
        if number in numbers[:at]:
            yield ("rungs", at, "number"), f"two rungs have the number {number}; count 1, 2, 3 and so on"
        elif number > gap and number - 1 not in numbers:
            yield ("rungs", at, "number"), f"there is no rung {gap}; count 1, 2, 3 and so on"


def _needs_that_do_not_grow(ladder: Ladder) -> Iterator[Fault]:
    """Needs must grow from rung to rung, or an answer that gives people more power could lower it."""
    paths: dict[str, KeyPath] = {rung.id: ("rungs", at, "needs") for at, rung in enumerate(ladder.rungs)}
    upward = sorted(ladder.rungs, key=lambda rung: rung.number)
    ranks = {rung.id: _ranks(ladder, rung) for rung in upward}
    for lower, higher in pairwise(upward):
        path = paths[higher.id]
        if ranks[lower.id] == ranks[higher.id]:
            yield path, f'it needs the same as rung "{lower.id}", which no answers reach then; need more'
            continue
        for question, rank in ranks[lower.id].items():
            if ranks[higher.id][question] < rank:
                less = f'it needs less of "{question}" than the lower rung "{lower.id}"'
                yield path, f'{less}; need "{lower.needs[question]}" or more'
    for at, rung in enumerate(upward):
        own = ranks[rung.id]
        for higher in upward[at + 1 :]:
            above = ranks[higher.id]
            if own != above and all(above[question] <= own[question] for question in own):
                unreached = "no answers reach it: all that meet its needs meet those of rung"
                yield paths[rung.id], f'{unreached} "{higher.id}" too'
                break


def _ranks(ladder: Ladder, rung: Rung) -> dict[str, int]:
    return {
        question.id: question.rank(rung.needs[question.id]) if question.id in rung.needs else 0
        for question in ladder.questions
    }
