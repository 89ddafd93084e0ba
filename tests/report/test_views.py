"""Every record is a view, and every view counts: whatever the order of files, the dates and the groups."""

import json
import random
from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from conftest import EASY, LADDER, STANDARD, Command, drawn
from hypothesis import given
from hypothesis import strategies as st

from coproladder import make_activity
from coproladder.ladder.wording import Wording
from coproladder.pages.report_page import MOST_DRAWN, report_page, whole_in_words
from coproladder.placing.activity import Activity
from coproladder.render import html_page as html
from coproladder.render import markdown, plain
from coproladder.report.summary import Period, Report, make_report
from coproladder.results.report_record import report_record

ON = ("absent", "present", "learn", "told", "answer", "discuss", "design")
UNSURE = {"activity": "Lunch club", "voice": "discuss"}
"""On rung 4 or 5."""

LITTLE = {"activity": "Lunch club", "influence": "none"}
"""On rung 4 at most."""

PEOPLE, STAFF = "People who use services", "Staff"


def view(rung: int, **fields: str) -> dict[str, str]:
    """Return a record that is surely on a rung, on the activity Lunch club."""
    influence = {5: "some", 6: "genuine", 7: "genuine"}.get(rung, "none")
    top = {"decides": "together", "delivery": "throughout"} if rung == 7 else {"decides": "listens"}
    return {"activity": "Lunch club", "voice": ON[min(rung, 6)], "influence": influence, **top, **fields}


def report(*records: dict[str, Any], **options: Any) -> Report:
    return make_report(LADDER, [make_activity(LADDER, record) for record in records], **options)


def said(found: Report, **options: Any) -> str:
    return plain.render(report_page(found, STANDARD, **options))


def orders(records: Sequence[Any]) -> list[Any]:
    """Return a few orders of some records, each first in one of them."""
    return [[*records[at:], *records[:at][::-1]] for at in range(len(records))]


FIVE = [view(rung, answered_by=PEOPLE) for rung in (3, 4, 6, 6)] + [view(6, answered_by=STAFF)]
SAME_DAY, DAYS, SOME_UNDATED = (
    [record | ({"date": date} if date else {}) for record, date in zip(FIVE, dates, strict=True)]
    for dates in (
        ["2026-05-04"] * 5,
        [f"2026-05-0{day}" for day in range(1, 6)],
        ["2026", "", "2026-05", "", "2025-12-31"],
    )
)


# Five files


@pytest.mark.parametrize("records", [FIVE, SAME_DAY, DAYS, SOME_UNDATED])
def test_five_views_in_five_files_all_count_in_any_order(
    records: list[dict[str, str]], command: Command, tmp_path: Path
) -> None:
    files = []
    for number, record in enumerate(records):
        files.append(tmp_path / f"{number}.json")
        files[-1].write_text(json.dumps([record]))
    orders = [files, files[::-1], [*files[2:], *files[:2]]]
    for output_format in ("text", "html", "json", "csv"):
        outputs = {command("report", *map(str, order), "-f", output_format).out for order in orders}
        assert len(outputs) == 1
    shown = command("report", *map(str, files), "--plain").out
    assert shown.startswith("Lunch club: 5 views, from rung 3 to rung 6\n")
    assert shown.endswith("\nLunch club: 5 views, from rung 3 to rung 6\n")
    found = json.loads(command("report", *map(str, files), "--json").out)
    assert [each["rung"] for each in found["views"][0]["views"]].count("co-design") == 3


def test_views_of_one_day_are_told_by_group_with_a_mark_for_each() -> None:
    shown = drawn(report_page(report(*SAME_DAY), STANDARD), 80)
    assert shown.splitlines()[:11] == [
        "Lunch club: 5 views, from rung 3 to rung 6",
        "",
        "  ┣━┫ 7  Co-production",
        "  ┣━┫ 6  Co-design      ●● People who use services (2)   ● Staff",
        "  ┣━┫ 5  Engagement",
        "  ┣━┫ 4  Consultation   ● People who use services",
        "  ┣━┫ 3  Informing      ● People who use services",
        "  ┣━┫ 2  Educating",
        "  ┣━┫ 1  Coercion",
        "",
        "People who use services (4): rungs 3, 4, 6 and 6. Staff (1): rung 6.",
    ]
    for gone in ("kappa", "activities", "Kappa"):
        assert gone not in shown


