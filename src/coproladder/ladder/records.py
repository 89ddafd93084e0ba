"""The records that a ladder is made of."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from coproladder.base.fields import BASIS, STAGE, Basis

ID = r"^[a-z][a-z0-9_-]*\Z"
Id = Annotated[
    str, Meta(pattern=ID, description="an id: lower-case letters, digits, - and _, with a letter first")
]
"""It stands in data that people keep, so it is plain, and no translation changes it."""

Text = Annotated[str, Meta(pattern=r"\S", description="text")]
Count = Annotated[int, Meta(ge=1, description="a whole number from 1 up")]
Link = Annotated[str, Meta(pattern=r"^https?://\S+\Z", description="a web address from https:// on")]

SourceId = Annotated[str, Meta(extra={"names": "source"})]
QuestionId = Annotated[str, Meta(extra={"names": "question"})]
AnswerId = Annotated[str, Meta(extra={"names": "answer"})]
RungId = Annotated[str, Meta(extra={"names": "rung"})]
LevelId = Annotated[str, Meta(extra={"names": "level"})]
StageId = Annotated[str, Meta(extra={"names": "stage"})]
"""What names an entry that stands elsewhere: `check` finds every one that names nothing."""

Answers = dict[QuestionId, AnswerId]

Language = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z",
        description="the tag of a language, such as en-GB or zh-Hant",
    ),
]

Claim = Annotated[Literal["higher", "lower"], Meta(description="higher or lower")]


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """What every record here has in common: it never changes, and takes no key it does not know."""


class Cited(Record, frozen=True, kw_only=True):
    """An entry that names the sources it draws on, as its last key."""

    sources: tuple[SourceId, ...] = ()


class Words(Record, frozen=True):
    """One thing said twice: in standard words, and in easy words where somebody wrote them."""

    standard: Text
    easy: Text | None = None

    def say(self, easy: bool) -> str:
        """Return the easy words if they are asked for and exist, else the standard ones."""
        return self.easy if easy and self.easy else self.standard

    @property
    def wordings(self) -> tuple[str, ...]:
        """The standard words, and the easy ones where there are any."""
        return (self.standard, self.easy) if self.easy else (self.standard,)


class Before(Words, frozen=True):
    """What people should know before the first question; `form` is false for what only coders need."""

    form: bool = True


class NotSure(Words, frozen=True):
    """The answer of people who do not know; `also` holds other words for it."""

    also: tuple[Text, ...] = ()


class Answer(Record, frozen=True):
    """One answer to a question: `words` is its label, `hint` what decides for or against it.

    `finding` says it as a result, without its question, `step` what would bring an activity to it.
    `also` holds wordings of earlier versions, which people's forms may still have.
    """

    id: Id
    words: Words
    hint: Words | None = None
    finding: Words | None = None
    step: Words | None = None
    also: tuple[Text, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every text by which this answer is known, beside its id."""
        hints = self.hint.wordings if self.hint else ()
        hinted = (f"{label}. {hint}" for label in self.words.wordings for hint in hints)
        return (*self.words.wordings, *hinted, *self.also)


class Question(Cited, frozen=True):
    """One question; its answers stand in order, least power for people first, and after them "not sure"."""

    id: Id
    words: Words
    answers: Annotated[tuple[Answer, ...], Meta(min_length=2, description="a list of two or more answers")]
    before: Words | None = None
    not_sure: Words | None = None
    help: Words | None = None

    @property
    def reason(self) -> str:
        """The field of a record with the reason for the answer to it."""
        return f"{self.id}_reason"

    @property
    def ranks(self) -> dict[str, int]:
        """The place of each answer by its id, 0 for the least power."""
        return {answer.id: rank for rank, answer in enumerate(self.answers)}

    def rank(self, answer_id: str) -> int:
        """Return the place of an answer, 0 for the least power; ValueError where it has none."""
        return [answer.id for answer in self.answers].index(answer_id)


