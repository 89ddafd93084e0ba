"""From a sheet in people's own words to a report: what is asked, what is written, and what uses it."""

import csv
import json
import shlex
import shutil
from pathlib import Path

import msgspec
import pytest
from conftest import LADDER, ROOT, Command, Golden
from translation import write_translation

from coproladder.base.yaml_document import read_yaml
from coproladder.placing.meanings import Match, Said

OWN_WORDS = ROOT / "tests" / "cases" / "own-words.csv"
QUESTIONS = [question.id for question in LADDER.questions]
VOICE = QUESTIONS[0]

COLUMNS = "\n1\n1\n1\n1\n1\n"
"""The headings are right; the name, then the questions have the next columns."""

WORDS = "5\nd\n4\n7\nd\n2\n1\n3\nn\n4\n1\n3\n4\n1\n2\n3\n"
ROWS = "6\n\n7\n5\n\n"
EVERY = f"{COLUMNS}{WORDS}{ROWS}\n"

WRITTEN = """\
columns:
  activity: Project
  voice: What people did
  influence: Their say
  decides: Who decided
  delivery: Help with the work
answers:
  voice:
    Survey: answer
    Leaflet: told
    Co-wrote courses: design
  influence:
    Some of it: some
    Nothing: none
    The main things: genuine
    Menu and opening times: null
    not recorded: null
  decides:
    The team: services
    Team and members: together
    Members: people
  delivery:
    'No': none
    A bit: some
    All the way: throughout
rows:
  Day centre forum:
    voice: discuss
  Dementia cafe:
    voice: null
  Shared garden:
    voice: design
  Listening days:
    voice: answer
  Steering group:
    voice: null
"""

RUNGS = {
    "Lunch club": 4,
    "Day centre forum": 4,
    "Bus pass leaflet": 3,
    "Recovery college": 7,
    "GP phone survey": 4,
    "Dementia cafe": None,
    "Shared garden": 7,
    "Peer support": 7,
    "Listening days": 4,
    "Steering group": None,
    "Welcome pack": 3,
    "Budget talks": 4,
}


@pytest.fixture
def folder(tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with the sheet, as CSV and as the second sheet of a workbook."""
    for suffix in ("csv", "xlsx"):
        shutil.copy(OWN_WORDS.with_suffix(f".{suffix}"), tmp_path / f"engagement.{suffix}")
    with OWN_WORDS.open(encoding="utf-8", newline="") as stream:
        _, _, names, *table = csv.reader(stream)
    records = [dict(zip(names, cells, strict=True)) for cells in table]
    (tmp_path / "engagement.json").write_text(json.dumps(records), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said_in(text: str) -> Said:
    """Return what a match file says."""
    return msgspec.convert(read_yaml(text.encode()).value, Match).said


def body(text: str) -> str:
    """Return a match file without the remarks at its head."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_a_sheet_with_words_of_its_own_comes_to_a_report_in_two_commands(
    suffix: str, folder: Path, command: Command
) -> None:
    done = command("match", f"engagement.{suffix}", typed=EVERY)
    assert (done.code, done.out) == (0, "")
    assert body((folder / "engagement.match.yaml").read_text(encoding="utf-8")) == WRITTEN
    *_, written, following = done.err.splitlines()
    assert written == "Enter, a number or q: written to engagement.match.yaml"
    line = f"coproladder report engagement.{suffix} --match engagement.match.yaml"
    assert following == f"Now type: {line}"
    report = command(*shlex.split(line)[1:], "--plain")
    assert report.code == 0
    assert report.out.startswith("Report on 12 activities\n")
    found = command("assess", f"engagement.{suffix}", "--match", "engagement.match.yaml", "--json").records
    assert {each["activity"]: each["rung"] and each["rung"]["number"] for each in found} == RUNGS
    slide = command(*shlex.split(line)[1:], "--output", "slide.svg")
    assert slide.code == 0
    assert "Lunch club" in (folder / "slide.svg").read_text(encoding="utf-8")


def test_the_head_of_the_file_says_what_may_stand_in_it(folder: Path, command: Command) -> None:
    command("match", "engagement.csv", typed=EVERY)
    head = [
        line
        for line in (folder / "engagement.match.yaml").read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    ]
    ids = [", ".join(answer.id for answer in question.answers) for question in LADDER.questions]
    assert head[1:] == [f"# {name}: {each}" for name, each in zip(QUESTIONS, ids, strict=True)]
    assert "null" in head[0]


