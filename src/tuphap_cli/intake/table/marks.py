"""Reads columns that hold marks instead of words: a cross under "Quý II", under "Tháng 5", under a unit's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ...domain.problems import Place
from ...text import clean, fold
from ..files.source import SourceRow
from ..plan_findings import Findings
from .cellkinds import is_mark, is_no_mark
from .heading_words import Field
from .headings import meaning, words_of
from .plan_columns import Header, PlanColumn

_LEADS = {"ct", "c", "chu tri"}
_HELPS = {"ph", "p", "phoi hop"}
# What a heading says of the marks below it: "(x: chủ trì; o: phối hợp)".
_LEGEND = re.compile(r"(?<![^\W_])(?P<mark>[^\s\w]|[a-z+]{1,2})\s*[:=–-]\s*(?:la )?(?P<role>chu tri|phoi hop)")
_PERIOD = re.compile(
    r"(?P<unit>quy|qui|q|thang|t)[. ]?(?P<number>[ivx]+|\d{1,2})(?:(?: nam |[ /.-])(?P<year>20\d\d))?"
)
_YEAR = re.compile(r"(?:nam )?(20\d\d)")
_YEAR_BEHIND = re.compile(r"\b(?:nam |/)(20\d\d)$")
_HALF = re.compile(r"(?:6|06|sau) thang (dau|cuoi) nam(?: (20\d\d))?")
_WEEK = re.compile(r"tuan (?:thu )?([ivx]+|\d)")
_ONE_MONTH = re.compile(r"thang (\d{1,2})(?:(?: nam)? (20\d\d))?")
_ROUND = re.compile(r"dot ([ivx]+|\d{1,2})")
# What a year may be put behind: "30/6", "Quý II", "trước ngày 15 tháng 3".
_WITHOUT_YEAR = re.compile(r"(?:^|\D)\d{1,2}/\d{1,2}$|(?:quy|qui|q|thang|t)[. ]?(?:[ivx]+|\d{1,2})$")
_BARE = re.compile(r"[ivx]+|\d{1,2}")
# What is above columns of periods where it is no heading of a deadline: "Tháng", "Các quý trong năm", "Năm 2026".
_OVER_PERIODS = re.compile(r"(?:cac )?(?:thang|quy|qui|nam|dot)(?: (?:trong nam|thuc hien|trien khai|nam|20\d\d))*")
_WEEKS, _MONTHS, _FEWEST_MONTHS = 5, 12, 3
_ROMAN = ("i", "ii", "iii", "iv")


def period_of(heading: str, above: str) -> str:
    """The quarter, month, year or round that a column stands for ("Quý II"), by its headings; or ""."""
    plain, over = fold(heading).strip(" ().:"), words_of(above)
    if named_year := _YEAR.fullmatch(plain):
        return f"Năm {named_year[1]}" if plain != named_year[1] or over_periods(above) else ""
    if other := _other_part(plain, over):
        return other
    if whole := _PERIOD.fullmatch(plain):
        unit, number = whole["unit"], whole["number"]
    elif _BARE.fullmatch(plain):
        unit, number = _unit_over(over, plain), plain
    else:
        return ""
    month = unit in ("thang", "t")
    year = re.search(r"20\d\d", over)
    value = _ROMAN.index(number) + 1 if number in _ROMAN else int(number) if number.isdecimal() else 0
    if not unit or not 1 <= value <= (12 if month else 4):
        return ""
    named = (whole["year"] if whole else None) or (year[0] if year else None)
    return (
        f"{'Tháng' if month else 'Quý'} {value if month else _ROMAN[value - 1].upper()}{'/' + named if named else ''}"
    )


def _other_part(plain: str, over: str) -> str:
    """The round, half of the year or week of the month ``over`` it that a heading names, or ""."""
    if numbered := _ROUND.fullmatch(plain):
        return f"Đợt {numbered[1].upper()}"
    if half := _HALF.fullmatch(plain):
        year = half[2] or next(iter(re.findall(r"20\d\d", over)), "")
        return f"6 tháng {'đầu' if half[1] == 'dau' else 'cuối'} năm {year}".rstrip()
    if (week := _WEEK.fullmatch(plain)) and (month := _ONE_MONTH.fullmatch(over)):
        return f"Tuần {week[1].upper()} tháng {month[1]}{'/' + month[2] if month[2] else ''}"
    return ""


def with_months(headings: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Headings with those above them, which is called one of months where bare numbers stand under a time and are
    too high for quarters, or the weeks of a month: 1, 2, … 12 under "Thời gian thực hiện"."""
    under: dict[str, list[str]] = {}
    for heading, above in headings.values():
        under.setdefault(above, []).append(heading)
    months = {above for above, numbers in under.items() if over_periods(above) and _are_months(above, numbers)}
    return {i: (h, f"Tháng – {above}" if above in months else above) for i, (h, above) in headings.items()}


