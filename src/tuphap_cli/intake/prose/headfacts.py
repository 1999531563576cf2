"""Reads from the text above a plan's tasks what document it is: number, date, issuer, title; judges nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ...domain import numbers
from ...text import clean, fold
from ..files.source import Source
from ..table import item_labels

_NUMBER = r"\d+\s*(?:/\s*\d{4}\s*)?[/-]\s*[A-ZĐ][\w&Đ-]*(?:\s*[/-]\s*[A-ZĐ][\w&]*)*"
_OWN_NUMBER = re.compile(rf"^\s*Số\s*:?\s*({_NUMBER})", re.MULTILINE)
_DAY = r"ngày\s+(\d{1,2})\s*(?:tháng\s+(\d{1,2})\s+năm|/\s*(\d{1,2})\s*/)\s*(\d{4})"
_PLACE_AND_DAY = re.compile(rf"^(?P<place>[^\n.;]{{0,40}}?),?\s*{_DAY}\s*$", re.IGNORECASE | re.MULTILINE)
_KINDS = "Quyết định|Kế hoạch|Chương trình|Thông báo|Công văn|Nghị quyết|Chỉ thị|Đề án|Tờ trình"
_WITH = re.compile(
    rf"\(?\s*(?:Ban hành )?kèm theo\s+(?P<kind>{_KINDS})(?:\s+số)?\s*:?\s*(?P<number>{_NUMBER})?"
    rf"\s*(?:{_DAY})?\s*(?:của\s+(?P<issuer>[^)\n]+))?",
    re.IGNORECASE,
)
_TITLE_KIND = re.compile(
    r"^(?:KẾ HOẠCH|CHƯƠNG TRÌNH|QUYẾT ĐỊNH|THÔNG BÁO|CÔNG ĐIỆN|CHỈ THỊ|DANH MỤC|ĐỀ ÁN|PHỤ LỤC|BIỂU|BẢNG PHÂN CÔNG|"
    r"PHÂN CÔNG)\b.*",
    re.IGNORECASE,
)
_ENDS_TITLE = re.compile(
    r"^(?:thuc hien|can cu|\(|kem theo|[-_*=]{2,}|kinh gui|de |nham |i\.|so ?:|ngay \d|sau khi |"
    r"tai hoi nghi|tai cuoc hop|thu tuong chinh phu dien|phan |uy ban nhan dan [^(]* ban hanh|luat )"
)
_STATE = {"cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "doc lap – tu do – hanh phuc"}
_ISSUER = re.compile(
    r"^(?:UBND|ỦY BAN|UỶ BAN|SỞ|BỘ|THỦ TƯỚNG|CHÍNH PHỦ|VĂN PHÒNG|BAN|CỤC|HỘI ĐỒNG|TỈNH ỦY|THÀNH ỦY|CHI CỤC|PHÒNG)\b"
)
_YEAR_IN_TITLE = re.compile(r"(?<!tháng \d\d )(?<!tháng \d )năm\s+(20\d\d)", re.IGNORECASE)
_PERIOD = re.compile(r"giai đoạn|đến năm|tầm nhìn|\d{4}\s*[-–]\s*\d{4}", re.IGNORECASE)
_SPAN_IN_TITLE = re.compile(
    r"giai đoạn\s+(?:từ\s+)?(?:năm\s+)?(20\d\d)\s*(?:[-–—]|đến)\s*(?:năm\s+)?(20\d\d)", re.IGNORECASE
)
_LOOKED_AT = 60


@dataclass(slots=True)
class HeadFacts:
    """What a file says of itself; None where it does not say it."""

    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    title: str | None = None

    @property
    def is_plan(self) -> bool:
        """Whether "Kế hoạch" alone means this document: by its number, else by its title."""
        if self.number is not None:
            return numbers.is_plan(self.number)
        return self.title is None or "ke hoach" in fold(self.title)

    @property
    def titled_year(self) -> int | None:
        """The one year that the title names ("Kế hoạch công tác năm 2026"), not a period and not another document."""
        years = _YEAR_IN_TITLE.findall(self.title or "")
        return int(years[-1]) if len(set(years)) == 1 and not _PERIOD.search(self.title or "") else None

    def titled_from(self, issued: int) -> int | None:
        """The first year of the one span that the title names ("giai đoạn 2026 - 2030") where it begins later than
        the year in which the plan was ``issued``, and the title does not name that year too."""
        spans = set(_SPAN_IN_TITLE.findall(self.title or ""))
        if len(spans) != 1 or str(issued) in _YEAR_IN_TITLE.findall(self.title or ""):
            return None
        ((first, last),) = spans
        return int(first) if issued < int(first) < int(last) else None


def head_facts(lines: Sequence[str]) -> HeadFacts:
    """The facts in the ``lines`` above the first task."""
    lines = [line for text in lines[:_LOOKED_AT] for line in text.split("\n")]
    text = "\n".join(lines)
    facts = HeadFacts(title=_title(lines))
    # "(Kèm theo Quyết định số 25/QĐ-STP ngày …)" tells of the decision, which is what assigns the tasks.
    if attached := _WITH.search(text):
        facts.number = _number(attached["number"])
        facts.issued_on = _date(attached.groups()[2:6])
        facts.issuer = _issuer_named(attached["issuer"])
    if facts.number is None and (own := _OWN_NUMBER.search(text)):
        facts.number = _number(own[1])
    if facts.issued_on is None and (day := _PLACE_AND_DAY.search(text)):
        facts.issued_on = _date(day.groups()[1:])
    if facts.issuer is None and (bodies := _letterhead(lines)):
        facts.issuer = bodies[-1]
    return facts


class Letterhead(NamedTuple):
    """What the head of an office's paper says of the office; blanks where it does not say it."""

    superior: str
    office: str
    place: str


