"""Has LibreOffice turn documents that this program does not read into .docx, where it is installed."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from ... import libreoffice
from ...domain.model import N_
from ...errors import UnreadableFile
from .file_kind import SAVE_AGAIN, FileKind, Opened, opened_file

_WHY = {
    FileKind.DOC: N_("it is a document of the old .doc kind"),
    FileKind.RTF: N_("it is an RTF document"),
    FileKind.ODT: N_("it is an OpenDocument text"),
}
ADVICE = N_("Open it in Word and save it as .docx; where LibreOffice is installed, tuphap has that done by itself.")


def docx_of(opened: Opened) -> Opened:
    """The document as .docx, under its own name.

    Raises:
        UnreadableFile: no LibreOffice, or it could not do it
    """
    program = libreoffice.installed()
    if program is None:
        raise UnreadableFile(file=opened.name, why=_WHY[opened.kind], advice=ADVICE)
    try:
        made = libreoffice.convert(program, opened.data, str(opened.kind), "docx:MS Word 2007 XML")
    except TimeoutError as error:
        why = N_("LibreOffice takes too long to turn it into a .docx file")
        raise UnreadableFile(file=opened.name, why=why, advice=SAVE_AGAIN) from error
    if made is None:
        why = N_("LibreOffice cannot turn it into a .docx file")
        raise UnreadableFile(file=opened.name, why=why, advice=SAVE_AGAIN)
    with tempfile.TemporaryDirectory(prefix="tuphap-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "van-ban.docx"
        path.write_bytes(made)
        return replace(opened_file(path), name=opened.name)
