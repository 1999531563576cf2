"""What is drawn on the pages of a PDF: letters, strokes, pictures, with their places; joins nothing.

Places are in points from the page's upper left corner, as it is turned on the screen.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any, NamedTuple

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTComponent, LTCurve, LTFigure, LTImage, LTPage
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import apply_matrix_pt

UNKNOWN = "\ufffd"
_INVISIBLE = {3, 7}  # modes of drawing text (PDF 32000, table 106): neither filled nor stroked
_BOLDED = 2  # filled and stroked: how a font without a bold cut is made bold
_THIN = 3.0
# A page of which so much is a picture is a scan, unless it has more letters than a page number, or than the stamp of
# an electronic signature where all of it is a picture.
_MOST, _WHOLE, _NUMBERED, _STAMPED = 0.5, 0.85, 30, 300
_LIGATURES = {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)}
# A tick or a cross of the fonts that draw pictures for letters, as "x".
_PICTURE_FONTS, _TICKS = ("wingdings", "webdings", "zapfdingbats"), set("üûþýPRO4✓✔✗✘☑☒") | {"\uf0fc", "\uf0fe"}


class Glyph(NamedTuple):
    """A letter as drawn; ``size`` is its height, ``turn`` 1 where it reads upwards, -1 downwards, else 0."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str
    bold: bool
    turn: int
    order: int  # in which it was drawn


class Stroke(NamedTuple):
    """A ruling line: level where ``top == bottom``, else upright."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class PageMarks:
    """A page: its size, what can be seen on it, and how much of it is ``pictured`` (0 to 1)."""

    number: int
    width: float
    height: float
    letters: list[Glyph] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pictured: float = 0.0
    unseen: int = 0  # letters drawn so that they cannot be seen, as those that a scanner guesses

    @property
    def scanned(self) -> bool:
        """Whether the page is a picture, its words, if any, no more than a machine's guess."""
        few = _STAMPED if self.pictured > _WHOLE else _NUMBERED
        return self.pictured > _MOST and len(self.letters) < few


def count_pages(data: bytes, most: int) -> int:
    """How many pages the file has, at most one more than ``most``."""
    count = 0
    for _page in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))):
        count += 1
        if count > most:
            break
    return count


def marks_of_pages(data: bytes) -> Iterator[PageMarks]:
    """The pages of the file in ``data`` in order."""
    resources = PDFResourceManager()
    device = _Device(resources)
    interpreter = _Interpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))), start=1):
        device.begin(number)
        interpreter.process_page(page)
        yield device.page


Box = tuple[float, float, float, float]


class _Interpreter(PDFPageInterpreter):
    """Minds to what area drawing is cut, which pdfminer does not: an overlong cell ends at its edge."""

    device: _Device

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self._clips: list[Box | None] = []

    def do_q(self) -> None:
        super().do_q()
        self._clips.append(self.device.clip)

    def do_Q(self) -> None:  # noqa: N802 - the name is the library's
        super().do_Q()
        if self._clips:
            self.device.clip = self._clips.pop()

    def do_W(self) -> None:  # noqa: N802
        flat = [float(value) for segment in self.curpath for value in segment[1:]]
        points = [apply_matrix_pt(self.ctm, point) for point in zip(flat[::2], flat[1::2], strict=True)]
        if not points:
            return
        left, low, right, high = self.device.clip or (-inf, -inf, inf, inf)
        xs, ys = [x for x, _y in points], [y for _x, y in points]
        self.device.clip = (max(left, min(xs)), max(low, min(ys)), min(right, max(xs)), min(high, max(ys)))

    do_W_a = do_W  # noqa: N815

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        clip = self.device.clip
        super().do_Do(xobjid_arg)
        self.device.clip = clip


