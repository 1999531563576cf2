"""copy: a register from a file to a server, or back."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import paths, settings
from ..i18n import _, ngettext
from . import office_books
from .app import single, verb
from .done import Done, in_this_register
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
    warnings = _left_behind(old, new) if facts.rows.get("evidence") else []
    warnings += office_books.left_out(facts.rows.get("office", 0), _for_book_below(old, new))
    return Done(said, [row], _next(new), warnings=warnings)


def _next(new: Path | str) -> str:
    """What comes next: of the book of an office to look at it, of a register to use it from now on."""
    from ..store import offices

    if codes := offices.codes_of(new):
        command = f"tuphap -O {'/'.join(codes)} status"
        return _("Next: {command}").format(command=in_this_register(command, {"register": str(offices.top(new))}))
    return _("Next: tuphap settings register {target}").format(target=_typed(new))


def _for_book_below(old: Path | str, new: Path | str) -> str:
    """The command that copies the book of an office below ``old`` to where it belongs below ``new``."""
    from ..store import offices

    places = (_typed(offices.book_of(place, (_("CODE"),))) for place in (old, new))
    return " ".join(("tuphap copy", *places))


def _typed(place: Path | str) -> str:
    """A path or an address as a word of a command line; ADDRESS for one that has a password in it."""
    text = str(place)
    return shlex.quote(text) if settings.written(text) == text else _("ADDRESS")


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