def _are_months(above: str, headings: list[str]) -> bool:
    if len(headings) < _FEWEST_MONTHS or _ONE_MONTH.fullmatch(words_of(above)):
        return False
    numbers = [int(h) for h in headings if h.isdecimal()]
    rising = len(numbers) == len(headings) and numbers == sorted(set(numbers))
    return rising and numbers[0] > 0 and _WEEKS < numbers[-1] <= _MONTHS


def year_headed(heading: str) -> str:
    """The year at the end of a heading ("Thời hạn năm 2025") as what its column stands for, or ""."""
    found = _YEAR_BEHIND.search(fold(heading).strip(" ().:"))
    return f"Năm {found[1]}" if found else ""


def _in_year(text: str, mark: str) -> str:
    """``text`` with the year of its column, where it names none."""
    year = re.search(r"20\d\d", mark)
    plain = fold(text).rstrip(" .")
    return f"{text.rstrip(' .')}/{year[0]}" if year and _WITHOUT_YEAR.search(plain) else text


def _unit_over(over: str, number: str) -> str:
    """Whether bare numbers under ``over`` count quarters or months; "" where it does not say."""
    words = set(over.split())
    if _ONE_MONTH.fullmatch(over):
        return ""  # weeks of that month, or its days
    if words & {"quy", "qui"}:
        return "quy"
    if "thang" in words and number.isdecimal():
        return "thang"
    found = meaning(over)
    return "quy" if found and found[0] is Field.DEADLINE and number in _ROMAN else ""


def over_periods(above: str) -> bool:
    """Whether ``above`` is the heading of a deadline, or merely names the periods below it."""
    found = meaning(above)
    words = words_of(above)
    named = _OVER_PERIODS.fullmatch(words) or _ONE_MONTH.fullmatch(words)
    return bool(found and found[0] is Field.DEADLINE) or bool(named)


def texts_of_marks(header: Header, row: SourceRow, place: Place, findings: Findings) -> dict[Field, str]:
    """What the marks of a row say, by field; nothing where the table has no such columns or the row no marks."""
    said: dict[Field, str] = {}
    if not header.marked:
        return said
    if periods := _filled(header.all(Field.DEADLINE), row):
        texts = [c.mark if is_mark(t) else _in_year(t, c.mark) for c, t in periods]
        for column, text in periods:
            if is_mark(text):
                findings.add("cell.mark", place, column.heading, text, heading=column.mark, text=text)
        said[Field.DEADLINE] = ("; " if all(is_mark(t) for _, t in periods) else "\n").join(texts)
    if units := _filled((*header.all(Field.LEAD), *header.all(Field.SUPPORT)), row):
        for column, text in units:
            if fold(text) not in _legend(column.above):  # else the heading says what it means
                findings.add("cell.role", place, column.heading, text, heading=column.mark, text=text)
        said |= _roles(units)
    return said


def _filled(columns: Iterable[PlanColumn], row: SourceRow) -> list[tuple[PlanColumn, str]]:
    texts = ((c, clean(row.cell(c.index).text)) for c in columns if c.mark)
    return [(c, t) for c, t in texts if t and (not is_no_mark(t) or fold(t) in _legend(c.above))]


@lru_cache(maxsize=64)
def _legend(above: str) -> dict[str, str]:
    """What the heading above marks says that each of them means."""
    return {found["mark"]: found["role"] for found in _LEGEND.finditer(fold(above))}


def _roles(units: list[tuple[PlanColumn, str]]) -> dict[Field, str]:
    """Who leads and who supports: "CT", "PH" or the heading above say it; of mere crosses the first leads."""
    units = [(c, _legend(c.above).get(fold(t), t)) for c, t in units]
    leads = [c.mark for c, t in units if fold(t) in _LEADS]
    helps = [c.mark for c, t in units if fold(t) in _HELPS or (c.field is Field.SUPPORT and is_mark(t))]
    crossed = [c.mark for c, t in units if c.mark not in (*leads, *helps)]
    (helps if leads else leads).extend(crossed)
    return {what: "\n".join(names) for what, names in ((Field.LEAD, leads), (Field.SUPPORT, helps)) if names}
