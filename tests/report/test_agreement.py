"""Agreement of coders: kappa and alpha as published, who is compared, and what is left out."""

import csv
import json
from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from operator import ne
from pathlib import Path

import pytest
from conftest import LADDER, STANDARD, Command
from hypothesis import given
from hypothesis import strategies as st

from coproladder import make_activity
from coproladder.pages.report_page import report_page
from coproladder.render import html_page as html
from coproladder.render import plain
from coproladder.report.agreement import MOST_CODERS, coding, measure
from coproladder.report.coefficients import kappa as kappa_of
from coproladder.report.coefficients import ordinal_alpha
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
    kappa, error = kappa_of(cells) or (0.0, 0.0)
    low, high = measure(Counter(cells)).interval or (0.0, 0.0)
    assert (round(kappa, 7), round(error, 8)) == (0.8921569, 0.03535151)
    assert (round(low, 4), round(high, 4)) == (0.8229, 0.9614)


@pytest.mark.parametrize("pairs", [[], [(3, 3)], [(0, 0), (0, 0)]])
def test_kappa_is_not_defined_where_only_one_rung_occurs(pairs: list[tuple[int, int]]) -> None:
    assert kappa_of(Counter(pairs)) is None
    assert measure(Counter(pairs)).unweighted_kappa is None
    if pairs:
        shown = plain.render(report_page(report(*coded(pairs * 5)), STANDARD))
        row = "Kappa, quadratic weights (95% interval): one value only; Kappa, no weights: one value only."
        assert row in shown
        assert "activities. All that are certain are on one rung, so there is no alpha." in shown


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
    found = kappa_of(Counter(pairs))
    if len({*ones, *others}) == 1:
        assert found is None
    else:
        assert found
        assert found[0] == pytest.approx(2 * covariance / by_chance)


def test_kappa_without_weights_is_as_published() -> None:
    # J. L. Fleiss, J. Cohen, B. S. Everitt (1969), the example in Cohen (1960): 0.492 for three categories.
    table = [(88, 14, 18), (10, 40, 10), (2, 6, 12)]
    cells = {(row, column): n for row, counts in enumerate(table) for column, n in enumerate(counts)}
    kappa, _ = kappa_of(cells, ne) or (0.0, 0.0)
    assert round(kappa, 3) == 0.492


# Alpha


def test_alpha_is_as_published() -> None:
    # K. Krippendorff (2011), Computing Krippendorff's alpha-reliability, the example of four observers and
    # twelve units with values missing: 0.815 for ordinal data.
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    units = ([value for value in unit if value is not None] for unit in zip(*rows, strict=True))
    assert round(ordinal_alpha(units) or 0, 3) == 0.815


@pytest.mark.parametrize("units", [[], [[3]], [[3, 3], [3, 3, 3]], [[], [1], [2]]])
def test_alpha_is_not_defined_where_only_one_value_can_be_paired(units: list[list[int]]) -> None:
    assert ordinal_alpha(units) is None


@given(st.lists(st.lists(st.integers(0, 7), max_size=5), max_size=12))
def test_alpha_is_that_of_all_pairs(units: list[list[int]]) -> None:
    # An independent form: each pair within a unit, and each pair of all values, one by one.
    paired = [unit for unit in units if len(unit) > 1]
    values = sorted(value for unit in paired for value in unit)

    def distance(one: int, other: int) -> float:
        low, high = sorted((one, other))
        ends = values.count(low) + values.count(high)
        return float((sum(low <= value <= high for value in values) - ends / 2) ** 2)

    observed = sum(distance(*pair) / (len(unit) - 1) for unit in paired for pair in permutations(unit, 2))
    expected = sum(distance(*pair) for pair in permutations(values, 2))
    found = ordinal_alpha(units)
    if not expected:
        assert found is None
    else:
        assert found == pytest.approx(1 - (len(values) - 1) * observed / expected)


# Coders


