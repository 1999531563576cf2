"""The settings that an office has for itself, where several are in one register: they are in its own book."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from .. import errors, settings
from ..setting_table import OWN, SETTINGS
from . import whereabouts


def reader() -> Callable[[], Mapping[str, str]]:
    """Return what reads the own settings of the office whose book is in force, each book once."""
    known: dict[Path | str, Mapping[str, str]] = {}

    def read() -> Mapping[str, str]:
        place = whereabouts.register_path()
        if place not in known:
            known[place] = _read(place) if of_office(place) else {}
        return known[place]

    return read


def of_office(place: Path | str) -> bool:
    """Whether the register at ``place`` is the book of one of several offices."""
    from ..store import offices

    return bool(offices.codes_of(place))


def _read(place: Path | str) -> Mapping[str, str]:
    from ..store import any_register
    from ..store.read import office_rows

    try:
        with any_register.open_register(place) as register, register.reading() as connection:
            return office_rows.own_settings(connection)
    except errors.RegisterFault:  # the command itself says so
        return {}


def keep(name: str, value: str | None) -> Path | str:
    """Give setting ``name`` its value, None for the usual one; returns where it is kept.

    That is the office's book, where it has the setting for itself, else the settings file.
    """
    if name not in OWN or not of_office(whereabouts.register_path()):
        return settings.change(name, value)
    from ..store.write import office_records
    from . import access

    wanted = None if value is None else settings.written(settings.parse(SETTINGS[name], value))
    with access.writing("settings") as change:
        office_records.set_own(change, {name: wanted})
    settings.look_up_own(reader())
    return whereabouts.register_shown()