def test_answers_part_question_by_question_with_who_gave_each() -> None:
    shown = said(report(*SAME_DAY)).partition("Where the answers differ\n")[2]
    assert shown.splitlines()[:8] == [
        "Talk about this first: What can people change?",
        "People can change the main things. Who: People who use services (2) and Staff.",
        "People cannot change anything. Who: People who use services (2).",
        "What do people get to do?",
        "People help to make the plan, the service or the decision itself. "
        "Who: People who use services (2) and Staff.",
        "People are asked for their views and they reply. Who: People who use services.",
        "People are told the facts, their choices or their rights, or what was decided and why. "
        "Who: People who use services.",
        "",
    ]
    assert shown.splitlines()[8:10] == [
        "Where all known answers are the same",
        "Who makes the main decisions? Those responsible make the main decisions, after listening to people.",
    ]


@pytest.mark.parametrize("render", [plain.render, markdown.render, html.render, lambda page: drawn(page, 80)])
def test_nothing_of_a_page_hangs_on_the_order_of_records(render: Callable[[Any], str]) -> None:
    for records in (SAME_DAY, DAYS, SOME_UNDATED):
        assert len({render(report_page(report(*each), STANDARD)) for each in orders(records)}) == 1


# States


@pytest.mark.parametrize(
    ("views", "state"),
    [
        ([(4, "")], "on_rung"),
        ([(0, "2025"), (0, "2026")], "on_rung"),
        ([(4, "2026"), (5, "2026-05")], "views_differ"),
        ([(4, "2026-05-04"), (5, "2026-05")], "views_differ"),
        ([(4, ""), (5, "2026-05")], "views_differ"),
        ([(4, "2026-04"), (5, "2026-05")], "differs_by_date"),
        ([(4, "2026-04"), (5, "2026-05"), (5, "2026-05-01")], "differs_by_date"),
        ([(4, "2026-04"), (5, "2026-05"), (5, "2026")], "views_differ"),
        ([(4, "2026-04"), (5, "2026-05"), (6, "2026-05-01")], "views_differ"),
        ([(None, ""), (5, "")], "not_certain"),
        ([(None, "2025"), (3, "2026")], "differs_by_date"),
        ([(None, "2026"), (3, "2026-01")], "views_differ"),
    ],
)
def test_views_of_one_time_differ_before_those_of_different_times_do(
    views: list[tuple[int | None, str]], state: str
) -> None:
    for order in permutations(views):
        records = []
        for rung, date in order:
            record = UNSURE if rung is None else view(rung)
            records.append(record | ({"date": date} if date else {}))
        (found,) = report(*records).activities
        assert found.state == state


def test_what_differs_by_date_is_told_in_the_order_of_time() -> None:
    found = report(
        view(6, date="2026-09", answered_by="b"),
        view(4, date="2026-01", answered_by="a"),
        view(2, activity="x"),
    )
    shown = said(found)
    assert "Views differ by date. January 2026, a: rung 4. September 2026, b: rung 6.\n" in shown
    assert "Rung 6: Co-design. b (September 2026)\nRung 4: Consultation. a (January 2026)\n" in shown
    assert "1 with views that differ by date: Lunch club\n" in shown
    assert [place["date"] for place in report_record(found)["over_time"][0]["places"]] == [
        "2026-01",
        "2026-09",
    ]


@pytest.mark.parametrize(
    ("views", "words"),
    [
        ([(4, "2026-01", ""), (6, "2026-09", "")], "January 2026: rung 4. September 2026: rung 6."),
        (
            [(4, "2026-01", "staff"), (6, "2026-09", "staff"), (6, "2026-09-15", "people")],
            "January 2026, staff: rung 4. September 2026, staff and people: rungs 6 and 6.",
        ),
        (
            [(4, "2025", ""), (6, "2026-09", ""), (6, "2026-09", "staff"), (6, "2026", "")],
            "2025: rung 4. 2026, people not named (2) and staff: rungs 6, 6 and 6.",
        ),
        (
            [(4, "2026-01", ""), (None, "2026", ""), (None, "", ""), (5, "2026-02", "")],
            "2026: rung 4 to 5. January 2026: rung 4. February 2026: rung 5. No date: rung 4 to 5.",
        ),
    ],
)
def test_a_time_is_named_once_with_who_said_it(views: list[tuple[int | None, str, str]], words: str) -> None:
    records = []
    for rung, date, who in views:
        fields = {field: text for field, text in (("date", date), ("answered_by", who)) if text}
        records.append((UNSURE if rung is None else view(rung)) | fields)
    for order in orders(records):
        assert f"Views differ by date. {words}\n" in said(report(*order))


