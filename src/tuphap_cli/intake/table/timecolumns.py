"""Tells deadlines from days of completion among the columns that hold times, by their headings and their values.

A heading with "hạn" names a deadline. "Ngày hoàn thành", "Thời gian hoàn thành", "Ngày kết thúc" name a deadline
where nothing else does, and the day of completion beside one. Where headings and values leave two columns in the
running, the second is a rival of the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ...text import fold
from ..files.source import SourceRow
from .cellkinds import Profile, profile, says_done
from .heading_words import Field
from .headings import words_of
from .plan_columns import PlanColumn

MAPPED = 100  # the weight of what the clerk said
LOOKED_AT = 400  # rows
_PLANNED = re.compile(
    r"\b(?:han|deadline|due|du kien|ke hoach|phai|yeu cau|hoan thanh truoc|truoc ngay|ban dau|den ngay|dang ky|moc)\b"
)
_ENDS = re.compile(r"\b(?:hoan thanh|ket thuc|hoan tat|xong)\b")
_STARTS = re.compile(r"\b(?:bat dau|khoi cong|khoi dau)\b|^(?:thoi gian )?tu(?: ngay| thang)?$")
_SCHEDULE = re.compile(r"\b(?:tien do|lo trinh)\b")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d\d)-(\d\d)")


class Tense(StrEnum):
    """What a heading alone says of a column with times."""

    PLANNED = "planned"  # a deadline by its words
    ENDS = "ends"  # when the work ends: planned or done
    TIME = "time"  # any other time


def tense_of(column: PlanColumn) -> Tense:
    """What the heading says of the times in ``column``."""
    words = words_of(f"{column.above} {column.heading}")
    if column.weight >= MAPPED or column.mark or _PLANNED.search(words):
        return Tense.PLANNED
    return Tense.ENDS if _ENDS.search(words) else Tense.TIME


@dataclass(slots=True)
class TimeColumns:
    """The columns of one header with the rows below it.

    ``doubt`` is the heading of the column that was taken for the deadline, but may not be one.
    """

    columns: list[PlanColumn]
    rows: Sequence[SourceRow]
    doubt: str = ""
    _profiles: dict[int, Profile] = field(default_factory=dict)

    def settle(self) -> list[PlanColumn]:
        """The columns with each time distinguished: deadlines, days of completion, adjusted deadlines, states."""
        self.rows = [r for r in self.rows if sum(bool(c.text) for c in r.cells) > 1]
        self._tell_states()
        self._tell_completed()
        planned, ends, times = (self._of(tense) for tense in Tense)
        if planned:
            self._beside_deadlines(planned, ends, times)
        elif ends and times:
            self._two_times(ends[0], times[0])
        elif len(ends) > 1:
            self._several_ends(ends)
        elif ends:
            self._one_end(ends[0])
        self._only_adjusted()
        return self.columns

    # -- what the columns are ------------------------------------------------------------------------------

    def _of(self, tense: Tense) -> list[PlanColumn]:
        """The columns of deadlines of one tense, the heaviest first; marked ones are planned and stay together."""
        found = [c for c in self.columns if c.field is Field.DEADLINE and tense_of(c) is tense]
        return sorted(found, key=lambda c: -c.weight)

    def _profile(self, column: PlanColumn) -> Profile:
        if column.index not in self._profiles:
            self._profiles[column.index] = profile(r.cell(column.index).text for r in self.rows)
        return self._profiles[column.index]

    def _make(self, column: PlanColumn, what: Field, *, rival: bool = False) -> None:
        made = replace(column, field=what, mark="", rival=rival)
        self.columns = [made if c.index == column.index else c for c in self.columns]

    def _tell_states(self) -> None:
        """A column of deadlines or results whose values are states ("Đã trình", "80%") is a column of states."""
        for column in self.columns:
            by_heading = column.field is Field.DEADLINE and not column.mark
            result = column.field is Field.PRODUCT and "ket qua" in words_of(column.heading)
            found = self._profile(column)
            if not (by_heading or result) or column.weight >= MAPPED or not found.mostly_states:
                continue
            others = any(c.field is Field.DEADLINE and c.index != column.index for c in self.columns)
            if result or others or not found.days + found.periods:  # else its days are the only ones
                self._make(column, Field.STATUS)

    def _tell_completed(self) -> None:
        """What is headed as done or moved, and holds no day at all, is neither."""
        for column in self.columns:
            found = self._profile(column) if column.field in (Field.DONE, Field.EXTENDED) else None
            if found and found.filled and not found.days and (column.field is Field.DONE or not found.periods):
                self._make(column, Field.EXTRA)

    def _only_adjusted(self) -> None:
        """An adjusted deadline that is alone is the deadline."""
        fields = {c.field for c in self.columns}
        if Field.DEADLINE not in fields and not self.doubt:
            for column in [c for c in self.columns if c.field is Field.EXTENDED][:1]:
                self._make(column, Field.DEADLINE)

    # -- which of them is the deadline ---------------------------------------------------------------------

    def _beside_deadlines(self, planned: list[PlanColumn], ends: list[PlanColumn], times: list[PlanColumn]) -> None:
        blank = bool(self.rows) and not any(self._profile(c).filled for c in planned)
        if blank and all(c.weight < MAPPED for c in planned):
            stand_in = next((c for c in ends if self._profile(c).words_of_a_plan), None)
            stand_in = stand_in or next((c for c in times if self._profile(c).filled), None)
            if stand_in is not None:
                for column in planned:
                    self._make(column, Field.EXTRA)
                self.doubt = stand_in.heading
                ends = [c for c in ends if c is not stand_in]
        for column in ends:
            found = self._profile(column)
            if not found.words_of_a_plan:
                self._make(column, Field.DONE)
            elif any(c.weight >= MAPPED for c in planned):
                self._make(column, Field.EXTRA)
            else:
                self._make(column, Field.EXTRA, rival=True)

    def _two_times(self, end: PlanColumn, time: PlanColumn) -> None:
        """ "Thời gian thực hiện" beside "Ngày hoàn thành": the values say which is the deadline, or nothing does."""
        if self._profile(end).words_of_a_plan or not self.rows or self._starts():
            return
        done = self._is_done(end)
        filled = self._profile(end).filled, self._profile(time).filled
        if done is None and not filled[0]:
            done = True
        if done is None and filled[0] < filled[1]:
            done = True
        if done is None:
            done = self._before_or_behind(end, time)
        if done is None and _SCHEDULE.search(words_of(time.heading)):
            done = True
        if done is False:
            return
        self._make(end, Field.DONE if done else Field.EXTRA, rival=done is None)

    def _several_ends(self, ends: list[PlanColumn]) -> None:
        """ "Thời gian hoàn thành" beside "Ngày hoàn thành"."""
        if not self.rows:
            return
        worded = [c for c in ends if self._profile(c).words_of_a_plan]
        most = max(self._profile(c).filled for c in ends)
        full = [c for c in ends if self._profile(c).filled == most]
        chosen = (worded or full)[0]
        surely = len(worded or full) == 1 or all(self._is_done(c) for c in ends if c is not chosen)
        for column in ends:
            if column is not chosen:
                self._make(column, Field.DONE if surely else Field.EXTRA, rival=not surely)

    def _one_end(self, end: PlanColumn) -> None:
        """A day of the end alone is the deadline, unless only what is done has it."""
        if self._starts() or self._profile(end).words_of_a_plan:
            return
        done = self._is_done(end)
        other = next((c for c in self.columns if c.field is Field.EXTRA and not c.weight and self._dated(c)), None)
        if other is not None and done is not False:
            # An unknown heading over days: it may be the deadline, and this the day of completion.
            self._make(other, Field.EXTRA, rival=True)
        elif done:
            self._make(end, Field.DONE)
        elif done is None and self._states() and self._profile(end).filled:
            self.doubt = end.heading

    def _dated(self, column: PlanColumn) -> bool:
        found = self._profile(column)
        return found.filled > 0 and 2 * (found.days + found.periods) > found.filled

    def _starts(self) -> bool:
        return any(_STARTS.search(words_of(c.heading)) for c in self.columns)

    # -- what the rows say ---------------------------------------------------------------------------------

    def _states(self) -> Callable[[SourceRow], bool | None] | None:
        """What says of a row whether it is done; None where no column does."""
        columns = [c.index for c in self.columns if c.field is Field.STATUS]
        if not columns or all(_said(r, columns) is None for r in self.rows):
            return None
        return lambda row: _said(row, columns)

    def _is_done(self, end: PlanColumn) -> bool | None:
        """Whether only what is done has a day here; False where open work does, None where nothing says."""
        states = self._states()
        if states is None:
            return None
        still_open = [bool(r.cell(end.index).text) for r in self.rows if states(r) is False]
        done = [bool(r.cell(end.index).text) for r in self.rows if states(r)]
        if any(still_open):
            # A day or two of them may be slips; where all open work has its day, the day is planned.
            return False if all(still_open) else None
        return True if still_open and any(done) else None

    def _before_or_behind(self, end: PlanColumn, time: PlanColumn) -> bool | None:
        """Work may be done before its time, but not planned to end before it; None where no row says so."""
        for row in self.rows:
            ended, due = _last_day(row.cell(end.index).text), _last_day(row.cell(time.index).text)
            if ended and due and ended < due:
                return True
        return None


def _said(row: SourceRow, columns: Sequence[int]) -> bool | None:
    return next((said for i in columns if (said := says_done(row.cell(i).text)) is not None), None)


def _last_day(text: str) -> date | None:
    days = []
    for d, m, y, year, month, day in _NUMBERS.findall(fold(text)):
        try:
            days.append(date(int(y or year), int(m or month), int(d or day)))
        except ValueError:
            return None
    return max(days, default=None)
