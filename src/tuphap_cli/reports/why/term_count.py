"""How a term was counted ("10 ngày làm việc kể từ ngày ký"): worked out again from words, decision and calendar."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from ...domain import deadlines, terms
from ...domain.model import DeadlineRule, Note, Reading, vn_date
from ...domain.terms import Term, TermUnit
from ...domain.workdays import Passed, SpecialDay
from ...i18n import _, ngettext, show
from ...store.read.entries import DecisionRow
from ...store.read.queries import TaskRow
from ..base import Record, iso
from ..working_days import weekday


@dataclass(frozen=True, slots=True)
class Account:
    """How the words' ``term`` runs from ``base`` to ``end`` by the working calendar as it is now.

    ``named`` says that the words themselves name the base, which else is the decision's day; ``settled`` that nobody
    has to decide on it, ``sure`` that nobody has to decide anything. ``passed`` counts a term in working days;
    ``notes`` say what of its days is not certain.
    """

    row: TaskRow
    term: Term
    base: date
    named: bool
    settled: bool
    sure: bool
    end: date
    passed: Passed | None
    notes: tuple[Note, ...]

    @property
    def differs(self) -> bool:
        """Whether the words give another day today than was stored when they were read."""
        return self.row.original_due is not None and self.end != self.row.original_due


def account(
    connection: sqlite3.Connection, row: TaskRow, decision: DecisionRow, reading: Reading | None
) -> Account | None:
    """The account of a deadline that was read from a term; ``reading`` is what its words give now."""
    if reading is None or reading.due is None or not row.deadline_rule == reading.rule == DeadlineRule.TERM:
        return None
    term, base = terms.length(row.deadline_text, decision.year), reading.start or _base(row, decision)
    if term is None:
        return None
    passed, doubts, end = _counted(connection, base, term)
    if end != reading.due:  # the words mean something else than a term that runs from the base
        return None
    settled = reading.sure or (bool(doubts) and set(reading.notes) <= set(doubts))
    return Account(row, term, base, base != decision.issued_on, settled, reading.sure, end, passed, doubts)


def _base(row: TaskRow, decision: DecisionRow) -> date:
    """The day from which a term runs whose end is not certain: what the words give where every day is worked."""
    issued = decision.issued_on
    read = deadlines.read_deadline(
        row.deadline_text, decision.year, issued=issued, workday=lambda day, n: day + timedelta(n)
    )
    return read.start or issued


def _counted(
    connection: sqlite3.Connection, base: date, term: Term
) -> tuple[Passed | None, tuple[Note, ...], date | None]:
    """The days passed over by a term in working days, what of them is not certain, and the end of any term."""
    if term.unit is not TermUnit.WORKING_DAY:
        return None, (), terms.end(base, term)
    from ...store.write import days_off

    passed, doubts = days_off.counted_term(connection, base, term.n)
    return passed, doubts, passed.end


# -- to be read aloud ----------------------------------------------------------------------------------------


def term_sentences(found: Account, said: Sequence[Note] = ()) -> list[str]:
    """The account as sentences; ``said`` are the remarks that are on the page already."""
    sentences = [_from(found), _to(found)]
    if found.passed:
        sentences += _passed_over(found.passed)
    sentences += [f"{show(doubt)}." for doubt in found.notes if doubt not in said]
    return sentences + _today(found)


def _from(found: Account) -> str:
    if found.settled:
        text = (
            _("Counted from {day}, which the words name; that day itself does not count.")
            if found.named
            else _("Counted from {day}, the day on which {decision} was signed; that day itself does not count.")
        )
    else:
        text = (
            _("If it runs from {day}, which the words name, that day itself does not count.")
            if found.named
            else _("If it runs from {day}, the day on which {decision} was signed, that day itself does not count.")
        )
    return text.format(day=_named(found.base), decision=found.row.decision)


def _to(found: Account) -> str:
    n, passed = found.term.n, found.passed
    if passed and n > 1:
        text = _("Counting begins on the next day: {length}, the first of them {first}, the last {end}.")
        length = ngettext("{n} working day", "{n} working days", n)
        return text.format(length=length, first=_named(passed.first), end=_named(passed.end))
    length = {
        TermUnit.WORKING_DAY: ngettext("{n} working day", "{n} working days", n),
        TermUnit.DAY: ngettext("{n} day", "{n} days", n),
        TermUnit.WEEK: ngettext("{n} week", "{n} weeks", n),
        TermUnit.MONTH: ngettext("{n} month", "{n} months", n),
        TermUnit.YEAR: ngettext("{n} year", "{n} years", n),
    }[found.term.unit]
    text = _("Counting begins on the next day: {length}, up to {end}.")
    if not passed:
        text = _("Counting begins on the next day: {length}, days off among them, up to {end}.")
    return text.format(length=length, end=_named(found.end))


def _passed_over(passed: Passed) -> list[str]:
    over = [ngettext("{n} day of weekends", "{n} days of weekends", passed.weekly)] if passed.weekly else []
    over += _specials(passed.off)
    if not over:
        return [_("No day off lies between.")]
    sentences = [_("Not counted: {days}.").format(days="; ".join(over))]
    if passed.made_up:
        days = "; ".join(_specials(passed.made_up))
        sentences.append(_("Counted, though at a weekend: {days}.").format(days=days))
    return sentences


def _specials(days: Sequence[SpecialDay]) -> list[str]:
    """The days, each with its name; the document that several in a row rest on is said once."""
    sentences = []
    for document, group in groupby(days, key=lambda special: special.document):
        named = ", ".join(f"{_named(special.day)} ({special.reason})" for special in group)
        sentences.append(_("{days} by {document}").format(days=named, document=document) if document else named)
    return sentences


def _today(found: Account) -> list[str]:
    """What has become of the words since they were read, with the commands that would follow them."""
    row, day = found.row, vn_date(found.end)
    if row.original_due is None:
        if not found.sure:
            return []
        text = _("The words can be read with certainty now; to enter the day: {command}")
        return [text.format(command=f"tuphap task edit {row.task} --due {day}")]
    if not found.differs:
        return []
    text = _(
        "Read again by the decision and the working calendar as they are today, the words give {day}; "
        "the stored deadline {stored} was not moved."
    )
    sentences = [text.format(day=_named(found.end), stored=vn_date(row.original_due))]
    running = row.done_on is None and not (row.suspended_on or row.cancelled_on)
    if running and row.due == row.original_due:
        text = _(
            "To move it by a document: tuphap task extend {task} --to {day} --by DOCUMENT --reason …; "
            "to correct the reading: tuphap task edit {task} --due {day} --reason …"
        )
        sentences.append(text.format(task=row.task, day=day))
    return sentences


def _named(day: date) -> str:
    return f"{weekday(day)} {vn_date(day)}"


# -- the machine form ----------------------------------------------------------------------------------------


def term_record(found: Account) -> Record:
    """The account in the machine form; the days of a term that is not in working days are null."""
    passed = found.passed
    return {
        "n": found.term.n,
        "unit": found.term.unit.value,
        "base": iso(found.base),
        "base_is": "named" if found.named else "signed",
        "settled": found.settled,
        "first": iso(passed.first) if passed else None,
        "end": iso(found.end),
        "weekly_rest": passed.weekly if passed else None,
        "days_off": _days(passed.off) if passed else None,
        "made_up": _days(passed.made_up) if passed else None,
        "notes": [show(doubt) for doubt in found.notes],
        "differs": found.differs,
    }


def _days(days: Sequence[SpecialDay]) -> list[Record]:
    return [{"date": iso(day.day), "reason": day.reason, "document": day.document or None} for day in days]
