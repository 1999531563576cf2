"""The units' periodic reports as recorded: which were sent in for a window, which are lacking, recording one.

Light lane. A report is due so many working days after its window ends; a record keeps the due day that held for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from ... import errors
from ...domain import filings as rules
from ...domain.filings import FilingStatus
from ...domain.model import N_, Note, note, vn_date
from ...domain.periods import Period, PeriodKind, Scheme, Window, period_label
from ...domain.workdays import NotCertain
from ...text import clean, sort_key
from ..read import entries, journalbook
from ..read.entries import UnitRow
from . import days_off
from .change import Change
from .column_values import Row, plain_value
from .secret import refuse_secret_document

# Of one window: what had been sent in by a day.
OF_WINDOW = """
SELECT unit_id, due, filed_on, document, note FROM filing
WHERE scheme = :scheme AND kind = :kind AND number = :number AND year = :year AND filed_on <= :as_of
"""

IDS_OF_WINDOW = """
SELECT f.id, u.code FROM filing AS f JOIN unit AS u ON u.id = f.unit_id
WHERE f.scheme = :scheme AND f.kind = :kind AND f.number = :number AND f.year = :year
"""

# One unit's record for one window.
THE_ONE = """
SELECT id, due, filed_on, document, note FROM filing
WHERE unit_id = :unit AND scheme = :scheme AND kind = :kind AND number = :number AND year = :year
"""

# The periods of which a report had been recorded by a day, the earliest of each kind first.
RECORDED = """
SELECT DISTINCT scheme, kind, number, year FROM filing WHERE filed_on <= :as_of ORDER BY scheme, kind, year, number
"""


class FilingRow(NamedTuple):
    """A unit's report for a window as of a day; ``status`` is one of :class:`FilingStatus`."""

    unit: str
    unit_name: str
    due: date
    filed_on: date | None
    document: str
    note: str
    status: str


class Due(NamedTuple):
    """The last day in time, and what of the calendar is not certain about it."""

    day: date
    notes: tuple[Note, ...] = ()


class Rules(NamedTuple):
    """By what reports fall due: working days after the cut-off; the rules of windows by name, read when needed."""

    days: int
    schemes: Callable[[], Mapping[str, Scheme]]


class Unfiled(NamedTuple):
    """A unit that owes the reports on ``windows``, the longest due first; ``due`` is when that one was due."""

    unit: UnitRow
    windows: tuple[Window, ...]
    due: date


# -- reading -------------------------------------------------------------------------------------------------


def filing_rows(
    connection: sqlite3.Connection, covered: Window, as_of: date, filing_days: int, *, named_on: date | None = None
) -> list[FilingRow]:
    """The reports on a window as of a day, of every unit that has to report and of any other that did, by name.

    ``filing_days`` are the working days after the window's end in which they are to be sent in. For days chosen
    freely nobody reports. The units have the names of ``named_on``, else of ``as_of``.
    """
    if covered.period is None:
        return []
    return _rows(
        connection, entries.unit_rows(connection), covered, as_of, _reckoner(connection, filing_days), named_on
    )


def due(connection: sqlite3.Connection, covered: Window, filing_days: int) -> Due:
    """The last day on which the report on a window is in time, by the working calendar."""
    return _reckoner(connection, filing_days)(covered.end)


def filed_with(connection: sqlite3.Connection, covered: Window, command: str) -> set[str]:
    """The codes of the units whose report on a window was recorded by ``command``, as the journal says."""
    last = journalbook.ends(connection).seq
    found = connection.execute(IDS_OF_WINDOW, _key(covered)).fetchall()
    touched = {row["code"]: journalbook.last_touch(connection, "filing", row["id"], last) for row in found}
    return {unit for unit, touch in touched.items() if touch and touch[1].startswith(command)}


def unfiled(connection: sqlite3.Connection, as_of: date, filed_by: Rules) -> list[Unfiled]:
    """The units that owe reports on ``as_of``, by name.

    A kind of report is expected once the office records it: from the first period of which one is recorded.
    """
    first: dict[tuple[str, PeriodKind], Period] = {}
    for scheme, kind, number, year in connection.execute(RECORDED, {"as_of": as_of.isoformat()}):
        first.setdefault((scheme, PeriodKind(kind)), Period(PeriodKind(kind), number, year))
    if not first:
        return []
    schemes, units = filed_by.schemes(), entries.unit_rows(connection)
    reckon = _reckoner(connection, filed_by.days)
    owed: dict[str, list[tuple[date, Window]]] = {}
    for (name, _kind), period in first.items():
        # A rule that is no longer in the settings expects nothing.
        for covered in rules.expected_windows(period, schemes[name], as_of) if name in schemes else ():
            for row in _rows(connection, units, covered, as_of, reckon):
                if row.status == FilingStatus.NOT_FILED:
                    owed.setdefault(row.unit, []).append((row.due, covered))
    found = []
    for unit in sorted((unit for unit in units if unit.code in owed), key=lambda unit: sort_key(unit.name_on(as_of))):
        overdue = sorted(owed[unit.code], key=lambda pair: pair[0])
        found.append(Unfiled(unit, tuple(covered for _due, covered in overdue), overdue[0][0]))
    return found


