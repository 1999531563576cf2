"""The family of errors: each has a stable dotted code, an exit code, a sentence and a remedy.

A constructor takes facts; :mod:`tuphap_cli.main` alone turns an error into text and an exit code.
Templates are English and marked with ``N_``; they are translated when they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from .domain.model import N_, Note, note

FAULT, USAGE, FINDINGS, REFUSED, CONFLICT, REGISTER, OUTPUT, INTERRUPTED = 1, 2, 3, 4, 5, 6, 7, 130


class TuphapError(Exception):
    """The root of the family. ``facts`` fill both templates; ``usual`` are those that need not be given."""

    code: ClassVar[str] = "fault"
    exit_code: ClassVar[int] = FAULT
    template: ClassVar[str] = N_("The program met a fault: {what}.")
    remedy: ClassVar[str] = ""
    usual: ClassVar[Mapping[str, object]] = {}
    consequence: Note | None = None  # a sentence behind the first: what became of the rest of what was asked for

    def __init__(self, **facts: object) -> None:
        self.facts = dict(note("", **{**self.usual, **facts}).values)
        super().__init__(self.template.format_map(self.facts))


# -- wrong usage (2) ---------------------------------------------------------------------------------------


class UsageFault(TuphapError):
    """Words on the command line that cannot be carried out."""

    code = "usage"
    exit_code = USAGE
    template = N_("{what}")


class BadDate(UsageFault):
    """A typed date in no accepted form."""

    code = "usage.date"
    template = N_("“{value}” is not a date that tuphap understands.")
    remedy = N_(
        "Write it as 28/6/2021, 28/06, 2021-06-28, hôm nay, hôm qua, ngày mai, thứ sáu tới, thứ sáu tuần trước, ba "
        "ngày trước, cuối tháng, cuối tháng trước, cuối quý. Years from 1900 to 2200."
    )


class PlansWords(BadDate):
    """The words of a plan where the due day itself was wanted."""

    code = "usage.date.words"
    template = N_("“{value}” is how a plan words a deadline, not a day.")
    remedy = N_(
        "Give the plan's words with --deadline; they are read and kept as printed. A day for --due is written as "
        "28/6/2021, 28/06, 2021-06-28, hôm nay, hôm qua, ngày mai, thứ sáu tới, cuối tháng, cuối quý."
    )


class BadToday(UsageFault):
    """TUPHAP_TODAY holds no ISO date."""

    code = "usage.today"
    template = N_("The variable TUPHAP_TODAY holds “{value}”, which is not a date of the form 2021-07-09.")
    remedy = N_("Set it to such a date, or unset it.")


class BadPeriod(UsageFault):
    """A report period in no accepted form."""

    code = "usage.period"
    template = N_("“{value}” is not a period for this report.")
    remedy = N_("Write it as {forms}.")


class NoYear(BadPeriod):
    """A report period that lacks its year."""

    code = "usage.period.year"
    template = N_("“{value}” is not a period yet: it lacks the year.")
    remedy = N_("Add it, for example {example}.")


class NoWindow(UsageFault):
    """A period for which the chosen rule has no reporting window."""

    code = "usage.window"
    template = N_("The reporting windows “{scheme}” ({basis}) have none for {period}.")
    remedy = N_("Choose others with --scheme: {choices}.")


class BadChoice(UsageFault):
    """A word that is not one of the allowed ones."""

    code = "usage.choice"
    template = N_("“{value}” is not allowed for {option}.")
    remedy = N_("Choose one of: {choices}.")


class BadFormat(UsageFault):
    """An output format that this command does not make."""

    code = "usage.format"
    template = N_("The format “{value}” is not made by this command.")
    remedy = N_("Choose one of: {choices}.")


class BadSetting(UsageFault):
    """A setting's name or value that the table of settings does not know."""

    code = "usage.setting"
    template = N_("The setting {name} cannot be “{value}”.")
    remedy = N_("It takes {expected}. `tuphap settings` lists them all.")


