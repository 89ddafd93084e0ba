"""Reads dates as people and spreadsheets write them."""

import re
from contextlib import suppress
from datetime import date, timedelta

from coproladder.base.fields import DateOrder

YEAR_FIRST = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
YEAR_THEN_DAY = r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})"
NUMBERS_ONLY = r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})"
MONTH_ONLY = r"([0-9]{1,2})[/.-]([0-9]{4})|([0-9]{4})/([0-9]{1,2})"
NAMED = r"(?:([0-9]{1,2})(?:st|nd|rd|th)? (?:of )?)?([a-z]+)[.,]* ([0-9]{4})"
NAMED_AMERICAN = r"([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})"
WEEKDAY = r"(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[., ]*"
TIME = r"(?i)(?:T|,? (?:at |[–-] )?)[0-9]{1,2}(?::[0-9]{2}.*| ?[ap]m)$"
SHORT_YEAR = r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}|(?:.*[ -])?[a-z]{3,9},?[ -]'?[0-9]{2}"
DAY_NUMBER = r"([2-6][0-9]{4})(?:\.[0-9]+)?"
FIRST_DAY = date(1899, 12, 30)
"""The day from which spreadsheets count."""

FIRST: dict[DateOrder, str] = {"dmy": "day", "mdy": "month"}
OTHER_ORDER: dict[DateOrder, DateOrder] = {"dmy": "mdy", "mdy": "dmy"}
"""What stands first in each order, and which has day and month the other way round."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def read_date(text: str, order: DateOrder) -> str:
    """Return a date as 2026, 2026-05 or 2026-05-04; ValueError where it is none.

    Takes years first, `4 May 2026` and `May 2026`, and `04/05/2026` (also with dots or dashes) in the order
    given, all of them with a weekday before them or a time after them.
    """
    text = _bare(text)
    if found := re.fullmatch(YEAR_FIRST, text):
        return _checked(found[1], found[2], found[3])
    if found := re.fullmatch(YEAR_THEN_DAY, text):
        return _checked(found[1], found[3], found[4])
    if found := re.fullmatch(NUMBERS_ONLY, text):
        day, month = (found[1], found[3]) if order == "dmy" else (found[3], found[1])
        return _checked(found[4], month, day)
    if found := re.fullmatch(MONTH_ONLY, text):
        return _checked(found[2] or found[3], found[1] or found[4], None)
    words = " ".join(text.casefold().replace("-", " ").split())
    if found := re.fullmatch(NAMED, words):
        return _checked(found[3], _month(found[2]), found[1])
    if found := re.fullmatch(NAMED_AMERICAN, words):
        return _checked(found[3], _month(found[1]), found[2])
    raise ValueError


def is_ambiguous(text: str) -> bool:
    """Whether a date may be another one when day and month change places, as in 04/05/2026."""
    found = re.fullmatch(NUMBERS_ONLY, _bare(text))
    first, second = (int(found[1]), int(found[3])) if found else (0, 0)
    return first != second and max(first, second) <= len(MONTHS)


def date_fault(text: str, order: DateOrder) -> str:
    """Return what is wrong with a text that is no date in this order, and what to do."""
    other = OTHER_ORDER[order]
    with suppress(ValueError):
        read_date(text, other)
        way = f"with the {FIRST[order]} first"
        cure = f"add --dates {other}, as its other dates were read {way}"
        return f"is not a date {way}; if this file has the {FIRST[other]} first, {cure}"
    text = text.strip().casefold()
    if re.fullmatch(SHORT_YEAR, text):
        return "has a year of two digits; write the year with four digits"
    if found := re.fullmatch(DAY_NUMBER, text):
        day = FIRST_DAY + timedelta(days=int(found[1]))
        return f"is a spreadsheet's date kept as a number, {day}; give its cells the format of a date"
    return "is not a date; write 2026, 2026-05 or 2026-05-04"


def _bare(text: str) -> str:
    """Return a date without the weekday before it and the time after it."""
    return re.sub(TIME, "", re.sub(WEEKDAY, "", text.strip()))


def _month(name: str) -> str:
    for number, month in enumerate(MONTHS, start=1):
        if name in (month, month[:3]) or (name == "sept" and month == "september"):
            return str(number)
    raise ValueError


def _checked(year: str, month: str | None, day: str | None) -> str:
    """Return the date; ValueError where the calendar has none such."""
    whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    return whole if day else whole[:7] if month else whole[:4]
