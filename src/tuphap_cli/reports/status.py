"""The register at a glance: how much it holds, how it is today, where it is."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from ..domain.model import State, vn_date
from ..i18n import _
from ..store.file import place
from ..store.read import counting, entries
from . import labels
from .base import Column, Line, Report, Table


def status_report(
    connection: sqlite3.Connection, path: Path | str, as_of: date, soon: int, backup: datetime | None = None
) -> Report:
    """Counts, states as of a day, deadlines within ``soon`` days, the last command that wrote, the last backup."""
    counts = entries.register_counts(connection)
    tallied = Counter(counting.states(connection, as_of))
    near = counting.due_soon(connection, as_of, soon)
    loose = place.open_to_others(path) if isinstance(path, Path) else []  # a server has rights of its own
    open_ = [one for one in loose if one.reached]
    facts = _facts(path, counts, entries.last_change(connection), backup, [one.command for one in open_])
    columns = (Column(_("Field")), Column(_("Value"), flexible=True))
    shown = tuple(
        Line((labels.state_label(state), tallied[state]), labels.tone(state)) for state in State if tallied[state]
    )
    words = _("due within {n} days").format(n=soon)
    words += f" ({labels.deadlines_of_tasks(*near)})" if near.deadlines else ""
    soon_line = Line((words, near.tasks))
    return Report(
        schema="tuphap.status/1",
        as_of=as_of,
        rows=[{"state": state.value, "tasks": tallied[state]} for state in State],
        more={
            "register": str(path),
            "private": not open_,
            "last_backup": backup.isoformat(timespec="seconds") if backup else None,
            "totals": {
                "decisions": counts.decisions,
                "units": counts.units,
                "tasks": counts.tasks,
                "entries": counts.entries,
                "journal": counts.journal,
                "soon": near.deadlines,
                "soon_tasks": near.tasks,
            },
        },
        title=_("The register on {day}").format(day=vn_date(as_of)),
        tables=(
            Table(columns, tuple(Line(fact) for fact in facts)),
            Table((Column(_("State"), flexible=True), Column(_("Tasks"), right=True)), (*shown, soon_line)),
        ),
    )


def _facts(
    path: Path | str,
    counts: entries.Counts,
    last: entries.LastChange | None,
    backup: datetime | None,
    closing: list[str],
) -> list[tuple[str, str | int]]:
    """What the register holds and where it is; ``closing``: the commands that would close it to other people."""
    facts: list[tuple[str, str | int]] = [
        (_("Register"), str(path)),
        (_("Decisions"), counts.decisions),
        (_("Units"), counts.units),
        (_("Tasks"), counts.tasks),
        (_("Ledger entries"), counts.entries),
        (_("Last change"), _when(last) if last else "–"),
        (_("Last backup"), f"{vn_date(backup.date())} {backup:%H:%M}" if backup else "–"),
    ]
    if closing:
        commands = "; ".join(closing)
        facts.append((_("Rights"), _("others may read or write it; close it: {commands}").format(commands=commands)))
    return facts


def _when(last: entries.LastChange) -> str:
    """The last command: the clerk's own time, who, which."""
    at = datetime.fromisoformat(last.at).astimezone()
    return f"{vn_date(at.date())} {at:%H:%M}, {last.actor}: tuphap {last.command}"
