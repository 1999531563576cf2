"""The output formats of reports without due days, taken from the program's own table."""

from __future__ import annotations

from tuphap_cli.cli.output_formats import FORMATS

# PDFs, which LibreOffice makes of Word documents in some seconds, have tests of their own (tests/render/test_pdf.py).
_MADE = [made for made in FORMATS if made.offered not in {"dated", "letters"}]
EVERY = [made.name for made in _MADE]
PAPER = [made.name for made in _MADE if made.paper]  # printed or passed on
LISTED = [made.name for made in FORMATS if made.offered == "all"]  # named in the help of every command that reads
TEXT = [made.name for made in _MADE if made.readable]  # a terminal can show them
