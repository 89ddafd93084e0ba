"""The report: exact counts on small inputs, what people see, files in and out, exit codes."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import EASY, LADDER, STANDARD, Command, Golden, Screen, drawn

from coproladder import make_activity
from coproladder.pages.report_page import report_page
from coproladder.placing.activity import Activity
from coproladder.render import html_page as html
from coproladder.render import markdown, plain
from coproladder.report.findings import held_back
from coproladder.report.summary import Report, make_report
from coproladder.results.report_record import report_csv, report_record

ON = {
    0: {"voice": "absent"},
    1: {"voice": "present"},
    2: {"voice": "learn"},
    3: {"voice": "told"},
    4: {"voice": "answer"},
    5: {"voice": "discuss", "influence": "some"},
    6: {"voice": "design", "influence": "genuine", "decides": "listens"},
    7: {"voice": "design", "influence": "genuine", "decides": "together", "delivery": "throughout"},
}
"""The least answers that surely put an activity on each rung."""


def report(*records: dict[str, Any], by: tuple[str, ...] = ()) -> Report:
    return make_report(LADDER, [make_activity(LADDER, record) for record in records], by)


def on(rung: int, **fields: str) -> dict[str, str]:
    return {**ON[rung], **fields}


def counted(found: Report) -> dict[int | None, int]:
    return {place: count for place, count in found.counts.items() if count}


# Counts


def test_every_rung_is_counted_and_the_uncertain_stand_apart() -> None:
    records = [on(rung) for rung in (0, 1, 2, 3, 3, 4, 5, 6, 7)]
    found = report(*records, {"voice": "discuss"}, {})
    assert counted(found) == {0: 1, 1: 1, 2: 1, 3: 2, 4: 1, 5: 1, 6: 1, 7: 1, None: 2}
    assert (len(found.placed), len(found.activities)) == (11, 11)
    assert [record["rung"] for record in report_record(found)["uncertain"]["records"]] == [
        "consultation",
        None,
    ]
    assert [record["highest_possible"] for record in report_record(found)["uncertain"]["records"]] == [
        "engagement",
        "co-production",
    ]


def test_records_with_the_same_name_are_one_activity_and_nameless_ones_never() -> None:
    found = report(on(1, activity="A  forum "), on(2, activity="a Forum"), on(3), on(3), on(4, activity=" "))
    assert (len(found.placed), len(found.activities)) == (5, 4)


def test_open_questions_are_counted_in_every_record_they_can_change() -> None:
    found = report(
        {"voice": "discuss"},
        {"voice": "design", "decides": "together", "delivery": "throughout"},
        {"voice": "design", "influence": "genuine"},
        {"voice": "told"},
    )
    assert [tuple(each.values()) for each in report_record(found)["uncertain"]["questions"]] == [
        ("influence", 2, 2),
        ("decides", 1, 0),
        ("delivery", 1, 0),
    ]


def test_what_holds_activities_back_is_counted_by_step_most_common_first() -> None:
    found = report(on(5), on(4), {"voice": "discuss"}, on(7))
    assert [
        (
            each.rung and each.rung.id,
            each.next.id,
            each.question.id,
            each.needs.id,
            each.count,
            each.not_known,
        )
        for each in held_back(found.activities)
    ] == [
        ("consultation", "engagement", "influence", "some", 2, 2),
        ("consultation", "engagement", "voice", "discuss", 1, 0),
        ("engagement", "co-design", "voice", "design", 1, 0),
        ("engagement", "co-design", "influence", "genuine", 1, 0),
    ]
    assert [each.rung for each in held_back(report(on(0)).activities)] == [None]


def test_claims_are_counted_and_those_above_are_named_widest_gap_first() -> None:
    found = report(
        on(6, activity="Near", called="7"),
        on(5, activity="True", called="engagement"),
        on(3, activity="Far", called="co-production"),
        on(5, activity="Modest", called="informing"),
        on(0, activity="Out", called="educating"),
        {"activity": "May be", "called": "7"},
        on(1, activity="Silent"),
    )
    claims = report_record(found)["claims"]
    above = claims["records_above"]
    assert (claims["at"], claims["above"], claims["below"]) == (2, 3, 1)
    assert [(each["activity"], each["called"], each["rung"], each["gap"]) for each in above] == [
        ("Far", "co-production", "informing", 4),
        ("Out", "educating", None, 2),
        ("Near", "co-production", "co-design", 1),
    ]


def test_the_record_of_counts_has_every_rung_those_off_the_ladder_and_the_uncertain() -> None:
    found = report_record(report(on(0), on(0), on(3), {}, by=("called",)))
    counts = {
        "rungs": {rung.id: int(rung.id == "informing") for rung in reversed(LADDER.rungs)},
        "off_the_ladder": 2,
        "not_certain": 1,
    }
    assert found["counts"] == counts
    assert found["by"] == {"called": [{"value": None, **counts}]}


# Where views differ


@pytest.mark.parametrize(
    ("low", "high", "question"),
    [
        # One of 6 steps against one of 2.
        (on(4, influence="none"), on(5), "influence"),
        # Two of 6 steps against one of 3: the same, so the first question.
        (on(3, influence="genuine", decides="listens", delivery="throughout"), on(7), "voice"),
        # Delivery differs most, but no rung below the top needs it.
        (on(4, influence="some", delivery="none"), on(5, delivery="throughout"), "voice"),
        # Who decides and the part in it differ, and the rung does not.
        (on(5, decides="services", delivery="none"), on(5, decides="people", delivery="some"), None),
        ({"voice": "told"}, {"voice": "told"}, None),
        ({}, {}, None),
    ],
)
def test_the_question_they_differ_on_is_the_one_that_separates_the_rungs(
    low: dict[str, str], high: dict[str, str], question: str | None
) -> None:
    for one, other in ((low, high), (high, low)):
        found = report(
            {"activity": "A", "answered_by": "x", **one}, {"activity": "A", "answered_by": "y", **other}
        )
        assert report_record(found)["views"][0]["differ_most_on"] == question


def test_views_that_may_meet_are_not_apart_and_come_last() -> None:
    found = report(
        {"activity": "A", "answered_by": "x", "voice": "design"},
        on(7, activity="A", answered_by="y"),
        on(1, activity="B", answered_by="x"),
        on(2, activity="B", answered_by="y"),
    )
    views = report_record(found)["views"]
    assert [(each["activity"], each["apart"], each["state"]) for each in views] == [
        ("B", 1, "views_differ"),
        ("A", 0, "not_certain"),
    ]


# By field, over time


def test_by_a_field_counts_for_each_of_its_values() -> None:
    found = report(
        on(4, level="service", date="2026-05"),
        on(4, level="strategic", date="2025"),
        on(5, date="2026-01-01"),
        {"level": "service"},
        by=("level", "year"),
    )
    record = report_record(found)["by"]
    assert [(row["value"], row["rungs"]["consultation"], row["not_certain"]) for row in record["level"]] == [
        ("strategic", 1, 0),
        ("service", 1, 1),
        (None, 0, 0),
    ]
    assert [(row["value"], sum(row["rungs"].values())) for row in record["year"]] == [
        ("2025", 1),
        ("2026", 2),
        (None, 0),
    ]


@pytest.mark.parametrize(
    ("field", "given", "shown"),
    [
        ("voice", ["told", None, "design", "absent"], ["absent", "told", "design", None]),
        ("called", ["co-production", "coercion", None], ["coercion", "co-production", None]),
        ("stage", ["review", "analyse", None, "do"], ["analyse", "do", "review", None]),
        ("basis", ["promised", None, "happened"], ["happened", "promised", None]),
        ("answered_by", ["b", "C", None, "a"], ["a", "b", "C", None]),
        ("region", ["west", None, "East"], ["East", "west", None]),
    ],
)
def test_values_are_in_the_order_of_the_ladder_or_of_the_alphabet(
    field: str, given: list[str | None], shown: list[str | None]
) -> None:
    activities = [Activity({field: value} if value else {}) for value in given]
    assert [*make_report(LADDER, activities, [field]).by[field]] == shown


# Every activity


def test_every_activity_is_in_a_table_from_the_top_rung_down() -> None:
    found = report(
        {"activity": "Unknown"},
        on(0, activity="Off"),
        on(5, activity="Forum", answered_by="staff", called="7"),
        {"activity": "Open", "voice": "discuss"},
        on(7, activity="Top"),
    )
    shown = plain.render(report_page(found, STANDARD)).partition("From the top rung down:\n")[2]
    rest = "Answered by: not given; What it is called: not given; The next rung, and where it needs more: "
    assert shown.splitlines()[:6] == [
        f"Top. Place: Rung 7, Co-production; {rest}This is the top rung.",
        "Forum. Place: Rung 5, Engagement; Answered by: staff; What it is called: Co-production; The next "
        "rung, and where it needs more: Co-design. What do people get to do? What can people change?",
        "Open. Place: Rung 4, Consultation, to rung 5, Engagement; "
        f"{rest}Engagement. What can people change?",
        "Unknown. Place: Not enough is known yet. It is on rung 7, Co-production, at "
        f"most; {rest}Educating. What do people get to do?",
        f"Off. Place: Off the ladder; {rest}Educating. What do people get to do?",
        "",
    ]
    assert [(each["number"], each["next"]) for each in report_record(found)["places"][:2]] == [
        (5, None),
        (3, {"rung": "co-design", "questions": ["voice", "influence"]}),
    ]


def test_a_column_that_is_all_empty_is_not_there() -> None:
    shown = plain.render(report_page(report(on(7, activity="Top")), STANDARD))
    assert "Top. Place: Rung 7, Co-production; The next rung" in shown


def test_the_ladder_has_the_names_on_each_rung() -> None:
    found = report(
        *(on(4, activity=f"Survey {number}") for number in range(1, 33)),
        on(6, activity="Forum"),
        on(0, activity="Out"),
        {"activity": "Open"},
    )
    shown = plain.render(report_page(found, STANDARD))
    assert "Rung 6: Co-design. 1: Forum\nRung 4: Consultation. 32: Survey 1; Survey 10;" in shown
    assert "; and 2 more\n" in shown
    assert "1 off the ladder: Out\n1 not certain: Open\n" in shown


# What people see


def test_a_report_looks_as_agreed(screen: Screen, command: Command, golden: Golden) -> None:
    files = ["examples/two-views.json", "examples/activities.jsonl", "-"]
    later = (
        b"activity,answered_by,date,voice,influence,decides,delivery\n"
        b"Day centre redesign,staff,2026-11,discuss,some,,\n"
    )
    done = command("report", *files, "--by", "level", "--by", "year", *screen.options, data=later)
    assert (done.code, done.err) == (0, "")
    golden("report", screen.name, done.out)


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        ([], "There were no activities to report on."),
        ([on(5, activity="Forum")], "1 activity: 1 on rung 5."),
        ([{}, {"voice": "design"}], "2 activities: 2 not sure."),
        ([on(7), on(7)], "2 activities: 2 on rung 7."),
    ],
)
def test_a_report_of_little_makes_sense_in_every_form(records: list[dict[str, str]], sentence: str) -> None:
    found = report(*records, by=("level",))
    page = report_page(found, EASY)
    for render in (plain.render, markdown.render, html.render, lambda page: drawn(page, 80)):
        assert page.title in render(page)
    assert sentence in plain.render(page)
    assert sum(report_record(found)["counts"]["rungs"].values()) + found.counts[None] == len(records)
    assert len(report_csv(found).splitlines()) == 10


def test_values_of_a_question_stand_in_the_order_of_its_answers() -> None:
    found = report({"voice": "design"}, {"voice": "told"}, by=("voice",))
    assert [*found.by["voice"]] == ["told", "design"]


def test_the_answer_that_settles_most_by_itself_comes_first() -> None:
    sure = {"voice": "design", "influence": "genuine", "decides": "together", "delivery": "throughout"}
    several = {field: sure[field] for field in ("voice", "influence")}
    one = {field: sure[field] for field in ("voice", "decides", "delivery")}
    found = report(several, several, several, one, one)
    first, *_ = report_record(found)["uncertain"]["questions"]
    assert first == {"question": "influence", "count": 2, "alone": 2}


def test_needs_that_are_not_met_are_said_in_easy_words() -> None:
    words = next(question for question in LADDER.questions if question.id == "influence").words
    assert words.easy
    assert words.easy in plain.render(report_page(report(on(4), on(4)), EASY))


def test_a_column_of_ones_own_keeps_its_name_and_its_words(command: Command) -> None:
    data = b"activity,voice,Year,NHS trust\nA,told,first,service\n"
    options = ("--keep-extra", "--by", "NHS trust", "--by", "Year", "--input-format", "csv", "--plain")
    shown = command("report", *options, "-", data=data).out
    assert "By NHS trust" in shown
    assert "service" in shown.partition("By NHS trust")[2]
    assert "first" in shown.partition("By Year")[2]


def test_a_table_for_a_terminal_has_no_text_that_acts() -> None:
    found = report(on(4, activity="\x1b]0;owned\x07"), by=("activity",))
    assert (
        report_csv(found, for_terminal=True).splitlines()[0]
        == "rung,name,count,activity: <U+001B>]0;owned<U+0007>"
    )
    assert "\x1b" in report_csv(found)


def test_a_terminal_shows_the_start_of_long_tables_and_a_file_everything() -> None:
    found = report(*(on(4, activity=f"Survey {number:02}", called="7") for number in range(45)))
    short, whole = (plain.render(report_page(found, STANDARD, most)) for most in (20, None))
    more = "And 25 more: --output FILE writes them all."
    assert (short.count("Survey 19."), short.count("Survey 20."), short.count(more)) == (1, 0, 1)
    assert (whole.count("Survey 44."), more in whole) == (1, False)
    assert len(report_record(found)["claims"]["records_above"]) == 45


# The command


def test_from_a_spreadsheet_to_a_page(command: Command, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    done = command("report", "examples/form-export.csv", "--format", "html", "--output", str(page))
    assert (done.code, done.out) == (0, "")
    text = page.read_text(encoding="utf-8")
    assert "Report on 6 activities" in text
    assert text.count('<i aria-hidden="true">●</i> 1: ') == 5
    assert "1 not certain: " in text
    assert "style=" not in text


def test_several_files_make_one_report_in_ascii(command: Command) -> None:
    done = command(
        "report",
        "examples/activities.jsonl",
        "examples/two-views.json",
        "-",
        "-f",
        "json",
        data=b'{"comment": "x"}',
    )
    assert done.code == 0
    assert done.out.isascii()
    found = json.loads(done.out)
    assert (found["ladder"], found["records"], found["activities"]) == ("tlap-co-production/3", 17, 16)
    assert list(found["counts"]["rungs"]) == [rung.id for rung in reversed(LADDER.rungs)]


def test_a_result_can_be_reported_on(command: Command) -> None:
    results = command("assess", "--json", "examples/activities.jsonl").out
    again = command("report", "-", "-f", "json", data=results.encode())
    assert again.out == command("report", "examples/activities.jsonl", "-f", "json").out


def test_csv_has_a_row_for_each_rung_and_cells_safe_from_formulas(command: Command) -> None:
    data = b'activity,answered_by,voice\nA,=1+1,told\nB,"  @x",told\nC,-5,learn\n'
    done = command("report", "-", "-f", "csv", "--by", "answered_by", data=data)
    rows = list(csv.reader(io.StringIO(done.out)))
    assert rows[0] == ["rung", "name", "count", "answered_by: -5", "answered_by: =1+1", "answered_by: @x"]
    assert rows[5] == ["3", "Informing", "2", "0", "1", "1"]
    assert [row[0] for row in rows[1:]] == ["7", "6", "5", "4", "3", "2", "1", "0", ""]
    kept = command("report", "-", "-f", "csv", "--keep-extra", "--by", "=x", data=b'{"=x": 1}')
    assert kept.out.splitlines()[0] == "rung,name,count,'=x: 1"


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (["--by", "levle"], 'there is no field "levle"; did you mean "level"?'),
        (["--by", "regoin", "--keep-extra"], 'there is no field "regoin"; did you mean "region"?'),
        (["--by", "rung"], 'there is no field "rung"; use'),
    ],
)
def test_an_unknown_field_names_the_nearest(options: list[str], fault: str, command: Command) -> None:
    done = command("report", "-", *options, data=b'{"region": "North"}' if len(options) > 2 else b"{}")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: --by: {fault}")


def test_by_a_kept_field_whatever_it_holds(command: Command) -> None:
    data = b'{"region": "North", "voice": "told"}\n{"region": " north"}\n{"region": [1, null]}\n{"called":4}'
    done = command("report", "-", "--keep-extra", "--by", "region", "-f", "json", data=data)
    assert [row["value"] for row in json.loads(done.out)["by"]["region"]] == ["[1, null]", "North", None]


def test_bad_records_are_named_and_the_rest_reported(command: Command, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text('{"voice": "told"}\n{"voice": "tolld"}\n')
    bad.write_text('{"voice": 5}\n')
    done = command("report", str(good), str(bad), "--plain")
    assert done.code == 3
    assert done.err.splitlines() == [
        f'error: {good}: line 2: voice: "tolld" is not an answer to it; did you mean "told"?',
        f"error: {bad}: line 1: voice: an answer must be text, and this is not; "
        "use absent, present, learn, told, answer, discuss or design",
        "2 files: 1 placed, 2 could not be read",
    ]
    assert done.out.startswith("Report on 1 of 3 activities\n")
    assert command("report", str(bad)) == (
        65,
        "",
        done.err.splitlines()[1] + f"\n{bad}: 0 placed, 1 could not be read\n",
    )


def test_exit_codes_for_nothing_no_file_and_the_file_itself(command: Command, tmp_path: Path) -> None:
    nothing = command("report", "-", "--plain")
    assert (nothing.code, nothing.err) == (0, "standard input: no records were found\n")
    assert nothing.out.startswith("Report on 0 activities\nThere were no activities to report on.\n")
    assert command("report").code == 2
    assert command("report", "none.csv").code == 66
    data = tmp_path / "data.csv"
    data.write_text("voice\ntold\n")
    assert command("report", "examples/activity.json", str(data), "-o", str(data), "--force").code == 73
    assert data.read_text() == "voice\ntold\n"


def test_another_ladder_has_a_report_too(command: Command) -> None:
    data = b'{"flow": "advise", "power": "heard"}'
    done = command("report", "-", "--ladder", "examples/arnstein.yaml", "--plain", data=data)
    assert done.code == 0
    assert len(re.findall(r"^\d [A-Z][a-z ]+: ", done.out, re.MULTILINE)) == 8


@pytest.mark.parametrize("output_format", ["text", "markdown", "html", "svg", "json", "csv"])
def test_a_report_on_no_records_has_every_format(
    output_format: str, command: Command, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("activity,voice\n")
    done = command("report", str(empty), "-f", output_format)
    assert (done.code, done.err) == (0, f"{empty}: no records were found\n")
    if output_format == "svg":
        assert "Report on 0 activities" in done.out
        assert all(rung.name in done.out for rung in LADDER.rungs)


def test_every_format_says_what_could_not_be_read(command: Command, tmp_path: Path) -> None:
    file, bad, empty = (tmp_path / name for name in ("a.csv", "b.csv", "c.csv"))
    empty.touch()
    file.write_text("activity,voice,called\nA,told,a board\nB,tolld,\nC,told,\n", encoding="utf-8")
    bad.write_bytes(b"%PDF-1.7")
    names = (str(file), str(bad), str(empty))
    done = command("report", *names, "-f", "json")
    assert "There is no column for influence, decides, delivery." in done.err
    record = json.loads(done.out)["not_read"]
    assert (record["rejected"], record["files"], record["fields_left_out"]) == (
        1,
        [str(bad), f"{empty} (no records)"],
        1,
    )
    assert record["unknown_claims"] == {"a board": 1}
    assert [*record["faults"].values()] == [1, 1, 1]
    *_, rejected, left_out, whole, _ = command("report", *names, "-f", "csv").out.splitlines()
    assert (rejected, left_out, whole) == (
        ",Could not be read,1",
        ",Fields left out,1",
        f",Not read at all: {bad},",
    )
    for output_format in ("text", "markdown", "html"):
        shown = command("report", *names, "-f", output_format).out
        assert all(text in shown for text in ("What could not be read", "b.csv", "c.csv", "a board"))
