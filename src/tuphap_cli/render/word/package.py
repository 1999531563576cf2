"""Checks an office's template before any parser sees it: it comes from outside, and may be anything."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from ...domain.model import N_
from ...errors import BadTemplate

if TYPE_CHECKING:
    from docx.document import Document as Docx

MAX_FILE = 10 * 1024 * 1024
MAX_ENTRIES = 500
MAX_UNPACKED = 50 * 1024 * 1024
MAX_XML = 4 * 1024 * 1024
MAX_BRACES = 2_000  # with more that are left open, the expressions of docxtpl would search for ever
_OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")
_MAIN = b"wordprocessingml.document.main+xml"
_DOT = b"wordprocessingml.template.main+xml"
_MACROS = (b"macroEnabled", b"vbaProject")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

SAVE_AS = N_("Open it in Word or LibreOffice, save it as a Word document (.docx) and give that.")
SMALLER = N_("Take large pictures out of the template.")


def opened(data: bytes) -> Docx:
    """The template as a document, after every check. :raises BadTemplate:"""
    from docx import Document

    if len(data) > MAX_FILE:
        raise BadTemplate(why=N_("it is larger than 10 MB"), advice=SMALLER)
    if data.startswith(_OLD_WORD):
        raise BadTemplate(why=N_("it is a document of the old form (.doc) or behind a password"), advice=SAVE_AS)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check(package)
        return Document(io.BytesIO(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise BadTemplate(why=N_("it is no Word document (.docx)"), advice=SAVE_AS) from error
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError) as error:
        # What python-docx and lxml raise on packages whose parts are missing or malformed.
        raise BadTemplate(why=N_("the document is damaged"), advice=SAVE_AS) from error


def _check(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    # No more than what an entry says of its size is ever unpacked from it.
    xml = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels", ".vml"))]
    if len(entries) > MAX_ENTRIES:
        raise BadTemplate(why=N_("it holds too many parts for a template"), advice=SAVE_AS)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED or sum(entry.file_size for entry in xml) > MAX_XML:
        raise BadTemplate(why=N_("it unpacks to more than a template may hold"), advice=SMALLER)
    names = {entry.filename for entry in entries}
    types = package.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if any(mark in types for mark in _MACROS) or any("vbaproject" in name.lower() for name in names):
        raise BadTemplate(why=N_("it holds macros, which a report must not carry"), advice=SAVE_AS)
    if _MAIN not in types:
        why = N_("it is a template file of Word (.dotx)") if _DOT in types else N_("it is no Word document (.docx)")
        raise BadTemplate(why=why, advice=SAVE_AS)
    braces = 0
    for entry in xml:
        text = package.read(entry).replace(b"\x00", b"")
        if _DOCTYPE.search(text):
            raise BadTemplate(why=N_("it declares a document type, which Word never does"), advice=SAVE_AS)
        braces += text.count(b"{") + text.count(b"&#")
    if braces > MAX_BRACES:
        raise BadTemplate(why=N_("it holds more braces than a template needs"), advice=SAVE_AS)
