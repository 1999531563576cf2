"""What ``task add`` and ``task edit`` make of a deadline that was typed, and what they say of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ... import errors, settings
from ...domain import passed
from ...domain.model import N_, DeadlineKind, Reading, note, vn_date
from ...i18n import _, show
from .. import typed

if TYPE_CHECKING:
    from ...store.read.entries import DecisionRow
    from ...store.tables import Decision
    from ...store.write.change import Change


def read_deadline(change: Change, text: str, due: str, owner: Decision | DecisionRow) -> Reading:
    """What the deadline's words or the typed days give; typed days are sure whatever the words say, and so
    is "không", which takes them away."""
    from ...domain import deadlines, numbers
    from ...store.write import days_off
    from ...text import fold

    if due.strip():
        return Reading.entered(text, [] if fold(due) in typed.NOTHING else _days(due))
    if not text.strip():
        return Reading("", DeadlineKind.NONE, sure=True)
    return deadlines.read_deadline(
        text,
        owner.year,
        issued=owner.issued_on,
        is_plan=numbers.is_plan(owner.number),
        before_counts=settings.flag("before_counts"),
        workday=days_off.workday(change.connection),
    )


def _days(text: str) -> list[date]:
    """The days typed, several with ";" or "và"; BadField where one is there twice."""
    from ...domain import typed_dates

    days = [_one_day(part, text) for part in typed_dates.several(text)]
    if again := typed_dates.twice(days):
        raise errors.BadField(field="--due", value=text, why=note(N_("{day} stands there twice"), day=again))
    return days


def _one_day(part: str, text: str) -> date:
    """One of the days in ``text``; a blank one is never today. PlansWords where it is a plan's wording."""
    if not part:
        raise errors.BadDate(value=text)
    try:
        return typed.day(part)
    except errors.BadDate:
        if _plans_words(part):
            raise errors.PlansWords(value=text) from None
        raise


def _plans_words(text: str) -> bool:
    """Whether ``text`` says as plans do when something is due; other figures than "6/2021" are a slip of the hand."""
    from ...domain import deadlines

    reading = deadlines.read_deadline(text, settings.today().year)
    worded = any(letter.isalpha() for letter in text) or reading.rule == "month"
    return worded and reading.kind is not DeadlineKind.UNREAD


def deadline_sentence(reading: Reading, assigned: date) -> str:
    """The due days, or why there are none."""
    dates = reading.dates(assigned)
    if dates:
        return _("due {days}").format(days=", ".join(map(vn_date, dates)))
    if not reading.sure:
        return _("its deadline was not read; set it with --due")
    return _("no due date")


def in_doubt(reading: Reading) -> list[str]:
    """Which days words that were not surely read may mean, and what about them is open."""
    if reading.sure:
        return []
    days = ", ".join(map(vn_date, reading.candidates))
    may = [_("It may be: {days}.").format(days=days)] if days else []
    return [*may, *(_("Remark: {text}").format(text=show(remark)) for remark in reading.notes)]


def passed_sentences(reading: Reading, assigned: date, task: int, year: int) -> list[str]:
    """Ask to look again at due days that had passed when the task was assigned."""
    remark = passed.passed_remark(reading, assigned, task, year)
    return [_("Please check: {what}.").format(what=show(remark))] if remark else []
