"""The register, or a backup of it, that cannot be used (exit code 6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ..domain.model import N_
from .error_family import REGISTER, TuphapError


class RegisterFault(TuphapError):
    """The register's file cannot be used."""

    code = "register"
    exit_code = REGISTER
    template = N_("The register {path} cannot be used: {why}.")


class SettingsFileFault(RegisterFault):
    """The settings file cannot be read or written."""

    code = "register.settings"
    template = N_("The settings file {path} cannot be used: {why}.")
    remedy = N_("Check the path and your rights on it.")


class NoRegister(RegisterFault):
    """There is no register yet."""

    code = "register.none"
    template = N_("There is no register yet at {path}.")
    remedy = N_("Make one with `tuphap init`, or name another with --register or TUPHAP_REGISTER.")


class NoOfficeBook(NoRegister):
    """The book of one of several offices is not there."""

    code = "register.none.office"
    template = N_("The book of the office {office} is not at {path}.")
    remedy = N_(
        "Is the code mistyped: `tuphap office list` shows them. Is the book lost: put it back from a backup "
        "(`{back}`), or make it anew: `tuphap -O {office} init`."
    )


class LostOfficeBook(NoOfficeBook):
    """The book of an office that is on the list is not there."""

    code = "register.none.office.lost"
    remedy = N_("Put it back from a backup (`{back}`), or make it anew: `tuphap -O {office} init`.")


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


class RegisterOutOfStep(RegisterFault):
    """What the program keeps beside the entries makes no sense; it follows from them, and can be made anew."""

    code = "register.out_of_step"
    template = N_("{path} cannot be read as it is: {why}.")
    remedy = N_("Nothing that was entered is lost. Have it made anew: `tuphap doctor --repair`.")


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


class EvidenceLost(RegisterFault):
    """A file kept as evidence that is not there any more, or has been changed."""

    code = "register.evidence"
    template = N_("The evidence {name} cannot be used: {why}.")
    remedy = N_("Put it back from the backups: tuphap doctor --repair.")
