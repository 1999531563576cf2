"""How the help is set: values named in the language in use, lines broken where a reader would break them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from typer._click.formatting import HelpFormatter

from ..i18n import _

_HYPHEN, _BLANK = "\u2011", "\u00a0"  # stand for those at which no line may be broken
_HYPHENED = re.compile(r"\S*-\S*")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=[^\W\d_])")
_RANGE = re.compile(r"(\d+)<=x<=(\d+)")
_AT_LEAST = re.compile(r"x>=(\d+)")


class HelpPage(HelpFormatter):
    """Typer's page of help; breaks no line within "ĐƠN-VỊ" or "--dry-run", nor between "6" and "tháng"."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, _bound(args), prefix)

    def write_text(self, text: str) -> None:
        """Write running text."""
        super().write_text(_bound(text))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of names with what they mean."""
        super().write_dl([(name, _bound(_ranges(text))) for name, text in rows], col_max, col_spacing)

    def getvalue(self) -> str:
        """Return the whole page."""
        return super().getvalue().replace(_HYPHEN, "-").replace(_BLANK, " ")


def _bound(text: str) -> str:
    """Return ``text`` with the places marked at which no line may be broken."""
    return _BEFORE_UNIT.sub(_BLANK, _HYPHENED.sub(lambda found: found[0].replace("-", _HYPHEN), text))


def _ranges(text: str) -> str:
    """Return ``text`` with Typer's ranges ("0<=x<=3660") in words."""
    between = _RANGE.sub(lambda found: _("from {low} to {high}").format(low=found[1], high=found[2]), text)
    return _AT_LEAST.sub(lambda found: _("{low} or more").format(low=found[1]), between)
