"""The letters that urged units (công văn đôn đốc): all of them, and those about one task."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ..domain.model import vn_date
from ..i18n import _, ngettext
from ..store.read.queries import TaskRow
from ..store.read.urging_letters import Urging, urgings
from . import labels
from .base import Column, Line, Record, Report, Table, iso
from .in_charge import TaskColumn

FIELDS = ("number", "signed_on", "signer", "units", "tasks", "deadlines", "still_overdue", "answer_by")
Letter = list[Urging]  # the rows of one letter


def letters_list(rows: Iterable[Urging], as_of: date, *, open_only: bool = False) -> Report:
    """The letters that ``rows`` are of, the latest first; ``open_only``: those with overdue tasks left."""
    letters = [rows for rows in reversed(_by_letter(rows)) if not open_only or any(row.overdue for row in rows)]
    records = [_letter_record(rows) for rows in letters]
    left = sum(any(row.overdue for row in rows) for rows in letters)
    closing = ngettext("{n} letter", "{n} letters", len(letters))
    if left:
        closing = _("{letters}, {n} of them with tasks that are still overdue").format(letters=closing, n=left)
    return Report(
        schema="tuphap.urgings/1",
        as_of=as_of,
        rows=records,
        more={"totals": {"letters": len(letters), "open": left}},
        title=_("Letters that urged units, up to {day}").format(day=vn_date(as_of)),
        tables=(_table(letters, as_of),),
        closing=(f"{closing}.",) if letters else (),
        fields=FIELDS,
    )


def _by_letter(rows: Iterable[Urging]) -> list[Letter]:
    found: dict[tuple[str, date], Letter] = {}
    for row in rows:
        found.setdefault((row.number, row.signed_on), []).append(row)
    return list(found.values())


def _letter_record(rows: Letter) -> Record:
    return {
        "number": rows[0].number,
        "signed_on": iso(rows[0].signed_on),
        "signer": rows[0].signer,
        "units": list(dict.fromkeys(row.unit for row in rows)),
        "tasks": list(dict.fromkeys(row.task for row in rows)),
        "deadlines": len(rows),
        "still_overdue": list(dict.fromkeys(row.task for row in rows if row.overdue)),
        "answer_by": iso(rows[0].answer_by),
    }


def _table(letters: Sequence[Letter], as_of: date) -> Table:
    columns = (
        Column(_("Letter")),
        Column(_("Signed")),
        Column(_("Units"), flexible=True),
        Column(_("Deadlines named"), right=True),
        Column(_("Still overdue"), right=True),
        Column(_("Answer by")),
        Column(_("Signed by"), roomy=True),
    )
    lines = []
    for rows in letters:
        late = sum(row.overdue for row in rows)
        units = labels.joined_units(dict.fromkeys(row.unit_name for row in rows))
        first = rows[0]
        cells = (first.number, first.signed_on, units, len(rows), late, first.answer_by, first.signer)
        lines.append(Line(cells, ("bad" if first.answer_by < as_of else "warn") if late else "good"))
    return Table(columns, tuple(lines), empty=_("No unit has been urged by a letter."))


# -- of tasks --------------------------------------------------------------------------------------------------


def urgings_of_task(connection: sqlite3.Connection, task: int, as_of: date) -> list[Urging]:
    """What letters signed by ``as_of`` asked for one task, oldest first."""
    return [row for row in urgings(connection, as_of) if row.task == task]


def last_urged(connection: sqlite3.Connection, as_of: date, tasks: Iterable[int]) -> dict[int, Urging]:
    """The last letter signed by ``as_of`` about each of ``tasks`` of which there is one."""
    wanted = set(tasks)
    return {row.task: row for row in urgings(connection, as_of) if row.task in wanted} if wanted else {}


def urged_words(row: Urging) -> str:
    """That a task was urged, when and by which letter, as part of a sentence."""
    return _("urged on {day}, {number}").format(day=vn_date(row.signed_on), number=row.number)


def urged_column(urged: Mapping[int, Urging]) -> list[TaskColumn]:
    """The column of the letters by which tasks were ``urged`` last; none where no task was."""
    if not urged:
        return []

    def cell(row: TaskRow) -> str:
        found = urged.get(row.task)
        return f"{vn_date(found.signed_on)}, {found.number}" if found else ""

    return [TaskColumn(Column(_("Urged"), roomy=True), cell)]


def urged_records(urged: Mapping[int, Urging]) -> list[Record]:
    """The last letters about tasks in the machine form."""
    return [{"task": task} | urging_record(row) for task, row in sorted(urged.items())]


def urging_record(row: Urging) -> Record:
    """What a letter asked for one deadline of a task, in the machine form."""
    return {
        "number": row.number,
        "signed_on": iso(row.signed_on),
        "unit": row.unit,
        "due": iso(row.due),
        "days_late": (row.signed_on - row.due).days,
        "answer_by": iso(row.answer_by),
    }


def of_one_task(rows: Sequence[Urging]) -> tuple[Table, ...]:
    """The letters about the task to which the page belongs, as sentences; nothing where there are none."""
    if not rows:
        return ()
    text = _("Urged on {day}, {number}: {unit}, {days} late; answer by {answer}.")
    lines = [
        Line(
            (
                text.format(
                    day=vn_date(row.signed_on),
                    number=row.number,
                    unit=row.unit_name,
                    days=ngettext("{n} day", "{n} days", (row.signed_on - row.due).days),
                    answer=vn_date(row.answer_by),
                ),
            )
        )
        for row in rows
    ]
    return (Table((Column("", flexible=True),), tuple(lines), title=_("Letters that urged")),)
