"""Reads the words and ruling lines of a page that is a picture, by Tesseract, into the marks of a page."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from ....domain.model import N_
from ....errors import UnreadableFile
from .pagemarks import Glyph, PageMarks, Stroke
from .ruledtables import RuledCell, RuledTable, tables_of

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300
_POINT = 72 / DPI
_LARGEST = 6000  # pixels on a side: an A3 sheet at 300 dots per inch, and some more
_SECONDS = 120  # for the words of one page
_ACROSS, _DOWN = re.compile(rb"\x00{120,}"), re.compile(rb"\x00{60,}")  # longer than any stroke of a letter
_DARK = 150  # of 255
_MARGIN = 16  # round what is shown of a cell
_EDGE = 6  # pixels of a cell's border
_TURNS = [step * 0.25 for step in range(-12, 13)]  # degrees by which sheets lie askew
_LANGUAGE = "vie"
_PLACES = (r"C:\Program Files\Tesseract-OCR\tesseract.exe", "/opt/homebrew/bin/tesseract", "/usr/local/bin/tesseract")
INSTALL = N_(
    "Install Tesseract with its Vietnamese letters (Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-vie; "
    "Windows: the installer of UB Mannheim, choosing Vietnamese) and pip install 'tuphap-cli[ocr]'."
)


class _Found(NamedTuple):
    """A word, with its box in pixels of the picture that it was found in."""

    text: str
    left: int
    top: int
    width: int
    height: int


@dataclass(slots=True)
class ScannedPage:
    """A page read from its picture, which is kept to show its cells."""

    marks: PageMarks
    picture: Image = field(repr=False)

    def shown(self, cell: RuledCell) -> bytes:
        """The picture of what is written in ``cell`` as PNG, half as fine as it was read; b"" of a blank one."""
        cut = _cut(self.picture, cell)
        if cut is None:
            return b""
        inked = cut.point([255 if shade < _DARK else 0 for shade in range(256)]).getbbox()
        assert inked is not None, "a cell with dark points"
        left, top, right, bottom = inked
        cut = cut.crop((left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN))
        out = io.BytesIO()
        cut.resize((max(cut.width // 2, 1), max(cut.height // 2, 1))).quantize(8).save(out, "PNG", optimize=True)
        return out.getvalue()


class Recogniser:
    """Reads pages of the PDF in ``data`` that are pictures.

    Raises:
        UnreadableFile: what it needs is not installed
    """

    def __init__(self, data: bytes, name: str) -> None:
        try:
            from pypdfium2 import PdfDocument
        except ImportError as error:
            why = N_("what recognises letters in pictures is not installed")
            raise UnreadableFile(file=name, why=why, advice=INSTALL) from error
        self._program, self._name = _tesseract(name), name
        self._document = PdfDocument(data)

    def page(self, number: int) -> ScannedPage:
        """Page ``number`` (from 1).

        Raises:
            UnreadableFile: Tesseract could not do it
        """
        picture = _straightened(self._rendered(number))
        marks = PageMarks(number, picture.width * _POINT, picture.height * _POINT, strokes=_strokes(picture))
        tables, _outside = tables_of(marks)
        with tempfile.TemporaryDirectory(prefix="tuphap-") as folder:
            marks.letters = list(self._words(picture, tables, Path(folder)))
        return ScannedPage(marks, picture)

    def _rendered(self, number: int) -> Image:
        page = self._document[number - 1]
        longest = max(page.get_size()) or 1
        picture: Image = page.render(scale=min(DPI / 72, _LARGEST / longest), grayscale=True).to_pil()
        page.close()
        return picture.convert("L")

    def _words(self, picture: Image, tables: Sequence[RuledTable], folder: Path) -> Iterator[Glyph]:
        """Cell by cell, since lines of neighbouring cells stand at different heights; then what is outside."""
        from PIL import ImageDraw

        cells = [cell for table in tables for cell in table.cells]
        cuts = [(cell, cut) for cell in cells if (cut := _cut(picture, cell)) is not None]
        for at, (_cell, cut) in enumerate(cuts):
            cut.save(folder / f"{at}.png")
        if cuts:
            (folder / "list.txt").write_text("\n".join(f"{at}.png" for at in range(len(cuts))), encoding="ascii")
            for page, words in self._recognised(folder, "list.txt", 6).items():
                cell = cuts[page - 1][0]
                yield from _glyphs(words, round(cell.x0 / _POINT), round(cell.top / _POINT))
        rest = picture.copy()
        for table in tables:
            box = (table.xs[0] / _POINT, table.top / _POINT, table.xs[-1] / _POINT, table.bottom / _POINT)
            ImageDraw.Draw(rest).rectangle((box[0] - _EDGE, box[1] - _EDGE, box[2] + _EDGE, box[3] + _EDGE), fill=255)
        rest.save(folder / "rest.png")
        for words in self._recognised(folder, "rest.png", 3).values():
            yield from _glyphs(words, 0, 0)

    def _recognised(self, folder: Path, name: str, layout: int) -> dict[int, list[_Found]]:
        """The words of each picture in the file ``name`` of ``folder``, where Tesseract runs: no path with letters of
        the clerk's own name reaches it. ``layout`` is its mode: 3 a page, 6 one block of lines."""
        command = [
            self._program,
            name,
            "stdout",
            "-l",
            _LANGUAGE,
            "--dpi",
            str(DPI),
            "--psm",
            str(layout),
            "tsv",
        ]
        env = os.environ | {"OMP_THREAD_LIMIT": "1"}  # its threads wait for each other more than they help
        try:
            # By its path.
            ran = subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise self._failed() from error
        if ran.returncode:
            raise self._failed()
        found: dict[int, list[_Found]] = {}
        lines = csv.DictReader(
            io.StringIO(ran.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        for row in lines:
            if row["level"] == "5" and (text := (row["text"] or "").strip()):
                word = _Found(text, *(int(row[name]) for name in ("left", "top", "width", "height")))
                found.setdefault(int(row["page_num"]), []).append(word)
        return found

    def _failed(self) -> UnreadableFile:
        why = N_("Tesseract could not recognise its letters")
        return UnreadableFile(file=self._name, why=why, advice=N_("Scan it again, upright and at 300 dots per inch."))


def _tesseract(name: str) -> str:
    """The path of Tesseract.

    Raises:
        UnreadableFile: it is not installed, or cannot read Vietnamese
    """
    program = shutil.which("tesseract") or next((path for path in _PLACES if Path(path).is_file()), None)
    if program is None:
        raise UnreadableFile(
            file=name, why=N_("Tesseract, which recognises letters, is not installed"), advice=INSTALL
        )
    listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    if _LANGUAGE not in listed.stdout.decode("utf-8", "replace").split():
        raise UnreadableFile(file=name, why=N_("Tesseract has not learnt Vietnamese letters here"), advice=INSTALL)
    return program


def _straightened(picture: Image) -> Image:
    """``picture`` turned so that its lines are level: then its rows are darkest and lightest."""
    from PIL.Image import Resampling

    small = picture.resize((max(picture.width // 4, 1), max(picture.height // 4, 1)))

    def contrast(degrees: float) -> int:
        turned = small.rotate(degrees, fillcolor=255) if degrees else small
        return sum((255 - shade) ** 2 for shade in turned.resize((1, turned.height), Resampling.BOX).tobytes())

    best = max(_TURNS, key=contrast)
    return picture.rotate(best, Resampling.BICUBIC, fillcolor=255) if best else picture


def _strokes(picture: Image) -> list[Stroke]:
    """The ruling lines, in points."""
    from PIL import ImageFilter
    from PIL.Image import Transpose

    dark = picture.point([0 if shade < _DARK else 255 for shade in range(256)]).filter(ImageFilter.MinFilter(3))
    level = [Stroke(a, y, b, y) for y, a, b in _dark_runs(dark, _ACROSS)]
    upright = [Stroke(x, a, x, b) for x, a, b in _dark_runs(dark.transpose(Transpose.TRANSPOSE), _DOWN)]
    return level + upright


def _dark_runs(picture: Image, long: re.Pattern[bytes]) -> Iterator[tuple[float, float, float]]:
    """Row, beginning and end of each long dark run; of rows that touch, only every third, since lines are thick."""
    shades, wide = picture.tobytes(), picture.width
    for y in range(0, picture.height, 3):
        for run in long.finditer(shades, y * wide, (y + 1) * wide):
            yield y * _POINT, (run.start() - y * wide) * _POINT, (run.end() - y * wide) * _POINT


def _cut(picture: Image, cell: RuledCell) -> Image | None:
    """The inside of ``cell`` on white; None where nothing is written in it."""
    from PIL import ImageOps

    box = [round(value / _POINT) for value in (cell.x0, cell.top, cell.x1, cell.bottom)]
    left, top, right, bottom = box[0] + _EDGE, box[1] + _EDGE, box[2] - _EDGE, box[3] - _EDGE
    if right - left < _EDGE or bottom - top < _EDGE:
        return None
    cut = picture.crop((left, top, right, bottom))
    if sum(cut.histogram()[:_DARK]) < 12:
        return None
    return ImageOps.expand(cut, _EDGE, 255)


def _glyphs(words: Sequence[_Found], left: int, top: int) -> Iterator[Glyph]:
    """Each word as one letter, all of one height: that of a word hangs on its letters."""
    if not words:
        return
    size = median(word.height for word in words) * _POINT
    for order, word in enumerate(words):
        x0, middle = (left + word.left) * _POINT, (top + word.top + word.height / 2) * _POINT
        x1 = x0 + word.width * _POINT
        yield Glyph(word.text, x0, middle - size / 2, x1, middle + size / 2, size, "", False, 0, order)
