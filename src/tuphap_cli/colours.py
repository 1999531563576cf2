"""Whether output is coloured: --no-color, NO_COLOR, FORCE_COLOR, and what the terminal is."""

from __future__ import annotations

import os
import sys

_no_colour = False  # whether --no-color is on the command line


def forbid_colour(*, forbid: bool) -> None:
    """Colour nothing from now on, or what may be coloured again; for the start of each command."""
    global _no_colour  # noqa: PLW0603 - one command line at a time
    _no_colour = forbid


def colourless() -> bool:
    """Whether output must not be coloured: --no-color decides, then NO_COLOR, FORCE_COLOR, the terminal."""
    if _no_colour or os.environ.get("NO_COLOR"):
        return True
    return not forced_colour() and (os.environ.get("TERM") == "dumb" or not sys.stdout.isatty())


def forced_colour() -> bool:
    """Whether FORCE_COLOR asks for what a terminal shows also where there is none, and nothing forbids colour."""
    return bool(os.environ.get("FORCE_COLOR")) and not (_no_colour or os.environ.get("NO_COLOR"))
