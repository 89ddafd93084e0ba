"""The command `form`: writes a page that asks the questions in any browser, offline."""

import sys

from coproladder.base.errors import UsageError
from coproladder.commands import console
from coproladder.commands import options as opt
from coproladder.ladder.load import load_guide, load_ladder


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
    from coproladder.form.page import form_page
    from coproladder.placing.vocabulary import Vocabulary

    options = opt.PageOptions(ladder=ladder_file, easy=easy, output=output, force=force, open_page=open_page)
    opt.check_open(options, "html")
    if not opt.goes_to_file(options) and console.is_terminal(sys.stdout):
        raise UsageError("the form is a page for a browser; name a file for it: --output form.html")
    ladder = load_ladder(ladder_file)
    wording, workshop = opt.wording_for(ladder, options), load_guide(ladder, ladder_file).workshop
    filled_in = [*(answer or []), *([f"answered_by={answered_by}"] if answered_by else [])]
    record = given_fields(filled_in, Vocabulary(ladder))
    with console.page_output(options) as stream:
        stream.write(form_page(wording, workshop, record))
