"""Output that failed (exit code 7), and an interruption (130)."""

from __future__ import annotations

from ..domain.model import N_
from .error_family import INTERRUPTED, OUTPUT, TuphapError


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
