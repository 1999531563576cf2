"""The office's words for states, kinds and reasons, in the language in use."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.missed import Reason
from ..domain.model import N_, DeadlineKind, State, TaskKind, UnitKind
from ..domain.states import OVERDUE
from ..i18n import _, ngettext, two_figures, vn_number
from ..store.read.counting import DeadlineCount

_STATES = {
    State.DONE_ON_TIME: N_("done on time"),
    State.DONE_LATE: N_("done late"),
    State.IN_TIME_UNDER_WAY: N_("in time, under way"),
    State.IN_TIME_NOT_STARTED: N_("in time, not started"),
    State.OVERDUE_UNDER_WAY: N_("overdue, under way"),
    State.OVERDUE_NOT_STARTED: N_("overdue, not started"),
    State.NO_DEADLINE: N_("no deadline"),
    State.SUSPENDED: N_("suspended"),
    State.CANCELLED: N_("cancelled"),
}
_TASK_KINDS = {TaskKind.KEY: N_("key task"), TaskKind.REGULAR: N_("regular task"), TaskKind.AD_HOC: N_("ad hoc task")}
_UNIT_KINDS = {
    UnitKind.DEPARTMENT: N_("department"),
    UnitKind.DIVISION: N_("division"),
    UnitKind.CENTRE: N_("centre"),
    UnitKind.DISTRICT_OFFICE: N_("district office"),
    UnitKind.COLLECTIVE: N_("collective"),
    UnitKind.EXTERNAL: N_("external body"),
}
_REASONS = {
    Reason.NEVER_STARTED: N_("overdue, never started"),
    Reason.NO_UNIT: N_("no lead unit"),
    Reason.NO_DATE: N_("no date known"),
    Reason.SILENT: N_("long silent"),
    Reason.NO_PRODUCT: N_("done without a document"),
    Reason.NOT_REGISTERED: N_("tasks not registered"),
    Reason.NOT_FILED: N_("report not filed"),
    Reason.SKIPPED: N_("occurrence skipped"),
    Reason.HANDOVER: N_("untouched since handover"),
}
_DEADLINE_KINDS = {
    DeadlineKind.WITHIN: N_("within a period"),
    DeadlineKind.BY: N_("by a day"),
    DeadlineKind.BEFORE: N_("before a day"),
    DeadlineKind.RANGE: N_("from day to day"),
    DeadlineKind.FROM: N_("from a day on"),
    DeadlineKind.ONGOING: N_("ongoing"),
    DeadlineKind.EVERY: N_("recurring"),
    DeadlineKind.EVENT: N_("on an event"),
    DeadlineKind.EXTERNAL: N_("set elsewhere"),
    DeadlineKind.MEETING: N_("at a session"),
    DeadlineKind.NONE: N_("none"),
    DeadlineKind.UNREAD: N_("not read"),
}
# What a command calls the things that can be changed.
_FIELDS = {
    "title": N_("title"),
    "decision_title": N_("Title"),
    "issued_on": N_("Issued"),
    "issuer": N_("Issuer"),
    "implements_id": N_("Implements"),
    "declares": N_("Declares"),
    "year": N_("Plan year"),
    "product": N_("Product"),
    "kind": N_("Kind"),
    "note": N_("Note"),
    "supporting": N_("Supporting"),
    "leader": N_("Leader"),
    "officer": N_("Officer"),
    "deadline": N_("Deadline"),
    "document": N_("Document"),
    "carries_out": N_("Carries out"),
}


def fields(names: Iterable[str]) -> str:
    """The office's words for what was changed, as part of a sentence."""
    words = [_(_FIELDS[name]) for name in names]
    return ", ".join(word[:1].lower() + word[1:] for word in words)


def state_label(value: State) -> str:
    """The office's word for a state."""
    return _(_STATES[value])


def task_kind(value: TaskKind) -> str:
    """The office's word for a kind of task."""
    return _(_TASK_KINDS[value])


def unit_kind(value: str) -> str:
    """The office's word for a kind of unit."""
    return _(_UNIT_KINDS[UnitKind(value)])


def reason(value: Reason) -> str:
    """The office's word for a reason of the missed list."""
    return _(_REASONS[value])


def deadline_kind(value: DeadlineKind) -> str:
    """The office's word for how a deadline's words fix the day."""
    return _(_DEADLINE_KINDS[value])


def against(value: str) -> tuple[str, ...]:
    """The line of a heading that says by which due day a report measures, where it is not the one in force."""
    return (_("Measured against the original due days, before any extension."),) if value == "original" else ()


def deadlines_of_tasks(deadlines: int, tasks: int, *, said: bool = False) -> str:
    """How many deadlines there are, and of how many tasks, as part of a sentence; ``said``: of an official paper."""
    counted = ngettext("{n} deadline", "{n} deadlines", deadlines, said=said)
    if not deadlines:
        return counted
    return _("{deadlines} of {tasks}").format(
        deadlines=counted, tasks=ngettext("{n} task", "{n} tasks", tasks, said=said)
    )


def joined_units(names: Iterable[str]) -> str:
    """The names of units one after the other; many have commas of their own."""
    return "; ".join(names)


def in_brackets(count: DeadlineCount) -> str:
    """The number of rows under a heading, each a deadline; with that of their tasks, where it is another."""
    if count.deadlines == count.tasks:
        return f"({vn_number(count.deadlines)})"
    return f"({deadlines_of_tasks(*count)})"


def several_reasons(subjects: int, reasons: int) -> tuple[str, ...]:
    """What says why there are more reasons than ``subjects`` of a missed list; nothing where there are not."""
    if reasons <= subjects:
        return ()
    return (_("Some have several reasons: counted by reason they are {n}.").format(n=two_figures(reasons)),)


LONG_DELAY = 90  # days: longer delays are shown strongest


def tone(value: State, days_late: int = 0) -> str:
    """How a line of this state is coloured where colour is shown; the longest delays are the strongest."""
    if value in OVERDUE:
        return "worst" if days_late > LONG_DELAY else "bad"
    return {State.DONE_LATE: "warn", State.DONE_ON_TIME: "good"}.get(value, "")


def legend(*tones: str) -> tuple[tuple[str, str], ...]:
    """What the tones of a list of tasks mean; the same in every list."""
    words = {
        "worst": _("overdue by more than {n} days").format(n=LONG_DELAY),
        "bad": _("overdue by up to {n} days").format(n=LONG_DELAY),
        "warn": _("done late"),
        "good": _("done on time"),
    }
    return tuple((one, words[one]) for one in tones)


def more_rows(number: int) -> tuple[str, ...]:
    """What says that ``number`` rows are not shown; nothing where all are."""
    return (ngettext("{n} more; all of them: --all", "{n} more; all of them: --all", number),) if number else ()
