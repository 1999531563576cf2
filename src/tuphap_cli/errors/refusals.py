"""Input that is refused, so that nothing is written (exit code 4)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..domain.model import N_
from .error_family import REFUSED, TuphapError


class Refused(TuphapError):
    """Input that was refused; nothing was written."""

    code = "refused"
    exit_code = REFUSED
    template = N_("{what}")


class NotFound(Refused):
    """A named thing that the register does not hold."""

    code = "refused.not_found"
    template = N_("There is no {thing} “{value}” in the register.{nearest}")
    remedy = N_("Look for it with `{command}`.")


class NotAbove(NotFound):
    """A thing that the book of the office above does not hold."""

    code = "refused.not_found.above"
    template = N_("There is no {thing} “{value}” in the register of the office above.{nearest}")
    remedy = N_("Look for it there, with `{command}` in its book.")


class NoOfficeAbove(Refused):
    """A task of the office above in a register that is not the book of an office below one."""

    code = "refused.no_office_above"
    template = N_(
        "The tasks of this register carry out none of an office above: it is not the book of an office below one."
    )
    remedy = N_("Name the office whose book is meant: tuphap -O OFFICE …; `tuphap office list` shows them.")


class AmbiguousDecision(Refused):
    """A number that several decisions have."""

    code = "refused.ambiguous"
    template = N_("Several decisions bear the number {number}: {years}.")
    remedy = N_("Say which, for example {example}.")


class AmbiguousTask(Refused):
    """Words that name no single task: several have them, or one in another place than its title."""

    code = "refused.ambiguous.task"
    template = N_("“{value}” names no single task; these have its words:{nearest}")
    remedy = N_("Name one by its number, for example `{command} {example}`.")


class SecretDocument(Refused):
    """A document of a security classification; such documents must not be kept in this register."""

    code = "refused.secret"
    template = N_("{where} is marked {marking}: documents of State secrecy must not be kept in this register.")
    remedy = N_("Track it on paper or on a machine approved for State secrets. Nothing was written.")


class BadField(Refused):
    """A value that a record cannot take."""

    code = "refused.field"
    template = N_("{field}: “{value}” cannot be recorded: {why}.")


class DeadlineRecorded(Refused):
    """Other words for a deadline would drop a due day on which something is recorded."""

    code = "refused.deadline_recorded"
    template = N_("Task {task}: something is recorded on the due day {day}, which “{value}” no longer has.")
    remedy = N_("Take the record back first (`tuphap task reopen {task} …`), or leave the words as they were.")


class NeedsGround(Refused):
    """An act that needs a document and a reason, without one of them."""

    code = "refused.ground"
    template = N_("This is recorded only with its grounds: {missing} is lacking.")
    remedy = N_("Give the document (--by NUMBER) and the reason (--reason TEXT).")


class NeedsReason(Refused):
    """A record to be taken back without saying why."""

    code = "refused.reason"
    template = N_("A record is taken back only with the reason, and --reason is lacking.")
    remedy = N_('Add it, for example --reason "Ghi nhầm".')


class UnexplainedCorrection(Refused):
    """A due day that is sure, to be replaced without saying why."""

    code = "refused.correction"
    template = N_(
        "Task {task}: its due day {day} is sure; it is corrected only with the reason, and --reason is lacking."
    )
    remedy = N_(
        "If it was misread or mistyped, add --reason. If a document has moved the deadline, record that: "
        "`tuphap task extend {task} --to DAY --by DOCUMENT --reason …`."
    )


class DoneBeforeAssigned(Refused):
    """An entry dated before its task was assigned."""

    code = "refused.before_assigned"
    template = N_("Task {task} was assigned on {assigned}; nothing can have been done on {day}.")
    remedy = N_("Check --on, or correct the issuing date with `tuphap decision edit`.")


class DueBeforeAssigned(Refused):
    """A due day before the task was handed down."""

    code = "refused.due_before_assigned"
    template = N_("Task {task} was assigned on {assigned}; it cannot be due on {day}.")
    remedy = N_("Check the year of the date.")


class InTheFuture(Refused):
    """An entry dated after today."""

    code = "refused.future"
    template = N_("{day} is in the future; today is {today}.")
    remedy = N_("Correct the date, or record it on the day it happens.")


class NotOver(Refused):
    """A period to be closed before its last day has passed."""

    code = "refused.not_over"
    template = N_("{period} ends on {end}; it can be closed from the day after.")
    remedy = N_("Make its report as it stands with `tuphap report`.")


class NoOccurrence(Refused):
    """A period that names none of a task's occurrences, or several open ones."""

    code = "refused.occurrence"
    template = N_("Task {task}: “{value}” names no single occurrence.")
    remedy = N_("It has: {known}.")


