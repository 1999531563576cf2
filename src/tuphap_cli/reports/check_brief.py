"""The nightly check in brief, for a terminal and for mails: the counts, what is new, how to see all of it."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Sequence
from datetime import date

from ..domain.missed import Reason
from ..domain.model import vn_date
from ..domain.steps import Step
from ..i18n import _, ngettext, vn_number
from ..store.read import queries
from ..store.read.filters import Filters
from ..store.read.queries import TaskRow
from . import labels
from .base import Column, Line, Report, sentence_list
from .check import findings
from .pressing import Asked, News, Survey
from .urging_list import last_urged, urged_words

WIDTH = 80  # columns of the narrowest terminal, and of a mail
SHOWN = 11  # pieces of news: with all that is around them they are 25 lines, also of a register that is not sound
TOLD = 45  # letters of a line for the unit and what is new, where it is several things
DETAILED = 100  # pieces of news in a table that is no longer brief


def brief_report(
    connection: sqlite3.Connection,
    asked: Asked,
    found: Survey,
    *,
    told_on: date | None = None,
    only_new: bool = False,
    answer_to: str | None = None,
    doubtful: bool = False,
) -> Report:
    """The counts and the most pressing of what is new; without a title where there is nothing to tell.

    ``found`` is the survey of the same question. See :func:`check_report` for the other arguments. In a mail to a
    unit ``answer_to`` is the address to which it reports ("": none is known). There is always something to tell of a
    ``doubtful`` register.
    """
    told = bool(found.news if only_new else found.points) or doubtful
    report = Report(schema="tuphap.check/1", as_of=asked.as_of, rows=(), findings=findings(found, only_new=only_new))
    if not told:
        return report
    title = _("Check of {day}").format(day=vn_date(asked.as_of))
    shown = found.news[:SHOWN]
    return report._replace(
        title=cut(f"{title} – {asked.unit_name}" if asked.unit else title),
        heading=tuple(map(cut, counts(found, asked))),
        tables=(sentence_list(_heading(found, told_on), sentences(connection, asked, shown)),) if shown else (),
        closing=_closing(found, len(found.news) - len(shown), told_on, asked.unit, answer_to),
    )


def with_details(connection: sqlite3.Connection, asked: Asked, found: Survey, brief: Report) -> Report:
    """``brief`` with a table of what is new in the place of its lines, for pages: more of it, and not cut."""
    shown = found.news[:DETAILED]
    rows, urged = _rows(connection, asked, shown)
    columns = (
        Column(_("No."), right=True),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Lead")),
        Column(_("Due")),
        Column(_("New")),
    )
    lines = []
    for news in shown:
        row = rows.get(news.task or 0)
        if row is None:
            lines.append(Line((None, None, _sentence(news, row, asked.as_of, ""))))
        else:
            due = next((point.due for point in news.points if point.due), row.due)
            told = ", ".join(filter(None, (*what(news, asked.as_of), urged.get(row.task, ""))))
            lines.append(Line((row.task, row.item, row.title, row.unit, due, told)))
    tables = tuple(table._replace(columns=columns, lines=tuple(lines)) for table in brief.tables)
    return brief._replace(tables=tables)


def counts(found: Survey, asked: Asked) -> list[str]:
    """A sentence each about what is overdue, missed and due soon; none about what there is none of."""
    lines = []
    if found.overdue.deadlines:
        text = _("Overdue: {deadlines}").format(deadlines=labels.deadlines_of_tasks(*found.overdue))
        late = found.late_since(Step.LATE_30, Step.LATE_60, Step.LATE_90)
        longer = ngettext("{n} by 30 days or more", "{n} by 30 days or more", late)
        lines.append(f"{text}; {longer}" if late else text)
    if found.missed:
        text = _("Missed: {n}").format(n=vn_number(found.missed))
        unfiled = ngettext("{n} unit has not filed a report", "{n} units have not filed a report", found.unfiled)
        lines.append(f"{text}; {unfiled}" if found.unfiled else text)
    if found.soon.deadlines:
        days = ngettext("Due within {n} day", "Due within {n} days", asked.soon)
        lines.append(f"{days}: {labels.deadlines_of_tasks(*found.soon)}")
    return lines


def sentences(connection: sqlite3.Connection, asked: Asked, shown: Sequence[News]) -> list[str]:
    """A line for each piece of news."""
    rows, urged = _rows(connection, asked, shown)
    return [
        cut(_sentence(news, rows.get(news.task or 0), asked.as_of, urged.get(news.task or 0, ""))) for news in shown
    ]


def _rows(
    connection: sqlite3.Connection, asked: Asked, shown: Sequence[News]
) -> tuple[dict[int, TaskRow], dict[int, str]]:
    """The tasks of ``shown`` by their numbers, and how they were urged last."""
    numbers = tuple(news.task for news in shown if news.task is not None)
    read = queries.task_rows(connection, asked.as_of, Filters(tasks=numbers)) if numbers else ()
    urged = {task: urged_words(row) for task, row in last_urged(connection, asked.as_of, numbers).items()}
    return {row.task: row for row in read}, urged


def _sentence(news: News, row: TaskRow | None, as_of: date, urged: str) -> str:
    if row is None:
        named = news.missed
        return f"{named.decision or named.unit}: {named.detail}" if named is not None else ""
    text = _("No. {task} ({unit}): {what} – {title}")
    unit = row.unit or _("no lead unit")
    told = what(news, as_of)
    # A line has room for the letter or for all of what is new, not for both.
    words = [told[0], urged] if told and urged else told
    while not urged and len(words) > 1 and len(f"{unit}{', '.join(words)}") > TOLD:
        words = words[:-1]  # what the work is must be read, too; the whole list has every reason
    return text.format(task=row.task, unit=unit, what=", ".join(words), title=" ".join(row.title.split()))


def what(news: News, as_of: date) -> list[str]:
    """What is new of a task, in words: "35 days overdue", "never started"."""
    words = []
    late = False
    for point in news.points:
        if isinstance(point.code, Step):
            words.append(_days((point.due - as_of).days if point.due else 0))
            late = late or point.code.late
        elif point.code is Reason.NEVER_STARTED and late:
            words.append(_("never started"))
        else:
            words.append(labels.reason(point.code))
    return list(dict.fromkeys(words))


def _days(left: int) -> str:
    if left < 0:
        return ngettext("{n} day overdue", "{n} days overdue", -left)
    if left == 0:
        return _("due today")
    return ngettext("{n} day left", "{n} days left", left)


def _heading(found: Survey, told_on: date | None) -> str:
    if told_on is None:
        return _("Not told before ({n})").format(n=vn_number(len(found.news)))
    return _("New since {day} ({n})").format(day=vn_date(told_on), n=vn_number(len(found.news)))


def _closing(found: Survey, left_out: int, told_on: date | None, unit: str, answer_to: str | None) -> tuple[str, ...]:
    lines = []
    if not found.news and told_on is not None:
        lines.append(_("Nothing new since {day}.").format(day=vn_date(told_on)))
    if left_out:
        lines.append(ngettext("{n} more is new.", "{n} more are new.", left_out))
    if answer_to is not None:  # who reads a mail elsewhere has no register to ask
        lines += [_("Please report progress to {address}.").format(address=answer_to)] if answer_to else []
        return tuple(map(cut, lines))
    narrowed = f" --unit {unit}" if unit else ""
    lines.append(_("All of it: {command}").format(command=f"tuphap check{narrowed} --all"))
    if any(news.task for news in found.news):
        lines.append(_("Why a task is there: {command}").format(command="tuphap task why N"))
    return tuple(map(cut, lines))


def cut(text: str) -> str:
    """``text`` as far as it fits on a line of a narrow terminal."""
    places = 0
    for at, letter in enumerate(text):
        places += 2 if unicodedata.east_asian_width(letter) in "WF" else 0 if unicodedata.combining(letter) else 1
        if places > WIDTH:
            return f"{text[: at - 1].rstrip()}…"
    return text