def _reckoner(connection: sqlite3.Connection, days: int) -> Callable[[date], Due]:
    """What gives the due day for the end of a window; the calendar is built when the first is asked for."""
    end_of_term = days_off.workday(connection)

    @cache
    def reckon(end: date) -> Due:
        try:
            return Due(end_of_term(end, days))
        except NotCertain as doubt:
            return Due(doubt.end, doubt.notes)

    return reckon


def _rows(
    connection: sqlite3.Connection,
    units: Iterable[UnitRow],
    covered: Window,
    as_of: date,
    reckon: Callable[[date], Due],
    named_on: date | None = None,
) -> list[FilingRow]:
    wanted = _key(covered) | {"as_of": as_of.isoformat()}
    sent = {r["unit_id"]: r for r in connection.execute(OF_WINDOW, wanted)}
    rows = []
    for unit in units:
        record = sent.get(unit.id)
        if record is not None:
            due_on, filed_on = date.fromisoformat(record["due"]), date.fromisoformat(record["filed_on"])
            document, remark = record["document"], record["note"]
        elif rules.reports_owed(unit.kind, unit.valid_from, unit.valid_to, covered):
            due_on, filed_on, document, remark = reckon(covered.end).day, None, "", ""
        else:
            continue
        status = rules.filing_status(due_on, filed_on, as_of)
        name = unit.name_on(named_on or as_of)
        rows.append(FilingRow(unit.code, name, due_on, filed_on, document, remark, status.value))
    return sorted(rows, key=lambda row: sort_key(row.unit_name))


def window_name(covered: Window) -> str:
    """A window of a period by a name that no language changes: "decree09 quarter 2 2021"."""
    return " ".join(map(str, _key(covered).values()))


def _key(covered: Window) -> dict[str, str | int]:
    period = covered.period
    assert period is not None, "days chosen freely are no period of a report"
    return {
        "scheme": covered.scheme.name,
        "kind": period.kind.value,
        "number": period.index,
        "year": period.year,
    }


# -- writing -------------------------------------------------------------------------------------------------


class FilingEntry(NamedTuple):
    """What is said of a report that was sent in; what is not said (None, "") is usual, or stays as it was."""

    filed_on: date | None = None
    document: str = ""
    note: str = ""
    due: date | None = None


def record_filing(
    change: Change,
    unit: UnitRow,
    covered: Window,
    entry: FilingEntry,
    *,
    today: date,
    filing_days: int,
    replace: bool,
) -> FilingRow:
    """Record that ``unit`` has sent in its report on ``covered``; ``replace`` corrects what is recorded.

    Raises:
        AlreadyFiled: it is recorded, and not to be replaced
        BadField: a day before the window begins
    """
    said = entry._replace(note=clean(entry.note))
    refuse_secret_document(said.document or said.note, said.document, said.note)
    _refuse_early(covered, said)
    found = change.connection.execute(THE_ONE, _key(covered) | {"unit": unit.id}).fetchone()
    if found is not None and not replace:
        raise already(unit, covered, found)
    if found is None:
        usual = due(change.connection, covered, filing_days).day
        row = {"due": said.due or usual, "filed_on": said.filed_on or today, "document": said.document}
        row |= {"note": said.note}
        change.insert("filing", {"unit_id": unit.id} | _key(covered) | row | {"version": 1})
    else:
        row = _corrected(change, found, said)
    due_on, filed_on = _as_day(row["due"]), _as_day(row["filed_on"])
    status = rules.filing_status(due_on, filed_on, today)
    return FilingRow(unit.code, unit.name, due_on, filed_on, str(row["document"]), str(row["note"]), status.value)


def _as_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _corrected(change: Change, found: sqlite3.Row, said: FilingEntry) -> dict[str, object]:
    """The record with what is said now in place of what was; a record that stays as it is is not written."""
    before: Row = {name: found[name] for name in ("due", "filed_on", "document", "note")}
    after = before | {name: plain_value(value) for name, value in said._asdict().items() if value}
    if after != before:
        change.update("filing", found["id"], after)
    return dict(after)


def _refuse_early(covered: Window, said: FilingEntry) -> None:
    """A report on a time that has not begun is a slip of the hand; one before its end happens."""
    for option, day in (("--on", said.filed_on), ("--due", said.due)):
        if day is not None and day < covered.start:
            why = note(N_("the reporting window only begins on {day}"), day=covered.start)
            raise errors.BadField(field=option, value=vn_date(day), why=why)


def already(unit: UnitRow, covered: Window, found: sqlite3.Row) -> errors.AlreadyFiled:
    """The error for a second record, with what is there."""
    filed_on = date.fromisoformat(found["filed_on"])
    document = f" ({found['document']})" if found["document"] else ""
    period = period_label(covered.period) if covered.period else covered.name
    return errors.AlreadyFiled(unit=unit.code, period=period, day=filed_on, document=document)
