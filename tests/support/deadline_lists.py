"""Compares readings with lists of phrases (phrase, plan year, what it says), written for people."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tuphap_cli.domain.deadlines import read_deadline
from tuphap_cli.domain.model import DeadlineKind as K
from tuphap_cli.domain.model import Reading

RIGHT_SURE, RIGHT_ASKED = "right and sure", "right and asked"
WRONG_ASKED, WRONG_SURE = "wrong and asked", "wrong and sure"
VERDICTS = (RIGHT_SURE, RIGHT_ASKED, WRONG_ASKED, WRONG_SURE)
UNKNOWN_YEAR = 2021

_DATE = r"\d{4}-\d\d(?:-\d\d)?|\d{1,2}/\d{1,2}(?:/\d{4})?"
_DAY = re.compile(rf"(?<![\d/-])({_DATE})(?![\d/-])")
_END = re.compile(rf"\.\.\s*({_DATE}|\d{{4}})")
_LAST = re.compile(rf"last compliant day ({_DATE}|\d+/\d+)")
_DUE = re.compile(rf"due ((?:{_DATE})(?: and (?:{_DATE}))*)")

# The first capitals of what a list says, and the kinds of reading that agree with them.
_KINDS = (
    ("WITHIN", {K.WITHIN, K.BY}),
    ("BEFORE", {K.BEFORE}),
    ("START BEFORE", {K.BEFORE}),
    ("BY", {K.BY}),
    ("ON/BY", {K.BY}),
    ("ABOUT", {K.BY, K.WITHIN}),
    ("RANGE", {K.RANGE}),
    ("FROM", {K.FROM}),
    ("ONGOING/WITHIN", {K.ONGOING, K.WITHIN}),
    ("ONGOING", {K.ONGOING}),
    ("EVERY MONTH, EVENT", {K.EVERY, K.EVENT}),
    ("EVERY YEAR BEFORE", {K.EVERY, K.BEFORE}),
    ("EVERY YEAR BY", {K.EVERY, K.BY}),
    ("EVERY", {K.EVERY}),
    ("recurring plus EVENT", {K.EVERY, K.EVENT}),
    ("MEETING (next session, undated) AND BEFORE", {K.BEFORE}),
    ("MEETING", {K.MEETING}),
    ("EVENT/EXTERNAL", {K.EVENT, K.EXTERNAL}),
    ("EVENT", {K.EVENT}),
    ("EXTERNAL", {K.EXTERNAL}),
    ("NONE", {K.NONE}),
    ("DONE", {K.NONE}),
)
_UNDATED = (
    "MEETING:",
    "MEETING +",
    "EVENT",
    "EXTERNAL:",
    "FROM",
    "ONGOING",
    "NONE",
    "DONE",
    "EVERY MONTH, EVENT",
    "recurring",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A phrase and what the list says of it."""

    phrase: str
    year: int
    says: str


def lines(path: Path) -> Iterator[Line]:
    """The lines of a list, its heading left out; a year that is not known is taken as some year."""
    for row in path.read_text(encoding="utf-8").splitlines()[1:]:
        phrase, year, says = row.split("\t")
        yield Line(phrase, int(year) if year.isdigit() else UNKNOWN_YEAR, re.sub(r" \[[^\]]*\]$", "", says))


def verdict(line: Line, reading: Reading) -> str:
    """Which of the four: a reading that is asked about is right where the list's day is among its candidates."""
    kinds = next((kinds for says, kinds in _KINDS if line.says.startswith(says)), None)
    expected = due_days(line)
    agrees = kinds is None or reading.kind in kinds
    if reading.sure:
        found = set(reading.occurrences) or ({reading.due} if reading.due else set())
        every = reading.kind is K.EVERY and reading.occurrences
        own = {day for day in expected if not every or day.year == line.year}
        asked_for = re.search(r"\bask\b", line.says) is not None
        return RIGHT_SURE if agrees and found == own and not asked_for else WRONG_SURE
    right = reading.kind is K.UNREAD or (agrees and expected <= {*reading.candidates, *reading.occurrences})
    return RIGHT_ASKED if right else WRONG_ASKED


def due_days(line: Line) -> set[date]:
    """The days on which, by the list's words, something is due in the plan's year."""
    says, year = line.says, line.year
    if says.startswith(_UNDATED) and "; due" not in says:
        return set()
    if says.startswith("TWO DATES"):
        planned, outer = (_day(part, year) for part in _DAY.findall(says))
        return {planned, outer - timedelta(days=1)}
    if found := _LAST.search(says):
        return {_day(found[1], year)}
    if says.startswith("EVERY"):
        return _recurring(says, year)
    if found := _DUE.search(says):
        return {_day(part, year) for part in found[1].split(" and ")}
    before = "BEFORE" in says
    if found := _END.search(says):
        return {_day(found[1], year)}
    days = [_day(part, year) for part in _DAY.findall(says)]
    if not days and (found := re.match(r"WITHIN (\w+)", says)):
        return {date(year - 1, 12, 31)} if "BEFORE the plan year" in says else set()
    kept = days if before and says.startswith("START") else days[:1]
    return {day - timedelta(days=1) if before else day for day in kept}


def _recurring(says: str, year: int) -> set[date]:
    before = timedelta(days=1 if "BEFORE" in says else 0)
    if found := re.search(r"(BEFORE|BY) day (\d+)$", says):
        return {date(year, month, int(found[2])) - before for month in range(1, 13)}
    months = {"EVERY QUARTER;": 3, "EVERY MONTH;": 1, "EVERY 6": 6, "EVERY WEEK and EVERY MONTH": 1}
    step = next((n for start, n in months.items() if says.startswith(start)), None)
    if step:
        return {date(year, m, monthrange(year, m)[1]) for m in range(step, 13, step)}
    days = {_day(part, year) - before for part in _DAY.findall(says.replace("31/12 of 2027", ""))}
    if "next year" in says:
        return {day.replace(year=year + 1) for day in days}
    return days or {date(year, 12, 31)}


def _day(text: str, year: int) -> date:
    if "/" in text:
        day, month, *years = (int(part) for part in text.split("/"))
        return date(years[0] if years else year, month, day)
    parts = [int(part) for part in text.split("-")]
    own, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(own, month, parts[2] if len(parts) > 2 else monthrange(own, month)[1])


def count(of: Iterable[Line]) -> tuple[Counter[str], list[str]]:
    """How many lines fall under each verdict, and the lines that are not right."""
    counts: Counter[str] = Counter()
    amiss: list[str] = []
    for line in of:
        reading = read_deadline(line.phrase, line.year)
        found = verdict(line, reading)
        counts[found] += 1
        if found in (WRONG_ASKED, WRONG_SURE):
            amiss.append(f"{found}: {line.phrase} – {line.says} – {reading}")
    return counts, amiss
