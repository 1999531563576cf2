"""Opens a ZIP package once its sizes, ratios, encryption and DOCTYPEs are checked; knows no table, no template."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from .domain.model import N_

MAX_RATIO = 100
# Small entries compress well by nature (an empty theme, a row of spaces); a bomb is never small.
RATIO_MATTERS_FROM = 4 * 1024 * 1024
_LONGEST_ENTRY = 350  # bytes, on the average, of what the list of parts says of one
_CHUNK = 1 << 20
_PROLOG_LIMIT = 1 << 20
# What may be before the root element or a DOCTYPE; tags inside it are text.
_BEFORE = re.compile(r"(?:\s|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_UNDECIDED = ("", "<", "<!", "<!-")
_ENCODING = re.compile(r"""<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)""")
# Others, such as UTF-7, would hide a DOCTYPE from this check but not from a parser.
_ENCODINGS = re.compile(r"utf-?8|utf-?16(?:[-_]?[lb]e)?|us-ascii|ascii|iso-8859-1|windows-125\d", re.IGNORECASE)
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

ENCRYPTED = N_("it is encrypted")

Refusal = Callable[[str], Exception]
"""Makes the error of a package from what is wrong with it (English, marked for translation)."""


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """How many parts a package may have and what they may unpack to (bytes), with the sentences where it has more."""

    entries: int
    unpacked: int
    too_many: str
    too_large: str


def checked_package(data: bytes, limits: PackageLimits, refusal: Refusal) -> zipfile.ZipFile:
    """Return the package in ``data`` after every check.

    Raises:
        Exception: The one that ``refusal`` makes of what is wrong.
    """
    if _lists_too_many(data, limits):
        raise refusal(limits.too_many)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise refusal(N_("the file is damaged or cut off")) from error
    entries = package.infolist()
    if len(entries) > limits.entries:
        raise refusal(limits.too_many)
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        # Which of two parts of one name is meant, no two programs agree on.
        raise refusal(N_("two of its parts have the same name"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise refusal(ENCRYPTED)
    if any(entry.compress_type not in _COMPRESSIONS for entry in entries):
        # The others unpack a whole part at once, whatever its size.
        raise refusal(N_("it is packed in a way that office files never are"))
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise refusal(limits.too_large)
    for entry in entries:
        _check_entry(package, entry, refusal)
    return package


def _lists_too_many(data: bytes, limits: PackageLimits) -> bool:
    """Whether the list of parts is longer than any office file's: reading it takes time already."""
    end = data.rfind(b"PK\x05\x06")
    count, size = struct.unpack_from("<HI", data, end + 10) if 0 <= end <= len(data) - 22 else (0, 0)
    return bool(count > limits.entries or size > limits.entries * _LONGEST_ENTRY)


def _check_entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo, refusal: Refusal) -> None:
    """Unpack a part in pieces, no more of it than the list of parts says."""
    prolog: bytes | None = b""  # of every part: which of them are parsed, the package says, not their endings
    size = 0
    try:
        with package.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > RATIO_MATTERS_FROM and size > MAX_RATIO * max(entry.compress_size, 1):
                    raise refusal(N_("a part of it unpacks to more than 100 times its size"))
                if prolog is not None:
                    prolog = _looked_at(prolog + chunk, refusal)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        raise refusal(N_("the file is damaged (its parts do not match their checksums)")) from error


def _looked_at(prolog: bytes, refusal: Refusal) -> bytes | None:
    """What must still be looked at for a DOCTYPE; None once the root element has begun, or what is no XML."""
    text = _as_text(prolog)
    if not text.strip():
        return prolog[:2]  # the mark, if there is one
    rest = text[_BEFORE.match(text).end() :]  # type: ignore[union-attr]  # it matches nothing, too
    if rest in _UNDECIDED or rest.startswith(("<!--", "<?")):
        if len(prolog) > _PROLOG_LIMIT:
            raise refusal(N_("one of its parts never begins"))
        return prolog
    if rest.startswith("<!"):
        raise refusal(N_("it declares a document type, which office files never do"))
    encoding = _ENCODING.match(text)
    if encoding and not _ENCODINGS.fullmatch(encoding[1]):
        raise refusal(N_("one of its parts is in an encoding that office files never have"))
    return None


def _as_text(prolog: bytes) -> str:
    """The beginning of a part by its mark or its first sign; what cannot be read is nothing."""
    known = {b"\xff\xfe": "utf-16-le", b"<\x00": "utf-16-le", b"\xfe\xff": "utf-16-be", b"\x00<": "utf-16-be"}
    text = prolog.decode(known.get(prolog[:2], "utf-8"), "ignore")
    return text.replace("\x00", "").removeprefix("\ufeff")
