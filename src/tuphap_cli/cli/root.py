"""The top of the command line: version, the register and the screen to use, and the table of commands."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.main import get_command

from .. import __version__, colours, settings
from ..i18n import _
from . import own_settings, pager, speech
from .app import HELP_NAMES, Root, completes
from .command_table import SCREEN
from .metavars import spoken
from .shell_scripts import use_own_scripts


def build() -> Any:
    """The whole command line in the language in use."""
    app = typer.Typer(
        name="tuphap",
        cls=Root,
        invoke_without_command=True,
        rich_markup_mode=None,
        context_settings=HELP_NAMES,
        help=_("A register of assigned tasks: what is overdue, what has been missed, what was done."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGS]..."),
        epilog="tuphap demo\ntuphap overdue --unit PBGDPL",
    )
    app.callback()(top)
    command: Any = get_command(app)
    helps = {
        "install_completion": _("Install completion for this shell."),
        "show_completion": _("Show the completion script."),
    }
    for parameter in command.params:
        parameter.help = helps.get(parameter.name, parameter.help)
        if meant := parameter.metavar:
            parameter.metavar = spoken(meant)
            completes(parameter, meant)
    use_own_scripts()
    return command


def _version(value: bool) -> None:
    if value:
        typer.echo(f"tuphap {__version__}")
        raise typer.Exit


def top(
    ctx: typer.Context,
    register: Annotated[
        str, typer.Option("--register", "-R", metavar="FILE", help=_("the register to use"), show_default=False)
    ] = "",
    office: Annotated[
        str,
        typer.Option(
            "--office", "-O", metavar="OFFICE", help=_("the office whose book to use, e.g. STP"), show_default=False
        ),
    ] = "",
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help=_("Show the version and exit."))
    ] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help=_(SCREEN["--no-pager"]))] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help=_(SCREEN["--no-color"]))] = False,
) -> None:
    """The options that come before a command; without one, how things stand and what to do next."""
    if register:
        settings.override("register", register)
    if register or office:  # a register that is named is meant itself, whatever office the settings name
        settings.override("in_office", office)
    settings.look_up_own(own_settings.reader())
    pager.switch_off(off=no_pager)
    colours.forbid_colour(forbid=no_color)
    if ctx.invoked_subcommand is None:
        from .welcome import welcome

        for line in welcome():
            speech.say(line)
