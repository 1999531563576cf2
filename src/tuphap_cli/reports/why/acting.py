"""Who has to act on a task, and what is to be done next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.missed import MissedFinding, Reason
from ...domain.model import N_, State
from ...domain.states import IN_TIME, OVERDUE
from ...i18n import _

REPORT = N_("report the progress")
BEGIN = N_("begin the work")
_IN_TIME = N_("finish the work in time")
# What a reason of the missed list asks for.
_BY_REASON = {
    Reason.NO_UNIT: N_("name a lead unit: tuphap task assign {task} --unit UNIT"),
    Reason.NO_DATE: N_("settle the deadline and enter it: tuphap task edit {task} --due DAY"),
    Reason.NEVER_STARTED: BEGIN,
    Reason.SKIPPED: N_("report on the occurrence that was skipped"),
    Reason.NO_PRODUCT: N_("give the number of the document that shows the result"),
    Reason.SILENT: REPORT,
    Reason.HANDOVER: N_("take over what was handed over, and report the progress"),
}
# What the state asks for, beside the reasons.
_BY_STATE = {
    State.OVERDUE_UNDER_WAY: (REPORT, N_("finish the work, or ask for an extension by a document")),
    State.OVERDUE_NOT_STARTED: (REPORT, N_("finish the work, or ask for an extension by a document")),
    State.IN_TIME_UNDER_WAY: (_IN_TIME,),
    State.IN_TIME_NOT_STARTED: (BEGIN,),
    State.NO_DEADLINE: (REPORT,),
}
# Where only other occurrences have been worked on: the one whose turn it is.
_OCCURRENCE = N_("carry out the occurrence {name}")
_WAITS = {
    State.SUSPENDED: N_("It waits for a document that lets it run again."),
    State.CANCELLED: N_("It is cancelled; nobody has to do anything more."),
}
_OFFICE = (Reason.NO_UNIT, Reason.NO_DATE)  # what the one who keeps the register settles


@dataclass(frozen=True, slots=True)
class Acting:
    """What is to be done by whom; units by their names.

    ``tasks`` are for the lead unit, ``office`` for whoever keeps the register; ``waits`` says why nobody can act,
    ``later`` who has to act when next year's work begins.
    """

    unit: str
    supporting: tuple[str, ...]
    tasks: tuple[str, ...]
    office: tuple[str, ...]
    waits: str = ""
    later: tuple[str, ...] = ()

    def sentences(self) -> list[str]:
        """Who does what, as sentences."""
        said = []
        if self.waits:
            said.append(self.waits)
        if self.tasks:
            who = self.unit or _("Nobody leads this task; whoever takes it over")
            said.append(_("{who} has to: {what}.").format(who=who, what="; ".join(self.tasks)))
        if self.tasks and self.supporting:
            said.append(_("Supporting: {units}.").format(units=", ".join(self.supporting)))
        if self.office:
            said.append(_("Whoever keeps the register has to: {what}.").format(what="; ".join(self.office)))
        return said or list(self.later) or [_("Nobody has to do anything more.")]


def acting(
    task: int,
    state: State,
    done: bool,
    findings: Sequence[MissedFinding],
    unit: str,
    supporting: Sequence[str],
    later: Sequence[str] = (),
    occurrence: str = "",
) -> Acting:
    """Who has to act on ``task`` in ``state`` with the ``findings`` of the missed list; ``later``: next year.

    ``occurrence`` is the name of the one whose turn it is, where only others have been worked on.
    """
    reasons = [finding.reason for finding in findings]
    asked = [_BY_REASON[reason] for reason in reasons if reason in _BY_REASON and reason not in _OFFICE]
    wanted = dict.fromkeys((*asked, *(() if done else _BY_STATE.get(state, ()))))
    if occurrence and not done and state in (*IN_TIME, *OVERDUE):
        wanted = dict.fromkeys((_OCCURRENCE, *(text for text in wanted if text not in {BEGIN, _IN_TIME})))
    office = tuple(_(_BY_REASON[reason]).format(task=task) for reason in reasons if reason in _OFFICE)
    waits = _(_WAITS[state]) if state in _WAITS else ""
    return Acting(
        unit,
        tuple(supporting),
        tuple(_(text).format(name=occurrence) for text in wanted),
        office,
        waits,
        tuple(later),
    )
