"""Pages as Markdown, HTML and SVG: valid, whole, and any text stays text."""

import html as html_text
import json
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import LADDER, ROOT, Command, Reader
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coproladder import load_ladder
from coproladder.base.text import visible
from coproladder.ladder.load import load_guide
from coproladder.render import html_page as html
from coproladder.render import markdown, svg
from coproladder.render.blocks import Drawing, DrawnRung, Facts, Items, Page, Paragraph, Table

sys.path.append(str(ROOT / "tests" / "browser"))
from pages import HOSTILE, hostile_page, pages

PAGES = pages(load_ladder())
MARKS = ("a | b", "`code`", "# title", "- item", "1. first", "1) first", "> quote", "***", "---", "===")
OUTSIDE = ("![x](http://evil.example/x.png)", "<http://evil.example>", "[a]: /b")
ODD = ("a\nb", "&amp;", "\\|", "~~a~~")
TEXTS = (*HOSTILE, *MARKS, *OUTSIDE, *ODD)


def same(text: str) -> str:
    return re.sub(r"\s+", " ", visible(text)).strip()


# Markdown


def inline(page: Page) -> Iterator[tuple[str, list[str]]]:
    """Yield the kind of each block that holds text, and the kinds of what stands in it."""
    kind = ""
    for token in MarkdownIt("commonmark").enable("table").parse(markdown.render(page)):
        if token.type.endswith("_open"):
            kind = token.type
        if token.type == "inline":
            yield kind, [child.type for child in token.children or []]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_markdown_shows_any_text_as_text(text: str) -> None:
    page = Page(text, (Paragraph(text), Items((text,)), Table("Table", ("A", "B"), (("row", text),))))
    kinds = dict.fromkeys(kind for _, inner in inline(page) for kind in inner)
    assert set(kinds) <= {"text", "text_special"}
    html_out = MarkdownIt("commonmark").enable("table").render(markdown.render(page))
    assert html_out.count("<td>") == 2
    shown = re.findall(r"<(?:h1|p|td)>(.*?)</(?:h1|p|td)>", html_out, re.DOTALL)
    assert [same(html_text.unescape(cell)) for cell in shown] == [same(text)] * 2 + [
        "Table:",
        "row",
        same(text),
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab 1.)#>-+*_`[]()!<>&|\\~=:/\n\t\"'$^{}@"), min_size=1))
def test_markdown_shows_any_marks_as_text(text: str) -> None:
    page = Page("T", (Paragraph(f"x{text}"), Paragraph(text)))
    rendered = MarkdownIt("commonmark").render(markdown.render(page))
    found = re.findall(r"<p>(.*?)</p>", rendered, re.DOTALL)
    wanted = [same(part) for part in (f"x{text}", text) if same(part)]
    assert [same(html_text.unescape(part)) for part in found] == wanted


def test_a_rung_of_the_ladder_has_its_summary_in_markdown(command: Command) -> None:
    top, shown = LADDER.rungs[-1], command("show", "-f", "markdown").out
    assert f"- **7 {top.name}** {top.summary.standard}\n" in shown.replace("\\", "")
    assert shown.endswith("\n")


def test_a_checklist_is_a_task_list(command: Command) -> None:
    shown = command("guide", "starting-a-group", "-f", "markdown").out
    assert shown.count("- [ ] ") > 10


