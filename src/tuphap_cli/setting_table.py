"""The one table of settings: names, defaults, what values they take and what they are for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .domain.model import N_

Value = str | int | bool


class Setting(NamedTuple):
    """One setting: its type is that of ``default``.

    ``choices`` restrict a text, or ``fits`` does, with ``form`` to say in messages what is meant.
    """

    name: str
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    form: str = ""
    fits: Callable[[str], object] | None = None

    @property
    def variable(self) -> str:
        """The environment variable that overrides the file."""
        return f"TUPHAP_{self.name.upper()}"

    @property
    def expected(self) -> str:
        """What a value looks like, for messages."""
        if self.choices:
            return " | ".join(self.choices)
        if isinstance(self.default, bool):
            return "true | false"
        if self.form:
            return self.form
        return "0, 1, 2, …" if isinstance(self.default, int) else N_("text")


def _keeps(text: str) -> object:
    from .domain import retention

    return retention.read_retention(text)


CHECKED_LATER = {"register", "read", "backups", "actor"}  # where they are used, which has more to say

SETTINGS = {
    setting.name: setting
    for setting in (
        Setting(
            "register", "", N_("where the register lies, or its address on a server; empty: the user's data folder")
        ),
        Setting(
            "in_office",
            "",
            N_("the office whose book is used, e.g. STP or BL/STP; empty: that of the register itself"),
        ),
        Setting("read", "", N_("the address of a server that follows the register's, for commands that only read")),
        Setting("lang", "vi", N_("language of messages"), ("vi", "en")),
        Setting("actor", "", N_("who is named in the journal; empty: the system's user")),
        Setting(
            "pager", "", N_("the program that shows long output page by page; empty: PAGER, else less; cat: none")
        ),
        Setting("scheme", "decree09", N_("reporting windows: a rule's name")),
        Setting("soon", 7, N_("days ahead that `check` and `status` call soon due")),
        Setting("silent", 92, N_("days of silence after which a long-running task counts as missed")),
        Setting("before_counts", False, N_("whether the day named in “trước ngày …” is itself in time")),
        Setting("filing_days", 1, N_("working days after the cut-off in which a unit sends in its periodic report")),
        Setting("rest_day", "keep", N_("how a term that ends on a day off is shown"), ("keep", "next", "previous")),
        Setting("backups", "", N_("the folder of the backups; empty: `sao-luu` beside the register")),
        Setting(
            "keep",
            "last=10 daily=14 weekly=8 monthly=24",
            N_("which backups stay: how many of the latest, and of how many days, weeks and months the newest"),
            form=N_("last=N daily=N weekly=N monthly=N, not all of them 0"),
            fits=_keeps,
        ),
        Setting("evidence_mb", 20, N_("how many MB a file kept as evidence (--file) may have")),
        Setting("backup_first", True, N_("whether a backup comes before `import`, `unit transfer` and the like")),
        Setting("auto_upgrade", False, N_("whether a register of an older format is upgraded by the first command")),
        Setting("shared_folder", False, N_("whether a register on a network drive or in a synced folder is written")),
        Setting("superior", "", N_("on official reports: the body above the office, e.g. UBND TỈNH …")),
        Setting("office", "", N_("on official reports: the office, e.g. SỞ TƯ PHÁP")),
        Setting("sign", "", N_("on official reports: what follows the number, e.g. BC-STP")),
        Setting("place", "", N_("on official reports: the place before the day")),
        Setting("authority", "", N_("on official reports: on whose behalf is signed, e.g. KT. GIÁM ĐỐC")),
        Setting("post", "", N_("on official reports: the signer's post, e.g. PHÓ GIÁM ĐỐC")),
        Setting("signer", "", N_("on official reports: the signer's name")),
        Setting("recipients", "", N_("on official reports: who receives it, separated by “;”")),
        Setting("letter_sign", "", N_("on letters that urge: what follows the number, e.g. STP-VP")),
        Setting("copies", "", N_("on letters that urge: who gets a copy, separated by “;”")),
        Setting(
            "answer_days", 5, N_("working days after its signing in which a letter that urges is to be answered")
        ),
        Setting(
            "mail_office", "", N_("the office's own address, to which `check --mail` sends what is new of all units")
        ),
        Setting("mail_sender", "", N_("the address from which mails are sent")),
        Setting("smtp_host", "", N_("the mail server that takes the mails of `check --mail`")),
        Setting("smtp_port", 0, N_("its port; 0: the usual one (587 for starttls, 465 for tls, 25 for none)")),
        Setting(
            "smtp_security",
            "starttls",
            N_("how the way to it is secured; none only where it is this machine"),
            ("starttls", "tls", "none"),
        ),
        Setting("smtp_user", "", N_("who logs in there; the password is in TUPHAP_SMTP_PASSWORD or in the keyring")),
    )
}

# What each of several offices in one register has for itself, in its own book.
OWN = frozenset((
    "scheme", "soon", "silent", "before_counts", "filing_days", "rest_day", "superior", "office", "sign", "place",
    "authority", "post", "signer", "recipients", "letter_sign", "copies", "answer_days", "mail_office",
))  # fmt: skip
