"""help, version, manual: what the program says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import __version__, errors
from ..i18n import _
from . import pager
from .app import single, verb
from .done import Done
from .options import DoneFormat

if TYPE_CHECKING:
    from typer._click.core import Command, Context

    from ..reports.base import Record

help_app, version_app, manual_app = single("help"), single("version"), single("manual")
APPS = {"help": help_app, "version": version_app, "manual": manual_app}
MANUAL = "huong-dan.md"


@verb(help_app, "help", _("Show the help of a command, or of the whole program."), "help", "help task done")
def help_(
    ctx: typer.Context,
    command: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COMMAND]...", help=_("the command, e.g. task done"), show_default=False),
    ] = None,
) -> None:
    found, context = _named(ctx.find_root(), list(command or ()))
    pager.show(f"{found.get_help(context)}\n")


def _named(root: Context, words: list[str]) -> tuple[Command, Context]:
    """The command that ``words`` name, with the context of its help.

    Raises:
        UsageFault: there are more words than the command has verbs
    """
    command, context = root.command, root
    while words and hasattr(command, "resolve_command"):
        name, found, words = command.resolve_command(context, words)
        assert found is not None, "an unknown name is refused"
        command, context = found, type(context)(found, info_name=name, parent=context)
    if words:
        raise errors.UsageFault(what=_("This command does not take: {words}").format(words=" ".join(words)))
    return command, context


@verb(version_app, "version", _("Show the version of the program."), "version", "version --format json")
def version(format: DoneFormat = "") -> Done:
    import platform

    from ..store.file.connection import FORMAT

    python, system = platform.python_version(), platform.system()
    row: Record = {"version": __version__, "register_format": FORMAT, "python": python, "system": system}
    return Done([f"tuphap {__version__}"], [row])


@verb(manual_app, "manual", _("Read the clerk's manual."), "manual", "manual 4")
def manual(
    section: Annotated[
        int | None,
        typer.Argument(metavar="[SECTION]", help=_("only this section, by its number"), show_default=False),
    ] = None,
) -> None:
    text = manual_path().read_text(encoding="utf-8")
    pager.show_markdown(text if section is None else _section(text, section))


def manual_path() -> Path:
    """Where the manual is: inside the installed package, or beside the source."""
    installed = Path(__file__).parents[1] / "docs" / MANUAL
    return installed if installed.exists() else Path(__file__).parents[3] / "docs" / MANUAL


def _section(text: str, number: int) -> str:
    """The section of ``text`` with that ``number``.

    Raises:
        BadChoice: there is none
    """
    parts = ("\n" + text).split("\n## ")[1:]
    for part in parts:
        if part.startswith(f"{number}. "):
            return f"## {part}"
    named = ", ".join(part.partition(".")[0] for part in parts)
    raise errors.BadChoice(value=number, option="SECTION", choices=named)
