"""The files kept as evidence of a task: a list of its own, and the part of a task's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ..i18n import _, vn_decimal
from ..store.file import evidence_folder
from ..store.file.evidence_folder import Kept
from ..store.write.evidence import EvidenceRow
from .base import Column, Line, Record, Report, Table

FIELDS = ("n", "name", "size", "sha256", "day", "entry", "document", "recorded_by", "taken_back", "state")


def evidence_report(task: int, rows: Sequence[EvidenceRow], register: Path, as_of: date) -> Report:
    """Return the list of the files of ``task``, each with how its copy beside ``register`` is found."""
    folder = evidence_folder.folder_of(register)
    found = [evidence_folder.state(folder, row.sha256) for row in rows]
    records = [
        evidence_record(n, row) | {"state": one.value}
        for n, (row, one) in enumerate(zip(rows, found, strict=True), 1)
    ]
    return Report(
        schema="tuphap.evidence/1",
        as_of=as_of,
        rows=records,
        title=_("Evidence of task {task}").format(task=task),
        tables=(evidence_table(rows, found, titled=False),),
        fields=FIELDS,
        findings=sum(one is not Kept.WHOLE for one in found),
    )


def evidence_record(number: int, row: EvidenceRow) -> Record:
    """Return a file in the machine form."""
    return {
        "n": number,
        "name": row.name,
        "size": row.size,
        "sha256": row.sha256,
        "day": row.on_day.isoformat(),
        "entry": row.kind,
        "document": row.document,
        "recorded_by": row.actor,
        "taken_back": row.taken_back,
    }


def evidence_table(rows: Sequence[EvidenceRow], found: Sequence[Kept] = (), *, titled: bool = True) -> Table:
    """Return the table of files; ``found`` says how each copy is, where that was looked at."""
    columns = (
        Column(_("No."), right=True),
        Column(_("File"), flexible=True),
        Column(_("Size"), right=True),
        Column(_("Day")),
        Column(_("Document")),
        Column(_("Remark")),
    )
    lines = []
    for number, row in enumerate(rows, 1):
        state = found[number - 1] if found else Kept.WHOLE
        remarks = [_("(taken back)")] if row.taken_back else []
        remarks += {Kept.MISSING: [_("missing")], Kept.CHANGED: [_("changed since it was kept")]}.get(state, [])
        cells = (number, row.name, _size(row.size), row.on_day, row.document, ", ".join(remarks))
        lines.append(Line(cells, "" if state is Kept.WHOLE else "bad"))
    return Table(
        columns, tuple(lines), title=_("Evidence") if titled else "", empty=_("No file is kept of this task.")
    )


def _size(size: int) -> str:
    return (
        _("{n} MB").format(n=vn_decimal(size / 1_000_000, 1))
        if size >= 100_000
        else _("{n} KB").format(n=-(-size // 1000))
    )
