"""A calendar file keeps to RFC 5545, and two readers that know nothing of each other find the same in it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import icalendar
import pytest
from ical.calendar_stream import IcsCalendarStream

from tests.support.hostile import STRINGS
from tuphap_cli.render.cells import harmless
from tuphap_cli.render.ics import as_ics
from tuphap_cli.reports.base import Agenda, Event, Report

ORIGIN = "0123456789abcdef" * 4
REVISED = datetime(2021, 7, 9, 1, 2, 3, tzinfo=UTC)
DUE = date(2021, 7, 16)
LONG = "Rà soát, đôn đốc việc thực hiện Nghị quyết về hộ tịch; báo cáo Ủy ban nhân dân tỉnh kết quả " * 3


class Found(NamedTuple):
    """What a reader finds of an event."""

    uid: str
    start: date
    end: date
    summary: str
    description: str
    sequence: int
    stamp: datetime
    transparency: str
    reminders: list[timedelta]


def report(*events: Event, title: str = "Thời hạn", heading: tuple[str, ...] = (), mark: str = "") -> Report:
    agenda = Agenda(events, ORIGIN, 17, REVISED)
    return Report("tuphap.agenda/1", DUE, (), title=title, heading=heading, mark=mark, agenda=agenda)


def by_icalendar(data: bytes) -> list[Found]:
    calendar: Any = icalendar.Calendar.from_ical(data)
    return [
        Found(
            uid=str(event["UID"]),
            start=event["DTSTART"].dt,
            end=event["DTEND"].dt,
            summary=str(event["SUMMARY"]),
            description=str(event.get("DESCRIPTION", "")),
            sequence=int(event["SEQUENCE"]),
            stamp=event["DTSTAMP"].dt,
            transparency=str(event["TRANSP"]),
            reminders=[alarm["TRIGGER"].dt for alarm in event.walk("VALARM")],
        )
        for event in calendar.walk("VEVENT")
    ]


def by_ical(data: bytes) -> list[Found]:
    events: list[Any] = IcsCalendarStream.calendar_from_ics(data.decode()).events
    return [
        Found(
            uid=event.uid,
            start=event.dtstart,
            end=event.dtend,
            summary=event.summary,
            description=event.description or "",
            sequence=event.sequence,
            stamp=event.dtstamp,
            transparency=event.transparency,
            reminders=[alarm.trigger for alarm in event.alarm],
        )
        for event in events
    ]


def agreed(data: bytes) -> list[Found]:
    """The events, of which both readers say the same."""
    found = by_icalendar(data)
    assert found == by_ical(data)
    return found


def in_form(data: bytes) -> None:
    """The lines as RFC 5545, 3.1 asks for them: CRLF, at most 75 octets, every one of them whole letters."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", data) is None
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")


def test_a_due_day_is_a_whole_day_that_keeps_nobody_busy() -> None:
    event = Event("deadline-5", DUE, "17. PBGDPL: Rà soát", ("Văn bản: 25/QĐ-STP", "Chủ trì: Phòng"), remind=3)
    assert agreed(as_ics(report(event))) == [
        Found("deadline-5-0123456789abcdef0123456789abcdef@tuphap", DUE, DUE + timedelta(days=1),
              "17. PBGDPL: Rà soát", "Văn bản: 25/QĐ-STP\nChủ trì: Phòng", 17, REVISED, "TRANSPARENT",
              [timedelta(days=-3, hours=8)])
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "written"), [(0, "PT8H"), (1, "-PT16H"), (3, "-P2DT16H")])
def test_a_reminder_comes_at_eight_in_the_morning(days: int, written: str) -> None:
    data = as_ics(report(Event("deadline-5", DUE, "a", remind=days)))
    assert f"\r\nTRIGGER:{written}\r\n" in data.decode()
    assert agreed(data)[0].reminders == [timedelta(days=-days, hours=8)]


def test_without_a_reminder_there_is_none() -> None:
    assert b"VALARM" not in as_ics(report(Event("deadline-5", DUE, "a")))


@pytest.mark.parametrize("text", STRINGS)
def test_two_readers_find_every_hostile_text_as_text(text: str) -> None:
    data = as_ics(report(Event("a", DUE, text, (text, f"a{text}"), 1), title=text, heading=(text,)))
    in_form(data)
    (found,) = agreed(data)
    assert found.summary == harmless(text)
    assert found.description == harmless(f"{text}\na{text}")
    calendar = icalendar.Calendar.from_ical(data)
    assert [component.name for component in calendar.walk()] == ["VCALENDAR", "VEVENT", "VALARM"]
    assert str(calendar.get("DESCRIPTION", "")) == harmless(text)
    assert "".join(IcsCalendarStream.calendar_from_ics(data.decode()).name) == harmless(text)


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize("text", [LONG, "😀" * 90, "ậ" * 200, "a\\" * 120, "," * 200, "\n".join("bcd" * 50)])
def test_long_lines_are_folded_between_letters_wherever_they_fall(text: str, shift: int) -> None:
    text = "x" * shift + text
    data = as_ics(report(Event("a", DUE, text, (text,))))
    in_form(data)
    assert max(map(len, data.split(b"\r\n"))) > 70, "they are folded, not cut short"
    (found,) = agreed(data)
    assert (found.summary, found.description) == (harmless(text), harmless(text))


def test_the_calendar_bears_its_name_the_day_and_the_mark_of_the_register() -> None:
    data = as_ics(report(title="Thời hạn, đơn vị", heading=("Đến 9/7",), mark="17-0123456789abcdef"))
    calendar = icalendar.Calendar.from_ical(data)
    assert IcsCalendarStream.calendar_from_ics(data.decode()).name == ["Thời hạn, đơn vị"]
    assert str(calendar["DESCRIPTION"]) == "Đến 9/7\nVerification mark of the register: 17-0123456789abcdef"
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    assert "X-WR-CALNAME:Thời hạn\\, đơn vị" in lines
    assert "X-WR-CALDESC:Đến 9/7\\nVerification mark of the register: 17-0123456789abcdef" in lines
    assert (str(calendar["VERSION"]), str(calendar["CALSCALE"])) == ("2.0", "GREGORIAN")
    assert "METHOD" not in calendar, (
        "with it an organizer would have to be named, and the stamps would mean another time"
    )


def test_an_empty_calendar_still_holds_a_component() -> None:
    data = as_ics(report())
    in_form(data)
    assert agreed(data) == []
    assert [part.name for part in icalendar.Calendar.from_ical(data).walk()] == ["VCALENDAR", "VTIMEZONE", "STANDARD"]
    assert b"VTIMEZONE" not in as_ics(report(Event("a", DUE, "a")))


def test_a_report_with_the_same_days_gives_the_same_bytes() -> None:
    made = report(Event("a", DUE, LONG, (LONG,), 3), Event("b", DUE, "b"))
    assert as_ics(made) == as_ics(made)
