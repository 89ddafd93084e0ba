"""The classifier against tables and formulas written out here, over every answer there is."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import published
import pytest

from coproladder.base.fields import Basis
from coproladder.ladder.load import load_ladder
from coproladder.ladder.records import Condition, Ladder, Note, Rung, Words
from coproladder.placing.activity import Activity
from coproladder.placing.classify import Classifier, Need, classify
from coproladder.placing.vocabulary import make_activity

ROOT = Path(__file__).parents[2]
Answers = Mapping[str, str]
Key = tuple[str | None, ...]
"""One answer for each question, in their order; None where it is not known."""


class Table(NamedTuple):
    """What a ladder should do: its answers, least power first, and the needs of its rungs, lowest first."""

    file: Path | None
    answers: dict[str, list[str]]
    needs: dict[str, dict[str, str]]
    no_goal: set[str]


BUILT_IN = Table(
    file=None,
    answers={
        "voice": ["absent", "present", "learn", "told", "answer", "discuss", "design"],
        "influence": ["none", "some", "genuine"],
        "decides": ["services", "listens", "together", "people"],
        "delivery": ["none", "some", "throughout"],
    },
    needs={
        "coercion": {"voice": "present"},
        "educating": {"voice": "learn"},
        "informing": {"voice": "told"},
        "consultation": {"voice": "answer"},
        "engagement": {"voice": "discuss", "influence": "some"},
        "co-design": {"voice": "design", "influence": "genuine"},
        "co-production": {
            "voice": "design",
            "influence": "genuine",
            "decides": "together",
            "delivery": "throughout",
        },
    },
    no_goal={"coercion"},
)

ARNSTEIN = Table(
    file=ROOT / "examples" / "arnstein.yaml",
    answers={
        "flow": ["nothing", "staged", "treated", "told", "asked", "advise", "bargain", "lead"],
        "power": ["officials", "heard", "shared", "mostly-people", "people"],
    },
    needs={
        "manipulation": {"flow": "staged"},
        "therapy": {"flow": "treated"},
        "informing": {"flow": "told"},
        "consultation": {"flow": "asked"},
        "placation": {"flow": "advise", "power": "heard"},
        "partnership": {"flow": "bargain", "power": "shared"},
        "delegated-power": {"flow": "bargain", "power": "mostly-people"},
        "citizen-control": {"flow": "lead", "power": "people"},
    },
    no_goal={"manipulation", "therapy"},
)


class Swept:
    """Every answer to one ladder, complete or with gaps, and every claim, as the classifier sees them."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.ladder: Ladder = load_ladder(table.file)
        self.complete: list[Key] = list(product(*table.answers.values()))
        self.with_gaps: list[Key] = list(product(*([*ids, None] for ids in table.answers.values())))
        self.rung_ids = list(table.needs)
        self.expected = {key: self._expected(key) for key in self.complete}
        self.classifier = Classifier(self.ladder)
        self.found = {key: self.classifier(self.activity(key)) for key in self.with_gaps}
        self.possible = {
            key: {self.expected[full] for full in self.completions(key)} for key in self.with_gaps
        }

    def activity(self, key: Key, **fields: str | None) -> Activity:
        return Activity({name: value for name, value in (self.named(key) | fields).items() if value})

    def named(self, key: Key) -> dict[str, str | None]:
        return dict(zip(self.table.answers, key, strict=True))

    def completions(self, key: Key) -> Iterator[Key]:
        gaps = zip(key, self.table.answers.values(), strict=True)
        return product(*([answer] if answer else ids for answer, ids in gaps))

    def unmet(self, key: Key, rung: str) -> list[tuple[str, str | None, str]]:
        """Return (question, answer, need) for each need of a rung that known answers do not meet."""
        needs = self.table.needs[rung]
        unmet = []
        for (question, ids), answer in zip(self.table.answers.items(), key, strict=True):
            if question in needs and ids.index(answer or ids[0]) < ids.index(needs[question]):
                unmet.append((question, answer, needs[question]))
        return unmet

    def _expected(self, key: Key) -> int:
        """Return the number of the highest rung with no need unmet, 0 for off the ladder."""
        met = [number for number, rung in enumerate(self.rung_ids, 1) if not self.unmet(key, rung)]
        return max(met, default=0)


