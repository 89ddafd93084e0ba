"""The commands that make what is handed out: the form as one page, and a whole website."""

import re
import sys
from pathlib import Path

from coproladder.base.errors import UsageError
from coproladder.commands.console import is_terminal, log, open_in_browser, today, write_out
from coproladder.commands.options import PageOptions
from coproladder.commands.parser import refuse_suffix


def form(
    answered_by: str | None = None,
    answer: list[str] | None = None,
    send_to: str | None = None,
    reply: str | None = None,
    ladder: str | None = None,
    easy: bool = False,
    output: str | None = None,
    force: bool = False,
    open_page: bool = False,
) -> None:
    """Write one page that asks the questions in a browser, without the internet, and saves the answers."""
    from coproladder.commands.inputs import given_fields
    from coproladder.form.page import form_page
    from coproladder.placing.vocabulary import Vocabulary

    page = PageOptions("html", ladder, easy=easy, output=output, force=force, open_page=open_page)
    page.check_open()
    refuse_suffix(output or "", ("html",))
    if not page.to_file and is_terminal(sys.stdout):
        raise UsageError("the form is a page for a browser; name a file for it: --output form.html")
    filled_in = [*(answer or []), *([f"answered_by={answered_by}"] if answered_by else [])]
    record, recipient = given_fields(filled_in, Vocabulary(page.ladder)), _recipient(send_to)
    write_out(page, form_page(page.wording, page.guide.workshop, record, recipient, reply))


def site(
    folder: str,
    title: str | None = None,
    send_to: str | None = None,
    reply: str | None = None,
    ladder: str | None = None,
    force: bool = False,
    open_page: bool = False,
) -> None:
    """Write a small website: the form, the ladder and the guide, for a server or a shared drive."""
    from coproladder.base.whole_folder import write_folder
    from coproladder.ladder.wording import Wording
    from coproladder.website.assemble import OWN, Site, site_files

    if not folder:
        raise UsageError("the name of the folder is empty")
    page = PageOptions("html", ladder)
    easy = Wording(page.ladder, page.wording.interface, easy=True)
    named, file = (title or "").strip() or page.ladder.about.name, ladder and Path(ladder).name
    made = Site(page.guide, named, today(), _recipient(send_to), reply, file)
    write_folder(folder, site_files(made, page.wording, easy), force, OWN)
    log(f"written to {folder}")
    if open_page:
        open_in_browser(f"{folder}/index.html")


def _recipient(send_to: str | None) -> dict[str, str] | None:
    if send_to is None:
        return None
    name, _, address = (part.strip() for part in send_to.rpartition(","))
    if not (name and re.fullmatch(r"[^\s@]+@[^\s@]+", address)):
        raise UsageError('--send-to: give a name, a comma and an e-mail address: "Ann Lee, ann@example.org"')
    return {"name": name, "address": address}
