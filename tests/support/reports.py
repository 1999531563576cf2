"""Periodic reports for tests: a period by its short name, its material, its report, and figures taken out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tests.support.registers import TODAY, Clerk
from tuphap_cli import schemes
from tuphap_cli.domain import periods, states
from tuphap_cli.domain.model import State
from tuphap_cli.domain.periods import Window
from tuphap_cli.domain.tallies import FIGURES, FLOWS, Tally, figures_of_state
from tuphap_cli.reports import material, summary
from tuphap_cli.reports.base import Cell, Json, Report, Share, Table
from tuphap_cli.reports.figures import NONE, Figures, Selection
from tuphap_cli.reports.figures_kept import KeptFigures
from tuphap_cli.reports.figures_live import LiveFigures
from tuphap_cli.reports.kept.contents import Material
from tuphap_cli.reports.material import Live
from tuphap_cli.store.file.register import Connection
from tuphap_cli.store.write.filing_records import Rules

BOXES = (
    "assigned", "done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline", "suspended", "cancelled",
)  # fmt: skip
SILENT = 92


def window(name: str, scheme: str = "decree09") -> Window:
    """The window of a period by its short name, e.g. "Q2/2021"."""
    period = periods.parse_any(name)
    assert period is not None, name
    return periods.window_of(period, schemes.named(scheme))


def gathered(of: Clerk | Connection, covered: Window, as_of: date) -> Material:
    """What a report on ``covered`` is made from."""
    connection = of.register.connection if isinstance(of, Clerk) else of
    return material.gather(live(connection, covered, as_of), connection, covered)


def live(connection: Connection, covered: Window, as_of: date) -> Live:
    """What a report on ``covered`` needs of the register beside its tasks."""
    return material.live_material(connection, covered, as_of, silent=SILENT, filed_by=Rules(1, schemes.every))


def live_figures(
    connection: Connection,
    covered: Window,
    as_of: date,
    selection: Selection | None = None,
    against: str = states.PRESENT,
) -> LiveFigures:
    """The figures of a report as the register counts them."""
    return LiveFigures(connection, live(connection, covered, as_of), covered, selection, against)


def figures(clerk: Clerk, name: str, as_of: date = TODAY, selection: Selection | None = None) -> Figures:
    """The figures of a report."""
    covered = window(name)
    return live_figures(clerk.register.connection, covered, as_of, selection)


def report(
    clerk: Clerk, period: str | Window, as_of: date = TODAY, scheme: str = "decree09", *,
    selection: Selection | None = None, scope: str = "", against: str = states.PRESENT,
) -> Report:  # fmt: skip
    """The report on a period, by its short name, or on a window."""
    covered = window(period, scheme) if isinstance(period, str) else period
    live_ = live_figures(clerk.register.connection, covered, as_of, selection, against)
    kept = KeptFigures(gathered(clerk, covered, as_of), covered, selection, against)
    made = summary.summary_report(live_, scope=scope)
    assert made == summary.summary_report(kept, scope=scope), "what is signed says the same as the register"
    return made


def part(more: Mapping[str, Json], key: str) -> Mapping[str, Json]:
    """A part of the machine form that has keys of its own."""
    found = more[key]
    assert isinstance(found, Mapping)
    return found


def rows_in(more: Mapping[str, Json], key: str) -> list[Mapping[str, Json]]:
    """A part of the machine form that is a list of records."""
    found = more[key]
    assert isinstance(found, list)
    return found


def boxes(row: Mapping[str, Json]) -> tuple[Json, ...]:
    """The boxes of the official table of a record."""
    return tuple(row[box] for box in BOXES)


def table(made: Report, name: str) -> Table:
    """A drawn table by its machine name."""
    return next(found for found in made.tables if found.name == name)


def plain(cells: Iterable[Cell]) -> list[Json | date]:
    """Cells as bare values: a share as its number."""
    return [cell.value if isinstance(cell, Share) else cell for cell in cells]


def cells(whole: Figures) -> list[tuple[Selection, Tally]]:
    """Every cell of a report: how a clerk would select it, and what the report counts there."""
    units = [(Selection(unit=line.code or NONE), line.whole) for line in whole.by_unit]
    units += [(Selection(unit=line.code or NONE, alone=True), line.own) for line in whole.by_unit]
    groups = [
        (Selection(group=label or NONE, decision=plan), tally) for (plan, label), tally in whole.by_group.items()
    ]
    kinds = [(Selection(kind=kind), tally) for kind, tally in whole.by_kind.items()]
    return [
        *units,
        *groups,
        *kinds,
        *((Selection(decision=plan), tally) for plan, tally in whole.by_decision.items()),
    ]


def check_rows(clerk: Clerk, whole: Figures) -> None:
    """The rows behind every figure of every cell are as many as the figure says, and bear it.

    A cell of a group or a decision has the figures that follow from the states.
    """
    of_states = {name for state in State for name in figures_of_state(state)}
    for figure in (*FIGURES, *FLOWS):
        assert len(list(whole.behind(figure))) == whole.total[figure], figure
    for selection, tally in cells(whole):
        narrowed = live_figures(clerk.register.connection, whole.covered, whole.as_of, selection, whole.against)
        for figure in FIGURES:
            behind = list(narrowed.behind(figure))
            assert len(behind) == narrowed.total[figure], (selection, figure)
            if selection.decision is None or figure in of_states:
                assert len(behind) == tally[figure], (selection, figure)
            assert len({row.task for row in behind}) == len(behind)
        for figure in FLOWS:
            assert len(list(narrowed.behind(figure))) == narrowed.total[figure], (selection, figure)
        for state in ("done_on_time", "done_late", "suspended", "overdue_not_started"):
            assert {row.state(whole.as_of).value for row in narrowed.behind(state)} <= {state}
