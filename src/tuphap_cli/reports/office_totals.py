"""Several offices in one register: their list, what presses in each, and the figures of a period, added up.

The figures of an office are those of its own report: of its own book, with its own reporting windows, the signed ones
where it has closed the period. Nothing is kept of them here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..domain.model import vn_date
from ..domain.periods import Window
from ..domain.tallies import BOXES, FIGURES, FLOWS, TASKS_OF, Tally, per_cent, rates_of
from ..i18n import _, ngettext
from . import summary, summary_machine, summary_tables
from .base import Cell, Column, Json, Letter, Line, Record, Report, Table, iso
from .summary_tables import FigureLine

FIELDS = ("office", "office_name", "level", "as_of", "closed_on", "assigned", *BOXES, "carrying_out")
WITH_BELOW = tuple(f"with_below_{name}" for name in ("assigned", *BOXES))
COUNTS = ("tasks", "overdue", "soon", "missed", "unfiled")


class OfficeFacts(NamedTuple):
    """An office of the list: the codes that lead to it, where its book is, and the code of the error of one that
    cannot be read; it is ``lost`` where it is not there."""

    codes: tuple[str, ...]
    name: str
    register: str
    fault: str = ""
    lost: bool = False

    @property
    def place(self) -> str:
        """Where its book is, with what keeps it from being read."""
        if self.lost:
            return _("{path} (it is not there)").format(path=self.register)
        return _("{path} (it cannot be read)").format(path=self.register) if self.fault else self.register


class OfficeToday(NamedTuple):
    """How many tasks an office has on a day, how many are overdue, due soon, missed, and what is not filed."""

    codes: tuple[str, ...]
    name: str
    tasks: int
    overdue: int
    soon: int
    missed: int
    unfiled: int


class OfficeFigures(NamedTuple):
    """An office's own figures of a period, as of a day; ``closed_on``: they are those signed on that day.

    ``carrying_out`` is how many of its tasks carry out one of the office above: both books count that work.
    """

    codes: tuple[str, ...]
    name: str
    covered: Window
    as_of: date
    closed_on: date | None
    own: Tally
    carrying_out: int


def office_list(offices: Sequence[OfficeFacts], as_of: date) -> Report:
    """The offices with where their books are; the first is the one whose book is in force."""
    columns = (
        Column(_("Code")),
        Column(_("Office"), flexible=True),
        Column(_("Register"), flexible=True),
    )
    return Report(
        schema="tuphap.offices/1",
        as_of=as_of,
        rows=[
            _named(one.codes, one.name) | {"register": one.register, "fault": one.fault or None} for one in offices
        ],
        title=_("Offices"),
        tables=(
            Table(
                columns,
                tuple(
                    Line((_code(one.codes), one.name, one.place), "bad" if one.fault else "", len(one.codes))
                    for one in offices
                ),
            ),
        ),
        fields=("office", "office_name", "level", "register", "fault"),
    )


def _named(codes: tuple[str, ...], name: str) -> Record:
    return {"office": "/".join(codes), "office_name": name, "level": len(codes)}


def _code(codes: tuple[str, ...]) -> str:
    return "/".join(codes) or "–"


def status_report(offices: Sequence[OfficeToday], as_of: date) -> Report:
    """What presses in each office on a day, and in all of them."""
    columns = (
        Column(_("Code")),
        Column(_("Office"), flexible=True),
        Column(_("Tasks"), right=True),
        Column(_("Overdue"), right=True, tone="bad"),
        Column(_("Due soon"), right=True, tone="warn"),
        Column(_("Missed"), right=True, tone="bad"),
        Column(_("Reports not filed"), right=True),
    )
    counts = [one[2:] for one in offices]
    totals = [sum(column) for column in zip(*counts, strict=True)]
    lines = tuple(
        Line((_code(one.codes), one.name, *found), "bad" if one.overdue or one.missed else "", len(one.codes))
        for one, found in zip(offices, counts, strict=True)
    )
    return Report(
        schema="tuphap.offices.status/1",
        as_of=as_of,
        rows=[
            _named(one.codes, one.name) | dict(zip(COUNTS, found, strict=True))
            for one, found in zip(offices, counts, strict=True)
        ],
        more={"totals": dict(zip(COUNTS, totals, strict=True))},
        title=_("The offices on {day}").format(day=vn_date(as_of)),
        tables=(Table(columns, lines, footer=("", _("Total"), *totals)),),
        fields=("office", "office_name", "level", *COUNTS),
    )


def totals_report(offices: Sequence[OfficeFigures], letter: Letter | None = None, *, paged: bool = False) -> Report:
    """The figures of a period by office and all together; the first office is the one whose book is in force.

    Where it is ``paged``, the wide table is an annex, so that the report with its signature is on one page.
    """
    wholes = [_whole(one, offices) for one in offices]
    total = wholes[0]
    first = offices[0]
    records = [_record(one, whole) for one, whole in zip(offices, wholes, strict=True)]
    rates: Json = {name: per_cent(*pair) for name, pair in rates_of(total).items()}
    return Report(
        schema="tuphap.offices.report/1",
        as_of=first.as_of,
        rows=records,
        more={
            "period": summary_machine.period_record(first.covered),
            "totals": {name: total[name] for name in FIGURES},
            "flows": {name: total[name] for name in (*FLOWS, *TASKS_OF.values())},
            "rates": rates,
        },
        title=summary.title(first.covered, False),
        heading=tuple(_heading(offices)),
        tables=_placed(_by_office(offices, wholes), _due(offices, wholes), paged=paged),
        fields=(*FIELDS, *WITH_BELOW),
        letter=letter,
    )


def _placed(by_office: Table, due: Table, *, paged: bool) -> tuple[Table, Table]:
    if paged:
        return due, by_office._replace(annex=True, label=_("Annex {n}").format(n="I"))
    return by_office._replace(label="I"), due._replace(label="II")


def _whole(office: OfficeFigures, offices: Sequence[OfficeFigures]) -> Tally:
    """The figures of an office and of all below it."""
    depth = len(office.codes)
    return sum((one.own for one in offices if one.codes[:depth] == office.codes), Tally())


def _record(office: OfficeFigures, whole: Tally) -> Record:
    dated: Record = {"as_of": iso(office.as_of), "closed_on": iso(office.closed_on)}
    own: Record = {name: office.own[name] for name in ("assigned", *BOXES)}
    own["carrying_out"] = office.carrying_out
    below: Record = {f"with_below_{name}": whole[name] for name in ("assigned", *BOXES)}
    return {**_named(office.codes, office.name), **dated, **own, **below}


def _heading(offices: Sequence[OfficeFigures]) -> list[str]:
    """The window and the day of the figures; which offices have others, and which have signed theirs."""
    first = offices[0]
    lines = summary.window_lines(first.covered, first.as_of)
    for one in offices[1:]:
        if (one.covered.start, one.covered.end, one.as_of) != (first.covered.start, first.covered.end, first.as_of):
            text = _("{office}: from {start} to {end}, figures as of {day}.")
            days = {"start": one.covered.start, "end": one.covered.end, "day": one.as_of}
            lines.append(text.format(office=one.name, **{name: vn_date(day) for name, day in days.items()}))
    signed = [f"{one.name} ({vn_date(one.closed_on)})" for one in offices if one.closed_on]
    if signed:
        lines.append(_("Signed figures: {offices}.").format(offices=", ".join(signed)))
    if n := sum(one.carrying_out for one in offices[1:]):
        text = ngettext(
            "{n} task of the offices carries out one of the office above, which counts in that one's book, too.",
            "{n} tasks of the offices carry out one of the office above, which counts in that one's book, too.",
            n,
        )
        lines.append(text.format(n=n))
    return lines


def _with_parts(offices: Sequence[OfficeFigures], wholes: Sequence[Tally]) -> list[FigureLine]:
    """Each office with those below it, and where it has any, itself on a line of its own; the first is the total."""
    lines: list[FigureLine] = []
    for place, (one, whole) in enumerate(zip(offices, wholes, strict=True)):
        level = max(len(one.codes) - 1, 0)
        has_below = any(other.codes[: len(one.codes)] == one.codes for other in offices[place + 1 :])
        if one.codes:
            lines.append(FigureLine(one.name, whole, level))
        if has_below and one.own["assigned"]:
            itself = _("{office} (by itself)").format(office=one.name)
            lines.append(FigureLine(itself, one.own, level + bool(one.codes)))
        elif not one.codes and not has_below:
            lines.append(FigureLine(one.name, one.own))
    return lines


def _by_office(offices: Sequence[OfficeFigures], wholes: Sequence[Tally]) -> Table:
    return summary_tables.counted(
        _("By office"),
        _("Office"),
        _with_parts(offices, wholes),
        wholes[0],
        name="by_office",
        picture=_("State of tasks by office"),
    )


def _due(offices: Sequence[OfficeFigures], wholes: Sequence[Tally]) -> Table:
    """The deadlines that fell due and that were done in the period."""
    names = ("due_in_period", "done_in_period", "due_in_period_done")
    columns = (
        Column(_("Office"), flexible=True),
        Column(_("Fell due"), right=True),
        Column(_("Completed"), right=True),
        Column(_("Fell due and completed"), right=True),
    )
    lines = tuple(
        Line((line.name, *(line.tally[name] for name in names)), level=line.level)
        for line in _with_parts(offices, wholes)
    )
    footer: tuple[Cell, ...] = (_("Total"), *(wholes[0][name] for name in names))
    return Table(columns, lines, _("Deadlines in the period"), footer, name="due_by_office")
