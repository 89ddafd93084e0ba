"""Places an activity on the ladder of co-production, and says why.

from coproladder import classify, load_ladder, make_activity

ladder = load_ladder()
activity = make_activity(ladder, {"voice": "discuss", "influence": "some"})
print(classify(ladder, activity).rung.name)  # Engagement
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

if TYPE_CHECKING:
    from coproladder.api import *  # noqa: F403


def __getattr__(name: str) -> Any:
    # The public names are loaded when the first is asked for, so that the command starts quickly.
    if name == "__all__":
        return [public for public in vars(import_module("coproladder.api")) if public[0] != "_"]
    public = vars(import_module("coproladder.api")) if not name.startswith("_") else {}
    if name not in public:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return public[name]


def __dir__() -> list[str]:
    return ["__version__", *__getattr__("__all__")]
