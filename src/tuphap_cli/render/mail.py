"""A report as a mail: a text, and beside it a page without script, for programs that show one."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, formatdate, make_msgid
from typing import NamedTuple

from ..i18n import language
from ..reports.base import Report
from . import shapes
from .cells import shown
from .feeds import as_text
from .html import page_template


class Addressed(NamedTuple):
    """From whom a mail comes, to whom it goes, and who is answered; ``name`` is the sender's."""

    sender: str
    name: str
    to: str
    answer_to: str = ""


def as_mail(brief: Report, detailed: Report, addressed: Addressed, subject: str) -> EmailMessage:
    """The mail with ``brief`` as its text and ``detailed`` as its page.

    Raises:
        ValueError: an address is none
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = formataddr((addressed.name, addressed.sender)) if addressed.name else addressed.sender
    message["To"] = addressed.to
    if addressed.answer_to:
        message["Reply-To"] = addressed.answer_to
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid("tuphap", addressed.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # so that nobody's absence note answers
    for name in ("From", "To", "Reply-To"):
        for address in message[name].addresses if message[name] is not None else ():
            if not address.username or not address.domain:
                raise ValueError(address.addr_spec)
    message.set_content(as_text(brief))
    message.add_alternative(_page(detailed), subtype="html")
    message["Content-Language"] = language()  # only now: what stands before is of the text alone
    return message


def _page(report: Report) -> str:
    return page_template("mail.html").render(
        language=language(),
        report=report,
        rows=lambda table: [[shown(cell) for cell in shapes.padded(table, line.cells)] for line in table.lines],
    )
