"""Checks an office's template before any parser sees it: it comes from outside, and may be anything."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from ...domain.model import N_
from ...errors import BadTemplate
from ...zipsafe import PackageLimits, checked_package

if TYPE_CHECKING:
    from docx.document import Document as Docx

MAX_FILE = 10 * 1024 * 1024
LIMITS = PackageLimits(
    entries=500,
    unpacked=50 * 1024 * 1024,
    too_many=N_("it holds too many parts for a template"),
    too_large=N_("it unpacks to more than a template may hold"),
)
MAX_XML = 4 * 1024 * 1024
MAX_BRACES = 2_000  # with more that are left open, the expressions of docxtpl would search for ever
_ZIP = b"PK"
_OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")
_MAIN = b"wordprocessingml.document.main+xml"
_DOT = b"wordprocessingml.template.main+xml"
_MACROS = (b"macroEnabled", b"vbaProject")

SAVE_AS = N_("Open it in Word or LibreOffice, save it as a Word document (.docx) and give that.")
SMALLER = N_("Take large pictures out of the template.")


def opened(data: bytes) -> Docx:
    """The template as a document, after every check.

    Raises:
        BadTemplate: it cannot be used
    """
    from docx import Document

    if len(data) > MAX_FILE:
        raise BadTemplate(why=N_("it is larger than 10 MB"), advice=SMALLER)
    if data.startswith(_OLD_WORD):
        raise BadTemplate(why=N_("it is a document of the old form (.doc) or behind a password"), advice=SAVE_AS)
    if not data.startswith(_ZIP):
        raise BadTemplate(why=N_("it is no Word document (.docx)"), advice=SAVE_AS)
    _check(checked_package(data, LIMITS, _refusal))
    try:
        return Document(io.BytesIO(data))
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError) as error:
        # What python-docx and lxml raise on packages whose parts are missing or malformed.
        raise BadTemplate(why=N_("the document is damaged"), advice=SAVE_AS) from error


def _refusal(why: str) -> BadTemplate:
    return BadTemplate(why=why, advice=SMALLER if why == LIMITS.too_large else SAVE_AS)


def _check(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    xml = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels", ".vml"))]
    if sum(entry.file_size for entry in xml) > MAX_XML:
        raise _refusal(LIMITS.too_large)
    names = {entry.filename for entry in entries}
    types = package.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if any(mark in types for mark in _MACROS) or any("vbaproject" in name.lower() for name in names):
        raise BadTemplate(why=N_("it holds macros, which a report must not carry"), advice=SAVE_AS)
    if _MAIN not in types:
        why = N_("it is a template file of Word (.dotx)") if _DOT in types else N_("it is no Word document (.docx)")
        raise BadTemplate(why=why, advice=SAVE_AS)
    texts = (package.read(entry).replace(b"\x00", b"") for entry in xml)
    if sum(text.count(b"{") + text.count(b"&#") for text in texts) > MAX_BRACES:
        raise BadTemplate(why=N_("it holds more braces than a template needs"), advice=SAVE_AS)
