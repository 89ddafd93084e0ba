"""The names that the fields of an activity may have on a ladder: ids, and wordings of the questions."""

from collections.abc import Collection, Iterable

from coproladder.base.errors import DataError
from coproladder.base.fields import FIELDS, LADDER, RESULT_FIELDS, RUNG
from coproladder.base.text import refuse_surrogates
from coproladder.base.words import fold, nearest, shorten, suggest
from coproladder.ladder.records import Ladder


class FieldNames:
    """Finds the fields that the names in a record mean.

    Names that are not known are passed over and remembered in `passed_over`, or with `keep_extra` kept.
    """

    def __init__(self, ladder: Ladder, keep_extra: bool = False) -> None:
        self.keep_extra = keep_extra
        self.passed_over: set[str] = set()
        self.questions: Collection[str] = [question.id for question in ladder.questions]
        self.known = (*FIELDS, *self.questions)
        self._names: dict[str, str] = {}
        for question in ladder.questions:
            self._names |= {fold(text): question.id for text in question.words.wordings}
        self._names |= {name: name for name in self.known}
        self._names |= {name.replace("_", " "): name for name in FIELDS}

    def fields(self, names: Iterable[str]) -> tuple[str | None, ...]:
        """Return the field that each name of a record means; None is passed over.

        In a record that is a result of ours, the names of the result are passed over. Raises DataError where
        a name is close to a field that is missing, where two mean the same field, and where some name is
        unknown and none is a question.
        """
        names = tuple(names)
        is_result = LADDER in names and RUNG in names
        fields: list[str | None] = []
        unknown: dict[str, DataError] = {}
        for name in names:
            try:
                field = None if is_result and name in RESULT_FIELDS else self.field(name)
            except DataError as error:
                field, unknown[name] = None, error
            if field is not None and field in fields:
                raise DataError(f'{field}: it is given twice, here as "{shorten(name)}"; keep one')
            fields.append(field)
        has_no_question = {*fields}.isdisjoint(self.questions)
        for name, fault in unknown.items():
            near = nearest(name, self.known)
            is_misspelt = near is not None and near not in fields
            if is_misspelt or has_no_question or name in RESULT_FIELDS:
                raise fault
        self.passed_over |= unknown.keys()
        return tuple(fields)

    def find(self, name: str) -> str | None:
        """Return the id of one of our fields, from its id or its wording; None where it is none of them."""
        return name if name in self.known else self._names.get(fold(name))

    def field(self, name: str) -> str:
        """Return the id of a field, from its id or its wording; DataError where it is unknown."""
        if found := self.find(name):
            return found
        if self.keep_extra and name not in RESULT_FIELDS:
            refuse_surrogates(name, name)
            return name
        raise self.unknown(name)

    def unknown(self, name: str) -> DataError:
        """Return the error for a name that means no field."""
        quoted = f'"{shorten(name)}"'
        if name in RESULT_FIELDS:
            return DataError(f"{quoted} is the name of a result; rename it")
        return DataError(f"there is no field {quoted} (--keep-extra keeps it); {suggest(name, self.known)}")

    def is_free(self, name: str) -> bool:
        """Whether a name means no field of ours, and so may be that of another."""
        return name not in RESULT_FIELDS and not self.find(name)
