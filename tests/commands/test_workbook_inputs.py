"""The workbooks that people's kinds of trouble were tried with: each has its right outcome, word for word."""

import pytest
from conftest import ROOT, Command

FOLDER = ROOT.parent / "shared" / "inputs" / "second"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the shared inputs are not here")

POOL, TALK, GARDEN = (
    "Leaflet about the hydrotherapy pool",
    "Saturday talk on bus passes",
    "New sensory garden",
)
ALL = [POOL, TALK, GARDEN]
EARLIER = (
    "Answers in earlier words keep their old meaning, such as "
    '"They are told the facts about a service, a plan, their choi…".'
)
FORMULA = "is a formula without its result; open the file in a spreadsheet and save it there"
OUTCOMES: dict[str, tuple[int, list[str], list[str]]] = {
    "25-formula-without-a-kept-value-in-one-row.xlsx": (
        3,
        [POOL, TALK],
        [
            f'error: FILE: row 4, {GARDEN}: voice: "=B3" {FORMULA}',
            f"Read 2 activities from FILE. {EARLIER}",
            "FILE: 2 answered, 1 rejected",
        ],
    ),
    "25-formula-without-a-kept-value-read-as-not-known.xlsx": (
        65,
        [],
        [
            *(
                f'error: FILE, sheet "Responses": row {row}, {name}: voice: '
                f'"=VLOOKUP("{answer}",Lookup!A:B,2,FALSE)" {FORMULA}'
                for row, name, answer in zip((2, 3, 4), ALL, ("told", "discuss", "design"), strict=True)
            ),
            'Read 0 activities from FILE, sheet "Responses".',
            'Not used: sheet "Lookup".',
            "FILE: 0 answered, 3 rejected",
        ],
    ),
    **{
        file: (
            0,
            ALL,
            [f'Read 3 activities from FILE, sheet "Answers". {EARLIER}', f'Not used: sheet "{other}".'],
        )
        for file, other in {
            "26-sheet-of-choices-read-as-six-activities.xlsx": "Lists",
            "26-sheet-of-instructions-refuses-the-workbook.xlsx": "Instructions",
            "26-sheet-of-pivot-read-as-activities.xlsx": "Pivot",
        }.items()
    },
    "26-sheet-option-twice-last-wins-silently.xlsx": (
        65,
        [],
        [
            "error: FILE: nothing was read: 3 sheets hold answers; read one, or several with --sheet "
            "for each:",
            *(
                f"  coproladder assess FILE --json --sheet {name}"
                for name in ("January", "February", "March")
            ),
        ],
    ),
    "27-merged-name-lost-below-the-first-row.xlsx": (
        0,
        [name for name in ALL for _ in range(2)],
        [f"Read 6 activities from FILE. {EARLIER}"],
    ),
    "28-far-stray-cell-called-broken.xlsx": (
        65,
        [],
        [
            'error: FILE: nothing was read: the sheet "Responses" cannot be read: it is too large, or a cell '
            "far outside the table holds something (Ctrl+End goes there): delete what is outside the table, "
            "or save the table as CSV UTF-8"
        ],
    ),
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_workbook_has_its_right_outcome(name: str, command: Command) -> None:
    file = str(FOLDER / name)
    code, activities, said = OUTCOMES[name]
    done = command("assess", file, "--json")
    assert (done.code, [record["activity"] for record in done.records]) == (code, activities)
    assert done.err.replace(file, "FILE").splitlines() == said


def test_every_workbook_is_tried() -> None:
    assert {file.name for file in FOLDER.glob("*.xlsx")} == {*OUTCOMES}


def test_sheets_that_are_named_are_all_read(command: Command) -> None:
    file = str(FOLDER / "26-sheet-option-twice-last-wins-silently.xlsx")
    done = command("assess", file, "--json", "--sheet", "March", "--sheet", "February")
    assert [record["activity"] for record in done.records] == ["Event in March", "Event in February"]
    assert done.err.replace(file, "FILE").splitlines() == [
        'Read 2 activities from FILE, sheets "March", "February". Answers in earlier words keep their old '
        'meaning, such as "They talk it over with those responsible, in one open sessi…".',
        'Not used: sheet "January".',
    ]
    rows = command("assess", file, "-f", "csv", "--sheet", "March", "--sheet", "January").rows
    assert [row["activity"] for row in rows] == ["Event in March", *ALL]
    report = command("report", file, "--json", "--sheet", "March", "--sheet", "January")
    assert report.code == 0
