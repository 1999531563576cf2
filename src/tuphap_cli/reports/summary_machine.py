"""The machine form of a periodic report: the contract's keys, and what else is in the drawn one."""

from __future__ import annotations

from datetime import date

from ..domain import periods, tallies
from ..domain.periods import Window
from ..domain.tallies import AGES, BOXES, FIGURES, FLOWS, TASKS_OF, Tally, per_cent
from . import side_tables, unit_ranking, written_text
from .base import Json, Record, iso
from .figures import Figures, UnitLine
from .overdue import overdue_record


def unit_figures(line: UnitLine) -> Record:
    """A unit with its own figures, and with those of the units below it."""
    found: Record = {"unit": line.code, "unit_name": line.name, "parent": line.parent, "level": line.level}
    return found | _boxes(line.own) | {"with_below": _boxes(line.whole)}


def _boxes(tally: Tally) -> Record:
    found: Record = {"assigned": tally["assigned"]}
    return found | {box: tally[box] for box in BOXES}


def _all(tally: Tally) -> Record:
    return {name: tally[name] for name in FIGURES}


def _rates(tally: Tally) -> Record:
    return {name: per_cent(*pair) for name, pair in tallies.rates_of(tally).items()}


def period_record(covered: Window) -> Record:
    """A window as the contract shows it."""
    return {
        "name": covered.name,
        "scheme": covered.scheme.name,
        "from": iso(covered.start),
        "to": iso(covered.end),
        "basis": covered.scheme.basis,
        "estimated_from": iso(covered.estimated_from),
    }


def more(figures: Figures, units: list[Record], closed_on: date | None, *, whole: bool = True) -> Record:
    """The keys beside the rows; ``units`` are the rows.

    ``whole``: for machines, with the figures as they are divided and what is in the annexes.
    """
    material, total = figures.material, figures.total
    return {
        "period": period_record(figures.covered),
        "against": figures.against,
        "closed_on": iso(closed_on),
        "journal": {"seq": material.seq, "head": material.head},
        "texts": written_text.text_records(material.texts),
        "left_out": figures.selection.left_out(material),
        "totals": _all(total),
        "by_unit": units,
        **(_divided(figures) if whole else {}),
        "flows": {name: total[name] for name in (*FLOWS, *TASKS_OF.values())},
        **_compared(figures),
        **_late(figures),
        **(_lists(figures) if whole else {}),
    }


def _divided(figures: Figures) -> Record:
    """The figures by group, kind and decision, and the months."""
    plans = {plan.id: plan for plan in figures.material.plans}
    return {
        "by_group": [
            {
                "group": key[1],
                "title": figures.group_titles[key],
                "decision": plans[key[0]].number,
                "decision_issued": iso(plans[key[0]].issued_on),
                **_boxes(tally),
            }
            for key, tally in figures.by_group.items()
        ],
        "by_kind": [{"kind": kind.value, **_boxes(tally)} for kind, tally in figures.by_kind.items()],
        "by_decision": [
            {"decision": plans[key].number, "issued": iso(plans[key].issued_on), **_boxes(tally)}
            for key, tally in figures.by_decision.items()
        ],
        "by_leader": [{"leader": name, **_boxes(tally)} for name, tally in figures.by_leader.items()],
        "by_officer": [{"officer": name, **_boxes(tally)} for name, tally in figures.by_officer.items()],
        "by_month": [
            {
                "month": month.name,
                "from": iso(month.first),
                "to": iso(month.last),
                "due": month.due,
                "done": month.done,
            }
            for month in figures.by_month
        ],
    }


def _compared(figures: Figures) -> Record:
    """The rates, beside those of the period compared with."""
    now = _rates(figures.total)
    earlier = figures.material.earlier
    if earlier is None or figures.earlier is None:
        return {"rates": now, "compared": None, "changes": dict.fromkeys(now)}
    before = _rates(figures.earlier)
    compared: Record = {
        "name": earlier.name,
        "from": iso(earlier.start),
        "to": iso(earlier.end),
        "as_of": iso(earlier.as_of),
        "closed": earlier.closed,
        "totals": _all(figures.earlier),
        "rates": before,
    }
    return {"rates": now, "compared": compared, "changes": {name: _change(now[name], before[name]) for name in now}}


def _change(now: Json, before: Json) -> float | None:
    if not isinstance(now, float) or not isinstance(before, float):
        return None
    return round(now - before, 2)


def _late(figures: Figures) -> Record:
    """How long what is overdue has been so, and how the units rank."""
    longest: Json = None
    if (row := figures.longest) is not None:
        longest = {"task": row.task, "unit": row.unit, "days_late": figures.late_by(row)}
    return {
        "ageing": [{"figure": name, "to": last, "tasks": figures.total[name]} for name, last in AGES],
        "longest": longest,
        "ranking": [
            {
                "rank": one.place,
                "unit": one.line.code,
                "unit_name": one.line.name,
                "with_deadline": one.line.own["with_deadline"],
                "finished": one.finished,
                "open_overdue": one.due - one.finished,
                "due": one.due,
                "rate": one.share,
            }
            for one in unit_ranking.ranked_units(figures)
        ],
        "unranked": [line.code for line in unit_ranking.unranked_units(figures)],
    }


def _lists(figures: Figures) -> Record:
    """What is in the annexes."""
    start, end = periods.coming_window(figures.covered)
    return {
        "overdue": [overdue_record(row, figures.as_of) for row in figures.overdue()],
        "coming": {"from": iso(start), "to": iso(end)},
        "due_next": [overdue_record(row, figures.as_of) for row in figures.due_in(start, end)],
        "extensions": side_tables.annex_records(side_tables.extensions_of(figures)),
        "obstacles": side_tables.annex_records(side_tables.obstacles_of(figures)),
        "filings": side_tables.annex_records(side_tables.filings_of(figures)),
        "adjusted": side_tables.annex_records(side_tables.adjusted_of(figures)),
    }