@pytest.mark.parametrize("name", PAGES)
def test_markdown_keeps_the_headings_in_order(name: str) -> None:
    rendered = MarkdownIt().render(markdown.render(PAGES[name]))
    levels = [int(level) for level in re.findall(r"<h(\d)>", rendered)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


# HTML


def test_html_shows_hostile_text_as_text() -> None:
    reader = Reader(html.render(hostile_page()))
    tags = {tag for tag, _ in reader.elements}
    assert not tags & {"script", "img", "svg", "iframe", "object", "form"}
    assert not {name for _, attributes in reader.elements for name in attributes if name.startswith("on")}
    whole = same(" ".join(reader.text))
    assert [text for text in HOSTILE if same(text) not in whole] == []


@pytest.mark.parametrize("name", PAGES)
def test_html_needs_nothing_from_outside(name: str) -> None:
    reader = Reader(html.render(PAGES[name]))
    assert reader.elements[0] == ("html", {"lang": "en-GB", "dir": "ltr"})
    assert [tag for tag, _ in reader.elements].count("h1") == 1
    assert not [
        tag for tag, attributes in reader.elements if "src" in attributes or tag in ("link", "script")
    ]
    policy = next(attributes for _, attributes in reader.elements if "http-equiv" in attributes)["content"]
    assert policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_html_takes_the_language_of_the_ladder() -> None:
    page = Page("Ysgol", (), language="ar", direction="rtl")
    assert '<html lang="ar" dir="rtl">' in html.render(page)


# SVG


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["show-standard", "assess-easy"])
def test_svg_is_a_picture_with_its_text(name: str) -> None:
    picture = svg.render(PAGES[name])
    root = ElementTree.fromstring(picture)
    space = "{http://www.w3.org/2000/svg}"
    assert root.attrib["role"] == "img"
    assert [child.tag for child in root][:2] == [f"{space}title", f"{space}desc"]
    words = " ".join(element.text or "" for element in root.iter(f"{space}text"))
    for rung in load_ladder().rungs:
        assert rung.name in words
        assert rung.name in (root[1].text or "")
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def test_svg_fits_the_window_that_it_is_opened_in() -> None:
    root = ElementTree.fromstring(svg.render(PAGES["show-standard"]))
    assert (root.attrib["width"], root.attrib["style"]) == ("1600", "max-width: 100%; height: auto")


def test_description_of_a_drawing_says_what_is_on_each_rung_and_below() -> None:
    root = ElementTree.fromstring(svg.render(PAGES["report-many-standard"]))
    drawing = next(block for block in PAGES["report-many-standard"].blocks if isinstance(block, Drawing))
    said = [*(rung.summary for rung in drawing.rungs if rung.summary), *drawing.below]
    assert said
    assert [text for text in said if text not in (root[1].text or "")] == []


def test_svg_says_where_the_activity_is_in_words() -> None:
    root = ElementTree.fromstring(svg.render(PAGES["assess-standard"]))
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    marks = [word for word in words if word in ("at least here", "at most here")]
    assert marks == ["at most here", "at least here"]
    assert root[0].text == "Forum: Rung 4, Consultation, to rung 5, Engagement"


def box(root: ElementTree.Element) -> tuple[int, int]:
    return int(root.attrib["width"]), int(root.attrib["height"])


@pytest.mark.parametrize(
    "arguments",
    [
        "show",
        "show --easy",
        "show --ladder examples/arnstein.yaml",
        "assess examples/activity.json",
        "report examples/activities.csv",
    ],
)
def test_svg_is_as_wide_as_a_slide_with_credit(arguments: str, command: Command) -> None:
    root = ElementTree.fromstring(command(*arguments.split(), "-f", "svg").out)
    assert box(root) == (1600, 900)
    texts = [*root.iter("{http://www.w3.org/2000/svg}text")]
    assert max(int(text.attrib["y"]) for text in texts) < 890
    said = " ".join(text.text or "" for text in texts)
    assert ("Sherry Arnstein" if "arnstein" in arguments else "Advisory Group") in said


def test_svg_of_more_than_fits_a_slide_grows_and_cuts_nothing() -> None:
    summary = " ".join(f"word{number}" for number in range(400))
    drawing = Drawing("Ladder", tuple(DrawnRung(number, "A rung", summary, "") for number in (2, 1)))
    root = ElementTree.fromstring(svg.render(Page("Title", (drawing,))))
    assert box(root)[1] > 900
    words = " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))
    assert words.count("word399") == 2


def test_svg_points_at_the_middle_of_the_rung_that_is_marked() -> None:
    rungs = tuple(DrawnRung(number, "A rung", "x", "", "here" if number == 2 else "") for number in (3, 2, 1))
    root = ElementTree.fromstring(svg.render(Page("Title", (Drawing("Ladder", rungs),))))
    (pointer,) = root.iter("{http://www.w3.org/2000/svg}path")
    middle = int(pointer.attrib["d"].split("L")[1].split()[1])
    band = next(
        each for each in root.iter("{http://www.w3.org/2000/svg}rect") if each.attrib["class"] == "soft"
    )
    assert abs(int(band.attrib["y"]) + int(band.attrib["height"]) / 2 - middle) <= 1


