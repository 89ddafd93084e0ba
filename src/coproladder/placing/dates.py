"""Reads dates as people and spreadsheets write them."""

import re
from datetime import date, timedelta

from coproladder.base.fields import DateOrder

YEAR_FIRST = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
YEAR_THEN_DAY = r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})(?:[T ,].*[0-9]:[0-9]{2}.*)?"
NUMBERS_ONLY = r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})(?:[T ,].*[0-9]:[0-9]{2}.*)?"
NAMED = r"(?:([0-9]{1,2})(?:st|nd|rd|th)? )?([a-z]+),? ([0-9]{4})"
NAMED_AMERICAN = r"([a-z]+) ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})"
SHORT_YEAR = r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}|(?:.*[ -])?[a-z]{3,9},?[ -]'?[0-9]{2}"
DAY_NUMBER = r"([2-6][0-9]{4})(?:\.[0-9]+)?"
FIRST_DAY = date(1899, 12, 30)
"""The day from which spreadsheets count."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class AmbiguousDateError(ValueError):
    """A date whose day and month could be either way round."""


def read_date(text: str, order: DateOrder | None = None) -> str:
    """Return a date as 2026, 2026-05 or 2026-05-04, without the time after it.

    Takes years first, `4 May 2026` and `May 2026`, and `04/05/2026` (also with dots or dashes) in the order
    given, or in the only one there can be. Raises AmbiguousDateError where the order would settle it, else
    ValueError.
    """
    text = text.strip()
    if found := re.fullmatch(YEAR_FIRST, text):
        return _checked(found[1], found[2], found[3])
    if found := re.fullmatch(YEAR_THEN_DAY, text):
        return _checked(found[1], found[3], found[4])
    if found := re.fullmatch(NUMBERS_ONLY, text):
        return _numbers_only(int(found[1]), int(found[3]), found[4], order)
    words = " ".join(text.casefold().replace("-", " ").split())
    if found := re.fullmatch(NAMED, words):
        return _checked(found[3], _month(found[2]), found[1])
    if found := re.fullmatch(NAMED_AMERICAN, words):
        return _checked(found[3], _month(found[1]), found[2])
    raise ValueError


def date_fault(text: str) -> str:
    """Return what is wrong with a text that is no date, and what to write."""
    text = text.strip().casefold()
    if re.fullmatch(SHORT_YEAR, text):
        return "has a year of two digits; write the year with four digits"
    if found := re.fullmatch(DAY_NUMBER, text):
        day = FIRST_DAY + timedelta(days=int(found[1]))
        return f"is a spreadsheet's date kept as a number, {day}; give its cells the format of a date"
    return "is no date; write 2026, 2026-05 or 2026-05-04"


def only_order(text: str) -> DateOrder | None:
    """Return the one order in which a date such as 25/05/2026 can be read, None where it is no such date."""
    found = re.fullmatch(NUMBERS_ONLY, text.strip())
    first_is_day, second_is_day = (int(found[1]) > 12, int(found[3]) > 12) if found else (False, False)
    if first_is_day == second_is_day:
        return None
    return "dmy" if first_is_day else "mdy"


def _numbers_only(first: int, second: int, year: str, order: DateOrder | None) -> str:
    if order is None and first != second and max(first, second) <= 12:
        raise AmbiguousDateError
    day, month = (first, second) if order == "dmy" or (order is None and first > 12) else (second, first)
    return _checked(year, str(month), str(day))


def _month(name: str) -> str:
    for number, month in enumerate(MONTHS, start=1):
        if name in (month, month[:3]) or (name == "sept" and month == "september"):
            return str(number)
    raise ValueError


def _checked(year: str, month: str | None, day: str | None) -> str:
    """Return the date; ValueError where the calendar has none such."""
    whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    return whole if day else whole[:7] if month else whole[:4]