def test_dates_stand_beside_views_that_differ_and_have_several() -> None:
    shown = said(report(view(3, date="2026"), view(5, date="2026-05-04"), view(5)))
    assert "People not named (3): rungs 3 (2026), 5 and 5 (4 May 2026).\n" in shown


def test_dates_are_in_brackets() -> None:
    dates = ("2026", "2026-02"), ("2026", "2026-02"), ("2026-09-30", "2025")
    records = [view(6, date=one, answered_by=PEOPLE) for one, _ in dates]
    records += [view(3, date=other, answered_by=STAFF) for _, other in dates]
    shown = said(report(*records))
    who = "People who use services (2, 2026)", "People who use services (30 September 2026)"
    assert f"Rung 6: Co-design. {'; '.join(who)}\n" in shown
    assert f"People can change the main things. Who: {' and '.join(who)}.\n" in shown
    assert "People cannot change anything. Who: Staff (2025) and Staff (2, February 2026).\n" in shown


def test_views_that_are_not_certain_have_no_brackets_in_brackets() -> None:
    shown = said(report(UNSURE | {"date": "2026"}, UNSURE | {"date": "2025", "answered_by": "a"}, view(7)))
    assert "Not certain: a, rung 4 to 5 (2025); someone not named, rung 4 to 5 (2026)\n" in shown


@pytest.mark.parametrize(
    ("wording", "one", "many"),
    [
        (STANDARD, "someone not named", "People not named (2)"),
        (EASY, "someone who gave no name", "People who gave no name (2)"),
    ],
)
def test_who_did_not_say_who_they_are_has_words_that_fit_a_sentence(
    wording: Wording, one: str, many: str
) -> None:
    promise = view(7, basis="promised")
    shown = plain.render(report_page(report(promise, view(3), view(5)), wording))
    assert f"{many}: rungs 3 and 5.\n" in shown
    assert f" {one}: " in shown
    assert f" Who: {one}.\n" in shown


def test_an_activity_counts_on_a_rung_only_where_all_its_views_are_on_it() -> None:
    records = [
        *(view(7, activity=name, called="7") for name in "ab"),
        *(view(rung, activity="Agreed", called="6") for rung in (4, 4)),
        view(0, activity="Off"),
        *(view(rung, activity="Apart") for rung in (3, 5)),
        *(view(rung, activity="Dated", date=str(2020 + rung)) for rung in (3, 5)),
        {"activity": "Open", "voice": "discuss"},
        view(7, activity="Plan", basis="promised"),
        view(4, activity="Kept", basis="happened"),
        view(7, activity="Kept", basis="promised"),
    ]
    found = report(*records)
    assert whole_in_words(found.activities, STANDARD) == (
        "9 activities: 2 on rung 7, 2 on rung 4, 1 off the ladder, 1 with views that differ, 1 with views "
        "that differ by date, 1 not certain, 1 only promised. 1 has a name that belongs to a higher rung."
    )
    counts = report_record(found)["activity_counts"]
    assert (counts["rungs"]["co-production"], counts["rungs"]["consultation"]) == (2, 2)
    others = {name: count for name, count in counts.items() if name != "rungs"}
    assert others == dict.fromkeys(
        ("off_the_ladder", "views_differ", "differs_by_date", "not_certain", "only_promised"), 1
    )
    assert report_record(found)["counts"]["rungs"]["co-production"] == 4


@pytest.mark.parametrize(
    ("called", "higher"),
    [(("7", "5"), True), (("7", "4"), False), (("7", ""), True), (("4", "4"), False), (("", ""), False)],
)
def test_a_name_belongs_to_a_higher_rung_where_every_view_that_has_one_shows_it(
    called: tuple[str, str], higher: bool
) -> None:
    found = report(*(view(4, **({"called": name} if name else {})) for name in called))
    assert (
        "1 has a name that belongs to a higher rung." in whole_in_words(found.activities, STANDARD)
    ) == higher


# Words


