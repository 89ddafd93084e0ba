"""The names of the fields in an activity's record and in a result, and of the formats of input."""

from typing import Literal

InputFormat = Literal["json", "jsonl", "csv", "yaml"]
Basis = Literal["promised", "happened"]
"""What the answers about an activity rest on."""

DateOrder = Literal["dmy", "mdy"]
"""Whether the day or the month stands first in a date such as 04/05/2026."""

ACTIVITY = "activity"
DATE = "date"
LEVEL = "level"
STAGE = "stage"
ANSWERED_BY = "answered_by"
CALLED = "called"
COMMENT = "comment"
BASIS = "basis"
PROMISED: Basis = "promised"

FIELDS = (ACTIVITY, DATE, LEVEL, STAGE, ANSWERED_BY, CALLED, COMMENT, BASIS)
"""The fields that every activity may have beside its answers and the reasons for them."""

MOST_FIELDS = 5_000
"""How many fields a record, or headings a table, may have."""

YEAR = "year"
"""Not a field: the first four digits of the date, which reports can count by."""

LADDER = "ladder"
RUNG = "rung"

FORM_FIELDS = ("plan", "review")
"""What the form keeps in a record for itself: what people mean to do, and when they look at it again."""

RESULT_FIELDS = (
    *(LADDER, RUNG, "rung_name", "highest_possible", "certain", "because"),
    *("next", "next_needs", "notes", "note_ids", "gap", *FORM_FIELDS),
)
"""The fields and columns that a result or the form adds; in what comes back in they are passed over."""
