"""Says which field, answer, rung, level or stage of a ladder a text means, however people write it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

from coproladder.base.errors import DataError
from coproladder.base.fields import ACTIVITY, FIELDS, LADDER, LEVEL, MOST_FIELDS, RESULT_FIELDS, RUNG, STAGE
from coproladder.base.words import (
    answer_readings,
    bare_name,
    fold,
    name_readings,
    shorten,
    suggest,
    unmarked,
    unpunctuated,
)
from coproladder.ladder.records import Ladder, Rung
from coproladder.placing.answers import NOT_KNOWN, AnswerNames, in_one_cell, is_not_known
from coproladder.placing.cache import Memo

FieldWays = list[str | None]
"""The field that a name means as a whole, without a remark at its end, and by its last part alone."""

MOST_QUOTED = 200
"""How much of a heading is given with --map."""


class GivenTwiceError(DataError):
    """Two names, at the places `first` and `second`, mean the same field."""

    def __init__(self, field: str, first: int, second: int, text: str) -> None:
        super().__init__(f'{field}: it is given twice, here as "{shorten(text)}"; keep one')
        self.field, self.first, self.second = field, first, second


class Names:
    """The names of everything on one ladder; made once, and asked by whoever reads.

    `questions` are the ids of the questions, `known` those of all fields; `answers` has the answers to each
    question.
    """

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder
        self.questions = tuple(question.id for question in ladder.questions)
        self.known = (*FIELDS, *self.questions)
        not_sure = [text for each in ladder.questions for text in ladder.choices(each)[-1].wordings]
        self._not_sure = {read(text) for text in not_sure for read in (fold, unmarked)}
        self.answers = {each.id: AnswerNames(each, self._not_sure) for each in ladder.questions}
        self._ways = Memo(self._look_into)

    def field(self, name: str) -> str | None:
        """Return the field that a name means, None where it means none: `[Q1] Voice` is "voice"."""
        return next(filter(None, self._ways[name]), None)

    def fields(
        self, names: Iterable[str], chosen: Mapping[str, int | None] | None = None
    ) -> tuple[list[str | None], list[int]]:
        """Return the field that each name of one record or table means, and the places of unknown names.

        A field of our results has None too. `chosen` has the place of each field that a person named, None
        where no name means it. What a person named comes first, then names that are known as a whole, then
        those of which a part is: a field found in one way is not put in doubt by the next. Raises
        GivenTwiceError.

            ["2. Voice", "about/voice", "Date"] gives ["voice", None, "date"] and [1]
        """
        names, chosen = [*names], chosen or {}
        if (count := sum(bool(name.strip()) for name in names)) > MOST_FIELDS:
            raise DataError(
                f"{count:,} fields, and {MOST_FIELDS:,} are the most; take out what is not needed"
            )
        chosen_for = {at: field for field, at in chosen.items()}
        fields = [chosen_for.get(at) for at in range(len(names))]
        bare = [name.strip() for name in names]
        # In a saved record the ladder stands alone.
        results = RESULT_FIELDS if LADDER in bare and RUNG in bare else (LADDER,)
        free = [at for at, field in enumerate(fields) if not field and bare[at] not in results]
        for way in range(3):
            taken = {*fields, *chosen}
            for at in free:
                meant = self._ways[names[at]][way]
                if meant is None or meant in taken:
                    continue
                if meant in fields:
                    raise GivenTwiceError(meant, fields.index(meant), at, names[at])
                fields[at] = meant
            free = [at for at in free if not fields[at]]
        return fields, free

    def found_in(self, names: Iterable[str]) -> set[str]:
        """Return the fields that are meant by any of the names."""
        return {field for name in islice(names, MOST_FIELDS) if (field := self.field(name))}

    def lists_in(self, record: Mapping[str, Any]) -> list[str]:
        """Return the names under which an object holds lists of records; none where it is a record itself."""
        lists = {name: value for name, value in record.items() if isinstance(value, list)}
        if not lists or any(self.field(name) in (ACTIVITY, *self.questions) for name in record):
            return []
        found = [name for name, value in lists.items() if any(isinstance(each, dict) for each in value)]
        if not found and not self.found_in(record):
            found = [name for name, value in lists.items() if not value][:1]
        return found

    def is_free(self, name: str) -> bool:
        """Whether a name is none of ours as a whole, and so may be that of another field."""
        return name not in RESULT_FIELDS and not self._ways[name][0]

    def unknown_field(self, name: str) -> DataError:
        """Return the error for a name that means no field."""
        quoted = f'"{shorten(name)}"'
        if name in RESULT_FIELDS:
            return DataError(f"{quoted} is the name of a result; rename it")
        return DataError(f"there is no field {quoted} (--keep-extra keeps it); {suggest(name, self.known)}")

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
        found = (self._rungs.get(bare_name(reading)) for reading in answer_readings(name))
        if rung := next(filter(None, found), None):
            return rung
        names = [rung.name for rung in self.ladder.rungs]
        raise DataError(f'{asked_by}: there is no rung "{shorten(name)}"; {suggest(name, names)}')

    def entry(self, field: str, text: str) -> str | None:
        """Return the id of a level or a stage, None where a text says that nothing is known.

        Any text will do on a ladder that lists none. Raises DataError with the nearest right one.
        """
        if self.is_not_known(text):
            return None
        known = self._entries[field]
        if not known:
            return text
        if found := next((known[each] for each in answer_readings(text) if each in known), None):
            return found
        ids = dict.fromkeys(known.values())
        inside = in_one_cell(text, lambda part: known.get(fold(part)))
        several = [f'"{each}"' for each in ids if each in inside]
        if len(several) > 1:
            raise DataError(f"{field}: two {field}s in one cell, {' and '.join(several)}; keep one")
        raise DataError(f'{field}: there is no {field} "{shorten(text)}"; {suggest(text, ids)}')

    def tables(self) -> dict[str, Any]:
        """Return what texts mean: fields and "not known" folded, answers to each question without marks."""
        return {
            "fields": self._fields,
            "answers": {
                question: {unmarked(text): answer for text, answer in names.known.items() if answer}
                for question, names in self.answers.items()
            },
            "not_known": sorted(NOT_KNOWN | self._not_sure),
        }

    @cached_property
    def _fields(self) -> dict[str, str]:
        """The field of each id, name and wording, folded."""
        names = {name: field for field in FIELDS for name in (field, field.replace("_", " "))}
        for question in self.ladder.questions:
            names |= {fold(name): question.id for name in (question.id, *question.words.wordings)}
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
        return {
            field: {name: entry.id for entry in entries for name in (entry.id, fold(entry.name))}
            for field, entries in ((LEVEL, self.ladder.levels), (STAGE, self.ladder.stages))
        }

    def _look_into(self, name: str) -> FieldWays:
        if name in self.known:
            return [name, None, None]
        if found := self._fields.get(fold(name)):
            return [found, None, None]
        wanted = (self.known, self.questions, self.questions)
        return [
            next((field for text in readings if (field := self._fields.get(text)) in fields), None)
            for readings, fields in zip(name_readings(name), wanted, strict=True)
        ]


def mapped_places(names: Sequence[str], mapped: Mapping[str, str]) -> dict[str, int | None]:
    """Return where among the names the one stands that a person gave for a field, None where it is blank.

    A field whose name is not there is left out. Raises DataError where two fields have the same place, or
    several names read alike.
    """
    places: dict[str, int | None] = {}
    for field, name in mapped.items():
        found = places_of(name, names)
        if len(found) > 1:
            raise DataError(f"{map_option(field, name)}: {len(found)} columns have this heading; rename one")
        twice = next((other for other, at in places.items() if at in found), None)
        if twice:
            raise DataError(f'--map: "{name}" is given for {twice} and for {field}; keep one')
        if found or not name.strip():
            places[field] = found[0] if found else None
    return places


def map_option(field: str, heading: str) -> str:
    """Return the option that says which column holds a field, ready to be copied."""
    text = " ".join(heading.split())
    if len(text) > MOST_QUOTED:
        text = f"{text[:MOST_QUOTED]}…"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'--map {field}="{escaped}"' if text else f"--map {field}="


def find_rung(ladder: Ladder, name: str, field: str) -> Rung:
    """Return what `Names.rung` does, for one name."""
    return Names(ladder).rung(name, field)


def places_of(name: str, names: Sequence[str]) -> list[int]:
    """Return the places of a name, which may end where our messages cut it off: `About the pro…`.

    What is as it was typed comes before what only reads the same, so that each name can be given.
    """
    for read in (str.strip, fold, unpunctuated):
        wanted = read(name)
        start = wanted[:-1] if wanted.endswith("…") else None
        found = [
            at
            for at, other in enumerate(map(read, names))
            if wanted and (other == wanted or (start and other.startswith(start)))
        ]
        if found:
            return found
    return []
