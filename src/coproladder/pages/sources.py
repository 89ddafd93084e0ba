"""The sources that a page of the guide rests on."""

from collections.abc import Iterable

from coproladder.ladder.guide import Edition, Framework, Guide, Match, Promise, RungGuide, Term, Topic
from coproladder.ladder.interface import Wording
from coproladder.ladder.records import Ladder, Rung
from coproladder.pages import reference as ref
from coproladder.render import blocks as b

Citing = Rung | Topic | RungGuide | Edition | Framework | Match | Term | Promise


def cited_blocks(
    ladder: Ladder, guide: Guide, wording: Wording, entries: Iterable[Citing]
) -> tuple[b.Block, ...]:
    """Return the sources that entries name, in the order of the lists that hold the sources."""
    cited = {source_id for entry in entries for source_id in entry.sources}
    found = [source for source in (*ladder.sources, *guide.sources) if source.id in cited]
    return (b.Heading(wording.phrase("sources")), ref.source_links(found)) if found else ()
