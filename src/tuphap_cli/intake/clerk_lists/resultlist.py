"""Reads a list of results, CSV or workbook: for each task its day, percent, document, note; no writing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ...domain import numbers
from ...domain.model import N_, Note, note
from ...domain.problems import Place, Problem
from ...errors import UnreadableFile
from ...text import clean, fold
from .. import dayorder
from ..files import legacy
from ..files.file_kind import Opened
from ..files.source import SourceRow
from . import listfile

DONE, PROGRESS, START = "done", "progress", "start"
# Folded headings, in either language; other columns are passed over.
_HEADINGS = {
    "task": "task",
    "no.": "task",
    "number": "task",
    "so": "task",
    "so nhiem vu": "task",
    "ma nhiem vu": "task",
    "item": "item",
    "muc": "item",
    "so muc": "item",
    "decision": "decision",
    "quyet dinh": "decision",
    "van ban giao": "decision",
    "van ban giao nhiem vu": "decision",
    "occurrence": "period",
    "period": "period",
    "ky": "period",
    "day": "day",
    "date": "day",
    "ngay": "day",
    "ngay hoan thanh": "day",
    "ngay thuc hien": "day",
    "percent": "percent",
    "%": "percent",
    "phan tram": "percent",
    "% hoan thanh": "percent",
    "ty le hoan thanh": "percent",
    "tien do (%)": "percent",
    "document": "document",
    "so van ban": "document",
    "so, ky hieu": "document",
    "so, ky hieu van ban": "document",
    "note": "note",
    "ghi chu": "note",
    "result": "result",
    "ket qua": "result",
}
# The columns that are empty in the template say so.
_HEADINGS |= {
    f"{words} ({mark})": column for words, column in _HEADINGS.items() for mark in ("to be filled in", "dien vao")
}
_WITH_VALUES = {"deadline_text", "state", "last_progress"}  # columns of a list in machine form, with its own percent
_WANTED = ("day",)
_FILLED_IN = ("day", "percent", "document", "note", "result")
RESULTS = {
    "done": DONE,
    "hoan thanh": DONE,
    "da hoan thanh": DONE,
    "xong": DONE,
    "da xong": DONE,
    "progress": PROGRESS,
    "under way": PROGRESS,
    "dang thuc hien": PROGRESS,
    "dang lam": PROGRESS,
    "chua xong": PROGRESS,
    "chua hoan thanh": PROGRESS,
    "start": START,
    "started": START,
    "bat dau": START,
    "da bat dau": START,
}
_ADVICE = N_(
    "Take the list that `tuphap task record --template -o FILE.xlsx` gives, or one of your own (a workbook or "
    "“CSV UTF-8”) with the columns task, day, and if wanted percent, document, note, period."
)
NO_DATE = N_("“{value}” is not a date: write it as 28/6/2021 or 2021-06-28")
_PERCENT = re.compile(r"(\d{1,4})(?:[.,]0+)? ?%?")


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What a list says of the work on one task on a day.

    ``task`` is its number, or DECISION:ITEM; ``item`` what the row says besides, to be held against the task.
    ``kind`` is done, progress or start; ``period`` names the occurrence of a recurring task.
    """

    place: Place
    task: str
    day: date
    kind: str = DONE
    percent: int | None = None
    document: str = ""
    note: str = ""
    period: str = ""
    item: str = ""


class ResultList(NamedTuple):
    """The results of a file, every problem found, and in how many rows nothing was filled in."""

    results: list[TaskResult]
    problems: list[Problem]
    blank: int = 0


def read_results(file: Path | Opened, decision: str = "", encoding: str | None = None) -> ResultList:
    """The results in ``file``; rows in which nothing is filled in are passed over.

    Items without a document of their own belong to ``decision``.

    Raises:
        UnreadableFile: it is no such list, not in ``encoding`` (UTF-8), or is marked secret
    """
    rows = listfile.list_rows(file, _HEADINGS, _WANTED, _ADVICE, encoding)
    legacy.refuse_secret(file.name, (cell.text for row in rows for cell in row.cells))
    heading = rows.pop(0) if rows else SourceRow(1, ())
    lines = _Lines(_places(heading, file.name), heading, decision, rows)
    for row in rows:
        lines.take(row)
    return ResultList(lines.results, lines.problems, lines.blank)


def _places(heading: SourceRow, name: str) -> dict[str, int]:
    words = [fold(cell.text) for cell in heading.cells]
    if len(_WITH_VALUES.intersection(words)) > 1:
        why = N_("it is a list of what is recorded already: its percentages are no new results")
        raise UnreadableFile(file=name, why=why, advice=_ADVICE)
    found = {_HEADINGS.get(word, ""): at for at, word in reversed(list(enumerate(words)))}
    lacking = [N_("day")] if "day" not in found else []
    lacking += [N_("task")] if not {"task", "item"} & found.keys() else []
    for column in lacking:
        raise UnreadableFile(
            file=name, why=note(N_("it lacks the column {column}"), column=note(column)), advice=_ADVICE
        )
    return found


