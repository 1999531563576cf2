"""Checks a ZIP package before any parser sees it: sizes, ratios, encryption, DOCTYPE; knows no table."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from ...domain.model import N_
from ...errors import UnreadableFile

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
# Small entries compress well by nature (an empty theme, a row of spaces); a bomb is never small.
RATIO_MATTERS_FROM = 4 * 1024 * 1024
_LONGEST_ENTRY = 350  # bytes, on the average, of what the list of parts says of one
_CHUNK = 1 << 20
_PROLOG_LIMIT = 1 << 20
_ROOT = re.compile(rb"<[A-Za-z_]")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML_ENDINGS = (".xml", ".rels", ".vml", ".xhtml")

SAVE_AGAIN = N_("Open it in Word, Excel or LibreOffice, save it again under another name and import that.")


def checked(data: bytes, name: str) -> zipfile.ZipFile:
    """The package in ``data`` after every check. :raises UnreadableFile: with what is wrong and what to do."""
    if _lists_too_many(data):
        raise _refused(name, N_("it holds too many parts to be an office file"))
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _refused(name, N_("the file is damaged or cut off")) from error
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise _refused(name, N_("it holds too many parts to be an office file"))
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        # Which of two parts of one name is meant, no two programs agree on.
        raise _refused(name, N_("two of its parts bear the same name"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refused(name, N_("it is encrypted"), N_("Save it without a password and import that."))
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise _refused(name, N_("it unpacks to more than 200 MB"))
    total = 0
    for entry in entries:
        total = _check_entry(package, entry, name, total)
    return package


def _lists_too_many(data: bytes) -> bool:
    """Whether the list of parts is longer than any office file's: reading it takes time already."""
    end = data.rfind(b"PK\x05\x06")
    count, size = struct.unpack_from("<HI", data, end + 10) if 0 <= end <= len(data) - 22 else (0, 0)
    return bool(count > MAX_ENTRIES or size > MAX_ENTRIES * _LONGEST_ENTRY)


def _check_entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, total: int) -> int:
    prolog: bytes | None = b"" if entry.filename.lower().endswith(_XML_ENDINGS) else None
    size = 0
    try:
        with package.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if total + size > MAX_UNPACKED:
                    raise _refused(name, N_("it unpacks to more than 200 MB"))
                if size > RATIO_MATTERS_FROM and size > MAX_RATIO * max(entry.compress_size, 1):
                    raise _refused(name, N_("a part of it unpacks to more than 100 times its size"))
                if prolog is not None:
                    prolog = _looked_at(prolog + chunk, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _refused(name, N_("the file is damaged (its parts do not match their checksums)")) from error
    return total + size


def _looked_at(prolog: bytes, name: str) -> bytes | None:
    """What must still be looked at for a DOCTYPE; None once the root element has begun."""
    plain = prolog.replace(b"\x00", b"")  # UTF-16 parts: the markup is ASCII between zero bytes
    root = _ROOT.search(plain)
    if _DOCTYPE.search(plain, 0, root.start() if root else len(plain)):
        raise _refused(name, N_("it declares a document type, which office files never do"))
    if root:
        return None
    if len(prolog) > _PROLOG_LIMIT:
        raise _refused(name, N_("one of its parts never begins"))
    return prolog


def _refused(name: str, why: str, advice: str = SAVE_AGAIN) -> UnreadableFile:
    return UnreadableFile(file=name, why=why, advice=advice)
