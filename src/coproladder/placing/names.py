"""Says which field, answer, rung, level or stage of a ladder a text means, however people write it."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from coproladder.base.errors import DataError
from coproladder.base.fields import (
    ACTIVITY,
    ANSWERED_BY,
    BASIS,
    CALLED,
    COMMENT,
    FIELDS,
    FORM_FIELDS,
    LADDER,
    LEVEL,
    MOST_FIELDS,
    RESULT_FIELDS,
    RUNG,
    STAGE,
)
from coproladder.base.words import (
    answer_readings,
    bare_name,
    begun,
    fold,
    name_readings,
    nearest,
    shorten,
    suggest,
    unmarked,
    unpunctuated,
    without_set,
)
from coproladder.ladder.records import Ladder, Rung
from coproladder.placing import mapping
from coproladder.placing.answers import NOT_KNOWN, AnswerNames, in_one_cell, is_not_known
from coproladder.placing.cache import Memo

FieldWays = list[str | None]
"""The field that a name means as a whole, without a remark at its end, and by its last part alone."""

BASIS_WORDS = {
    **dict.fromkeys(("promised", "not yet", "no"), "promised"),
    **dict.fromkeys(("happened", "yes", "some of it", "yes, or some of it"), "happened"),
}
"""What people write for each basis, folded."""

REASON_ENDS, REASON_LIKE, RUNG_LIKE = ("_reason", " reason", " (reason)"), 0.8, 0.7
"""What follows a question in the name of its reason; how like one, or a rung, a misspelt name is, to 1."""

SHEET_NAMES = {
    "who is answering": ANSWERED_BY,
    "what its organisers call it": CALLED,
    "what they call it": CALLED,
    "anything that shows this": COMMENT,
    "has this happened yet?": BASIS,
}
"""What the empty sheet calls fields, where it does not by their names."""


class Names:
    """The names of everything on one ladder; made once, and asked by whoever reads.

    `questions` are the ids of the questions, `reasons` the fields with the reasons for the answers to them,
    and `known` all fields; `answers` has the answers to each question. `match_file` is the file that says
    what people's own names mean, "" where --map does.
    """

    def __init__(self, ladder: Ladder) -> None:
        self.ladder, self.match_file = ladder, ""
        self.questions = tuple(question.id for question in ladder.questions)
        self.reasons = tuple(question.reason for question in ladder.questions)
        self.known = (*FIELDS, *self.questions, *self.reasons)
        not_sure = [text for each in ladder.questions for text in ladder.choices(each)[-1].wordings]
        self._not_sure = {read(text) for text in not_sure for read in (fold, unmarked)}
        self.answers = {each.id: AnswerNames(each, self._not_sure) for each in ladder.questions}
        self._ways = Memo(self._look_into)

    def field(self, name: str) -> str | None:
        """Return the field that a name means, None where it means none: `[Q1] Voice` is "voice"."""
        return next(filter(None, self._ways[name]), None)

    def fields(
        self, names: Iterable[str], chosen: mapping.Places | None = None, by_tool: bool | None = None
    ) -> tuple[list[str | None], list[int]]:
        """Return the field that each name of one record or table means, and the places of unknown names.

        A field of our results has None too. `chosen` has the place of each field that a person named, None
        where no name means it. What a person named comes first, then names that are known as a whole, then
        those of which a part is: a field found in one way is not put in doubt by the next. Last comes what
        people call the name of an activity, which depends on whether the records are `by_tool`, a form tool;
        None: these names tell. Raises GivenTwiceError, also for a second set of the questions,
        such as "voice" and "voice (2)".

            ["2. Voice", "about/voice", "Date"] gives ["voice", None, "date"] and [1]
        """
        names, chosen = [*names], chosen or {}
        if (count := sum(bool(name.strip()) for name in names)) > MOST_FIELDS:
            cure = "take out what you do not need"
            raise DataError(f"there are {count:,} fields, but {MOST_FIELDS:,} is the limit; {cure}")
        chosen_for = {at: field for field, at in chosen.items()}
        fields = [chosen_for.get(at) for at in range(len(names))]
        bare = [name.strip() for name in names]
        # A record that was saved says its ladder, but has no rung.
        saved = (LADDER, *(FORM_FIELDS if LADDER in bare else ()))
        results = RESULT_FIELDS if is_result(bare) else saved
        free = [at for at, field in enumerate(fields) if not field and bare[at] not in results]
        twice: list[tuple[str, int, int]] = []
        for way in range(3):
            taken = {*fields, *chosen}
            for at in free:
                meant = self._ways[names[at]][way]
                if meant is None or meant in taken:
                    continue
                if meant in fields:
                    twice.append((meant, fields.index(meant), at))
                else:
                    fields[at] = meant
            free = [at for at in free if not fields[at]]
        if twice := twice or self._second_sets(names, fields, chosen, free):
            raise mapping.GivenTwiceError(twice, names, self.match_file)
        if ACTIVITY not in fields and ACTIVITY not in chosen:
            named_by = mapping.activity_among(names, free, by_tool)
            if named_by is not None:
                fields[named_by] = ACTIVITY
                free.remove(named_by)
        return fields, free

    def _second_sets(
        self, names: Sequence[str], fields: Sequence[str | None], chosen: mapping.Places, free: Iterable[int]
    ) -> list[tuple[str, int, int]]:
        """Return each field that nobody chose of which a second one is free, if one of a question is."""
        found = {field: at for at, field in enumerate(fields) if field}
        sets: list[tuple[str, int, int]] = []
        for at in free:
            field = self._ways[single][0] if (single := without_set(names[at])) else None
            if field and field not in chosen and found.setdefault(field, at) != at:
                sets.append((field, found[field], at))
        return sets if any(field in self.questions for field, *_ in sets) else []

    def lists_in(self, record: Mapping[str, Any]) -> list[str]:
        """Return the names under which an object holds lists of records; none where it is a record itself."""
        named = ((name, value) for name, value in record.items() if name not in FORM_FIELDS)
        lists = {name: value for name, value in named if isinstance(value, list)}
        if not lists or is_result(record):
            return []
        fields = {*map(self.field, record)}
        if not fields.isdisjoint((ACTIVITY, *self.questions)):
            return []
        found = [name for name, value in lists.items() if any(isinstance(each, dict) for each in value)]
        if not found and fields == {None}:
            found = [name for name, value in lists.items() if not value][:1]
        return found

    def map_option(self, *pairs: tuple[str, str]) -> str:
        """Return how to say which columns or keys hold fields, each given with its heading."""
        return mapping.map_option(self.match_file, *pairs)

    def is_free(self, name: str) -> bool:
        """Whether a name is none of ours as a whole, and so may be that of another field."""
        return name not in RESULT_FIELDS and not self._ways[name][0]

    def near(self, name: str) -> str | None:
        """Return the field that an unknown name is most like; much more so where it is a reason."""
        return nearest(name, self.reasons, REASON_LIKE) or nearest(name, (*FIELDS, *self.questions))

    def answered(self, text: str) -> set[str]:
        """Return the questions to which a text may be an answer."""
        readings = {*answer_readings(text)}
        return {question for question, names in self.answers.items() if readings & names.known.keys()}

    def is_not_known(self, text: str) -> bool:
        """Whether a text says that something is not known, in common words or in those of the ladder."""
        return any(is_not_known(reading, self._not_sure) for reading in answer_readings(text))

    def rung(self, name: str, asked_by: str) -> Rung:
        """Return the rung with this id, name, number or other name; case, spaces and hyphens do not matter.

        Raises DataError that says which field or option `asked_by` held the name.
        """
        bare = re.sub(r"(?i)^\s*rung\s+", "", name)
        found = (self._rungs.get(bare_name(each)) for text in (name, bare) for each in answer_readings(text))
        if rung := next(filter(None, found), None):
            return rung
        names = [rung.name for rung in self.ladder.rungs]
        near = nearest(name, names, RUNG_LIKE)
        if asked_by == CALLED and not near:
            raise mapping.NoRungError(f'{asked_by}: "{shorten(name)}" is not the name of a rung')
        cure = suggest("", names) if near is None else f'did you mean "{near}"?'
        raise DataError(f'{asked_by}: there is no rung "{shorten(name)}"; {cure}')

    def rung_typed(self, text: str) -> Rung | None:
        """Return the rung that `rung` does, else the only one that begins so, else the nearest, else None."""
        with suppress(DataError):
            return self.rung(text, RUNG)
        typed = begun(text, ((name, rung.id) for name, rung in self._rungs.items()), bare_name)
        typed = typed or nearest(text, [rung.name for rung in self.ladder.rungs], RUNG_LIKE)
        return self._rungs[bare_name(typed)] if typed else None

    def entry(self, field: str, text: str) -> str | None:
        """Return the id of a level, a stage or a basis, None where a text says that nothing is known.

        Any text will do on a ladder that lists none. Raises DataError with the nearest right one.
        """
        if self.is_not_known(text):
            return None
        known = self._entries[field]
        if not known:
            return text
        # The empty sheet of a translation has the id behind what it says.
        text = re.sub(r"(?s).*\[(\w+)\]\s*", r"\1", text)
        if found := next((known[each] for each in answer_readings(text) if each in known), None):
            return found
        ids = dict.fromkeys(known.values())
        inside = in_one_cell(text, lambda part: known.get(fold(part)))
        several = [f'"{each}"' for each in ids if each in inside]
        if len(several) > 1:
            raise DataError(f"{field}: there are two answers in one cell, {' and '.join(several)}; keep one")
        raise DataError(f'{field}: there is no {field} "{shorten(text)}"; {suggest(text, ids)}')

    def tables(self) -> dict[str, Any]:
        """Return what texts mean: fields and "not known" folded, answers to each question without marks."""
        return {
            "fields": self._fields,
            "answers": {
                question: {unmarked(text): answer for text, answer in names.known.items() if answer}
                for question, names in self.answers.items()
            },
            "basis": BASIS_WORDS,
            "not_known": sorted(NOT_KNOWN | self._not_sure),
        }

    @cached_property
    def _fields(self) -> dict[str, str]:
        """The field of each id, name and wording, folded."""
        names = {name: field for field in FIELDS for name in (field, field.replace("_", " "))} | SHEET_NAMES
        ways = [(each, way) for each in self.ladder.questions for way in (each.id, *each.words.wordings)]
        names |= {fold(way + end): question.reason for question, way in ways for end in REASON_ENDS}
        names |= {fold(way): question.id for question, way in ways}
        bare = {unpunctuated(name): names[name] for name in reversed(names)}
        return {name: field for name, field in (bare | names).items() if name}

    @cached_property
    def _rungs(self) -> dict[str, Rung]:
        return {
            bare_name(name): rung
            for rung in self.ladder.rungs
            for name in (rung.id, rung.name, str(rung.number), *rung.also)
        }

    @cached_property
    def _entries(self) -> dict[str, dict[str, str]]:
        return {BASIS: BASIS_WORDS} | {
            field: {name: entry.id for entry in entries for name in (entry.id, fold(entry.name))}
            for field, entries in ((LEVEL, self.ladder.levels), (STAGE, self.ladder.stages))
        }

    def _look_into(self, name: str) -> FieldWays:
        if name in self.known:
            return [name, None, None]
        if found := self._fields.get(fold(name)):
            return [found, None, None]
        parts = (*self.questions, *self.reasons)
        wanted = (self.known, parts, (*parts, ACTIVITY, ANSWERED_BY, CALLED, COMMENT, BASIS))
        return [
            next((field for text in readings if (field := self._fields.get(text)) in fields), None)
            for readings, fields in zip(name_readings(name), wanted, strict=True)
        ]


def is_result(names: Collection[str]) -> bool:
    """Whether the names in a record are those of a result of ours."""
    return LADDER in names and RUNG in names


def find_rung(ladder: Ladder, name: str, field: str) -> Rung:
    """Return what `Names.rung` does, for one name."""
    return Names(ladder).rung(name, field)
