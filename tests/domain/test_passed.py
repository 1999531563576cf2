"""Due days that had passed when the work was handed down."""

from __future__ import annotations

import pytest

from tests.support.registers import day
from tuphap_cli.domain.model import DeadlineKind, Reading
from tuphap_cli.domain.passed import passed_remark

ONE = Reading("Tháng 01/2021", DeadlineKind.WITHIN, due=day("31/1"), sure=True)
EVERY = Reading("Hằng quý", DeadlineKind.EVERY, occurrences=(day("15/1"), day("20/2")), sure=True)
ASSIGNED = day("26/2")


def test_a_day_before_the_assignment_is_named() -> None:
    assert str(passed_remark(ONE, ASSIGNED, 17, 2021)) == (
        "the due day 31/01/2021 had passed already when it was assigned on 26/02/2021"
    )


def test_a_recurring_deadline_that_is_over_is_renewed_for_next_year() -> None:
    said = str(passed_remark(EVERY, ASSIGNED, 17, 2021))
    assert said.startswith("its occurrences of 2021 had all passed when it was assigned on 26/02/2021")
    assert said.endswith("`tuphap task renew 17 --year 2022`")


@pytest.mark.parametrize(
    "reading",
    [
        ONE._replace(due=ASSIGNED), ONE._replace(sure=False), EVERY._replace(sure=False),
        EVERY._replace(occurrences=(day("15/1"), ASSIGNED)), EVERY._replace(occurrences=()),
        Reading("", DeadlineKind.NONE, sure=True),
    ],
)  # fmt: skip
def test_else_nothing_is_said(reading: Reading) -> None:
    assert passed_remark(reading, ASSIGNED, 17, 2021) is None
