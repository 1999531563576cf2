"""The deadline of one task, to be read aloud: its words, the rule by which they were read, the day, what moved it."""

from __future__ import annotations

from datetime import date

from ...domain.missed import needs_date
from ...domain.model import DeadlineRule, Note, vn_date
from ...domain.workdays import Calendar, RestDay
from ...i18n import _, ngettext, show
from ...store.read.entries import ExtensionRow
from .. import rules
from ..working_days import weekday
from . import term_count
from .dossier import TaskDossier


def deadline_sentences(facts: TaskDossier) -> list[str]:
    """Words, rule, remarks and, for a term, how it was counted; then the day in force."""
    row, reading = facts.row, facts.reading
    said = []
    if row.deadline_text:
        said.append(_("The plan says: “{words}”.").format(words=" ".join(row.deadline_text.split())))
    elif row.deadline_rule != DeadlineRule.EMPTY:
        said.append(rules.sentence("empty"))
    if row.deadline_rule or not row.deadline_sure:
        said.append(_("How it was read: {rule}").format(rule=rules.sentence(row.deadline_rule)))
    if reading:
        said += [_ended(_("Remark: {text}").format(text=show(remark))) for remark in reading.notes]
    if not row.deadline_sure:
        said.append(_("This reading is not sure, so no date was stored."))
        if reading and reading.candidates:
            days = ", ".join(map(vn_date, reading.candidates))
            said.append(_("It may be: {days}.").format(days=days))
    if facts.term:
        said += term_count.term_sentences(facts.term, reading.notes if reading else ())
    if name := facts.occurrences.get(row.deadline_id or 0):
        said.append(_("The occurrence that counts now: {name}.").format(name=name))
    return said + _in_force(facts)


def _in_force(facts: TaskDossier) -> list[str]:
    row = facts.row
    if row.due is None or facts.calendar is None:
        if row.original_due:
            text = _("The deadline was {day}; it has been put off until further notice.")
            moved = [entry.old_due for entry in facts.moved if entry.occurrence == row.occurrence and entry.old_due]
            return [text.format(day=_named(moved[-1] if moved else row.original_due))]
        asked = needs_date(row)  # also of what is suspended, which is on no list
        return [_("No due day has been entered yet.") if asked else _("It has no due day.")]
    if row.original_due in {None, row.due} and any(one.before for one in facts.corrections):
        said = [
            _("In force: {day}; no document has moved it, but it was corrected, see below.").format(
                day=_named(row.due)
            )
        ]
    elif row.original_due in {None, row.due}:
        said = [_("In force: {day}; it has not been moved.").format(day=_named(row.due))]
    else:
        text = _("In force: {day}; originally {original}.")
        said = [text.format(day=_named(row.due), original=vn_date(row.original_due or row.due))]
    doubts = [_ended(show(remark)) for remark in rest_in_doubt(facts)]
    return said + _rest(row.due, facts.calendar, facts.rest_day) + doubts


def rest_in_doubt(facts: TaskDossier) -> tuple[Note, ...]:
    """What is not certain of a due day that the calendar counts as a day off."""
    due, calendar = facts.row.due, facts.calendar
    if due is None or calendar is None or calendar.is_working(due):
        return ()
    return calendar.notes(due, due)


def _rest(due: date, calendar: Calendar, rule: RestDay) -> list[str]:
    """What is to be said of a due day on which nobody works."""
    why = calendar.reason(due)
    if why is None:
        return []
    if rule is RestDay.KEEP:
        text = _("That is a day off ({reason}); the date stands. Working days beside it: {before} and {after}.")
        before, after = calendar.previous_working(due), calendar.next_working(due)
        return [text.format(reason=show(why), before=_named(before), after=_named(after))]
    text = _("That is a day off ({reason}); by the setting rest_day the day shown is {day}; the date stands.")
    return [text.format(reason=show(why), day=_named(calendar.moved(due, rule)))]


def _ended(text: str) -> str:
    """``text`` with the mark that ends a sentence."""
    return text if text.endswith((".", "?")) else f"{text}."


def _named(day: date) -> str:
    return f"{weekday(day)} {vn_date(day)}"


def extension(entry: ExtensionRow, name: str = "") -> str:
    """What moved a deadline, in one sentence; ``name`` is that of the occurrence."""
    days = days_moved(entry) or 0
    templates = (
        _("By {document} of {day}, from {old} to {new}: {reason}."),
        _("By {document} of {day}, extended by {days}, from {old} to {new}: {reason}."),
        _("By {document} of {day}, shortened by {days}, from {old} to {new}: {reason}."),
    )
    template = templates[(days > 0) - (days < 0)]
    if entry.new_due is None:
        template = _("By {document} of {day}, the deadline {old} put off until further notice: {reason}.")
    elif entry.old_due is None:
        template = _("By {document} of {day}, due on {new} after it had been put off until further notice: {reason}.")
    text = template.format(
        document=entry.document,
        day=vn_date(entry.decided_on),
        days=ngettext("{n} day", "{n} days", abs(days)),
        old=vn_date(entry.old_due) if entry.old_due else "",
        new=vn_date(entry.new_due) if entry.new_due else "",
        reason=entry.reason.rstrip("."),
    )
    if name:
        text = f"{name}: {text}"
    after = after_due(entry)
    if after is None:
        return text
    when = _("Decided after the deadline had passed.") if after else _("Decided before the deadline had passed.")
    return f"{text} {when}"


def days_moved(entry: ExtensionRow) -> int | None:
    """By how many days a deadline was moved, negative where it was shortened; None where either day is open."""
    return (entry.new_due - entry.old_due).days if entry.old_due and entry.new_due else None


def after_due(entry: ExtensionRow) -> bool | None:
    """Whether it was decided when the deadline had passed already; None where there was none."""
    return entry.decided_on > entry.old_due if entry.old_due else None
