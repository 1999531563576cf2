"""Paragraphs as WordprocessingML: texts become harmless and escaped here, and nowhere else."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.sax.saxutils import escape

from ..cells import harmless

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FORBIDDEN = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold


class Styles(NamedTuple):
    """The ids, in the template at hand, of the styles that the report's own paragraphs have."""

    lead: str
    text: str
    item: str
    part: str
    title: str
    column: str
    cell: str
    gap: str
    annex: str
    attached: str
    rule: str


# The names under which an office finds and changes them in Word; in the order of Styles.
STYLE_NAMES = Styles(
    "BC Dòng dẫn",
    "BC Nội dung",
    "BC Gạch đầu dòng",
    "BC Tên phần",
    "BC Tên bảng",
    "BC Đầu bảng",
    "BC Ô bảng",
    "BC Sau bảng",
    "BC Tên phụ lục",
    "BC Kèm theo",
    "BC Đường kẻ ngắn",
)
LONG_RULE, SHORT_RULE = "BC Đường kẻ bằng chữ", "BC Đường kẻ ngắn"


def plain(text: str) -> str:
    """``text`` without what XML cannot hold and what could steer a reader; line breaks stay."""
    return _FORBIDDEN.sub("", harmless(text))


def runs(text: str, look: str = "") -> str:
    """The lines of ``text`` as one run; ``look`` is the inside of its properties."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in plain(text).split("\n"))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{lines}</w:r>"


def paragraph(
    text: str,
    style: str,
    *,
    keep: bool = False,
    align: str = "",
    left: int = 0,
    look: str = "",
) -> str:
    """A paragraph; ``keep`` holds it on the page of the next one, ``left`` sets it in by so many twips."""
    inside = (
        f'<w:pStyle w:val="{style}"/>'
        + ("<w:keepNext/>" if keep else "")
        + (f'<w:ind w:left="{left}"/>' if left else "")
        + (f'<w:jc w:val="{align}"/>' if align else "")
    )
    return f"<w:p><w:pPr>{inside}</w:pPr>{runs(text, look) if text else ''}</w:p>"


def look(*, bold: bool = False, size: int = 0) -> str:
    """Run properties that differ from those of the style; ``size`` in points."""
    return ("<w:b/><w:bCs/>" if bold else "") + (
        f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>' if size else ""
    )
