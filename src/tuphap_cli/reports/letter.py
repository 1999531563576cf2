"""What is around an official report, as the office has entered it in the settings."""

from __future__ import annotations

from datetime import date

from .. import settings
from ..i18n import _
from .base import Letter


def office_letter(number: str = "", signed_on: date | None = None) -> Letter:
    """The letter of a report; ``number`` and ``signed_on`` are left blank where they are not given yet."""
    recipients = tuple(filter(None, (part.strip() for part in settings.text("recipients").split(";"))))
    sign = settings.text("sign")
    return Letter(
        kind=_("REPORT"),
        superior=settings.text("superior"),
        office=settings.text("office"),
        number=number or (f"      /{sign}" if sign else ""),
        place=settings.text("place"),
        signed_on=signed_on,
        authority=settings.text("authority"),
        post=settings.text("post"),
        signer=settings.text("signer"),
        recipients=recipients,
    )
