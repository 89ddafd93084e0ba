"""The command `match`: asks what the headings and words of people's own tables mean, and writes that down."""

import os
import shlex
import sys
from collections.abc import Sequence
from itertools import takewhile

from coproladder.base.errors import CreateError, Exit
from coproladder.base.fields import ACTIVITY, InputFormat
from coproladder.base.words import shorten
from coproladder.commands import console
from coproladder.commands.inputs import Input, check_files
from coproladder.commands.options import PageOptions, ReadOptions, as_typed
from coproladder.commands.parser import refuse_suffix
from coproladder.commands.prompt import Prompt
from coproladder.commands.tally import Tally
from coproladder.pages.reference import question_blocks
from coproladder.placing.meanings import Said, Where, learn, load_match, match_text
from coproladder.placing.names import Names
from coproladder.reading.csv_rows import Row
from coproladder.reading.own_words import DIFFERS, Choice, Sample, find_headings, make_sheet, open_choices
from coproladder.render.blocks import Block, Items, Page, lead_in

MOST_VALUES = 3
"""How many values of a column are shown beside its heading."""

HELP, BACK = "?\n", "b\n"
"""What the keys ? and b stand for; no heading and no id has a line break."""


def match(
    own_sheet: str,
    input_format: InputFormat | None = None,
    sheets: list[str] | None = None,
    match: str | None = None,
    draft: bool = False,
    output: str | None = None,
    force: bool = False,
    ladder: str | None = None,
    plain: bool = False,
    easy: bool = False,
) -> int:
    """Say once what the headings and words of your own table mean; --match then uses that."""
    written = output or ("-" if own_sheet == "-" else f"{os.path.splitext(own_sheet)[0]}.match.yaml")
    refuse_suffix(written, ("yaml",))
    page = PageOptions(ladder_file=ladder, plain=plain, easy=easy, output=written, force=force)
    reading = ReadOptions(input_format=input_format, sheets=sheets)
    if os.path.exists(written) and not (output or match or force):
        again = as_typed(ReadOptions(input_format, match=written, sheets=sheets), page.look)
        command = shlex.join(["coproladder", "match", own_sheet, *again, "--force"])
        raise CreateError(f"{written}: this file already exists; to be asked what is new alone: {command}")
    check_files([own_sheet], reading, page)
    source, tally = Input(own_sheet, page, reading), Tally(console.input_name(own_sheet))
    source.vocabulary = sample = Sample(page.ladder)
    names, said = sample.names, Said()
    if match:
        learn(sample, old := load_match(match, names), match)
        said = old.said
    for _ in tally.accepted(source.batches(tally.account)):
        pass
    if not (rows := sample.table()):
        return tally.exit_code() or Exit.BAD_DATA
    found = find_headings(sample, rows)
    asks = console.is_terminal(sys.stdin) and not draft and own_sheet != "-"
    with console.page_output(page) as stream:
        if asks:
            Conversation(Prompt(page), names, said).run(rows, found)
        for choice in open_choices(make_sheet(rows, *found), names, said) if not asks else ():
            said[choice.path] = choice.suggested
        known = (f"# {name}: {', '.join(answers.ids)}\n" for name, answers in names.answers.items())
        stream.writelines((f"# {page.wording.phrase('match_file')}\n", *known))
        stream.write(match_text({path: each for path, each in said.items() if each != DIFFERS}))
    if page.to_file:
        reading.match = written
        command = shlex.join(["coproladder", "report", own_sheet, *as_typed(reading, page.look)])
        phrase = "match_fill" if "" in said.values() else "match_next"
        console.log(page.wording.phrase(phrase, command=command))
    return Exit.DONE


