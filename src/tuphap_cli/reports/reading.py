"""How the words of a deadline were read, for a person and for a program."""

from __future__ import annotations

from datetime import date

from ..domain.model import Reading, vn_date
from ..i18n import _, show
from . import labels, rules
from .base import Cell, Column, Line, Record, Report, Table, iso


def reading_record(reading: Reading) -> Record:
    """The machine form of a reading; ``due`` is a mere proposal where ``sure`` is false."""
    return {
        "phrase": reading.phrase,
        "kind": reading.kind.value,
        "start": iso(reading.start),
        "due": iso(reading.due),
        "occurrences": [day.isoformat() for day in reading.occurrences],
        "sure": reading.sure,
        "notes": [show(remark) for remark in reading.notes],
        "candidates": [day.isoformat() for day in reading.candidates],
        "rule": reading.rule,
    }


def reading_report(reading: Reading, year: int, as_of: date) -> Report:
    """The report on one phrase read for a plan of ``year``.

    A person sees under "Due" only what would be stored: where a person has to decide, the days are under "It may
    be"; of days that come again, the last is not a deadline of its own.
    """
    facts: list[tuple[str, Cell]] = [
        (_("Words"), reading.phrase),
        (_("Plan year"), str(year)),
        (_("Read as"), labels.deadline_kind(reading.kind)),
        (_("From"), reading.start),
        (_("Rule"), rules.sentence(reading.rule)),
        (_("Due"), reading.due if reading.sure and not reading.occurrences else None),
        (_("Due days"), _days(reading.occurrences if reading.sure else ())),
        (_("Sure"), _("yes") if reading.sure else _("no – a person has to decide")),
        (_("It may be"), _days(reading.candidates)),
        *((_("Remark"), show(remark)) for remark in reading.notes),
    ]
    columns = (Column(_("Field")), Column(_("Value"), flexible=True))
    one = reading_record(reading)
    return Report(
        schema="tuphap.deadline/1",
        as_of=as_of,
        rows=[one],
        more=one,
        tables=(Table(columns, tuple(Line(fact) for fact in facts if fact[1] not in (None, ""))),),
    )


def _days(days: tuple[date, ...]) -> str:
    return ", ".join(map(vn_date, days))
