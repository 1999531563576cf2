"""Writes small PDFs for tests: text in any letters, ruled tables, pictures; no font is embedded."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

A4 = (595.0, 842.0)
_WIDE = 0.5  # of the size: how wide each letter is said to be

# Letters are written as their own numbers in two bytes, which this table says; so any letter can be read back.
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Same def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap CMapName currentdict /CMap defineresource pop end end"""


@dataclass
class PdfPage:
    """One page, drawn from the upper left corner in points."""

    width: float = A4[0]
    height: float = A4[1]
    drawn: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, *, size: float = 12, bold: bool = False, mode: int = 0) -> PdfPage:
        """``words`` with their foot ``y`` points below the upper edge; ``mode`` 3 cannot be seen."""
        font = "/F2" if bold else "/F1"
        code = words.encode("utf-16-be").hex()
        self.drawn.append(f"BT {font} {size} Tf {mode} Tr {x} {self.height - y} Td <{code}> Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> PdfPage:
        """A thin line."""
        self.drawn.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def struck(self, x: float, y: float, words: str, *, size: float = 12, by: float = 0.3) -> PdfPage:
        """``words`` with a line as long as they are, ``by`` of their size above their foot; below 0 under them."""
        high = y - by * size
        return self.text(x, y, words, size=size).line(x, high, x + len(words) * size * _WIDE, high)

    def picture(self, x: float, y: float, width: float, height: float) -> PdfPage:
        """A grey picture with its upper left corner at ``x``, ``y``."""
        self.drawn.append(f"q {width} 0 0 {height} {x} {self.height - y - height} cm /P1 Do Q")
        return self

    def table(
        self,
        y: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str | None]],
        *,
        size: float = 12,
        left: float = 40,
    ) -> float:
        """Draws a ruled table below ``y`` and returns its end; a cell of None goes on with the one on its left."""
        edges = [left]
        for width in widths:
            edges.append(edges[-1] + width)
        self.line(left, y, edges[-1], y)
        for row in rows:
            wrapped = [_wrapped(text or "", _room(edges, row, i), size) for i, text in enumerate(row)]
            bottom = y + max(len(lines) for lines in wrapped) * size * 1.2 + 6
            for column, lines in enumerate(wrapped):
                for number, words in enumerate(lines):
                    self.text(edges[column] + 4, y + 3 + size + number * size * 1.2, words, size=size)
                if row[column] is not None:
                    self.line(edges[column], y, edges[column], bottom)
            self.line(edges[-1], y, edges[-1], bottom)
            self.line(left, bottom, edges[-1], bottom)
            y = bottom
        return y


def _room(edges: Sequence[float], row: Sequence[str | None], column: int) -> float:
    last = column + 1
    while last < len(row) and row[last] is None:
        last += 1
    return edges[last] - edges[column] - 8


def _wrapped(text: str, room: float, size: float) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.append("")
        for word in paragraph.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and len(longer) * size * _WIDE > room:
                lines.append(word)
            else:
                lines[-1] = longer
    return lines


def pdf(path: Path, pages: Sequence[PdfPage], *, trailer: str = "") -> Path:
    """A PDF with ``pages``."""
    objects = _font(3, "Times-Roman") | _font(7, "Times-Bold")
    grey = zlib.compress(b"\x80" * 64)
    head = b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
    objects[11] = b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (head, len(grey), grey)
    kids = []
    for number, page in enumerate(pages):
        at = 12 + 2 * number
        kids.append(f"{at} 0 R")
        resources = "<< /Font << /F1 3 0 R /F2 7 0 R >> /XObject << /P1 11 0 R >> >>"
        box = f"[0 0 {page.width} {page.height}]"
        objects[at] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources {resources} /Contents {at + 1} 0 R >>".encode()
        )
        objects[at + 1] = _stream("\n".join(page.drawn).encode())
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    path.write_bytes(_file(objects, trailer))
    return path


def _font(first: int, name: str) -> dict[int, bytes]:
    """Four objects: the font, its letters, their measures, and which letters their numbers are."""
    font = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
        f" /DescendantFonts [{first + 1} 0 R] /ToUnicode {first + 3} 0 R >>"
    )
    letters = (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /FontDescriptor {first + 2} 0 R"
        f" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW {_WIDE * 1000:.0f} >>"
    )
    measures = (
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /Ascent 800 /Descent -200 /CapHeight 700"
        " /ItalicAngle 0 /StemV 80 /FontBBox [0 -200 1000 800] >>"
    )
    made = [font.encode(), letters.encode(), measures.encode(), _stream(_TO_UNICODE)]
    return dict(enumerate(made, start=first))


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(objects: dict[int, bytes], trailer: str) -> bytes:
    data = b"%PDF-1.7\n"
    places = {}
    for number in sorted(objects):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start = len(data)
    last = max(objects)
    rows = [b"0000000000 65535 f \n"] + [
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(1, last + 1)
    ]
    data += b"xref\n0 %d\n" % (last + 1) + b"".join(rows)
    return data + f"trailer\n<< /Size {last + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
