"""Reads what a tracker says of a task besides its deadline: the day of completion, an adjusted deadline."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from ..domain.draft import Completion, MovedTo
from ..domain.model import N_, Reading, note
from ..text import clean, fold, words
from .dayorder import either_way
from .draft_context import DraftContext
from .plan_findings import Findings
from .table.cellkinds import says_done
from .table.celltext import plain_dates
from .table.heading_words import Field
from .table.headings import words_of
from .table.rawtask import RawTask

_NUMBER = re.compile(
    r"\d{1,5}(?: ?/ ?\d{4})? ?/ ?[A-ZĐÐ][\wĐđ&]*(?: ?[-–] ?[A-ZĐÐ][\w&.]*)+|\d{1,5} ?[-–] ?[A-ZĐ]{2,4}/[A-ZĐ]{2,}"
)
# A day as it is written, as a spreadsheet hands it over, or without its year; no part of a range.
_DAY = re.compile(
    r"(?<![\d/.-])(?:(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})|(\d{4})-(\d\d)-(\d\d)"
    r"|(?:[Nn]gày )?\d{1,2} ?[/.-] ?\d{1,2})(?![\d/])"
)
_FIGURES = re.compile(r"\b\d{1,2}[:hg]\d\d(?::\d\d)?\b|\b\d{1,3} ngày\b|\b100 ?%")  # "14h30", "5 ngày"
# The folded words that may be beside the day on which work was done. "Dự kiến", "trước ngày" are not among them.
_BEFORE_DAY = re.compile(
    r"(?:x )?(?:(?:da |co ban )*(?:xong|hoan (?:thanh|tat)|thuc hien|to chuc|ban hanh|bao cao|trinh|nop|gui|ky) )?"
    r"(?:vao )?(?:ngay )?"
)
_AFTER_DAY = re.compile(
    r"(?:(?:da )?(?:xong|hoan (?:thanh|tat)) )?(?:(?:dung|truoc|qua|tre|som|muon|cham) (?:han |tien do )?)?"
)
_NOT_YET = re.compile(r"\b(?:chua|khong|du kien|hen)\b")
_BRACKETED = re.compile(
    r"\s*[(\[][^()\[\]]*[)\]]|\s+(?:theo|tại|số|CV|QĐ|TB|công văn|quyết định|văn bản)\b.*", re.DOTALL | re.IGNORECASE
)
_BLANK = " \t\n-–—.…"
_OF_THE_MOVE = ("gia han", "dieu chinh", "lui")
OTHER_DEADLINE = N_("the column “{heading}” says “{text}”")


def completion_of(task: RawTask, context: DraftContext) -> Completion | None:
    """When the work was done, by its column; None where that is empty."""
    text = clean(task.text(Field.DONE)) if Field.DONE in task.values else ""
    if not text.strip(_BLANK):
        return None
    state = says_done(task.text(Field.STATUS))
    known = [task.text(Field.DOCUMENT), text, task.text(Field.STATUS)]
    document = next((found[0] for said in known if (found := _NUMBER.search(said))), "")
    day, sure = _day_in(text, context)
    misread = context.recognised or Field.DONE in task.month_first  # by a machine, or by who reads the day first
    return Completion(
        day,
        clean(document),
        plain_dates(text),
        task.columns.get(Field.DONE, ""),
        contradicted=state is False,
        doubtful=not sure or misread,
    )


def _day_in(text: str, context: DraftContext) -> tuple[date | None, bool]:
    """The one day that a cell names, with a remark beside it or without; and whether it can be no other."""
    bare = _BRACKETED.sub("", text).strip(_BLANK + ",;:")
    found = list(_DAY.finditer(_NUMBER.sub("", bare)))
    if len(found) != 1 or _NOT_YET.search(fold(text)) or not _only_remarks(found[0]):
        return None, False
    written, day = found[0][0], next(iter(_days(found[0][0])), None)
    if found[0][3]:
        return day, True
    if day is not None:  # of a spreadsheet that may have exchanged day and month
        return day, context.read(written, day.year).sure
    if context.year is None:
        return None, False
    reading = context.read(written, context.year)
    return reading.due, reading.sure


def _only_remarks(day: re.Match[str]) -> bool:
    """Whether the words around a day say no more than that something was done on it."""
    sides = (_BEFORE_DAY, day.string[: day.start()]), (_AFTER_DAY, day.string[day.end() :])
    return all(form.fullmatch("".join(f"{word} " for word in words(_FIGURES.sub("", side)))) for form, side in sides)


def _days(text: str) -> list[date]:
    found = []
    for d, m, y, year, month, day in _DAY.findall(text):
        with suppress(ValueError):
            found.append(date(int(y or year), int(m or month), int(d or day)))
    return found


def moved(
    task: RawTask, reading: Reading, context: DraftContext, findings: Findings
) -> tuple[Reading, MovedTo | None]:
    """The reading of a task's deadline beside the adjusted one, and the extension that this makes.

    What cannot be known for sure puts the original in doubt as well: never the old day alone.
    """
    text = clean(task.text(Field.EXTENDED)) if Field.EXTENDED in task.values else ""
    if not text.strip(_BLANK) or context.year is None:
        return reading, None
    bare = _BRACKETED.sub("", text).strip(_BLANK + ",;:") or text
    new = context.read(bare, context.year)
    if new.due is not None and new.due == reading.due and new.sure:
        return reading, None
    if sample := task.month_first.get(Field.EXTENDED):
        new = either_way(new, text, sample)
    single = all(r.sure and r.due is not None and len(r.occurrences) < 2 for r in (reading, new))
    if single and new.due is not None and reading.due is not None and new.due > reading.due:
        return reading, _extension(task, text, new.due)
    heading = task.columns.get(Field.EXTENDED, "")
    findings.add("deadline.moved", task.place, heading, text, heading=heading)
    days = tuple(dict.fromkeys(d for r in (reading, new) for d in (*r.candidates, *r.occurrences, r.due) if d))
    why = note(OTHER_DEADLINE, heading=heading, text=text)
    return reading._replace(sure=False, candidates=days, notes=(*reading.notes, why)), None


def _extension(task: RawTask, text: str, due: date) -> MovedTo:
    """The extension with the document that decided it, where the file names one."""
    heading = task.columns.get(Field.EXTENDED, "")
    named = [v for h, v in task.extra.items() if any(w in words_of(h) for w in _OF_THE_MOVE)]
    for said in named:
        if found := _NUMBER.search(said):
            decided = _days(said[found.end() :][:30]) if re.search("ngay", fold(said)) else []
            return MovedTo(due, clean(found[0]), decided[0] if decided else None, text, heading)
    return MovedTo(due, "", None, text, heading)
