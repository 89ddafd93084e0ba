"""The public names are found by every way that people look for them."""

import pydoc
from typing import Any

import pytest

import coproladder
from coproladder import Classifier, classify, load_ladder, open_questions

PUBLIC = [
    *("Activity", "Assessment", "Classifier", "CoproladderError", "DataError", "Ladder", "LadderError"),
    *("Need", "Rejected", "Step", "Vocabulary", "activity_schema", "classify", "find_rung", "load_ladder"),
    *("make_activity", "open_questions", "read_activities", "result"),
]


def test_a_star_gives_the_public_names_and_nothing_else() -> None:
    found: dict[str, Any] = {}
    exec("from coproladder import *", found)
    assert sorted(found.keys() - {"__builtins__"}) == PUBLIC


def test_help_lists_the_public_names() -> None:
    shown = pydoc.plain(pydoc.render_doc(coproladder))
    for name in PUBLIC:
        assert f"class {name}(" in shown or f"{name}(" in shown.split("FUNCTIONS")[1]


def test_dir_has_the_version_and_the_public_names() -> None:
    assert dir(coproladder) == sorted(["__version__", *PUBLIC])


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"^module 'coproladder' has no attribute 'clasify'$"):
        coproladder.clasify  # noqa: B018


@pytest.mark.parametrize("call", [classify, open_questions, lambda ladder, given: Classifier(ladder)(given)])
def test_a_dictionary_in_place_of_an_activity_is_a_type_error_that_says_what_to_call(call: Any) -> None:
    with pytest.raises(TypeError) as caught:
        call(load_ladder(), {"voice": "discuss"})
    message = "this needs an Activity, not a dict; call make_activity(ladder, fields) first"
    assert str(caught.value) == message
