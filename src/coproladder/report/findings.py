"""What a report finds in its activities: open questions, needs of next rungs, what promises came to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from coproladder.ladder.records import Answer, Ladder, Question, Rung
from coproladder.report.views import Placed, Views

if TYPE_CHECKING:
    from coproladder.placing.classify import Need


class Open(Struct, frozen=True):
    """A question that can change the rung of `count` activities; `alone` of them hang on no other."""

    question: Question
    count: int
    alone: int


class Held(Struct, frozen=True):
    """A need that keeps `count` activities from the next rung; in `not_known` of them it may be met.

    `rung` is the one they are sure of, None below the lowest.
    """

    rung: Rung | None
    next: Rung
    question: Question
    needs: Answer
    count: int
    not_known: int


class Moved(Struct, frozen=True):
    """A question whose answers are other ones than was promised, `more` where nobody says less.

    Both sides have the views that gave each answer, most power first.
    """

    question: Question
    promised: dict[str, tuple[Placed, ...]]
    now: dict[str, tuple[Placed, ...]]
    more: bool


def open_questions(ladder: Ladder, activities: Iterable[Views]) -> tuple[Open, ...]:
    """Return the questions that can still change a rung, those first that settle most alone."""
    sets = Counter(
        frozenset(question.id for view in each.views for question in view.open_questions)
        for each in activities
        if each.state == "not_certain"
    )
    counts = Counter(question for questions in sets.elements() for question in questions)
    asked = (each for each in ladder.questions if each.id in counts)
    found = [Open(each, counts[each.id], sets[frozenset([each.id])]) for each in asked]
    return tuple(sorted(found, key=lambda each: (-each.alone, -each.count)))


def held_back(activities: Iterable[Views]) -> tuple[Held, ...]:
    """Return the needs of next rungs that activities do not meet by any view, the most common first.

    Activities whose views differ are left out, as they have no next rung.
    """
    unmet: defaultdict[tuple[int, int, str], list[tuple[int, Rung | None, Rung, Need]]] = defaultdict(list)
    for number, each in enumerate(activities):
        for found in (view.assessment for view in each.views if each.state in ("on_rung", "not_certain")):
            if step := found.next:
                for need in step.needs:
                    place = found.rung.number if found.rung else 0, step.rung.number, need.question.id
                    unmet[place].append((number, found.rung, step.rung, need))
    held = []
    for needs in unmet.values():
        _, rung, to, need = needs[0]
        count, known = (
            len({entry[0] for entry in needs}),
            len({entry[0] for entry in needs if entry[3].answer}),
        )
        held.append(Held(rung, to, need.question, need.needs, count, count - known))
    # The needs of one step stand together, where the most common of them stands.
    held.sort(key=lambda each: -each.count)
    steps = [(each.rung, each.next) for each in held]
    return tuple(sorted(held, key=lambda each: steps.index((each.rung, each.next))))


def called_higher(views: Views) -> bool:
    """Whether an activity has a name that belongs to a higher rung by every view that has a name for it."""
    gaps = [gap for each in views.views if (gap := each.assessment.gap) is not None]
    return bool(gaps) and min(gaps) > 0


def moved(ladder: Ladder, views: Views) -> tuple[Moved, ...]:
    """Return the questions whose answers are other ones than was promised; more than was promised first."""
    found = []
    for at, question in enumerate(ladder.questions):
        promised, now = (by_answer(question, at, side) for side in (views.promises, views.views))
        if promised and now and {*promised} != {*now}:
            rank, said = question.rank, (*now,)
            more = rank(said[0]) > rank(next(iter(promised))) <= rank(said[-1])
            found.append(Moved(question, promised, now, more))
    return tuple(sorted(found, key=lambda each: not each.more))


def by_answer(question: Question, at: int, views: Sequence[Placed]) -> dict[str, tuple[Placed, ...]]:
    """Return the views that gave each known answer to the question at this place, most power first."""
    ids = [answer.id for answer in reversed(question.answers)]
    found = {answer: tuple(each for each in views if each.answers[at] == answer) for answer in ids}
    return {answer: those for answer, those in found.items() if those}
