"""Agreement between groups: kappa as published, on each question, by rung, and what is left out."""

import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import LADDER, STANDARD, Command
from hypothesis import given
from hypothesis import strategies as st

from coproladder import make_activity
from coproladder.pages.report_page import report_page
from coproladder.render import plain
from coproladder.report.agreement import MOST_PAIRS, measure, weighted_kappa
from coproladder.report.summary import Report, make_report
from coproladder.results.report_record import report_record

HEADER = "activity,answered_by,date,voice,influence\n"
VOICES = ("absent", "present", "learn", "told", "answer", "discuss", "design")
"""An answer for the rung of each number up to 4; 5 needs some influence too, and 6 a genuine one."""


def placed(rung: int, **fields: str) -> dict[str, str]:
    influence = {5: "some", 6: "genuine"}.get(rung)
    answers = {"voice": VOICES[rung], "decides": "listens"} | ({"influence": influence} if influence else {})
    return {**answers, **fields}


def report(*records: dict[str, str]) -> Report:
    return make_report(LADDER, [make_activity(LADDER, record) for record in records])


def coded(pairs: Sequence[tuple[int, ...]], coders: str = "ab") -> list[dict[str, str]]:
    return [
        placed(rung, activity=f"Study {number}", answered_by=coder)
        for number, pair in enumerate(pairs)
        for coder, rung in zip(coders, pair, strict=True)
    ]


# Kappa


def test_kappa_and_its_interval_are_as_published() -> None:
    # Two abstractors of 100 patients, with quadratic weights: K. L. Gwet, irrCAC 1.0, vignette "Weighted
    # Chance-corrected Agreement Coefficients": 0.8921569, standard error 0.03535151. Its interval, (0.822,
    # 0.962), is by Student's t with 99 degrees of freedom; by the normal distribution it is this.
    table = [(13, 0, 0), (0, 20, 7), (0, 4, 56)]
    cells = {(row, column): n for row, counts in enumerate(table) for column, n in enumerate(counts)}
    kappa, error = weighted_kappa(cells) or (0.0, 0.0)
    low, high = measure(Counter(cells)).interval or (0.0, 0.0)
    assert (round(kappa, 7), round(error, 8)) == (0.8921569, 0.03535151)
    assert (round(low, 4), round(high, 4)) == (0.8229, 0.9614)


@pytest.mark.parametrize("pairs", [[], [(3, 3)], [(0, 0), (0, 0)]])
def test_kappa_is_not_defined_where_only_one_rung_occurs(pairs: list[tuple[int, int]]) -> None:
    assert weighted_kappa(Counter(pairs)) is None
    if pairs:
        shown = plain.render(report_page(report(*coded(pairs)), STANDARD))
        assert "Kappa and its 95% interval: not defined." in shown


@pytest.mark.parametrize(("pairs", "kappa"), [([(1, 1), (4, 4)], 1), ([(1, 4), (4, 1)], -1)])
def test_there_is_no_interval_where_the_formula_has_no_spread(
    pairs: list[tuple[int, int]], kappa: float
) -> None:
    found = measure(Counter(pairs))
    assert (found.kappa, found.interval) == (kappa, None)


def test_an_interval_ends_where_kappa_does() -> None:
    found = measure(Counter({(1, 1): 3, (4, 4): 3, (4, 5): 1}))
    assert found.interval
    assert found.interval[1] == 1


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=40))
def test_kappa_is_that_of_moments(pairs: list[tuple[int, int]]) -> None:
    # An independent form: twice the covariance over the mean square distance that chance would bring.
    number = len(pairs)
    ones, others = zip(*pairs, strict=True)
    mean_one, mean_other = sum(ones) / number, sum(others) / number
    covariance = sum((one - mean_one) * (other - mean_other) for one, other in pairs) / number
    spread = sum((one - mean_one) ** 2 for one in ones) + sum((other - mean_other) ** 2 for other in others)
    by_chance = spread / number + (mean_one - mean_other) ** 2
    found = weighted_kappa(Counter(pairs))
    if len({*ones, *others}) == 1:
        assert found is None
    else:
        assert found
        assert found[0] == pytest.approx(2 * covariance / by_chance)


# Groups


def test_agreement_of_two_coders_worked_out_by_hand() -> None:
    # Squares of the distances: 0 + 1 + 9 + 0 = 10. By chance, each of 4, 5, 0, 6 with each of 4, 6, 3, 6:
    # 9 + 7 + 97 + 13 = 126, over 4 pairs 31.5. Kappa = 1 - 10 / 31.5.
    unsure = [{"activity": "Unsure", "answered_by": "a"}, placed(3, activity="unsure", answered_by="b")]
    alone = placed(5, activity="Alone", answered_by="a")
    found = report(*coded([(4, 4), (5, 6), (0, 3), (6, 6)]), *unsure, alone)
    (agreement,) = report_record(found)["agreement"]
    counts = {name: agreement[name] for name in ("between", "pairs", "left_out", "exact", "within_one")}
    assert counts == {"between": ("a", "b"), "pairs": 4, "left_out": 1, "exact": 2, "within_one": 3}
    assert agreement["kappa"] == pytest.approx(1 - 10 / 31.5)
    assert agreement["activities_left_out"] == ("Unsure",)
    assert [(each["rungs"], each["count"]) for each in agreement["confusions"]] == [
        ((0, 3), 1),
        ((4, 4), 1),
        ((5, 6), 1),
        ((6, 6), 1),
        ((None, 3), 1),
    ]


