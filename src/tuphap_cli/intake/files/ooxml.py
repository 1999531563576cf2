"""Finds the parts of a Word or Excel package as the package itself names them; knows no text and no cells.

Word and LibreOffice open packages whose parts are named otherwise ("word/document2.xml"), written with backslashes or
"%20", whose relationships lead nowhere, or which follow the strict form of the standard (ISO/IEC 29500); so do we.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree import ElementTree as ET

# Strict names of namespaces and relationships, and the transitional ones that everybody writes.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)  # fmt: skip
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points to: ``kind`` is the last word of its type ("styles"), ``target`` a part's name."""

    kind: str
    target: str


@dataclass(slots=True)
class Parts:
    """The parts of ``package`` by their names without regard to case, backslashes and "%20"."""

    package: zipfile.ZipFile
    _named: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.package.infolist():
            self._named.setdefault(_plain(entry.filename), entry)

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._named

    @property
    def names(self) -> list[str]:
        """The names of all parts, in small letters."""
        return list(self._named)

    def data(self, name: str) -> bytes:
        """The content of a part in the transitional form.

        Raises:
            KeyError: there is none of this name
        """
        data = self.package.read(self._named[_plain(name)])
        for strict, plain in _STRICT:
            data = data.replace(strict, plain)
        return data

    def relations(self, name: str) -> dict[str, Relation]:
        """The parts to which the part ``name`` ("" is the package) points, by the numbers it gives them.

        What leads out of the package, to a place in the text or to nothing is left out.
        """
        folder, own = posixpath.split(name)
        link = posixpath.join(folder, "_rels", f"{own}.rels")
        if link not in self:
            return {}
        found = {}
        for element in ET.fromstring(self.data(link)).iter(_RELATION):  # noqa: S314 - checked by zipsafe
            target = element.get("Target", "").replace("\\", "/").partition("#")[0]
            whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if target and element.get("TargetMode") != "External" and whole in self:
                kind = element.get("Type", "").rpartition("/")[2]
                found[element.get("Id", "")] = Relation(kind, whole)
        return found

    def related(self, name: str, kind: str) -> str | None:
        """The part of a ``kind`` to which the part ``name`` points."""
        return next((r.target for r in self.relations(name).values() if r.kind == kind), None)

    @property
    def main(self) -> str:
        """The name of the part that holds the document or workbook; "" where the package names none."""
        named = self.related("", "officeDocument")
        usual = (name for name in ("word/document.xml", "xl/workbook.xml") if name in self)
        return named or next(usual, "")


def _plain(name: str) -> str:
    return unquote(name.replace("\\", "/")).lstrip("/").lower()