def test_only_new_words_are_asked_and_old_and_new_are_written_together(
    folder: Path, command: Command
) -> None:
    (folder / "old.yaml").write_text(WRITTEN, encoding="utf-8")
    rows = "Project,Help with the work,What people did,Their say,Who decided\n"
    rows += "Choir,All the way,Co-wrote songs,THE MAIN THINGS,Members\nBus,No,workshops,Nothing,?\n"
    (folder / "next.csv").write_text(rows, encoding="utf-8")
    done = command("match", "next.csv", "--match", "old.yaml", typed="\n7\nd\n\n5\n\n")
    assert done.code == 0
    assert [line for line in done.err.splitlines() if "row)" in line] == [
        '"Co-wrote songs" (1 row). What do people get to do?',
        '"workshops" (1 row). What do people get to do?',
        '"?" (1 row). Who makes the main decisions?',
    ]
    new = WRITTEN.replace("design\n  infl", "design\n    Co-wrote songs: design\n  infl").replace(
        "people\n  deliv", "people\n    '?': null\n  deliv"
    )
    assert (
        body((folder / "next.match.yaml").read_text(encoding="utf-8")) == f"{new}  Bus:\n    voice: answer\n"
    )


def test_where_nothing_is_new_nothing_is_asked(folder: Path, command: Command) -> None:
    (folder / "engagement.match.yaml").write_text(WRITTEN, encoding="utf-8")
    line = ("match", "engagement.csv", "--match", "engagement.match.yaml")
    assert command(*line, typed="").code == 73
    done = command(*line, "--force", typed="\n")
    assert done.code == 0
    assert body((folder / "engagement.match.yaml").read_text(encoding="utf-8")) == WRITTEN


SUGGESTED = """\
columns:
  activity: Project
  voice: voice
  influence: ''
  decides: ''
  delivery: ''
answers:
  voice:
    Survey: ''
    told: told
    n/a: null
"""


@pytest.mark.parametrize("options", [("--draft",), ()], ids=["asked for", "without a terminal"])
def test_a_draft_has_suggestions_and_blanks(options: tuple[str, ...], folder: Path, command: Command) -> None:
    (folder / "a.csv").write_text("Project,voice\nA,Survey\nB,told\nC,n/a\n", encoding="utf-8")
    done = command("match", "a.csv", *options, typed="" if options else None)
    assert done.code == 0
    assert body((folder / "a.match.yaml").read_text(encoding="utf-8")) == SUGGESTED
    assert 'Fill in each "" in the file' in done.err
    assert done.err.endswith("Then type: coproladder report a.csv --match a.match.yaml\n")
    # A blank says nothing, so that nothing is lost on the way.
    report = command("report", "a.csv", "--match", "a.match.yaml")
    assert report.code == 3
    assert 'row 2, A: voice: "Survey" is not an answer' in report.err
    filled = (folder / "a.match.yaml").read_text(encoding="utf-8").replace("Survey: ''", "Survey: answer")
    (folder / "a.match.yaml").write_text(filled, encoding="utf-8")
    assert command("report", "a.csv", "--match", "a.match.yaml").code == 0


def test_standard_input_gets_a_draft_on_standard_output(folder: Path, command: Command) -> None:
    done = command("match", "-", data=b"Project,voice\nA,Survey\nB,told\nC,n/a\n")
    assert (done.code, body(done.out)) == (0, SUGGESTED)
    assert "Fill in" not in done.err


def test_the_command_to_run_next_names_the_options_too(folder: Path, command: Command) -> None:
    done = command("match", "engagement.xlsx", "--sheet", "Log", "--output", "my words.yaml", "--draft")
    assert done.err.endswith(
        "Then type: coproladder report engagement.xlsx --match 'my words.yaml' --sheet Log\n"
    )


REPLIES = {
    "a heading row of another number": ("1\n1\n0\n0\n0\n0\n\n", {"Engagement log 2026": "activity"}),
    "we did not write this down": ("\n1\n0\n0\n0\n0\n\n", {"Project": "activity"}),
    "no name": ("\n0\n0\n0\n0\n0\n\n", {}),
}


@pytest.mark.parametrize("kind", REPLIES)
def test_what_columns_are_said_to_hold(kind: str, folder: Path, command: Command) -> None:
    typed, expected = REPLIES[kind]
    done = command("match", "engagement.csv", typed=typed)
    assert done.code == 0
    found = read_yaml((folder / "engagement.match.yaml").read_bytes()).value
    assert isinstance(found, dict)
    assert list(found) == ["columns"]
    columns = found["columns"]
    assert isinstance(columns, dict)
    assert {heading: field for field, heading in columns.items() if heading} == expected
    assert list(columns) == ["activity", *QUESTIONS]