class MailNotSet(UsageFault):
    """A setting without which no mail can be sent."""

    code = "usage.mail"
    template = N_("Mails cannot be sent: the setting {name} is empty.")
    remedy = N_("Enter it with `tuphap settings {name}` and its value.")


class NobodyToMail(UsageFault):
    """No address to which a mail could go."""

    code = "usage.mail.nobody"
    template = N_("There is no address to which a mail could go.")
    remedy = N_("Enter one: tuphap unit edit CODE --email ADDRESS, or tuphap settings mail_office ADDRESS.")


class MailInClear(UsageFault):
    """A mail server elsewhere that is to be reached without encryption."""

    code = "usage.mail.clear"
    template = N_("{host} is another machine: mails and password would go there in the clear.")
    remedy = N_("Set smtp_security to starttls or tls.")


class NotConfirmed(UsageFault):
    """A question that could not be asked because there is no terminal."""

    code = "usage.confirm"
    template = N_("This needs an answer and there is no terminal to ask on.")
    remedy = N_("Give {option} to go on without the question.")


class BadMark(UsageFault):
    """A verification mark in no accepted form."""

    code = "usage.mark"
    template = N_("“{value}” is not a verification mark.")
    remedy = N_("Write it as it stands on the report: the number, a dash, 16 digits (0-9, a-f): 17-0123456789abcdef.")


# -- input refused (4) -------------------------------------------------------------------------------------


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


class AmbiguousDecision(Refused):
    """A number that several decisions have."""

    code = "refused.ambiguous"
    template = N_("Several decisions bear the number {number}: {years}.")
    remedy = N_("Say which, for example {example}.")


class AmbiguousTask(Refused):
    """Words that name no single task: several have them, or one in another place than its title."""

    code = "refused.ambiguous.task"
    template = N_("“{value}” names no single task; these have its words:{nearest}")
    remedy = N_("Name one by its number, for example `tuphap {command} {example}`.")


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


class BadTemplate(Refused):
    """An office's Word template that cannot be used."""

    code = "refused.template"
    template = N_("The Word template cannot be used: {why}.")
    remedy = N_("{advice}")


# -- conflict (5) ------------------------------------------------------------------------------------------


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


# -- register not usable (6) -------------------------------------------------------------------------------


class RegisterFault(TuphapError):
    """The register's file cannot be used."""

    code = "register"
    exit_code = REGISTER
    template = N_("The register {path} cannot be used: {why}.")


class NoRegister(RegisterFault):
    """There is no register yet."""

    code = "register.none"
    template = N_("There is no register yet at {path}.")
    remedy = N_("Make one with `tuphap init`, or name another with --register or TUPHAP_REGISTER.")


class RegisterExists(RegisterFault):
    """A register (or another file) is where a new one was to be made."""

    code = "register.exists"
    template = N_("There is already a file at {path}.")
    remedy = N_("Use it as it is, or name another place with --register.")


class NotARegister(RegisterFault):
    """A file that is no register of this program."""

    code = "register.foreign"
    template = N_("{path} is not a register of tuphap ({why}).")
    remedy = N_("The file was left untouched. Name the right one with --register or TUPHAP_REGISTER{copy}.")
    usual: ClassVar[Mapping[str, object]] = {"copy": ""}


class ForeignSchema(RegisterFault):
    """A register's file with SQL in it that this program has not made: a trigger, a view, another's table."""

    code = "register.foreign_schema"
    template = N_("{path} was changed by another program: its {kind} “{name}” is in no register of tuphap.")
    remedy = N_(
        "Nothing in it was used. See what is wrong: `tuphap doctor`; put a backup back: `tuphap restore --last`."
    )


class LinkedRegister(RegisterFault):
    """A register's file with several names (hard links), which is not written."""

    code = "register.linked"
    template = N_("{path} is one of {names} names (hard links) of the same file; it is not written under several.")
    remedy = N_("Make a copy of its own and work with that: cp -p FILE COPY. Reading still works.")


