"""calendar: days off, make-up days, terms in working days; what leads to other calendars is in calendar_export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import settings
from ..domain.model import FIRST_YEAR, LAST_YEAR, N_, Note, note, vn_date
from ..i18n import _, ngettext, show
from . import access, calendar_export, calendar_touched, refused_lists, typed
from .app import group, verb
from .done import Done
from .options import By, DoneFormat, DryRun, Encoding, Format, Output, Why

if TYPE_CHECKING:
    from ..domain.problems import Problem
    from ..domain.workdays import Calendar, SpecialDay
    from ..intake.clerk_lists.daylist import DayList
    from ..reports.base import Record, Report
    from ..store.file.register import Connection
    from ..store.write.change import Change

app = group("calendar")
APPS = {"calendar": app}

FARTHEST = 9999

OneDay = Annotated[str, typer.Argument(metavar="DAY", help=_("a day, e.g. 2/1/2026"), show_default=False)]
Worked = Annotated[bool, typer.Option("--worked", help=_("the day is worked, to make up for another"))]


@verb(
    app,
    "days",
    _("Show a year's days off, make-up days and working days by month."),
    "calendar days 2021",
    "calendar days 2026 --month 1 --format json",
)
def days(
    year: Annotated[
        int | None,
        typer.Argument(
            metavar="YEAR", min=FIRST_YEAR, max=LAST_YEAR, help=_("the year; otherwise this one"), show_default=False
        ),
    ] = None,
    month: Annotated[
        int | None, typer.Option("--month", metavar="M", min=1, max=12, help=_("only this month"), show_default=False)
    ] = None,
    format: Format = "",
    output: Output = "",
) -> Report:
    from ..reports import working_days as reports
    from ..store.write import days_off as store

    wanted = year or settings.today().year
    with access.reading() as connection:
        calendar = store.build_calendar(connection, wanted, wanted)
    return reports.days_off_list(calendar, wanted, month, settings.today())


@verb(
    app,
    "add",
    _("Enter a day off or a make-up day. Deadlines stay where they are."),
    'calendar add 2/1/2026 --reason "Hoán đổi ngày làm việc" --by 12729/VPCP-KGVX',
    'calendar add 10/1/2026 --worked --reason "Làm bù ngày 2/1/2026" --by 12729/VPCP-KGVX --dry-run',
)
def add(
    day: OneDay,
    reason: Why = "",
    by: By = "",
    worked: Worked = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..domain.workdays import SpecialDay
    from ..store.write import days_off as store
    from ..text import clean

    special = SpecialDay(typed.day(day), worked, clean(reason), typed.document(by))
    with access.writing("calendar add", dry_run=dry_run) as change:
        before = calendar_touched.terms(change)
        store.enter(change, special)
        change.summary = _summary(special)
        lines = [*calendar_touched.due_on(change, [special]), *calendar_touched.reads_differently(change, before)]
    return Done(
        [_entered(special), *calendar_touched.sentences(lines)],
        [_row(special)],
        _("Next: {command}").format(command=store.shown_by(special.day)),
        dry_run,
    )


@verb(
    app,
    "remove",
    _("Take a day out of the register's own calendar again."),
    "calendar remove 2/1/2026",
    "calendar remove 24/11/2026 --dry-run",
)
def remove(day: OneDay, dry_run: DryRun = False, format: DoneFormat = "") -> Done:
    from ..store.write import days_off as store

    wanted = typed.day(day)
    with access.writing("calendar remove", dry_run=dry_run) as change:
        before = calendar_touched.terms(change)
        special = store.remove_day_off(change, wanted)
        change.summary = _summary(special)
        left = store.build_calendar(change.connection, wanted.year, wanted.year)
        lines = [*calendar_touched.due_on(change, [special]), *calendar_touched.reads_differently(change, before)]
    why = left.reason(wanted)
    now = _("a day off ({reason})").format(reason=show(why)) if why else _("a working day")
    return Done(
        [
            _("{day} taken out; it is now {what}.").format(day=vn_date(wanted), what=now),
            *(f"{show(remark)}." for remark in left.notes(wanted, wanted)),
            *calendar_touched.sentences(lines),
        ],
        [_row(special)],
        _("Next: {command}").format(command=store.shown_by(wanted)),
        dry_run,
    )


@verb(
    app,
    "import",
    _("Enter the days of a list, all or none. Its columns: date, off|worked, reason, document."),
    "calendar import ngay-nghi-2027.csv --dry-run",
    "calendar import ngay-nghi-2027.xlsx",
)
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help=_("a workbook (.xlsx, .xls, .ods) or a .csv file in UTF-8"), show_default=False
        ),
    ],
    encoding: Encoding = "",
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..intake.clerk_lists import daylist

    found = daylist.read_day_list(file, encoding or None)
    with access.writing("calendar import", dry_run=dry_run) as change:
        before = calendar_touched.terms(change)
        new, problems = _enter_all(change, found)
        refused_lists.refuse(file.name, problems)
        change.summary = f"{file.name}: +{len(new)}"
        lines = [*calendar_touched.due_on(change, new), *calendar_touched.reads_differently(change, before)]
    entered = ngettext("{n} day entered", "{n} days entered", len(new))
    had = ngettext("{n} was there already", "{n} were there already", len(found.days) - len(new))
    year = max((special.day.year for _line, special in found.days), default=settings.today().year)
    return Done(
        [f"{entered}, {had}.", *calendar_touched.sentences(lines)],
        [_row(special) for special in new],
        _("Next: {command}").format(command=f"tuphap calendar days {year}"),
        dry_run,
    )


@verb(
    app,
    "count",
    _("Count the working days between two days. The first does not count."),
    "calendar count 28/6/2021 9/7/2021",
    "calendar count 26/4/2024 4/5/2024 --format json",
)
def count(
    start: Annotated[str, typer.Argument(metavar="FROM", help=_("the day from which it runs"), show_default=False)],
    end: Annotated[str, typer.Argument(metavar="TO", help=_("the last day"), show_default=False)],
    format: Format = "",
    output: Output = "",
) -> Report:
    from ..reports import working_days as reports

    first, last = typed.day(start), typed.day(end)
    with access.reading() as connection:
        calendar = _between(connection, first.year, last.year)
    return reports.term_report(calendar, first, last, settings.today())


@verb(
    app,
    "plus",
    _("Find the day that lies N working days after a day, or before it."),
    "calendar plus 26/2/2021 10",
    "calendar plus 30/4/2026 5 --before",
)
def plus(
    day: OneDay,
    n: Annotated[
        int,
        typer.Argument(metavar="N", min=-FARTHEST, max=FARTHEST, help=_("how many working days"), show_default=False),
    ],
    before: Annotated[bool, typer.Option("--before", help=_("before the day instead of after it"))] = False,
    format: Format = "",
    output: Output = "",
) -> Report:
    from ..reports import working_days as reports
    from ..store.write import days_off as store

    start, steps = typed.day(day), -n if before else n
    years = steps // store.FEWEST + (1 if steps > 0 else 0)
    with access.reading() as connection:
        calendar = _between(connection, start.year, start.year + years)
    return reports.term_report(calendar, start, calendar.add(start, steps), settings.today())


verb(
    app,
    "export",
    _("Give the due days of open tasks to Outlook, Google Calendar and other programs (an .ics file)."),
    "calendar export --unit PBGDPL --alarm 3 -o thoi-han-pbgdpl.ics",
    "calendar export --from 1/7/2021 --to 31/12/2021 --holidays -o thoi-han.ics",
)(calendar_export.export)


def _between(connection: Connection, one: int, other: int) -> Calendar:
    from ..store.write import days_off as store

    return store.build_calendar(connection, min(one, other), max(one, other))


def _row(special: SpecialDay) -> Record:
    """A day as a program reads it."""
    return {
        "day": special.day.isoformat(),
        "worked": special.worked,
        "reason": special.reason,
        "document": special.document,
    }


def _summary(special: SpecialDay) -> str:
    what = "worked" if special.worked else "off"
    return f"{vn_date(special.day)} {what}: {special.reason}, {special.document}"


def _shown(special: SpecialDay) -> Note:
    template = N_("{day} worked: {reason}, {document}") if special.worked else N_("{day} off: {reason}, {document}")
    return note(template, day=special.day, reason=special.reason, document=special.document)


def _entered(special: SpecialDay) -> str:
    template = _("{day} is now a working day: {reason} ({document}).")
    if not special.worked:
        template = _("{day} is now a day off: {reason} ({document}).")
    return template.format(day=vn_date(special.day), reason=special.reason, document=special.document)


def _enter_all(change: Change, found: DayList) -> tuple[list[SpecialDay], list[Problem]]:
    """Enter the days of a file that are not there yet; gives them, and every problem with its line."""
    from ..domain.problems import in_line
    from ..store.write import days_off as store

    new: list[SpecialDay] = []
    problems = list(found.problems)
    for line, special in found.days:
        there = store.find_day_off(change.connection, special.day)
        if there is None:
            store.enter(change, special)
            new.append(special)
        elif there != special:
            problems.append(in_line(line, note(N_("in the register already: {what}"), what=_shown(there))))
    return new, problems
