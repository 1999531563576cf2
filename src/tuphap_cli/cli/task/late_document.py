"""The document of a completion, where it was forgotten or wrong when the completion was entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ... import settings
from ...domain.model import vn_date
from ...i18n import _

if TYPE_CHECKING:
    from ...store.write.change import Change

LateDocument = Annotated[
    str,
    typer.Option(
        "--doc", metavar="NUMBER", help=_("the document of its completion, on its own day"), show_default=False
    ),
]


def proven(change: Change, task: int, document: str, period: str, reason: str) -> list[str]:
    """Give the completion of a task its document; returns the sentence that says so.

    ``period`` names the occurrence ("": the last completion), ``reason`` is why the entry is taken back and made anew.
    """
    from ...store.read.deadline_choice import WantedOccurrence
    from ...store.write import ledger

    change.flush()  # what was edited before, so that the ledger sees it
    wish = WantedOccurrence(period, settings.today(), done=True)
    why = reason or _("entered again with its document")
    found = ledger.record_document(change, task, document, why, wish)
    text = _("Task {task}: the completion of {day} names {document}.")
    if found.before:
        text = _("Task {task}: the completion of {day} names {document} instead of {before}.")
    return [text.format(task=found.booked.label, day=vn_date(found.day), document=document, before=found.before)]
