"""A report as a Word document in the layout of Decree 30/2020/NĐ-CP, or in an office's own template."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..reports.base import Report

if TYPE_CHECKING:
    from docx.document import Document as Docx

    from .word.late_tables import LateTables

_TEMPLATES = Path(__file__).parents[1] / "templates"
TEMPLATE, LETTER_TEMPLATE = _TEMPLATES / "bao-cao.docx", _TEMPLATES / "cong-van.docx"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a package can name


def as_docx(report: Report, template: bytes | None = None) -> bytes:
    """The bytes of the document: the same for the same report. ``template`` is an office's own.

    Raises:
        BadTemplate: the template cannot be used; says what is wrong in it
    """
    from .word.filled import filled

    letter = report.letter is not None and report.letter.addressees
    own = (LETTER_TEMPLATE if letter else TEMPLATE).read_bytes()
    document, tables = filled(report, own if template is None else template, own)
    _describe(document, report)
    document.save(out := io.BytesIO())
    return _finished(out, document.part.partname.lstrip("/"), tables)


def _describe(document: Docx, report: Report) -> None:
    """Nobody's name and no clock: the day of the figures stands for the day of the making."""
    from .word.markup import plain

    known = document.core_properties
    known.title = plain(report.title)[:255]
    known.created = known.modified = datetime.combine(report.as_of, datetime.min.time(), UTC)
    known.revision = 1


def _finished(saved: io.BytesIO, main: str, tables: LateTables) -> bytes:
    """The package without times, its ``main`` part with the ``tables``."""
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(out := io.BytesIO(), "w") as package:
        for entry in made.infolist():
            still = zipfile.ZipInfo(entry.filename, _EPOCH)
            still.create_system = 0  # else it says which system the machine has
            still.compress_type = zipfile.ZIP_DEFLATED
            content = made.read(entry)
            with package.open(still, "w") as part:
                for piece in tables.written(content) if entry.filename == main else (content,):
                    part.write(piece)
    return out.getvalue()
