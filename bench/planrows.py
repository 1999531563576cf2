"""What the rows of a typed plan say, by simple rules that share nothing with the import; see plans.py."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.support.plans import is_prose, rows_of
from tuphap_cli.text import clean, fold

_UNIT = r"(?:Sở|Bộ|Ban|Phòng|UBND|Ủy ban|Văn phòng|Công an|Tòa án|Viện|Ngân hàng|Thanh tra|[Cc]ác|Đài)"
_FIRST_UNIT = re.compile(
    rf"(?:;|\n|(?<=VTV),|,\s+(?={_UNIT}\s+(?!ngang|thuộc))|\s+và\s+(?={_UNIT}\s)|\s+(?=(?:Sở|Bộ)\s+[A-ZĐ]))"
)
_VERB = re.compile(r"\s+(?:chủ trì|tiến hành|với các|là chủ quản|trong phạm vi)(?:\s|$)")
_HEADING = {
    "lead": ("chu tri", "don vi thuc hien", "co quan thuc hien"),
    "deadline": ("thoi gian", "thoi han"),
    "title": ("noi dung", "nhiem vu"),
    "item": ("stt", "tt", "muc"),
}


@dataclass(slots=True)
class Expected:
    """A task as its row in the table says."""

    title: str
    lead: str
    deadline: str


def expected(tsv: Path) -> list[Expected]:
    """The tasks that the rows of ``tsv`` hold."""
    rows = rows_of(tsv)
    start = next((i for i, row in enumerate(rows) if sum(bool(c) for c in row) > 2), None)
    if start is None:
        return []
    at = {what: _column(rows[start], words) for what, words in _HEADING.items()}
    prose = is_prose(tsv)
    headings = {fold(c) for c in rows[start] if c}
    tasks: list[Expected] = []
    for row in rows[start + 1 :]:
        item, lead, deadline, title = (_cell(row, at[what]) for what in ("item", "lead", "deadline", "title"))
        title = (row[1] if prose else "") + "\n" + title
        filled = {fold(c) for c in row if c}
        if len(filled & headings) > 2:
            continue
        numbered = bool(re.fullmatch(r"\d+(?:\.\d+)*\.?", item))
        if not title.strip() or not (lead or deadline or prose):
            continue
        if numbered or prose or (lead and deadline and not re.fullmatch(r"[IVX]+\.?", item)):
            tasks.append(Expected(title.strip(), first_unit(lead), deadline))
    return tasks


def _cell(row: list[str], column: int | None) -> str:
    return "" if column is None else row[column]


def _column(headings: list[str], words: tuple[str, ...]) -> int | None:
    folded = [fold(h) for h in headings]
    whole = [i for i, h in enumerate(folded) if h in words]
    part = [
        i for i, h in enumerate(folded) if any(w in h for w in words) and "nguyen van" not in h and "giao" not in h
    ]
    return next(iter(whole or part), None)


def first_unit(cell: str) -> str:
    """The first unit that a lead cell names."""
    text = _VERB.split(_FIRST_UNIT.split(cell.strip())[0])[0] if cell.strip() else ""
    return clean(text).strip(" .,;")


_DAY = r"(?P<d>\d{1,2})(?:/| thang )(?P<m>\d{1,2})(?:/| nam )(?P<y>20\d\d)"
_QUARTER = r"qu[yi] (?P<q{0}>i{{1,3}}|iv|[1-4])(?: nam | ?[/.-] ?| )(?P<qy{0}>20\d\d)"
# The commonest wordings, folded, each a whole cell; "before" a day means that the day before is the last one.
DEADLINES = (
    ("before", re.compile(rf"(?:hoan thanh |xong )?truoc (?:ngay )?{_DAY}")),
    ("day", re.compile(rf"(?:(?:den )?ngay |den |cham nhat (?:la )?(?:ngay )?)?{_DAY}")),
    ("month", re.compile(r"(?:trong )?(?:thang )?(?P<m>\d{1,2})/(?P<y>20\d\d)")),
    ("month", re.compile(r"(?:trong )?thang (?P<m>\d{1,2}) nam (?P<y>20\d\d)")),
    ("quarter", re.compile(rf"(?:trong )?{_QUARTER.format('')}")),
    ("quarters", re.compile(rf"{_QUARTER.format('1')} ?(?:-|–|den) ?{_QUARTER.format('')}")),
    ("year", re.compile(r"(?:trong )?(?:nam )?(?P<y>20\d\d)")),
    ("years", re.compile(r"(?:giai doan |nam )?20\d\d ?(?:-|–|den) ?(?P<y>20\d\d)")),
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def plain_day(cell: str) -> date | None:
    """The last day in time by the commonest wordings; None for every other one, and where there is no such day."""
    text = fold(cell).strip(" .;")
    found = next(((kind, f) for kind, pattern in DEADLINES if (f := pattern.fullmatch(text))), None)
    if found is None:
        return None
    kind, parts = found[0], found[1].groupdict()
    try:
        if kind in ("before", "day"):
            day = date(int(parts["y"]), int(parts["m"]), int(parts["d"]))
            return day - timedelta(days=kind == "before")
        if kind in ("quarter", "quarters"):
            year, month = int(parts["qy"]), 3 * (_QUARTERS.get(parts["q"]) or int(parts["q"]))
        else:
            year, month = int(parts["y"]), int(parts.get("m") or 12)
        return date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None