def letterhead(source: Source) -> Letterhead:
    """Return what the first lines of a document, or of the table or sheet at its head, say of the office."""
    cells = [c.text for grid in source.grids[:1] for row in grid.rows[:_LOOKED_AT] for c in row.cells if c.text]
    lines = [
        line for text in [*cells, *(p.text for p in source.paragraphs[:_LOOKED_AT])] for line in text.split("\n")
    ]
    above, office = ["", "", *_letterhead(lines)][-2:]
    dated = _PLACE_AND_DAY.search("\n".join(lines))
    return Letterhead(above, office, clean(dated["place"]) if dated else "")


def _number(text: str | None) -> str | None:
    return numbers.parse_number(text).text if text else None


def _date(parts: Sequence[str | None]) -> date | None:
    day, month, slashed, year = parts
    try:
        return date(int(year or 0), int(month or slashed or 0), int(day or 0))
    except ValueError:
        return None


def _issuer_named(text: str | None) -> str | None:
    if not text:
        return None
    issuer = clean(text).strip(" .,;")
    issuer = re.sub(r"^(?:Giám đốc|Chủ tịch|Bộ trưởng|Thủ trưởng)\s+(?=Sở|UBND|Ủy ban|Uỷ ban|Bộ)", "", issuer)
    return issuer if 2 < len(issuer) < 120 else None


def _letterhead(lines: Sequence[str]) -> list[str]:
    """The bodies in capitals at the top, the issuing one last, below a superior one."""
    found: list[str] = []
    for line in lines[:12]:
        plain = clean(line).strip(" -–_*")
        if fold(plain) in _STATE:
            continue
        if _ISSUER.match(plain) and plain.isupper():
            found.append(plain)
        elif found and plain.isupper() and re.match(r"^(?:TỈNH|THÀNH PHỐ|HUYỆN)\b", plain):
            found[-1] = f"{found[-1]} {plain}"
    return found


def _title(lines: Sequence[str]) -> str | None:
    """The kind of document and the lines of its title below, up to where the text begins."""
    for index, line in enumerate(lines):
        if not _TITLE_KIND.match(line) or len(line) > 300:
            continue
        title = [clean(line)]
        for more in lines[index + 1 : index + 5]:
            plain = clean(more)
            if not plain or _ENDS_TITLE.match(fold(plain)) or item_labels.labelled(plain).label:
                break
            title.append(plain)
            if plain[-1:] in ".:":
                break
        text = " ".join(title).strip(" .:_-–*")
        if len(text.split()) > 2 or len(title) > 1:
            return text[:500]
    return None
