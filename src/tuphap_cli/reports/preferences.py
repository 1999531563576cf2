"""The settings in force, each with its origin."""

from __future__ import annotations

from datetime import date

from .. import settings
from ..i18n import _
from ..setting_table import SETTINGS, Value
from .base import Column, Line, Record, Report, Table


def _shown(value: Value) -> Value:
    """A value with its type, text without a password that it may hold."""
    return settings.written(value) if isinstance(value, str) else value


def settings_report(as_of: date) -> Report:
    """All settings: value, origin, what they are for."""
    found = {name: settings.effective(name) for name in SETTINGS}
    rows: list[Record] = [
        {
            "name": name,
            "value": _shown(value.value),
            "origin": value.origin,
            "variable": SETTINGS[name].variable,
        }
        for name, value in found.items()
    ]
    columns = (
        Column(_("Setting")),
        Column(_("Set to"), flexible=True),
        Column(_("Origin"), flexible=True),
        Column(_("What for"), flexible=True),
    )
    lines = tuple(
        Line((name, settings.written(value.value), _(value.origin), _(SETTINGS[name].help)))
        for name, value in found.items()
    )
    return Report(
        schema="tuphap.settings/1",
        as_of=as_of,
        rows=rows,
        more={"file": str(settings.file())},
        title=_("Settings"),
        tables=(Table(columns, lines),),
        closing=(_("File: {path}").format(path=settings.file()),),
    )
