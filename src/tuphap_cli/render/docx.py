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

TEMPLATE = Path(__file__).parents[1] / "templates" / "bao-cao.docx"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a package can name


def as_docx(report: Report, template: bytes | None = None) -> bytes:
    """The bytes of the document: the same for the same report. ``template`` is an office's own.

    :raises BadTemplate: for a template that cannot be used, with what is wrong in it.
    """
    from .word.filled import filled

    own = TEMPLATE.read_bytes()
    document = filled(report, own if template is None else template, own)
    _describe(document, report)
    document.save(out := io.BytesIO())
    return _timeless(out.getvalue())


def _describe(document: Docx, report: Report) -> None:
    """Nobody's name and no clock: the day of the figures stands for the day of the making."""
    from .word.markup import plain

    known = document.core_properties
    known.title = plain(report.title)[:255]
    known.created = known.modified = datetime.combine(report.as_of, datetime.min.time(), UTC)
    known.revision = 1


def _timeless(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out := io.BytesIO(), "w") as package:
        for entry in made.infolist():
            still = zipfile.ZipInfo(entry.filename, _EPOCH)
            still.create_system = 0  # else it tells the machine's system
            package.writestr(still, made.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()
