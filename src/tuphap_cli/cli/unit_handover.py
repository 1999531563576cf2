"""unit, second part: a unit hands its tasks over, and a whole reorganisation from a file."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from .. import errors, settings
from ..domain.model import vn_date
from ..i18n import _, ngettext
from ..reports.base import Record
from . import access, done, safekeeping, typed
from .app import group, verb
from .done import Done, with_keys
from .options import Adjust, By, DryRun, Encoding, Format, On, OneUnit, Output, Why
from .outfile import check_output
from .output import Reply

if TYPE_CHECKING:
    from ..domain.handover import HandedGroup, Reorganised
    from ..store.read.entries import UnitRow
    from ..store.write.change import Change

app = group("unit")
T = TypeVar("T")

Template = Annotated[bool, typer.Option("--template", help=_("write the list to be filled in (-o FILE.xlsx)"))]


@verb(
    app,
    "transfer",
    _(
        "Hand a unit's open tasks to one or several others by a document; deadlines and history stay. To several, a task "
        "goes where --map says, else to the one that supports it already, else to the one of --rest."
    ),
    'unit transfer TP-HONGDAN --to VP --by 15/QĐ-STP --reason "Kết thúc hoạt động cấp huyện" --on 1/7/2025 --close',
    'unit transfer CC2 --to CC1 --to VP --map chia-viec.xlsx --by 8/QĐ-STP --reason "Sáp nhập" --dry-run',
)
def transfer(
    unit: OneUnit,
    to: Annotated[
        list[str],
        typer.Option(
            "--to",
            metavar="UNIT",
            help=_("the unit that takes over (may be repeated)"),
            show_default=False,
        ),
    ],
    by: By = "",
    reason: Why = "",
    on: On = "",
    map_: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help=_("which task goes to which unit: a workbook or .csv with the columns task, to"),
            show_default=False,
        ),
    ] = None,
    rest: Annotated[
        str,
        typer.Option(
            "--rest",
            metavar="UNIT",
            help=_("the unit that gets what nothing else decides"),
            show_default=False,
        ),
    ] = "",
    close: Annotated[bool, typer.Option("--close", help=_("end the unit on that day as well"))] = False,
    template: Template = False,
    encoding: Encoding = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: Format = "",
    output: Output = "",
) -> Reply | Done:
    if template:
        return _map_template(unit, to, on, output)
    if output:
        raise errors.UsageFault(what=_("-o belongs to --template, which writes the list to be filled in."))
    done.check_format(format)
    from ..domain.handover import first_of
    from ..intake.clerk_lists import handover_map, reorganising
    from ..store.write import handing_over
    from . import refused_lists

    ground = typed.ground(by, reason, on)
    listed = handover_map.read_map(map_, encoding or None) if map_ else handover_map.HandoverMap([], [], {})

    def hand_over(change: Change) -> tuple[UnitRow, list[UnitRow], list[HandedGroup]]:
        giver, takers, left = _units(change, unit, to, rest)
        problems = list(listed.problems)
        named = reorganising.NamedReceivers(change, listed.tasks, problems)
        groups = reorganising.hand_to(change, giver, takers, left, named, ground, settings.today())
        named.refuse_others()
        refused_lists.refuse(map_.name if map_ else "", problems)
        for undecided in groups:
            if undecided.to is None:
                tasks = undecided.tasks
                raise errors.HandoverUndecided(unit=giver.code, n=len(tasks), tasks=first_of(tasks))
        if close:
            handing_over.close_unit(change, giver.id, ground.day)
        change.summary = f"{giver.code} → {', '.join(one.to or '' for one in groups)}, {ground.document}"
        return giver, [*takers, *([left] if left else [])], groups

    giver, takers, groups = _carried_out("unit transfer", hand_over, adjust=adjust, dry_run=dry_run)
    ended = giver.valid_to is not None
    return Done(
        [_handed(one) for one in groups] + ([_closed(giver, ground.day)] if close else []),
        [_record(one, alone=len(groups) == 1) for one in groups],
        _("Next: tuphap missed") if close or ended else _next_close(giver, ground.day),
        dry_run,
        [_ended(row) for row in takers if row.valid_to is not None],
    )


def _carried_out(command: str, act: Callable[[Change], T], *, adjust: bool, dry_run: bool) -> T:
    """Return what ``act`` gives, in a transaction of ``command``; a backup comes first.

    It is tried before, so that no backup is made for what is refused.
    """
    with access.to_write() as register:
        if not dry_run and settings.flag("backup_first"):
            with access.transaction(register, command, dry_run=True, adjust=adjust) as change:
                act(change)
        with access.transaction(register, command, dry_run=dry_run, adjust=adjust) as change:
            safekeeping.before("transfer", dry_run=dry_run)
            return act(change)


def _record(one: HandedGroup, *, alone: bool) -> Record:
    """What one unit took over, for scripts; the tasks are numbered where several units took over."""
    record: Record = {"from": one.giver, "to": one.to, "tasks": len(one.tasks), "day": one.day.isoformat()}
    return record if alone else {**record, "numbers": list(one.tasks)}


def _closed(giver: UnitRow, day: date) -> str:
    return _("Unit {code} ends on {day}.").format(code=giver.code, day=vn_date(day))


def _next_close(giver: UnitRow, day: date) -> str:
    return _("Next: tuphap unit close {code} --on {day}").format(code=giver.code, day=vn_date(day))


def _handed(one: HandedGroup) -> str:
    said = _("{n} open tasks handed from {giver} to {taker}.")
    return said.format(n=len(one.tasks), giver=one.giver, taker=one.to)


def _ended(row: UnitRow) -> str:
    """A warning about a unit that has taken over and has itself ended since."""
    said = _("{code} ended on {day}: hand its tasks over as well (tuphap unit transfer {code}).")
    return said.format(code=row.code, day=vn_date(row.valid_to) if row.valid_to else "")


def _units(change: Change, unit: str, to: Sequence[str], rest: str) -> tuple[UnitRow, list[UnitRow], UnitRow | None]:
    """The unit that hands over, those that take over, and the one that gets the rest."""
    from ..store.read import names

    connection = change.connection
    giver, takers = names.find_unit(connection, unit), [names.find_unit(connection, text) for text in to]
    for text, row in zip(to, takers, strict=True):
        if row.id == giver.id:
            raise errors.BadField(field="--to", value=text, why=_("it is the same unit"))
    return giver, takers, names.find_unit(connection, rest) if rest else None


def _map_template(unit: str, to: Sequence[str], on: str, output: str) -> Reply:
    """The list of the unit's open tasks; where one alone of the units that take over supports a task, it is named."""
    from ..domain.handover import Receivers
    from ..reports.handover_lists import map_report
    from ..store.read import names, queries
    from ..store.read.filters import Filters
    from ..store.write import handing_over

    with access.reading() as connection:
        giver = names.find_unit(connection, unit)
        takers = {row.id: row.code for row in (names.find_unit(connection, text) for text in to)}
        left = handing_over.left_with(connection, giver.id, typed.past_day(on))
        rows = list(queries.task_rows(connection, settings.today(), Filters(tasks=tuple(left)))) if left else []
        supporting = handing_over.supporting(connection)
    receivers = Receivers(tuple(takers))
    wanted = {task: receivers.of(task, supporting.get(task, ())) for task in left}
    report = map_report(rows, {task: takers[to] for task, to in wanted.items() if to}, settings.today())
    units = f"{giver.code} --to {' '.join(takers.values())}"
    command = f"tuphap unit transfer {units} --map {shlex.quote(output)} --by {_('DOCUMENT')} --reason …"
    return Reply(report, next=_filled_in(command, output))