class NewerRegister(RegisterFault):
    """A register made by a later version of the program."""

    code = "register.newer"
    template = N_("{path} was made by a newer tuphap (format {found}; this program knows up to {known}).")
    remedy = N_("Install the newer version. Nothing was written.")


class NewerSignedReport(RegisterFault):
    """A signed report was kept by a later version of the program, in a form that this one cannot read."""

    code = "register.newer_report"
    template = N_("The signed report was kept by a newer tuphap (version {found}; this program knows up to {known}).")
    remedy = N_("Install the newer version. The report is safe; nothing was written.")


class OlderRegister(RegisterFault):
    """A register that must be upgraded before it can be used."""

    code = "register.older"
    template = N_("{path} has the older format {found}; this program uses format {known}.")
    remedy = N_("Run `tuphap upgrade`.")


class UpgradeFailed(RegisterFault):
    """A register could not be brought to the present format; it is as it was."""

    code = "register.upgrade"
    template = N_("{path} could not be upgraded: {why}. It is as it was before.")
    remedy = N_("Run `tuphap doctor`. The older version of the program still opens the register.")


class SharedFolder(RegisterFault):
    """A register to be written on a network drive or in a synchronised folder."""

    code = "register.shared"
    template = N_("{path} lies {place}; it is not written there, since two machines may overwrite each other's work.")
    remedy = N_(
        "Move the file to a disk of this machine and name it: tuphap settings register FILE. Or let one person keep "
        "the register and send the others reports; several machines share one on a PostgreSQL server. Or, if only "
        "one machine ever writes it: tuphap settings shared_folder true."
    )


class RegisterBusy(RegisterFault):
    """Another program holds the register's lock."""

    code = "register.busy"
    template = N_("{path} is being written by {holder}; gave up after {seconds} seconds.")
    remedy = N_("Try again in a moment. Nothing was written.")
    usual: ClassVar[Mapping[str, object]] = {"holder": N_("another program")}


class RegisterReadOnly(RegisterFault):
    """The file, or the folder that must take its journal, cannot be written."""

    code = "register.read_only"
    template = N_("{path} cannot be written.")
    remedy = N_("Ask for the right to write the file and its folder. Reading still works.")


class RegisterUnreadable(RegisterFault):
    """The file cannot be opened at all."""

    code = "register.unreadable"
    template = N_("{path} cannot be opened: {why}.")
    remedy = N_("Check the path and your rights on it.")


class RegisterDamaged(RegisterFault):
    """The file's structure is damaged."""

    code = "register.damaged"
    template = N_("{path} is damaged: {why}.")
    remedy = N_("Do not work on with it: {copy}.")
    usual: ClassVar[Mapping[str, object]] = {"copy": N_("put back the last good copy of the file")}


class UnsoundRegister(RegisterFault):
    """What is entered and what the journal says of it do not fit, so that no figure is to be signed."""

    code = "register.unsound"
    template = N_("The figures of {path} cannot be signed, since it is not sound ({finding}). Nothing was written.")
    remedy = N_("See what it is and what to do: `tuphap doctor`.")


class Unconfirmed(RegisterFault):
    """A change that was made, though the system failed to confirm that it is safely on the disk."""

    code = "register.unconfirmed"
    template = N_("The change was recorded in {path}, but the system did not confirm that it is safe: {why}.")
    remedy = N_("Look with `tuphap journal list --last 1`, check the disk, and make a backup elsewhere.")


class DiskFull(RegisterFault):
    """No room to write."""

    code = "register.disk_full"
    template = N_("The disk that holds {path} is full; nothing was written.")
    remedy = N_("Free some room and repeat the command.")


class ServerRegister(RegisterFault):
    """A register on a server where a command works on files only."""

    code = "register.server"
    template = N_("{path} is on a database server; this works with a register in a file only.")
    remedy = N_("Make a file of it with `tuphap copy ADDRESS FILE`, and name that with --register.")