def test_agreement_of_two_coders_worked_out_by_hand() -> None:
    # Squares of the distances: 0 + 1 + 9 + 0 + 0 = 10. By chance, each of 4, 5, 0, 6, 1 with each of 4, 6, 3,
    # 6, 1: 18 + 23 + 98 + 38 + 63 = 240, over 5 pairs 48. Kappa = 1 - 10 / 48.
    unsure = [{"activity": "Unsure", "answered_by": "a"}, placed(3, activity="unsure", answered_by="b")]
    alone = placed(5, activity="Alone", answered_by="a")
    found = report(*coded([(4, 4), (5, 6), (0, 3), (6, 6), (1, 1)]), *unsure, alone)
    (agreement,) = report_record(found)["agreement"]
    counts = {name: agreement[name] for name in ("between", "pairs", "left_out", "exact", "within_one")}
    assert counts == {"between": ("a", "b"), "pairs": 5, "left_out": 1, "exact": 3, "within_one": 4}
    assert agreement["kappa"] == pytest.approx(1 - 10 / 48)
    # Without weights: 3 of 5 are the same, and 1/25 + 2/25 + 1/25 would be by chance.
    assert agreement["unweighted_kappa"] == pytest.approx((3 / 5 - 4 / 25) / (1 - 4 / 25))
    assert agreement["activities_left_out"] == ("Unsure",)
    assert [(each["rungs"], each["count"]) for each in agreement["confusions"]] == [
        ((0, 3), 1),
        ((1, 1), 1),
        ((4, 4), 1),
        ((5, 6), 1),
        ((6, 6), 1),
        ((None, 3), 1),
    ]


def test_agreement_is_measured_on_each_question() -> None:
    found = report(*coded([(4, 4), (5, 6), (0, 3), (2, 2), (2, 2)]))
    (agreement,) = report_record(found)["agreement"]
    counts = {
        each["question"]: (each["pairs"], each["left_out"], each["exact"], each["within_one"])
        for each in agreement["questions"]
    }
    assert counts == {
        "voice": (5, 0, 3, 4),
        "influence": (1, 4, 0, 1),
        "decides": (5, 0, 5, 5),
        "delivery": (0, 5, 0, 0),
    }
    coders = report_record(found)["coders"]
    assert (coders["question_alphas"]["decides"], coders["activities"]) == (None, 5)
    assert coders["question_alphas"]["voice"] == pytest.approx(coders["alpha"])


def test_the_page_has_a_sentence_for_a_paper_and_details_in_folds() -> None:
    unsure = [{"activity": "Unsure", "answered_by": "b"}, placed(0, activity="unsure", answered_by="a")]
    page = report_page(report(*coded([(4, 4), (5, 6), (5, 4), (3, 3), (2, 2)]), *unsure), STANDARD)
    shown = plain.render(page)
    said = shown.partition("How far coders agree\n")[2].splitlines()
    assert said[:3] == [
        "With coproladder and its ladder tlap-co-production, version 3, 2 coders placed 6 activities, each "
        "by two or more of them: Krippendorff's ordinal alpha = 0.90.",
        "Agreement between each two coders:",
        "a and b. Activities: 5; Left out, not certain: 1; Same rung: 3 (60%); Within one rung: 5 (100%); "
        "Kappa, quadratic weights (95% interval): 0.87 (0.72 to 1.00); Kappa, no weights: 0.52.",
    ]
    assert shown.partition("How the rungs of two coders compare:\n")[2].splitlines()[:6] == [
        "a said 5. b said 6: 1; b said 4: 1; b said 3: 0; b said 2: 0; b said Not certain: 0.",
        "a said 4. b said 6: 0; b said 4: 1; b said 3: 0; b said 2: 0; b said Not certain: 0.",
        "a said 3. b said 6: 0; b said 4: 0; b said 3: 1; b said 2: 0; b said Not certain: 0.",
        "a said 2. b said 6: 0; b said 4: 0; b said 3: 0; b said 2: 1; b said Not certain: 0.",
        "a said Off. b said 6: 0; b said 4: 0; b said 3: 0; b said 2: 0; b said Not certain: 1.",
        "Left out, because not both coders are certain: Unsure",
    ]
    folded = html.render(page)
    assert folded.count('<details class="fold">') == folded.count("</details>") == 1
    inside = folded.partition("<details")[2].partition("</details>")[0]
    assert ("Agreement on each question" in inside, "Within one rung" in inside) == (True, False)


