"""Reads the deadline cell of a task, and finds what has to be asked about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ..domain.deadlines import notes
from ..domain.model import N_, DeadlineKind, Note, Reading, joined_notes, note, vn_date
from ..text import clean, fold
from .dayorder import either_way
from .draft_context import DraftContext
from .plan_findings import Findings
from .table import celltext
from .table.heading_words import Field
from .table.headings import words_of
from .table.rawtask import RawTask

_YEAR_NAMED = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ANY_YEAR = 2023
_SAYS_BEFORE = re.compile(r"\btruoc(?: ngay)?$")
_MONTH = re.compile(r"(?:thang |quy |qui )?[\divx]+\b")
_DAY = re.compile(
    r"(?:ngày )?(\d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{4})?| tháng \d{1,2}(?: năm \d{4})?))\.?", re.IGNORECASE
)
# The column that says in which earlier document each task was assigned.
_ASSIGNED_BEFORE = ("van ban giao", "van ban chi dao")
BEFORE_ISSUED = N_("the date lies before the plan's day of issue, {issued}")
NOTE_ON_IT = N_("a note hangs on it: “{text}”")
_NOTE_SHOWN = 120  # letters
OTHER_COLUMN = N_("the column “{heading}” may hold the deadline as well")
RECOGNISED = N_("it was recognised in a scan: compare it with the picture")
OTHER_YEAR = N_("the words name no year: {year}, for which the plan is titled, or the year of its issue?")


def lists_earlier_tasks(raw: Sequence[RawTask]) -> bool:
    """Whether the plan lists tasks that other documents assigned before, whose dates may have passed."""
    headings = {heading for task in raw for heading in (*task.extra, *task.columns.values())}
    return any(words in words_of(heading) for heading in headings for words in _ASSIGNED_BEFORE)


def take_before(task: RawTask, findings: Findings) -> None:
    """Puts the "before" of a heading to the day in the cell: "Hoàn thành trước ngày" over "15/6" is before 15/6."""
    text, column = task.text(Field.DEADLINE), task.columns.get(Field.DEADLINE, "")
    if not _SAYS_BEFORE.search(words_of(column)):
        return
    if day := _DAY.fullmatch(clean(text)):
        task.values[Field.DEADLINE] = both = f"Trước ngày {day[1]}"
        findings.add("deadline.before", task.place, column, text, text=both)
    elif _MONTH.match(fold(text)):
        task.guessed_deadline = True  # "before June" may leave June out or not


def reading_of(task: RawTask, context: DraftContext, findings: Findings, *, earlier: bool) -> Reading:
    """What the deadline cell of ``task`` says; ``earlier`` says that its dates may be before the plan's issue."""
    text, column = task.text(Field.DEADLINE), task.columns.get(Field.DEADLINE, "")
    shown = celltext.plain_dates(text)
    phrase = clean(text) if "\n" not in text else text
    found = _read(phrase, context)
    if found is None:
        findings.add("deadline.year", task.place, column, shown)
        return Reading(phrase, DeadlineKind.UNREAD)
    if context.recognised and found.sure and _dates(found):
        found = _in_doubt(found, (note(RECOGNISED),))
    reading = _in_doubt(found, ()) if task.guessed_deadline and found.sure else found
    if sample := task.month_first.get(Field.DEADLINE):
        reading = either_way(reading, shown, sample)
    if task.deadline_notes:
        reading = _with_notes(reading, task.deadline_notes, context)
    if task.rivals and reading.sure:  # asked once for the column
        others = [_read(clean(text), context) for text in task.rivals.values()]
        days = tuple(dict.fromkeys(day for one in (reading, *others) if one for day in _dates(one)))
        return _in_doubt(reading, (note(OTHER_COLUMN, heading=next(iter(task.rivals))),))._replace(candidates=days)
    if not earlier and context.issued is not None and _passed(reading, context.issued):
        issued = vn_date(context.issued)
        findings.add("deadline.before_issued", task.place, column, shown, issued=issued)
        return _in_doubt(reading, (note(BEFORE_ISSUED, issued=issued),))
    if not text:
        findings.add("deadline.missing", task.place, column, "")
    elif reading.kind is DeadlineKind.UNREAD:
        findings.add("deadline.unread", task.place, column, shown, why=_why(reading))
    elif not reading.sure:
        findings.add("deadline.unsure", task.place, column, shown, why=_why(reading), days=_days(reading))
    return reading


def _with_notes(reading: Reading, remarks: Sequence[str], context: DraftContext) -> Reading:
    """``reading`` in doubt, since a footnote or comment hangs on it; the days named there are proposed, too."""
    doubtful = _in_doubt(reading, (note(NOTE_ON_IT, text=celltext.shortened("; ".join(remarks), _NOTE_SHOWN)),))
    named = [day for text in remarks if (found := _read(text, context)) for day in found.candidates or _dates(found)]
    return doubtful._replace(candidates=tuple(dict.fromkeys((*reading.candidates, *_dates(reading), *named))))


def _read(phrase: str, context: DraftContext) -> Reading | None:
    """The reading of ``phrase``; None where it hangs on the plan's year, which is not known."""
    if context.year is None:
        one, other = (context.read(phrase, year) for year in _two_years(phrase))
        return one if _says(one) == _says(other) else None
    reading = context.read(phrase, context.year)
    if context.year_of_issue is None or not reading.sure or reading.kind is DeadlineKind.EVERY:
        return reading
    # Titled for years to come: "trước 15/12" may still be meant for the year in which the plan was issued.
    sooner = context.read(phrase, context.year_of_issue)
    if sooner.sure and _says(sooner) != _says(reading) and _dates(sooner):
        days = (*_dates(sooner), *_dates(reading))
        return _in_doubt(reading, (note(OTHER_YEAR, year=context.year),))._replace(candidates=days)
    return reading


def _says(reading: Reading) -> tuple[object, ...]:
    return reading.kind, reading.due, reading.occurrences


def _dates(reading: Reading) -> tuple[date, ...]:
    return reading.occurrences or ((reading.due,) if reading.due else ())


def _in_doubt(reading: Reading, why: tuple[Note, ...]) -> Reading:
    """The reading for a person to decide, and why: what doubts how it was read tells nothing of that."""
    return reading._replace(sure=False, candidates=_dates(reading), notes=why or reading.notes)


def _passed(reading: Reading, issued: date) -> bool:
    """Whether a date was read surely that had passed when the plan was issued; what recurs begins later by itself."""
    return reading.sure and reading.kind is not DeadlineKind.EVERY and any(day < issued for day in _dates(reading))


def _two_years(phrase: str) -> tuple[int, int]:
    """Two plan years near those that the words name: what reads the same in both states its year itself."""
    year = min((int(named) for named in _YEAR_NAMED.findall(phrase)), default=_ANY_YEAR)
    return year, year + 1


def _why(reading: Reading) -> Note | str:
    doubts = [n for n in reading.notes if n != notes.NOTHING_READ]
    return note(": {why}", why=joined_notes(doubts, "; ")) if doubts else ""


def _days(reading: Reading) -> Note | str:
    days = ", ".join(map(vn_date, reading.candidates))
    return note(N_(" (it may be {days})"), days=days) if days else ""
