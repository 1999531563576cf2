"""The ranking of units in a summary: by the share of their tasks with a deadline that are finished."""

from __future__ import annotations

from ..domain.tallies import per_cent
from ..i18n import _
from ..text import sort_key
from .base import Column, Line, Share, Table
from .figures import Figures, UnitLine


def ranking(figures: Figures) -> Table:
    """The units by the share of their tasks with a deadline that are finished; equal shares rank equally."""
    columns = (
        Column(_("Rank"), right=True),
        Column(_("Unit"), flexible=True),
        Column(_("With a deadline"), right=True),
        Column(_("Finished"), right=True),
        Column(_("Late among these"), right=True),
        Column(_("Open overdue"), right=True),
    )
    lines = tuple(
        Line(
            (
                rank,
                line.name,
                line.own["with_deadline"],
                Share(per_cent(line.own["finished"], line.own["with_deadline"])),
                Share(per_cent(line.own["done_late"], line.own["finished"])),
                line.own["open_overdue"],
            ),
            "bad" if line.own["open_overdue"] else "",
        )
        for rank, line in ranked_units(figures)
    )
    return Table(
        columns, lines, _("Ranking of units"), name="ranking", empty=_("No unit has a task with a deadline.")
    )


def ranked_units(figures: Figures) -> list[tuple[int, UnitLine]]:
    """The units that have tasks with a deadline, best first, with their rank."""
    held = [line for line in figures.by_unit if line.code and line.own["with_deadline"]]

    def score(line: UnitLine) -> float:
        return -(per_cent(line.own["finished"], line.own["with_deadline"]) or 0.0)

    ordered = sorted(held, key=lambda line: (score(line), sort_key(line.name)))
    scores = [score(line) for line in ordered]
    return [(1 + scores.index(scores[i]), line) for i, line in enumerate(ordered)]
