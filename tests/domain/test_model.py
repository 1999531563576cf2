"""Notes as values, and which days of a reading become deadlines."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.registers import day
from tuphap_cli.domain.model import DeadlineKind, Reading, joined_notes, note, vn_date

ASSIGNED = day("26/2")


@pytest.mark.parametrize(("given", "shown"), [(date(2021, 7, 9), "09/07/2021"), (date(1999, 12, 31), "31/12/1999")])
def test_days_are_printed_with_leading_zeros(given: date, shown: str) -> None:
    assert vn_date(given) == shown


def test_a_note_shows_its_values_and_days_in_the_vietnamese_form() -> None:
    remark = note("{task} is due on {due}, {percent}%", task="Kiểm tra", due=day("9/7"), percent=40)
    assert str(remark) == "Kiểm tra is due on 09/07/2021, 40%"


def test_braces_in_a_value_are_text() -> None:
    assert str(note("{value}", value="{x} %s")) == "{x} %s"


def test_notes_within_notes_are_shown_within_the_sentence() -> None:
    inner = note("{n} days", n=3)
    assert str(note("late by {how}", how=inner)) == "late by 3 days"
    assert str(joined_notes([inner, note("twice")])) == "3 days, twice"
    assert str(joined_notes([inner, note("twice")], "; ")) == "3 days; twice"


@pytest.mark.parametrize(
    ("reading", "dates"),
    [
        (Reading("", DeadlineKind.BY, due=day("30/6"), sure=True), ["2021-06-30"]),
        (Reading("", DeadlineKind.BY, due=day("30/6")), []),
        (Reading("", DeadlineKind.BY, due=day("1/1"), sure=True), ["2021-01-01"]),
        (Reading("", DeadlineKind.ONGOING, sure=True), []),
        (
            Reading("", DeadlineKind.EVERY, occurrences=(day("31/1"), day("26/2"), day("31/3")), sure=True),
            ["2021-02-26", "2021-03-31"],
        ),
        (Reading("", DeadlineKind.EVERY, due=day("31/12"), sure=True), []),
        (
            Reading("", DeadlineKind.BY, due=day("30/6"), occurrences=(day("31/1"), day("30/6")), sure=True),
            ["2021-01-31", "2021-06-30"],
        ),
        (Reading("", DeadlineKind.EVERY, occurrences=(day("31/3"),)), []),
    ],
)
def test_only_sure_days_are_stored_and_no_occurrence_from_before_the_assignment(
    reading: Reading, dates: list[str]
) -> None:
    assert [due.isoformat() for due in reading.dates(ASSIGNED)] == dates


@pytest.mark.parametrize(
    ("reading", "dates"),
    [
        (Reading("", DeadlineKind.EVERY, occurrences=(day("14/1"),), sure=True), ["2021-01-14"]),
        (
            Reading("", DeadlineKind.EVERY, occurrences=(day("31/1"), day("26/2"), day("31/3")), sure=True),
            ["2021-01-31"],
        ),
        (Reading("", DeadlineKind.EVERY, occurrences=(day("31/3"),), sure=True), []),
        (Reading("", DeadlineKind.EVERY, occurrences=(day("14/1"),)), []),
        (Reading("", DeadlineKind.EVERY, sure=True), []),
        (Reading("", DeadlineKind.BY, due=day("14/1"), sure=True), []),
        (Reading("", DeadlineKind.BY, due=day("30/6"), occurrences=(day("31/1"), day("30/6")), sure=True), []),
    ],
)
def test_occurrences_from_before_the_assignment_can_be_named(reading: Reading, dates: list[str]) -> None:
    passed = reading.passed(ASSIGNED)
    assert [due.isoformat() for due in passed] == dates
    assert not set(passed) & set(reading.dates(ASSIGNED))


@pytest.mark.parametrize(
    ("days", "kind", "due"),
    [
        ([], DeadlineKind.NONE, None), (["30/6"], DeadlineKind.BY, "30/6"),
        (["30/9", "30/6"], DeadlineKind.BY, "30/9"),
    ],
)  # fmt: skip
def test_what_a_person_entered_is_sure_and_in_order(days: list[str], kind: DeadlineKind, due: str | None) -> None:
    made = Reading.entered("Quý II, III", [day(text) for text in days])
    assert (made.phrase, made.kind, made.sure, made.rule) == ("Quý II, III", kind, True, "entered")
    assert made.due == (day(due) if due else None)
    assert list(made.dates(ASSIGNED)) == sorted(day(text) for text in days)
