"""Conflicts with what is in the register (exit code 5)."""

from __future__ import annotations

from ..domain.model import N_
from .error_family import CONFLICT, TuphapError


class Conflict(TuphapError):
    """A change that contradicts what the register holds."""

    code = "conflict"
    exit_code = CONFLICT
    template = N_("{what}")


class Duplicate(Conflict):
    """A thing that is there already."""

    code = "conflict.duplicate"
    template = N_("{thing} “{value}” is already in the register.")
    remedy = N_("Look at it with `{command}`.")


class AlreadyNamed(Conflict):
    """A unit to be renamed to what it is called on the days around anyway."""

    code = "conflict.already_named"
    template = N_("Unit {code} is called “{name}” already: {since}.")
    remedy = N_(
        "To move the day of a renaming, take it back first (`tuphap journal list`, `tuphap undo NUMBER`). To enter "
        "an earlier name, set it first: `tuphap unit edit {code} --name NAME`."
    )


class OtherDay(Conflict):
    """An annex of a decision that is in the register with another day of the same year."""

    code = "conflict.issued"
    template = N_("{number} is in the register with the day {day}, and this one is of {other}.")
    remedy = N_(
        "If it is the same decision, give --issued {day}, or put the day right: "
        "`tuphap decision edit {number} --issued DAY`."
    )


class AlreadyRenewed(Conflict):
    """Occurrences of a year that a task has already, or that are before its first."""

    code = "conflict.renewed"
    template = N_("Task {task} has its occurrences of {year} already, or there are none to come in that year.")
    remedy = N_("Look at it with `tuphap task show {task}`.")


class NotDone(Conflict):
    """A task to be reopened that has not been completed."""

    code = "conflict.not_done"
    template = N_("Task {task} is not recorded as done, suspended or cancelled; there is nothing to reopen.")
    remedy = N_("Look at it with `{command}`.")


class AlreadyWithdrawn(Conflict):
    """A decision to be withdrawn a second time."""

    code = "conflict.withdrawn"
    template = N_("{number} was withdrawn on {day} already.")
    remedy = N_("Look at it with `tuphap decision show {number}`.")


class Changed(Conflict):
    """A change that was prepared on a row as it no longer is."""

    code = "conflict.changed"
    template = N_("The {thing} {value} was changed meanwhile: {actor}, {at}, “{command}”. Nothing was written.")
    remedy = N_("See what was changed with `tuphap journal show {number}`, then prepare yours again.")


class StillInUse(Conflict):
    """A thing that others rest on."""

    code = "conflict.in_use"
    template = N_("{thing} “{value}” still has {count} open task(s).")
    remedy = N_("Hand them over first: `{advice}`.")


class StillRecorded(Conflict):
    """A task to be taken out of which something is recorded."""

    code = "conflict.recorded"
    template = N_("Task {task} cannot be removed: something is recorded of it ({what}).")
    remedy = N_(
        "Look at it with `tuphap task show {task}`. Work that falls away by a document is cancelled: "
        "`tuphap task cancel {task} --by DOCUMENT --reason …`."
    )


class PeriodClosed(Conflict):
    """An entry about a day that a signed report has counted."""

    code = "conflict.closed_period"
    template = N_("The report of {period} ({start} – {end}), signed and closed on {closed}, has counted {day}.")
    remedy = N_("Add --adjust to record it all the same; the next report shows it apart.")


class TextSigned(Conflict):
    """A change to the text of a report that has been signed."""

    code = "conflict.text_signed"
    template = N_("The report of {period} was signed and closed on {closed}; its text stays as it was signed.")
    remedy = N_("Open the period again first: `tuphap report reopen {typed} --by DOCUMENT --reason …`.")


class AlreadyClosed(Conflict):
    """A period to be closed a second time."""

    code = "conflict.closed"
    template = N_("{period} was closed on {day} already.")
    remedy = N_("See what has changed since with `tuphap report diff --closed {typed}`.")


class NotClosed(Conflict):
    """A closed period is needed, and this one is not closed."""

    code = "conflict.not_closed"
    template = N_("{period} is not closed.")
    remedy = N_("`tuphap report list` shows the closed periods.")


class AlreadyResolved(Conflict):
    """An obstacle to be resolved a second time."""

    code = "conflict.resolved"
    template = N_("Obstacle {number} was resolved on {day} already.")
    remedy = N_("Look at it with `tuphap obstacle list`; what comes back is a new obstacle.")


class AlreadyFiled(Conflict):
    """A second record of one unit's report for one period."""

    code = "conflict.filed"
    template = N_("{unit} filed its report for {period} on {day}{document} already.")
    remedy = N_("If that is wrong, correct it: the same command with --replace.")


class NothingToUndo(Conflict):
    """The journal has no command that could be undone."""

    code = "conflict.nothing_to_undo"
    template = N_("There is nothing to undo: no command stands in the journal. The making of a register is no entry.")
    remedy = N_("Look at the journal with `tuphap journal list`.")


class NothingToRedo(Conflict):
    """No command is undone."""

    code = "conflict.nothing_to_redo"
    template = N_("There is nothing to redo: no command is undone.")
    remedy = N_("Look at the journal with `tuphap journal list`.")


class AlreadyUndone(Conflict):
    """A command to be undone a second time."""

    code = "conflict.undone"
    template = N_("Journal entry {number} ({command}) was undone already, by entry {by}.")
    remedy = N_("Do it again with `tuphap redo {number}`.")


class NotUndone(Conflict):
    """A command to be done again that was not undone."""

    code = "conflict.not_undone"
    template = N_("Journal entry {number} ({command}) is not undone; there is nothing to redo.")
    remedy = N_("Look at it with `tuphap journal show {number}`.")


class NotReversible(Conflict):
    """A command that concerns the file itself and cannot be taken back."""

    code = "conflict.not_reversible"
    template = N_("Journal entry {number} ({command}) cannot be undone.")
    remedy = N_("Look at it with `tuphap journal show {number}`; an earlier state is in the backups.")


class RestedOn(Conflict):
    """A command to be taken back on which a later one rests."""

    code = "conflict.rested_on"
    template = N_("Journal entry {number} ({command}) cannot be taken back: entry {later} ({what}) rests on it.")
    remedy = N_(
        "If that was wrong too, take it back first: `tuphap undo {later}`; or all that rests on it together: "
        "`tuphap undo {number} --with-later`."
    )


class BrokenJournal(Conflict):
    """A journal that is not whole: nothing is taken back on its word."""

    code = "conflict.journal"
    template = N_("The journal is not whole from entry {number} on; nothing is taken back on its word.")
    remedy = N_("Look at it with `tuphap journal verify`.")


class RowDiffers(Conflict):
    """A row that is not as the journal left it, and is therefore not overwritten."""

    code = "conflict.differs"
    template = N_("Journal entry {number} cannot be taken back: {table} {row} is not as the journal left it.")
    remedy = N_("It was changed past this program. Check the journal with `tuphap journal verify`.")
