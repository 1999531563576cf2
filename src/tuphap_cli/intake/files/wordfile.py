"""Reads a Word document into grids and paragraphs with positions; knows nothing of plans."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from ...domain.model import N_
from ...errors import UnreadableFile
from ...text import clean_lines, hides
from . import legacy
from .docxml import DocxStyles, take_out_of_frames, xml_of
from .file_kind import SAVE_AGAIN, Opened
from .limits import MAX_CELL, SizeCount, too_large
from .numbering import Numbering
from .source import TABLE, Covered, Source, SourceCell, SourceGrid, SourceParagraph, SourceRow

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.oxml.table import CT_Tc
    from docx.oxml.xmlchemy import BaseOxmlElement

_MAX_TAGS = 6_000_000  # opening and closing ones; the tree takes some hundred bytes for each


def read_word(opened: Opened) -> Source:
    """The tables and paragraphs of the body in reading order. :raises UnreadableFile:"""
    _refuse_huge(opened)
    try:
        document = Document(io.BytesIO(opened.data))
        take_out_of_frames(document.element.body)
        legacy.refuse_legacy(opened.name, _texts_with_fonts(document))
        return _read(document, opened.name)
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError, RecursionError) as error:
        # What python-docx and lxml raise on packages whose parts are missing or malformed.
        raise UnreadableFile(file=opened.name, why=N_("the document is damaged"), advice=SAVE_AGAIN) from error


def _refuse_huge(opened: Opened) -> None:
    """Count before a tree is built of it. :raises UnreadableFile: beyond the limits"""
    package = opened.package
    assert package is not None, "a Word document is a package"
    tags = 0
    for entry in package.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")):
            tags += package.read(entry).count(b"<")
    if tags > _MAX_TAGS:
        raise too_large(opened.name, N_("it holds more parts than a plan of 100,000 rows"))


def _read(document: Docx, name: str) -> Source:
    numbering = Numbering(document, DocxStyles(document))
    source = Source()
    tally = SizeCount(name)
    before: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            source.grids.append(_grid(block, before, source, numbering, tally))
            before = []
            continue
        text = _paragraph_text(block, numbering)
        tally.add(1, len(text))
        number = len(source.paragraphs) + 1
        source.paragraphs.append(SourceParagraph(number, text, _bold(block, numbering.styles)))
        if text:
            before.append(text)
    source.untold.extend(_text_boxes(document))
    return source


def _grid(table: Table, before: list[str], source: Source, numbering: Numbering, tally: SizeCount) -> SourceGrid:
    rows = []
    title = TABLE.format(number=len(source.grids) + 1)
    for index, row in enumerate(table.rows, start=1):
        tally.row(index, row.grid_cols_before)
        cells: list[SourceCell] = [SourceCell()] * row.grid_cols_before
        for tc in xml_of(row).tc_lst:
            if any(hides(text.text or "") for text in tc.iter(_TEXT)):
                source.cleaned.append((title, index))
            tally.row(index, len(cells) + tc.grid_span)
            cells.extend(_cells(tc, table, numbering, source, tally))
        rows.append(SourceRow(index, tuple(cells)))
    return SourceGrid(title, rows, before, paged=True)


def _cells(tc: CT_Tc, table: Table, numbering: Numbering, source: Source, tally: SizeCount) -> Iterator[SourceCell]:
    cell = _Cell(tc, table)
    span = max(tc.grid_span, 1)
    if tc.vMerge == "continue":
        yield from [SourceCell(covered=Covered.ABOVE)] * span
        return
    parts = []
    for block in cell.iter_inner_content():
        if isinstance(block, Table):
            parts.append(_nested(block, source, numbering))
        else:
            parts.append(_paragraph_text(block, numbering, in_cell=True))
    text = clean_lines("\n".join(part for part in parts if part))
    tally.add(span, len(text))
    if len(text) > MAX_CELL:
        raise UnreadableFile(
            file=tally.name, why=N_("a cell holds more than 32,767 characters"), advice=N_("Split that cell's text.")
        )
    written = [p for p in cell.paragraphs if p.text.strip()]
    bold = bool(written) and all(_bold(p, numbering.styles) for p in written)
    yield SourceCell(text, bold, span)
    yield from [SourceCell(covered=Covered.LEFT)] * (span - 1)


def _nested(table: Table, source: Source, numbering: Numbering) -> str:
    """The text of a table inside a cell, a line for each row; that it was there is told."""
    lines = []
    for row in table.rows:
        texts: list[str] = []
        for tc in xml_of(row).tc_lst:
            inner = [_paragraph_text(p, numbering) for p in _Cell(tc, table).paragraphs]
            texts.append(clean_lines(" ".join(inner)).replace("\n", " "))
        lines.append(" – ".join(t for t in texts if t))
    text = "\n".join(line for line in lines if line)
    source.untold.append(("nested", text))
    return text


def _paragraph_text(paragraph: DocxParagraph, numbering: Numbering, *, in_cell: bool = False) -> str:
    # ``paragraph.text`` leaves out inserted text of tracked changes; the element's own text runs do not.
    text = _text(paragraph)
    if not text.strip():
        # Number columns are often nothing but automatic numbering.
        mark = numbering.mark(paragraph) if in_cell else ""
        return "" if mark == "-" else mark
    mark = numbering.mark(paragraph)
    return clean_lines(f"{mark} {text}" if mark else text)


_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_RUN, _TEXT, _BOX, _TABS = qn("w:r"), qn("w:t"), qn("w:txbxContent"), qn("w:tabs")
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def _text(paragraph: DocxParagraph) -> str:
    pieces: list[str] = []
    stack = [xml_of(paragraph)]
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in _DELETED or tag in {_BOX, _TABS, _FALLBACK} or (tag == _RUN and _is_footnote_mark(element, pieces)):
            continue
        if tag == _TEXT:
            pieces.append(element.text or "")
        elif tag in _BREAKS:
            pieces.append(_BREAKS[tag])
        else:
            stack.extend(reversed(element))
    return "".join(pieces)


def _is_footnote_mark(run: BaseOxmlElement, before: list[str]) -> bool:
    """Whether a raised figure stands behind a word; behind a unit of measure it is m² or m³."""
    if not any(v.get(qn("w:val")) == "superscript" for v in run.iter(qn("w:vertAlign"))):
        return False
    text = "".join(t.text or "" for t in run.iter(_TEXT)).strip("()[]* ")
    return (not text or text.isdigit()) and not "".join(before).endswith("m")


def _bold(paragraph: DocxParagraph, styles: DocxStyles) -> bool:
    runs = [r for r in paragraph.runs if r.text.strip()]
    return bool(runs) and all(r.bold if r.bold is not None else styles.of(paragraph).bold for r in runs)


def _text_boxes(document: Docx) -> Iterator[tuple[str, str]]:
    for box in document.element.body.iter(_BOX):
        text = clean_lines("\n".join("".join(t.text or "" for t in p.iter(_TEXT)) for p in box.iter(qn("w:p"))))
        if text and not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
            yield ("box", text)


def _texts_with_fonts(document: Docx) -> Iterator[tuple[str, str | None]]:
    default = _default_font(document)
    for run in document.element.body.iter(qn("w:r")):
        text = "".join(t.text or "" for t in run.iter(_TEXT))
        if not text or text.isascii():
            continue
        properties = run.find(qn("w:rPr"))
        fonts = properties.find(qn("w:rFonts")) if properties is not None else None
        font = None if fonts is None else fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi"))
        yield text, font or default


def _default_font(document: Docx) -> str | None:
    name = document.styles["Normal"].font.name if "Normal" in [s.name for s in document.styles] else None
    return str(name) if name else None