def test_only_coders_with_five_activities_in_common_are_compared() -> None:
    three = [(1, 2, 3)] * 4
    few = report(*coded(three, coders="cab"))
    assert coding(LADDER, few.activities) is None
    assert (report_record(few)["agreement"], report_record(few)["coders"]) == ([], None)
    line = "No two coders have 5 activities in common. So this report does not measure how far they agree.\n"
    assert line in plain.render(report_page(few, STANDARD))
    assert "coders" not in plain.render(report_page(report(placed(3, activity="x")), STANDARD))
    more = report(
        *coded([(1, 2, 3)] * 5, coders="cab"),
        *(placed(3, activity=f"Study {number}", answered_by="d") for number in (0, 1, 2, 3, 9)),
    )
    found = coding(LADDER, more.activities)
    assert found
    assert found.coders == ("a", "b", "c")
    assert [each.between for each in found.between or ()] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_two_coders_with_few_activities_in_common_are_not_compared_though_others_are() -> None:
    # d has 3 activities in common with a, b and c, and 3 others with e.
    found = report(
        *coded([(1, 2, 3)] * 5, coders="cab"),
        *(placed(3, activity=f"Study {number}", answered_by="d") for number in (0, 1, 2, 7, 8, 9)),
        *(placed(3, activity=f"Study {number}", answered_by="e") for number in (7, 8, 9)),
    )
    coders = coding(LADDER, found.activities)
    assert coders
    assert coders.coders == ("a", "b", "c")
    assert [each.between for each in coders.between or ()] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_coders_who_are_never_certain_have_no_measure() -> None:
    unsure = [{"activity": f"Study {number}", "answered_by": who} for number in range(5) for who in "ab"]
    shown = plain.render(report_page(report(*unsure), STANDARD))
    row = "Activities: 0; Left out, not certain: 5; Same rung: none; Within one rung: none;"
    assert f"a and b. {row}" in shown


def test_many_coders_are_not_set_side_by_side() -> None:
    names = [chr(ord("a") + number) for number in range(MOST_CODERS + 1)]
    found = report(*coded([tuple(number % 7 for number in range(len(names)))] * 5, coders="".join(names)))
    record = report_record(found)
    assert (record["agreement"], len(record["coders"]["coders"])) == (None, MOST_CODERS + 1)
    assert record["coders"]["alpha"] == pytest.approx(-0.04, abs=0.05)
    assert f"There are more than {MOST_CODERS} coders, so they are not compared two by two." in plain.render(
        report_page(found, STANDARD)
    )


def test_the_latest_record_of_a_coder_counts_where_dates_part_them() -> None:
    records = coded([(4, 4), (5, 5), (3, 3), (2, 2), (1, 1)])
    earlier = [
        placed(7 - 1, activity="Study 0", answered_by="a", date="2024"),
        placed(0, activity="Study 0", answered_by="a", date="2025-01"),
    ]
    records[0] |= {"date": "2026"}
    for order in (records + earlier, earlier[::-1] + records[::-1]):
        found = report(*order)
        (agreement,) = report_record(found)["agreement"]
        assert (agreement["exact"], agreement["pairs"]) == (5, 5)
        assert report_record(found)["coders"]["set_aside"] == 2
        line = "In this part, 2 earlier records are left out, because the latest of each coder counts.\n"
        assert line in plain.render(report_page(found, STANDARD))


