"""Deadlines that stand among other words, name reports, hours or documents: read where plain, else asked about."""

from __future__ import annotations

import pytest

from tests.support.deadline_cases import shown
from tests.support.plan_phrases import PHRASES, YEAR
from tuphap_cli.domain.deadlines import notes, read_deadline

ALL = [case for cases in PHRASES.values() for case in cases]


@pytest.mark.parametrize(("phrase", "expected"), ALL)
def test_table(phrase: str, expected: str) -> None:
    assert shown(read_deadline(phrase, YEAR)) == expected


def test_no_remark_on_a_word_that_is_not_there() -> None:
    """«Từ … đến 17h ngày …» has no "trước" of which to say that its day counts."""
    for phrase in ("từ 8h ngày 01/10/2023 đến 17h ngày 15/10/2023", "không trước ngày 01/10 và không sau ngày 15/10"):
        assert notes.BEFORE_DAY_COUNTS not in read_deadline(phrase, YEAR).notes


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("trước ngày 08 tháng cuối quý", "every_quarter"),
        ("ngày 08 hằng tháng", "every_month"),
        ("Tháng 3, 9", "list"),
        ("Quý II, III", "several"),  # asked, so it is not said that each is a deadline
    ],
)
def test_the_rule_says_what_was_read(phrase: str, rule: str) -> None:
    assert read_deadline(phrase, YEAR).rule == rule
