"""What was promised, and what happened: what is said of it, and what is not."""

from typing import Any

import pytest
from conftest import EASY, LADDER, STANDARD, drawn

from coproladder import make_activity
from coproladder.pages.report_page import report_page
from coproladder.render import plain
from coproladder.report.summary import Report, make_report
from coproladder.results.report_record import report_record

TOP = {"voice": "design", "influence": "genuine", "decides": "together", "delivery": "throughout"}
ASKED = {"voice": "answer", "influence": "some", "decides": "listens", "delivery": "none"}
TOLD = {"voice": "told", "influence": "none", "decides": "listens", "delivery": "none"}
FORUM = {"activity": "Forum"}
PROMISE = FORUM | {"basis": "promised", "date": "2026-01", **TOP}
SEPTEMBER = FORUM | {"basis": "happened", "date": "2026-09"}
HEADING = "What was promised, and what happened\n"


def report(*records: dict[str, Any]) -> Report:
    return make_report(LADDER, [make_activity(LADDER, record) for record in records])


def said(*records: dict[str, Any]) -> str:
    """Return the part on promises, up to the next heading."""
    return plain.render(report_page(report(*records), STANDARD)).partition(HEADING)[2].partition("\n\n")[0]


def test_a_promise_and_two_groups_in_september() -> None:
    records = [
        PROMISE,
        *(SEPTEMBER | {"answered_by": "members", **answers} for answers in (TOLD, ASKED, ASKED)),
        SEPTEMBER | {"answered_by": "staff", **ASKED, "delivery": "some"},
    ]
    assert report_page(report(*records), STANDARD).title == (
        "Forum: 4 views, from rung 3 to rung 4; promised: rung 7"
    )
    assert said(*records).splitlines() == [
        "Promised, January 2026: Rung 7, Co-production",
        "Members, September 2026: rungs 3, 4 and 4",
        "Staff, September 2026: rung 4",
        "What is not as promised:",
        "What do people get to do? Promised: People help to make the plan, the service or the decision "
        "itself. Now, in the view of members (2) and staff: People are asked for their views and they "
        "reply. Now, in the view of members: People are told the facts, their choices or their rights, or "
        "what was decided and why.",
        "What can people change? Promised: People can change the main things. Now, in the view of members "
        "(2) and staff: People can change some things, or may be able to. Now, in the view of members: "
        "People cannot change anything.",
        "Who makes the main decisions? Promised: People and those responsible make the main decisions "
        "together, as partners. Now, in the view of members (3) and staff: Those responsible make the main"
        " decisions, after listening to people.",
        "What part do people have in making it happen? Promised: People share in the work all the way "
        "through. Now, in the view of staff: People help with part of the work. Now, in the view of "
        "members (3): Only staff carry it out.",
        "To fill in together:",
        "Why? ________________________________",
        "What next? ________________________________",
        "Who tells people, and by when? ________________________________",
    ]


def test_more_than_was_promised_comes_first() -> None:
    now = SEPTEMBER | ASKED | {"delivery": "some", "answered_by": "staff"}
    shown = said(PROMISE | ASKED | {"influence": "genuine"}, now)
    assert shown.splitlines()[2:6] == [
        "More than was promised:",
        "What part do people have in making it happen? Promised: Only staff carry it out. Now, in the view"
        " of staff: People help with part of the work.",
        "What is not as promised:",
        "What can people change? Promised: People can change the main things. Now, in the view of staff: "
        "People can change some things, or may be able to.",
    ]


@pytest.mark.parametrize(
    ("promised", "now", "heading"),
    [
        (["told"], ["answer", "discuss"], "More than was promised:"),
        (["told"], ["told", "discuss"], "More than was promised:"),
        (["told"], ["learn", "discuss"], "What is not as promised:"),
        (["told", "answer"], ["answer"], "What is not as promised:"),
        (["told", "answer"], ["answer", "discuss"], "More than was promised:"),
        (["told"], ["told"], ""),
        (["told"], [None], ""),
        ([None], ["told"], ""),
    ],
)
def test_more_is_what_nobody_says_less_of(
    promised: list[str | None], now: list[str | None], heading: str
) -> None:
    records = [FORUM | {"basis": "promised"} | ({"voice": each} if each else {}) for each in promised]
    records += [FORUM | ({"voice": each} if each else {}) for each in now]
    shown = said(*records)
    headings = ("More than was promised:", "What is not as promised:")
    assert [line for line in shown.splitlines() if line in headings] == [*filter(None, [heading])]


