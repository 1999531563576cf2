"""The tables beside the task lists of a periodic report: extensions, obstacles, filings, later entries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ..domain.filings import FilingStatus
from ..domain.model import N_, vn_date
from ..i18n import _, ngettext, two_figures
from ..store.read.periodic import GrantedExtension
from ..store.write.closings import Adjusted
from ..store.write.filing_records import FilingRow
from ..store.write.obstacles import ObstacleRow
from .base import Column, Json, Line, Table, iso
from .figures import Figures
from .filing_list import status_word
from .period_words import window_name

OWING = 8  # units named for not having filed; more are in the table
# What the ledger calls its entries, in the list of what was entered after a closing.
_ENTRIES = {
    "start": N_("started"),
    "progress": N_("progress"),
    "done": N_("done"),
    "reopen": N_("reopened"),
    "void": N_("taken back"),
    "suspend": N_("suspended"),
    "cancel": N_("cancelled"),
    "resume": N_("resumed"),
    "assign": N_("handed over"),
    "extend": N_("extended"),
    "unextend": N_("extension taken back"),
    "added": N_("entered"),
    "corrected": N_("deadline corrected"),
    "dated": N_("due day entered"),
    "raised": N_("obstacle raised"),
    "resolved": N_("obstacle resolved"),
    "removed": N_("entry of the task taken back"),
    "uncorrected": N_("correction of the deadline taken back"),
    "undated": N_("due day taken back"),
    "unraised": N_("obstacle taken back"),
    "unresolved": N_("resolution of the obstacle taken back"),
}


def extensions_of(figures: Figures) -> list[GrantedExtension]:
    """The extensions granted in the period to the tasks of a report."""
    taken = figures.counted(x.task for x in figures.material.extensions)
    return [x for x in figures.material.extensions if x.task in taken]


def obstacles_of(figures: Figures) -> list[ObstacleRow]:
    """The obstacles of the tasks and units of a report."""
    taken = figures.counted(o.task for o in figures.material.obstacles if o.task is not None)
    return [
        o
        for o in figures.material.obstacles
        if (o.task in taken if o.task is not None else figures.selection.units(figures.material, o.unit))
    ]


def filings_of(figures: Figures) -> list[FilingRow]:
    """The periodic reports of the units of a report; none where nobody has recorded any for the period."""
    found = figures.material.filings
    if not any(f.filed_on for f in found):
        return []
    return [f for f in found if figures.selection.units(figures.material, f.unit)]


def adjusted_of(figures: Figures) -> list[Adjusted]:
    """What was entered into closed periods about the tasks of a report, or about a unit as a whole.

    Of a task whose entry was taken back only the unit is known.
    """
    taken = figures.counted(a.task for a in figures.material.adjusted if a.task is not None)
    chosen = figures.selection
    narrow = bool(chosen.group or chosen.kind or chosen.decision)

    def about(entry: Adjusted) -> bool:
        if entry.task is None or (entry.kind == "removed" and not narrow):
            return chosen.units(figures.material, entry.unit)
        return entry.task in taken

    return [entry for entry in figures.material.adjusted if about(entry)]


def annex_records(found: Iterable[NamedTuple]) -> list[Json]:
    """Named rows in the machine form."""
    return [
        {name: iso(value) if isinstance(value, date) else value for name, value in row._asdict().items()}
        for row in found
    ]


def extensions_table(figures: Figures) -> Table:
    """The extensions granted in the period: old day, new day, document."""
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Task"), flexible=True),
        Column(_("Lead unit"), flexible=True),
        Column(_("Old deadline")),
        Column(_("New deadline")),
        Column(_("Document")),
        Column(_("Reason"), flexible=True),
    )
    lines = tuple(
        Line(
            (
                n,
                f"{x.item}. {x.title}",
                x.unit_name,
                x.old_due,
                x.new_due or _("until further notice"),
                x.document,
                x.reason,
            )
        )
        for n, x in enumerate(extensions_of(figures), 1)
    )
    return Table(columns, lines, _("Deadlines moved in the period"), name="extensions", empty=_("None."))


def obstacles_table(figures: Figures) -> Table:
    """What was in the way, what is proposed, and how it was cleared."""
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Task, unit"), flexible=True),
        Column(_("Obstacle"), flexible=True),
        Column(_("Proposal"), flexible=True),
        Column(_("How it was cleared"), flexible=True),
    )
    lines = tuple(
        Line(
            (
                n,
                "\n".join(filter(None, (f"{o.item}. {o.title}" if o.task is not None else "", o.unit_name))),
                o.what,
                o.proposal,
                _cleared(o.resolution, o.document, o.resolved_on),
            )
        )
        for n, o in enumerate(obstacles_of(figures), 1)
    )
    return Table(columns, lines, _("Obstacles and proposals"), name="obstacles", empty=_("None was recorded."))


def _cleared(how: str, document: str, day: object) -> str:
    if not how:
        return _("not yet")
    return ", ".join(filter(None, (how, document, vn_date(day) if day else "")))  # type: ignore[arg-type]


def filings_table(figures: Figures) -> Table:
    """Which units filed their periodic report on time, late, or not."""
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Unit"), flexible=True),
        Column(_("Due")),
        Column(_("Filed")),
        Column(_("Document")),
        Column(_("State")),
    )
    found = filings_of(figures)
    lines = tuple(
        Line(
            (n, f.unit_name, f.due, f.filed_on, f.document, status_word(f.status)),
            {"late": "warn", "not_filed": "bad"}.get(f.status, ""),
        )
        for n, f in enumerate(found, 1)
    )
    by_status = {status: sum(f.status == status for f in found) for status in FilingStatus}
    sentence = _(
        "By {day}: {on_time} filed on time, {late} late, {not_filed} not; {waiting} still have time."
    ).format(day=vn_date(figures.material.made_on), **{name: two_figures(n) for name, n in by_status.items()})
    owing = [f.unit_name for f in found if f.status == FilingStatus.NOT_FILED]
    intro = (sentence, *_owing(owing)) if found else ()
    empty = _("None has been recorded for this period.")
    return Table(columns, lines, _("Periodic reports of the units"), name="filings", empty=empty, intro=intro)


def _owing(names: list[str]) -> tuple[str, ...]:
    if not names or len(names) > OWING:
        return ()
    return (_("Not filed: {names}.").format(names="; ".join(names)),)


SENTENCES = (Column("", flexible=True),)  # the columns of a list of sentences


def obstacles_sentence(number: int, still: int) -> str:
    """How many obstacles were told, and how many are still in the way."""
    words = _("{obstacles}; cleared: {cleared}; still in the way: {still}.")
    told = ngettext("{n} obstacle has been reported", "{n} obstacles have been reported", number, said=True)
    return words.format(obstacles=told, cleared=two_figures(number - still), still=two_figures(still))


def obstacle_words(row: ObstacleRow) -> str:
    """An obstacle in words, with whose it is."""
    return f"{_whose(row)}{row.what.rstrip('.')}."


def proposal_words(row: ObstacleRow) -> str:
    """What is proposed against an obstacle, with who proposes it."""
    return f"{_whose(row)}{row.proposal.rstrip('.')}."


def _whose(row: ObstacleRow) -> str:
    """The unit and the task that an obstacle is about, before a colon."""
    task = _("task {item}").format(item=row.item or row.task) if row.task is not None else ""
    named = f"{row.unit_name} ({task})" if row.unit_name and task else row.unit_name or task
    return f"{named[:1].upper()}{named[1:]}: " if named else ""


def adjusted_sentence(number: int) -> str:
    """How many entries were made into closed periods."""
    count = ngettext("{n} entry was made", "{n} entries were made", number, said=True)
    return _("{count} after the period was closed; the signed figures stay as they are.").format(count=count)


def adjusted_table(figures: Figures) -> Table | None:
    """What was entered into closed periods since they were signed; None where nothing was."""
    found = adjusted_of(figures)
    if not found:
        return None
    columns = (
        Column(_("Closed period")),
        Column(_("Task"), flexible=True),
        Column(_("Entry")),
        Column(_("Day")),
        Column(_("Document")),
    )
    lines = tuple(
        Line(
            (
                window_name(a.period),
                f"{a.item}. {a.title}" if a.item else a.title,
                _(_ENTRIES.get(a.kind, a.kind)),
                a.on_day,
                a.document,
            )
        )
        for a in found
    )
    intro = (adjusted_sentence(len(found)),)
    return Table(columns, lines, _("Entered into closed periods"), name="adjusted", intro=intro)
