"""Where the books (sổ) of offices are: each is a register, beside the one of the office above it.

The book of the office STP below a register ``so.db`` is ``so.db.co-quan/STP.db``; on a server it is a schema of its
own in the same database. So each office has its own decisions, numbers of tasks, calendar, journal and settings.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .server import server_address

ENDING = ".co-quan"  # "offices"


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
