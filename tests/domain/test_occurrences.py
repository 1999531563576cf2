"""What the occurrences of a recurring task are called, and which one a typed name means."""

from __future__ import annotations

import pytest

from tests.support.registers import day
from tuphap_cli.domain import occurrences

QUARTERS = "31/3 30/6 30/9 31/12"
MONTHS = "31/1 28/2 31/3 30/4 31/5 30/6 31/7 31/8 30/9 31/10 30/11 31/12"


def names(days: str, rule: str = "every") -> str:
    return " ".join(occurrences.occurrence_names([day(one) for one in days.split()], rule, 2021))


@pytest.mark.parametrize(
    ("days", "rule", "expected"),
    [
        (QUARTERS, "every", "Q1 Q2 Q3 Q4"),
        ("30/6 30/9 31/12", "every", "Q2 Q3 Q4"),
        ("15/3 15/6 15/9 15/12", "every_quarter", "Q1 Q2 Q3 Q4"),
        ("30/6 31/12", "every", "6T1 6T2"),
        ("30/9 31/12", "every", "Q3 Q4"),
        ("15/3 15/9", "every_year", "T3 T9"),
        ("30/4 31/5 30/6", "every", "T4 T5 T6"),
        ("30/11 31/12", "every_month", "T11 T12"),
        ("31/12", "every_quarter", "Q4"),
        ("15/11", "every_year", "2021"),
        ("15/11 15/11/2022", "every_year", "2021 2022"),
        ("31/12", "every", "2021-12-31"),
        ("1/6 15/6", "list", "2021-06-01 2021-06-15"),
        (f"{QUARTERS} 31/3/2022 30/6/2022 30/9/2022 31/12/2022", "every",
         "Q1/2021 Q2/2021 Q3/2021 Q4/2021 Q1/2022 Q2/2022 Q3/2022 Q4/2022"),
        ("31/12 31/3/2022 30/6/2022 30/9/2022 31/12/2022", "every", "Q4/2021 Q1/2022 Q2/2022 Q3/2022 Q4/2022"),
        ("30/6/2022 30/9/2022 31/12/2022", "every", "Q2/2022 Q3/2022 Q4/2022"),
        ("30/6 31/12 30/6/2023 31/12/2023", "every", "6T1/2021 6T2/2021 6T1/2023 6T2/2023"),
        ("", "every", ""),
    ],
)  # fmt: skip
def test_names_follow_from_the_days_and_the_rule(days: str, rule: str, expected: str) -> None:
    assert names(days, rule) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("5/4 5/7 5/10 5/1/2022", "Q1 Q2 Q3 Q4"),
        ("5/11 5/12 5/1/2022", "T10 T11 T12"),
        ("15/7 15/1/2022", "6T1 6T2"),
        ("5/12 5/1/2022 5/2/2022 5/12/2022", "T12/2021 T1/2022 T2/2022 T12/2022"),
    ],
)
def test_what_is_due_in_january_after_the_plan_is_the_last_of_its_year(days: str, expected: str) -> None:
    assert names(days) == expected


def fits(typed: str, days: str, rule: str = "every") -> str:
    known = occurrences.named_occurrence([(day(one), day(one)) for one in days.split()], rule, 2021)
    return " ".join(known[index].name for index in occurrences.fitting(typed, known, rule, 2021))


@pytest.mark.parametrize(
    "typed", ["Q2", "q2", "quý II", "QUY 2", "Quý II/2021", "quý 2 năm 2021", "2/2021", "II/2021", "30/6",
              "30/6/2021", "2021-06-30", "tháng 6", "T6", "T06/2021", "6T", "6 tháng đầu năm", "6T1"],
)  # fmt: skip
def test_an_occurrence_is_named_in_many_ways(typed: str) -> None:
    assert fits(typed, "30/6 30/9 31/12") == "Q2"


