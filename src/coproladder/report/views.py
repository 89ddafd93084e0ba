"""One record as a view, and all views of one activity: what they come to, and where they part."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal, TypeVar

from msgspec import Struct

from coproladder.base.fields import PROMISED
from coproladder.ladder.records import Ladder, Question
from coproladder.placing.classify import Assessment

State = Literal["on_rung", "views_differ", "differs_by_date", "not_certain", "only_promised"]
"""What the views of an activity come to; no view is chosen for it."""

Key = TypeVar("Key", bound=Hashable)
Each = TypeVar("Each")

OFF_RUNGS: tuple[State, ...] = ("views_differ", "differs_by_date", "not_certain", "only_promised")
"""What keeps an activity off the rungs."""


class Placed(Struct, frozen=True, gc=False):
    """One record of a report, which is one view: its activity, who answered and when, and the assessment.

    `number` counts the records that were answered, from 1. Equal names are spelt alike. `answers`
    are ids in the order of the ladder's questions, None where not known, and `places` first that of the rung,
    0 off the ladder and None where it is not certain, then that of each answer, 0 for the least power. `file`
    names where it comes from, "" where that does not matter. `reasons` hold what each answer rests on, and
    then the comment; they are () where nobody asked for them.
    """

    answers: tuple[str | None, ...]
    places: tuple[int | None, ...]
    assessment: Assessment
    open_questions: tuple[Question, ...]
    number: int = 0
    name: str | None = None
    answered_by: str | None = None
    date: str = ""
    called: str | None = None
    stage: str | None = None
    basis: str | None = None
    file: str = ""
    reasons: tuple[str | None, ...] = ()

    @property
    def coder(self) -> str:
        """Who answered, or the file where only that tells it, or ""."""
        return self.answered_by or self.file

    @property
    def rung_number(self) -> int | None:
        """The number of the rung, 0 off the ladder, None where it is not certain."""
        return self.places[0]

    @property
    def lowest(self) -> int:
        """The number of the highest rung that the known answers reach, 0 where there is none."""
        return self.assessment.rung.number if self.assessment.rung else 0

    @property
    def highest(self) -> int:
        """The number of the highest rung that the missing answers allow, 0 where there is none."""
        return self.assessment.highest_possible.number if self.assessment.highest_possible else 0


class Views(Struct, frozen=True, gc=False):
    """One activity with every record of it: what was promised, and the other views; both by who answered."""

    name: str | None
    promises: tuple[Placed, ...]
    views: tuple[Placed, ...]
    state: State

    @property
    def all(self) -> tuple[Placed, ...]:
        """Every record of the activity, promises first."""
        return self.promises + self.views

    @property
    def number(self) -> int:
        """The number of its first record."""
        return min(each.number for each in self.all)

    @property
    def rung_number(self) -> int | None:
        """The number of the rung that all views are on, 0 off the ladder, None where they are on none."""
        return self.views[0].lowest if self.state == "on_rung" else None

    @property
    def ends(self) -> tuple[int, int]:
        """The lowest rung that a view is sure of, and the highest that one allows; of promises, if alone."""
        counted = self.views or self.promises
        return min(each.lowest for each in counted), max(each.highest for each in counted)

    @property
    def apart(self) -> int:
        """How many rungs lie between the two views that are furthest apart; 0 where all may meet."""
        sure = max((each.lowest for each in self.views), default=0)
        return max(sure - min((each.highest for each in self.views), default=0), 0)


def grouped(entries: Iterable[Each], key: Callable[[Each], Key]) -> dict[Key, list[Each]]:
    """Return entries in groups that have the same key, in the order in which each came first."""
    groups: defaultdict[Key, list[Each]] = defaultdict(list)
    for each in entries:
        groups[key(each)].append(each)
    return groups


def views_of(records: Sequence[Placed]) -> Views:
    """Return the views of one activity from all its records, whatever order they come in."""
    if len(records) > 1:
        records = sorted(records, key=_order)
    promises = tuple([each for each in records if each.basis == PROMISED])
    views = tuple([each for each in records if each.basis != PROMISED])
    return Views(records[0].name, promises, views, state_of(views))


def _order(record: Placed) -> tuple[object, ...]:
    """Return what views are sorted by: who answered, when, what they say, and only then what came first."""
    who = record.answered_by or ""
    said = (record.called, record.stage, *record.answers, record.file, *record.reasons)
    return (not who, who, record.date, *(each or "" for each in said), record.number)


def state_of(views: Sequence[Placed]) -> State:
    """Return what views come to; those of one time differ before those of different times do."""
    if len(views) < 2:
        return "only_promised" if not views else "on_rung" if views[0].assessment.certain else "not_certain"
    # By date: the highest rung that one is sure of, and the lowest that one allows at most.
    ends: dict[str, tuple[int, int]] = {}
    for each in views:
        sure, most = ends.get(each.date, (each.lowest, each.highest))
        ends[each.date] = max(sure, each.lowest), min(most, each.highest)
    # The times that a date is part of are those that it begins with.
    if any(
        max(ends[date][0], ends[time][0]) > min(ends[date][1], ends[time][1])
        for date in ends
        for time in ("", date[:4], date[:7], date)
        if time in ends
    ):
        return "views_differ"
    if max(sure for sure, _ in ends.values()) > min(most for _, most in ends.values()):
        return "differs_by_date"
    return "on_rung" if all(each.assessment.certain for each in views) else "not_certain"


def same_time(one: str, other: str) -> bool:
    """Whether two dates may be of one time: 2026 is part of no other than 2026-05, and no date of any."""
    return one.startswith(other) or other.startswith(one)


def times_of(views: Sequence[Placed]) -> dict[str, str]:
    """Return the time for each date of some views: one that it is part of, unless views differ within that.

    ["2026-01", "2026-09", "2026-09-15"] gives September for the last two.
    """
    dates = {each.date for each in views}
    within = {date: state_of([each for each in views if each.date.startswith(date)]) for date in dates}
    alike = [date for date in dates if within[date] != "differs_by_date"]
    return {date: min((time for time in alike if date.startswith(time)), default=date) for date in dates}


def parting(ladder: Ladder, views: Views) -> tuple[Question, ...]:
    """Return the questions with more than one known answer, those with the widest gap between them first.

    Before them stands the one that keeps the lowest view below the highest, where these cannot be on one
    rung: at least one answer of the lowest does not meet a need of that rung. A gap is 1 between the least
    and the most power.
    """
    if not views.views:
        return ()
    low = min(views.views, key=lambda each: each.highest)
    high = max(views.views, key=lambda each: each.lowest)
    needs = {need.question.id: need.needs.id for need in high.assessment.because if views.apart}
    gaps: dict[str, float] = {}
    below: dict[str, float] = {}
    for at, question in enumerate(ladder.questions, start=1):
        known = [place for each in views.views if (place := each.places[at]) is not None]
        if len({*known}) > 1:
            most, least = len(question.answers) - 1, low.places[at]
            gaps[question.id] = (max(known) - min(known)) / most
            needed = question.rank(needs[question.id]) if question.id in needs else 0
            if least is not None and least < needed:
                below[question.id] = ((high.places[at] or needed) - least) / most
    first = max(below, key=lambda each: below[each], default=None)
    found = (each for each in ladder.questions if each.id in gaps)
    return tuple(sorted(found, key=lambda each: (each.id != first, -gaps[each.id])))