@pytest.mark.parametrize("dates", [("", ""), ("2026", "2026-05"), ("2026-05", ""), ("2025", "2025")])
def test_a_group_under_one_name_is_no_coder(dates: tuple[str, str]) -> None:
    records = coded([(4, 4), (5, 5), (3, 3), (2, 2), (1, 1)])
    several = [placed(6, activity="Many", answered_by="b")]
    several += [
        placed(3, activity="Many", answered_by="a", **({"date": each} if each else {})) for each in dates
    ]
    found = report(*records, *several)
    assert report_record(found)["coders"]["as_groups"] == ("Many",)
    assert report_record(found)["agreement"][0]["pairs"] == 5
    line = "several records have one name and no date shows the latest: Many.\n"
    assert line in plain.render(report_page(found, STANDARD))


def test_promises_are_coded_apart_from_what_happened() -> None:
    records = coded([(4, 4), (5, 5), (3, 3), (2, 2), (1, 1)])
    promises = [each | {"basis": "promised", "activity": each["activity"]} for each in coded([(6, 5)] * 5)]
    (agreement,) = report_record(report(*records, *promises))["agreement"]
    assert (agreement["pairs"], agreement["exact"], agreement["within_one"]) == (10, 5, 10)


# Two files


def test_two_coders_in_two_files_are_compared(command: Command, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    studies = "".join(f"Study {number},NAME,,told,\n" for number in (1, 2, 3, 4))
    ours.write_text(f"{HEADER}{studies.replace('NAME', 'Ann')}Study 5,Ann,,answer,none\n")
    theirs.write_text(f"{HEADER}{studies.replace('NAME', 'Bea').upper()}study  5,Bea,,discuss,some\n")
    done = command("report", str(ours), str(theirs), "--plain")
    said = f"Read 10 activities from {ours} and {theirs}. There is no column for decides, delivery.\n"
    assert (done.code, done.err) == (0, said)
    assert "Ann and Bea. Activities: 5; Left out, not certain: 0; Same rung: 4 (80%);" in done.out
    found = json.loads(command("report", str(ours), str(theirs), "-f", "json").out)
    apart = [(views["activity"], views["differ_most_on"]) for views in found["views"]]
    assert apart == [("Study 5", "influence"), *((f"Study {number}", None) for number in (1, 2, 3, 4))]


def test_the_file_tells_coders_apart_who_did_not_say_who_they_are(command: Command, tmp_path: Path) -> None:
    files = [tmp_path / "a" / "one.csv", tmp_path / "b" / "one.csv", tmp_path / "two.csv"]
    for file, voice in zip(files, ("told", "learn", "answer"), strict=True):
        file.parent.mkdir(exist_ok=True)
        file.write_text(HEADER + "".join(f"Study {number},,,{voice},\n" for number in range(5)))
    found = json.loads(command("report", *map(str, files), "-f", "json").out)
    views = {view["answered_by"] for view in found["views"][0]["views"]}
    assert views == {str(files[0]), str(files[1]), "two.csv"}
    assert found["coders"]["coders"] == sorted(views)


def test_disagreements_are_a_table_with_a_row_for_each_view(command: Command, tmp_path: Path) -> None:
    rows = (
        "A,Ann,,discuss,\nA,Bea,2026,discuss,some\nB,Ann,,told,\nB,Bea,,told,\nC,Ann,,told,\nC,=1+1,,learn,\n"
    )
    file, target = tmp_path / "all.csv", tmp_path / "differ.csv"
    file.write_text(HEADER + rows)
    assert command("report", str(file), "--disagreements", str(target)).code == 0
    rest = ["not known"] * 3
    assert [*csv.reader(target.read_text(encoding="utf-8").splitlines())] == [
        ["activity", "date", "answered_by", "basis", "rung", "voice", "influence", "decides", "delivery"],
        ["A", "", "Ann", "", "4 to 5", "discuss", *rest],
        ["A", "2026", "Bea", "", "5", "discuss", "some", *rest[1:]],
        ["C", "", "'=1+1", "", "2", "learn", *rest],
        ["C", "", "Ann", "", "3", "told", *rest],
    ]
    assert command("report", str(file), "--disagreements", str(file), "--force").code == 73
