"""The form as a file: its policy allows its own style and script only, and its data stays data."""

import json
import re
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from conftest import LADDER, ROOT, Command

from coproladder.form.page import FOLDER, SCRIPTS, form_page
from coproladder.ladder.load import load_interface
from coproladder.ladder.wording import Wording

sys.path.append(str(ROOT / "tests" / "browser"))
from forms import hostile_ladder


def parts(page: str, tag: str) -> list[str]:
    """Return what stands in each element with this start tag."""
    return re.findall(rf"<{tag}>(.*?)</{tag.split(maxsplit=1)[0]}>", page, re.DOTALL)


def allowed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_policy_allows_the_style_and_the_script_and_nothing_else(command: Command) -> None:
    page = command("form").out
    (style,), (script,) = parts(page, "style"), parts(page, "script")
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy == [
        f"default-src 'none'; style-src {allowed(style)}; script-src {allowed(script)}; "
        "base-uri 'none'; form-action 'none'"
    ]


def data_in(page: str) -> Any:
    (data,) = parts(page, 'script type="application/json" id="data"')
    assert "<" not in data
    return json.loads(data)


def test_form_holds_the_ladder_and_fits_in_190_kb(command: Command) -> None:
    page = command("form").out
    assert [rung["id"] for rung in data_in(page)["ladder"]["rungs"]] == [rung.id for rung in LADDER.rungs]
    assert len(page.encode()) <= 190_000


def test_what_only_coders_need_is_not_in_the_form(command: Command) -> None:
    before = data_in(command("form").out)["ladder"]["about"]["before"]
    assert [entry["standard"] for entry in before] == [
        entry.standard for entry in LADDER.about.before if entry.form
    ]
    assert len(before) == len(LADDER.about.before) - 1


def test_of_the_phrases_the_form_holds_those_that_its_scripts_say() -> None:
    script = "".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)
    said = set(re.findall(r"\bphrase\(\s*\"(\w+)\"", script))
    counted = {f"{each}_many" for each in re.findall(r"\bcounted\(\s*\"(\w+)\"", script)}
    held = form_page(Wording(LADDER, load_interface(LADDER)), None, {})
    phrases = data_in(held)["interface"]["phrases"].keys()
    assert said | counted | {"label_date", "basis_promised", "december"} <= phrases
    assert not {"match_headings", "report_on", "ask_question"} & phrases


def test_form_holds_of_the_cards_only_what_practice_shows(command: Command) -> None:
    practice = data_in(command("form").out)["practice"]
    assert [len(practice["cards"]), *practice["cards"][0]] == [21, "rung", "why", "words"]


def test_a_ladder_without_cards_has_no_practice(command: Command) -> None:
    assert data_in(command("form", "--ladder", "tests/cases/small.yaml").out)["practice"] is None


def test_nothing_in_a_hostile_ladder_is_markup(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "hostile.yaml"
    file.write_text(json.dumps(hostile_ladder()), encoding="utf-8")
    page = command("form", "--ladder", str(file)).out
    tags = re.findall(r"<(\w+)", re.sub(r"<style>.*?</style>|(?<=</main>).*", "", page, flags=re.DOTALL))
    assert " ".join(tags) == "html head meta meta meta title body header div p main p"
    assert data_in(page)["ladder"]["about"]["name"] == hostile_ladder()["about"]["name"]


def test_script_makes_text_and_never_markup() -> None:
    script = "".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)
    assert not re.search(r"innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|eval\(|Storage", script)
    assert "</script" not in script


def test_every_phrase_that_the_script_names_is_there() -> None:
    script = "".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)
    known = {re.sub("_(one|many)$", "", name) for name in load_interface(LADDER).phrases}
    assert (
        set(re.findall(r'(?:phrase|counted)\("(\w+)"', script)) | set(re.findall(r'"(form_\w+)"', script))
        <= known
    )


SMALL = "--ladder tests/cases/small.yaml --answer level=Service"


@pytest.mark.parametrize(
    ("options", "filled_in"),
    [
        ([], {}),
        (["--answered-by", "staff"], {"answered_by": "staff"}),
        (
            ["--answer", "basis=Not yet", "--answer", "voice_reason=x"],
            {"basis": "promised", "voice_reason": "x"},
        ),
        ([*SMALL.split(), "--answer", "voice=They ask."], {"level": "Service", "voice": "ask"}),
    ],
)
def test_fields_are_filled_in_beforehand(
    options: list[str], filled_in: dict[str, str], command: Command
) -> None:
    assert data_in(command("form", *options).out)["record"] == filled_in


def test_a_terminal_is_not_flooded_with_the_page(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coproladder.commands.handouts.is_terminal", lambda stream: True)
    done = command("form")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: the form is a page for a browser; name a file for it: --output form.html\n"


def test_whom_to_send_it_to_and_what_comes_of_it_are_data(command: Command) -> None:
    data = data_in(command("form", "--send-to", "Lee, Ann, a@b.org", "--reply", "</script>By June.").out)
    assert data["send_to"] == {"name": "Lee, Ann", "address": "a@b.org"}
    assert data["reply"] == "</script>By June."
    alone = data_in(command("form").out)
    assert (alone["send_to"], alone["reply"]) == (None, None)


@pytest.mark.parametrize("send_to", ["", "Ann", "Ann, ann", "ann@example.org", ", a@b", "Ann, a@b?cc=x y"])
def test_whom_to_send_it_to_is_a_name_and_an_address(send_to: str, command: Command) -> None:
    done = command("form", "--send-to", send_to)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        'error: --send-to: give a name, a comma and an e-mail address: "Ann Lee, ann@example.org"\n'
    )
