"""What the documents say is what happens."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import webbrowser
from pathlib import Path

import pytest
import yaml
from conftest import LADDER, ROOT, Command, clean_environment

import coproladder
from coproladder.commands.parser import EXAMPLES

README = (ROOT / "README.md").read_text(encoding="utf-8")
PACKAGE = (ROOT / "PACKAGE.md").read_text(encoding="utf-8")
PAGES = {"README.md": README, "PACKAGE.md": PACKAGE} | {
    f"docs/{file.name}": file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs").glob("*.md"))
}
"""What users read, by its path."""

LINKED = [
    *PAGES,
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "examples/README.md",
    "benchmarks/README.md",
]
BLOCKS = [
    (page, *block)
    for page, text in PAGES.items()
    for block in re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    if page != "docs/gate.md"
]
"""Blocks of code with their page, but those that tests/test_gate.py runs."""
TRANSCRIPTS = [tuple(text.removeprefix("$ ").split("\n", 1)) for _, kind, text in BLOCKS if kind == "console"]
WRITING = [line for _, kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
SETTING_UP = [line for line in WRITING if line.startswith("python3 -m venv ")]
LONGEST_README, LONGEST_ENTRY = 120, 120
COMMANDS = (
    *("show", "assess", "tips", "principles", "questions", "rules", "guide", "report", "form", "practise"),
    *("check", "match", "site"),
)


def expected(transcript: str) -> str:
    """Return a pattern in which three dots stand for any lines, or for the rest of a line."""
    lines = []
    for line in transcript.splitlines():
        if line == "...":
            lines.append(r"(?:.*\n)*?")
        elif line.endswith("..."):
            lines.append(re.escape(line.removesuffix("...")) + r".*\n")
        else:
            lines.append(re.escape(line) + r"\n")
    return "".join(lines)


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as for a reader at a terminal, who is asked nothing."""
    environment = clean_environment() | {"BROWSER": "true"}
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    ours, theirs = os.openpty()
    try:
        return subprocess.run(
            line,
            shell=True,
            cwd=folder,
            env=environment,
            stdin=theirs,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(("line", "transcript"), TRANSCRIPTS, ids=[line for line, _ in TRANSCRIPTS])
def test_pages_show_what_is_printed(line: str, transcript: str) -> None:
    done = run(line, ROOT)
    assert re.fullmatch(expected(transcript), done.stdout), done.stdout


@pytest.mark.parametrize("line", [line for line in WRITING if line not in SETTING_UP])
def test_commands_of_the_pages_write_their_files(line: str, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "answers").mkdir()
    shutil.copy(ROOT / "examples" / "two-views.json", tmp_path / "answers")
    done = run(line, tmp_path)
    assert done.returncode == 0, done.stderr
    words = shlex.split(line)
    written = f"{words[2]}/index.html" if words[1] == "site" else words[words.index("--output") + 1]
    assert (tmp_path / written).is_file()


def test_every_block_is_run() -> None:
    assert {kind for _, kind, _ in BLOCKS} == {"console", "python", "sh", "yaml"}
    fences = {page: text.count("```") for page, text in PAGES.items()}
    assert sum(fences.values()) - fences["docs/gate.md"] == 2 * len(BLOCKS)


def test_yaml_of_the_pages_is_that_of_an_example() -> None:
    files = [file.read_text(encoding="utf-8") for file in (ROOT / "examples").glob("*.yaml")]
    assert all(text in files for _, kind, text in BLOCKS if kind == "yaml")


@pytest.mark.parametrize("code", [text for _, kind, text in BLOCKS if kind == "python"])
def test_python_of_the_pages_prints_its_comments(code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "".join(re.findall(r"^# (.*\n)", code, re.MULTILINE))


def test_python_page_has_every_public_name() -> None:
    names = re.findall(r"`[^`\n]+`", PAGES["docs/python.md"])
    for name in coproladder.__all__:
        assert any(re.search(rf"\b{name}\b", each) for each in names), name


def test_readme_has_the_two_commands() -> None:
    assert [command.split("&& ")[-1] for command in SETTING_UP] == [
        ".venv/bin/coproladder assess examples/activity.json",
        ".venv/bin/pytest",
    ]


def test_readme_is_short_and_leads_to_every_page() -> None:
    assert len(README.splitlines()) <= LONGEST_README
    linked = {target.split("#")[0] for target in LINK.findall(README)}
    pages = {page for page in PAGES if page.startswith("docs/")}
    assert pages <= linked
    for page in pages:
        assert "](../README.md)" in PAGES[page].split("\n## ")[0]


LINK = re.compile(r"\]\(([^)\s]+)\)")


def anchors(text: str) -> set[str]:
    """Return what the headings of a page are called in links to them."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"(?ms)^```.*?^```$", "", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_page_on_an_index_needs_no_address_of_ours() -> None:
    targets = LINK.findall(PACKAGE)
    assert targets
    assert [target for target in targets if not target.startswith("https://")] == []


@pytest.mark.parametrize("page", LINKED)
def test_links_lead_somewhere(page: str) -> None:
    for target in LINK.findall((ROOT / page).read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("page", PAGES)
def test_pages_name_only_options_and_commands_that_there_are(page: str, command: Command) -> None:
    known = {*COMMANDS, "help"}
    helped = command("--help").out + "".join(command(name, "--help").out for name in known)
    code = re.findall(r"`([^`\n]+)`", re.sub(r"(?ms)^```.*?^```$", "", PAGES[page]))
    for text in code:
        for option in re.findall(r"(?<!\S)--[a-z-]+", text):
            assert option in helped, text
        if found := re.match(r"coproladder ([a-z]+)", text):
            assert found[1] in known, text


@pytest.mark.parametrize("page", PAGES)
def test_tables_fit_a_phone(page: str) -> None:
    for line in PAGES[page].splitlines():
        assert not line.startswith("|") or line.count("|") == 3, line


DRAWN = "[\u2500-\u259f\x1b]"


@pytest.mark.parametrize("name", [*COMMANDS, "help"])
def test_every_command_has_help_that_ends_with_two_examples_and_is_in_the_readme(
    name: str, command: Command
) -> None:
    done = command(name, "-h")
    assert (done.code, done.err) == (0, "")
    assert done.out == command(name, "--help").out == command("help", name).out
    assert done.out.startswith(f"Usage: coproladder {name}")
    assert not re.search(DRAWN, done.out)
    *_, heading, one, other = done.out.splitlines()
    assert heading == "Examples:"
    assert f"coproladder {name}" in one
    assert f"coproladder {name}" in other
    assert f"`{name}" in README or f"coproladder {name}" in README


def test_help_lists_every_command_with_a_whole_summary(command: Command) -> None:
    shown = command("--help").out
    summaries = shown.split("Place activities:\n", 1)[1]
    listed = re.findall(r"^  (\w+)  +\S", summaries, re.MULTILINE)
    assert sorted(listed) == sorted((*COMMANDS, "help"))
    assert "..." not in summaries
    assert not re.search(DRAWN, shown)
    assert shown == command("help").out
    assert {*re.findall(r"^  (\w+)  +\S", command().out, re.MULTILINE)} == {*listed}


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines][1:])
def test_examples_in_the_help_work(
    line: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my").mkdir()
    for name, example in {
        "activities.csv": "activities.csv",
        "ann.csv": "coder-ann.csv",
        "bea.csv": "coder-bea.csv",
        "engagement.xlsx": "form-export.xlsx",
        "next.xlsx": "form-export.xlsx",
        "ladder.yaml": "arnstein.yaml",
        "my/ladder.yaml": "arnstein.yaml",
    }.items():
        shutil.copy(ROOT / "examples" / example, tmp_path / name)
    if "--match" in line:
        assert command("match", str(tmp_path / "engagement.xlsx")).code == 0
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda address: True)
    assert command(*shlex.split(line)[1:]).code == 0


def test_examples_readme_names_every_example() -> None:
    text = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    files = {file.name for file in (ROOT / "examples").iterdir()} - {"README.md"}
    assert set(re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)) == files


CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()


def test_entries_of_the_changelog_are_a_line_each_with_what_matters_first() -> None:
    newest = CHANGES[CHANGES.index(next(line for line in CHANGES if re.match(r"## \[\d", line))) :]
    headings = [line for line in newest if line.startswith("### ")]
    assert headings[:2] == ["### What changes for you", "### For scripts"]
    assert [line for line in newest if line.startswith("  ")] == []
    assert [line for line in newest if len(line) > LONGEST_ENTRY] == []


def test_what_is_cited_is_this_version_and_this_ladder() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == coproladder.__version__
    assert f"## [{coproladder.__version__}] - {citation['date-released']}" in CHANGES
    assert citation["authors"] == [{"name": "The coproladder team"}]
    cited = f"(version {coproladder.__version__}, ladder {LADDER.id})"
    assert cited in PAGES["docs/study.md"]
    guide = (ROOT / "data" / "guide.yaml").read_text(encoding="utf-8")
    assert [each["url"] in guide for each in citation["references"]] == [True]
