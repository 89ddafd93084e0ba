"""Places an activity on a ladder, with the reasons: pure, from records to records."""

from collections.abc import Mapping
from operator import eq, ge, le

from msgspec import Struct

from coproladder.activities import Activity
from coproladder.ladder import Answer, Condition, Ladder, Note, Question, Rung

Scales = Mapping[str, Mapping[str, int]]
"""The rank of each answer to each question, by ids: 0 for the least power."""


class Need(Struct, frozen=True):
    """A need of a rung: the answer given to its question (None: not known), and the least it wants."""

    question: Question
    answer: Answer | None
    needs: Answer


class Step(Struct, frozen=True):
    """A rung that an activity could go to, and the needs of it that the known answers do not meet."""

    rung: Rung
    needs: tuple[Need, ...]


class Assessment(Struct, frozen=True):
    """Where an activity is on the ladder, and why.

    `rung` is the highest rung that the answers are sure of, `highest_possible` the highest that
    the missing ones allow; None means below the lowest rung. `because` holds the needs of `rung`
    with the answers that meet them. `next` is the step to the next rung that anyone aims for, or
    to the aim; None where there is none to take. `gap` is how far the claimed rung lies above (+)
    or below (-) the range from `rung` to `highest_possible`; None without a claim.
    """

    rung: Rung | None
    highest_possible: Rung | None
    because: tuple[Need, ...]
    next: Step | None
    notes: tuple[Note, ...]
    gap: int | None

    @property
    def certain(self) -> bool:
        """Whether the missing answers, if any, could not change the rung."""
        return self.rung == self.highest_possible


def classify(ladder: Ladder, activity: Activity, aim: Rung | None = None) -> Assessment:
    """Place an activity that `make_activity` has checked against this ladder.

    An activity is on the highest rung whose needs are all met. A question without an answer
    counts as its least answer for `rung` and as its most for `highest_possible`; as no rung needs
    less than a lower one, the range between them is exact. The rungs are Think Local Act
    Personal's; the needs are this project's reading of them, in `data/ladder.yaml`.
    """
    scales = _scales(ladder)
    ranks = _known_ranks(activity, scales)
    least = dict.fromkeys(scales, 0) | ranks
    rung, highest_possible = _highest(ladder, scales, least), _highest(ladder, scales, _most(scales, ranks))
    gap = _gap(ladder, activity, rung, highest_possible)
    return Assessment(
        rung=rung,
        highest_possible=highest_possible,
        because=_needs(ladder, rung, ranks) if rung else (),
        next=_next_step(ladder, rung, ranks, aim),
        notes=tuple(
            note
            for note in ladder.notes
            if any(
                _claim_fits(condition, gap)
                and _known_fit(condition, scales, ranks)
                and _range_fits(condition, ladder, rung, highest_possible)
                for condition in note.when
            )
        ),
        gap=gap,
    )


def open_questions(ladder: Ladder, activity: Activity) -> tuple[Question, ...]:
    """Return the unanswered questions that can still change the rung, in the ladder's order.

    A question matters exactly where the highest rung still possible needs more of it than its
    least answer: every lower rung needs at most as much.
    """
    scales = _scales(ladder)
    ranks = _known_ranks(activity, scales)
    highest_possible = _highest(ladder, scales, _most(scales, ranks))
    return tuple(
        need.question
        for need in (_needs(ladder, highest_possible, ranks) if highest_possible else ())
        if need.answer is None and need.needs != need.question.answers[0]
    )


def _scales(ladder: Ladder) -> Scales:
    return {
        question.id: {answer.id: rank for rank, answer in enumerate(question.answers)}
        for question in ladder.questions
    }


def _known_ranks(activity: Activity, scales: Scales) -> dict[str, int]:
    record = activity.record
    return {question: scale[record[question]] for question, scale in scales.items() if question in record}


def _most(scales: Scales, ranks: Mapping[str, int]) -> dict[str, int]:
    """Return an answer to every question, with the most power where none is known."""
    return {question: ranks.get(question, len(scale) - 1) for question, scale in scales.items()}


def _highest(ladder: Ladder, scales: Scales, ranks: Mapping[str, int]) -> Rung | None:
    """Return the highest rung whose needs are all met by answers to every question."""
    for rung in reversed(ladder.rungs):
        if all(ranks[need] >= scales[need][answer] for need, answer in rung.needs.items()):
            return rung
    return None


def _needs(ladder: Ladder, rung: Rung, ranks: Mapping[str, int]) -> tuple[Need, ...]:
    """Return each need of a rung, in the order of the questions, with the answer to it."""
    return tuple(
        Need(
            question=question,
            answer=question.answers[ranks[question.id]] if question.id in ranks else None,
            needs=question.answers[question.rank(rung.needs[question.id])],
        )
        for question in ladder.questions
        if question.id in rung.needs
    )


def _unmet(needs: tuple[Need, ...], ranks: Mapping[str, int]) -> tuple[Need, ...]:
    """Return the needs that the answers in `ranks` do not meet; an answer not there counts as least."""
    return tuple(need for need in needs if ranks.get(need.question.id, 0) < need.question.rank(need.needs.id))


def _next_step(ladder: Ladder, rung: Rung | None, ranks: Mapping[str, int], aim: Rung | None) -> Step | None:
    reached = rung.number if rung else 0
    above = (aim,) if aim else tuple(goal for goal in ladder.rungs if goal.goal)
    for goal in above:
        if goal.number > reached:
            return Step(goal, _unmet(_needs(ladder, goal, ranks), ranks))
    return None


def _gap(ladder: Ladder, activity: Activity, rung: Rung | None, highest_possible: Rung | None) -> int | None:
    for claim in ladder.rungs:
        if claim.id == activity.called:
            low = rung.number if rung else 0
            high = highest_possible.number if highest_possible else 0
            return max(claim.number - high, 0) + min(claim.number - low, 0)
    return None


def _known_fit(condition: Condition, scales: Scales, ranks: Mapping[str, int]) -> bool:
    wanted = (ge, condition.at_least), (le, condition.at_most), (eq, condition.exactly)
    for fits, answers in wanted:
        for question, answer in answers.items():
            if question not in ranks or not fits(ranks[question], scales[question][answer]):
                return False
    return True


def _range_fits(
    condition: Condition, ladder: Ladder, rung: Rung | None, highest_possible: Rung | None
) -> bool:
    if not condition.rungs:
        return True
    if rung is None or highest_possible is None:
        return False
    range_of_rungs = ladder.rungs[rung.number - 1 : highest_possible.number]
    return all(possible.id in condition.rungs for possible in range_of_rungs)


def _claim_fits(condition: Condition, gap: int | None) -> bool:
    if condition.called is None:
        return True
    return gap is not None and (gap > 0 if condition.called == "higher" else gap < 0)