class _Device(PDFLayoutAnalyzer):
    """Notes what pdfminer draws; unlike its own devices it leaves out text that cannot be seen."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.begin(0)

    def begin(self, number: int) -> None:
        self.page = PageMarks(number, 0.0, 0.0)
        self.clip: Box | None = None
        self._mode, self._area = 0, 0.0
        self._letters: list[tuple[LTChar, bool]] = []

    def render_string(self, textstate: Any, seq: PDFTextSeq, ncs: Any, graphicstate: PDFGraphicState) -> None:
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # the signature is the library's
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: PDFGraphicState,
    ) -> float:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        width, displacement = font.char_width(cid), font.char_disp(cid)
        item = LTChar(matrix, font, fontsize, scaling, rise, text, width, displacement, ncs, graphicstate)
        if self._mode in _INVISIBLE or self._cut_off(item):
            self.page.unseen += bool(text.strip())
        else:
            self._letters.append((item, self._mode == _BOLDED))
        return float(item.adv)

    def render_image(self, name: str, stream: Any) -> None:
        """A picture hides the letters that were drawn before it: those that a scanner has guessed."""
        super().render_image(name, stream)
        box = self.cur_item
        if isinstance(box, LTFigure) and box.width * box.height > _MOST * self._area:
            seen = [pair for pair in self._letters if not _inside(pair[0], box)]
            self.page.unseen += len(self._letters) - len(seen)
            self._letters = seen

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        super().begin_page(page, ctm)
        assert isinstance(self.cur_item, LTPage)
        self._area = self.cur_item.width * self.cur_item.height

    def _cut_off(self, item: LTChar) -> bool:
        if self.clip is None:
            return False
        left, low, right, high = self.clip
        return not (left <= (item.x0 + item.x1) / 2 <= right and low <= (item.y0 + item.y1) / 2 <= high)

    def receive_layout(self, ltpage: LTPage) -> None:
        page = self.page
        left, base, right, upper = ltpage.bbox
        page.width, page.height = right - left, upper - base
        for item, bolded in self._letters:
            self._letter(item, bolded, left, upper)
        pictures = 0.0
        for drawn in _flat(ltpage):
            x0, top, x1, bottom = drawn.x0 - left, upper - drawn.y1, drawn.x1 - left, upper - drawn.y0
            if isinstance(drawn, LTImage):
                wide = max(min(x1, page.width) - max(x0, 0), 0)
                pictures += wide * max(min(bottom, page.height) - max(top, 0), 0)
            elif isinstance(drawn, LTCurve):
                page.strokes.extend(_strokes(drawn, x0, top, x1, bottom))
        page.pictured = pictures / (page.width * page.height) if page.width * page.height else 0.0

    def _letter(self, item: LTChar, bolded: bool, left: float, upper: float) -> None:
        page, text = self.page, item.get_text()
        x0, top, x1, bottom = item.x0 - left, upper - item.y1, item.x1 - left, upper - item.y0
        if x1 < 0 or x0 > page.width or bottom < 0 or top > page.height:
            return
        if text and unicodedata.combining(text[0]) and page.letters:
            last = page.letters[-1]
            page.letters[-1] = last._replace(text=last.text + text, x1=max(last.x1, x1))
            return
        font = item.fontname.rpartition("+")[2]
        if text in _TICKS and font.lower().startswith(_PICTURE_FONTS):
            text = "x"
        name = font.lower()
        bold = bolded or any(word in name for word in ("bold", "black", "heavy", "demi"))
        across, along = abs(item.matrix[0]), item.matrix[1]
        turn = 0 if across >= abs(along) else (1 if along > 0 else -1)
        size = item.width if turn else item.height
        page.letters.append(
            Glyph(text.translate(_LIGATURES), x0, top, x1, bottom, size, font, bold, turn, len(page.letters))
        )


def _inside(item: LTChar, box: LTComponent) -> bool:
    return box.x0 <= (item.x0 + item.x1) / 2 <= box.x1 and box.y0 <= (item.y0 + item.y1) / 2 <= box.y1


def _flat(container: Any) -> Iterator[LTComponent]:
    """Everything drawn, with what is in figures, however deep."""
    open_ = [iter(container)]
    while open_:
        item = next(open_[-1], None)
        if item is None:
            open_.pop()
        elif isinstance(item, LTFigure):
            open_.append(iter(item))
        else:
            yield item


def _strokes(drawn: LTCurve, x0: float, top: float, x1: float, bottom: float) -> Iterator[Stroke]:
    """The ruling lines of a line, a thin bar or a frame; what is only filled is a background and rules nothing."""
    wide, high = x1 - x0, bottom - top
    if high < _THIN <= wide:
        middle = (top + bottom) / 2
        yield Stroke(x0, middle, x1, middle)
    elif wide < _THIN <= high:
        middle = (x0 + x1) / 2
        yield Stroke(middle, top, middle, bottom)
    elif drawn.stroke and wide >= _THIN and len(drawn.pts) >= 4 and _is_frame(drawn):
        yield from (Stroke(x0, y, x1, y) for y in (top, bottom))
        yield from (Stroke(x, top, x, bottom) for x in (x0, x1))


def _is_frame(drawn: LTCurve) -> bool:
    """Whether every corner of what is drawn is a corner of its box."""
    return all(
        min(abs(x - drawn.x0), abs(x - drawn.x1)) < 1 and min(abs(y - drawn.y0), abs(y - drawn.y1)) < 1
        for x, y in drawn.pts
    )