@pytest.fixture(scope="module", params=[BUILT_IN, ARNSTEIN], ids=["built-in", "arnstein"])
def swept(request: pytest.FixtureRequest) -> Swept:
    return Swept(request.param)


def number(rung: Rung | None) -> int:
    return rung.number if rung else 0


def shown(needs: tuple[Need, ...]) -> list[tuple[str, str | None, str]]:
    return [(need.question.id, need.answer.id if need.answer else None, need.needs.id) for need in needs]


def test_ladder_has_the_answers_and_rungs_of_the_table(swept: Swept) -> None:
    questions = {
        question.id: [answer.id for answer in question.answers] for question in swept.ladder.questions
    }
    assert questions == swept.table.answers
    assert [rung.id for rung in swept.ladder.rungs] == swept.rung_ids
    assert {rung.id for rung in swept.ladder.rungs if not rung.goal} == swept.table.no_goal


def test_range_is_the_least_and_the_most_over_all_completions(swept: Swept) -> None:
    found = {
        key: (number(seen.rung), number(seen.highest_possible), seen.certain)
        for key, seen in swept.found.items()
    }
    expected = {
        key: (min(possible), max(possible), len(possible) == 1) for key, possible in swept.possible.items()
    }
    assert found == expected
    assert {low for low, _, _ in found.values()} == set(range(len(swept.rung_ids) + 1))


def test_because_lists_each_need_of_the_rung_in_question_order(swept: Swept) -> None:
    for key, seen in swept.found.items():
        needs = swept.table.needs[seen.rung.id] if seen.rung else {}
        answers = swept.named(key)
        assert shown(seen.because) == [
            (question, answers[question], need) for question, need in needs.items()
        ]


def test_next_is_the_lowest_goal_above_with_exactly_the_needs_not_met(swept: Swept) -> None:
    for key, seen in swept.found.items():
        above = [rung for rung in swept.rung_ids[number(seen.rung) :] if rung not in swept.table.no_goal]
        found = (seen.next.rung.id, shown(seen.next.needs)) if seen.next else None
        assert found == ((above[0], swept.unmet(key, above[0])) if above else None), key


def test_aim_takes_the_place_of_next_until_it_is_reached(swept: Swept) -> None:
    for aim in swept.ladder.rungs:
        place = Classifier(swept.ladder, aim)
        for key in swept.with_gaps:
            seen = place(swept.activity(key))
            found = (seen.next.rung.id, shown(seen.next.needs)) if seen.next else None
            reached = number(seen.rung) >= aim.number
            assert found == (None if reached else (aim.id, swept.unmet(key, aim.id))), (key, aim.id)


def test_gap_is_the_distance_of_the_claim_from_the_range(swept: Swept) -> None:
    for claim, called in enumerate(swept.rung_ids, 1):
        for key, possible in swept.possible.items():
            nearest = min(range(min(possible), max(possible) + 1), key=lambda rung: abs(rung - claim))
            assert swept.classifier(swept.activity(key, called=called)).gap == claim - nearest, (key, called)
    assert {seen.gap for seen in swept.found.values()} == {None}


@pytest.mark.parametrize(
    ("answers", "called", "gap"),
    [
        ({"voice": "absent"}, "coercion", 1),
        ({"voice": "absent"}, "co-production", 7),
        ({"voice": "discuss"}, "informing", -1),
        ({"voice": "discuss"}, "engagement", 0),
        ({}, "coercion", 0),
    ],
)
def test_off_the_ladder_counts_as_0_in_the_gap_of_a_claim(answers: Answers, called: str, gap: int) -> None:
    assert classify(load_ladder(), Activity({**answers, "called": called})).gap == gap


