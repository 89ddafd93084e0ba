"""Builds the page of a report: on one activity its views, on many who is on which rung and what is next."""

from collections import Counter
from collections.abc import Iterator, Sequence

from coproladder.ladder.wording import Wording
from coproladder.pages import comparison as compared
from coproladder.pages import report_tables as tables
from coproladder.pages.agreement_page import agreement_blocks
from coproladder.pages.reference import drawing
from coproladder.render import blocks as b
from coproladder.report.findings import held_back, open_questions
from coproladder.report.summary import Report, by_place
from coproladder.report.views import OFF_RUNGS, State, Views

MOST_NAMED = 30
"""How many names stand on a rung of the drawing; the table of every activity has them all."""

MOST_SIGNS = 30
"""How many signs stand on a rung of the drawing; of more activities each stands for several."""

MOST_DRAWN = 30
"""How many activities have a ladder of their own; others with several views take a line."""

QUESTIONS_OF_MANY = 2
"""How many questions are shown of each activity whose views part, where there are many activities."""


def report_page(
    report: Report,
    wording: Wording,
    most: int | None = None,
    named: int = MOST_NAMED,
    title: str = "",
    made: str = "",
    closing: bool = False,
) -> b.Page:
    """Return the whole report, with a title of its own if there is one, and how it was `made`.

    With `most`, long lists show no more than that and say how much there is, and so do names with `named`.
    With `closing` it ends with what it comes to, so that this is in sight when a prompt comes back.
    """
    views = report.activities[0] if len(report.activities) == 1 < len(report.placed) else None
    if views:
        whole, blocks = compared.seen_on(views, wording), _one_blocks(report, views, wording)
    else:
        whole, blocks = whole_in_words(report.activities, wording), _many_blocks(report, wording, named)
    if not title:
        number, left_out = len(report.activities), report.not_read.activities + report.activities_outside
        counted = wording.counted("activities", number + left_out)
        part = wording.phrase("report_on_part", count=wording.number(number), activities=counted)
        title = whole if views else part if left_out else wording.phrase("report_on", what=counted)
    for_whom = (wording.paragraph("report_for_whom"),) if wording.easy else ()
    begin = (*for_whom, *(() if title == whole else (b.Paragraph(whole),)))
    end = (b.Paragraph(whole),) if closing and report.placed else ()
    found = (*begin, *blocks, *_end_blocks(report, wording, made), *end)
    return wording.page(title, tables.shortened(found, most, wording))


def whole_in_words(activities: Sequence[Views], wording: Wording) -> str:
    """Return how many activities are on each rung or on none for sure, and how many are called more."""
    if not activities:
        return wording.phrase("no_activities")
    places = by_place(activities)
    counts = [
        wording.phrase(phrase, count=wording.number(len(places[place])), rung=place)
        for place, phrase in _says(wording).items()
        if place in places
    ]
    counted, said = wording.counted("activities", len(activities)), wording.phrase("comma").join(counts)
    whole = wording.phrase("whole", activities=counted, counts=said)
    # By every view that has a name for it.
    gaps = ([view.assessment.gap for view in each.views] for each in activities)
    higher = sum(min((gap for gap in each if gap is not None), default=0) > 0 for each in gaps)
    return f"{whole} {wording.counted('whole_called', higher)}" if higher else whole


def _one_blocks(report: Report, views: Views, wording: Wording) -> Iterator[b.Block]:
    """Yield one activity: its views first, then what was promised, then question by question."""
    strip, words, *questions = compared.views_blocks(views, wording)
    yield from (strip, words) if views.views else (strip,)
    yield wording.paragraph("each_mark" if views.views else "each_mark_promise")
    yield from _kept_blocks(report, wording)
    if views.promises:
        yield wording.heading("promised_and_happened")
        yield from compared.promise_blocks(views, wording)
    yield from wording.section("answers_part", *questions)
    yield from wording.section("answers_agree", compared.agreed(views, wording))
    yield from wording.section("next_steps", b.Items(_steps(report, wording)))


def _many_blocks(report: Report, wording: Wording, named: int) -> Iterator[b.Block]:
    """Yield many activities: how many are where, views that differ, promises, what comes next, each one."""
    activities = report.activities
    yield _ladder(activities, wording, named)
    if len(report.placed) != len(activities):
        records, number = map(wording.number, (len(report.placed), len(activities)))
        yield wording.paragraph("counted_once", records=records, activities=number)
    yield from _kept_blocks(report, wording)
    several = sorted((each for each in activities if len(each.views) > 1), key=lambda each: -each.apart)
    drawn = [each for each in several[:MOST_DRAWN] if each.apart]
    if drawn:
        yield from (wording.heading("views_apart"), wording.paragraph("each_mark"))
    for each in drawn:
        yield b.Heading(compared.seen_on(each, wording), level=3)
        yield from compared.views_blocks(each, wording, QUESTIONS_OF_MANY)
    others = several[len(drawn) :]
    lines = ((compared.name_of(each, wording), compared.views_in_words(each, wording)) for each in others)
    yield from wording.section("views_in_words", b.Facts(tuple(lines)))
    # Promises that someone has answered on come first.
    if promised := sorted((each for each in activities if each.promises), key=lambda each: not each.views):
        yield wording.heading("promised_and_happened")
    for each in promised:
        yield b.Heading(compared.name_of(each, wording), level=3)
        yield from compared.promise_blocks(each, wording)
    yield from wording.section("next_steps", b.Items(_steps(report, wording)))
    yield from tables.every_blocks(activities, wording)


