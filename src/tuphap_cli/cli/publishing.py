"""The pages that are published: which there are, how they lead to each other, what each of them shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from .. import errors, settings
from ..domain.model import vn_date
from ..domain.periods import PeriodKind
from ..i18n import _
from ..store.file.register import Connection
from ..store.read import entries, queries
from ..store.read.filters import Filters
from ..store.read.queries import TaskRow
from ..text import fold, sort_key
from . import checking

if TYPE_CHECKING:
    from ..reports.base import Report
    from ..reports.pressing import Asked
    from .progress_bar import Step

# The last period of each of these kinds has a page.
_PERIODS = (
    (PeriodKind.QUARTER, "bao-cao-quy.html"),
    (PeriodKind.HALF, "bao-cao-6-thang.html"),
    (PeriodKind.YEAR, "bao-cao-nam.html"),
)
FRONT, OVERDUE, MISSED, EVERYTHING = "index.html", "qua-han.html", "bo-sot.html", "nhiem-vu.html"
_BETWEEN = re.compile(r"[^a-z0-9]+")


class Page(NamedTuple):
    """A page: its address from the folder's top, what links to it say, what it shows.

    ``lists``: its own lines can be searched.
    """

    place: str
    name: str
    report: Report
    lists: bool = True


@dataclass(frozen=True)
class Publication:
    """What is published of a register as of today; ``unit`` is the code of the unit that it is narrowed to, or "".

    ``noted`` lets the first page say what is wrong with the register.
    """

    connection: Connection
    asked: Asked
    unit: str
    noted: Callable[[Report], Report]

    @classmethod
    def of(cls, connection: Connection, only: str, noted: Callable[[Report], Report]) -> Publication:
        """The publication of all, or of the unit ``only`` and those below it."""
        named = checking.unit_of(connection, only)
        asked = checking.asked(connection, settings.today(), None, named)
        return cls(connection, asked, named.code if named else "", noted)

    @property
    def as_of(self) -> date:
        """The day of the pages."""
        return self.asked.as_of

    @cached_property
    def rows(self) -> list[TaskRow]:
        """The tasks that have a page, in the order of the plans."""
        return list(queries.task_rows(self.connection, self.as_of, self.asked.filters))

    @cached_property
    def tasks(self) -> dict[str, str]:
        """The address of each task's page, by its number."""
        return {str(row.task): f"nhiem-vu/{row.task}.html" for row in self.rows}

    @cached_property
    def units(self) -> dict[str, str]:
        """The address of the page of each unit that leads a task, by its code, in the order of their names."""
        names = {row.unit: row.unit_name for row in self.rows if row.unit}
        found: dict[str, str] = {}
        for code in sorted(names, key=lambda code: sort_key(names[code])):
            slug = _BETWEEN.sub("-", fold(code)).strip("-") or "don-vi"
            taken = set(found.values())
            tries = (f"don-vi/{slug}{f'-{n}' if n else ''}.html" for n in range(len(names)))
            found[code] = next(place for place in tries if place not in taken)
        return found

    @cached_property
    def unit_names(self) -> dict[str, str]:
        """The same by the names of the units, of which no two are alike."""
        return {row.unit_name: self.units[row.unit] for row in self.rows if row.unit}

    def pages(self, step: Step | None = None) -> Iterator[tuple[str, bytes]]:
        """Every page with its address, made as it is asked for; ``step`` is told how many are made, and of how many."""
        main = list(self._main())
        total = len(main) + len(self.units) + len(self.rows)
        for number, page in enumerate(chain(main, self._of_units(), self._of_tasks()), 1):
            yield self._drawn(page, main)
            if step is not None:
                step(number, total)

    # -- what there is ---------------------------------------------------------------------------------------

    def _main(self) -> Iterator[Page]:
        from ..reports import front_pages, lists, missed_list, overdue

        front = front_pages.front_page(self.connection, self.asked, self.rows, settings.text("office"))
        yield Page(FRONT, _("Today"), self.noted(front), lists=False)
        late = overdue.overdue_report(self.connection, self.as_of, filters=self.asked.filters)
        yield Page(OVERDUE, _("Overdue"), late)
        missed = missed_list.missed_report(
            self.connection,
            self.as_of,
            self.asked.silent_days,
            filters=self.asked.filters,
            filed_by=self.asked.filed_by,
        )
        yield Page(MISSED, _("Missed"), missed)
        yield Page(EVERYTHING, _("All tasks"), lists.task_list(self.connection, self.rows, self.as_of))
        yield from self._of_periods()

    def _of_periods(self) -> Iterator[Page]:
        """The reports on the last quarter, half-year and year, as far as there is anything to report."""
        from ..reports import summary
        from ..reports.figures import Shown
        from ..reports.period_words import window_name
        from .report import make

        for kind, place in _PERIODS:
            wish = make.ReportRequest(kind, unit=self.unit)
            try:
                covered = make.window(wish)
            except errors.NoWindow:  # the office's own rule may have no such period
                continue
            selection, scope = make.select(self.connection, wish, make.day_of(covered, wish))
            figures, closed_on = make.figures_of(self.connection, covered, wish, selection)
            if figures.total["assigned"]:
                shown = Shown(machine=False)
                report = summary.summary_report(figures, scope=scope, closed_on=closed_on, shown=shown)
                yield Page(place, _("Report: {period}").format(period=window_name(covered.name)), report)

    def _of_units(self) -> Iterator[Page]:
        from ..reports import front_pages

        ids = {unit.code: unit.id for unit in entries.unit_rows(self.connection)}
        led: dict[str, list[TaskRow]] = {}
        for row in self.rows:
            led.setdefault(row.unit, []).append(row)
        for code, place in self.units.items():
            own = led[code]
            asked = self.asked._replace(filters=Filters(units=(ids[code],)), unit=code, unit_name=own[0].unit_name)
            yield Page(place, own[0].unit_name, front_pages.unit_page(self.connection, asked, own))

    def _of_tasks(self) -> Iterator[Page]:
        from ..domain.workdays import RestDay
        from ..reports.why import dossier
        from ..reports.why import page as why

        rest_day, before = RestDay(settings.text("rest_day")), settings.flag("before_counts")
        followed = dossier.Settings(self.asked.silent_days, rest_day, before, ahead=True)
        for row in self.rows:
            report = why.why_report(self.connection, row.task, self.as_of, followed)
            yield Page(self.tasks[str(row.task)], row.unit_name, report, lists=False)

    # -- how they lead to each other -------------------------------------------------------------------------

    def _drawn(self, page: Page, main: Sequence[Page]) -> tuple[str, bytes]:
        from ..render.html import Site, as_html

        up = "../" * page.place.count("/")
        places = {"task": self.tasks, "unit": self.units, "unit_name": self.unit_names}

        def place_of(kind: str, name: str) -> str:
            place = places[kind].get(name, "")
            return f"{up}{place}" if place else ""

        links = [(one.name, "" if one.place == page.place else f"{up}{one.place}") for one in main]
        if page.place.startswith("don-vi/"):
            links.append((page.name, ""))
        elif row := self._row(page.place):
            links += [(row.unit_name, place_of("unit", row.unit))] if row.unit in self.units else []
            links.append((_("Task {task}").format(task=row.task), ""))
        site = Site(
            links=tuple(links),
            place_of=place_of,
            search="" if page.lists else f"{up}{EVERYTHING}",
            made=_("Made by tuphap from the register, state of {day}.").format(day=vn_date(self.as_of)),
        )
        return page.place, as_html(page.report, site).encode()

    @cached_property
    def _by_place(self) -> dict[str, TaskRow]:
        return {self.tasks[str(row.task)]: row for row in self.rows}

    def _row(self, place: str) -> TaskRow | None:
        """The task whose page is at ``place``."""
        return self._by_place.get(place)
