"""Writes forms for the checks in a browser, and what the classifier makes of every set of answers."""

import json
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, get_args

import yaml
from pages import HOSTILE

from coproladder.base.fields import Basis
from coproladder.base.text import visible
from coproladder.base.words import fold, unmarked
from coproladder.commands.app import run
from coproladder.form.page import FOLDER, SCRIPTS
from coproladder.ladder.load import load_interface, load_ladder
from coproladder.ladder.records import Ladder
from coproladder.ladder.wording import Wording
from coproladder.render.blocks import LABEL_ENDS, lead_in
from coproladder.results.csv_table import safe

sys.path.append(str(Path(__file__).parents[1]))
from translation import write_translation

RISKY = "=+-@\t\r＝＋－＠"
CASES = Path(__file__).parents[1] / "cases"


def every_record(ladder: Ladder) -> Iterator[dict[str, str]]:
    """Yield each set of answers with each claim, at each stage or on each basis, less what is not known."""
    answers = [
        (question.id, [None, *(each.id for each in question.answers)]) for question in ladder.questions
    ]
    claims = ("called", [None, *(rung.id for rung in ladder.rungs)])
    names, values = zip(*answers, claims, strict=True)
    more = [
        {},
        *({"stage": stage.id} for stage in ladder.stages),
        *({"basis": each} for each in get_args(Basis)),
    ]
    for combination, beside in product(product(*values), more):
        known = {name: value for name, value in zip(names, combination, strict=True) if value}
        # A record of nothing would be passed over.
        yield {"activity": "Forum", **known, **beside}


def small_ladder() -> dict[str, Any]:
    ladder: dict[str, Any] = yaml.safe_load((CASES / "small.yaml").read_text(encoding="utf-8"))
    return ladder


def own_ladder() -> dict[str, Any]:
    """Return the small ladder with a question in Arabic and help, and one that has all that questions may."""
    ladder = small_ladder()
    ladder["about"]["before"] = [
        {"standard": "Think of one piece of work."},
        {"standard": "Answer once for each group.", "form": False},
    ]
    ladder["questions"][0] |= {"words": {"standard": "ماذا يفعل الناس؟"}, "help": {"standard": "Ask them."}}
    ladder["questions"][1] |= {
        "before": {"standard": "A sign-off does not count."},
        "not_sure": {"standard": "Also if nobody decides"},
    }
    for answer, who in zip(ladder["questions"][1]["answers"], ("The staff", "Both"), strict=True):
        answer |= {"hint": {"standard": f"{who} alone"}, "finding": {"standard": f"{who} decide."}}
    for question in ladder["questions"]:
        for answer in question["answers"]:
            answer["words"]["standard"] += f" That is {answer['id']}."
    ladder["rungs"][0]["needs"]["power"] = "staff"
    when = [{"basis": "happened", "at_least": {"voice": "ask"}}, {"basis": "promised", "rungs": ["high"]}]
    ladder["notes"] = [{"id": "rests", "words": {"standard": "It rests on that."}, "when": when}]
    return ladder


def hostile_ladder() -> dict[str, Any]:
    """Return the small ladder with names, words and ids that all want to be more than text."""
    ladder = small_ladder()
    whole = f"{' '.join(HOSTILE)} {'a' * 10_000}"
    ladder["about"] |= {"name": HOSTILE[3], "summary": {"standard": whole}, "credit": {"standard": whole}}
    for question in ladder["questions"]:
        for answer in question["answers"]:
            answer["words"] = {"standard": f"{answer['id']} {whole}", "easy": HOSTILE[0] + answer["id"]}
    for rung, text in zip(ladder["rungs"], HOSTILE[:2], strict=True):
        rung |= {"name": text, "summary": {"standard": whole}}
    ladder["questions"][1] |= {
        "id": "constructor",
        "words": {"standard": HOSTILE[1]},
        "help": {"standard": whole},
    }
    ladder["rungs"][1]["needs"] = {"voice": "lead", "constructor": "both"}
    ladder["notes"] = [
        {"id": "always", "words": {"standard": whole}, "when": [{}], "headline": {"standard": HOSTILE[2]}}
    ]
    return ladder


def twins(wording: Wording) -> dict[str, list[tuple[str, str]]]:
    """Return what the functions that the scripts of the form have too make of some texts."""
    functions: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
        "visible": (visible, ("a\r\nb\n\nc\td\re", "\x07\u200b\ufeff", "plain")),
        "safe": (
            safe,
            (
                *(*RISKY, *(f" \t{sign}1" for sign in RISKY), "-5", "+5,2", "--5", "1", "a=1", 'a "b"'),
                *("x;=1", "x; \u200b=1", "\ufeff=1", "x; -5", "x\n- so", "x\n-so", "🪜=1", "x;\t=1"),
            ),
        ),
        "lead_in": (lead_in, ("Name", *(f"Why{end}" for end in LABEL_ENDS))),
        "fold": (fold, ("  “I’m”  not\tsure. ", "Co–design", "Straße", "e\u0301", "One. Two.")),
        "unmarked": (unmarked, ("Nothing (They have it)", "Some: a - b.", "[c] d, e; f", "-", "a\n– b")),
        "number": (lambda text: wording.number(int(text)), ("0", "999", "1000", "1234567")),
    }
    return {name: [(text, function(text)) for text in texts] for name, (function, texts) in functions.items()}


def write(folder: Path, name: str, *options: str) -> None:
    """Write a form as the command does."""
    if code := run(["form", "--output", str(folder / f"{name}.html"), *options]):
        sys.exit(code)


def main() -> None:
    """Write everything into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    scripts = (FOLDER / script for script in SCRIPTS)
    (folder / "form.js").write_text("\n".join(each.read_text("utf-8") for each in scripts), encoding="utf-8")
    english = Wording(load_ladder(), load_interface(load_ladder()))
    (folder / "twins.json").write_text(json.dumps(twins(english)), encoding="utf-8")
    arnstein = CASES.parents[1] / "examples" / "arnstein.yaml"
    own, hostile = folder / "own.yaml", folder / "hostile.yaml"
    own.write_text(json.dumps(own_ladder()), encoding="utf-8")
    hostile.write_text(json.dumps(hostile_ladder()), encoding="utf-8")
    ladders = {
        "built-in": None,
        "small": CASES / "small.yaml",
        "own": own,
        "arnstein": arnstein,
        "hostile": hostile,
    }
    for name, file in ladders.items():
        options = ["--ladder", str(file)] if file else []
        write(folder, name, *options)
        lines = (json.dumps(record) for record in every_record(load_ladder(file)))
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        expected = str(folder / f"{name}-expected.jsonl")
        if code := run(["assess", str(folder / f"{name}.jsonl"), "--json", "--output", expected, *options]):
            sys.exit(code)
    write(folder, "translated", "--ladder", str(write_translation(folder)))
    given = ("activity=Forum", "comment=Asked in May.", "basis=Not yet", "voice_reason=The notes")
    answers = (option for each in given for option in ("--answer", each))
    told = (
        "--send-to",
        "Ann <b>Lee</b>, Jr, ann@example.org",
        "--reply",
        "Ann will tell everyone by 30 June.",
    )
    write(folder, "told", *told)
    write(folder, "preset", "--answered-by", "people who use services", *answers, "--easy")


if __name__ == "__main__":
    main()
