"""Places an activity on the ladder of co-production, and says why.

from coproladder import classify, load_ladder, make_activity

ladder = load_ladder()
activity = make_activity(ladder, {"voice": "discuss", "influence": "some"})
print(classify(ladder, activity).rung.name)  # Engagement
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from coproladder.activities import Activity, Vocabulary, find_rung, make_activity
    from coproladder.classifier import Assessment, Classifier, Need, Step, classify, open_questions
    from coproladder.errors import CoproladderError, DataError, LadderError
    from coproladder.export import activity_schema, result
    from coproladder.ladder import Ladder
    from coproladder.loading import load_ladder
    from coproladder.reading import read_activities
    from coproladder.rows import Rejected

_HOMES = {
    "Activity": "activities",
    "Assessment": "classifier",
    "Classifier": "classifier",
    "CoproladderError": "errors",
    "DataError": "errors",
    "Ladder": "ladder",
    "LadderError": "errors",
    "Need": "classifier",
    "Rejected": "rows",
    "Step": "classifier",
    "Vocabulary": "activities",
    "activity_schema": "export",
    "classify": "classifier",
    "find_rung": "activities",
    "load_ladder": "loading",
    "make_activity": "activities",
    "open_questions": "classifier",
    "read_activities": "reading",
    "result": "export",
}

__all__ = [
    "Activity",
    "Assessment",
    "Classifier",
    "CoproladderError",
    "DataError",
    "Ladder",
    "LadderError",
    "Need",
    "Rejected",
    "Step",
    "Vocabulary",
    "activity_schema",
    "classify",
    "find_rung",
    "load_ladder",
    "make_activity",
    "open_questions",
    "read_activities",
    "result",
]


def __getattr__(name: str) -> Any:
    # Loaded when first asked for, so that the command starts with no more than it needs.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
