"""undo, redo: take a command back, or do it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..i18n import _, ngettext
from . import access, speech
from .app import single, verb
from .done import Done, preview
from .options import Adjust, DoneFormat, DryRun

if TYPE_CHECKING:
    from ..reports.base import Record
    from ..store.write.undo.undoing import UndoPlan

undo_app, redo_app = single("undo"), single("redo")
APPS = {"undo": undo_app, "redo": redo_app}

Number = Annotated[
    int | None,
    typer.Argument(
        metavar="[N]",
        min=1,
        max=10**15,
        help=_("the number of a journal entry; otherwise the last"),
        show_default=False,
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("without asking"))]


@verb(
    undo_app,
    "undo",
    _("Take the last command back, or one by its journal number; shown before it is done."),
    "undo --dry-run",
    "undo 17 --yes",
    "undo 17 --with-later",
)
def undo(
    number: Number = None,
    with_later: Annotated[
        bool, typer.Option("--with-later", help=_("take back with it what was entered later and rests on it"))
    ] = False,
    yes: Yes = False,
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    plans, shown = undo_planned(number, with_later=with_later, asking=not (yes or dry_run))
    previewed = preview(shown, format, asking=not (yes or dry_run))
    if not (yes or dry_run or _agreed()):
        return Done([_("Nothing was changed.")], previewed=previewed)
    return turns_carried_out(plans, adjust=adjust, dry_run=dry_run)._replace(previewed=previewed)


@verb(
    redo_app,
    "redo",
    _("Do again what was undone last, or one by its journal number; shown before it is done."),
    "redo --dry-run",
    "redo 17 --yes",
)
def redo(
    number: Number = None,
    yes: Yes = False,
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    plan, shown = turn_planned(number, redo=True)
    previewed = preview(shown, format, asking=not (yes or dry_run))
    if not (yes or dry_run or _agreed()):
        return Done([_("Nothing was changed.")], previewed=previewed)
    return turn_carried_out(plan, adjust=adjust, dry_run=dry_run)._replace(previewed=previewed)


def undo_planned(number: int | None, *, with_later: bool, asking: bool) -> tuple[list[UndoPlan], list[str]]:
    """Return what undo would do to the entry ``number`` and to later ones that rest on it, the last one first.

    With it are the lines that say so.

    Raises:
        RestedOn: later entries rest on it, and they are not to be taken back with it, or nobody can be asked
    """
    from ..reports import undo_list as report
    from ..store.write.undo import undoing

    with access.reading() as connection:
        plan = undoing.plan(connection, number, redo=False)
        later = undoing.resting(connection, plan)
        if later and not with_later and not (asking and speech.on_terminal()):
            raise undoing.rested_on(plan, later[-1])
        shown = report.undo_lines(connection, plan)
        if later:
            text = ngettext(
                "{n} later entry rests on it and is taken back first:",
                "{n} later entries rest on it and are taken back first:",
                len(later),
            )
            shown += [text, *(line for one in later for line in report.undo_lines(connection, one))]
        return [*later, plan], shown


def turn_planned(number: int | None, *, redo: bool) -> tuple[UndoPlan, list[str]]:
    """Return what undo or redo would do to the entry ``number`` (None: the last), and the lines that say so."""
    from ..reports import undo_list as report
    from ..store.write.undo import undoing

    with access.reading() as connection:
        plan = undoing.plan(connection, number, redo=redo)
        return plan, report.undo_lines(connection, plan)


def turn_carried_out(plan: UndoPlan, *, adjust: bool, dry_run: bool) -> Done:
    """Take back, or do again, what ``plan`` says."""
    return turns_carried_out([plan], adjust=adjust, dry_run=dry_run)


def turns_carried_out(plans: Sequence[UndoPlan], *, adjust: bool, dry_run: bool) -> Done:
    """Carry ``plans`` out in their order, each with a journal row of its own, all or none."""
    from ..store.write.undo import undoing

    sentences: list[str] = []
    rows: list[Record] = []
    with access.writing(plans[0].command, dry_run=dry_run, adjust=adjust) as change:
        for plan in plans:
            if plan is not plans[0]:
                change.go_on(f"{plan.command} --adjust" if adjust else plan.command)
            now = undoing.plan(change.connection, plan.carrier.seq, redo=not plan.undone)
            undoing.carry_out(change, now, settings.today())
            change.summary = ": ".join(filter(None, [plan.origin.command, plan.origin.summary]))
            text = _("Undone: entry {n}, by journal entry {seq}.")
            if not plan.undone:
                text = _("Done again: entry {n}, by journal entry {seq}.")
            sentences.append(text.format(n=plan.origin.seq, seq=change.seq))
            rows.append({"entry": plan.origin.seq, "by_entry": change.seq})
    back = [f"tuphap {'redo' if plan.undone else 'undo'} {plan.origin.seq}" for plan in reversed(plans)]
    text = _("To go back: {command}").format(command="; ".join(back))
    return Done([] if dry_run else sentences, rows, text, dry_run)


def _agreed() -> bool:
    """Ask on the terminal; only a clear yes is one."""
    if not speech.on_terminal():
        raise errors.NotConfirmed(option="--yes")
    return speech.agreed(_("Go on? [y/N]"))
