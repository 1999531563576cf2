"""Opens a file from outside safely and says what it is by content and ending; reads no table."""

from __future__ import annotations

import itertools
import stat
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ...domain.model import N_
from ...errors import UnreadableFile
from ...zipsafe import ENCRYPTED, PackageLimits, checked_package
from .ooxml import Parts

MAX_BYTES = 25 * 1024 * 1024
LIMITS = PackageLimits(
    entries=2_000,
    unpacked=200 * 1024 * 1024,
    too_many=N_("it holds too many parts to be an office file"),
    too_large=N_("it unpacks to more than 200 MB"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# Names of streams in an OLE container, as UTF-16: what stands in it tells a workbook from a document.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_SPREADSHEET = b"opendocument.spreadsheet"
_BOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_RTF = b"{\\rtf"
_PDF, _PDF_WITHIN = b"%PDF-", 1024  # programs that read PDF let other bytes stand before it
_HEADS = (
    (b"SQLite format 3", N_("it is a database, not a plan"), N_("Name the Word, Excel or CSV file of the plan.")),
)

SAVE_AGAIN = N_("Open it in Word, Excel or LibreOffice, save it again under another name and import that.")
CHOOSE = N_("Import a .docx, .pdf, .xlsx, .xls, .ods, .csv or .tsv file.")
NO_PASSWORD = N_("Save it without a password and import that.")


AS_XLSX = N_("Open it in Excel and save it as .xlsx.")


class FileKind(StrEnum):
    """What a plan's file is."""

    DOCX = "docx"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    PDF = "pdf"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    TEXT = "text"


_ENDINGS = {
    FileKind.DOCX: {"docx", "docm", "dotx", "dotm"},
    FileKind.XLSX: {"xlsx", "xlsm", "xltx", "xltm"},
    FileKind.ODS: {"ods", "ots"},
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file read into memory once, checked, with its kind. ``package`` is set for ZIP packages."""

    name: str
    kind: FileKind
    data: bytes
    package: zipfile.ZipFile | None = None


def opened_file(path: Path) -> Opened:
    """The checked content of ``path``.

    Raises:
        UnreadableFile: with why, and what to do
    """
    name = path.name or str(path)
    return recognised(_bytes(path, name), name, path.suffix.lower().lstrip("."))


def recognised(data: bytes, name: str, ending: str | None) -> Opened:
    """The checked bytes of a file; ``ending`` is that of its name (None: it was piped in and has none).

    Raises:
        UnreadableFile: with why, and what to do
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            file=name,
            why=N_("it is larger than 25 MB"),
            advice=N_("Copy the plan's table alone into a new file and import that."),
        )
    if data.startswith(_ZIP):
        return _package(data, name, ending)
    if data.startswith(_OLE):
        return _container(data, name, ending)
    if _PDF in data[:_PDF_WITHIN]:
        if ending not in {None, "pdf"}:
            raise _misnamed(name, FileKind.PDF)
        return Opened(name, FileKind.PDF, data)
    if data.startswith(_RTF):
        return Opened(name, FileKind.RTF, data)
    for head, why, advice in _HEADS:
        if data.startswith(head):
            raise UnreadableFile(file=name, why=why, advice=advice)
    if ending in {"pdf", "xls", *itertools.chain(*_ENDINGS.values())}:
        raise UnreadableFile(
            file=name, why=N_("its content is not what its ending says, or it is damaged"), advice=SAVE_AGAIN
        )
    if ending not in {None, "csv", "tsv", "txt"}:
        raise UnreadableFile(file=name, why=N_("plans are not read from files of this kind"), advice=CHOOSE)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise UnreadableFile(file=name, why=N_("it is empty"), advice=CHOOSE)
    return Opened(name, FileKind.TEXT, data)


def _bytes(path: Path, name: str) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableFile(file=name, why=N_("it is a folder"), advice=N_("Name the plan's file in it."))
        if not stat.S_ISREG(mode):
            # Opening a pipe or a device could wait for ever.
            raise UnreadableFile(file=name, why=N_("it is not an ordinary file"), advice=CHOOSE)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableFile(file=name, why=N_("there is no such file"), advice=N_("Check the path.")) from error
    except PermissionError as error:
        raise UnreadableFile(
            file=name, why=N_("you may not read it"), advice=N_("Ask for the right to read it.")
        ) from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(file=name, why=N_("it cannot be opened"), advice=N_("Check the path.")) from error
    return data


def _package(data: bytes, name: str, ending: str | None) -> Opened:
    def refusal(why: str) -> UnreadableFile:
        return UnreadableFile(file=name, why=why, advice=NO_PASSWORD if why == ENCRYPTED else SAVE_AGAIN)

    package = checked_package(data, LIMITS, refusal)
    parts = Parts(package)
    main = parts.main.lower()
    if "content.xml" in parts and _SPREADSHEET in _mimetype(package):
        kind = FileKind.ODS
    elif "content.xml" in parts:
        return Opened(name, FileKind.ODT, data)
    elif main.startswith("word/"):
        kind = FileKind.DOCX
    elif main.startswith("xl/") and main.endswith(".bin"):
        raise UnreadableFile(file=name, why=N_("it is a binary workbook (.xlsb)"), advice=AS_XLSX)
    elif main.startswith("xl/"):
        kind = FileKind.XLSX
    elif main.startswith("ppt/"):
        raise UnreadableFile(file=name, why=N_("it is a presentation"), advice=CHOOSE)
    else:
        raise UnreadableFile(
            file=name, why=N_("it is an archive without a document or workbook in it"), advice=SAVE_AGAIN
        )
    if ending is not None and ending not in _ENDINGS[kind]:
        raise _misnamed(name, kind)
    return Opened(name, kind, data, package)


def _mimetype(package: zipfile.ZipFile) -> bytes:
    return package.read("mimetype") if "mimetype" in package.namelist() else _SPREADSHEET


def _container(data: bytes, name: str, ending: str | None) -> Opened:
    if _ENCRYPTED in data:
        raise UnreadableFile(file=name, why=N_("it is protected with a password"), advice=NO_PASSWORD)
    if _WORD in data:
        return Opened(name, FileKind.DOC, data)
    if any(stream in data for stream in _BOOK):
        if ending not in {None, "xls"}:
            raise _misnamed(name, FileKind.XLS)
        return Opened(name, FileKind.XLS, data)
    raise UnreadableFile(file=name, why=N_("it is neither a document nor a workbook"), advice=CHOOSE)


def _misnamed(name: str, kind: FileKind) -> UnreadableFile:
    why = {
        FileKind.DOCX: N_("it is a Word document, though its ending says otherwise"),
        FileKind.XLSX: N_("it is an Excel workbook, though its ending says otherwise"),
        FileKind.XLS: N_("it is an old Excel workbook (.xls), though its ending says otherwise"),
        FileKind.ODS: N_("it is an OpenDocument spreadsheet, though its ending says otherwise"),
        FileKind.PDF: N_("it is a PDF, though its ending says otherwise"),
    }[kind]
    advice = {
        FileKind.DOCX: N_("Give it the ending .docx and import it again."),
        FileKind.XLSX: N_("Give it the ending .xlsx and import it again."),
        FileKind.XLS: N_("Give it the ending .xls and import it again."),
        FileKind.ODS: N_("Give it the ending .ods and import it again."),
        FileKind.PDF: N_("Give it the ending .pdf and import it again."),
    }[kind]
    return UnreadableFile(file=name, why=why, advice=advice)
