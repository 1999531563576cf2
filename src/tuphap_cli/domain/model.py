"""The field's own words as values: kinds, states, readings of deadlines, notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Marks ``message`` for translation where it is shown; the domain itself has no language."""
    return message


FIRST_YEAR, LAST_YEAR = 1900, 2200  # of days that people give; others are slips of the keyboard
FIRST_PERIOD = 1990  # the first year of which there are plans and reports


class Note(NamedTuple):
    """A remark to a person: an English template (marked with :func:`N_`) and its values, notes among them."""

    template: str
    values: tuple[tuple[str, str | Note], ...] = ()

    def __str__(self) -> str:
        return self.template.format_map(dict(self.values))


def note(template: str, **values: object) -> Note:
    """A :class:`Note` whose values are shown as text, dates as dd/mm/yyyy; notes among them stay notes."""
    return Note(template, tuple((name, _shown(value)) for name, value in values.items()))


def joined_notes(parts: Sequence[Note], separator: str = ", ") -> Note:
    """Several notes as one, ``separator`` between them."""
    names = [f"part{index}" for index in range(len(parts))]
    return Note(separator.join(f"{{{name}}}" for name in names), tuple(zip(names, parts, strict=True)))


def _shown(value: object) -> str | Note:
    if isinstance(value, Note):
        return value
    return vn_date(value) if isinstance(value, date) else str(value)


def vn_date(day: date) -> str:
    """A day as Vietnamese documents print it in tables: dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


class TaskKind(StrEnum):
    """nhiệm vụ trọng tâm, thường xuyên, đột xuất."""

    KEY = "key"
    REGULAR = "regular"
    AD_HOC = "ad_hoc"


class UnitKind(StrEnum):
    """What a unit is; a collective one ("các phòng, đơn vị thuộc Sở") is never spread over its members."""

    DEPARTMENT = "department"
    DIVISION = "division"
    CENTRE = "centre"
    DISTRICT_OFFICE = "district_office"
    COLLECTIVE = "collective"
    EXTERNAL = "external"


class DeadlineKind(StrEnum):
    """How a deadline's words fix the day; see docs/huong-dan.md."""

    WITHIN = "within"
    BY = "by"
    BEFORE = "before"
    RANGE = "range"
    FROM = "from"
    ONGOING = "ongoing"
    EVERY = "every"
    EVENT = "event"
    EXTERNAL = "external"
    MEETING = "meeting"
    NONE = "none"
    UNREAD = "unread"


class DeadlineRule(StrEnum):
    """The form by which the words of a deadline were read; the values are kept in registers and never change.

    :mod:`~..reports.rules` says each as a sentence.
    """

    NOT_READ = ""
    ENTERED = "entered"  # a person settled it
    EMPTY = "empty"
    # a day or a period
    DAY = "day"
    BEFORE = "before"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    IN_YEAR = "in_year"
    PART_OF_YEAR = "part_of_year"
    HALF_OF_MONTH = "half_of_month"
    THIRD = "third"
    WEEK = "week"
    DAYS_OF_MONTH = "days_of_month"
    BEGINNING = "beginning"
    MIDDLE = "middle"
    MIDDLE_OF_MONTH = "middle_of_month"
    END = "end"
    END_OF_YEAR = "end_of_year"
    RANGE = "range"
    PEAK = "peak"
    BEFORE_PERIOD = "before_period"
    SPREADSHEET = "spreadsheet"
    # several days
    LIST = "list"
    SEVERAL = "several"
    # what comes again
    EVERY = "every"
    EVERY_YEAR = "every_year"
    EVERY_QUARTER = "every_quarter"
    EVERY_MONTH = "every_month"
    EVERY_WEEK = "every_week"
    PERIODIC = "periodic"
    TIMES = "times"
    NEXT_YEAR = "next_year"
    # what hangs on something else
    TERM = "term"
    AT_ONCE = "at_once"
    WHEN = "when"
    AFTER = "after"
    BEFORE_EVENT = "before_event"
    FEAST = "feast"
    MEETING = "meeting"
    EXTERNAL = "external"
    ON_DEMAND = "on_demand"
    POSTPONED = "postponed"
    # no end
    FROM = "from"
    FROM_ISSUE = "from_issue"
    ONGOING = "ongoing"
    # what is no deadline
    DOCUMENT = "document"
    STATUS = "status"
    NO_DEADLINE = "no_deadline"


class State(StrEnum):
    """The state of a task on a day."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    IN_TIME_UNDER_WAY = "in_time_under_way"
    IN_TIME_NOT_STARTED = "in_time_not_started"
    OVERDUE_UNDER_WAY = "overdue_under_way"
    OVERDUE_NOT_STARTED = "overdue_not_started"
    NO_DEADLINE = "no_deadline"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class Severity(StrEnum):
    """How much a finding in a file weighs: an error refuses the file, a question waits for the clerk."""

    ERROR = "error"
    QUESTION = "question"
    NOTE = "note"


class Reading(NamedTuple):
    """What was read from the words of a deadline.

    ``due`` is the last day in time. ``sure`` is false where a person has to decide; then ``due`` is only a
    proposal, never to be stored as a date, and ``candidates`` holds the days it may be. ``occurrences`` are the
    due days of a recurring deadline for the plan's year, those of work due after its period into the January after;
    a plain deadline with several dates has them there too.
    ``rule`` names the form by which the words were read.
    """

    phrase: str
    kind: DeadlineKind
    start: date | None = None
    due: date | None = None
    occurrences: tuple[date, ...] = ()
    sure: bool = False
    rule: DeadlineRule = DeadlineRule.NOT_READ
    notes: tuple[Note, ...] = ()
    candidates: tuple[date, ...] = ()

    @classmethod
    def entered(cls, phrase: str, days: Sequence[date]) -> Reading:
        """What a person has decided about the words of a deadline: its ``days``, or (without any) that there is none.

        Several make as many deadlines of the task, as a cell of a plan with two dates does.
        """
        ordered = tuple(sorted(days))
        return cls(
            phrase,
            DeadlineKind.BY if ordered else DeadlineKind.NONE,
            due=ordered[-1] if ordered else None,
            occurrences=ordered if len(ordered) > 1 else (),
            sure=True,
            rule=DeadlineRule.ENTERED,
        )

    @property
    def starts_open_ended(self) -> date | None:
        """The day from which on the task is to be done, where the words surely name one and no end."""
        return self.start if self.sure and self.kind is DeadlineKind.FROM else None

    def dates(self, assigned: date) -> tuple[date, ...]:
        """The due days to be stored for a task assigned on ``assigned``; none where the reading is not sure.

        The occurrences of a recurring deadline that had passed before the task was handed down are not due.
        """
        if not self.sure:
            return ()
        if self.kind is DeadlineKind.EVERY:
            return tuple(day for day in self.occurrences if day >= assigned)
        return self.occurrences or ((self.due,) if self.due else ())

    def passed(self, assigned: date) -> tuple[date, ...]:
        """The occurrences of a recurring deadline that had passed when the task was handed down on ``assigned``.

        They are not among its :meth:`dates`; where those are empty, nothing is due in the plan's year any more.
        """
        if not self.sure or self.kind is not DeadlineKind.EVERY:
            return ()
        return tuple(day for day in self.occurrences if day < assigned)