def test_open_questions_are_exactly_those_that_can_still_change_the_rung(swept: Swept) -> None:
    questions = list(swept.table.answers)
    for key in swept.with_gaps:
        changing = []
        for at, question in enumerate(questions):
            if key[at] is None:
                rest = swept.completions((*key[:at], swept.table.answers[question][0], *key[at + 1 :]))
                if any(len(rungs_by_answer(swept, full, at)) > 1 for full in rest):
                    changing.append(question)
        found = swept.classifier.open_questions(swept.activity(key))
        assert [question.id for question in found] == changing, key


def rungs_by_answer(swept: Swept, key: Key, at: int) -> set[int]:
    """Return the rungs that the answers to question `at` lead to, all others being as in `key`."""
    answers = list(swept.table.answers.values())[at]
    return {swept.expected[*key[:at], answer, *key[at + 1 :]] for answer in answers}


def test_quick_interview_asks_no_more_than_needed() -> None:
    """Each rung 1 to 7 equally likely, and within a rung each answer: 1.98 questions or fewer."""
    built_in = Swept(BUILT_IN)
    asked: dict[int, list[int]] = {}
    for key in built_in.complete:
        known: dict[str, str | None] = {}
        answers = built_in.named(key)
        while left := built_in.classifier.open_questions(Activity(known)):
            known[left[0].id] = answers[left[0].id]
        found = built_in.classifier(Activity(known))
        assert (number(found.rung), found.certain) == (built_in.expected[key], True)
        asked.setdefault(built_in.expected[key], []).append(len(known))
    means = [sum(asked[rung]) / len(asked[rung]) for rung in range(1, 8)]
    assert sum(means) / 7 <= 1.98


class Told:
    """What is known of one activity, for the conditions below; nothing unknown ever fits."""

    def __init__(
        self,
        table: Table,
        answers: Mapping[str, str | None],
        gap: int,
        possible: set[str],
        stage: str | None = None,
        basis: str | None = None,
    ) -> None:
        self.table, self.answers, self.gap, self.possible = table, answers, gap, possible
        self.stage, self.basis = stage, basis

    def up(self, **least: str) -> bool:
        return all(self._rank(name) >= self._rank(name, answer) for name, answer in least.items())

    def down(self, **most: str) -> bool:
        return all(0 <= self._rank(name) <= self._rank(name, answer) for name, answer in most.items())

    def same(self, **answers: str) -> bool:
        return all(self.answers[name] == answer for name, answer in answers.items())

    def _rank(self, name: str, answer: str | None = None) -> int:
        answer = answer or self.answers[name]
        return self.table.answers[name].index(answer) if answer else -1


Notes = dict[str, Callable[[Told], bool]]

DO_NOT_FIT: Notes = {
    "decides-without-design": lambda told: told.up(decides="together") and told.down(voice="discuss"),
    "decides-without-influence": lambda told: told.up(decides="together") and told.down(influence="some"),
    "influence-without-voice": lambda told: told.up(influence="some") and told.down(voice="told"),
    "influence-without-listening": lambda told: told.up(influence="some") and told.same(decides="services"),
    "absent-with-power": lambda told: (
        told.same(voice="absent")
        and (told.up(influence="some") or told.up(decides="listens") or told.up(delivery="some"))
    ),
}
"""The five pairs of answers that do not fit together."""

BUILT_IN_NOTES: Notes = {
    "still-a-plan": lambda told: told.basis == "promised",
    **DO_NOT_FIT,
    "asked-no-influence": lambda told: told.up(voice="answer") and told.same(influence="none"),
    "delivers-little-say": lambda told: (
        told.up(delivery="some") and (told.same(influence="none") or told.down(voice="told"))
    ),
    "people-decide": lambda told: told.same(decides="people"),
    "made-to-attend": lambda told: told.same(voice="present"),
    "shared-decisions-no-delivery": lambda told: (
        told.same(voice="design", influence="genuine")
        and told.up(decides="together")
        and told.down(delivery="some")
    ),
    "delivery-no-shared-decisions": lambda told: (
        told.same(voice="design", influence="genuine", delivery="throughout") and told.down(decides="listens")
    ),
    "called-higher": lambda told: told.gap > 0,
    "called-lower": lambda told: told.gap < 0,
}

