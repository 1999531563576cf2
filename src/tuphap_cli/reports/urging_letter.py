"""The official letter that urges units to carry out what is overdue (công văn đôn đốc), in the office's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ..domain import states
from ..domain.model import vn_date
from ..i18n import _, ngettext
from ..store.read.entries import DecisionRow
from ..store.read.queries import TaskRow
from ..store.read.urging_letters import Urging
from . import labels, overdue
from .base import Column, Json, Letter, Line, Record, Report, Table, iso
from .opening import NAMED, named_document, office_in_sentence

FIELDS = (*overdue.FIELDS, "number", "signed_on", "answer_by")


class UrgingDraft(NamedTuple):
    """What a letter says. ``rows`` are the overdue deadlines as of the day ``as_of``, in the order of their units.

    ``number`` is "" and ``signed_on`` None as long as it is a draft. ``units`` are the names of those it goes to;
    ``grounds`` the documents that gave the tasks; ``earlier`` what earlier letters asked for these tasks.
    """

    number: str
    signed_on: date | None
    as_of: date
    answer_by: date
    units: tuple[str, ...]
    rows: tuple[TaskRow, ...]
    grounds: tuple[DecisionRow, ...]
    earlier: tuple[Urging, ...]
    frame: Letter

    @property
    def tasks(self) -> int:
        """How many tasks it names."""
        return len({row.task for row in self.rows})

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the units."""
        return tuple(dict.fromkeys(row.unit for row in self.rows))

    @property
    def office(self) -> str:
        """Who writes, as part of a sentence."""
        return office_in_sentence(self.frame.office)


def subject() -> str:
    """What the letter is about, below its number."""
    return _("Re: carrying out overdue tasks")


def letters_report(drafts: Sequence[UrgingDraft]) -> Report:
    """The letter, or several, one after the other; only a single one is surrounded as an official letter is."""
    alone = drafts[0] if len(drafts) == 1 else None
    as_of = drafts[0].as_of
    letters: list[Json] = [letter_record(draft) for draft in drafts]
    return Report(
        schema="tuphap.urge/1",
        as_of=as_of,
        rows=[record for draft in drafts for record in _records(draft)],
        more={
            "letters": letters,
            "totals": {
                "letters": len(drafts),
                "tasks": sum(draft.tasks for draft in drafts),
                "deadlines": sum(len(draft.rows) for draft in drafts),
            },
        },
        title=_("Letter that urges: {units}").format(units=labels.joined_units(alone.units))
        if alone
        else _("Letters that urge units with overdue tasks"),
        heading=_heading(alone) if alone else (),
        tables=(_table(alone),) if alone else tuple(_table_among_others(draft) for draft in drafts),
        closing=_requests(alone) if alone else (),
        fields=FIELDS,
        letter=alone.frame if alone else None,
    )


def letter_record(draft: UrgingDraft) -> Record:
    """A letter in the machine form; ``number`` and ``signed_on`` are null while it is a draft."""
    return {
        "number": draft.number or None,
        "signed_on": iso(draft.signed_on),
        "answer_by": iso(draft.answer_by),
        "units": list(draft.codes),
        "tasks": list(dict.fromkeys(row.task for row in draft.rows)),
        "deadlines": len(draft.rows),
    }


def _records(draft: UrgingDraft) -> Iterator[Record]:
    of_letter = {"number": draft.number or None, "signed_on": iso(draft.signed_on), "answer_by": iso(draft.answer_by)}
    for row in draft.rows:
        yield overdue.overdue_record(row, draft.as_of) | of_letter


# -- the words -------------------------------------------------------------------------------------------------


def _heading(draft: UrgingDraft) -> tuple[str, ...]:
    """What is on paper around the text, for who reads it elsewhere: number and day, addressees."""
    numbered = _("Draft, without a number yet")
    if draft.number and draft.signed_on:
        numbered = _("No. {number} of {day}").format(number=draft.number, day=vn_date(draft.signed_on))
    return numbered, _("To: {units}").format(units=labels.joined_units(draft.units))


