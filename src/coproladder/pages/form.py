"""Builds what the form in a browser needs to know: the ladder, all phrases, and what is filled in already."""

from collections.abc import Mapping
from typing import Any

import msgspec

from coproladder.base.fields import FIELDS
from coproladder.base.text import ACTING
from coproladder.ladder.load import built_in
from coproladder.ladder.records import Ladder
from coproladder.ladder.yaml_document import read_yaml


def form_data(ladder: Ladder, record: Mapping[str, Any], easy: bool) -> dict[str, Any]:
    """Return what the form knows: `record` is filled in already, `easy` begins in easy words."""
    return {
        "ladder": msgspec.to_builtins(ladder),
        "ladder_id": f"{ladder.about.id}/{ladder.about.version}",
        "interface": interface(),
        "record": record,
        "easy": easy,
        "fields": FIELDS,
        "acting": ACTING,
    }


def interface() -> Any:
    """Return the phrases."""
    return read_yaml((built_in().parent / "form-phrases.yaml").read_bytes()).value
