"""Working days: which days are worked, terms counted in them, and how sure that is; knows no table and no clock.

The weekly rest is Saturday and Sunday. A term counts from the next day (Civil Code 91/2015/QH13, art. 147). A year
whose official days off are not known is counted with what there is and is called not certain; nothing raises for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .model import N_, Note, note

SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class RestDay(StrEnum):
    """What becomes of a term that ends on a day off: a plan keeps its date, private law moves on (art. 148.5)."""

    KEEP = "keep"
    NEXT = "next"
    PREVIOUS = "previous"


class DaySource(StrEnum):
    """Who says so: the package's reckoning of the law, the program's own list, or the clerk's table."""

    PACKAGE = "package"
    PROGRAM = "program"
    REGISTER = "register"


class NotCertain(Exception):
    """A term passes over days that are not certain: ``end`` is where it probably ends, ``notes`` say what is open."""

    def __init__(self, end: date, notes: tuple[Note, ...]) -> None:
        super().__init__(end, notes)
        self.end = end
        self.notes = notes


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is off, or worked, by something else than the weekly rest; ``document`` is what it rests on.

    ``sure`` is false where no official date is known; a worked weekday that is not sure waits for a person to decide.
    """

    day: date
    worked: bool
    reason: str
    document: str = ""
    source: DaySource = DaySource.REGISTER
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Passed:
    """How a term in working days was counted from ``base``, which does not count itself, to ``end``.

    ``first`` is its first working day, ``n`` how many there are. Not counted were ``weekly`` days of the weekly rest
    and ``off``, the days off on weekdays; ``made_up`` are the days of the weekly rest that are worked, and so count.
    """

    base: date
    first: date
    end: date
    n: int
    weekly: int
    off: tuple[SpecialDay, ...]
    made_up: tuple[SpecialDay, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that differ from the weekly rest, and the years whose days off are officially known."""

    special: Mapping[date, SpecialDay]
    certain_years: frozenset[int]

    @classmethod
    def of(cls, days: Iterable[SpecialDay], certain_years: Iterable[int]) -> Calendar:
        """A calendar in which a later one of ``days`` wins over an earlier one of the same date."""
        return cls({special.day: special for special in days}, frozenset(certain_years))

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is worked."""
        special = self.special.get(day)
        return special.worked if special else not _weekend(day)

    def reason(self, day: date) -> Note | None:
        """Why ``day`` is off; None for a working day."""
        if self.is_working(day):
            return None
        special = self.special.get(day)
        return note("{reason}", reason=special.reason) if special else note(N_("weekly rest"))

    def add(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day``, before it for a negative ``n``; ``day`` itself for 0.

        Raises:
            OverflowError: beyond the days that a date can hold
        """
        step = 1 if n > 0 else -1
        while n:
            day += step * _ONE_DAY
            if self.is_working(day):
                n -= step
        return day

    def certain_end(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day``, where every day that counts is certain.

        Raises:
            NotCertain: a year, or a single day, of the term is not
        """
        end = self.add(day, n)
        doubts = self.notes(day + (_ONE_DAY if n > 0 else -_ONE_DAY), end) if n else ()
        if doubts:
            raise NotCertain(end, doubts)
        return end

    def passed(self, base: date, n: int) -> Passed:
        """The account of the term of ``n`` working days (at least one) that runs from ``base``.

        Every day after ``base`` up to the end is a working day, a weekly rest or a day off on a weekday.
        """
        end = self.add(base, n)
        weekends = [day for day in _after(base, end) if _weekend(day)]
        made_up = [special for day in weekends if (special := self.special.get(day)) and special.worked]
        weekly = len(weekends) - len(made_up)
        off = tuple(self.days_off(base, end))
        return Passed(base, self.next_working(base), end, n, weekly, off, tuple(made_up))

    def count(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; negative where ``end`` is before ``start``.

        ``count(day, add(day, n))`` is ``n``.
        """
        sign = 1 if start <= end else -1
        return sign * sum(map(self.is_working, _after(start, end)))

    def days_off(self, start: date, end: date) -> list[SpecialDay]:
        """The days off on weekdays that a term from ``start`` to ``end`` passes over, in order."""
        passed = (self.special.get(day) for day in sorted(_after(start, end)) if not _weekend(day))
        return [special for special in passed if special and not special.worked]

    def next_working(self, day: date) -> date:
        """The first working day after ``day``."""
        return self.add(day, 1)

    def previous_working(self, day: date) -> date:
        """The last working day before ``day``."""
        return self.add(day, -1)

    def moved(self, day: date, rule: RestDay) -> date:
        """Where a term that ends on ``day`` ends by ``rule``; a working day stays where it is."""
        if rule is RestDay.KEEP or self.is_working(day):
            return day
        return self.next_working(day) if rule is RestDay.NEXT else self.previous_working(day)

    def certain(self, year: int) -> bool:
        """Whether the official days off of ``year`` are known."""
        return year in self.certain_years

    def notes(self, start: date, end: date) -> tuple[Note, ...]:
        """What is not certain from one day to another, both included: whole years, then single days."""
        first, last = sorted((start, end))
        years = [year for year in range(first.year, last.year + 1) if not self.certain(year)]
        unsure = [
            special
            for day, special in sorted(self.special.items())
            if first <= day <= last and not special.sure and self.certain(day.year) and not _weekend(day)
        ]
        return (
            *(
                note(N_("{years} not certain: the official days off are not known"), years=run)
                for run in _runs(years)
            ),
            *(
                note(
                    N_("{day} not certain, counted as a working day: {reason}"),
                    day=special.day,
                    reason=special.reason,
                )
                for special in unsure
            ),
        )


def _weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def _after(start: date, end: date) -> Iterator[date]:
    """The days of a term: without ``start``, with ``end``, in whichever direction."""
    step = 1 if start <= end else -1
    return (start + step * number * _ONE_DAY for number in range(1, abs((end - start).days) + 1))


def _runs(years: list[int]) -> list[str]:
    """Years in a row as one: 2027, 2029–2031."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
