"""The command `form`: writes a page that asks the questions in any browser, offline."""

import sys

from coproladder.base.errors import UsageError
from coproladder.commands import console
from coproladder.commands.options import PageOptions


def form(
    answered_by: str | None = None,
    answer: list[str] | None = None,
    ladder: str | None = None,
    easy: bool = False,
    output: str | None = None,
    force: bool = False,
    open_page: bool = False,
) -> None:
    """Write one page that asks the questions in any browser, offline, and saves the answers as a file."""
    from coproladder.commands.inputs import given_fields
    from coproladder.form.page import form_page
    from coproladder.placing.vocabulary import Vocabulary

    page = PageOptions("html", ladder, easy=easy, output=output, force=force, open_page=open_page)
    page.check_open()
    if not page.to_file and console.is_terminal(sys.stdout):
        raise UsageError("the form is a page for a browser; name a file for it: --output form.html")
    filled_in = [*(answer or []), *([f"answered_by={answered_by}"] if answered_by else [])]
    wording, workshop = page.wording, page.guide.workshop
    console.write_out(page, form_page(wording, workshop, given_fields(filled_in, Vocabulary(page.ladder))))
