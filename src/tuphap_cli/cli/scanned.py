"""The pictures of deadlines from scans: kept after an import, shown with the questions, removed with the answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..i18n import _
from ..store.file import scan_pictures
from ..store.file.scan_pictures import Pictured
from . import speech, whereabouts

if TYPE_CHECKING:
    from ..domain.draft import PlanDraft
    from ..reports.questions import Question


def keep_pictures(decision: str, issued_on: date, draft: PlanDraft) -> None:
    """Keeps the pictures of the deadlines of ``draft`` beside the register; a failure is only remarked."""
    shown = {
        Pictured(decision, issued_on, task.item, task.deadline_text): task.deadline_picture
        for task in draft.tasks
        if task.deadline_picture and not task.reading.sure
    }
    if not shown:
        return
    try:
        scan_pictures.keep(_register(), shown)
    except OSError as error:
        speech.remark(_("The pictures of the deadlines could not be kept: {why}").format(why=error.strerror or error))


def with_pictures(found: Sequence[Question]) -> list[Question]:
    """``found`` with the pictures that are kept of their deadlines."""
    return [
        question._replace(picture=scan_pictures.picture_of(_register(), _pictured(question))) for question in found
    ]


def kept() -> bool:
    """Whether any picture is kept."""
    return scan_pictures.folder_of(_register()).is_dir()


def sweep_answered(waiting: Sequence[Question]) -> None:
    """Removes the pictures of all deadlines but those that are ``waiting`` for an answer."""
    scan_pictures.sweep(_register(), {_pictured(question) for question in waiting})


def _pictured(question: Question) -> Pictured:
    row = question.row
    return Pictured(row.decision, row.decision_issued, row.item, row.deadline_text)


def _register() -> Path:
    return whereabouts.register_home()