def _opening(draft: UrgingDraft) -> tuple[str, ...]:
    """The documents that gave the tasks, how many are overdue, what was asked for before."""
    several = len(draft.units) > 1
    named = [named_document(g.number, g.issued_on, g.issuer, g.title) for g in draft.grounds[:NAMED]]
    if len(draft.grounds) > NAMED:
        rest = len(draft.grounds) - NAMED
        named.append(ngettext("{n} other document", "{n} other documents", rest, said=True))
    assigned = _("Carrying out {documents}, {office} has given your unit tasks with deadlines to lead.")
    if several:
        assigned = _("Carrying out {documents}, {office} has given the units tasks with deadlines to lead.")
    late = _("On {day} your unit still has {tasks} overdue; the longest delay is {days}, as follows:")
    if several:
        late = _("On {day} the units still have {tasks} overdue; the longest delay is {days}, as follows:")
    longest = max(states.days_late(row.measured or draft.as_of, draft.as_of) for row in draft.rows)
    said = [
        assigned.format(documents="; ".join(named), office=draft.office),
        late.format(
            day=vn_date(draft.as_of), tasks=_amount(draft), days=ngettext("{n} day", "{n} days", longest, said=True)
        ),
    ]
    before = dict.fromkeys((one.number, one.signed_on) for one in draft.earlier)
    if before:
        letters = "; ".join(named_document(number, signed_on, "", "") for number, signed_on in before)
        said.insert(1, _("{office} has urged before: {letters}.").format(office=draft.office, letters=letters))
    return tuple(said)


def _amount(draft: UrgingDraft) -> str:
    """How many tasks, and where it is another number how many deadlines of them, as part of a sentence."""
    if draft.tasks == len(draft.rows):
        return ngettext("{n} task", "{n} tasks", draft.tasks, said=True)
    return labels.deadlines_of_tasks(len(draft.rows), draft.tasks, said=True)


def _requests(draft: UrgingDraft) -> tuple[str, ...]:
    """What is asked for, numbered, and the last sentence, which ends as official letters do."""
    asked = _("So that the work is done in time, {office} asks your unit:")
    last = _("Your unit is asked to see to it./.")
    if len(draft.units) > 1:
        asked = _("So that the work is done in time, {office} asks the units:")
        last = _("The units are asked to see to it./.")
    return (
        asked.format(office=draft.office),
        _("1. To complete the tasks above; for what is done already, to send number and day of its document."),
        _("2. To write into the last column of the table why each task is late and when it will be completed."),
        _("3. To send the answer to {office} by {day}, to be reported to its leaders.").format(
            office=draft.office, day=vn_date(draft.answer_by)
        ),
        last,
    )


# -- the table -------------------------------------------------------------------------------------------------


def _table(draft: UrgingDraft) -> Table:
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Task"), flexible=True),
        Column(_("Assigned by")),
        Column(_("Deadline")),
        Column(_("Days late"), right=True),
        Column(_("Why it is late, when it will be completed (the unit writes)"), flexible=True),
    )
    return Table(columns, tuple(_lines(draft)), intro=_opening(draft))


def _lines(draft: UrgingDraft) -> Iterator[Line]:
    unit = None
    for number, row in enumerate(draft.rows, 1):
        if len(draft.units) > 1 and row.unit != unit:
            unit = row.unit
            yield Line((None, row.unit_name), "head")
        days = states.days_late(row.measured, draft.as_of) if row.measured else None
        yield Line((number, row.title, f"{row.decision} ({row.item})", row.measured, days, None))


def _table_among_others(draft: UrgingDraft) -> Table:
    """The table with all that its letter says, where several are shown one after the other."""
    table = _table(draft)
    return table._replace(
        title=labels.joined_units(draft.units), intro=(_heading(draft)[0], *table.intro, *_requests(draft))
    )
