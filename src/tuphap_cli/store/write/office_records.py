"""Offices on the list of the book above them, and an office's own settings."""

from __future__ import annotations

from collections.abc import Mapping

from ... import errors
from ...domain.model import N_
from ...text import clean
from ..read import office_rows
from ..read.office_rows import OfficeRow
from .change import Change

THE_SETTING = "SELECT id, name, value FROM own_setting WHERE name = :name"
TAKE_SETTING_OUT = "DELETE FROM own_setting WHERE id = :row"
TAKE_OFFICE_OUT = "DELETE FROM office WHERE id = :row"


def find_office(change: Change, code: str) -> OfficeRow:
    """The office directly below whose code is ``code``.

    Raises:
        NotFound: there is none
    """
    found = next((row for row in office_rows.office_rows(change.connection) if row.code == code), None)
    if found is None:
        raise errors.NotFound(thing=N_("office"), value=code, nearest="", command="tuphap office list")
    return found


def add_office(change: Change, code: str, name: str) -> None:
    """Enter an office that is directly below the one of this book.

    Raises:
        Duplicate: its code is there
        BadField: its name is empty
    """
    name = _name(code, name)
    if any(row.code == code for row in office_rows.office_rows(change.connection)):
        raise errors.Duplicate(thing=N_("office"), value=code, command="tuphap office list")
    change.insert("office", {"code": code, "name": name})
    change.summary = f"{code}: {name}"


def rename_office(change: Change, code: str, name: str) -> None:
    """Give an office another name.

    Raises:
        NotFound: there is none of that code
        BadField: the name is empty
    """
    row, name = find_office(change, code), _name(code, name)
    change.update("office", row.id, {"name": name})
    change.summary = f"{code}: {row.name} → {name}"


def _name(code: str, typed: str) -> str:
    if not (name := clean(typed)):
        raise errors.BadField(field=N_("office"), value=code, why=N_("an office must have a name"))
    return name


def remove_office(change: Change, code: str) -> OfficeRow:
    """Take an office off the list; its book stays where it is."""
    row = find_office(change, code)
    change.connection.execute(TAKE_OFFICE_OUT, {"row": row.id})
    change.record("office", row.id, row._asdict(), None)
    change.summary = f"{code}: {row.name}"
    return row


def set_own(change: Change, values: Mapping[str, str | None]) -> None:
    """Give settings of the office of this book their values; None takes one out."""
    for name, value in values.items():
        row = change.connection.execute(THE_SETTING, {"name": name}).fetchone()
        if row is None and value is not None:
            change.insert("own_setting", {"name": name, "value": value})
        elif row is not None and value is None:
            change.connection.execute(TAKE_SETTING_OUT, {"row": row["id"]})
            change.record("own_setting", row["id"], dict(row), None)
        elif row is not None and value != row["value"]:
            change.update("own_setting", row["id"], {"value": value})
    change.summary = ", ".join(f"{name} = {'–' if value is None else value}" for name, value in values.items())
