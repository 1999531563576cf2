"""office: several offices in one register, each with a book of its own; what they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.periods import PeriodKind
from ..i18n import _
from . import access, office_books, safekeeping, typed
from .app import group, verb
from .done import Done
from .options import AsOf, DoneFormat, DryRun, Format, Output, ReportFormat, Scheme
from .output import Reply
from .output_formats import BY_NAME, format_of

if TYPE_CHECKING:
    from datetime import date

    from ..domain.periods import Window
    from ..reports.base import Report
    from ..reports.figures import Figures
    from ..reports.office_totals import OfficeFigures

app = group("office")
APPS = {"office": app}
# Each verb with its module, in the order of the help.
VERBS = {
    **dict.fromkeys(("add", "list", "edit", "remove", "status", "report"), "office"),
    "follow": "office_follow",
}

Code = Annotated[str, typer.Argument(metavar="OFFICE", help=_("its code, e.g. STP"), show_default=False)]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help=_("its name"), show_default=False)]


def _one(code: str) -> str:
    """The code of an office directly below, as it is kept."""
    from ..store import office_codes

    codes = office_codes.read_codes(code)
    if len(codes) != 1:
        raise errors.UsageFault(
            what=_("Name one office directly below; for one below that: tuphap -O OFFICE office …")
        )
    return codes[0]


@verb(
    app,
    "add",
    _("Enter an office below this one and make its book: with its own decisions, numbers, calendar and settings."),
    'office add STP --name "Sở Tư pháp"',
    'office add HD --name "UBND huyện Hồng Dân" --dry-run',
)
def add(code: Code, name: Name, dry_run: DryRun = False, format: DoneFormat = "") -> Done:
    from ..store.write import office_records

    code = _one(code)
    with access.writing("office add", dry_run=dry_run) as change:
        office_records.add_office(change, code, name)
        made = None if dry_run else office_books.make_book(code, name)
    place, whole = office_books.shown_place(code), office_books.whole_code(code)
    said = _("{name} has a book of its own: {path}") if made else _("{name} keeps the book that is there: {path}")
    return Done(
        [said.format(name=name, path=place)],
        [{"office": code, "name": name, "register": str(place)}],
        _("Next: tuphap -O {code} settings").format(code=whole),
        dry_run,
        warnings=_rights(whole) if made else [],
    )


def _rights(code: str) -> list[str]:
    """Say who may read a new book on a server: nobody yet but who has made it."""
    if not safekeeping.server():
        return []
    return [_("For the rights of others in it: tuphap -O {code} server roles").format(code=code)]


@verb(
    app,
    "list",
    _("List the offices, those below them too, with where their books are."),
    "office list",
    "office list -o co-quan.xlsx",
)
def list_(format: Format = "", output: Output = "") -> Reply:
    from ..reports import office_totals

    found = [*office_books.listed()]
    facts = [
        office_totals.OfficeFacts(
            one.codes,
            one.name,
            str(one.place),
            one.fault.code if one.fault else "",
            isinstance(one.fault, errors.NoOfficeBook),
        )
        for one in found
    ]
    report = office_totals.office_list(facts, settings.today())
    return Reply(report, error=next((one.fault for one in found if one.fault), None))


@verb(
    app,
    "edit",
    _("Give an office another name."),
    'office edit HD --name "UBND xã Hồng Dân"',
    'office edit HD --name "UBND xã Hồng Dân" --dry-run',
)
def edit(code: Code, name: Name, dry_run: DryRun = False, format: DoneFormat = "") -> Done:
    from ..store.write import office_records

    code = _one(code)
    with access.writing("office edit", dry_run=dry_run) as change:
        office_records.rename_office(change, code, name)
    return Done(
        [_("Office {code} is called “{name}”.").format(code=code, name=name)],
        [{"office": code, "name": name}],
        _("Next: tuphap office list"),
        dry_run,
    )


@verb(
    app,
    "remove",
    _("Take an office off the list; its book stays where it is."),
    "office remove HD",
    "office remove HD --dry-run",
)
def remove(code: Code, dry_run: DryRun = False, format: DoneFormat = "") -> Done:
    from ..store.write import office_records

    code = _one(code)
    with access.writing("office remove", dry_run=dry_run) as change:
        row = office_records.remove_office(change, code)
    said = _("Office {code} is off the list; its book stays: {path}")
    return Done(
        [said.format(code=code, path=office_books.shown_place(code))],
        [{"office": code, "name": row.name}],
        _("Next: tuphap office list"),
        dry_run,
    )


@verb(
    app,
    "status",
    _("What is overdue, due soon, missed and not filed in each office."),
    "office status",
    "office status --as-of 30/6/2021 --format json",
)
def status(as_of: AsOf = "", format: Format = "", output: Output = "") -> Report:
    from ..reports import office_totals
    from ..reports.pressing import survey
    from ..store.read import counting
    from . import checking

    day = typed.day(as_of)

    def presses(book: office_books.Book) -> office_totals.OfficeToday:
        found = survey(book.connection, checking.asked(book.connection, day, None))
        tasks = sum(counting.states(book.connection, day).values())
        counts = (tasks, found.overdue.tasks, found.soon.tasks, found.missed, found.unfiled)
        return office_totals.OfficeToday(book.codes, book.name, *counts)

    return office_totals.status_report([*office_books.asked_of_each(presses)], day)


@verb(
    app,
    "report",
    _("The figures of a period, office by office and all together; each office's are those of its own report."),
    "office report Q2/2021",
    "office report 6T/2021 -o tong-hop.docx --number 45/BC-UBND",
)
def report(
    period: Annotated[
        str, typer.Argument(metavar="PERIOD", help=_("the period; otherwise the last quarter"), show_default=False)
    ] = "",
    scheme: Scheme = "",
    as_of: AsOf = "",
    number: Annotated[
        str, typer.Option("--number", metavar="NUMBER", help=_("number of the report"), show_default=False)
    ] = "",
    signed: Annotated[
        str, typer.Option("--signed", metavar="DAY", help=_("the day on which it is signed"), show_default=False)
    ] = "",
    format: ReportFormat = "",
    output: Output = "",
) -> Reply:
    from ..reports import office_totals
    from .report import make, windows

    chosen = format_of(format, output, letter=True)  # a wrong one is said before anything is worked out
    letter = make.letter(number, signed, format, output)
    wish = make.ReportRequest(PeriodKind.QUARTER, as_of=as_of, signed=letter.signed_on)

    def figures(book: office_books.Book) -> OfficeFigures:
        covered = (
            windows.named(period, scheme)
            if period
            else windows.last_complete(windows.scheme(scheme), settings.today())
        )
        return _figures(book, covered, make.figures_of(book.connection, covered, wish))

    lines = [*office_books.asked_of_each(figures)]
    return Reply(office_totals.totals_report(lines, letter, paged=BY_NAME[chosen].paged))


def _figures(book: office_books.Book, covered: Window, found: tuple[Figures, date | None]) -> OfficeFigures:
    """What the report of an office has, and how many of the tasks in it carry out one of the office above."""
    from ..reports.office_totals import OfficeFigures
    from ..store.read import handed_down_rows

    figures, closed_on = found
    carrying = figures.counted(handed_down_rows.links(book.connection))
    return OfficeFigures(book.codes, book.name, covered, figures.as_of, closed_on, figures.total, len(carrying))
