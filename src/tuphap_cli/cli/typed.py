"""What people type on the command line, turned into values: days, documents, grounds, choices, units."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .. import errors, settings
from ..store.file.register import Connection

if TYPE_CHECKING:
    from ..store.read.filters import Filters
    from ..store.write.documented_acts import Ground


NOBODY = "-"  # typed where nobody is in charge, or is to be any more
NOTHING = frozenset(
    {"khong", "khong co", "none", "-"}
)  # typed, folded, where there is none, or is to be none any more


def day(text: str) -> date:
    """Return the day typed by a person; the empty text is today.

    Raises:
        BadDate: it has none of the accepted forms
    """
    return _read(text, past=False)


def past_day(text: str) -> date:
    """Return a typed day that is not in the future: "thứ sáu" is the last one.

    Raises:
        BadDate: it has none of the accepted forms
        InTheFuture: it is after today
    """
    found = _read(text, past=True)
    if found > settings.today():
        raise errors.InTheFuture(day=found, today=settings.today())
    return found


def _read(text: str, *, past: bool) -> date:
    if not text.strip():
        return settings.today()
    from ..domain.typed_dates import Looking, read_day

    found = read_day(text, settings.today(), Looking.PAST if past else Looking.COMING)
    if found is None:
        raise errors.BadDate(value=text)
    return found


def optional_day(text: str) -> date | None:
    """Return a typed day, or None for the empty text."""
    return day(text) if text.strip() else None


def document(text: str) -> str:
    """Return a document's number clean and in its usual form; "" for the empty text."""
    from ..domain import numbers
    from ..text import clean

    return numbers.parse_number(clean(text)).text if text.strip() else ""


def ground(by: str, reason: str, on: str) -> Ground:
    """Return the document, the reason and the day on which something was decided."""
    from ..store.write.documented_acts import Ground
    from ..text import clean

    return Ground(document(by), clean(reason), past_day(on))


def unit_ids(connection: Connection, text: str) -> tuple[int, ...]:
    """Return the ids of the unit named ``text`` and of those below it; () for the empty text."""
    if not text:
        return ()
    from ..store.read import entries, names

    return entries.unit_tree(connection, names.find_unit(connection, text).id)


def in_charge(connection: Connection, column: str, text: str) -> tuple[str, ...]:
    """Return the leaders or officers ("leader", "officer") that ``text`` names: () for the empty text, "" for NOBODY.

    Raises:
        NotFound: no task has one of that name
    """
    if text.strip() in ("", NOBODY):
        return ("",) if text.strip() else ()
    from ..store.read import names

    return names.in_charge(connection, column, text)


def filters_of(connection: Connection, unit: str, leader: str, officer: str) -> Filters | None:
    """Return the filter for --unit, --leader and --officer, or None where all are empty."""
    from ..store.read.filters import Filters

    found = Filters(
        units=unit_ids(connection, unit),
        leaders=in_charge(connection, "leader", leader),
        officers=in_charge(connection, "officer", officer),
    )
    return found if found != Filters() else None