def test_agreement_is_measured_on_each_question() -> None:
    found = report(*coded([(4, 4), (5, 6), (0, 3)]))
    (agreement,) = report_record(found)["agreement"]
    counts = {
        each["question"]: (each["pairs"], each["left_out"], each["exact"], each["within_one"])
        for each in agreement["questions"]
    }
    assert counts == {
        "voice": (3, 0, 1, 2),
        "influence": (1, 2, 0, 1),
        "decides": (3, 0, 3, 3),
        "delivery": (0, 3, 0, 0),
    }


def test_confusions_are_a_table_of_the_rungs_that_occur() -> None:
    unsure = [{"activity": "Unsure", "answered_by": "b"}, placed(0, activity="unsure", answered_by="a")]
    shown = plain.render(report_page(report(*coded([(4, 4), (5, 6), (5, 4)]), *unsure), STANDARD))
    assert shown.partition("Which rungs stand for which:\n")[2].splitlines()[:4] == [
        "a: 5. b: 6: 1; b: 4: 1; b: Not certain: 0.",
        "a: 4. b: 6: 0; b: 4: 1; b: Not certain: 0.",
        "a: Off. b: 6: 0; b: 4: 0; b: Not certain: 1.",
        "Left out, as they are not certain on both sides: Unsure",
    ]


def test_every_two_of_three_groups_are_compared() -> None:
    found = report(*coded([(1, 2, 3)], coders="cab"))
    assert [each.between for each in found.agreements or ()] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_many_pairs_of_groups_are_not_all_shown_question_by_question() -> None:
    shown = plain.render(report_page(report(*coded([(1,) * 16], coders="abcdefghijklmnop")), STANDARD))
    assert shown.count("Agreement on each question:") == 10
    assert "Here are the first 10 pairs of groups by question; --format json has them all." in shown
    assert "And 20 more: --format json has them all." in shown


def test_a_crowd_on_one_activity_is_not_compared_two_by_two() -> None:
    people = [placed(3, activity="Vote", answered_by=f"person {number}") for number in range(800)]
    assert len(people) * (len(people) - 1) // 2 > MOST_PAIRS
    found = report(*people)
    assert found.agreements is None
    assert report_record(found)["agreement"] is None
    assert "too many to compare two by two" in plain.render(report_page(found, STANDARD))


# Two files


def test_two_coders_in_two_files_are_compared(command: Command, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    ours.write_text(f"{HEADER}Study 1,Ann,,told,\nStudy 2,Ann,,answer,none\nStudy 3,Ann,,discuss,\n")
    theirs.write_text(f"{HEADER}study 1,Bea,,told,\nStudy  2,Bea,,discuss,some\nStudy 3,Bea,,discuss,some\n")
    done = command("report", str(ours), str(theirs), "--plain")
    said = f"Read 6 activities from {ours} and {theirs}. No column for decides, delivery.\n"
    assert (done.code, done.err) == (0, said)
    # 3 and 3, 4 and 5: the square of one distance is 1, and by chance (0 + 4 + 1 + 1) / 2 = 3.
    row = "Activities: 2; Left out, not certain: 1; Same rung: 1 (50%); Within one rung: 2 (100%); Kappa and"
    assert f"Ann and Bea. {row} its 95% interval: 0.67, " in done.out
    found = json.loads(command("report", str(ours), str(theirs), "-f", "json").out)
    assert found["agreement"][0]["kappa"] == pytest.approx(2 / 3)
    apart = [(views["activity"], views["differ_most_on"]) for views in found["views"]]
    assert apart == [("Study 2", "influence"), ("Study 1", None), ("Study 3", None)]


def test_the_file_tells_coders_apart_who_did_not_say_who_they_are(command: Command, tmp_path: Path) -> None:
    files = [tmp_path / "a" / "one.csv", tmp_path / "b" / "one.csv", tmp_path / "two.csv"]
    for file, voice in zip(files, ("told", "learn", "answer"), strict=True):
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{HEADER}Study,,,{voice},\n")
    found = json.loads(command("report", *map(str, files), "-f", "json").out)
    views = [view["answered_by"] for view in found["views"][0]["views"]]
    assert views == [str(files[0]), str(files[1]), "two.csv"]


def test_the_same_activity_in_the_file_of_another_year_is_not_another_view(
    command: Command, tmp_path: Path
) -> None:
    for year in ("2025", "2026"):
        (tmp_path / f"{year}.csv").write_text(f"{HEADER}Study,,{year},told,\n")
    names = [str(tmp_path / f"{year}.csv") for year in ("2025", "2026")]
    found = json.loads(command("report", *names, "-f", "json").out)
    assert found["views"] == []
    assert [place["date"] for place in found["over_time"][0]["places"]] == ["2025", "2026"]


def test_disagreements_are_a_table_for_the_talk_about_them(command: Command, tmp_path: Path) -> None:
    rows = "A,Ann,,discuss,\nA,Bea,,discuss,some\nB,Ann,,told,\nB,Bea,,told,\nC,Ann,,told,\nC,=1+1,,learn,\n"
    file, target = tmp_path / "all.csv", tmp_path / "differ.csv"
    file.write_text(HEADER + rows)
    assert command("report", str(file), "--disagreements", str(target)).code == 0
    assert [*csv.reader(target.read_text(encoding="utf-8").splitlines())] == [
        ["activity", "question", "Ann", "'=1+1", "Bea"],
        ["C", "rung", "3", "2", ""],
        ["C", "voice", "told", "learn", ""],
        ["A", "rung", "4 to 5", "", "5"],
        ["A", "influence", "not known", "", "some"],
    ]
    assert command("report", str(file), "--disagreements", str(file), "--force").code == 73
