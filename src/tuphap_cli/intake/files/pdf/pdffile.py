"""Reads a PDF into grids and paragraphs as a Word document is read; runs in a process of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from ....domain.model import N_
from ....errors import UnreadableFile
from ....text import hides
from .. import legacy
from ..file_kind import NO_PASSWORD
from ..limits import MAX_CELL, SMALLER, SizeCount
from ..source import PAGE, TABLE, Aside, Covered, Source, SourceCell, SourceGrid, SourceParagraph, SourceRow
from . import scanned_pages
from .joinedtables import PagedTable, PlacedCell
from .pageflow import FlowPage, ParagraphJoiner, in_order, leave_out_running_heads
from .pagemarks import UNKNOWN, PageMarks, count_pages, marks_of_pages
from .ruledtables import RuledTable, tables_of
from .struckletters import without_struck
from .textlines import lines_of

MAX_PAGES, MAX_SCANNED = 500, 50
_PICTURED_UP_TO = 200  # letters of a cell: no deadline is longer
_MAX_STROKES = 20_000  # on one page
_UNKNOWN_SHARE, _CROWDED_SHARE = 0.02, 0.02  # of a file's letters
SCANNED = N_("Import the Word or Excel file it was made from, or have its letters recognised with --ocr.")


def read_pdf(data: bytes, name: str, recognise: bool = False) -> Source:
    """The tables and paragraphs of the PDF in ``data`` in reading order.

    ``recognise`` has the letters of pages that are pictures read by Tesseract.

    Raises:
        UnreadableFile: with why, and what to do
    """
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of every oddity that it gets over
    try:
        pages = count_pages(data, MAX_PAGES)
        if not pages:
            raise UnreadableFile(file=name, why=N_("it has no pages"), advice=SCANNED)
        if pages > MAX_PAGES:
            raise UnreadableFile(
                file=name,
                why=N_("it has more than 500 pages"),
                advice=N_("Print the plan's pages alone to a new PDF."),
            )
        return _Reading(name, data if recognise else None).of(marks_of_pages(data))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableFile(file=name, why=N_("it is protected with a password"), advice=NO_PASSWORD) from error


class _Reading:
    """One reading of a file: page by page first, then what goes on over pages."""

    def __init__(self, name: str, to_recognise: bytes | None) -> None:
        self._name, self._to_recognise = name, to_recognise
        self._recogniser: scanned_pages.Recogniser | None = None
        self._scanned: dict[int, scanned_pages.ScannedPage] = {}
        self._pages: list[FlowPage] = []
        self._pictures: list[int] = []
        self._letters = self._unknown = 0
        self._fonts: dict[str, list[str]] = {}
        self._source = Source()
        self._tally = SizeCount(name)

    def of(self, pages: Iterable[PageMarks]) -> Source:
        """What the file holds.

        Raises:
            UnreadableFile: where it holds no text, or none that can be read
        """
        for page in pages:
            self._take(page)
        self._refuse_unreadable()
        self._refuse_crowded()
        legacy.refuse_secret(self._name, leave_out_running_heads(self._pages))
        self._lay_out()
        if self._scanned:
            self._source.asides.append(Aside("recognised", ", ".join(map(str, self._scanned))))
        if self._pictures:
            self._source.asides.append(Aside("picture", ", ".join(map(str, self._pictures))))
        return self._source

    def _take(self, page: PageMarks) -> None:
        if len(page.strokes) > _MAX_STROKES:
            raise UnreadableFile(file=self._name, why=N_("a page of it has more lines than a table"), advice=SMALLER)
        if page.scanned and self._to_recognise is not None:
            page = self._recognised(self._to_recognise, page.number)
        self._letters += len(page.letters)
        self._unknown += sum(letter.text == UNKNOWN for letter in page.letters)
        for letter in page.letters:
            if not letter.text.isascii():
                self._fonts.setdefault(letter.font, []).append(letter.text)
        if page.scanned:
            self._pictures.append(page.number)
        else:
            title = PAGE.format(number=page.number)
            self._source.asides.extend(Aside("struck", words, title) for words in without_struck(page))
        tables, outside = tables_of(page)
        self._pages.append(FlowPage(page.number, page.width, page.height, lines_of(outside), tables))

    def _recognised(self, data: bytes, number: int) -> PageMarks:
        self._recogniser = self._recogniser or scanned_pages.Recogniser(data, self._name)
        if len(self._scanned) == MAX_SCANNED:
            why = N_("more than 50 of its pages are pictures")
            raise UnreadableFile(file=self._name, why=why, advice=N_("Scan the pages of the plan's table alone."))
        page = self._scanned[number] = self._recogniser.page(number)
        self._source.recognised = True
        return page.marks

    def _refuse_unreadable(self) -> None:
        if not self._letters or len(self._pictures) == len(self._pages):
            why = N_("it is a scan: its pages are pictures without text")
            raise UnreadableFile(file=self._name, why=why, advice=SCANNED)
        if self._unknown > self._letters * _UNKNOWN_SHARE:
            why = N_("its fonts do not say which letters they draw")
            raise UnreadableFile(file=self._name, why=why, advice=SCANNED)
        legacy.refuse_legacy(self._name, (("".join(texts), font) for font, texts in self._fonts.items()))

    def _refuse_crowded(self) -> None:
        """Keeps the lines that are printed over others, so that they are reported.

        Raises:
            UnreadableFile: where they are much of the text
        """
        lines = [line for page in self._pages for line in page.lines]
        lines.extend(line for page in self._pages for t in page.tables for cell in t.cells for line in cell.lines)
        crowded = [line for line in lines if line.crowded > 1]
        if sum(line.crowded for line in crowded) > self._letters * _CROWDED_SHARE:
            advice = N_(
                "Make its rows as high as their text and print it again, or import the file it was made from."
            )
            raise UnreadableFile(file=self._name, why=N_("its lines are printed over one another"), advice=advice)
        self._source.asides.extend(Aside("crowded", line.text) for line in crowded)

    # -- what goes on over pages ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        joiner = ParagraphJoiner()
        told = 0
        table: PagedTable | None = None
        before: list[str] = []
        for page in self._pages:
            for at_top, block in enumerate(page.blocks()):
                if isinstance(block, RuledTable):
                    joiner.close()
                    if table is not None and at_top == 0 and table.takes(block):
                        table.parts.append(block)
                        continue
                    self._grid(table, before)
                    before = [p.text for p in joiner.paragraphs[told:]]
                    told = len(joiner.paragraphs)
                    table = PagedTable([block])
                    continue
                self._grid(table, before)
                table, before = None, []
                joiner.add(in_order(block, first=page.number == 1 and at_top == 0))
        joiner.close()
        self._grid(table, before)
        for number, paragraph in enumerate(joiner.paragraphs, start=1):
            self._tally.add(1, len(paragraph.text))
            self._source.paragraphs.append(SourceParagraph(number, paragraph.text, paragraph.bold))

    def _grid(self, table: PagedTable | None, before: list[str]) -> None:
        if table is None:
            return
        title = TABLE.format(number=len(self._source.grids) + 1)
        placed = table.rows()
        rows = []
        for index, (row, texts) in enumerate(zip(placed, table.texts(placed), strict=True), start=1):
            self._tally.row(index, len(row))
            self._tally.add(len(row), sum(map(len, texts)))
            if any(len(text) > MAX_CELL for text in texts):
                why = N_("a cell holds more than 32,767 characters")
                raise UnreadableFile(file=self._name, why=why, advice=N_("Split that cell's text."))
            if any(hides(line.text) for cell in row for line in cell.lines):
                self._source.cleaned.append((title, index))
            rows.append(SourceRow(index, tuple(self._cell(*pair) for pair in zip(row, texts, strict=True))))
        self._source.grids.append(SourceGrid(title, rows, before, paged=True))

    def _cell(self, placed: PlacedCell, text: str) -> SourceCell:
        if placed.covered is not Covered.NO:
            return SourceCell(covered=placed.covered)
        bold = bool(placed.lines) and all(line.bold for line in placed.lines)
        page = self._scanned.get(placed.box.page) if placed.box else None
        picture = page.shown(placed.box) if page and placed.box and len(text) <= _PICTURED_UP_TO else b""
        return SourceCell(text, bold, placed.span, picture=picture)
