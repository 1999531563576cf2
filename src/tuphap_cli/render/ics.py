"""Reports as an iCalendar file (RFC 5545), for Outlook, Google Calendar, Thunderbird, telephones.

A due day is an event of a whole day, since Google Calendar and Outlook show events of a file and pass its tasks
(VTODO) over. The same register asked for the same day gives the same bytes: nothing is taken from the clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ..i18n import language
from ..reports.base import Agenda, Event, Report
from . import shapes
from .cells import harmless

if TYPE_CHECKING:
    from icalendar import Calendar, Component

OFFICE_OPENS = timedelta(hours=8)  # a reminder at midnight would be of no use
KEPT = 32  # digits of the register's origin by which its events are known


def as_ics(report: Report) -> bytes:
    """The days of ``report``, which must have an agenda.

    There is no METHOD: without one the stamps mean when the register last changed, not when the file was made.
    """
    from icalendar import Calendar

    agenda = report.agenda
    assert agenda is not None, "only a report with days becomes a calendar"
    calendar = Calendar()
    calendar.add("PRODID", f"-//tuphap//tuphap-cli//{language().upper()}")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    said = "\n".join(filter(None, (*report.heading, shapes.mark_below(report))))
    # The names of RFC 7986, and those that programs read in fact.
    for names, text in ((("NAME", "X-WR-CALNAME"), report.title), (("DESCRIPTION", "X-WR-CALDESC"), said)):
        for name in names if text else ():
            _write(calendar, name, text)
    for event in agenda.events:
        calendar.add_component(_event(event, agenda))
    if not agenda.events:
        _fill(calendar)
    drawn: bytes = calendar.to_ical()
    return drawn


def _event(event: Event, agenda: Agenda) -> Component:
    from icalendar import Alarm
    from icalendar import Event as Entry

    entry = Entry()
    entry.add("UID", f"{event.key}-{agenda.origin[:KEPT]}@tuphap")
    entry.add("DTSTAMP", agenda.revised)
    entry.add("LAST-MODIFIED", agenda.revised)
    entry.add("SEQUENCE", agenda.revision)
    entry.add("DTSTART", event.day)
    entry.add("DTEND", event.day + timedelta(days=1))  # the first day after it
    entry.add("TRANSP", "TRANSPARENT")  # nobody is busy because something is due
    _write(entry, "SUMMARY", event.title)
    if event.lines:
        _write(entry, "DESCRIPTION", "\n".join(event.lines))
    if event.remind is not None:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("TRIGGER", OFFICE_OPENS - timedelta(days=event.remind))
        _write(alarm, "DESCRIPTION", event.title)
        entry.add_component(alarm)
    return entry


def _write(component: Component, name: str, text: str) -> None:
    """Enter a text. The library takes a backslash before N for the end of a line, so it is spelled here."""
    from icalendar import vText

    class Text(vText):
        def to_ical(self) -> bytes:
            spelled = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
            return spelled.replace("\n", "\\n").encode()

    component[name] = Text(harmless(text))


def _fill(calendar: Calendar) -> None:
    """Enter the office's clock, since a calendar must hold something (RFC 5545, 3.6)."""
    from icalendar import Timezone, TimezoneStandard

    hours = timedelta(hours=7)
    standard = TimezoneStandard()
    standard.add("DTSTART", datetime(1975, 6, 13))  # noqa: DTZ001 - the day from which it counts, on its own clock
    standard.add("TZOFFSETFROM", hours)
    standard.add("TZOFFSETTO", hours)
    zone = Timezone()
    zone.add("TZID", "Asia/Ho_Chi_Minh")
    zone.add_component(standard)
    calendar.add_component(zone)