def test_several_promises_stand_one_by_one_with_who_made_them() -> None:
    shown = said(PROMISE | {"answered_by": "mayor"}, PROMISE | TOLD | {"date": "2025"}, SEPTEMBER | ASKED)
    assert shown.splitlines()[:3] == [
        "Promised, January 2026 (mayor): Rung 7, Co-production",
        "Promised, 2025: Rung 3, Informing",
        "Someone not named, September 2026: rung 4",
    ]


def test_views_of_different_dates_are_told_with_them() -> None:
    may = FORUM | {"basis": "happened", "date": "2026-05", **TOLD}
    undated = FORUM | TOP | {"voice": "discuss", "influence": "genuine"}
    shown = said(PROMISE, SEPTEMBER | ASKED | {"answered_by": "staff"}, may, undated)
    assert (
        "itself. In the view of someone not named: People talk it over with those responsible, and can raise "
        "their own points. In the view of staff (September 2026): People are asked for their views and they "
        "reply. In the view of someone not named (May 2026): People are told the facts, their choices or "
        "their rights, or what was decided and why.\n"
    ) in shown
    assert "Now" not in shown


def test_a_promise_that_nobody_has_answered_on_is_told_as_such() -> None:
    other = [{"activity": "x", "voice": "told"}]
    assert (
        said(PROMISE, *other)
        == "Forum\nPromised, January 2026: Rung 7, Co-production\nNo one has said yet what happened."
    )
    found = report(PROMISE, *other)
    assert "1 only promised: Forum\n" in plain.render(report_page(found, STANDARD))
    (record,) = report_record(found)["promised_and_happened"]
    assert (record["activity"], len(record["promised"]), record["happened"]) == ("Forum", 1, [])


def test_promises_alone_are_marked_as_promises() -> None:
    page = report_page(report(PROMISE, FORUM | {"basis": "promised", **TOLD, "answered_by": "x"}), STANDARD)
    assert drawn(page, 80).splitlines()[:14] == [
        "Forum: 2 promises, from rung 3 to rung 7",
        "",
        "▶ ┣━┫ 7  Co-production (promised)  ● someone not named (January 2026)",
        "  ┣━┫ 6  Co-design",
        "  ┣━┫ 5  Engagement",
        "  ┣━┫ 4  Consultation",
        "▶ ┣━┫ 3  Informing (promised)      ● x",
        "  ┣━┫ 2  Educating",
        "  ┣━┫ 1  Coercion",
        "",
        "Each mark is one promise. Nothing is averaged.",
        "",
        "What was promised, and what happened",
        "  Promised (x): Rung 3, Informing",
    ]


def test_nothing_is_to_be_explained_where_no_answer_moved() -> None:
    assert said(PROMISE, SEPTEMBER | TOP).splitlines()[2:] == [
        "To fill in together:",
        "What next? ________________________________",
        "Who tells people, and by when? ________________________________",
    ]


def test_those_that_someone_has_answered_on_come_first() -> None:
    shown = said(PROMISE | {"activity": "A"}, PROMISE | {"activity": "B"}, {"activity": "B", **ASKED})
    assert shown.splitlines()[0] == "B"


def test_without_a_promise_nothing_is_said_of_it() -> None:
    records = [FORUM | ASKED, SEPTEMBER | TOLD, {"activity": "x", "voice": "told"}]
    for wording in (STANDARD, EASY):
        shown = plain.render(report_page(report(*records), wording))
        assert "promise" not in shown.casefold()


def test_a_promise_is_no_view_of_what_happened() -> None:
    found = report(PROMISE, SEPTEMBER | ASKED)
    (activity,) = found.activities
    assert (activity.state, activity.rung_number, activity.apart, len(activity.all)) == ("on_rung", 4, 0, 2)
    (record,) = report_record(found)["views"]
    assert [view["basis"] for view in record["views"]] == ["promised", "happened"]


def test_words_never_blame() -> None:
    for phrase in STANDARD.interface.phrases.values():
        for text in (phrase,) if isinstance(phrase, str) else phrase.wordings:
            assert not {"average", "mean of", "not kept", "broken"} & {*text.casefold().split()}
            assert "not kept" not in text.casefold()
