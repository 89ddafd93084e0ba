"""Builds the parts of a report's page on one activity: its views, where they part, what was promised."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from coproladder.ladder.records import Question
from coproladder.ladder.wording import Wording
from coproladder.pages.assessment import name_or_number, place_in_words
from coproladder.pages.reference import drawing
from coproladder.render import blocks as b
from coproladder.report.findings import by_answer
from coproladder.report.views import Placed, Views, grouped, parting, times_of

MOST_LISTED = 8
"""How many rungs of one group stand one by one; of more, equal ones are counted."""


def name_of(views: Views, wording: Wording) -> str:
    """Return the name of an activity, or its number."""
    return name_or_number(views.name, views.number, wording)


def seen_on(views: Views, wording: Wording) -> str:
    """Return an activity with how many views it has, from which rung to which, and what was promised."""
    kind, counted = ("views", views.views) if views.views else ("promises", views.promises)
    said = wording.counted(kind, len(counted))
    # One of which only the upper end is known would make it seem that somebody is off the ladder.
    known = [each for each in counted if each.lowest or not each.highest]
    ends = sorted({end for each in known for end in (each.lowest, each.highest)})
    off = wording.phrase("off_the_ladder_from")
    places = [wording.counted("rungs", 1, rungs=end) if end else off for end in ends]
    if len(places) > 1:
        said = wording.phrase("views_from_to", views=said, low=places[0], high=places[-1])
    elif places:
        said = wording.counted("views_same", len(known), views=said, place=places[0])
    if few := len(counted) - len(known):
        phrase = "views_few" if known else "views_unknown"
        said = wording.phrase(phrase, views=said, count=wording.number(few))
    if views.views and views.promises:
        said = wording.phrase("views_and_promised", views=said, promised=rungs(views.promises, wording))
    return wording.phrase("label_then", label=name_of(views, wording), text=said)


def rungs(records: Iterable[Placed], wording: Wording, dated: bool = False) -> str:
    """Return where records are, one by one from the lowest: rungs 3, 4 to 5 and 6, off the ladder."""
    places, off = list[str](), list[str]()
    for each in sorted(records, key=lambda each: (each.lowest or each.highest, each.highest, each.date)):
        phrase = "rung_to" if each.lowest < each.highest else "rung_alone"
        if not each.lowest:
            phrase = "rung_at_most" if each.highest else "off_the_ladder_from"
        place = wording.phrase(phrase, low=each.lowest, high=each.highest)
        if dated and each.date:
            place = wording.phrase("place_on", place=place, date=wording.date(each.date))
        (places if each.highest else off).append(place)
    places, off = _counted_alike(places, wording, MOST_LISTED), _counted_alike(off, wording, 1)
    if places:
        off.insert(0, wording.counted("rungs", len(places), rungs=wording.listed(places)))
    return wording.phrase("comma").join(off)


def views_blocks(views: Views, wording: Wording, most_questions: int | None = None) -> Iterator[b.Block]:
    """Yield a ladder with a mark for each view, the same in words, and the questions on which they part."""
    yield _strip(views, wording)
    yield b.Paragraph(views_in_words(views, wording))
    for at, question in enumerate(parting(wording.ladder, views)[:most_questions]):
        yield _answers(views, question, wording, talk_first=at == 0)


def views_in_words(views: Views, wording: Wording) -> str:
    """Return which rungs each group sees; where that hangs on the date, in the order of time."""
    if views.state == "differs_by_date":
        lines = [wording.phrase("by_date_first")]
        in_time = sorted(views.views, key=lambda each: (not each.date, each.date))
        times = times_of(views.views)
        for time, those in grouped(in_time, lambda each: times[each.date]).items():
            day = wording.date(time) or wording.phrase("no_date")
            if any(each.answered_by for each in those):
                day = wording.phrase("who_on", who=day, date=who_answered(those, wording))
            lines.append(wording.phrase("date_says", date=day, places=rungs(those, wording)))
        return " ".join(lines)
    said = []
    for who, those in grouped(views.views, lambda each: each.answered_by).items():
        places, count = rungs(those, wording, _dated(views)), len(those)
        values = {"who": _capital(_who(who, wording, count)), "count": wording.number(count)}
        said.append(wording.phrase("group_says", places=places, **values))
    return " ".join(said)


def agreed(views: Views, wording: Wording) -> b.Facts:
    """Return the questions to which all known answers are the same, with the answer and who gave none."""
    pairs = []
    for at, question in enumerate(wording.ladder.questions):
        if len(given := by_answer(question, at, views.views)) == 1:
            said = wording.answer(question, next(iter(given)))
            if unknown := [each for each in views.views if not each.answers[at]]:
                who = who_answered(unknown, wording, _dated(views))
                said = wording.phrase("not_known_to", answer=said, who=who)
            pairs.append((wording.say(question.words), said))
    return b.Facts(tuple(pairs))


def promise_blocks(views: Views, wording: Wording) -> Iterator[b.Block]:
    """Yield what was promised, what people say has happened, which answers moved, and room to go on."""
    facts = []
    for each in views.promises:
        label = _on_day(wording.phrase("promised"), each.date, wording)
        if each.answered_by:
            label = wording.phrase("place_on", place=label, date=each.answered_by)
        facts.append((label, place_in_words(each.assessment, wording, both_ends=True)))
    for (who, date), group in grouped(views.views, lambda each: (each.answered_by, each.date)).items():
        label = _on_day(_who(who, wording, len(group)), date, wording)
        facts.append((_capital(label), rungs(group, wording)))
    yield b.Facts(tuple(facts))
    if not views.views:
        yield wording.paragraph("promised_only")
        return
    dated = _dated(views)
    says = "dated_says" if dated else "now_says"
    lines: dict[str, list[tuple[str, str]]] = {"promised_more": [], "promised_other": []}
    for at, question in enumerate(wording.ladder.questions):
        before, now = (by_answer(question, at, side) for side in (views.promises, views.views))
        if before and now and {*before} != {*now}:
            said = [wording.answer(question, answer) for answer in before]
            for answer, those in now.items():
                who = who_answered(those, wording, dated)
                said.append(wording.phrase(says, who=who, answer=wording.answer(question, answer)))
            rank, most, least = question.rank, next(iter(now)), [*now][-1]
            # More than was promised is what somebody says, and nobody less.
            more = rank(most) > rank(next(iter(before))) <= rank(least)
            text = wording.phrase("promised_now", promised=" ".join(said))
            heading = "promised_more" if more else "promised_other"
            lines[heading].append((wording.say(question.words), text))
    for heading, pairs in lines.items():
        if pairs:
            yield from (wording.paragraph(heading), b.Facts(tuple(pairs)))
    yield wording.paragraph("promised_together")
    why = ["promised_why"] if any(lines.values()) else []
    yield wording.facts(dict.fromkeys((*why, "promised_next", "promised_who_tells"), b.BLANK * 8))


def reason_rows(views: Views, wording: Wording) -> Iterator[tuple[str, str, str]]:
    """Yield what people wrote: who, the answer that it is about or that it is a comment, and the words."""
    for each in (view for view in views.all if any(view.reasons)):
        answers = zip(wording.ladder.questions, each.answers, strict=True)
        about = (wording.answer(*answer, alone=True) for answer in answers)
        for answer, reason in zip((*about, wording.phrase("label_comment")), each.reasons, strict=True):
            if reason:
                yield _capital(_who(each.answered_by, wording)), answer, reason


def who_answered(records: Iterable[Placed], wording: Wording, dated: bool = False) -> str:
    """Return who gave some records, each group with its number where it is more than one."""
    return wording.listed([text for _, text in _groups(records, wording, dated)])


def _strip(views: Views, wording: Wording) -> b.Drawing:
    """Return the ladder with each certain view on its rung, and the others below it."""
    counted, dated = views.views or views.promises, _dated(views)
    places = grouped(counted, lambda each: each.rung_number)
    ladder = wording.ladder.rungs
    parts = {rung.id: _groups(places.get(rung.number, ()), wording, dated) for rung in ladder}
    below = {"off_the_ladder": who_answered(places.get(0, ()), wording, dated)}
    unsure = [
        wording.phrase("who_on", who=_who(who, wording, len(those)), date=rungs(those, wording, dated))
        for who, those in grouped(places.get(None, ()), lambda each: each.answered_by).items()
    ]
    below["not_certain"] = wording.phrase("between_names").join(unsure)
    said = ((wording.phrase(label), text) for label, text in below.items() if text)
    lines = tuple(wording.phrase("label_then", label=label, text=text) for label, text in said)
    promised = {each.rung_number for each in views.promises}
    marks = {rung.id: wording.phrase("mark_promised") for rung in ladder if rung.number in promised}
    return drawing(wording, marks, parts=parts, below=lines)


def _answers(views: Views, question: Question, wording: Wording, talk_first: bool) -> b.Table:
    """Return each answer to a question with who gave it, most power first, and last who gave none."""
    at = wording.ladder.questions.index(question)
    unknown = tuple(each for each in views.views if not each.answers[at])
    rows = []
    for answer, those in (*by_answer(question, at, views.views).items(), (None, unknown)):
        if those:
            who = who_answered(those, wording, _dated(views))
            rows.append((_capital(wording.answer(question, answer)), who))
    asked = wording.say(question.words)
    caption = wording.phrase("talk_first", question=asked) if talk_first else asked
    return b.Table(caption, wording.phrases("answer", "plan_who"), tuple(rows))


def _groups(records: Iterable[Placed], wording: Wording, dated: bool) -> tuple[tuple[int, str], ...]:
    """Return each group with how many of it there are, and with its dates where they part views."""
    counts = Counter((each.answered_by, each.date if dated else "") for each in records)
    said = []
    for (who, date), count in counts.items():
        text, number = _who(who, wording, count), wording.number(count) if count > 1 else ""
        if remark := wording.phrase("comma").join(filter(None, (number, wording.date(date)))):
            text = wording.phrase("place_on", place=text, date=remark)
        said.append((count, text))
    return tuple(said)


def _counted_alike(texts: Sequence[str], wording: Wording, most: int) -> list[str]:
    """Return texts, where there are more than `most` each with how often it is there."""
    counts = Counter(texts).items() if len(texts) > most else ((text, 1) for text in texts)
    return [
        text if count == 1 else wording.phrase("so_often", what=text, count=count) for text, count in counts
    ]


def _who(who: str | None, wording: Wording, count: int = 1) -> str:
    return who or wording.counted("who_not_said", count)


def _on_day(who: str, date: str, wording: Wording) -> str:
    return wording.phrase("who_on", who=who, date=wording.date(date)) if date else who


def _dated(views: Views) -> bool:
    """Whether some views bear different dates, so that each is shown with its own."""
    return len({each.date for each in views.views or views.promises}) > 1


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
