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