def _filled_in(command: str, output: str) -> str:
    """The advice to fill the list in that was written to ``output``, and to carry ``command`` out then."""
    return "" if output in {"", "-"} else _("Fill it in, then: {command}").format(command=command)


@verb(
    app,
    "reorganise",
    _(
        "Carry out a whole reorganisation from a file: new units, new names, tasks that go over, units that end; all of "
        "it or nothing. --dry-run shows for each unit how many open tasks go where."
    ),
    "unit reorganise --template -o sap-xep.xlsx",
    "unit reorganise sap-xep.xlsx --on 1/7/2025 --by 15/QĐ-STP --dry-run",
)
def reorganise(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help=_("the file filled in, a workbook or .csv"), show_default=False),
    ] = None,
    template: Template = False,
    by: By = "",
    reason: Why = "",
    on: On = "",
    encoding: Encoding = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: Format = "",
    output: Output = "",
) -> Reply:
    if template and file is None:
        return _reorganisation_template(on, output)
    if file is None or template:
        raise errors.UsageFault(what=_("Name the file to be carried out, or make one with --template -o FILE.xlsx."))
    from ..intake.clerk_lists import reorganisation, reorganising
    from ..reports.handover_lists import reorganised_report
    from ..text import clean

    check_output(output)
    plan = reorganisation.read_reorganisation(file, encoding or None)
    today = settings.today()
    defaults = reorganising.ReorganisationDefaults(
        typed.past_day(on), typed.document(by), clean(reason) or _("reorganisation of units"), today
    )
    refusal: errors.TuphapError | None = None
    outcome: Reorganised | None = None

    def carry_out(change: Change) -> None:
        nonlocal outcome, refusal
        outcome = reorganising.reorganise(change, plan, defaults)
        if outcome.problems:
            tally = ngettext("{n} problem", "{n} problems", len(outcome.problems))
            what = _("{file}: {problems}; nothing was written.").format(file=file.name, problems=tally)
            refusal = errors.Refused(what=what)
            raise refusal
        change.summary = f"{file.name}: +{len(outcome.new)} −{len(outcome.ended)}"

    try:
        _carried_out("unit reorganise", carry_out, adjust=adjust, dry_run=dry_run)
    except errors.TuphapError as error:
        if error is not refusal:
            raise
    assert outcome is not None, "it was carried out, or refused by an error that has been raised"
    advice = "" if refusal or dry_run else _("Next: tuphap missed")
    report = reorganised_report(outcome, today, dry_run=dry_run)
    return Reply(
        with_keys(report, "unit reorganise", Done((), next=advice, dry_run=dry_run)), next=advice, error=refusal
    )


def _reorganisation_template(on: str, output: str) -> Reply:
    from ..reports.handover_lists import reorganisation_template
    from ..store.read import entries, queries
    from ..store.read.filters import Filters
    from ..store.write import handing_over

    day, today = typed.past_day(on), settings.today()
    with access.reading() as connection:
        units = [row for row in entries.unit_rows(connection) if row.valid_to is None]
        left = [task for unit in units for task in handing_over.left_with(connection, unit.id, day)]
        rows = list(queries.task_rows(connection, today, Filters(tasks=tuple(left)))) if left else []
    advice = _filled_in(f"tuphap unit reorganise {shlex.quote(output)} --dry-run", output)
    return Reply(reorganisation_template(units, rows, today), next=advice)
