"""What is around an official report or letter, as the office has entered it in the settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from .. import errors, settings
from ..domain.model import N_
from ..i18n import _
from .base import Letter


def office_letter(number: str = "", signed_on: date | None = None) -> Letter:
    """The letter of a report; ``number`` and ``signed_on`` are left blank where they are not given yet."""
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
        recipients=_listed("recipients"),
    )


class Signing(NamedTuple):
    """Who signs: the words before the post ("TL. GIÁM ĐỐC"), the post, the name; blank where nothing is entered."""

    authority: str = ""
    post: str = ""
    signer: str = ""

    @property
    def words(self) -> str:
        """All of it on one line."""
        return ", ".join(filter(None, self))


def signing(typed: str) -> Signing:
    """Who signs: as ``typed`` ("TL. GIÁM ĐỐC; CHÁNH VĂN PHÒNG; NAME", "POST; NAME", "NAME"), else as in the settings.

    Raises:
        BadField: it has more parts
    """
    usual = Signing(*map(settings.text, ("authority", "post", "signer")))
    parts = [part.strip() for part in typed.split(";")]
    if not any(parts):
        return usual
    if len(parts) == 1:
        return usual._replace(signer=parts[0])
    if len(parts) > len(usual):
        why = N_("it is written “AUTHORITY; POST; NAME”, “POST; NAME” or “NAME”")
        raise errors.BadField(field="--sign-by", value=typed, why=why)
    return Signing(*([""] * (len(usual) - len(parts))), *parts)


def official_letter(
    number: str, signed_on: date | None, signed_by: Signing, addressees: Sequence[str], subject: str
) -> Letter:
    """An official letter to ``addressees``; a blank before the sign where it has no ``number`` yet."""
    sign = number.partition("/")[2] or settings.text("letter_sign")
    drafted_by = sign.rpartition("-")[2] if "-" in sign else ""
    return Letter(
        kind="",
        superior=settings.text("superior"),
        office=settings.text("office"),
        number=number or f"/{sign or '…'}",
        place=settings.text("place"),
        signed_on=signed_on,
        authority=signed_by.authority,
        post=signed_by.post,
        signer=signed_by.signer,
        recipients=(
            _("As above"),
            *_listed("copies"),
            _("Archive: VT, {unit}").format(unit=drafted_by or "…"),
        ),
        addressees=tuple(addressees),
        subject=subject,
    )


def _listed(name: str) -> tuple[str, ...]:
    """The parts of a setting that are separated by semicolons."""
    return tuple(filter(None, (part.strip() for part in settings.text(name).split(";"))))
