"""The ranking of units in a summary: by how much of what has been due of them is finished."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ..domain.tallies import Tally, per_cent, rates_of
from ..i18n import _, ngettext
from ..text import sort_key
from .base import Column, Line, Share, Table
from .figures import Figures, UnitLine

NAMED = 5  # units that are not ranked and named; of more only the number is said


class Ranked(NamedTuple):
    """A unit in its place: ``finished`` of ``due`` tasks, which are the finished and the overdue ones."""

    place: int
    line: UnitLine
    finished: int
    due: int

    @property
    def share(self) -> float | None:
        """The share by which it is ranked, in per cent."""
        return per_cent(self.finished, self.due)


def ranking(figures: Figures) -> Table:
    """The units by what they have finished of what was due; those of which nothing was due are not ranked."""
    columns = (
        Column(_("Rank"), right=True),
        Column(_("Unit"), flexible=True),
        Column(_("Finished tasks"), right=True),
        Column(_("Open overdue"), right=True),
        Column(_("Finished + overdue"), right=True),
        Column(_("Rate"), right=True),
        Column(_("Late among these"), right=True),
    )
    lines = tuple(
        Line(
            (
                one.place,
                one.line.name,
                one.finished,
                one.due - one.finished,
                one.due,
                Share(one.share),
                Share(per_cent(one.line.own["done_late"], one.finished)),
            ),
            "bad" if one.due > one.finished else "",
        )
        for one in ranked_units(figures)
    )
    intro = (
        _("Ranked by finished ÷ (finished + overdue), each unit by itself; equal rates share a place."),
        *_unranked(figures),
    )
    empty = _("No unit has a task that is finished or overdue.")
    return Table(columns, lines, _("Ranking of units"), name="ranking", empty=empty, intro=intro)


def ranked_units(figures: Figures) -> list[Ranked]:
    """The units of which anything with a deadline is finished or overdue, best first; equal rates share a place."""
    held = [(line, *_due(line.own)) for line in figures.by_unit if line.code and _due(line.own)[1]]
    ordered = sorted(held, key=lambda one: (-Fraction(one[1], one[2]), sort_key(one[0].name)))
    found: list[Ranked] = []
    for number, (line, finished, due) in enumerate(ordered, 1):
        ties = bool(found) and Fraction(finished, due) == Fraction(found[-1].finished, found[-1].due)
        found.append(Ranked(found[-1].place if ties else number, line, finished, due))
    return found


def unranked_units(figures: Figures) -> list[UnitLine]:
    """The units with tasks that have a deadline, of which none is finished or overdue."""
    return [line for line in figures.by_unit if line.code and line.own["with_deadline"] and not _due(line.own)[1]]


def _due(own: Tally) -> tuple[int, int]:
    return rates_of(own)["finished_of_due"]


def _unranked(figures: Figures) -> tuple[str, ...]:
    found = unranked_units(figures)
    if not found:
        return ()
    number = ngettext("{n} unit", "{n} units", len(found))
    if len(found) > NAMED:
        return (_("Not ranked, since nothing of theirs is finished or overdue: {units}.").format(units=number),)
    words = _("Not ranked, since nothing of theirs is finished or overdue: {units} ({names}).")
    return (words.format(units=number, names="; ".join(line.name for line in found)),)