ARNSTEIN_NOTES: Notes = {
    "heard-not-heeded": lambda told: told.possible <= {"informing", "consultation", "placation"},
    "called-higher": lambda told: told.gap > 0,
}


def test_notes_show_where_their_condition_holds_and_nowhere_else(swept: Swept) -> None:
    """Over every answer with gaps, every claim, some stages, each basis; each note occurs, in file order."""
    notes = BUILT_IN_NOTES if swept.table is BUILT_IN else ARNSTEIN_NOTES
    assert {note.id for note in swept.ladder.notes} == set(notes)
    in_order = [note.id for note in swept.ladder.notes]
    occurred: set[str] = set()
    for claim, called in enumerate([None, *swept.rung_ids]):
        for key in swept.with_gaps:
            low, high = min(swept.possible[key]), max(swept.possible[key])
            gap = claim - max(low, min(claim, high)) if called else 0
            possible = {swept.rung_ids[rung - 1] if rung else "" for rung in swept.possible[key]}
            stages = [None, *(["plan", "do"] if swept.ladder.stages else [])]
            for stage, basis in [*product(stages, [None]), (None, "promised"), ("plan", "happened")]:
                told = Told(swept.table, swept.named(key), gap, possible, stage, basis)
                expected = [note for note in in_order if notes[note](told)]
                seen = swept.classifier(swept.activity(key, called=called, stage=stage, basis=basis))
                assert [note.id for note in seen.notes] == expected, (key, called, stage, basis)
                occurred.update(expected)
    assert occurred == set(notes)


@pytest.mark.parametrize("wanted", ["promised", "happened"])
@pytest.mark.parametrize("basis", ["promised", "happened", None])
def test_note_on_a_basis_shows_on_that_basis_alone(wanted: Basis, basis: str | None) -> None:
    note = Note(
        id="rests", words=Words(standard="Note."), when=(Condition(basis=wanted, rungs=("informing",)),)
    )
    ladder = msgspec.structs.replace(load_ladder(), notes=(note,))
    for voice in ("told", "answer"):
        found = classify(ladder, Activity({"voice": voice, "influence": "none", "basis": basis}))
        assert found.notes == ((note,) if voice == "told" and basis == wanted else ())


@pytest.mark.parametrize(("stage", "shown"), [("plan", True), ("review", True), ("do", False), (None, False)])
def test_note_on_stages_shows_at_those_stages_alone(stage: str | None, shown: bool) -> None:
    note = Note(id="staged", words=Words(standard="Note."), when=(Condition(stage=("plan", "review")),))
    ladder = msgspec.structs.replace(load_ladder(), notes=(note,))
    assert classify(ladder, Activity({"voice": "told", "stage": stage})).notes == ((note,) if shown else ())


@pytest.mark.parametrize("case", published.CASES, ids=[case["id"] for case in published.CASES])
def test_range_of_a_published_case_meets_an_accepted_rung(case: dict[str, Any]) -> None:
    assert published.possible(case) & {*case["expected_rung"]}


def test_most_published_cases_lie_wholly_in_accepted_rungs() -> None:
    assert len(published.CASES) == 51
    assert published.within() >= 46


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"voice": "told"}, "<Assessment: rung 3, certain>"),
        ({"voice": "design"}, "<Assessment: rung 4 to rung 7>"),
        ({"voice": "absent"}, "<Assessment: off the ladder, certain>"),
        ({}, "<Assessment: off the ladder to rung 7>"),
    ],
)
def test_repr_of_an_assessment_is_one_short_line(answers: Answers, expected: str) -> None:
    ladder = load_ladder()
    assert repr(classify(ladder, make_activity(ladder, answers))) == expected
