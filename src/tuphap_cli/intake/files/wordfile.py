"""Reads a Word document into grids and paragraphs with positions; knows nothing of plans.

What is not on the page (hidden, struck through, deleted under track changes) is left out and kept with its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from ...domain.model import N_
from ...errors import UnreadableFile
from ...text import clean_lines
from . import legacy
from .docxml import FALLBACK, DocxStyles, empty_unfilled, number, switch, value, w, within
from .file_kind import SAVE_AGAIN, Opened
from .limits import MAX_CELL, SizeCount, too_large
from .numbering import Numbering
from .ooxml import Parts
from .source import (
    TABLE,
    Aside,
    Covered,
    Piece,
    Source,
    SourceCell,
    SourceGrid,
    SourceParagraph,
    Unseen,
)
from .unseen import PageRows, Words, tell_unseen
from .wordtext import KINDS_OF_NOTES, Written, plain_text, written

# What the tree of a part takes in memory goes by its elements and attributes: 8 million units are some 700 MB.
_MAX_UNITS = 8_000_000
_MAX_PART = 80 * 1024 * 1024
_P, _TBL, _TR, _TC, _BOX = w("p"), w("tbl"), w("tr"), w("tc"), w("txbxContent")
_EMBEDDED = {w("altChunk"), w("subDoc")}
_PICTURES = ("}pic", "}imagedata")  # what draws a picture, in DrawingML and in VML
_OBJECT = w("object")
_NO_TICK = {"☐", "□", "▢"}
_FRAMES = 3  # one inside the other
_SHOWN = 500  # letters of a note


def read_word(opened: Opened) -> Source:
    """The tables and paragraphs of the body in reading order.

    Raises:
        UnreadableFile: it is damaged or too large
    """
    assert opened.package is not None, "a Word document is a package"
    parts = Parts(opened.package)
    try:
        return _Reader(parts, opened.name).source
    except (ET.ParseError, KeyError, ValueError) as error:
        raise UnreadableFile(file=opened.name, why=N_("the document is damaged"), advice=SAVE_AGAIN) from error


class _Reader:
    """Reads one document; ``source`` is what it holds."""

    def __init__(self, parts: Parts, name: str) -> None:
        self.source = Source()
        self._parts, self._name = parts, name
        self._units = 0
        self._tally = SizeCount(name)
        self._fonts: list[tuple[str, str]] = []
        main = parts.main
        related = {relation.kind: relation.target for relation in parts.relations(main).values()}
        self._styles = DocxStyles.of(self._root(related.get("styles")))
        self._numbering = Numbering(self._root(related.get("numbering")), self._styles)
        self._notes = {kind: self._noted(self._root(related.get(f"{kind}s")), kind) for kind in KINDS_OF_NOTES}
        root = self._root(main)
        body = None if root is None else root.find(w("body"))
        if body is None:
            raise ValueError("no body")
        empty_unfilled(body)
        self._body(body)
        self._asides(body)
        default = self._styles.default.look.font
        legacy.refuse_legacy(name, ((text, font or default) for text, font in self._fonts))

    # -- parts -------------------------------------------------------------------------------------------------

    def _root(self, part: str | None) -> Element | None:
        """The tree of a part; its size is counted before it is built.

        Raises:
            UnreadableFile: beyond the limits
        """
        if part is None:
            return None
        data = self._parts.data(part)
        closing = data.count(b"</")
        self._units += 2 * (data.count(b"<") - closing) + data.count(b'="') + data.count(b"='")
        if self._units > _MAX_UNITS or len(data) > _MAX_PART:
            raise too_large(self._name, N_("it holds more parts than a plan of 100,000 rows"))
        return ET.fromstring(data)  # noqa: S314 - checked by zipsafe

    def _noted(self, root: Element | None, kind: str) -> dict[str, str]:
        """The footnotes or comments by their numbers; the lines that part notes from the text are none."""
        if root is None:
            return {}
        real = (e for e in root.findall(w(kind)) if e.get(w("type"), "normal") == "normal")
        return {e.get(w("id"), ""): plain_text(e)[:_SHOWN] for e in real}

    # -- the body ----------------------------------------------------------------------------------------------

    def _body(self, body: Element) -> None:
        before: list[str] = []
        for block in _blocks(body):
            if block.tag == _TBL:
                self.source.grids.append(self._grid(block, before))
                before = []
                continue
            paragraph = self._written(block)
            count = len(self.source.paragraphs) + 1
            text = self._numbered(block, paragraph)
            self._tally.add(1, len(text))
            tell_unseen(self.source, "", count, paragraph.unseen, Piece.WORDS)
            self.source.paragraphs.append(SourceParagraph(count, text, paragraph.bold, self._texts(paragraph)))
            if text:
                before.append(text)

    def _written(self, paragraph: Element) -> Written:
        return written(paragraph, self._styles, self._fonts)

    def _numbered(self, element: Element, paragraph: Written, *, in_cell: bool = False) -> str:
        """The text of a paragraph with its automatic number; a number column is often nothing but that."""
        mark = "" if paragraph.gone else self._numbering.mark(element)
        if not paragraph.text:
            return mark if in_cell and mark != "-" else ""
        return clean_lines(f"{mark} {paragraph.text}") if mark else paragraph.text

    def _texts(self, paragraph: Written) -> tuple[str, ...]:
        """The footnotes and comments on a paragraph."""
        return tuple(text for kind, number in paragraph.notes if (text := self._notes[kind].get(number)))

    # -- tables ------------------------------------------------------------------------------------------------

    def _grid(self, table: Element, before: list[str]) -> SourceGrid:
        title = TABLE.format(number=len(self.source.grids) + 1)
        page = PageRows(title, self.source)
        for index, row in enumerate(within(table, _TR), start=1):
            properties = row.find(w("trPr"))
            unseen: Words = []
            why = _why_not(properties)
            cells = self._row(row, properties, title, index, unseen, counted=why is None)
            page.add(index, cells, why, unseen)
        return SourceGrid(title, page.rows, before, paged=True)

    def _row(
        self,
        row: Element,
        properties: Element | None,
        title: str,
        index: int,
        unseen: Words,
        *,
        counted: bool,
    ) -> list[SourceCell]:
        before = number(properties, "gridBefore", 0)
        self._tally.row(index, before)
        cells: list[SourceCell] = [SourceCell()] * before
        for cell in within(row, _TC):
            own = cell.find(w("tcPr"))
            span = max(number(own, "gridSpan", 1), 1)
            self._tally.row(index, len(cells) + span)
            merged = value(own, "vMerge")
            if merged is not None and merged != "restart":
                cells.extend([SourceCell(covered=Covered.ABOVE)] * span)
                continue
            cells.append(self._cell(cell, own, span, (title, index), unseen, counted=counted))
            cells.extend([SourceCell(covered=Covered.LEFT)] * (span - 1))
        return cells

    def _cell(
        self,
        cell: Element,
        properties: Element | None,
        span: int,
        place: tuple[str, int],
        unseen: Words,
        *,
        counted: bool,
    ) -> SourceCell:
        """One cell. ``counted`` says that its paragraphs count in their lists; ``unseen`` gets what is not seen."""
        parts: list[str] = []
        paragraphs: list[Written] = []
        for block in within(cell, _P, _TBL):
            if block.tag == _TBL:
                parts.append(self._nested(block, place))
                continue
            paragraph = self._written(block)
            paragraphs.append(paragraph)
            parts.append(self._numbered(block, paragraph, in_cell=True) if counted else paragraph.text)
        text = clean_lines("\n".join(part for part in parts if part))
        text = "" if text in _NO_TICK else text
        self._tally.add(span, len(text))
        if len(text) > MAX_CELL:
            why = N_("a cell holds more than 32,767 characters")
            raise UnreadableFile(file=self._name, why=why, advice=N_("Split that cell's text."))
        if any(p.hides for p in paragraphs):
            self.source.cleaned.append(place)
        gone = [(why, words) for p in paragraphs for why, words in p.unseen]
        if properties is not None and properties.find(w("cellDel")) is not None and text:
            gone.append((Unseen.DELETED, text))
            text = ""
        unseen.extend(gone)
        seen = [p.bold for p in paragraphs if p.text]
        return SourceCell(
            text,
            bool(seen) and all(seen),
            span,
            unseen=clean_lines(" ".join(words for _, words in gone)),
            notes=tuple(note for p in paragraphs for note in self._texts(p)),
        )

    def _nested(self, table: Element, place: tuple[str, int]) -> str:
        """The text of a table inside a cell, a line for each row; that it was there is reported."""
        lines = []
        for row in within(table, _TR):
            texts = []
            for cell in within(row, _TC):
                inner = []
                for element in _paragraphs(cell):
                    paragraph = self._written(element)
                    inner.append(self._numbered(element, paragraph, in_cell=True))
                    tell_unseen(self.source, *place, paragraph.unseen, Piece.WORDS)
                texts.append(clean_lines(" ".join(t for t in inner if t)).replace("\n", " "))
            lines.append(" – ".join(t for t in texts if t))
        text = "\n".join(line for line in lines if line)
        self.source.asides.append(Aside("nested", text, *place))
        return text

    # -- beside the text ---------------------------------------------------------------------------------------

    def _asides(self, body: Element) -> None:
        """Keeps what is in boxes, is embedded, or is a picture."""
        boxes: list[list[str]] = []
        stack: list[tuple[Element, list[str] | None]] = [(body, None)]
        while stack:
            element, box = stack.pop()
            if element.tag == FALLBACK:
                continue
            if element.tag == _BOX:
                box = []
                boxes.append(box)
            elif element.tag in _EMBEDDED or element.tag == _OBJECT:
                self.source.asides.append(Aside("embedded"))
            elif element.tag.endswith(_PICTURES):
                self.source.asides.append(Aside("picture"))
            elif box is not None and element.tag in {w("t"), _P}:
                box.append("\n" if element.tag == _P else element.text or "")
            stack.extend((child, box) for child in reversed(element))
        texts = (clean_lines("".join(box)) for box in boxes)
        self.source.asides.extend(Aside("box", text) for text in texts if text)


def _blocks(body: Element) -> Iterator[Element]:
    """The paragraphs and tables of the body in order; of a table that is only a frame, what is in it."""
    stack = [(block, 0) for block in reversed(list(within(body, _P, _TBL)))]
    while stack:
        block, depth = stack.pop()
        inner = _framed(block) if block.tag == _TBL and depth < _FRAMES else []
        if not inner:
            yield block
        stack.extend((b, depth + 1) for b in reversed(inner))


def _framed(table: Element) -> list[Element]:
    """What is in the cells of a table of one column that holds another table; nothing where it is none."""
    inner: list[Element] = []
    for row in within(table, _TR):
        cells = list(within(row, _TC))
        if len(cells) != 1 or _why_not(row.find(w("trPr"))):
            return []
        inner.extend(within(cells[0], _P, _TBL))
    return inner if any(block.tag == _TBL for block in inner) else []


def _why_not(properties: Element | None) -> Unseen | None:
    """Why a row is not on the page; None where it is."""
    if properties is None:
        return None
    if properties.find(w("del")) is not None:
        return Unseen.DELETED
    return Unseen.HIDDEN if switch(properties, "hidden") else None


def _paragraphs(element: Element) -> Iterator[Element]:
    """The paragraphs in ``element``, those in tables and frames among them, in order; not those in boxes."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag == _P:
            yield child
        else:
            stack.extend(reversed(child))
