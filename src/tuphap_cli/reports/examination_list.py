"""The findings of an examination as a report: errors first, each with what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from ..domain.model import N_, vn_date
from ..i18n import _, ngettext, show
from ..store.health.examination import HealthFinding, Weight
from ..store.row_words import row_in_words
from .base import Column, Line, Record, Report, Table

FIELDS = ("code", "severity", "what", "where", "remedy")
WORDS = {Weight.ERROR: N_("error"), Weight.WARNING: N_("warning"), Weight.NOTE: N_("remark")}
_TONES = {Weight.ERROR: "bad", Weight.WARNING: "warn", Weight.NOTE: ""}
_ORDER = list(Weight)


def examination_report(
    found: Iterable[HealthFinding], path: Path | str, as_of: date, repaired: Sequence[str] = ()
) -> Report:
    """All findings; ``repaired`` are sentences on what was put right before. Remarks do not count as findings."""
    rows = sorted(found, key=lambda finding: _ORDER.index(finding.weight))
    counted = Counter(finding.weight for finding in rows)
    findings = counted[Weight.ERROR] + counted[Weight.WARNING]
    columns = (
        Column(_("Severity")),
        Column(_("Finding"), flexible=True),
        Column(_("Where"), flexible=True),
        Column(_("Remedy"), flexible=True),
    )
    lines = tuple(
        Line(
            (_(WORDS[row.weight]), show(row.what), show(row_in_words(row.where)), show(row.remedy)),
            _TONES[row.weight],
        )
        for row in rows
    )
    return Report(
        schema="tuphap.doctor/1",
        as_of=as_of,
        rows=[_record(row) for row in rows],
        more={
            "register": str(path),
            "totals": {weight.value: counted[weight] for weight in Weight},
            "repaired": list(repaired),
        },
        title=_("Examination of {path}, {day}").format(path=path, day=vn_date(as_of)),
        heading=tuple(repaired),
        tables=(Table(columns, lines, empty=_("Nothing was found.")),),
        closing=(_closing(findings, counted[Weight.ERROR]),),
        fields=FIELDS,
        findings=findings,
    )


def _record(row: HealthFinding) -> Record:
    return {
        "code": row.code,
        "severity": row.weight.value,
        "what": show(row.what),
        "where": row.where,
        "remedy": show(row.remedy),
    }


def _closing(findings: int, errors: int) -> str:
    if not findings:
        return _("The register is in order.")
    text = ngettext("{n} finding.", "{n} findings.", findings)
    return f"{text} " + (_("Do not rely on reports before the errors are cleared.") if errors else "")
