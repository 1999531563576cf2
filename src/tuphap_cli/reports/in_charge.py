"""The columns that name who is in charge of tasks, shown where any task has somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..i18n import _
from ..store.read.queries import TaskRow
from .base import Column


class TaskColumn(NamedTuple):
    """A column, and what stands in it for a task."""

    column: Column
    of: Callable[[TaskRow], str]


def people_columns(rows: Sequence[TaskRow], but: str = "") -> list[TaskColumn]:
    """The columns of the leaders and the officers that any of ``rows`` has, ``but`` one of them ("leader")."""
    both = {
        "leader": TaskColumn(Column(_("Leader"), flexible=True, roomy=True), lambda row: row.leader),
        "officer": TaskColumn(Column(_("Officer"), flexible=True, roomy=True), lambda row: row.officer),
    }
    return [one for name, one in both.items() if name != but and any(map(one.of, rows))]


def nobody(name: str) -> str:
    """What stands for those without a leader or officer (``name``)."""
    return _("no leader named") if name == "leader" else _("no officer named")
