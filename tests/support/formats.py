"""The output formats of reports without due days, taken from the program's own table."""

from __future__ import annotations

from tuphap_cli.cli.output import FORMATS

_MADE = [made for made in FORMATS if made.offered != "dated"]
EVERY = [made.name for made in _MADE]
PAPER = [made.name for made in _MADE if made.paper]  # printed or passed on
TEXT = [made.name for made in _MADE if made.readable]  # a terminal can show them
