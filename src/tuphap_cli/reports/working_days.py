"""The working calendar of a year or month, and terms counted in working days."""

from __future__ import annotations

import calendar as months
from datetime import date

from ..domain.model import vn_date
from ..domain.workdays import SATURDAY, Calendar, DaySource, SpecialDay
from ..i18n import _, show
from .base import Cell, Column, Json, Line, Record, Report, Table, iso

FIELDS = ("date", "weekday", "kind", "reason", "document", "source", "certain")


def day_record(special: SpecialDay) -> Record:
    """A day in the machine form; ``weekday`` is 1 for Monday to 7 for Sunday."""
    return {
        "date": iso(special.day),
        "weekday": special.day.isoweekday(),
        "kind": "worked" if special.worked else "off",
        "reason": special.reason,
        "document": special.document,
        "source": special.source.value,
        "certain": special.sure,
    }


def days_off_list(calendar: Calendar, year: int, month: int | None, as_of: date) -> Report:
    """The days off on weekdays and the days worked out of turn of a year or one month, and the working days."""
    wanted = [month] if month else list(range(1, 13))
    shown = [
        special
        for day, special in sorted(calendar.special.items())
        if day.year == year and day.month in wanted and (special.worked or day.weekday() < SATURDAY)
    ]
    working = {number: _working(calendar, year, number) for number in wanted}
    notes = [show(remark) for remark in calendar.notes(date(year, wanted[0], 1), _end(year, wanted[-1]))]
    by_month: list[Json] = [{"month": number, "working_days": count} for number, count in working.items()]
    off = sum(not special.worked for special in shown)
    name = f"{month:02d}/{year}" if month else str(year)
    return Report(
        schema="tuphap.calendar/1",
        as_of=as_of,
        rows=[day_record(special) for special in shown],
        more={
            "year": year,
            "month": month,
            "certain": calendar.certain(year),
            "notes": notes,
            "months": by_month,
            "totals": {"working_days": sum(working.values()), "days_off": off, "worked": len(shown) - off},
        },
        title=_("Working calendar of {period}").format(period=name),
        heading=tuple(f"{text}." for text in notes),
        tables=(_day_table(shown), _month_table(year, working)),
        closing=() if calendar.certain(year) else (_("Enter the official days: tuphap calendar import FILE.csv"),),
        fields=FIELDS,
    )


def _end(year: int, month: int) -> date:
    return date(year, month, months.monthrange(year, month)[1])


def _working(calendar: Calendar, year: int, month: int) -> int:
    last = _end(year, month)
    return sum(calendar.is_working(last.replace(day=number)) for number in range(1, last.day + 1))


def _day_table(shown: list[SpecialDay]) -> Table:
    columns = (
        Column(_("Day")),
        Column(_("Weekday")),
        Column(_("Kind")),
        Column(_("Reason"), flexible=True),
        Column(_("Document")),
        Column(_("Source"), roomy=True),
        Column(_("Certain")),
    )
    lines = tuple(
        Line(
            (
                special.day,
                weekday(special.day),
                kind(special),
                special.reason,
                special.document,
                _source(special.source),
                _("yes") if special.sure else _("not certain"),
            ),
            "" if special.sure else "warn",
        )
        for special in shown
    )
    return Table(columns, lines, empty=_("No day differs from the weekly rest."))


def _month_table(year: int, working: dict[int, int]) -> Table:
    columns = (Column(_("Month"), flexible=True), Column(_("Working days"), right=True))
    lines = tuple(Line((f"{number:02d}/{year}", count)) for number, count in working.items())
    total = (_("Total"), sum(working.values())) if len(lines) > 1 else ()
    return Table(columns, lines, title=_("Working days by month"), footer=total)


def weekday(day: date) -> str:
    """The day of the week in words."""
    names = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
    return names[day.weekday()]


def kind(special: SpecialDay) -> str:
    """What a special day is, in words."""
    if not special.worked:
        return _("day off")
    return _("make-up day") if special.day.weekday() >= SATURDAY else _("working day")


def _source(source: DaySource) -> str:
    return {
        DaySource.PACKAGE: _("reckoned from the law"),
        DaySource.PROGRAM: _("shipped list"),
        DaySource.REGISTER: _("entered in the register"),
    }[source]


def term_report(calendar: Calendar, start: date, end: date, as_of: date) -> Report:
    """The working days from one day (which does not count) to another, and the days off passed over."""
    passed = calendar.days_off(start, end)
    count = calendar.count(start, end)
    notes = [show(remark) for remark in calendar.notes(start, end)]
    one: Record = {
        "from": iso(start),
        "to": iso(end),
        "working_days": count,
        "calendar_days": (end - start).days,
        "days_off": [day_record(special) for special in passed],
        "certain": not notes,
        "notes": list(notes),
    }
    facts: list[tuple[str, Cell]] = [
        (_("From (not counted)"), f"{weekday(start)} {vn_date(start)}"),
        (_("To"), f"{weekday(end)} {vn_date(end)}"),
        (_("Working days"), count),
        (_("Calendar days"), (end - start).days),
        *((_("Day off"), f"{vn_date(special.day)} {special.reason}") for special in passed),
        *((_("Remark"), text) for text in notes),
    ]
    columns = (Column(_("Field")), Column(_("Value"), flexible=True))
    return Report(
        schema="tuphap.workdays/1",
        as_of=as_of,
        rows=[one],
        more=one,
        tables=(Table(columns, tuple(map(Line, facts))),),
    )
