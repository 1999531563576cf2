"""Reads what a tracker says of a task besides its deadline: the day of completion, an adjusted deadline."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ..domain.draft import Completion, MovedTo
from ..domain.model import N_, Reading, note
from ..text import clean, fold
from .dayorder import either_way
from .draft_context import DraftContext
from .plan_findings import Findings
from .table.cellkinds import says_done
from .table.heading_words import Field
from .table.headings import words_of
from .table.rawtask import RawTask

_NUMBER = re.compile(
    r"\d{1,5}(?: ?/ ?\d{4})? ?/ ?[A-ZĐÐ][\wĐđ&]*(?: ?[-–] ?[A-ZĐÐ][\w&.]*)+|\d{1,5} ?[-–] ?[A-ZĐ]{2,4}/[A-ZĐ]{2,}"
)
_DAY = re.compile(r"(?<!\d)(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})(?!\d)|(?<!\d)(\d{4})-(\d\d)-(\d\d)")
_BRACKETED = re.compile(
    r"\s*[(\[][^()\[\]]*[)\]]|\s+(?:theo|tại|số|CV|QĐ|TB|công văn|quyết định|văn bản)\b.*", re.DOTALL | re.IGNORECASE
)
_BLANK = " \t\n-–—.…"
_OF_THE_MOVE = ("gia han", "dieu chinh", "lui")
OTHER_DEADLINE = N_("the column “{heading}” says “{text}”")


def completion_of(task: RawTask, context: DraftContext) -> Completion | None:
    """When the work was done, by its column; the day is None where none could be read or the state contradicts it."""
    text = clean(task.text(Field.DONE))
    if not text.strip(_BLANK):
        return None
    state = says_done(task.text(Field.STATUS))
    known = [task.text(Field.DOCUMENT), text, task.text(Field.STATUS)]
    document = next((found[0] for said in known if (found := _NUMBER.search(said))), "")
    doubtful = context.recognised or Field.DONE in task.month_first  # a machine may have misread it
    day = None if doubtful else _day_in(text, context)
    return Completion(day, clean(document), text, contradicted=state is False)


def _day_in(text: str, context: DraftContext) -> date | None:
    """The one day that a cell names, with a remark behind it or without."""
    bare = _BRACKETED.sub("", text).strip(_BLANK + ",;:")
    days = _days(bare)
    if len(days) == 1:
        return days[0]
    if days or context.year is None:
        return None
    reading = context.read(bare, context.year)
    single = reading.sure and reading.due is not None and len(reading.occurrences) < 2
    return reading.due if single and re.search(r"\d{1,2} ?[/.-] ?\d{1,2}", bare) else None


def _days(text: str) -> list[date]:
    found = []
    for d, m, y, year, month, day in _DAY.findall(text):
        try:
            found.append(date(int(y or year), int(m or month), int(d or day)))
        except ValueError:
            continue
    return found


def moved(
    task: RawTask, reading: Reading, context: DraftContext, findings: Findings
) -> tuple[Reading, MovedTo | None]:
    """The reading of a task's deadline beside the adjusted one, and the extension that this makes.

    What cannot be known for sure puts the original in doubt as well: never the old day alone.
    """
    text = clean(task.text(Field.EXTENDED))
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
    return replace(reading, sure=False, candidates=days, notes=(*reading.notes, why)), None


def _extension(task: RawTask, text: str, due: date) -> MovedTo:
    """The extension with the document that decided it, where the file names one."""
    named = [v for h, v in task.extra.items() if any(w in words_of(h) for w in _OF_THE_MOVE)]
    for said in named:
        if found := _NUMBER.search(said):
            decided = _days(said[found.end() :][:30]) if re.search("ngay", fold(said)) else []
            return MovedTo(due, clean(found[0]), decided[0] if decided else None, text)
    return MovedTo(due, "", None, text)
