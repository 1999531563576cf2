"""Wrong usage (exit code 2)."""

from __future__ import annotations

from ..domain.model import N_
from .error_family import USAGE, TuphapError


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


class NoScreen(UsageFault):
    """The screen was asked for where Textual, which draws it, is not installed."""

    code = "usage.screen"
    template = N_("The screen needs Textual, which is not installed.")
    remedy = N_(
        "Install it with the program: uv tool install 'FILE.whl[tui]' (pipx: pipx inject tuphap-cli textual; "
        "pip: pip install textual)."
    )
