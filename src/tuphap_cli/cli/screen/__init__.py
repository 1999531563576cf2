"""tui: the register on one screen, by keys, for those who do not type commands; needs Textual."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from ... import errors
from ...i18n import _
from ..app import single, verb
from ..done import Done
from ..options import DoneFormat, DryRun

tui_app = single("tui")
APPS = {"tui": tui_app}


@verb(
    tui_app,
    "tui",
    _("The register on one screen, by keys: today, overdue, missed, find, record, undo."),
    "tui",
    "tui --dry-run",
)
def tui(dry_run: DryRun = False, format: DoneFormat = "") -> Done:
    if find_spec("textual") is None:
        raise errors.NoScreen
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise errors.UsageFault(what=_("The screen needs a terminal; in a script use the commands (tuphap --help)."))
    from .. import access

    access.opened().close()  # what is wrong with the register is said before the screen is drawn
    from .clerk_screen import ClerkScreen

    screen = ClerkScreen(dry_run=dry_run)
    screen.run()
    if screen.stopped:
        raise errors.Interrupted
    return Done(screen.recorded, dry_run=dry_run)