class NoRecurring(NoOccurrence):
    """An occurrence named of a task that does not recur."""

    code = "refused.occurrence.none"
    template = N_("Task {task} is no recurring task; it has no occurrence “{value}”.")
    remedy = N_("Leave --period out.")


class AlreadyDone(Refused):
    """Work recorded on a task that has been completed."""

    code = "refused.already_done"
    template = N_("Task {task} was already recorded as done on {day}.")
    remedy = N_("If that was a mistake, take it back first: `{command}`.")


class NotRecurring(Refused):
    """A task without a sure rule by which it recurs, to be given further occurrences."""

    code = "refused.not_recurring"
    template = N_("Task {task} is no recurring task{why}.")
    remedy = N_("Where it recurs, correct the words first with `tuphap task edit {task} --deadline TEXT`.")


class NotRunning(Refused):
    """Work recorded on a task that is cancelled or suspended."""

    code = "refused.not_running"
    template = N_("Task {task} is {state} since {day}.")
    remedy = N_("If it runs again, record that first: `tuphap task reopen {task} --by DOCUMENT --reason …`.")


class OutOfOrder(Refused):
    """A halt, cancellation or resumption that another one of a later day contradicts."""

    code = "refused.out_of_order"
    template = N_("Task {task} has an entry of {last} already; {day} lies before it.")
    remedy = N_(
        "Check --on. What is recorded of later days is in `tuphap task show {task}`; what is wrong there is taken "
        "back with `tuphap undo`."
    )


class HandoverUndecided(Refused):
    """Open tasks of a unit that hands them over to several, without a word on which of them they go to."""

    code = "refused.handover"
    template = N_("{unit}: nothing says to which unit {n} open task(s) go: {tasks}. Nothing was written.")
    remedy = N_(
        "Make a list with --template -o FILE.xlsx, fill it in and name it with --map; or name with --rest the unit "
        "that gets what is left."
    )


class ImportRefused(Refused):
    """A plan with errors: nothing was written."""

    code = "refused.import"
    template = N_("{file}: {errors} error(s) in the plan; nothing was written.")
    remedy = N_("Mend what is listed above and import the file again.")


class UnitsUnknown(Refused):
    """A plan that names units which the register does not hold."""

    code = "refused.import.units"
    template = N_("{file}: {units} unit(s) are not in the register; nothing was written.")
    remedy = N_(
        "Import it with --create-units, which enters them, or with --units FILE, a list of their codes and names."
    )


class UnreadableFile(Refused):
    """A file that cannot be read as what it claims to be.

    ``unexpected`` says that its cause is a fault which a reader met: the log file keeps it.
    """

    unexpected = False
    code = "refused.file"
    template = N_("{file} cannot be read: {why}.")
    remedy = N_("{advice}")


class LostLetters(Refused):
    """Words on the command line in which letters were lost before they reached the program."""

    code = "refused.lost_letters"
    template = N_("“{value}”: letters were lost in these words before they reached tuphap. Nothing was done.")
    remedy = N_(
        "Set the terminal to UTF-8 (Windows: `chcp 65001`; Linux: a locale such as C.UTF-8) and type them again; "
        "give a file a name that is UTF-8."
    )


class NoTaskTable(Refused):
    """A file in which no table or section looks like a plan."""

    code = "refused.no_table"
    template = N_("{file} holds no table that looks like a plan. Seen: {seen}.")
    remedy = N_("Name the table with --table N, or the headings with --map HEADING=FIELD.")


class BadPackage(Refused):
    """A folder of open data from which no register can be made."""

    code = "refused.package"
    template = N_("{place}: {why}. No register was made.")
    remedy = N_("Take the folder as `tuphap export --all DIR` has written it, or have it written again.")
    options: Mapping[str, str] | None = MappingProxyType({})  # of another register than the one to be made


class BadTemplate(Refused):
    """An office's Word template that cannot be used."""

    code = "refused.template"
    template = N_("The Word template cannot be used: {why}.")
    remedy = N_("{advice}")


class EvidenceRefused(Refused):
    """A file that cannot be kept as evidence."""

    code = "refused.evidence"
    template = N_("{path} cannot be kept as evidence: {why}.")
    remedy = N_("Nothing was recorded. Name another file with --file, or leave it out.")
