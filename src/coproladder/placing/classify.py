"""Places an activity on a ladder, with the reasons: pure, from records to records."""

from collections.abc import Mapping
from itertools import starmap

from msgspec import Struct

from coproladder.base.fields import BASIS, STAGE
from coproladder.ladder.records import Answer, Condition, Ladder, Note, Question, Rung
from coproladder.placing.activity import Activity

Bounds = list[tuple[str, int, int]]
"""What a condition allows: a question, and the least and the most rank of its answer."""


class Need(Struct, frozen=True):
    """A need of a rung: the answer given to its question (None: not known), and the least it wants."""

    question: Question
    answer: Answer | None
    needs: Answer

    @property
    def met(self) -> bool:
        """Whether the answer is enough; one that is not known counts as the least."""
        rank = self.question.rank
        return (rank(self.answer.id) if self.answer else 0) >= rank(self.needs.id)


class Step(Struct, frozen=True):
    """A rung that an activity could go to, and the needs of it that the known answers do not meet."""

    rung: Rung
    needs: tuple[Need, ...]


class Assessment(Struct, frozen=True):
    """Where an activity is on the ladder, and why.

    `rung` is the highest rung that the answers are sure of, `highest_possible` the highest that
    the missing ones allow; None means below the lowest rung. `because` holds the needs of `rung`
    with the answers that meet them. `next` is the step to the next rung that anyone aims for, or,
    where it was placed with an aim (`aimed`), to that; None where there is none to take. `gap` is how
    far the claimed rung lies above (+) or below (-) the range from `rung` to `highest_possible`; None
    without a claim.
    """

    rung: Rung | None
    highest_possible: Rung | None
    because: tuple[Need, ...]
    next: Step | None
    notes: tuple[Note, ...]
    gap: int | None
    aimed: bool = False

    @property
    def certain(self) -> bool:
        """Whether the missing answers, if any, could not change the rung."""
        return self.rung == self.highest_possible

    def __repr__(self) -> str:
        ends = self.rung, self.highest_possible
        low, high = (f"rung {rung.number}" if rung else "off the ladder" for rung in ends)
        return f"<Assessment: {low}, certain>" if self.certain else f"<Assessment: {low} to {high}>"


class Classifier:
    """Places activities on one ladder, each as `classify` does; made once for many.

    With `aim`, the next step of each leads to that rung.
    """

    def __init__(self, ladder: Ladder, aim: Rung | None = None) -> None:
        self.ladder = ladder
        self._aimed = aim is not None
        self._goals = (aim,) if aim else tuple(rung for rung in ladder.rungs if rung.goal)
        self._ranks = {question.id: question.ranks for question in ladder.questions}
        self._least = dict.fromkeys(self._ranks, 0)
        self._most = {question: len(ranks) - 1 for question, ranks in self._ranks.items()}
        self._from_the_top = [(rung, self._ranked(rung.needs)) for rung in reversed(ladder.rungs)]
        self._notes = [(note, [(each, self._bounds(each)) for each in note.when]) for note in ladder.notes]

    def __call__(self, activity: Activity) -> Assessment:
        """Place an activity that `make_activity` has checked against the ladder."""
        known = self._known(activity)
        rung, highest_possible = self._highest(self._least | known), self._highest(self._most | known)
        low, high = (each.number if each else 0 for each in (rung, highest_possible))
        claimed = next((each.number for each in self.ladder.rungs if each.id == activity.called), None)
        # A claim of 7 is 2 above the range 4 to 5.
        gap = None if claimed is None else max(claimed - high, 0) + min(claimed - low, 0)
        claim = ("higher" if gap > 0 else "lower") if gap else None
        # Where it may be off the ladder, no condition can list that.
        possible = {each.id for each in self.ladder.rungs[low - 1 : high]} if low else set[str]()

        def holds(condition: Condition, bounds: Bounds) -> bool:
            for question, least, most in bounds:
                if not least <= known.get(question, -1) <= most:
                    return False
            if condition.stage and activity.record.get(STAGE) not in condition.stage:
                return False
            if condition.rungs and not (possible and possible.issubset(condition.rungs)):
                return False
            return condition.called in (None, claim) and condition.basis in (None, activity.record.get(BASIS))

        return Assessment(
            rung=rung,
            highest_possible=highest_possible,
            because=self._needs(rung, known),
            next=self._next_step(low, known),
            notes=tuple(note for note, when in self._notes if any(starmap(holds, when))),
            gap=gap,
            aimed=self._aimed,
        )

    def open_questions(self, activity: Activity) -> tuple[Question, ...]:
        """Return the unanswered questions that can still change the rung, in the ladder's order.

        These are what the highest rung still possible needs more of than the least answer. With `voice` at
        discuss that is Engagement, which needs `influence` of some: no influence would lose it, and no
        answer to another question can lose it or go beyond it.
        """
        known = self._known(activity)
        needs = self._needs(self._highest(self._most | known), known)
        return tuple(need.question for need in needs if need.answer is None and not need.met)

    def _known(self, activity: Activity) -> dict[str, int]:
        if not isinstance(activity, Activity):
            kind = type(activity).__name__
            raise TypeError(f"this needs an Activity, not a {kind}; call make_activity(ladder, fields) first")
        record = activity.record
        return {asked: ranks[record[asked]] for asked, ranks in self._ranks.items() if asked in record}

    def _ranked(self, answers: Mapping[str, str]) -> dict[str, int]:
        return {question: self._ranks[question][answer] for question, answer in answers.items()}

    def _bounds(self, condition: Condition) -> Bounds:
        return [
            *((asked, rank, self._most[asked]) for asked, rank in self._ranked(condition.at_least).items()),
            *((asked, 0, rank) for asked, rank in self._ranked(condition.at_most).items()),
            *((asked, rank, rank) for asked, rank in self._ranked(condition.exactly).items()),
        ]

    def _highest(self, ranks: Mapping[str, int]) -> Rung | None:
        for rung, needs in self._from_the_top:
            for question, rank in needs.items():
                if ranks[question] < rank:
                    break
            else:
                return rung
        return None

    def _needs(self, rung: Rung | None, known: Mapping[str, int]) -> tuple[Need, ...]:
        """Return each need of a rung, in the order of the questions, with the answer to it."""
        needs = rung.needs if rung else {}
        return tuple(
            Need(
                question=question,
                answer=question.answers[known[question.id]] if question.id in known else None,
                needs=question.answers[question.rank(needs[question.id])],
            )
            for question in self.ladder.questions
            if question.id in needs
        )

    def _next_step(self, reached: int, known: Mapping[str, int]) -> Step | None:
        goal = next((goal for goal in self._goals if goal.number > reached), None)
        return Step(goal, tuple(need for need in self._needs(goal, known) if not need.met)) if goal else None


def classify(ladder: Ladder, activity: Activity, aim: Rung | None = None) -> Assessment:
    """Place an activity that `make_activity` has checked against this ladder.

    An activity is on the highest rung whose needs are all met. A question without an answer
    counts as its least answer for `rung` and as its most for `highest_possible`; as no rung needs
    less than a lower one, the range between them is exact. The rungs are Think Local Act
    Personal's; the needs are this project's reading of them, in `data/ladder.yaml`. For many
    activities make one `Classifier`.
    """
    return Classifier(ladder, aim)(activity)


def open_questions(ladder: Ladder, activity: Activity) -> tuple[Question, ...]:
    """Return the unanswered questions that can still change the rung, in the ladder's order."""
    return Classifier(ladder).open_questions(activity)
