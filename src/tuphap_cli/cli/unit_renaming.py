"""What ``unit edit`` says and asks of a renaming: its day, its document, the sentence afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from .. import errors
from ..domain.model import vn_date
from ..i18n import _
from . import typed

if TYPE_CHECKING:
    from ..store.write.renaming import Renamed


def ground_of(name: str, on: str, by: str) -> tuple[date, str]:
    """The day and the document of a renaming; the document is "" where a name is corrected.

    Raises:
        UsageFault: --on or --by without a name, --on without --by
        InTheFuture: the day is still to come
    """
    if (on or by) and not name.strip():
        raise errors.UsageFault(what=_("--on and --by belong to a new name: add --name NAME."))
    if on and not by.strip():
        raise errors.UsageFault(what=_("A unit is renamed by a document: add --by NUMBER."))
    return typed.past_day(on), typed.document(by)


def sentence(code: str, name: str, day: date, document: str, renamed: Renamed) -> str:
    """The sentence about a renaming."""
    said = _("Unit {code} is called “{name}” from {day} on by {document}; before that: “{before}”.")
    if renamed.until:
        said = _(
            "Unit {code} is called “{name}” from {day} until {last} by {document}; before that: “{before}”; the name "
            "entered from {until} on stays."
        )
    return said.format(
        code=code,
        name=name,
        day=vn_date(day),
        document=document,
        before=renamed.before,
        last=vn_date(renamed.until - timedelta(days=1)) if renamed.until else "",
        until=vn_date(renamed.until) if renamed.until else "",
    )