def _end_blocks(report: Report, wording: Wording, made: str) -> Iterator[b.Block]:
    """Yield stages, coders, fields and reasons, what each rung means, and where all this is from."""
    yield from tables.stage_blocks(report.activities, wording)
    if len(report.activities) > 1:
        yield from agreement_blocks(report, wording)
    for field, table in report.by.items():
        yield from tables.breakdown_blocks(field, table, wording)
    columns = wording.phrases("plan_who", "answer", "reason")
    reasons = (
        b.Table(compared.name_of(each, wording), columns, tuple(compared.reason_rows(each, wording)))
        for each in report.activities
    )
    yield from wording.section("reasons_title", *reasons)
    rungs = reversed(wording.ladder.rungs) if report.placed else ()
    meanings = ((f"{rung.number} {rung.name}", wording.say(rung.summary)) for rung in rungs)
    yield from wording.section("rung_meanings", b.Facts(tuple(meanings)))
    about = wording.ladder.about
    version = wording.facts({"ladder": wording.phrase("ladder_version", id=about.id, version=about.version)})
    yield from wording.section(
        "where_from", about.credit if wording.cited else None, version, b.Paragraph(made) if made else None
    )


def _kept_blocks(report: Report, wording: Wording) -> Iterator[b.Block]:
    """Yield what is not in the report: records of another time, and what could not be read."""
    ends = {"first": report.period.first, "last": report.period.last}
    if dated := {name: wording.date(end) for name, end in ends.items() if end}:
        undated = sum(not each.date for each in report.placed)
        counts = {"period_outside": report.outside, "period_undated": undated}
        said = (wording.counted(phrase, count) for phrase, count in counts.items() if count)
        yield b.Paragraph(" ".join((wording.phrase(f"period_{'_'.join(dated)}", **dated), *said)))
    if report.earlier:
        found, version = wording.listed(report.earlier), wording.ladder.about.version
        yield wording.paragraph("form_other_version", found=found, version=version)
    yield from tables.not_read_blocks(report.not_read, wording)


def _says(wording: Wording) -> dict[int | State, str]:
    """Return the phrase that says how many activities are on each rung, top one first, and on none."""
    on_rung: dict[int | State, str] = dict.fromkeys(range(len(wording.ladder.rungs), 0, -1), "whole_on")
    return on_rung | {0: "whole_off"} | {state: f"whole_{state}" for state in OFF_RUNGS}


def _ladder(activities: Sequence[Views], wording: Wording, named: int) -> b.Drawing:
    """Return the ladder with the names of the activities on each rung, and below it those on none."""
    places, parts, below = by_place(activities), {}, []
    longest = max((MOST_SIGNS, *map(len, places.values())))
    for place, phrase in _says(wording).items():
        there = places.get(place, [])
        names = [compared.name_of(each, wording) for each in there[:named]]
        if len(there) > named:
            names.append(wording.phrase("names_more", count=wording.number(len(there) - named)))
        count, text = wording.number(len(there)), wording.phrase("between_names").join(names)
        if there and isinstance(place, int) and place:
            signs = -(-len(there) * MOST_SIGNS // longest)
            said = wording.phrase("label_then", label=count, text=text)
            parts[wording.ladder.rungs[place - 1].id] = ((signs, said),)
        elif there:
            label = wording.phrase(phrase, count=count)
            below.append(wording.phrase("label_then", label=label, text=text))
    return drawing(wording, parts=parts, below=tuple(below))


def _steps(report: Report, wording: Wording) -> tuple[str, ...]:
    """Return what would bring activities to their next rung, or what to find out, the most common first."""
    counts, unknown = Counter[str](), Counter[str]()
    for held in held_back(each for each in report.activities if each.state == "on_rung"):
        step = wording.way_to(held.question, held.needs)
        counts[step] += held.count
        unknown[step] += held.not_known
    alone = report.activities if len(report.activities) == 1 else ()
    for asked in open_questions(report.ladder, report.activities):
        at = report.ladder.questions.index(asked.question)
        # Of one activity the page says who has not answered a question that others did.
        if not any(view.answers[at] for each in alone for view in each.views):
            counts[wording.phrase("plan_find_out", question=wording.say(asked.question.words))] = asked.count
    says, lines = "step_may_be_there" if alone else "step_not_known", []
    for step, count in counts.most_common():
        lines.append(step if alone else wording.counted("step_for", count, step=step))
        if unknown[step]:
            lines[-1] += " " + wording.phrase(says, unknown=wording.number(unknown[step]))
    return tuple(lines)
