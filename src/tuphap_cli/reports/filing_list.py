"""The units' periodic reports for a window: who sent in, in time or late, who did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ..domain import states
from ..domain.filings import FilingStatus
from ..domain.model import N_, vn_date
from ..domain.periods import Window
from ..i18n import _, ngettext, show
from ..store.write.filing_records import Due, FilingRow
from .base import Column, Line, Record, Report, Table, iso
from .period_words import basis, window_name

FIELDS = ("unit", "unit_name", "period", "due", "filed_on", "days_late", "document", "note", "status")
_STATUSES = {
    FilingStatus.ON_TIME: N_("filed on time"),
    FilingStatus.LATE: N_("filed late"),
    FilingStatus.WAITING: N_("not yet due"),
    FilingStatus.NOT_FILED: N_("not filed"),
}
_TONES = {FilingStatus.ON_TIME: "good", FilingStatus.LATE: "warn", FilingStatus.NOT_FILED: "bad"}


def status_word(value: str) -> str:
    """The office's word for the state of a report."""
    return _(_STATUSES[FilingStatus(value)])


def filing_days_late(row: FilingRow, as_of: date) -> int:
    """Calendar days by which the report was late, or is on ``as_of``."""
    return states.days_late(row.due, row.filed_on or as_of)


def filing_record(row: FilingRow, period: str, as_of: date) -> Record:
    """A report in the machine form."""
    return {
        "unit": row.unit,
        "unit_name": row.unit_name,
        "period": period,
        "due": iso(row.due),
        "filed_on": iso(row.filed_on),
        "days_late": filing_days_late(row, as_of),
        "document": row.document,
        "note": row.note,
        "status": row.status,
    }


def filings_report(rows: Sequence[FilingRow], covered: Window, due: Due, as_of: date) -> Report:
    """The list of ``rows`` for the window ``covered``, due as a rule on ``due``."""
    counts = Counter(row.status for row in rows)
    totals: Record = {status.value: counts[status.value] for status in FilingStatus}
    said = "; ".join(f"{status_word(status)}: {counts[status]}" for status in FilingStatus if counts[status])
    tally = ngettext("{n} unit", "{n} units", len(rows))
    return Report(
        schema="tuphap.filings/1",
        as_of=as_of,
        rows=[filing_record(row, covered.name, as_of) for row in rows],
        more={
            "period": {
                "name": covered.name,
                "scheme": covered.scheme.name,
                "from": iso(covered.start),
                "to": iso(covered.end),
                "basis": covered.scheme.basis,
                "due": iso(due.day),
                "notes": [show(remark) for remark in due.notes],
            },
            "totals": totals,
        },
        title=_("The units' reports for {period}, as of {day}").format(
            period=window_name(covered.name), day=vn_date(as_of)
        ),
        heading=_heading(covered, due),
        tables=(filing_table(rows, as_of),),
        fields=FIELDS,
        closing=(f"{tally} – {said}.",) if rows else (),
    )


def _heading(covered: Window, due: Due) -> tuple[str, ...]:
    window = _("Reporting window: {start} – {end} ({basis}).").format(
        start=vn_date(covered.start), end=vn_date(covered.end), basis=basis(covered.scheme)
    )
    sent_in = _("To be sent in by {day} at the latest.").format(day=vn_date(due.day))
    return window, sent_in, *(f"{show(remark)}." for remark in due.notes)


def filing_table(rows: Sequence[FilingRow], as_of: date) -> Table:
    """The reports as a table."""
    columns = (
        Column(_("Unit")),
        Column(_("Name"), flexible=True),
        Column(_("Due"), roomy=True),
        Column(_("Filed")),
        Column(_("Days late"), right=True),
        Column(_("Document")),
        Column(_("State")),
        Column(_("Note"), flexible=True, roomy=True),
    )
    lines = []
    for r in rows:
        late = filing_days_late(r, as_of) or None
        cells = (r.unit, r.unit_name, r.due, r.filed_on, late, r.document, status_word(r.status), r.note)
        lines.append(Line(cells, _TONES.get(FilingStatus(r.status), "")))
    return Table(columns, tuple(lines), empty=_("No unit has to report, or none fits."))
