"""Tells what a file holds beside the plan: what is not on its page, boxes, embedded content, notes elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.draft import SeenTable
from ..domain.model import N_, joined_notes, note
from ..domain.problems import Place
from ..errors import NoTaskTable, TuphapError, UnreadableFile
from .files.source import LeftOut, Piece, Source
from .plan_findings import Findings

PARAGRAPHS = "Phần lời"  # the text between the tables, its paragraphs counted from 1
_SHOWN = 200  # letters


def tell_beside(source: Source, findings: Findings) -> None:
    """Tells what was not read as text or table, what is not on the page, and what was cleaned."""
    for aside in source.asides:
        if aside.what != "picture" or aside.text:  # of Word's pictures nothing can be said but that they are there
            place = Place(aside.sheet, aside.row) if aside.sheet else None
            findings.add(f"text.{aside.what}", place, "", aside.text[:_SHOWN])
    for left in source.left_out:
        findings.add(f"left_out.{left.piece}.{left.why}", _place(left), "", left.words[:_SHOWN])
    if source.cleaned:
        sheet, row = source.cleaned[0]
        findings.add("text.cleaned", Place(sheet, row), "", "", cells=len(source.cleaned))


def _place(left: LeftOut) -> Place:
    return Place(left.sheet or PARAGRAPHS, left.row)


def tell_notes_elsewhere(source: Source, findings: Findings, *, prose: bool) -> None:
    """Counts the footnotes and comments that were not asked about; those on a plan in ``prose`` are asked here."""
    for paragraph in source.paragraphs if prose else ():
        if paragraph.notes:
            findings.add("note.asked", Place(PARAGRAPHS, paragraph.number), "", "; ".join(paragraph.notes))
            findings.notes_asked += len(paragraph.notes)
    paragraphs = sum(len(p.notes) for p in source.paragraphs)
    cells = sum(len(c.notes) for g in source.grids for r in g.rows for c in r.cells if c.notes)
    if elsewhere := paragraphs + cells - findings.notes_asked:
        findings.add("note.counted", None, "", "", count=elsewhere)


def no_tasks(name: str, source: Source, seen: Sequence[SeenTable]) -> TuphapError:
    """The refusal of a file without tasks: what was seen of it, and the remedy that helps."""
    kinds = {aside.what for aside in source.asides}
    if "embedded" in kinds:
        return UnreadableFile(
            file=name,
            why=N_("its content is embedded from another file, and Word alone can show it"),
            advice=N_(
                "Open it in Word, save it as .docx under another name and import that, or the other file itself."
            ),
        )
    if "box" in kinds:
        return UnreadableFile(
            file=name,
            why=N_("no table that looks like a plan stands on its pages, only text in a text box"),
            advice=N_("In Word, cut the table out of the box, paste it into the page, save, and import that."),
        )
    if "picture" in kinds and not any(p.text for p in source.paragraphs) and not source.grids:
        return UnreadableFile(
            file=name,
            why=N_("its pages are pictures without text"),
            advice=N_("Import the file from which it was scanned, or have its text recognised first."),
        )
    hidden = [left for left in source.left_out if left.piece is not Piece.WORDS]
    shown = [note("{name} ({reason})", name=table.name, reason=table.reason) for table in seen]
    if hidden:
        shown.append(note(N_("left out since it is not on the page: {places}"), places=_places(hidden)))
    return NoTaskTable(file=name, seen=joined_notes(shown, "; ") if shown else "–")


def _places(left: Sequence[LeftOut]) -> str:
    first = ", ".join(f"{one.sheet} ({one.row})" if one.row else one.sheet for one in left[:5])
    return f"{first} … ({len(left)})" if len(left) > 5 else first
