"""From python-docx's objects to their XML, and what a paragraph has from its style; knows no meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import ElementProxy
from docx.text.paragraph import Paragraph

if TYPE_CHECKING:
    from docx.document import Document as Docx


def xml_of(proxy: ElementProxy | Paragraph) -> BaseOxmlElement:
    """The XML element behind ``proxy``, for what python-docx has no property for."""
    element: BaseOxmlElement = proxy._element  # noqa: SLF001 - the library offers no public way
    return element


_DEEPEST = 20  # styles on styles


@dataclass(frozen=True, slots=True)
class StyleFacts:
    """What a paragraph style gives: bold letters, and the list it numbers in (its numPr element)."""

    bold: bool = False
    list: BaseOxmlElement | None = None


@dataclass(slots=True)
class DocxStyles:
    """The paragraph styles of a document, each looked up once: the library walks through all of them every time."""

    document: Docx
    _found: dict[str | None, StyleFacts] = field(default_factory=dict)

    def of(self, paragraph: Paragraph) -> StyleFacts:
        """What ``paragraph`` has from its style."""
        properties = xml_of(paragraph).find(qn("w:pPr"))
        named = None if properties is None else properties.find(qn("w:pStyle"))
        identity = None if named is None else named.get(qn("w:val"))
        if identity not in self._found:
            self._found[identity] = self._look_up(identity)
        return self._found[identity]

    def _look_up(self, identity: str | None) -> StyleFacts:
        style = self.document.styles.get_by_id(identity, WD_STYLE_TYPE.PARAGRAPH)
        bold: bool | None = None
        numbered: BaseOxmlElement | None = None
        for _above in range(_DEEPEST):  # a damaged file may say that styles rest on each other
            if style is None:
                break
            bold = style.font.bold if bold is None else bold
            numbered = list_in(style.element) if numbered is None else numbered
            style = style.base_style
        return StyleFacts(bool(bold), numbered)


# Frames that a template lays around words, cells, rows or whole tables; python-docx passes over what is in them.
_FRAMES = (qn("w:sdt"), qn("w:customXml"), qn("w:smartTag"))
_CONTENT = qn("w:sdtContent")
_PROPERTIES = {qn("w:sdtPr"), qn("w:sdtEndPr"), qn("w:customXmlPr"), qn("w:smartTagPr")}
_UNFILLED = f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"


def take_out_of_frames(body: BaseOxmlElement) -> None:
    """Puts what stands in content controls and the like in their place, so that no table, row or cell is lost.

    What Word shows in a control that nobody has filled in ("click here to enter text") is no text of the document.
    """
    for frame in list(body.iter(*_FRAMES)):
        unfilled = frame.find(_UNFILLED) is not None
        for text in frame.iter(qn("w:t")) if unfilled else ():
            text.text = ""
        for element in list(frame):
            if element.tag not in _PROPERTIES:
                for child in list(element) if element.tag == _CONTENT else (element,):
                    frame.addprevious(child)
        frame.getparent().remove(frame)


def list_in(element: BaseOxmlElement) -> BaseOxmlElement | None:
    """The numPr element among the paragraph properties of a paragraph or style."""
    properties = element.find(qn("w:pPr"))
    return None if properties is None else properties.find(qn("w:numPr"))