class Rung(Cited, frozen=True):
    """One rung.

    `needs` holds the least answer for each question, as ids; a question not named may have any
    answer. `also` holds other names for the rung. `goal` is false for a rung nobody should aim for.
    `meaning` says in a few words what the rung is, for people who do not know its name.
    """

    number: Count
    id: Id
    name: Text
    summary: Words
    meaning: Words | None = None
    needs: Answers = {}
    also: tuple[Text, ...] = ()
    goal: bool = True
    what_it_is: Words | None = None
    what_it_is_not: Words | None = None
    how_to_do_it_well: tuple[Words, ...] = ()
    when_it_is_right: Words | None = None


class Condition(Record, frozen=True):
    """What must hold for a note; an empty condition always holds.

    `at_least`, `at_most` and `exactly` compare known answers, as question id to answer id: an
    answer that is not known never fits. `rungs` wants a result that lies wholly in that list.
    `stage` wants one of the stages in that list, `basis` answers that rest on a promise, or on what
    happened. `called` wants a name above (`higher`) or below (`lower`) what the answers show.
    """

    at_least: Answers = {}
    at_most: Answers = {}
    exactly: Answers = {}
    rungs: tuple[RungId, ...] = ()
    stage: tuple[StageId, ...] = ()
    basis: Annotated[Basis, Meta(description="promised or happened")] | None = None
    called: Claim | None = None


class Note(Cited, frozen=True):
    """Something worth knowing about a result; it applies where any condition in `when` holds.

    `headline` says in a few words what the rung alone does not.
    """

    id: Id
    words: Words
    when: Annotated[tuple[Condition, ...], Meta(min_length=1, description="a list of one or more conditions")]
    headline: Words | None = None


class Entry(Cited, frozen=True):
    """A level that the ladder works at, a stage of the work, a principle, or another ladder or spectrum."""

    id: Id
    name: Text
    words: Words


class Tip(Cited, frozen=True):
    """A tip; `helps` names the questions whose answers it can change."""

    id: Id
    title: Text
    words: Words
    helps: tuple[QuestionId, ...] = ()


class Source(Record, frozen=True):
    """Where facts come from; `what` says what kind of text it is."""

    id: Id
    title: Text
    publisher: Text
    what: Text | None = None
    url: Link | None = None


class About(Cited, frozen=True):
    """What the ladder as a whole is; `id` and `version` stand in every result as `id/version`.

    `before` is said once, before the first question. `guide` names the file with its guide and `interface`
    that with the tool's own phrases in its language, both as seen from the folder of the ladder file.
    """

    id: Id
    version: Count
    name: Text
    summary: Words
    language: Language = "en-GB"
    works_at: Words | None = None
    based_on: Words | None = None
    credit: Words | None = None
    guide: Text | None = None
    interface: Text | None = None
    before: tuple[Before, ...] = ()
    terms: tuple[Entry, ...] = ()
    not_sure: NotSure = NotSure(standard="I don't know, or it does not apply", easy="I am not sure")


class Ladder(Record, frozen=True):
    """A whole ladder, as checked by `load`: rungs lowest first, numbered 1, 2, 3 and so on."""

    about: About
    questions: Annotated[
        tuple[Question, ...], Meta(min_length=1, description="a list of one or more questions")
    ]
    rungs: Annotated[tuple[Rung, ...], Meta(min_length=1, description="a list of one or more rungs")]
    notes: tuple[Note, ...] = ()
    principles: tuple[Entry, ...] = ()
    tips: tuple[Tip, ...] = ()
    levels: tuple[Entry, ...] = ()
    stages: tuple[Entry, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def id(self) -> str:
        """What names this ladder in a result: its id and version."""
        return f"{self.about.id}/{self.about.version}"

    def choices(self, question: Question) -> tuple[Answer, ...]:
        """Return the answers to choose from; the last, whose id is "", is for people who do not know."""
        unsure = self.about.not_sure
        return (*question.answers, Answer(id="", words=unsure, hint=question.not_sure, also=unsure.also))

    @property
    def noted(self) -> dict[str, list[str]]:
        """The ids of the notes that ask for a field beside the answers and the claim, by the field."""
        return {
            field: notes
            for field in (STAGE, BASIS)
            if (notes := [note.id for note in self.notes if any(getattr(when, field) for when in note.when)])
        }
