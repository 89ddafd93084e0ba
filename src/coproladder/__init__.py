"""Places an activity on the ladder of co-production, and says why.

from coproladder import classify, load_ladder, make_activity

ladder = load_ladder()
activity = make_activity(ladder, {"voice": "discuss", "influence": "some"})
print(classify(ladder, activity).rung.name)  # Engagement
"""

__version__ = "0.2.0"

# Nothing is imported here before the command has set what signals do; type checkers take this as true.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from coproladder.api import *  # noqa: F403


def __getattr__(name: str) -> "Any":
    # The public names are loaded when the first is asked for, so that the command starts quickly.
    from importlib import import_module

    if name == "__all__":
        return [public for public in vars(import_module("coproladder.api")) if public[0] != "_"]
    public = vars(import_module("coproladder.api")) if not name.startswith("_") else {}
    if name not in public:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return public[name]


def __dir__() -> list[str]:
    return ["__version__", *__getattr__("__all__")]
