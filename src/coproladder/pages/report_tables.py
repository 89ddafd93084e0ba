"""Builds the tables of a report's page: each activity, the stages, a field, and what could not be read."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from coproladder.base.fields import FIELDS, STAGE, YEAR
from coproladder.ladder.wording import Wording
from coproladder.pages import comparison as compared
from coproladder.pages.assessment import field_in_words, next_needs, place_in_words
from coproladder.render import blocks as b
from coproladder.report.summary import Breakdown, NotRead
from coproladder.report.views import Views


def not_read_blocks(not_read: NotRead, wording: Wording) -> Iterator[b.Block]:
    """Yield what could not be read, so that nobody takes the counts for all there is."""
    rejected, fields = not_read.rejected, not_read.fields_left_out
    facts = {
        "left_out_of_report": wording.counted("records", rejected) if rejected else None,
        "not_read_at_all": wording.phrase("comma").join(not_read.files),
        "left_out_of_records": wording.counted("fields", fields) if fields else None,
    }
    faults = wording.table("what_was_wrong", ("fault", "how_often"), not_read.faults.items())
    claims = wording.table("unknown_names", ("label_called", "how_many"), not_read.unknown_claims.items())
    yield from wording.section("not_read", wording.facts(facts), faults, claims)


def every_blocks(activities: Sequence[Views], wording: Wording) -> Iterator[b.Block]:
    """Yield a table of every activity from the top rung down, without columns that are all empty."""
    names = {rung.id: rung.name for rung in wording.ladder.rungs}
    columns = "label_activity", "place", "label_answered_by", "label_called", "next_rung_needs"
    rows, said = [], dict[int, tuple[str, str]]()
    for each in activities:
        records = each.all
        called = dict.fromkeys(names[view.called] for view in records if view.called)
        is_named = len(records) > 1 or records[0].answered_by
        who = compared.who_answered(records, wording, dated=True) if is_named else ""
        if each.state == "on_rung" or len(each.views) == 1:
            found = each.views[0].assessment
            if id(found) not in said:
                # Records with the same answers share what was found.
                said[id(found)] = place_in_words(found, wording, both_ends=True), next_needs(found, wording)
            place, step = said[id(found)]
        else:
            label = wording.phrase(f"state_{each.state}")
            text = compared.rungs(each.views or each.promises, wording)
            place = wording.phrase("label_then", label=label, text=text)
            step = wording.phrase("depends_on_view" if each.views else "promised_only")
        rows.append((compared.name_of(each, wording), place, who, wording.phrase("comma").join(called), step))
    table = _filled("from_the_top", wording.phrases(*columns), rows, wording)
    yield from wording.section("every_activity", table)


def stage_blocks(activities: Sequence[Views], wording: Wording) -> Iterator[b.Block]:
    """Yield where activities are at each stage, those that have views at two stages."""
    stages = [stage.id for stage in wording.ladder.stages]
    rows = []
    for each in activities:
        at_stage = [[view for view in each.views if view.stage == stage] for stage in stages]
        if sum(map(bool, at_stage)) > 1:
            rows.append([compared.name_of(each, wording), *(compared.rungs(at, wording) for at in at_stage)])
    names = (field_in_words(STAGE, each, wording) or "" for each in stages)
    table = _filled("rungs_by_stage", (wording.phrase("label_activity"), *names), rows, wording)
    yield from wording.section("by_stage", table)


def _filled(caption: str, header: Sequence[str], rows: Sequence[Sequence[str]], wording: Wording) -> b.Table:
    """Return a table without the columns that are all empty."""
    used = [at for at in range(len(header)) if any(row[at] for row in rows)]
    blank = wording.phrase("not_given")
    cells = tuple(tuple(row[at] or blank for at in used) for row in rows)
    return b.Table(wording.phrase(caption), tuple(header[at] for at in used), cells)


def breakdown_blocks(field: str, table: Breakdown, wording: Wording) -> Iterator[b.Block]:
    """Yield the counts on each rung for each value of a field, a row each."""
    known = field in (*FIELDS, YEAR)
    label = wording.phrase(f"label_{field}") if known else field
    heading = wording.phrase(f"by_{field}") if known else wording.phrase("by_field", field=field)
    numbers = [rung.number for rung in reversed(wording.ladder.rungs)]
    rows = []
    for value, counts in table.items():
        name = field_in_words(field, value, wording) or wording.phrase("not_given")
        cells = (wording.number(counts[number]) for number in (*numbers, 0, None))
        rows.append((name, *cells, wording.number(counts.total())))
    header = (label, *map(str, numbers), *wording.phrases("off", "not_certain", "all"))
    yield b.Heading(heading)
    yield b.Table(wording.phrase("on_each_from", rung=numbers[0]), header, tuple(rows))


def shortened(blocks: Iterable[b.Block], most: int | None, wording: Wording) -> Iterator[b.Block]:
    """Yield blocks, of long tables only the start and how much more there is; with None all."""
    for block in blocks:
        if most and isinstance(block, b.Table) and len(block.rows) > most:
            yield replace(block, rows=block.rows[:most])
            yield wording.paragraph("and_more", count=wording.number(len(block.rows) - most))
        else:
            yield block
