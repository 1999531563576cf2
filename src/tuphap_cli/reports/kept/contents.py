"""What a periodic report is made from, and all that a closed period keeps of it.

Every figure of a signed report can be made again from it, in any format, whatever has been entered since.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ...domain import periods
from ...domain.model import TaskKind
from ...domain.periods import Edge, Period, Scheme, Window
from ...store.read.periodic import GrantedExtension, TaskWords
from ...store.read.queries import TaskRow
from ...store.write.closings import Adjusted
from ...store.write.filing_records import FilingRow
from ...store.write.obstacles import ObstacleRow
from ...store.write.period_texts import WrittenPart


class ReportUnit(NamedTuple):
    """A unit as a report needs it; ``parent`` is a code."""

    code: str
    name: str
    parent: str
    kind: str


class CoveredPlan(NamedTuple):
    """A decision whose tasks a report covers, or that such a one implements; ``implements`` is the id of another."""

    id: int
    number: str
    issued_on: date
    issuer: str
    title: str
    implements: int | None = None


class Result(NamedTuple):
    """The document that shows a completion; ``deadline_id`` None: of the whole task."""

    task: int
    deadline_id: int | None
    document: str


class Halted(NamedTuple):
    """A task that was suspended from ``since`` on and cancelled later, without having run in between."""

    task: int
    since: date


class EndedTasks(NamedTuple):
    """How many tasks of a unit (a code), decision, group (its label) and kind had ended before the reporting year."""

    unit: str
    decision_id: int
    group: str
    kind: TaskKind
    tasks: int


class MissedLine(NamedTuple):
    """A line of the missed list: ``reasons`` are codes, ``detail`` a remark."""

    subject: str
    task: int | None
    item: str
    decision: str
    title: str
    unit: str
    unit_name: str
    reasons: tuple[str, ...]
    since: date
    detail: str


class Earlier(NamedTuple):
    """The period with which a report compares; ``closed``: its figures are the signed ones."""

    name: str
    start: date
    end: date
    as_of: date
    closed: bool
    rows: tuple[TaskRow, ...]


class WindowRule(NamedTuple):
    """The rule of windows of a report: an office may change its own in the settings after the report was signed."""

    name: str
    basis: str
    basis_en: str
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    estimated_months: int

    def window(self, period: Period) -> Window:
        """The window that it gave for ``period``."""
        edges = Edge(*self.opens), Edge(*self.closes)
        return periods.window_of(period, Scheme(self.name, self.basis, self.basis_en, *edges, self.estimated_months))


class Material(NamedTuple):
    """All that a report is made from, as of a day. ``rows`` are one per task and deadline.

    ``left_out`` counts the tasks that had ended before the reporting year, ``ended`` says which of them are whose
    (nothing in reports signed before it was kept); ``seq`` and ``head`` are the journal's.
    A field that is added has a default here or in :data:`.material_text.ABSENT`, for the reports signed before.
    """

    as_of: date
    rows: tuple[TaskRow, ...]
    left_out: int
    earlier: Earlier | None
    units: tuple[ReportUnit, ...]
    plans: tuple[CoveredPlan, ...]
    results: tuple[Result, ...]
    extensions: tuple[GrantedExtension, ...]
    obstacles: tuple[ObstacleRow, ...]
    filings: tuple[FilingRow, ...]
    made_on: date
    missed: tuple[MissedLine, ...]
    adjusted: tuple[Adjusted, ...]
    seq: int
    head: str
    halted: tuple[Halted, ...] = ()
    rule: WindowRule | None = None
    ended: tuple[EndedTasks, ...] = ()
    words: tuple[TaskWords, ...] = ()
    texts: tuple[WrittenPart, ...] = ()
    grounds: tuple[CoveredPlan, ...] = ()  # decisions without tasks of their own, which those covered implement


def of_units(units: Sequence[ReportUnit], code: str) -> frozenset[str]:
    """The codes of a unit and of all below it."""
    found = {code}
    while more := {u.code for u in units if u.parent in found} - found:
        found |= more
    return frozenset(found)