class Conversation:
    """Asks what is not yet `said` about a sheet, until a person agrees to all that was asked."""

    def __init__(self, prompt: Prompt, names: Names, said: Said) -> None:
        self.prompt, self.wording, self.names, self.said = prompt, prompt.wording, names, said
        self.questions = {question.id: question for question in names.ladder.questions}
        self.asked: dict[Where, Choice] = {}

    def run(self, rows: Sequence[Row], found: tuple[int, int]) -> None:
        """Ask about the table in `rows`, whose headings were `found`; raises LeftError."""
        headings = ", ".join(make_sheet(rows, *found).headings)
        self.prompt.say_phrase("match_headings", row=rows[found[0]].number, headings=headings)
        numbers = {str(row.number): (at, at + 1) for at, row in enumerate(rows)}
        yes = dict.fromkeys(["", *self.prompt.words("words_yes")], found)
        at, below = self.prompt.choose(yes | numbers, "match_headings_prompt", "match_type")
        self.sheet = make_sheet(rows, at, below)
        while changed := self._ask():
            del self.said[changed.path]
            for path in [path for path, choice in self.asked.items() if changed.path in choice.based_on]:
                del self.asked[path]
                self.said.pop(path, None)

    def _ask(self) -> Choice | None:
        """Ask all that is open; return what is to be asked again, None where the person agrees to all."""
        for choice in open_choices(self.sheet, self.names, self.said):
            if (answer := self._answer(choice)) == BACK:
                return self._before(choice)
            self.said[choice.path], self.asked[choice.path] = answer, choice
        return self._changed() if self.asked else None

    def _answer(self, choice: Choice) -> str | None:
        """Ask until there is an answer: a heading, the id of an answer, DIFFERS, BACK; None for not known."""
        section, suggested = choice.path[0], choice.suggested
        keys: dict[str, str | None] = {each.casefold(): each for each in choice.options}
        keys |= {str(number): each for number, each in enumerate(choice.options, 1)}
        unsure = {str(len(choice.options) + 1): None, "n": None, "?": HELP}
        keys |= {"b": BACK} | ({"0": None} if section == "columns" else unsure)
        if section == "rows" or suggested != "":
            keys[""] = suggested or None
        if section == "answers" and all(choice.names):
            keys["d"] = DIFFERS
        page, prompt = self._page(choice), f"match_{section}_prompt"
        self.prompt.say(page)
        while True:
            said = self.prompt.choose(keys, prompt, "match_type", page)
            if said == HELP:
                self.prompt.say(self._page(choice, hinted=True))
            elif said == BACK and not self._before(choice):
                self.prompt.say_phrase("first_question")
            else:
                return said

    def _before(self, choice: Choice) -> Choice | None:
        """Return what was asked before a choice, None for the first."""
        earlier = [*takewhile(lambda path: path != choice.path, self.asked)]
        return self.asked[earlier[-1]] if earlier else None

    def _page(self, choice: Choice, hinted: bool = False) -> Page:
        if choice.path[0] == "columns":
            values = (", ".join([*self.sheet.words(each)][:MOST_VALUES]) for each in choice.options)
            shown = (f"{each} ({shorten(some)})" for each, some in zip(choice.options, values, strict=True))
            blocks: list[Block] = [Items(tuple(shown), "steps")]
        else:
            blocks = [*question_blocks(self.questions[choice.field], self.wording, hinted=hinted)]
        if choice.suggested != "":
            label = self._label(choice, choice.suggested)
            blocks.append(self.wording.paragraph("match_same", answer=label))
        return self.wording.page(self._title(choice), blocks, compact=True)

    def _title(self, choice: Choice) -> str:
        subject = self._subject(choice)
        if choice.path[0] == "answers":
            return self.wording.counted("match_word", len(choice.names), word=choice.path[2], subject=subject)
        phrase = "match_name" if choice.field == ACTIVITY else f"match_{choice.path[0]}"
        return self.wording.phrase(phrase, name=choice.path[1], subject=subject)

    def _subject(self, choice: Choice) -> str:
        """Return the question that a choice is about, or that it is about the name of the activity."""
        question = self.questions.get(choice.field)
        return self.wording.say(question.words) if question else self.wording.phrase("label_activity")

    def _label(self, choice: Choice, said: str | None) -> str:
        if choice.path[0] == "columns":
            return said or self.wording.phrase("match_not_written")
        if said == DIFFERS:
            return self.wording.phrase("match_differs")
        answers = self.wording.ladder.choices(self.questions[choice.field])
        return self.wording.say(next(answer.words for answer in answers if answer.id == (said or "")))

    def _changed(self) -> Choice | None:
        """Show all that was asked for a last look; return what is to be asked again."""
        lines = []
        for (section, *name), choice in self.asked.items():
            subject = [] if section == "columns" else [name[section == "answers"]]
            label = " ".join([self._subject(choice), *subject])
            lines.append(f"{lead_in(label)} {self._label(choice, self.said[choice.path])}")
        blocks = (Items(tuple(lines), "steps"), self.wording.paragraph("match_check_keys"))
        page = self.wording.page(self.wording.phrase("match_check"), blocks)
        self.prompt.say(page)
        numbers = {str(number): choice for number, choice in enumerate(self.asked.values(), start=1)}
        keys = {"": None, "b": [*self.asked.values()][-1], **numbers}
        return self.prompt.choose(keys, "last_prompt", "type_last", page, count=len(lines))
