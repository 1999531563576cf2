"""undo, redo: take a command back, or do it again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..i18n import _
from . import access, speech
from .app import single, verb
from .done import Done, preview
from .options import Adjust, DoneFormat, DryRun

if TYPE_CHECKING:
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
)
def undo(
    number: Number = None,
    yes: Yes = False,
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    return _turn(number, redo=False, yes=yes, adjust=adjust, dry_run=dry_run, format_=format)


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
    return _turn(number, redo=True, yes=yes, adjust=adjust, dry_run=dry_run, format_=format)


def _turn(number: int | None, *, redo: bool, yes: bool, adjust: bool, dry_run: bool, format_: str) -> Done:
    """Show what is to be done, ask, and do it; nothing is locked while the question is open."""
    plan, shown = turn_planned(number, redo=redo)
    previewed = preview(shown, format_, asking=not (yes or dry_run))
    if not (yes or dry_run or _agreed()):
        return Done([_("Nothing was changed.")], previewed=previewed)
    return replace(turn_carried_out(plan, adjust=adjust, dry_run=dry_run), previewed=previewed)


def turn_planned(number: int | None, *, redo: bool) -> tuple[UndoPlan, list[str]]:
    """Return what undo or redo would do to the entry ``number`` (None: the last), and the lines that say so."""
    from ..reports import undo_list as report
    from ..store.write.undo import undoing

    with access.reading() as connection:
        plan = undoing.plan(connection, number, redo=redo)
        return plan, report.undo_lines(connection, plan)


def turn_carried_out(plan: UndoPlan, *, adjust: bool, dry_run: bool) -> Done:
    """Take back, or do again, what ``plan`` says."""
    from ..store.write.undo import undoing

    with access.writing(plan.command, dry_run=dry_run, adjust=adjust) as change:
        now = undoing.plan(change.connection, plan.carrier.seq, redo=not plan.undone)
        undoing.carry_out(change, now, settings.today())
        change.summary = ": ".join(filter(None, [plan.origin.command, plan.origin.summary]))
        seq = change.seq
    sentences = []
    if not dry_run:
        text = (
            _("Undone: entry {n}, by journal entry {seq}.")
            if plan.undone
            else _("Done again: entry {n}, by journal entry {seq}.")
        )
        sentences = [text.format(n=plan.origin.seq, seq=seq)]
    back = "redo" if plan.undone else "undo"
    return Done(
        sentences,
        [{"entry": plan.origin.seq, "by_entry": seq}],
        _("To go back: {command}").format(command=f"tuphap {back} {plan.origin.seq}"),
        dry_run,
    )


def _agreed() -> bool:
    """Ask on the terminal; only a clear yes is one."""
    if not speech.on_terminal():
        raise errors.NotConfirmed(option="--yes")
    return speech.agreed(_("Go on? [y/N]"))
