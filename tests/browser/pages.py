"""Writes every page as HTML into a folder, hostile text among them, for the checks in a browser."""

import sys
from collections.abc import Iterator
from pathlib import Path

from coproladder.commands.app import run
from coproladder.ladder.load import load_guide, load_interface, load_ladder
from coproladder.ladder.records import Ladder
from coproladder.ladder.wording import Wording
from coproladder.pages.assessment import assessment_page, many_page
from coproladder.pages.plan import plan_page
from coproladder.pages.reference import paper_form, rules_page
from coproladder.pages.report_page import report_page
from coproladder.pages.topics import all_pages, whole_guide_page
from coproladder.placing.activity import Activity
from coproladder.placing.classify import classify
from coproladder.placing.vocabulary import make_activity
from coproladder.render import html_page as html
from coproladder.render.blocks import Drawing, DrawnRung, Facts, Heading, Items, Links, Page, Paragraph, Table
from coproladder.report.summary import Report, make_report

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}",
    "[x](javascript:alert(1))",
    "=HYPERLINK('https://evil.example')",
    "\x1b[2J \u202eevil",
    "a-very-long-word-" * 30,
)


def pages(ladder: Ladder) -> dict[str, Page]:
    """Return every page under the name of its file."""
    guide = load_guide(ladder)
    found: dict[str, Page] = {}
    records = [(f"record-{number}", each) for number, each in enumerate(full_records(ladder))]
    for words in ("standard", "easy"):
        wording = Wording(ladder, load_interface(ladder), easy=words == "easy")
        known = {"activity": "Forum", "voice": "discuss", "called": "co-production", "basis": "promised"}
        known |= {"comment": "Notes", "voice_reason": "Two evenings", "decides_reason": "The minutes"}
        activity = make_activity(ladder, known)
        here = [
            *all_pages(guide, wording),
            ("guide", whole_guide_page(guide, wording)),
            ("questions", paper_form(wording)),
            ("plan", plan_page([(activity, classify(ladder, activity))], wording, guide)),
            ("rules", rules_page(wording)),
            ("assess", assessment_page(activity, classify(ladder, activity), wording)),
            *((name, assessment_page(each, classify(ladder, each), wording)) for name, each in records),
            (
                "assess-many",
                many_page([(each, classify(ladder, each)) for _, each in records], wording),
            ),
            *((name, report_page(report, wording)) for name, report in reports(ladder).items()),
        ]
        found |= {f"{command.replace(' ', '-')}-{words}": page for command, page in here}
    return found


def full_records(ladder: Ladder) -> Iterator[Activity]:
    """Yield records with every field, those with the most to say among them."""
    fields = {
        "activity": "Thursday forum on the new timetable of the day centre",
        "date": "2026-05-14",
        "level": "service",
        "stage": "plan",
        "answered_by": "staff, with people who use the day centre",
        "called": "co-production",
        "comment": "Rests on the notes of three meetings and on what people said afterwards.",
        "basis": "promised",
        **{question.reason: "The minutes of the meeting in May" for question in ladder.questions},
    }
    yield make_activity(ladder, fields)
    for voice, influence, decides, delivery in (
        ("absent", "none", "services", "none"),
        ("answer", "some", "together", "some"),
        ("discuss", "some", "people", "throughout"),
        ("design", "genuine", "listens", "throughout"),
        ("design", "genuine", "people", "throughout"),
    ):
        answers = {"voice": voice, "influence": influence, "decides": decides, "delivery": delivery}
        yield make_activity(ladder, fields | answers)
    # Of all answers, those with the most notes; the comment is as long as people write one.
    most = {"voice": "answer", "influence": "none", "decides": "people", "delivery": "some"}
    comment = {"comment": "It rests on the minutes of six meetings and on what people said afterwards. " * 4}
    yield make_activity(ladder, fields | most | {"called": "informing"} | comment)


def reports(ladder: Ladder) -> dict[str, Report]:
    """Return reports on nothing, one activity, its views, all that can be in one, hostile text."""
    fields = ("activity", "answered_by", "date", "called", "voice", "influence")
    forum = {"activity": "Day centre", "voice": "design", "influence": "genuine", "decides": "together"}
    kept = [
        forum | {"basis": "promised", "date": "2026-01", "stage": "plan"},
        forum
        | {"basis": "happened", "decides": "people", "stage": "do", "decides_reason": "The minutes of May"},
        forum | {"basis": "happened", "voice": "told", "stage": "review", "comment": HOSTILE[0]},
    ]
    told = [
        ("Forum", "staff", "2025", "co-production", "design", "genuine"),
        ("Forum", "staff", "2026-05-04", "co-production", "design", None),
        ("Forum", "people who use services", "2026-05", "engagement", "answer", "none"),
        ("Leaflet", "staff", "2026-02", "informing", "told", "none"),
        ("Leaflet", "people who use services", "2026-02-03", None, None, None),
        *((f"Survey {number}", "a coder", None, "engagement", "answer", "none") for number in range(25)),
    ]
    many = [make_activity(ladder, dict(zip(fields, each, strict=True))) for each in told]
    more = [make_activity(ladder, each) for each in kept]
    hostile = [
        make_activity(ladder, {"activity": text, "answered_by": who, "date": date, "called": "7"})
        for text in HOSTILE
        for who in HOSTILE[:3]
        for date in ("2025", "2026")
    ]
    return {
        "report-none": make_report(ladder, [], ["level"]),
        "report-one": make_report(ladder, many[:1]),
        "report-many": make_report(ladder, [*many, *more], ["year", "answered_by"], reasons=True),
        "report-views": make_report(ladder, more, reasons=True),
        "report-hostile": make_report(ladder, hostile, ["answered_by"]),
    }


def hostile_page() -> Page:
    """Return a page on which every text wants to be more than text."""
    whole = " ".join(HOSTILE)
    return Page(
        HOSTILE[0],
        (
            Heading(whole),
            *(Paragraph(text) for text in HOSTILE),
            Items(HOSTILE),
            Items(HOSTILE, "checklist"),
            Links(tuple((text, None) for text in HOSTILE)),
            Facts(tuple((text, text) for text in HOSTILE)),
            Table(whole, HOSTILE[:3], (HOSTILE[3:6],)),
            Drawing(whole, (DrawnRung(1, whole, whole, whole, HOSTILE[1]),)),
        ),
        subject=HOSTILE[2],
    )


def main() -> None:
    """Write the pages into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in {**pages(load_ladder()), "hostile": hostile_page()}.items():
        (folder / f"{name}.html").write_text(html.render(page), encoding="utf-8")
    examples = Path(__file__).parents[2] / "examples"
    for name in ("form-export", "coder-ann", "activities"):
        # From the spreadsheet to the page, as the command does it.
        page_file = str(folder / f"report-{name}.html")
        options = ["--format", "html", "--by", "answered_by", "--output", page_file]
        if code := run(["report", str(examples / f"{name}.csv"), *options]):
            sys.exit(code)


if __name__ == "__main__":
    main()
