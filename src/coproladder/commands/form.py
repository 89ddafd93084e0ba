"""The command `form`: writes a page that asks the questions in any browser, offline."""

import sys

from coproladder.base.errors import UsageError
from coproladder.commands import console
from coproladder.commands import options as opt
from coproladder.ladder.load import load_guide, load_interface, load_ladder


def form(
    answered_by: opt.AnsweredBy = None,
    answer: opt.AnswerPairs = None,
    ladder_file: opt.LadderFile = None,
    easy: opt.Easy = False,
    output: opt.Output = None,
    force: opt.Force = False,
    open_page: opt.OpenPage = False,
) -> None:
    """Write one page that asks the questions in any browser, offline, and saves the answers as a file."""
    from coproladder.commands.inputs import given_fields
    from coproladder.form.data import form_data
    from coproladder.form.page import render
    from coproladder.ladder.wording import Wording
    from coproladder.placing.vocabulary import Vocabulary

    page = opt.PageOptions(ladder=ladder_file, output=output, force=force, open_page=open_page)
    opt.check_open(page, "html")
    if not opt.goes_to_file(page) and console.is_terminal(sys.stdout):
        raise UsageError("the form is a page for a browser; name a file for it: --output form.html")
    ladder = load_ladder(ladder_file)
    interface = load_interface(ladder, ladder_file)
    filled_in = [*(answer or []), *([f"answered_by={answered_by}"] if answered_by else [])]
    workshop = load_guide(ladder, ladder_file).workshop
    data = form_data(ladder, interface, workshop, given_fields(filled_in, Vocabulary(ladder)), easy)
    with console.page_output(page) as stream:
        stream.write(
            render(
                data,
                title=ladder.about.name,
                language=ladder.about.language,
                direction=interface.direction,
                without_script=Wording(ladder, interface, easy).phrase("form_without_script"),
            )
        )