def test_svg_has_contrast_in_light_and_dark() -> None:
    picture = svg.render(PAGES["assess-standard"])
    for part in picture.split("@media"):
        colours = dict(re.findall(r"\.(\w+) \{ fill: (#\w{6})", part))
        if "paper" in colours:
            for ground in ("paper", "soft"):
                assert contrast(colours["ink"], colours[ground]) >= 4.5
                assert contrast(colours["mark"], colours[ground]) >= 4.5
            assert contrast(colours["rail"], colours["paper"]) >= 3


@pytest.mark.parametrize("text", [*HOSTILE, "\ud800", "\x00", "\ufffe", "日本語の名前" * 30], ids=ascii)
def test_svg_shows_any_text_as_text(text: str) -> None:
    drawing = Drawing(text, (DrawnRung(1, text, text, text, text),))
    root = ElementTree.fromstring(svg.render(Page(text, (drawing,), subject=text)))
    kinds = {element.tag.rsplit("}", 1)[-1] for element in root.iter()}
    assert kinds == {"svg", "title", "desc", "style", "rect", "text", "path"}


def test_svg_of_a_page_without_a_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="no drawing"):
        svg.render(Page("Tips", (Paragraph("x"),)))


# The command


@pytest.mark.parametrize("output_format", ["markdown", "html", "svg"])
def test_an_assessment_is_a_record_to_file(output_format: str, command: Command) -> None:
    done = command("assess", "examples/activity.json", "-f", output_format)
    assert done.code == 0
    assert "Engagement" in done.out
    if output_format != "svg":
        for part in ("Thursday forum", "14 May 2026", "staff", "Rests on the notes", "tlap-co-production"):
            assert part in done.out.replace("\\", "")
        record = json.loads((ROOT / "examples" / "activity.json").read_text(encoding="utf-8"))
        for question in load_ladder().questions:
            answer = question.answers[question.rank(record[question.id])]
            assert answer.finding
            assert answer.finding.standard in done.out
        assert "thinklocalactpersonal.org.uk" in done.out


@pytest.mark.parametrize(
    "line", ["assess examples/activities.csv", "guide", "guide --all", "guide --all --easy"]
)
def test_many_pages_are_one_with_contents_that_lead_to_each(line: str, command: Command) -> None:
    reader = Reader(command(*line.split(), "--format", "html").out)
    headings = [
        (tag, attributes.get("id")) for tag, attributes in reader.elements if tag in ("h1", "h2", "h3")
    ]
    parts = [anchor for _, anchor in headings if anchor]
    links = [attributes.get("href") or "" for tag, attributes in reader.elements if tag == "a"]
    assert len(parts) == len(set(parts)) > 3
    assert [link[1:] for link in links if link.startswith("#part")] == parts
    assert headings[0] == ("h1", None)
    markdown_out = command(*line.split(), "--format", "markdown").out
    if line != "guide":
        assert all(
            f'<a id="{part}"></a>' in markdown_out and f"(<#{part}>)" in markdown_out for part in parts
        )


def test_contents_of_a_linear_text_have_no_addresses_within_it(command: Command) -> None:
    shown = command("guide", "--all", "--plain").out
    assert ("#part" in shown, "https://" in shown) == (False, True)
    for topic in load_guide(load_ladder()).topics:
        assert f"\n{topic.title}\n" in shown


def test_a_page_written_to_a_file_is_the_page_printed(command: Command, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert command("show", "-f", "html", "-o", str(target)) == (0, "", f"written to {target}\n")
    assert target.read_text(encoding="utf-8") == command("show", "-f", "html").out


@pytest.mark.parametrize(
    "line",
    ["show", "show 6", "tips", "principles", "questions", "rules", "guide glossary", "guide --find jargon"],
)
def test_json_of_a_page_is_ascii_and_names_its_ladder(line: str, command: Command) -> None:
    shown = command(*line.split(), "-f", "json").out
    assert shown.isascii()
    assert json.loads(shown)["ladder"] == "tlap-co-production/3"


def test_facts_and_a_drawing_stay_two_lists_in_markdown() -> None:
    page = Page("T", (Facts((("A", "1"),)), Drawing("Ladder", (DrawnRung(1, "Low", "Low.", "Low."),))))
    assert MarkdownIt().render(markdown.render(page)).count("<ul>") == 2