class BadServerAddress(RegisterFault):
    """A URL that is no address of a register on a server."""

    code = "register.server.address"
    template = N_("{path} is not the address of a register on a PostgreSQL server.")
    remedy = N_("Write it as postgresql+psycopg://USER@HOST/DATABASE?sslmode=verify-full, or name a file.")


class NoServerDriver(RegisterFault):
    """The library that speaks to PostgreSQL servers is not installed."""

    code = "register.server.driver"
    template = N_("{path} is on a PostgreSQL server, and the library that speaks to it is not installed.")
    remedy = N_("Install it: pip install 'tuphap-cli[postgres]'.")


class ServerUnreachable(RegisterFault):
    """A server that is not there, does not answer, has no such database, or takes no more connections."""

    code = "register.server.unreachable"
    template = N_("The server of {path} cannot be used: {why}.")
    remedy = N_("Check the address, the network and that the server runs, and try again. Nothing was written.")


class ServerLogin(RegisterFault):
    """A server that does not let the user in."""

    code = "register.server.login"
    template = N_(
        "The server of {path} does not let you in: the name, the password or the way of access is not right."
    )
    remedy = N_(
        "Check the name; the password belongs in ~/.pgpass or in PGPASSWORD. Or ask who administers the server."
    )


class ServerRights(RegisterFault):
    """The server lets a user in, and not do what a command does."""

    code = "register.server.rights"
    template = N_("The server of {path} does not let you do that: {why}. Nothing was written.")
    remedy = N_("Ask who administers the server for the role that may; `tuphap server roles` shows what each may do.")


class ServerBrokeOff(RegisterFault):
    """The server ended a command before its end: it was stopped, or the command took too long."""

    code = "register.server.broke_off"
    template = N_("The server of {path} broke the command off: {why}. Nothing was written.")
    remedy = N_("Repeat the command when the server answers again.")


class ServerUnanswered(RegisterFault):
    """The connection was lost while a change was being confirmed."""

    code = "register.server.unanswered"
    template = N_(
        "The connection to {path} was lost while the change was being confirmed; it may or may not be kept."
    )
    remedy = N_("Look before you repeat it, when the server answers again: tuphap journal list --last 1.")


class ServerNotEmpty(RegisterFault):
    """A database that holds something already where a new register was to be made."""

    code = "register.server.not_empty"
    template = N_("{path} holds a register or other tables already; it is not written over.")
    remedy = N_("Use the register as it is, or name another database.")


class CopyFailed(RegisterFault):
    """A copy of a register that is not what was copied."""

    code = "register.copy"
    template = N_("The copy in {path} is not what was copied ({why}); nothing was left there.")
    remedy = N_("Examine the register that was copied: `tuphap doctor`.")


class BackupFailed(RegisterFault):
    """A backup that could not be made, or a folder that cannot take one."""

    code = "register.backup"
    template = N_("No backup could be made in {path}: {why}.")
    remedy = N_("Older backups and the register are as they were. Another folder: `tuphap settings backups FOLDER`.")


class BackupFirstFailed(RegisterFault):
    """A command that was not begun, since the backup before it failed."""

    code = "register.backup_first"
    template = N_("{why} The backup comes before this command, so nothing was done.")
    remedy = N_("Mend that, or go on without such backups: `tuphap settings backup_first false`.")


class BackupDamaged(RegisterFault):
    """A backup that does not pass its check."""

    code = "register.backup_damaged"
    template = N_("The backup {path} is damaged: {why}.")
    remedy = N_("It was left untouched. See which are good with `tuphap backup --list --verify`.")


class NoBackup(RegisterFault):
    """A named backup that is not there."""

    code = "register.no_backup"
    template = N_("There is no backup “{value}” in {path}.")
    remedy = N_("See which there are with `tuphap backup --list`.")