def test_enter_takes_a_suggestion_only_where_the_words_are_the_same(folder: Path, command: Command) -> None:
    (folder / "a.csv").write_text("Activity,voice\nA,Survey\nB,TOLD\nC,n/a\n", encoding="utf-8")
    done = command("match", "a.csv", "--plain", typed="\n\n\n0\n0\n0\n\n5\n\n\n\n")
    assert done.code == 0
    assert done.err.count("Please type a number from the list, or one of the other keys.") == 1
    found = body((folder / "a.match.yaml").read_text(encoding="utf-8"))
    assert found.endswith("voice:\n    Survey: answer\n    TOLD: told\n    n/a: null\n")
    told = next(answer for answer in LADDER.questions[0].answers if answer.id == "told")
    assert f"Press Enter for: {told.words.standard}\n" in done.err


def test_a_question_mark_shows_the_hints_and_asks_again(folder: Path, command: Command) -> None:
    done = command("match", "engagement.csv", "--plain", typed=EVERY.replace("5\nd", "?\n5\nd", 1))
    assert done.code == 0
    hint = LADDER.questions[0].answers[0].hint
    assert hint
    assert done.err.count(f"{hint.standard}\n") == 1


def test_d_is_no_reply_where_a_row_has_no_name(folder: Path, command: Command) -> None:
    (folder / "a.csv").write_text("Activity,voice,x\nA,Survey,\n,Survey,1\n", encoding="utf-8")
    done = command("match", "a.csv", typed="\n\n\n0\n0\n0\nd\n5\n\n")
    assert done.code == 0
    assert done.err.count("Please type a number from the list") == 1


