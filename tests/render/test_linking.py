"""Words of a text become links to where they are explained, and nothing else becomes markup."""

import pytest

from coproladder.render.linking import Linked

LINKED = Linked(
    {"co-design": "rung-6.html", "Co-design": "rung-6.html", "carer": "words.html#part-2", "<b>": "b.html"}
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A carer says so.", 'A <a href="words.html#part-2">carer</a> says so.'),
        ("Carer, carer", '<a href="words.html#part-2">Carer</a>, carer'),
        ("carers and non-carer", 'carers and non-<a href="words.html#part-2">carer</a>'),
        ("a < b & <i>", "a &lt; b &amp; &lt;i&gt;"),
        ("a <b> c", 'a <a href="b.html">&lt;b&gt;</a> c'),
        ("carer\x1b", '<a href="words.html#part-2">carer</a>&lt;U+001B&gt;'),
    ],
)
def test_a_word_is_linked_once_and_the_rest_is_text(text: str, html: str) -> None:
    assert LINKED.on("index.html")(text) == html


def test_no_page_leads_to_itself() -> None:
    assert LINKED.on("rung-6.html")("Co-design") == "Co-design"
    assert LINKED.on("words.html")("a carer") == "a carer"


def test_a_word_is_linked_once_on_a_page() -> None:
    link = LINKED.on("index.html")
    assert [link("carer"), link("carer")] == ['<a href="words.html#part-2">carer</a>', "carer"]
