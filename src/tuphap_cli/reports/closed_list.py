"""The list of the reports that were signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..domain.model import vn_date
from ..i18n import _
from ..store.write.closings import Closing
from .base import Column, Line, Record, Report, Table, iso
from .period_words import period_name

FIELDS = (
    "period",
    "scheme",
    "from",
    "to",
    "as_of",
    "closed_on",
    "document",
    "head",
    "reopened_on",
    "reopened_by",
    "reopened_reason",
)


def closings_report(closings: Sequence[Closing], as_of: date) -> Report:
    """All closings in the order of their windows."""
    columns = (
        Column(_("Period"), flexible=True),
        Column(_("Windows"), roomy=True),
        Column(_("From")),
        Column(_("To")),
        Column(_("Closed")),
        Column(_("Document")),
        Column(_("Mark"), roomy=True),
        Column(_("State"), flexible=True),
    )
    lines = tuple(
        Line((period_name(c.period), c.scheme, c.start, c.end, c.closed_on, c.document, c.head, _state(c)))
        for c in closings
    )
    return Report(
        schema="tuphap.closings/1",
        as_of=as_of,
        rows=[_record(c) for c in closings],
        more={"totals": {"closed": sum(c.stands for c in closings)}},
        title=_("Closed periods"),
        tables=(Table(columns, lines, empty=_("No period has been closed.")),),
        fields=FIELDS,
    )


def _state(closing: Closing) -> str:
    if closing.reopened_on is None:
        return _("closed")
    return _("reopened on {day}: {reason}").format(day=vn_date(closing.reopened_on), reason=closing.reopened_reason)


def _record(closing: Closing) -> Record:
    return {
        "period": closing.period.name,
        "scheme": closing.scheme,
        "from": iso(closing.start),
        "to": iso(closing.end),
        "as_of": iso(closing.as_of),
        "closed_on": iso(closing.closed_on),
        "document": closing.document,
        "head": closing.head,
        "reopened_on": iso(closing.reopened_on),
        "reopened_by": closing.reopened_by,
        "reopened_reason": closing.reopened_reason,
    }
