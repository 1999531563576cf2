"""The units' periodic reports: in time or not, who has to send one in, which are expected on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.support.registers import day
from tuphap_cli.domain import filings
from tuphap_cli.domain.filings import FilingStatus
from tuphap_cli.domain.model import UnitKind
from tuphap_cli.domain.periods import Edge, Period, PeriodKind, Scheme, window_of

DECREE = Scheme("decree09", "Nghị định", "Decree", Edge(15, -1), Edge(14, 0))
Q2 = window_of(Period(PeriodKind.QUARTER, 2, 2021), DECREE)
DUE = day("15/6")


@pytest.mark.parametrize(
    ("filed_on", "as_of", "found"),
    [
        ("14/6", "9/7", "on_time"), ("15/6", "9/7", "on_time"), ("16/6", "9/7", "late"), (None, "14/6", "waiting"),
        (None, "15/6", "waiting"), (None, "16/6", "not_filed"),
    ],
)  # fmt: skip
def test_a_report_is_in_time_until_the_end_of_its_last_day(filed_on: str | None, as_of: str, found: str) -> None:
    assert filings.filing_status(DUE, day(filed_on) if filed_on else None, day(as_of)) == FilingStatus(found)


@pytest.mark.parametrize(
    ("kind", "reports"),
    [
        (UnitKind.DIVISION, True), (UnitKind.CENTRE, True), (UnitKind.DISTRICT_OFFICE, True),
        (UnitKind.DEPARTMENT, False), (UnitKind.COLLECTIVE, False), (UnitKind.EXTERNAL, False),
    ],
)  # fmt: skip
def test_divisions_centres_and_district_offices_report(kind: UnitKind, reports: bool) -> None:
    assert filings.reports_owed(kind.value, None, None, Q2) == reports


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "reports"),
    [
        (None, None, True), (day("14/6"), None, True), (day("15/6"), None, False), (None, day("14/6"), False),
        (None, day("15/6"), True), (None, day("1/4"), False),
    ],
)  # fmt: skip
def test_a_unit_reports_if_it_exists_when_the_window_ends(
    valid_from: date | None, valid_to: date | None, reports: bool
) -> None:
    assert filings.reports_owed("division", valid_from, valid_to, Q2) == reports


def expected(first: str, as_of: str, scheme: Scheme = DECREE, kind: PeriodKind = PeriodKind.QUARTER) -> list[str]:
    """The names of the expected reports, where ``first`` ("2/2021") is the first one recorded."""
    index, year = map(int, first.split("/"))
    return [found.name for found in filings.expected_windows(Period(kind, index, year), scheme, day(as_of))]


@pytest.mark.parametrize(
    ("first", "as_of", "found"),
    [
        ("2/2021", "14/6/2021", []),
        ("2/2021", "15/6/2021", ["Q2/2021"]),
        ("2/2021", "9/12/2021", ["Q2/2021", "Q3/2021"]),
        ("2/2021", "14/6/2022", ["Q2/2021", "Q3/2021", "Q4/2021", "Q1/2022"]),
        ("2/2021", "15/6/2022", ["Q3/2021", "Q4/2021", "Q1/2022", "Q2/2022"]),
        ("4/2021", "9/7/2021", []),
    ],
)
def test_reports_are_expected_from_the_first_recorded_one_for_a_year(
    first: str, as_of: str, found: list[str]
) -> None:
    assert expected(first, as_of) == found


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (PeriodKind.MONTH, 12),
        (PeriodKind.QUARTER, 4),
        (PeriodKind.HALF, 2),
        (PeriodKind.NINE, 1),
        (PeriodKind.YEAR, 1),
    ],
)
def test_a_year_holds_as_many_reports_as_their_kind_has(kind: PeriodKind, number: int) -> None:
    assert len(expected("1/2019", "9/7/2022", kind=kind)) == number


def test_only_reports_that_the_rule_knows_are_expected() -> None:
    halves = replace(DECREE, kinds={PeriodKind.HALF: (1,)})
    assert expected("1/2020", "9/7/2021", halves, PeriodKind.HALF) == ["H1/2021"]
    assert expected("1/2020", "9/7/2021", halves) == []
    ended = replace(DECREE, valid_to=day("14/3"))
    assert expected("1/2020", "9/7/2021", ended) == ["Q3/2020", "Q4/2020", "Q1/2021"]