class NoGoodBackup(RegisterFault):
    """The last good backup is wanted, and there is none."""

    code = "register.no_good_backup"
    template = N_("There is no good backup of the register in {path}.")
    remedy = N_(
        "See what there is with `tuphap backup --list --verify`, or name a backup kept elsewhere by its path."
    )


class RestoreFailed(RegisterFault):
    """A restore that could not be carried out; the register is as it was."""

    code = "register.restore"
    template = N_("{path} could not be restored: {why}.")
    remedy = N_("The register is as it was. Mend that and repeat the command.")


class RestoreCutShort(RegisterFault):
    """A restore was killed between two renames: the register has another name."""

    code = "register.cut_short"
    template = N_("A restore of {path} was cut short. The register as it was before lies beside it: {files}.")
    remedy = N_("Restore again (`tuphap backup --list` shows from what), or give {files} its old name back.")


# -- output (7) and interruption (130) ---------------------------------------------------------------------


class OutputFailed(TuphapError):
    """What was asked for could not be written out."""

    code = "output"
    exit_code = OUTPUT
    template = N_("{path} could not be written: {why}.")
    remedy = N_("Choose another file with --output.")


class MailFailed(TuphapError):
    """A mail server that is not there, does not answer, or refuses; what it did not take does not count as told."""

    code = "output.mail"
    exit_code = OUTPUT
    template = N_("{failed} of {all} mails were not taken by {host}: {why}.")
    remedy = N_("What was not taken does not count as told: run the command again once that is put right.")


class SchedulerFailed(TuphapError):
    """The system's own programme for timetables, which is not there or refuses."""

    code = "output.schedule"
    exit_code = OUTPUT
    template = N_("{program} could not be used: {why}.")
    remedy = N_("See what would be set up with `tuphap check schedule`, and enter it by hand.")


class OutputExists(OutputFailed):
    """A file that is where the output was to go, and that this program has not left there so."""

    code = "output.exists"
    template = N_("{path} is there already, and not as this program has left it; it was not replaced.")
    remedy = N_("Choose another file with --output, or let it be replaced with --overwrite.")


class FolderExists(OutputFailed):
    """A folder that is where pages were to go, and that this program has not left there so."""

    code = "output.folder"
    template = N_("There is something in {path} that is not as this program has left it; nothing was replaced.")
    remedy = N_("Name another folder, or move away what is in it.")


class EvidenceRefused(Refused):
    """A file that cannot be kept as evidence."""

    code = "refused.evidence"
    template = N_("{path} cannot be kept as evidence: {why}.")
    remedy = N_("Nothing was recorded. Name another file with --file, or leave it out.")


class EvidenceLost(RegisterFault):
    """A file kept as evidence that is not there any more, or has been changed."""

    code = "register.evidence"
    template = N_("The evidence {name} cannot be used: {why}.")
    remedy = N_("Put it back from the backups: tuphap doctor --repair.")


class NoScreen(UsageFault):
    """The screen was asked for where Textual, which draws it, is not installed."""

    code = "usage.screen"
    template = N_("The screen needs Textual, which is not installed.")
    remedy = N_("Install it: pip install 'tuphap-cli[tui]' (uv: uv tool install 'tuphap-cli[tui]').")


class NoPdf(OutputFailed):
    """A report that cannot become a PDF, which LibreOffice makes of its Word document."""

    code = "output.pdf"
    template = N_("No PDF can be made: {why}.")
    remedy = N_(
        "Install LibreOffice (libreoffice.org) and try again, or write a Word file with -o NAME.docx and save it as "
        "PDF in Word."
    )


class OutputProtected(OutputFailed):
    """An output that was to go where the register, its backups or the settings are."""

    code = "output.protected"
    template = N_("{path} belongs to the register, its backups or the settings, and is never written over.")


class Interrupted(TuphapError):
    """Stopped by the user or by the system."""

    code = "interrupted"
    exit_code = INTERRUPTED
    template = N_("Stopped. Nothing half-done is left in the register.")