@pytest.mark.parametrize(
    ("views", "words"),
    [
        ([view(0), view(0)], "People not named (2): off the ladder (2 times)."),
        ([view(0), view(2)], "People not named (2): rung 2, off the ladder."),
        ([{"voice": "discuss"}, view(1)], "People not named (2): rungs 1 and 4 to 5."),
        ([{"influence": "none"}, view(1)], "People not named (2): rungs 1 and 4 at most."),
        ([view(3)] * 9 + [view(5)], "People not named (10): rungs 3 (9 times) and 5."),
    ],
)
def test_places_of_a_group_stand_one_by_one(views: list[dict[str, str]], words: str) -> None:
    assert f"{words}\n" in said(report(*({"activity": "Lunch club"} | each for each in views)))


@pytest.mark.parametrize(
    ("views", "title"),
    [
        ([view(6), view(6)], "Lunch club: 2 views, each time rung 6"),
        ([view(0), view(0)], "Lunch club: 2 views, each time off the ladder"),
        ([view(0), view(6)], "Lunch club: 2 views, from off the ladder to rung 6"),
        (
            [{"activity": "Lunch club", "voice": "discuss"}, view(5)],
            "Lunch club: 2 views, from rung 4 to rung 5",
        ),
        ([LITTLE, view(5)], "Lunch club: 2 views, rung 5; 1 with too few answers"),
        (
            [LITTLE, LITTLE, view(4), UNSURE],
            "Lunch club: 4 views, from rung 4 to rung 5; 2 with too few answers",
        ),
        ([LITTLE, view(0)], "Lunch club: 2 views, off the ladder; 1 with too few answers"),
        ([LITTLE, LITTLE], "Lunch club: 2 views, with too few answers to say where"),
        (
            [LITTLE, view(7, basis="promised")],
            "Lunch club: 1 view, with too few answers to say where; promised: rung 7",
        ),
        ([view(3), view(7, basis="promised")], "Lunch club: 1 view, rung 3; promised: rung 7"),
        ([view(6, basis="promised")] * 2, "Lunch club: 2 promises, each time rung 6"),
    ],
)
def test_the_title_says_from_which_rung_to_which(views: list[dict[str, str]], title: str) -> None:
    assert report_page(report(*views), STANDARD).title == title


def test_views_that_are_on_no_rung_for_sure_stand_below_the_strip() -> None:
    shown = said(
        report(
            view(0, answered_by="a"), view(4, answered_by="b"), {"activity": "lunch club", "voice": "discuss"}
        )
    )
    assert "Off the ladder: a\nNot certain: someone not named, rung 4 to 5\n" in shown


def test_one_spelling_of_a_name_stands_for_all_whatever_came_first() -> None:
    records = [view(3, activity=name) for name in ("LUNCH CLUB", "lunch  club", "Lunch club")]
    for order in permutations(records):
        assert [views.name for views in report(*order).activities] == ["Lunch club"]


def test_a_title_of_ones_own_leaves_the_sentence_below_it() -> None:
    page = report_page(report(*FIVE), STANDARD, title="For the board")
    assert plain.render(page).startswith(
        "For the board\nLunch club: 5 views, from rung 3 to rung 6\nThe ladder of co-production"
    )


def test_many_activities_with_several_views_take_a_ladder_or_a_line() -> None:
    many = [view(rung, activity=f"Club {number:02}") for number in range(60) for rung in (2, 6)]
    shown = said(report(*many, view(3), view(3)))
    assert shown.count("Each mark is one view") == 1
    assert shown.count("top rung first") == 1 + MOST_DRAWN
    lines = shown.partition("Other activities with more than one view\n")[2].partition("\n\n")[0].splitlines()
    assert lines[0] == f"Club {MOST_DRAWN}: People not named (2): rungs 2 and 6."
    assert lines[60 - MOST_DRAWN :] == ["Lunch club: People not named (2): rungs 3 and 3."]


def test_activities_at_two_stages_have_a_column_for_each() -> None:
    found = report(
        *(view(rung, stage=stage) for rung, stage in ((3, "plan"), (6, "do"), (5, "do"))),
        *(view(2, activity="x", **stage) for stage in ({"stage": "do"}, {})),
    )
    table = said(found).partition("Where activities are at each stage:\n")[2].splitlines()[0]
    assert table == "Lunch club. Plan: rung 3; Do: rungs 5 and 6."


