"""What a report finds in its activities: open questions, needs of next rungs, who gave which answer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from coproladder.ladder.records import Answer, Ladder, Question, Rung
from coproladder.report.views import Placed, Views


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
    found: dict[tuple[int, int, str], tuple[Rung | None, Rung, Question, Answer]] = {}
    # By the number of each activity, whether a view of it has an answer.
    answered: defaultdict[tuple[int, int, str], dict[int, bool]] = defaultdict(dict)
    for number, each in enumerate(activities):
        for view in each.views if each.state in ("on_rung", "not_certain") else ():
            if step := view.assessment.next:
                for need in step.needs:
                    place = view.lowest, step.rung.number, need.question.id
                    found.setdefault(place, (view.assessment.rung, step.rung, need.question, need.needs))
                    answered[place][number] = bool(need.answer or answered[place].get(number))
    held = [
        Held(*found[place], len(those), [*those.values()].count(False)) for place, those in answered.items()
    ]
    # The needs of one step stand together, where the most common of them stands.
    held.sort(key=lambda each: -each.count)
    steps = [(each.rung, each.next) for each in held]
    return tuple(sorted(held, key=lambda each: steps.index((each.rung, each.next))))


def by_answer(question: Question, at: int, views: Sequence[Placed]) -> dict[str, tuple[Placed, ...]]:
    """Return the views that gave each known answer to the question at this place, most power first."""
    ids = [answer.id for answer in reversed(question.answers)]
    found = {answer: tuple(each for each in views if each.answers[at] == answer) for answer in ids}
    return {answer: those for answer, those in found.items() if those}
