"""unit: the units that lead or support tasks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import UnitKind, vn_date
from ..i18n import _, ngettext
from . import access, refused_lists, typed, unit_renaming, word_choices
from .app import verb
from .done import Done
from .options import DoneFormat, DryRun, Encoding, Format, On, OneUnit, Output
from .unit_handover import app

if TYPE_CHECKING:
    from ..reports.base import Record, Report

APPS = {"unit": app}
# Each verb with its module, in the order of the help.
VERBS = dict.fromkeys(("add", "list", "show", "edit", "import", "close"), "unit") | dict.fromkeys(
    ("transfer", "reorganise"), "unit_handover"
)

Alias = Annotated[list[str] | None, typer.Option("--alias", metavar="NAME", help=_("another name (may be repeated)"))]
Kind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help=word_choices.unit_kinds().listed(), show_default=False)
]
Parent = Annotated[
    str,
    typer.Option(
        "--parent",
        metavar="UNIT",
        help=_("the unit that it belongs to"),
        show_default=False,
    ),
]
Email = Annotated[
    str, typer.Option("--email", metavar="ADDRESS", help=_("where it is written to"), show_default=False)
]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help=_("the name"), show_default=False)]


@verb(
    app,
    "add",
    _("Enter a unit."),
    'unit add PBGDPL --name "Phòng Phổ biến, giáo dục pháp luật" --alias "P. PBGDPL"',
    'unit add TP-HONGDAN --name "Phòng Tư pháp huyện Hồng Dân" --kind district_office',
)
def add(
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("a short code"), show_default=False)],
    name: Name,
    alias: Alias = None,
    kind: Kind = "",
    parent: Parent = "",
    email: Email = "",
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..store.read import names
    from ..store.write import records

    chosen = word_choices.unit_kinds().read(kind or UnitKind.DIVISION.value)
    with access.writing("unit add", dry_run=dry_run) as change:
        above = names.find_unit(change.connection, parent).id if parent else None
        row = records.add_unit(change, records.UnitFacts(code, name, chosen, above, email, alias or ()))
        change.summary = f"{row.code}: {row.name}"
    return Done(
        [_("Unit {code} entered: {name}.").format(code=row.code, name=row.name)],
        [{"unit": row.code, "unit_name": row.name}],
        _("Next: tuphap unit list"),
        dry_run,
    )


@verb(app, "list", _("List the units."), "unit list", "unit list --format csv")
def list_(format: Format = "", output: Output = "") -> Report:
    from ..reports import unit_list
    from ..store.read import entries

    with access.reading() as connection:
        return unit_list.unit_list(entries.unit_rows(connection), settings.today())


@verb(
    app, "show", _("Show a unit with the tasks it leads."), "unit show TGPL", 'unit show "P. HC&BTTP" --format json'
)
def show_(unit: OneUnit, format: Format = "", output: Output = "") -> Report:
    from ..reports import unit_list
    from ..store.read import names, queries
    from ..store.read.filters import Filters

    today = settings.today()
    with access.reading() as connection:
        row = names.find_unit(connection, unit)
        tasks = list(queries.task_rows(connection, today, Filters(units=(row.id,))))
        return unit_list.one_unit(connection, row, tasks, today)


@verb(
    app,
    "edit",
    _(
        "Correct what is known of a unit, or rename it: a name with --on and --by holds from that day on, and earlier "
        "days keep theirs. An old name or code stays as an alias."
    ),
    'unit edit XDKT --name "Phòng Xây dựng và kiểm tra văn bản"',
    'unit edit HCTP --name "Phòng Hành chính và Bổ trợ tư pháp" --on 1/7/2021 --by 30/QĐ-STP',
    "unit edit PHCTP --code HCTP",
)
def edit(
    unit: OneUnit,
    name: Name = "",
    code: Annotated[str, typer.Option("--code", metavar="CODE", help=_("another code"), show_default=False)] = "",
    alias: Alias = None,
    kind: Kind = "",
    parent: Parent = "",
    email: Email = "",
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="DAY",
            help=_("from which day on it bears the name; with --by alone today"),
            show_default=False,
        ),
    ] = "",
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="DOCUMENT", help=_("number of the document that renames it"), show_default=False
        ),
    ] = "",
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..store.read import entries, names
    from ..store.write import records, renaming
    from ..text import clean

    kind = word_choices.unit_kinds().read(kind) if kind else ""
    day, document = unit_renaming.ground_of(name, on, by)
    renamed = None
    with access.writing("unit edit", dry_run=dry_run) as change:
        row = names.find_unit(change.connection, unit)
        above = names.find_unit(change.connection, parent).id if parent else None
        if above in entries.unit_tree(change.connection, row.id):
            raise errors.BadField(field="--parent", value=parent, why=_("a unit cannot belong to itself"))
        wanted = {
            "name": clean(name),
            "code": records.plain_code(code),
            "kind": kind,
            "parent_id": above,
            "email": clean(email),
        }
        values: dict[str, str | int | None] = {key: value for key, value in wanted.items() if value}
        if not values and not alias:
            raise errors.UsageFault(what=_("Nothing to change was given."))
        records.add_aliases(change, row.id, alias or ())
        corrected = {key: value for key, value in values.items() if key != "name" or not document}
        if corrected:
            records.edit_unit(change, row.id, corrected)
        if document:
            renamed = renaming.rename_unit(change, row.id, name, day, document)
        change.summary = f"{row.code}: {', '.join([*values, *(alias or ())])}"
        if renamed:
            change.summary += f"; {renamed.before} → {clean(name)}, {document}"
        now = str(values.get("code") or row.code)
    record: Record = {"unit": now, "fields": [*values, *(["alias"] if alias else [])]}
    said = [] if renamed and not (corrected or alias) else [_("Unit {code} changed.").format(code=row.code)]
    if renamed:
        said.append(unit_renaming.sentence(now, clean(name), day, document, renamed))
        until = renamed.until.isoformat() if renamed.until else None
        record |= {"name": clean(name), "before": renamed.before, "from": day.isoformat(), "until": until}
        record["document"] = document
    return Done(said, [record], _("Next: tuphap unit show {code}").format(code=now), dry_run)


@verb(
    app,
    "import",
    _("Enter a list of units: code, name, and if wanted kind, parent, email, aliases."),
    "unit import don-vi.xlsx",
    "unit import don-vi.csv --dry-run",
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
    from ..intake.clerk_lists import unitlist

    found = unitlist.read_unit_list(file, encoding or None)
    with access.writing("unit import", dry_run=dry_run) as change:
        entered = unitlist.enter_units(change, found.units)
        refused_lists.refuse(file.name, [*found.problems, *entered.problems])
        change.summary = f"{file.name}: +{len(entered.new)}"
    new = ngettext("{n} unit entered", "{n} units entered", len(entered.new))
    had = ngettext("{n} was there already", "{n} were there already", entered.already)
    return Done([f"{new}, {had}."], [{"unit": code} for code in entered.new], _("Next: tuphap unit list"), dry_run)


@verb(
    app,
    "close",
    _("End a unit that leads no open task any more."),
    "unit close TP-HONGDAN --on 30/6/2025",
    "unit close CC2 --dry-run",
)
def close(unit: OneUnit, on: On = "", dry_run: DryRun = False, format: DoneFormat = "") -> Done:
    from ..store.read import names
    from ..store.write import handing_over

    day = typed.day(on)
    with access.writing("unit close", dry_run=dry_run) as change:
        row = names.find_unit(change.connection, unit)
        handing_over.close_unit(change, row.id, day)
        change.summary = f"{row.code}, {vn_date(day)}"
    return Done(
        [_("Unit {code} ends on {day}.").format(code=row.code, day=vn_date(day))],
        [{"unit": row.code, "ends_on": day.isoformat()}],
        _("Next: tuphap unit list"),
        dry_run,
    )
