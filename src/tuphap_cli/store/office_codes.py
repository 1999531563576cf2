"""The codes by which offices are named on the command line and in addresses."""

from __future__ import annotations

import re

from .. import errors
from ..domain.model import N_

_CODE = re.compile(r"[A-Z][A-Z0-9-]{0,19}")
_DEVICE = re.compile(r"CON|PRN|AUX|NUL|(?:COM|LPT)\d")  # with any ending, to Windows


def read_codes(text: str) -> tuple[str, ...]:
    """The codes that ``text`` names, the uppermost first: "bl/stp" is ("BL", "STP"), and "" none.

    Raises:
        BadField: one of them is no code of an office
    """
    codes = tuple(text.strip().upper().split("/")) if text.strip() else ()
    for code in codes:
        if not _CODE.fullmatch(code):
            why = N_("an office's code has up to 20 letters A to Z, digits and hyphens, the first one a letter")
            raise errors.BadField(field=N_("office"), value=text, why=why)
        if _DEVICE.fullmatch(code):
            why = N_("on Windows that is the name of a device, and no file can have it")
            raise errors.BadField(field=N_("office"), value=text, why=why)
    return codes
