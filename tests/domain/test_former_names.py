"""Which name a unit bore on a day."""

from __future__ import annotations

from datetime import date

import pytest

from tuphap_cli.domain.former_names import FormerName, name_on

FORMER = (
    FormerName("Phòng A", date(2020, 3, 1), "3/QĐ-STP"),
    FormerName("Phòng B", date(2021, 7, 1), "30/QĐ-STP"),
)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 1, 1), "Phòng A"), (date(2020, 2, 29), "Phòng A"), (date(2020, 3, 1), "Phòng B"),
        (date(2021, 6, 30), "Phòng B"), (date(2021, 7, 1), "Phòng C"), (date(2030, 1, 1), "Phòng C"),
    ],
)  # fmt: skip
def test_a_name_holds_until_the_day_of_the_next(day: date, name: str) -> None:
    assert name_on("Phòng C", FORMER, day) == name


def test_a_unit_that_was_never_renamed_has_always_been_called_so() -> None:
    assert name_on("Phòng C", (), date(1999, 1, 1)) == "Phòng C"
