"""What the values of arguments and options are called in help and errors: "DAY" in the code, "NGÀY" on the screen."""

from __future__ import annotations

import re

from ..domain.model import N_
from ..i18n import _

_NAMES = (
    N_("ADDRESS"),
    N_("BACKUP"),
    N_("BODY"),
    N_("CODE"),
    N_("COMMAND"),
    N_("DAY"),
    N_("DAYS"),
    N_("DIR"),
    N_("DOCUMENT"),
    N_("FIELD"),
    N_("FIGURE"),
    N_("FILE"),
    N_("FORMAT"),
    N_("FROM"),
    N_("GROUP"),
    N_("HEADING"),
    N_("ID"),
    N_("ITEM"),
    N_("KIND"),
    N_("LABEL"),
    N_("M"),
    N_("MARK"),
    N_("N"),
    N_("NAME"),
    N_("NEW"),
    N_("NUMBER"),
    N_("OFFICE"),
    N_("OLD"),
    N_("PART"),
    N_("PERIOD"),
    N_("SECTION"),
    N_("STATE"),
    N_("TASK"),
    N_("TEXT"),
    N_("TIME"),
    N_("TITLE"),
    N_("TO"),
    N_("UNIT"),
    N_("VALUE"),
    N_("WHO"),
    N_("WORD"),
    N_("WORDS"),
    N_("YEAR"),
)
_WORD = re.compile(rf"\b(?:{'|'.join(_NAMES)})\b")


def spoken(metavar: str) -> str:
    """Return ``metavar`` ("[UNIT]...", "HEADING=FIELD") in the language in use; choices stay as they are."""
    return _WORD.sub(lambda found: _(found[0]), metavar)
