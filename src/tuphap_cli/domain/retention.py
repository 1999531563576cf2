"""Which backups stay: a rule of how many, and a pure function that applies it. It looks at no file and no clock.

Of the backups of a day (an ISO week, a month) the newest is kept for it; the rule says of how many of the latest
days, weeks and months that have one it is kept. The newest three are kept whatever the rule says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

FEWEST = 3  # kept whatever the rule says
_TRUST = timedelta(days=1)  # what is further ahead than this was not made before now: a clock is wrong


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How many of the latest backups, days, weeks and months are kept."""

    last: int = 0
    daily: int = 0
    weekly: int = 0
    monthly: int = 0

    def __str__(self) -> str:
        return " ".join(f"{part.name}={getattr(self, part.name)}" for part in fields(self))


STANDARD = RetentionRule(last=10, daily=14, weekly=8, monthly=24)
WORDS = tuple(part.name for part in fields(RetentionRule))


def read_retention(text: str) -> RetentionRule | None:
    """The rule that ``text`` states ("last=10 daily=14"); None for one not understood, or that would keep nothing."""
    counts: dict[str, int] = {}
    for part in text.replace(",", " ").split():
        name, equals, number = part.partition("=")
        if not equals or name not in WORDS or name in counts or not number.isdecimal() or len(number) > 4:
            return None
        counts[name] = int(number)
    return RetentionRule(**counts) if any(counts.values()) else None


def kept_backups(times: Sequence[datetime], rule: RetentionRule) -> frozenset[int]:
    """The positions in ``times`` (when each backup was made, in any order) of those that stay."""
    newest_first = sorted(range(len(times)), key=lambda n: (times[n], n), reverse=True)
    staying = set(newest_first[: max(rule.last, FEWEST)])
    for count, bucket in ((rule.daily, _day), (rule.weekly, _week), (rule.monthly, _month)):
        staying |= _newest_of_each(newest_first, times, count, bucket)
    return frozenset(staying)


def clock_is_wrong(now: datetime, *others: datetime | None) -> bool:
    """Whether any of ``others`` (the newest backup, the journal's last row) is more than a day after ``now``."""
    return any(other is not None and other > now + _TRUST for other in others)


def _newest_of_each(
    newest_first: Sequence[int],
    times: Sequence[datetime],
    count: int,
    bucket: Callable[[datetime], tuple[int, ...]],
) -> set[int]:
    """The newest of each of the latest ``count`` buckets that have one."""
    found: dict[tuple[int, ...], int] = {}
    for position in newest_first:
        found.setdefault(bucket(times[position]), position)
    return set(list(found.values())[:count])


def _day(at: datetime) -> tuple[int, ...]:
    return at.year, at.month, at.day


def _week(at: datetime) -> tuple[int, ...]:
    return tuple(at.isocalendar()[:2])


def _month(at: datetime) -> tuple[int, ...]:
    return at.year, at.month
