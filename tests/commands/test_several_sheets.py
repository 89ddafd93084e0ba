"""Several sheets of one workbook, each named with --sheet."""

from conftest import Command

FILE = "tests/cases/inputs/26-sheet-option-twice-last-wins-silently.xlsx"
MARCH, FEBRUARY, JANUARY = (("--sheet", name) for name in ("March", "February", "January"))


def test_sheets_that_are_named_are_all_read_in_that_order(command: Command) -> None:
    done = command("assess", FILE, "--json", *MARCH, *FEBRUARY)
    assert [record["activity"] for record in done.records] == ["Event in March", "Event in February"]
    assert done.err.splitlines() == [
        f'Read 2 activities from {FILE}, sheets "March", "February". Answers in words of an earlier '
        'version keep their meaning: "They talk it over with those responsible, in one open sessi…".',
        'Not used: sheet "January".',
    ]


def test_sheets_that_are_named_are_one_table_of_results(command: Command) -> None:
    rows = command("assess", FILE, "-f", "csv", *MARCH, *JANUARY).rows
    assert [(row["activity"], row["voice"]) for row in rows] == [
        ("Event in March", "discuss"),
        ("Leaflet about the hydrotherapy pool", "told"),
        ("Saturday talk on bus passes", "discuss"),
        ("New sensory garden", "design"),
    ]


def test_a_report_has_all_of_the_sheets_that_are_named(command: Command) -> None:
    assert command("report", FILE, "--plain", *MARCH, *JANUARY).out.startswith("Report on 4 activities\n")
