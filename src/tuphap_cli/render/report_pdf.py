"""A report as PDF: its Word document, turned by LibreOffice where that is installed."""

from __future__ import annotations

from .. import libreoffice
from ..domain.model import N_
from ..errors import NoPdf
from ..reports.base import Report
from .docx import as_docx


def as_pdf(report: Report, template: bytes | None = None) -> bytes:
    """The bytes of the PDF; ``template`` is an office's own for Word.

    Raises:
        BadTemplate: the template cannot be used
        NoPdf: LibreOffice is not installed, or does not make it
    """
    program = libreoffice.installed()
    if program is None:
        raise NoPdf(why=N_("LibreOffice is not installed on this machine"))
    try:
        made = libreoffice.convert(program, as_docx(report, template), "docx", "pdf:writer_pdf_Export")
    except TimeoutError:
        raise NoPdf(why=N_("LibreOffice takes too long")) from None
    except OSError as error:
        raise NoPdf(why=error.strerror or error) from error
    if made is None:
        raise NoPdf(why=N_("LibreOffice has made none"))
    return made