class _Lines:
    """The lines of a list, taken one after the other."""

    def __init__(
        self, places: Mapping[str, int], heading: SourceRow, decision: str, rows: Sequence[SourceRow]
    ) -> None:
        self.results: list[TaskResult] = []
        self.problems: list[Problem] = []
        self.blank = 0
        self._places, self._decision = places, decision
        self._names = {column: clean(heading.cell(at).text) for column, at in places.items()}
        samples = (dayorder.only_month_first(row.cell(places["day"]).text) for row in rows)
        self._month_first = next(filter(None, samples), "")
        self._seen: dict[tuple[object, ...], int] = {}

    def take(self, row: SourceRow) -> None:
        """Take a line: a result, a problem, or nothing where nothing is filled in."""
        text = {column: clean(row.cell(at).text) for column, at in self._places.items()}
        if not any(text.get(column) for column in _FILLED_IN):
            # A line by itself is none of the list, as the mark below a workbook of this program.
            self.blank += sum(bool(cell.text) for cell in row.cells) > 1
            return
        place, before = Place("", row.number), len(self.problems)

        def wrong(column: str, code: str, hint: Note) -> None:
            value = text.get(column, "")
            self.problems.append(Problem(place, hint, self._names.get(column, ""), value, code))

        task = self._task(text)
        if not task:
            wrong(
                "task" if "task" in text else "item",
                "row.task",
                note(N_("say which task it is: its number, or DECISION:ITEM")),
            )
        day = day_in(text["day"], self._month_first)
        if isinstance(day, Note):
            either = any(name == "other" for name, _value in day.values)
            wrong("day", "day.either" if either else "day.unread" if text["day"] else "day.missing", day)
        percent = percent_in(text.get("percent", ""))
        if isinstance(percent, Note):
            wrong("percent", "percent.unread", percent)
        kind = kind_of(text.get("result", ""), percent if isinstance(percent, int) else None)
        if isinstance(kind, Note):
            wrong("result", "result.unread", kind)
        if (
            len(self.problems) > before
            or isinstance(day, Note)
            or isinstance(percent, Note)
            or isinstance(kind, Note)
        ):
            return
        document = numbers.parse_number(text["document"]).text if text.get("document") else ""
        words, period, item = text.get("note", ""), text.get("period", ""), text.get("item", "")
        own = item if text.get("task") else ""
        self._add(TaskResult(place, task, day, kind, percent, document, words, period, own), row.number)

    def _task(self, text: Mapping[str, str]) -> str:
        """The task of a line as it is named: its number before its item."""
        if text.get("task"):
            return text["task"]
        item, decision = text.get("item", ""), text.get("decision") or self._decision
        return item if ":" in item or not item else f"{decision}:{item}" if decision else ""

    def _add(self, result: TaskResult, line: int) -> None:
        key = (fold(result.task), fold(result.period), result.kind, result.day)
        if first := self._seen.get(key):
            hint = note(N_("the same is in row {row} already; for another occurrence name its period"), row=first)
            self.problems.append(Problem(result.place, hint, self._names.get("task", ""), result.task, "row.twice"))
            return
        self._seen[key] = line
        self.results.append(result)


def day_in(text: str, month_first: str = "") -> date | Note:
    """The day that a cell names, or what is to be asked; ``month_first`` is a day of its column written so."""
    if not text:
        return note(N_("the day is lacking: write it as 28/6/2021"))
    sure = listfile.day_of_cell(text)
    either = dayorder.either_day(text) if month_first else []
    if sure is None and len(either) == 1:
        return note(N_("the day is written month first: write it as {day}"), day=either[0])
    if len(either) > 1:
        asked = N_(
            "other days of the column are written month first ({sample}): {one} or {other}? Write them all day first"
        )
        return note(asked, sample=month_first, one=either[0], other=either[1])
    return sure or listfile.why_no_day(text, NO_DATE)


def percent_in(text: str) -> int | Note | None:
    """The percentage in a cell, None for an empty one, or what is wrong with it."""
    if not text:
        return None
    found = _PERCENT.fullmatch(text)
    if found is None or int(found[1]) > 100:
        return note(N_("“{value}” is no percentage: write a whole number from 0 to 100"), value=text)
    return int(found[1])


def kind_of(text: str, percent: int | None) -> str | Note:
    """What a line records: what its word says, else done where it says no percentage or 100.

    A word and a percentage that contradict each other are asked.
    """
    if not text:
        return DONE if percent in {None, 100} else PROGRESS
    kind = RESULTS.get(fold(text))
    if kind is None:
        return note(N_("“{value}” is none of: done, under way, started"), value=text)
    if kind == DONE and percent not in {None, 100}:
        return note(
            N_("“{value}” and {percent} contradict each other: correct one of them"), value=text, percent=percent
        )
    if kind != DONE and percent == 100:
        return note(
            N_("“{value}” and {percent} contradict each other: correct one of them"), value=text, percent=percent
        )
    return kind