def test_steps_count_activities_not_records() -> None:
    found = report(
        *(view(4, answered_by=who) for who in "ab"),
        view(4, activity="x"),
        {"activity": "y", "voice": "discuss"},
    )
    shown = said(found).partition("What the next rung would need\n")[2].splitlines()
    assert shown[:3] == [
        "- For 2 activities: Talk it over with people, and let them raise points and ideas of their own.",
        "- For 2 activities: Leave at least one thing open to change, and say which.",
        "- For 1 activity: Find out: What can people change?",
    ]


def test_a_step_that_may_be_there_already_says_so() -> None:
    shown = said(report({"activity": "a", "voice": "answer"}, view(4, activity="b")))
    assert (
        "Leave at least one thing open to change, and say which. For 1 of them the answer is not known.\n"
        in shown
    )


def test_steps_of_one_activity_are_not_counted() -> None:
    def steps(*records: dict[str, str]) -> list[str]:
        heading = "What the next rung would need\n"
        return said(report(*records)).partition(heading)[2].partition("\n\n")[0].splitlines()

    talk = "- Talk it over with people, and let them raise points and ideas of their own."
    assert steps(view(4), view(4))[0] == steps(view(4))[0] == talk
    asked = {"activity": "Lunch club", "voice": "answer"}
    assert steps(asked)[1] == (
        "- Leave at least one thing open to change, and say which. This may be so already."
    )


def test_what_one_person_knows_is_not_to_be_found_out() -> None:
    some = {"activity": "Lunch club", "voice": "design", "answered_by": "a"}
    shown = said(report(some, LITTLE, LITTLE | {"answered_by": "b"}))
    assert (
        "What do people get to do? People help to make the plan, the service or the decision itself. "
        "No answer: b and someone not named.\n"
        "What can people change? People cannot change anything. No answer: a.\n"
    ) in shown
    assert "Find out: What do people" not in shown
    assert "Find out: What can people" not in shown
    assert "\n- Find out: Who makes the main decisions?\n" in shown


# A time


@pytest.mark.parametrize(
    ("first", "last", "date", "holds"),
    [
        ("2026", "2026", "2026-05-04", True),
        ("2026-05", "", "2026", True),
        ("2026-05", "", "2026-04-30", False),
        ("", "2026-05", "2026-05-31", True),
        ("", "2026-05", "2026-06", False),
        ("2026-05-04", "2026-05-04", "2026-05", True),
        ("2026", "2026", "", True),
    ],
)
def test_a_time_holds_each_date_that_may_be_in_it(first: str, last: str, date: str, holds: bool) -> None:
    assert Period(first, last).holds(date) == holds


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (
            ["--from", "May 2026"],
            "This report covers May 2026 and later. 2 records from other times are left out. 1",
        ),
        (
            ["--to", "2025"],
            "This report covers 2025 and earlier. 1 record from another time is left out. 1",
        ),
        (
            ["--from", "2026-01-01", "--to", "31/12/2026"],
            "This report covers 1 January 2026 to 31 December 2026. 2 records from other times are left out.",
        ),
    ],
)
def test_records_of_a_time_are_kept_and_those_without_a_date(
    options: list[str], line: str, command: Command
) -> None:
    data = b"activity,date,voice\nA,2025-05,told\nB,2024,told\nA,2026-06,answer\nC,,told\n"
    done = command("report", "-", "--plain", *options, data=data)
    assert line in done.out
    assert done.out.startswith(
        "Report on 2 of 3 activities\n" if "--from" in options else "Report on 3 activities"
    )
    assert "without a date" not in command("report", "-", "--plain", *options, data=data[:-9]).out
    assert "left out" not in command("report", "-", "--plain", *options, data=b"voice\ntold\n").out


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (["--from", "soon"], '--from: "soon" is not a date; write 2026, 2026-05 or 2026-05-04'),
        (["--to", "1.2.26"], '--to: "1.2.26" has a year of two digits; write the year with four digits'),
        (["--from", "2026-05", "--to", "2025"], "--from: 2026-05 comes after --to 2025; change one of them"),
    ],
)
def test_a_time_that_is_none_is_refused(options: list[str], fault: str, command: Command) -> None:
    assert command("report", "-", *options, data=b"{}") == (2, "", f"error: {fault}\n")


