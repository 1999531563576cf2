"""Where the books (sổ) of offices are: each is a register, beside the one of the office above it.

The book of the office STP below a register ``so.db`` is ``so.db.co-quan/STP.db``; on a server it is a schema of its
own in the same database. So each office has its own decisions, numbers of tasks, calendar, journal and settings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from .. import errors
from ..domain.model import N_
from .server import server_address

ENDING = ".co-quan"  # "offices"
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


def book_of(place: Path | str, codes: Sequence[str]) -> Path | str:
    """Where the book of the office is to which ``codes`` lead from that of the register at ``place``."""
    if isinstance(place, str):
        return server_address.with_offices(place, (*server_address.offices_of(place), *codes))
    for code in codes:
        place = Path(f"{place}{ENDING}") / f"{code}.db"
    return place


def codes_of(place: Path | str) -> tuple[str, ...]:
    """The codes of the office whose book is at ``place``; none of a register that is no office's."""
    if isinstance(place, str):
        return server_address.offices_of(place)
    codes: list[str] = []
    while place.parent.name.endswith(ENDING):
        codes.insert(0, place.stem)
        place = place.parent.with_name(place.parent.name.removesuffix(ENDING))
    return tuple(codes)


def top(place: Path | str) -> Path | str:
    """Where the register is in which the one at ``place`` is a book, or that place itself."""
    while (upper := above(place)) is not None:
        place = upper
    return place


def above(place: Path | str) -> Path | str | None:
    """Where the book of the office above is; None where the one at ``place`` is no office's."""
    codes = codes_of(place)
    if not codes:
        return None
    if isinstance(place, str):
        return server_address.with_offices(place, codes[:-1])
    return place.parent.with_name(place.parent.name.removesuffix(ENDING))
