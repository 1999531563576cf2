"""The tables of the command line: every command with its module and one line, what every command takes, Typer's words."""

from __future__ import annotations

from ..domain.model import N_

# Options of the program that every command takes, too; they are in the help of the program alone.
SCREEN = {
    "--no-pager": N_("let long output scroll by; also behind a command"),
    "--no-color": N_("no colours; also behind a command"),
}

# The commands in the order of the help: name -> (module of this package, one line).
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("start", N_("Make a new register.")),
    "demo": ("start", N_("Show the main job on the sample, in a register of its own.")),
    "status": ("start", N_("Show the register at a glance.")),
    "tui": ("screen", N_("The register on one screen, by keys, for those who do not type commands.")),
    "import": ("import_command", N_("Bring an issued annex (Word, PDF, Excel, ODS, CSV) into the register.")),
    "decision": ("decision", N_("Documents that assign tasks.")),
    "unit": ("unit", N_("Units that lead or support tasks.")),
    "task": ("task", N_("Tasks: find them, record what is done.")),
    "deadline": ("deadline", N_("How the words of a deadline are read.")),
    "overdue": ("watch", N_("List what is overdue.")),
    "missed": ("watch", N_("List what has been missed.")),
    "report": ("report", N_("Summaries of a month, quarter, half-year, nine months, year.")),
    "filing": ("filing", N_("The units' periodic reports: in time, late, not filed.")),
    "office": ("office", N_("Several offices in one register: their books, and what they add up to.")),
    "form": ("form", N_("Forms that units fill in and send back.")),
    "obstacle": ("obstacle", N_("What stands in the way of tasks and units, and how it was cleared.")),
    "urge": ("urge", N_("Official letters that urge units with overdue tasks.")),
    "check": ("check_command", N_("The nightly check: overdue, missed, due soon.")),
    "check schedule": ("schedule", N_("The nightly check and a backup, every night by this machine.")),
    "publish": ("publish", N_("Write the register as a folder of pages for the intranet.")),
    "export": ("export_command", N_("Write the whole register as open data, from which an equal one can be made.")),
    "calendar": ("calendar", N_("The working calendar, and the due days for calendar programs.")),
    "journal": ("journal_commands", N_("Who changed what and when, and whether the journal is whole.")),
    "undo": ("undo_commands", N_("Take the last command back, or one by its journal number.")),
    "redo": ("undo_commands", N_("Do again what was undone.")),
    "backup": ("backup_command", N_("Make a checked backup of the register, or list the backups.")),
    "restore": ("restore", N_("Put a backup in the place of the register; try it out with --drill.")),
    "copy": ("copy_command", N_("Copy a register from a file to a server, or back.")),
    "server": ("server_command", N_("A register on a server: who may do what there.")),
    "doctor": ("doctor", N_("Examine the register and say what is wrong and what to do.")),
    "upgrade": ("doctor", N_("Bring a register of an older format to the present one.")),
    "settings": ("start", N_("Show or change the settings.")),
    "manual": ("guidance", N_("Read the clerk's manual.")),
    "help": ("guidance", N_("Show the help of a command, or of the whole program.")),
    "version": ("guidance", N_("Show the version of the program.")),
}

# Those to which it is all one which register the command line names.
OF_NO_REGISTER = frozenset({"demo", "copy", "manual", "help", "version"})

# What is typed every day, without the group that it belongs to: the same commands.
SHORT_FORMS = {"done": "task done", "start": "task start", "progress": "task progress", "find": "task find"}

# Words that Typer itself shows; it looks them up in the same catalogue.
TYPER_WORDS = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("Missing command."),
    N_("No such command {name!r}."),
    N_("default: {default}"),
    N_("required"),
    N_("(dynamic)"),
    N_("Aborted!"),
    N_("env var: {var}"),
)
