"""copy: a register from a file to a server, or back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import paths, settings
from ..i18n import _, ngettext
from .app import single, verb
from .done import Done
from .options import DoneFormat, DryRun

if TYPE_CHECKING:
    from ..reports.base import Record

app = single("copy")
APPS = {"copy": app}


@verb(
    app,
    "copy",
    _("Copy a register into a new one: from a file to a PostgreSQL server, or back. Nothing is written over."),
    "copy ~/so-nhiem-vu.db postgresql+psycopg://quan-tri@may-chu/nhiem_vu",
    "copy postgresql+psycopg://quan-tri@may-chu/nhiem_vu ban-sao.db",
)
def copy(
    source: Annotated[
        str, typer.Argument(metavar="OLD", help=_("the register to copy, a file or an address"), show_default=False)
    ],
    target: Annotated[str, typer.Argument(metavar="NEW", help=_("where the new one is to be"), show_default=False)],
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..store import any_register

    shared = settings.flag("shared_folder")
    old, new = _place(source), _place(target)
    if dry_run:
        with any_register.open_register(old, shared=shared):
            any_register.check_place(new, shared=shared)
        return Done((), dry_run=True)
    facts = any_register.copy_register(old, new, shared=shared)
    rows = sum(facts.rows.values())
    text = _("Rows: {rows} in {tables} tables; mark {mark}")
    compared = ngettext(
        "Compared: rows, journal, states of {n} day", "Compared: rows, journal, states of {n} days", len(facts.days)
    )
    said = [
        _("Copied: {source} → {target}").format(source=settings.written(source), target=settings.written(target)),
        text.format(rows=rows, tables=len(facts.rows), mark=facts.mark),
        compared.format(n=len(facts.days)),
    ]
    row: Record = {"rows": rows, "mark": facts.mark, "days": [day.isoformat() for day in facts.days]}
    advice = _("Next: tuphap settings register {target}").format(target=settings.written(target))
    return Done(said, [row], advice, warnings=_left_behind(old, new) if facts.rows.get("evidence") else ())


def _left_behind(old: Path | str, new: Path | str) -> list[str]:
    """Say what becomes of the files of evidence, which lie beside a register and are no part of it."""
    from ..store.file.evidence_folder import folder_of

    if isinstance(old, str) or isinstance(new, str):
        return [_("Not copied: the files of evidence; a register on a server keeps none.")]
    text = _("Not copied: the files of evidence. Copy {source} as {target} by yourself.")
    return [text.format(source=folder_of(old), target=folder_of(new))]


def _place(typed: str) -> Path | str:
    """A path, or the address of a server as it was typed."""
    return typed if "://" in typed else paths.named_path(typed)
