"""The units' periodic reports (báo cáo định kỳ): who has to send one in, what in time means, which are expected.

Knows no table and no calendar: the day on which a report is due is given.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from .model import UnitKind
from .periods import Period, Scheme, Window, count_of_kind, last_complete_period, window_of


class FilingStatus(StrEnum):
    """Whether a unit's report is in time on a day."""

    ON_TIME = "on_time"
    LATE = "late"
    WAITING = "waiting"
    NOT_FILED = "not_filed"


# The department itself receives the reports; a collective is no unit of its own, external bodies report elsewhere.
REPORTING = (UnitKind.DIVISION, UnitKind.CENTRE, UnitKind.DISTRICT_OFFICE)


def filing_status(due: date, filed_on: date | None, as_of: date) -> FilingStatus:
    """The state of a report due on ``due`` as of ``as_of``; the due day itself is still in time."""
    if filed_on is not None:
        return FilingStatus.LATE if filed_on > due else FilingStatus.ON_TIME
    return FilingStatus.NOT_FILED if as_of > due else FilingStatus.WAITING


def reports_owed(kind: str, valid_from: date | None, valid_to: date | None, covered: Window) -> bool:
    """Whether a unit has to report on ``covered``.

    It does if it exists on the last day of the window: one that ended before has nobody left to report, and who took
    its work over reports for it.
    """
    begun = valid_from is None or valid_from <= covered.end
    return kind in REPORTING and begun and (valid_to is None or valid_to > covered.end)


def expected_windows(first: Period, scheme: Scheme, as_of: date) -> tuple[Window, ...]:
    """The windows, oldest first, whose reports are expected by ``as_of`` where ``first`` is the first one recorded.

    Those of the last year: twelve months, four quarters, two halves. What is older has been overtaken by the same
    report of a year later, and nobody would still ask for it.
    """
    try:
        period = last_complete_period(first.kind, scheme, as_of)
    except LookupError:
        return ()
    opening = window_of(first, scheme).start
    found: list[Window] = []
    for _of_a_year in range(count_of_kind(first.kind)):
        covered = window_of(period, scheme)
        if covered.start >= opening and scheme.has(period):
            found.insert(0, covered)
        period = period.before()
    return tuple(found)
