"""What an annex says came of a task, and what is in its way: documents and notes of the ledger, obstacles."""

from __future__ import annotations

from datetime import date

from ..domain.model import vn_date
from ..i18n import _
from ..store.read.periodic import TaskWords
from ..store.read.queries import TaskRow
from .figures import Figures

NOTHING = TaskWords(0)


class Outcomes:
    """The results and the causes of delay of the tasks of a report, each read once."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._words = {words.task: words for words in figures.words()}
        self._obstacles: dict[int, list[str]] = {}
        for o in figures.material.obstacles:
            if o.task is not None and o.resolved_on is None:
                said = ". ".join(filter(None, (o.what.rstrip("."), o.proposal)))
                self._obstacles.setdefault(o.task, []).append(said)

    def result(self, row: TaskRow) -> str:
        """The document of a completion, else the last one that was named, with day and note; and how far work is."""
        words = self._words.get(row.task, NOTHING)
        if row.done_on is not None:
            return self._completed(row, row.done_on, words)
        share = f"{row.percent}%" if row.percent else ""
        if words.document:
            return "; ".join(filter(None, (_of_document(words), share)))
        return _dated(share, words.note_on, words.note) if words.note or share else ""

    def _completed(self, row: TaskRow, done_on: date, words: TaskWords) -> str:
        document = self._figures.document_of(row)
        if document:
            same = document == words.document and words.document_on == done_on
            return _dated(document, done_on, words.document_note if same else "")
        found = _dated("", done_on, words.note if words.note_on == done_on else "")
        return "; ".join(filter(None, (found, _of_document(words) if words.document else "")))

    def cause(self, row: TaskRow) -> str:
        """What is in the way of a task with what is proposed; without an open obstacle the last note that says so."""
        held = self._obstacles.get(row.task)
        return "\n".join(held) if held else self._words.get(row.task, NOTHING).cause


def _of_document(words: TaskWords) -> str:
    return _dated(words.document, words.document_on, words.document_note)


def _dated(what: str, day: date | None, note: str) -> str:
    """What it is, its day, and the note behind a colon."""
    named = _("{document}, {day}").format(document=what, day=vn_date(day)) if what and day else what
    return ": ".join(filter(None, (named or (vn_date(day) if day else ""), note)))
