"""The days off of 2021–2026 are the official ones; the clerk's table lies over the shipped list over the package."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.support.registers import Clerk, day
from tuphap_cli import errors
from tuphap_cli.domain.workdays import Calendar, DaySource, SpecialDay
from tuphap_cli.store.write import days_off as store

# Written from the official notices, independently of the package and the shipped list: year -> days/month.
OFF = {
    2021: "1/1; 10,11,12,15,16/2; 21/4; 30/4; 3/5; 2,3/9",
    2022: "3/1; 31/1; 1,2,3,4/2; 11/4; 2,3/5; 1,2/9",
    2023: "2/1; 20,23,24,25,26/1; 1,2,3/5; 1,4/9",
    2024: "1/1; 8,9,12,13,14/2; 18/4; 29,30/4; 1/5; 2,3/9",
    2025: "1/1; 27,28,29,30,31/1; 7/4; 30/4; 1,2/5; 1,2/9",
    2026: "1,2/1; 16,17,18,19,20/2; 27/4; 30/4; 1/5; 31/8; 1,2/9",
}
MADE_UP = {2024: "4/5", 2025: "26/4", 2026: "10/1; 22/8"}  # Saturdays worked
OFFICIAL = range(2021, 2027)

Build = Callable[..., Calendar]


def dates(year: int, text: str) -> list[date]:
    groups = (group.split("/") for group in text.split("; ") if group)
    return [date(year, int(month), int(number)) for numbers, month in groups for number in numbers.split(",")]


def every(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.fixture
def build(clerk: Clerk) -> Build:
    def made(first: int, last: int | None = None) -> Calendar:
        return store.build_calendar(clerk.register.connection, first, last or first)

    return made


def enter(clerk: Clerk, text: str, *, worked: bool = False, document: str = "1/QĐ-UBND") -> None:
    with clerk.writing() as change:
        store.enter(change, SpecialDay(day(text), worked, "Quyết định của tỉnh", document))


@pytest.mark.parametrize("year", OFFICIAL)
def test_the_days_off_on_weekdays_are_exactly_the_official_ones(build: Build, year: int) -> None:
    calendar = build(year)
    found = [one for one in every(year) if one.weekday() < 5 and not calendar.is_working(one)]
    assert found == dates(year, OFF[year])
    assert all(calendar.special[one].reason for one in found)


@pytest.mark.parametrize("year", OFFICIAL)
def test_the_saturdays_worked_are_exactly_those_of_the_swaps(build: Build, year: int) -> None:
    calendar = build(year)
    found = [one for one in every(year) if one.weekday() >= 5 and calendar.is_working(one)]
    assert found == dates(year, MADE_UP.get(year, ""))


def test_a_span_of_years_says_the_same_as_each_of_them(build: Build) -> None:
    together = build(2021, 2026)
    for year in OFFICIAL:
        assert build(year).special.items() <= together.special.items()


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("29/4/2024", "2450/VPCP-KGVX"), ("4/5/2024", "2450/VPCP-KGVX"), ("2/1/2026", "12729/VPCP-KGVX"),
        ("10/1/2026", "12729/VPCP-KGVX"), ("2/5/2025", ""), ("22/8/2026", ""), ("30/4/2026", "45/2019/QH14"),
    ],
)  # fmt: skip
def test_a_day_names_the_document_that_was_read_and_no_other(build: Build, text: str, document: str) -> None:
    assert build(day(text).year).special[day(text)].document == document


def test_the_culture_day_is_worked_and_not_certain_until_the_clerk_decides(clerk: Clerk, build: Build) -> None:
    wanted = day("24/11/2026")
    assert build(2026).is_working(wanted)
    assert [str(note) for note in build(2026).notes(wanted, wanted)] == [
        "24/11/2026 not certain, counted as a working day: Ngày Văn hóa Việt Nam"
    ]
    enter(clerk, "24/11/2026")
    assert not build(2026).is_working(wanted)
    assert build(2026).notes(wanted, wanted) == ()


def test_in_later_years_it_waits_likewise_also_where_it_falls_on_a_saturday(build: Build) -> None:
    calendar = build(2029)
    assert not calendar.is_working(day("24/11/2029"))
    assert calendar.is_working(day("26/11/2029")), "the day in lieu is no more certain than the day itself"


def test_the_shipped_list_wins_over_the_package(build: Build) -> None:
    assert build(2025).special[day("27/1/2025")].reason == "Nghỉ Tết Nguyên đán (28 tháng Chạp)"
    assert build(2026).special[day("2/1/2026")].source is DaySource.PROGRAM


@pytest.mark.parametrize(
    ("text", "worked"),
    [("30/4/2026", True), ("2/1/2026", True), ("10/1/2026", False), ("5/3/2026", False), ("7/3/2026", True)],
)
def test_the_clerks_table_wins_over_everything(clerk: Clerk, build: Build, text: str, worked: bool) -> None:
    enter(clerk, text, worked=worked)
    found = build(2026)
    assert found.is_working(day(text)) is worked
    assert found.special[day(text)] == SpecialDay(day(text), worked, "Quyết định của tỉnh", "1/QĐ-UBND")
    with clerk.writing() as change:
        assert store.remove_day_off(change, day(text)).worked is worked
    assert build(2026).is_working(day(text)) is not worked


@pytest.mark.parametrize("year", [1990, 2005, 2020, 2027, 2100, 2101, 2200])
def test_a_year_without_official_dates_is_not_certain_and_does_not_raise(build: Build, year: int) -> None:
    calendar = build(year)
    assert not calendar.certain(year)
    assert calendar.notes(date(year, 1, 1), date(year, 1, 2))
    assert calendar.is_working(calendar.add(date(year, 6, 1), 10))
    assert not any(special.sure for special in calendar.special.values())


def test_saturdays_that_only_the_package_knows_are_worked_and_not_certain(build: Build) -> None:
    made_up = build(2019).special[day("5/1/2019")]
    assert (made_up.worked, made_up.source, made_up.sure) == (True, DaySource.PACKAGE, False)


def test_a_year_is_certain_once_the_clerk_has_entered_every_day_that_was_reckoned(clerk: Clerk, build: Build) -> None:
    reckoned = [s.day for s in build(2027).special.values() if s.day.weekday() < 5]
    assert len(reckoned) > 10
    for one in reckoned[1:]:
        enter(clerk, f"{one.day}/{one.month}/{one.year}", worked=one == day("24/11/2027"))
    assert not build(2027).certain(2027)
    enter(clerk, f"{reckoned[0].day}/{reckoned[0].month}/{reckoned[0].year}")
    assert build(2027).certain(2027)
    assert build(2027).notes(day("1/1/2027"), day("31/12/2027")) == ()


# -- writing -------------------------------------------------------------------------------------------------


def test_a_day_entered_and_taken_out_is_two_rows_of_the_journal(clerk: Clerk) -> None:
    enter(clerk, "2/1/2026")
    with clerk.writing() as change:
        store.remove_day_off(change, day("2/1/2026"))
    made, gone = clerk.journal()
    row = '"day":"2026-01-02"'
    assert row in made.changes
    assert row in gone.changes
    assert gone.changes.endswith("null]]")
    assert clerk.register.connection.execute("SELECT COUNT(*) FROM day_off").fetchone()[0] == 0


def test_a_day_is_entered_once(clerk: Clerk) -> None:
    enter(clerk, "2/1/2026")
    with pytest.raises(errors.Duplicate, match="02/01/2026"):
        enter(clerk, "2/1/2026", worked=True)


def test_a_day_that_is_not_there_cannot_be_taken_out(clerk: Clerk) -> None:
    with pytest.raises(errors.NotFound, match="02/01/2026"), clerk.writing() as change:
        store.remove_day_off(change, day("2/1/2026"))


@pytest.mark.parametrize(
    ("special", "error"),
    [
        (SpecialDay(day("2/1/2026"), worked=False, reason="", document="1/QĐ-UBND"), errors.NeedsGround),
        (SpecialDay(day("2/1/2026"), worked=False, reason="Nghỉ", document=""), errors.NeedsGround),
        (SpecialDay(day("2/1/2026"), worked=False, reason="Nghỉ (MẬT)", document="1/QĐ-UBND"), errors.SecretDocument),
    ],
)
def test_a_day_without_its_grounds_is_refused(
    clerk: Clerk, special: SpecialDay, error: type[errors.TuphapError]
) -> None:
    with pytest.raises(error), clerk.writing() as change:
        store.enter(change, special)
    assert clerk.journal() == []


@pytest.mark.file_register
def test_the_file_itself_refuses_a_day_twice_or_without_grounds(clerk: Clerk) -> None:
    statement = "INSERT INTO day_off (day, worked, reason, document, version) VALUES ('2026-01-02', 0, ?, '1/QĐ', 1)"
    clerk.register.connection.execute(statement, ("Nghỉ",))
    with pytest.raises(sqlite3.IntegrityError, match=r"day_off\.day"):
        clerk.register.connection.execute(statement, ("Nghỉ",))
    with pytest.raises(sqlite3.IntegrityError, match="ck_day_off_grounds"):
        clerk.register.connection.execute(statement.replace("01-02", "01-03"), ("",))
