"""check: what needs somebody to act, every night; with --new only what has not been told yet."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors
from ..domain.model import vn_date
from ..i18n import _
from . import access, checking, doubts, typed
from .app import single, verb
from .options import All, AsOf, Format, OfUnit, Output, Quiet, Soon
from .outfile import check_output
from .output import Reply, with_findings
from .output_formats import BY_NAME, format_of

if TYPE_CHECKING:
    from ..reports.base import Report
    from ..reports.pressing import Asked, Survey
    from ..store.file.register import Connection

check_app = single("check")
APPS = {"check": check_app}


@verb(
    check_app,
    "check",
    _(
        "The nightly check: overdue, missed and due soon. Quiet and exit 0 when there is nothing, exit 3 with findings."
    ),
    "check",
    "check --new --unit PBGDPL",
    "check --mail --dry-run",
    "--register /srv/so-nhiem-vu.db check --format json --output /srv/kiem-tra.json",
)
def check(
    as_of: AsOf = "",
    soon: Soon = None,
    unit: OfUnit = "",
    new: Annotated[
        bool,
        typer.Option("--new", help=_("only what is new or has come a step nearer or later since it was last told")),
    ] = False,
    quiet: Quiet = False,
    mail: Annotated[
        bool, typer.Option("--mail", help=_("send what is new, to the units that have an address and to the office"))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("with --mail: show the mails, send nothing"))] = False,
    every: All = False,
    format: Format = "",
    output: Output = "",
) -> Reply:
    from ..reports.pressing import survey
    from ..store.write import told
    from ..store.write.told import Channel, Listener, Told

    if (new or mail) and as_of:
        raise errors.UsageFault(what=_("What is new is told of today: leave out --as-of."))
    if mail and every:
        raise errors.UsageFault(what=_("A mail tells what is new: leave out --all."))
    form = format_of(format, output)
    if mail:
        from .mailing import mailed

        check_output(output)  # before mails go, which cannot be taken back
        return mailed(soon, unit, dry_run=dry_run, quiet=quiet)
    if dry_run:
        raise errors.UsageFault(what=_("--dry-run shows mails: add --mail."))
    brief = form == "table" and not every
    with access.reading() as connection:
        noted = doubts.looked_at(connection, doubts.Care.REPORT)
        named = checking.unit_of(connection, unit)
        asked = checking.asked(connection, typed.day(as_of), soon, named)
        listener = Listener(Channel.OUTPUT, named.id if named else 0)
        before = Told() if as_of else told.told(connection, listener)
        found = survey(connection, asked, before.marks)
        make = _in_brief if brief else _in_full
        made = make(connection, asked, found, before.last, only_new=new)
        if not made.title and BY_NAME[form].paper:
            made = _nothing(made)
        reply = with_findings(noted(made))
    marks = [point.mark for point in found.points]
    remember = partial(checking.remember, listener, before, marks, asked.as_of) if new else None
    return reply._replace(delivered=remember, quiet=quiet)


def _nothing(made: Report) -> Report:
    """``made``, of which nothing is to be told, as a page that says so; a screen would stay silent."""
    title = _("Check of {day}").format(day=vn_date(made.as_of))
    return made._replace(title=title, heading=(_("There is nothing to tell."),))


def _in_brief(connection: Connection, asked: Asked, found: Survey, told_on: date | None, *, only_new: bool) -> Report:
    from ..reports.check_brief import brief_report

    return brief_report(connection, asked, found, told_on=told_on, only_new=only_new)


def _in_full(connection: Connection, asked: Asked, found: Survey, told_on: date | None, *, only_new: bool) -> Report:
    from ..reports.check import check_report

    return check_report(connection, asked, found, told_on=told_on, only_new=only_new)