CHANGES: dict[str, tuple[str, Said, tuple[str, ...]]] = {
    "a word": ("6\n4\n", {("answers", VOICE, "Survey"): "told"}, ()),
    "a single row": ("22\nn\n", {("rows", "Day centre forum", VOICE): None}, ()),
    "a word that differs from row to row": (
        "7\nn\n",
        {("answers", VOICE, "Workshops"): None},
        ("Day centre forum", "Dementia cafe", "Shared garden"),
    ),
    "a word that does so now": (
        "6\nd\n1\n1\n1\n",
        {("rows", name, VOICE): "absent" for name in ("Lunch club", "GP phone survey", "Budget talks")},
        ("Survey",),
    ),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_number_at_the_last_look_changes_one(kind: str, folder: Path, command: Command) -> None:
    typed, new, gone = CHANGES[kind]
    done = command("match", "engagement.csv", "--plain", typed=f"{EVERY.removesuffix(chr(10))}99\n{typed}\n")
    assert done.code == 0
    assert done.err.count("Please check\n") == 2
    assert "Please press Enter, or type a number from 1 to 26, or q." in done.err
    found = said_in((folder / "engagement.match.yaml").read_text(encoding="utf-8"))
    kept = {path: value for path, value in said_in(WRITTEN).items() if {*gone}.isdisjoint(path)}
    assert found == kept | new


def test_another_column_has_other_words(folder: Path, command: Command) -> None:
    (folder / "a.csv").write_text("Name,Work,Say\nA,x,z\nB,y,z\n", encoding="utf-8")
    typed = "\n1\n1\n1\n0\n0\nd\n4\nn\n5\n"
    changed = "2\n0\n3\n0\n"
    done = command("match", "a.csv", "--plain", typed=f"{typed}{changed}\n")
    assert done.code == 0
    found = read_yaml((folder / "a.match.yaml").read_bytes()).value
    assert found == {"columns": {"activity": "Name"} | dict.fromkeys(QUESTIONS)}


@pytest.mark.parametrize(
    ("columns", "options"), [(80, ()), (40, ("--easy",)), (80, ("--plain",))], ids=["80", "40 easy", "plain"]
)
def test_the_conversation_looks_as_agreed(
    columns: int,
    options: tuple[str, ...],
    folder: Path,
    command: Command,
    golden: Golden,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", "24")
    rows = "Project,What\nLunch club,Survey\nForum,Workshop\nBus pass,Workshop\nChoir,Told\n"
    (folder / "a.csv").write_text(f"Our log\n{rows}", encoding="utf-8")
    done = command("match", "a.csv", *options, typed="\n\n1\n0\n0\n0\nd\n5\n\n6\n\n\n")
    assert done.code == 0
    golden("match", " ".join((f"{columns} columns", *options)), done.err)


def test_the_last_look_says_what_was_said(folder: Path, command: Command) -> None:
    done = command("match", "engagement.csv", "--plain", typed=EVERY)
    _, found = done.err.split("Please check\n")
    lines = found.splitlines()
    assert lines[0] == "1. Activity: Project"
    assert lines[1] == f"2. {LADDER.questions[0].words.standard} What people did"
    asked = LADDER.questions[0].words.standard
    assert lines[6] == f"7. {asked} Workshops: it differs from row to row"
    assert len([line for line in lines if line[:1].isdigit()]) == 26


@pytest.mark.parametrize("typed", ["", "q\n", COLUMNS, f"{COLUMNS}q\n", EVERY.removesuffix("\n")])
def test_whoever_leaves_leaves_no_file(typed: str, folder: Path, command: Command) -> None:
    done = command("match", "engagement.csv", typed=typed)
    assert (done.code, done.out) == (66, "")
    assert done.err.endswith("Nothing was saved.\n")
    assert [file.name for file in folder.iterdir() if "match" in file.name] == []


ERRORS = {
    "a heading that the table lacks": (
        "report engagement.csv --match other.yaml",
        65,
        'error: engagement.csv: nothing was read: activity: "Projects" under columns in other.yaml: no '
        'column has this heading; did you mean "Project"?',
    ),
    "a heading that the table lacks, at match": (
        "match engagement.csv --match other.yaml --draft",
        65,
        'error: columns: no column has the heading "Projects"; did you mean "Project"?',
    ),
    "--map beside --match": (
        "assess engagement.csv --match other.yaml --map voice=x",
        2,
        "error: --map cannot be used with --match; name columns in other.yaml",
    ),
    "a match file with a fault": (
        "report engagement.csv --match wrong.yaml",
        65,
        'error: wrong.yaml: line 1, column 11: columns.voize: there is no "voize"; did you mean "voice"?',
    ),
    "no match file": (
        "report engagement.csv --match none.yaml",
        66,
        "error: none.yaml: this file cannot be opened: No such file or directory",
    ),
    "no sheet": (
        "match none.csv",
        66,
        ("error: none.csv: this file cannot be opened: No such file or directory"),
    ),
    "a file that is there": (
        "match engagement.csv --draft --output other.yaml",
        73,
        "error: other.yaml: this file already exists; add --force to replace it",
    ),
    "the match file to be written over": (
        "report engagement.csv --match other.yaml --output other.yaml --force",
        73,
        "error: other.yaml: this file is being read; choose another name to write to",
    ),
    "its own table to be written over": (
        "match engagement.csv --output engagement.csv --force",
        73,
        "error: engagement.csv: this file is being read; choose another name to write to",
    ),
    "its own table, for a draft": ("match link.csv --draft -o engagement.csv --force", 73, "is being read"),
    "a folder": ("match .", 66, "error: .: this file cannot be opened: Is a directory"),
    "an empty sheet": ("match empty.csv", 65, "empty.csv: no records were found"),
    "no table": ("match locked.pdf", 65, "error: locked.pdf: nothing was read: this is a PDF; "),
}


@pytest.mark.parametrize("kind", ERRORS)
def test_what_cannot_be_done_is_said(kind: str, folder: Path, command: Command) -> None:
    (folder / "other.yaml").write_text(WRITTEN.replace("Project", "Projects"), encoding="utf-8")
    (folder / "wrong.yaml").write_text("columns: {voize: A}\n", encoding="utf-8")
    (folder / "empty.csv").touch()
    (folder / "locked.pdf").write_bytes(b"%PDF-1.7")
    (folder / "link.csv").symlink_to("engagement.csv")
    table = (folder / "engagement.csv").read_bytes()
    line, code, said = ERRORS[kind]
    done = command(*line.split())
    assert (done.code, done.out, (folder / "engagement.csv").read_bytes()) == (code, "", table)
    assert said in done.err


def test_a_table_with_unknown_words_ends_with_the_way_to_match(folder: Path, command: Command) -> None:
    line = ("--map", "voice=What people did")
    for name in ("assess", "report"):
        done = command(name, "engagement.csv", *line)
        assert done.code == 65
        assert done.err.endswith("to say what your own words mean, type: coproladder match engagement.csv\n")
    records = command("assess", data=b'{"activity": "Club", "voice": "Survey"}')
    assert records.code == 65
    assert "match" not in records.err
    (folder / "some.yaml").write_text(WRITTEN.replace("    Survey: answer\n", ""), encoding="utf-8")
    done = command("report", "engagement.csv", "--match", "some.yaml")
    assert done.err.endswith("coproladder match engagement.csv --match some.yaml\n")


def test_the_last_file_to_be_matched_may_be_standard_input(command: Command) -> None:
    done = command("assess", data=b"voice\nSurvey\n")
    assert done.err.endswith("to say what your own words mean, type: coproladder match FILE\n")


def test_one_column_that_was_named_is_enough_to_find_the_headings(folder: Path, command: Command) -> None:
    (folder / "a.csv").write_text("A log of ours\n\nWhat,Other\ntold,x\n", encoding="utf-8")
    (folder / "a.yaml").write_text("columns: {voice: What}\n", encoding="utf-8")
    done = command("assess", "a.csv", "--match", "a.yaml", "--json")
    assert (done.code, done.records[0]["voice"]) == (0, "told")


def test_a_match_file_that_is_there_is_not_written_over_but_added_to(folder: Path, command: Command) -> None:
    (folder / "a.csv").write_text("Project,What\nForum,Chat\n", encoding="utf-8")
    shown = command("match", "a.csv", typed="\n1\n1\n0\n0\n0\n6\n\n")
    assert shown.code == 0
    before = (folder / "a.match.yaml").read_text(encoding="utf-8")
    refused = command("match", "a.csv", typed="")
    line = "coproladder match a.csv --match a.match.yaml --force"
    said = f"error: a.match.yaml: this file already exists; to be asked what is new alone: {line}\n"
    assert (refused.code, refused.err) == (73, said)
    (folder / "a.csv").write_text("Project,What\nForum,Chat\nClub,Visit\n", encoding="utf-8")
    again = command(*shlex.split(line)[1:], typed="\n5\n\n")
    assert (again.code, '"Chat"' in again.err, '"Visit"' in again.err) == (0, False, True)
    after = (folder / "a.match.yaml").read_text(encoding="utf-8")
    assert body(after) == body(before) + "    Visit: answer\n"


OWN = "A log of ours,,\n\nWhat,Who,Other\nsang,x,y\n"


def test_headings_in_words_of_their_own_below_a_title_are_found_and_match_is_named(
    folder: Path, command: Command
) -> None:
    (folder / "a.csv").write_text(OWN, encoding="utf-8")
    done = command("assess", "a.csv")
    fault, hint = done.err.splitlines()
    assert (done.code, fault) == (
        65,
        "error: a.csv: nothing was read: the headings seem to be in row 3, and none of them is a question",
    )
    assert hint == "to say what your own words mean, type: coproladder match a.csv"
    (folder / "a.yaml").write_text("columns: {voice: Whatt}\n", encoding="utf-8")
    done = command("assess", "a.csv", "--match", "a.yaml")
    assert (done.code, 'no column has this heading; did you mean "What"?' in done.err) == (65, True)


def test_a_translation_asks_in_its_own_words(folder: Path, command: Command) -> None:
    ladder = write_translation(folder)
    (folder / "a.csv").write_text("«a»,«b»,«c»\n«d»,«e»,«f»\n", encoding="utf-8")
    done = command(
        "match", "a.csv", "--ladder", str(ladder), "--plain", typed="\nx\n1\n1\n1\n0\n0\nd\n?\nn\n1\n\n"
    )
    assert done.code == 0
    outside = [line for line in done.err.splitlines() if "«" not in line]
    assert outside == []


def test_answers_for_what_no_record_is_called_are_warned_of(folder: Path, command: Command) -> None:
    (folder / "a.csv").write_text("activity,voice\nForum,told\n", encoding="utf-8")
    (folder / "b.jsonl").write_text('{"activity": "Walk", "voice": "told"}\n', encoding="utf-8")
    rows = '"forum": {voice: learn}, Walk: {voice: learn}, Talk: {voice: learn}'
    (folder / "m.yaml").write_text(f"rows: {{{rows}}}\n", encoding="utf-8")
    said = "warning: the match file has answers under rows for what no record is called: "
    done = command("report", "a.csv", "b.jsonl", "--match", "m.yaml")
    assert f'{said}"talk"\n' in done.err
    done = command("assess", "a.csv", "--match", "m.yaml", "--json")
    assert (done.code, done.records[0]["voice"]) == (0, "learn")
    assert f'{said}"talk", "walk"\n' in done.err


def test_more_headings_than_can_be_read_are_refused(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "wide.csv"
    headings = ["Project", *(f"Column {at}" for at in range(5_000))]
    file.write_text(f"{','.join(headings)}\n{','.join('a' for _ in headings)}\n", encoding="utf-8")
    done = command("match", str(file))
    limit = "there are 5,001 fields, but 5,000 is the limit; take out what you do not need"
    assert (done.code, done.err) == (65, f"error: {limit}\n")
    assert [*tmp_path.iterdir()] == [file]
