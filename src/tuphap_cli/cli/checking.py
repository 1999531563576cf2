"""What checks share, whoever hears them: the question, what has been told before, recording what is told now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from .. import errors, settings
from ..domain.model import N_, note
from ..store import any_register
from ..store.file.register import Connection
from . import whereabouts

if TYPE_CHECKING:
    from ..reports.pressing import Asked
    from ..store.read.entries import UnitRow
    from ..store.write.told import Listener, Told

COMMAND = "check --new"  # as those who wait see it
TURNS = 8  # how often it waits for its turn to write, some seconds each
UNTOLD = N_("Nothing of this counts as told: the next `check --new` tells it again.")


def asked(connection: Connection, as_of: date, soon: int | None, unit: UnitRow | None = None) -> Asked:
    """The question of a check, about ``unit`` and those below it where one is given."""
    from ..reports.pressing import Asked
    from ..store.read import entries
    from ..store.read.filters import Filters
    from .report.windows import filed_by

    ahead = settings.number("soon") if soon is None else soon
    question = Asked(as_of, ahead, settings.number("silent"), filed_by())
    if unit is None:
        return question
    return question._replace(
        filters=Filters(units=entries.unit_tree(connection, unit.id)),
        unit=unit.code,
        unit_name=unit.name_on(as_of),
    )


def unit_of(connection: Connection, text: str) -> UnitRow | None:
    """The unit that ``text`` names; None for the empty text."""
    from ..store.read import names

    return names.find_unit(connection, text) if text else None


def remember(listener: Listener, before: Told, marks: Collection[str], on: date) -> None:
    """Record that ``listener`` has been told ``marks``, in a short transaction that waits for its turn.

    Raises:
        RegisterFault: it cannot be written; the error says that nothing counts as told
    """
    from ..store.write import told

    if before.marks == set(marks):
        return
    for turn in range(1, TURNS + 1):
        try:
            shared = settings.flag("shared_folder")
            place = whereabouts.register_path()
            with any_register.open_register(place, write=True, shared=shared) as register:
                told.tell(register, listener, before, marks, on, settings.actor(), COMMAND)
        except errors.RegisterBusy as error:
            if turn == TURNS:
                error.consequence = note(UNTOLD)
                raise
        except errors.TuphapError as error:
            error.consequence = note(UNTOLD)
            raise
        else:
            return
