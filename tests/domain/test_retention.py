"""Which backups stay: the newest of each day, week and month as far as the rule goes, and three whatever it says."""

# ruff: noqa: DTZ001 - backups bear the machine's own time, which has no zone
from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli.domain import retention
from tuphap_cli.domain.retention import FEWEST, STANDARD, RetentionRule, clock_is_wrong, kept_backups
from tuphap_cli.setting_table import SETTINGS

NIGHT = datetime(2021, 7, 9, 23, 30)
TIMES = st.lists(
    st.datetimes(datetime(2020, 11, 1), datetime(2022, 3, 1)).map(lambda at: at.replace(microsecond=0)),
    max_size=60,
    unique=True,
)
COUNTS = st.integers(0, 12)
RULES = st.builds(RetentionRule, COUNTS, COUNTS, COUNTS, COUNTS)


def nights(count: int, *, step: int = 1) -> list[datetime]:
    """One backup each ``step`` nights, the newest first."""
    return [NIGHT - timedelta(days=step * n) for n in range(count)]


def staying(times: list[datetime], rule: RetentionRule) -> list[datetime]:
    return sorted((times[n] for n in kept_backups(times, rule)), reverse=True)


# -- the rule as it is written -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("last=10 daily=14 weekly=8 monthly=24", RetentionRule(10, 14, 8, 24)),
        ("daily=7", RetentionRule(0, 7, 0, 0)),
        ("monthly=2, last=1", RetentionRule(1, 0, 0, 2)),
        ("last=0 daily=1", RetentionRule(0, 1, 0, 0)),
    ],
)
def test_a_rule_is_read(text: str, rule: RetentionRule) -> None:
    assert retention.read_retention(text) == rule
    assert retention.read_retention(str(rule)) == rule


@pytest.mark.parametrize(
    "text",
    ["", "   ", "last=0", "last=0 daily=0 weekly=0 monthly=0", "all", "last", "last=", "last=-1", "last=3.5",
     "yearly=3", "last=1 last=2", "last = 3", "last=99999", "Last=3", "=3"],
)  # fmt: skip
def test_what_is_no_rule_or_keeps_nothing_is_not_read(text: str) -> None:
    assert retention.read_retention(text) is None


def test_the_default_of_the_setting_is_the_standard_rule() -> None:
    assert retention.read_retention(str(SETTINGS["keep"].default)) == STANDARD
    assert str(STANDARD) == SETTINGS["keep"].default


# -- a table of cases ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "rule", "left"),
    [
        ([], STANDARD, 0),
        (nights(1), RetentionRule(last=1), 1),
        (nights(10), RetentionRule(last=1), 3),
        (nights(10), RetentionRule(last=4), 4),
        (nights(40), RetentionRule(daily=14), 14),
        (nights(12, step=3), RetentionRule(daily=5), 5),
        (nights(30), RetentionRule(last=1, weekly=2), 4),
        (nights(400), RetentionRule(monthly=24), 16),
        (nights(1000), STANDARD, 14 + 5 + 22),
    ],
    ids=[
        "none",
        "one",
        "at least three",
        "the last",
        "a day each",
        "days without one",
        "weeks",
        "months",
        "standard",
    ],
)
def test_so_many_stay(times: list[datetime], rule: RetentionRule, left: int) -> None:
    assert len(kept_backups(times, rule)) == left


def test_of_a_day_the_last_one_stays() -> None:
    day = [datetime(2021, 7, 9, hour) for hour in (8, 12, 17)]
    before = [datetime(2021, 7, 8, hour) for hour in (8, 17)]
    assert staying([*day, *before], RetentionRule(daily=2)) == [day[2], day[1], day[0], before[1]]


def test_a_week_is_an_iso_week_also_over_new_year() -> None:
    """3 January 2021 is a Sunday and belongs to week 53 of 2020; 4 January begins week 1."""
    times = [datetime(2021, 1, day) for day in (10, 9, 8, 4, 3, 1)] + [
        datetime(2020, 12, day) for day in (31, 28, 27)
    ]
    assert staying(times, RetentionRule(weekly=3)) == [*times[:3], datetime(2021, 1, 3), datetime(2020, 12, 27)]


def test_29_february_is_a_day_like_others() -> None:
    times = [datetime(2024, 3, 1), datetime(2024, 2, 29, 23), datetime(2024, 2, 29, 8), datetime(2024, 2, 28)]
    assert staying(times, RetentionRule(daily=4)) == times
    assert staying(times, RetentionRule(monthly=2)) == times[:3]


# -- properties ----------------------------------------------------------------------------------------------


@given(TIMES, RULES)
def test_the_newest_three_always_stay(times: list[datetime], rule: RetentionRule) -> None:
    newest = sorted(times, reverse=True)
    assert set(newest[:FEWEST]) <= set(staying(times, rule))
    assert set(newest[: rule.last]) <= set(staying(times, rule))


@given(TIMES, RULES)
def test_the_newest_of_each_bucket_stays(times: list[datetime], rule: RetentionRule) -> None:
    left = set(staying(times, rule))
    buckets = (
        (rule.daily, lambda at: at.date()),
        (rule.weekly, lambda at: at.isocalendar()[:2]),
        (rule.monthly, lambda at: (at.year, at.month)),
    )
    for count, bucket in buckets:
        for each in sorted({bucket(at) for at in times}, reverse=True)[:count]:
            assert max(at for at in times if bucket(at) == each) in left


@given(TIMES, RULES)
def test_a_second_run_removes_nothing_more(times: list[datetime], rule: RetentionRule) -> None:
    once = staying(times, rule)
    assert staying(once, rule) == once


@given(TIMES, RULES, RULES)
def test_a_wider_rule_keeps_no_less(times: list[datetime], rule: RetentionRule, more: RetentionRule) -> None:
    wider = RetentionRule(
        rule.last + more.last, rule.daily + more.daily, rule.weekly + more.weekly, rule.monthly + more.monthly
    )
    assert kept_backups(times, rule) <= kept_backups(times, wider)


@given(TIMES, RULES, st.randoms())
def test_the_order_in_which_they_are_given_does_not_matter(
    times: list[datetime], rule: RetentionRule, chance: object
) -> None:
    mixed = list(times)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert staying(mixed, rule) == staying(times, rule)


@given(TIMES, RULES)
def test_what_was_removed_stays_removed_when_a_newer_one_comes(times: list[datetime], rule: RetentionRule) -> None:
    """Clearing after each backup leaves no fewer than clearing once at the end would."""
    left: list[datetime] = []
    for at in sorted(times):
        left = staying([*left, at], rule)
    assert set(staying(times, rule)) <= set(left)


# -- the clock -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("newest", "recorded", "wrong"),
    [
        (None, None, False),
        (NIGHT, NIGHT, False),
        (NIGHT + timedelta(hours=23), None, False),
        (NIGHT + timedelta(hours=25), None, True),
        (None, NIGHT + timedelta(days=365), True),
        (NIGHT - timedelta(days=3650), NIGHT, False),
    ],
)
def test_a_clock_is_wrong_when_something_was_made_more_than_a_day_from_now(
    newest: datetime | None, recorded: datetime | None, wrong: bool
) -> None:
    assert clock_is_wrong(NIGHT, newest, recorded) is wrong