# How it was made


def test_a_report_says_when_it_was_made_and_a_broken_clock_does_no_harm(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ("report", "-", "--plain", "--title", "Board")
    shown = command(*line, data=b"{}").out
    assert "\nMade on 21 September 2026 with coproladder 0." in shown
    assert shown.startswith("Board\n")
    for epoch in ("soon", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert "\nMade on " in command(*line, data=b"{}").out


def test_views_under_an_earlier_version_have_one_line(command: Command, tmp_path: Path) -> None:
    names = []
    for number in range(3):
        names.append(str(tmp_path / f"{number}.json"))
        ladder = {"ladder": f"tlap-co-production/{min(number + 1, 2)}"}
        Path(names[-1]).write_text(json.dumps([FIVE[number] | ladder]))
    shown = command("report", *names, "--plain").out
    found = "tlap-co-production/1 and tlap-co-production/2"
    line = STANDARD.phrase("form_other_version", found=found, version=3)
    assert shown.count(line) == 1


def test_many_assessed_end_with_the_sentence_of_the_whole(command: Command) -> None:
    shown = command("assess", "-", "--plain", data=b"activity,voice\nA,told\na,told\nB,absent\n").out
    assert shown.endswith("\n2 activities: 1 on rung 3, 1 off the ladder.\n")


def test_a_slide_of_one_activity_has_its_views_and_no_reason(command: Command) -> None:
    records = [FIVE[0] | {"voice_reason": "Ann Smith said so", "comment": "A secret"}, FIVE[4]]
    data = "\n".join(map(json.dumps, records)).encode()
    shown = command("report", "-", "-f", "svg", "--reasons", data=data).out
    assert "Lunch club: 2 views, from rung 3 to rung 6" in shown
    assert ">Staff<" in shown
    assert "Ann Smith" not in shown
    assert "secret" not in shown


def test_reasons_stand_beside_their_answer_only_where_they_are_asked_for(command: Command) -> None:
    records = [FIVE[0] | {"voice_reason": "The May letter", "comment": "Nobody came back"}, FIVE[4]]
    data = "\n".join(map(json.dumps, records)).encode()
    for output_format in ("text", "html", "json", "markdown"):
        silent, open_ = (
            command("report", "-", "-f", output_format, *more, data=data).out for more in ([], ["--reasons"])
        )
        for text in ("The May letter", "Nobody came back"):
            assert (text in silent, text in open_) == (False, True)
    shown = command("report", "-", "--plain", "--reasons", data=data).out
    assert (
        "People who use services. Answer: People are told the facts, their choices or their rights, or what "
        "was decided and why; What it is based on: The May letter.\n"
        "People who use services. Answer: Comment; What it is based on: Nobody came back.\n"
    ) in shown


# Every view once

DATES = st.sampled_from(["", "2025", "2026", "2026-05", "2026-05-04", "2026-05-05"])
RECORDS = st.lists(
    st.tuples(
        st.sampled_from("AB"), st.sampled_from(["", "x", "y"]), DATES, st.integers(0, 7), st.booleans()
    ),
    min_size=1,
    max_size=12,
)


@given(RECORDS, st.randoms(use_true_random=False), st.integers(1, 3))
def test_each_view_is_in_the_report_once(
    records: Sequence[tuple[str, str, str, int, bool]], chance: random.Random, files: int
) -> None:
    activities = []
    for name, who, date, rung, promised in records:
        fields = {"activity": name, "answered_by": who, "date": date}
        fields |= {"basis": "promised"} if promised else {}
        made = make_activity(LADDER, view(rung, **{field: text for field, text in fields.items() if text}))
        activities.append(Activity(made.record, file=f"{chance.randrange(files)}.json"))
    shuffled = chance.sample(activities, len(activities))
    one, other = (make_report(LADDER, each) for each in (activities, shuffled))
    for wording in (STANDARD, EASY):
        assert report_page(one, wording) == report_page(other, wording)
    found = report_record(one)
    viewed = [view for each in found["views"] for view in each["views"]]
    singles = {"A", "B"} - {each["activity"] for each in found["views"]}
    single = [each for each in found["places"] if each["activity"] in singles]
    assert sorted(each["number"] for each in viewed + single) == [*range(1, len(records) + 1)]
    assert sum(len(each.all) for each in one.activities) == len(records)
