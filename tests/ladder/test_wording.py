"""The wording makes blocks of phrases by their ids, of texts of the ladder in easy words, of numbers."""

from conftest import EASY, STANDARD

from coproladder.ladder.records import Words
from coproladder.render.blocks import Facts, Heading, Paragraph, Table

WORDS = Words("By far the most.", "The most.")


def test_headings_and_paragraphs_say_phrases_or_words() -> None:
    assert STANDARD.heading("rung_of", rung=5, rungs=7, name="A") == Heading("Rung 5 of 7: A")
    assert STANDARD.paragraph("now") == Paragraph("Now")
    assert EASY.paragraph(WORDS) == Paragraph("The most.")


def test_facts_leave_out_what_is_empty() -> None:
    facts = STANDARD.facts({"place": "", "why": None, "now": 0, "how_many": 1234, "rung": WORDS})
    assert facts == Facts((("Now", "0"), ("How many", "1,234"), ("Rung", "By far the most.")))


def test_a_table_has_a_caption_columns_and_cells() -> None:
    table = STANDARD.table("crosswalk_table", ("rung", "how_many"), [("A", 1000), (WORDS, "")], name="B")
    caption = STANDARD.phrase("crosswalk_table", name="B")
    assert table == Table(caption, ("Rung", "How many"), (("A", "1,000"), ("By far the most.", "")))