@pytest.mark.parametrize(
    ("typed", "days", "expected"),
    [
        ("T5", MONTHS, "T5"),
        ("tháng 12/2021", MONTHS, "T12"),
        ("2/2021", MONTHS, "T2"),
        ("2/2021", "1/2 15/2", "2021-02-01 2021-02-15"),
        ("6T", "30/6 31/12", "6T1"),
        ("6 tháng cuối năm 2021", "30/6 31/12", "6T2"),
        ("2021", "15/11", "2021-11-15"),
        ("năm 2022", "15/11 15/11/2022", "2022"),
        ("2021", QUARTERS, "Q1 Q2 Q3 Q4"),
        ("Q4", "31/12 31/3/2022 30/6/2022 30/9/2022 31/12/2022", "Q4/2021 Q4/2022"),
        ("Q4/2021", "31/12 31/3/2022 30/6/2022 30/9/2022 31/12/2022", "Q4/2021"),
        ("Q4/2022", "31/12 31/3/2022 30/6/2022 30/9/2022 31/12/2022", "Q4/2022"),
        ("30/6", "30/9 31/12 31/3/2022 30/6/2022", "Q2/2022"),
        ("30/6", "30/6 31/12 30/6/2022 31/12/2022", "6T1/2021 6T1/2022"),
        ("30/6/2022", "30/6 31/12 30/6/2022 31/12/2022", "6T1/2022"),
        ("6T1/2022", "30/6 31/12 30/6/2022 31/12/2022", "6T1/2022"),
        ("6 tháng đầu năm 2022", "30/6 31/12 30/6/2022 31/12/2022", "6T1/2022"),
        ("T5/2022", "31/5 30/6 31/5/2022 30/6/2022", "T5/2022"),
        ("tháng 5/2022", "31/5 30/6 31/5/2022 30/6/2022", "T5/2022"),
        ("T12", "5/11 5/12 5/1/2022", "T12"),
        ("5/1", "5/11 5/12 5/1/2022", "T12"),
        ("Q3/2022", QUARTERS, ""),
        ("Q5", QUARTERS, ""),
        ("1/5", QUARTERS, ""),
        ("kỳ sau", QUARTERS, ""),
        ("", QUARTERS, ""),
        ("Q1", "", ""),
    ],
)
def test_a_typed_name_means_what_falls_into_it(typed: str, days: str, expected: str) -> None:
    assert fits(typed, days) == expected


def test_a_moved_day_names_its_occurrence_too() -> None:
    known = occurrences.named_occurrence([(day("30/6"), day("31/7")), (day("30/9"), None)], "every", 2021)
    assert occurrences.fitting("31/7", known, "every", 2021) == [0]
    assert occurrences.fitting("30/6", known, "every", 2021) == [0]
    assert occurrences.fitting("Q3", known, "every", 2021) == [1]


TWO_YEARS = f"{QUARTERS} 31/3/2022 30/6/2022 30/9/2022 31/12/2022"


@pytest.mark.parametrize(
    "typed", ["Q3/2021", "q3-2021", "Q3 2021", "Q3.2021", "quý III/2021", "quý 3 năm 2021", "30/9/2021"]
)
def test_a_name_with_its_year_is_one_occurrence(typed: str) -> None:
    assert fits(typed, TWO_YEARS) == "Q3/2021"


def known_of(days: str) -> list[occurrences.Occurrence]:
    return occurrences.named_occurrence([(day(one), day(one)) for one in days.split()], "every", 2021)


@pytest.mark.parametrize(
    ("typed", "present", "expected"),
    [
        ("Q3", 2021, "Q3/2021"),
        ("Q3", 2022, "Q3/2022"),
        ("Q3", 2023, "Q3/2022"),  # none of that year: the latest
        ("Q3", 2020, "Q3/2021"),  # none of that year nor before: the first
        ("30/9", 2022, "Q3/2022"),
        ("Q3/2021", 2022, "Q3/2021"),
        ("2021", 2022, "Q1/2021 Q2/2021 Q3/2021 Q4/2021"),
        ("Q9", 2022, ""),
    ],
)
def test_a_name_without_its_year_means_the_present_year(typed: str, present: int, expected: str) -> None:
    known = known_of(TWO_YEARS)
    found = occurrences.fitting(typed, known, "every", 2021)
    assert " ".join(known[i].name for i in occurrences.of_one_year(found, known, present)) == expected


@pytest.mark.parametrize(
    ("days", "further", "expected"),
    [
        (QUARTERS, 2022, []),
        (QUARTERS, 2023, [2022]),
        (QUARTERS, 2025, [2022, 2023, 2024]),
        (f"{QUARTERS} 31/3/2024", 2023, [2022]),  # a later year is there already
        (f"{QUARTERS} 31/3/2024", 2025, []),
        ("5/11 5/12 5/1/2022", 2022, []),  # what is due in January belongs to December
        ("31/3/2022", 2021, []),
        ("", 2022, []),
    ],
)
def test_a_year_that_is_passed_over_is_known(days: str, further: int, expected: list[int]) -> None:
    assert occurrences.passed_over([day(one) for one in days.split()], 2021, further) == expected


@pytest.mark.parametrize(
    ("days", "on", "expected"),
    [
        ("30/9 31/12", "5/1/2022", True),
        ("30/9 31/12", "31/12", False),
        ("5/11 5/12 5/1/2022", "4/1/2022", False),  # December's work, due in January
        ("5/11 5/12 5/1/2022", "30/12", False),
        ("5/11 5/12 5/1/2022", "2/1/2023", True),
    ],
)
def test_an_entry_of_another_year_than_the_occurrence_is_told(days: str, on: str, expected: bool) -> None:
    assert known_of(days)[-1].of_another_year(day(on)) is expected
