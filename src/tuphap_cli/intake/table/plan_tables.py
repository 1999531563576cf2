"""Picks the tables of a file that look like plans and reads them one after the other; says which and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...domain.draft import SeenTable
from ...domain.model import N_, joined_notes, note
from ...domain.problems import Place
from ..files.source import Source, SourceGrid
from ..plan_findings import Findings
from . import celltext, item_labels
from .cellkinds import is_amount, profile
from .column_finder import header_at
from .filldown import fill_down
from .fromheadings import agency_in, take_from_headings
from .groups import GroupStack
from .heading_words import Field
from .headings import FIELD_NAMES
from .plan_columns import Header
from .rawtask import FoundTasks
from .rows import TableReader
from .secondcolumns import tell_kept, tell_rivals
from .twins import leave_twins_out

_HEADER_WITHIN = 40
_CELL_SHOWN, _ROW_SHOWN = 40, 200
_PAGE_NUMBER = re.compile(r"[-–\s]*\d{1,3}[-–\s]*")
_NUMBERS = {"number", "roman", "upper"}
_FIRST = {"1", "01", "I", "A"}  # with these a list begins


def read_tables(source: Source, mapping: Mapping[str, str], wanted: Sequence[int], findings: Findings) -> FoundTasks:
    """The tasks of every table that looks like a plan, or of the ``wanted`` ones (numbers from 1)."""
    reader = _Tables(mapping, findings)
    for number, grid in enumerate(source.grids, start=1):
        reader.add(grid, not wanted or number in wanted, chosen_by_number=bool(wanted))
    if not wanted and not any(grid.paged for grid in source.grids):
        leave_twins_out(reader.result, findings)
    return reader.result


class _Tables:
    """Reads table after table; a table without headings may carry on the one above."""

    def __init__(self, mapping: Mapping[str, str], findings: Findings) -> None:
        self.result = FoundTasks()
        self._mapping, self._findings = mapping, findings
        self._stack = GroupStack(self.result.groups)
        self._previous: Header | None = None

    def add(self, grid: SourceGrid, may_be_taken: bool, *, chosen_by_number: bool) -> None:
        header, start = find_header(grid, self._mapping)
        previous = self._previous
        if may_be_taken and header is not None:
            _tell_twice(grid, header, self._findings)
            reader = TableReader(grid, header, self._stack, self._findings, self._mapping)
            goes_on = self._goes_on(grid, header, start)
            if goes_on:
                reader.go_on_from(self.result.tasks[-1])
            else:
                self._head(grid, start)
                self._stack.base()
                _caption(grid, start, self._stack)
            self._take(reader, start + len(header.rows), carried=goes_on)
            self._previous = header
        elif may_be_taken and previous is not None and _continues(grid, previous):
            reader = TableReader(grid, previous, self._stack, self._findings, self._mapping)
            if self.result.tasks:
                reader.go_on_from(self.result.tasks[-1])
            self._take(reader, 0, carried=True)
        elif may_be_taken and previous is not None and _is_like(grid, previous):
            self._findings.add("table.headless", Place(grid.name, 1), "", grid.before[-1])
            self._stack.base()
            _caption(grid, 0, self._stack)
            self._take(TableReader(grid, previous, self._stack, self._findings, self._mapping), 0, carried=True)
        else:
            self._head(grid, None)
            self.result.seen.append(_refused(grid, not may_be_taken and chosen_by_number))

    def _goes_on(self, grid: SourceGrid, header: Header, start: int) -> bool:
        """Whether ``grid`` is the next page of the table above, its headings printed again: the same headings with
        nothing above them, and numbers that go on."""
        tasks, previous = self.result.tasks, self._previous
        if (
            not grid.paged
            or grid.before
            or start
            or not tasks
            or previous is None
            or header.folded != previous.folded
        ):
            return False
        item = header.column(Field.ITEM)
        first = next((r for r in grid.rows[len(header.rows) :] if not r.blank), None)
        if item is None or first is None or item_labels.cleaned(first.cell(item.index).text) not in _FIRST:
            return True
        last, group = tasks[-1].place, self._stack.current
        heading = None if group is None else self.result.groups[group].place
        return heading is not None and heading.sheet == last.sheet and heading.row > last.row

    def _take(self, reader: TableReader, start: int, *, carried: bool) -> None:
        grid, header = reader.grid, reader.header
        tasks = reader.read(start)
        take_from_headings(tasks, self._stack, header, self._findings)
        fill_down(tasks, grid, header, self._findings)
        tell_rivals(tasks, reader.header, self._findings)
        tell_kept(tasks, reader.header, self._findings)
        self.result.tasks.extend(tasks)
        columns = joined_notes(
            [
                note(N_("{heading} → {field}"), heading=c.heading, field=note(FIELD_NAMES[c.field]))
                for c in header.columns
            ]
        )
        reason = (
            note(N_("carries on the table above: {tasks} task(s)"), tasks=len(tasks))
            if carried
            else note(N_("headings of a plan: {tasks} task(s), by {columns}"), tasks=len(tasks), columns=columns)
        )
        self.result.seen.append(SeenTable(grid.name, len(grid.rows), True, reason))

    def _head(self, grid: SourceGrid, upto: int | None) -> None:
        """Keeps what is above the first task: paragraphs, layout tables, the lines above the headings."""
        if self.result.tasks:
            return
        self.result.head.extend(grid.before)
        for row in grid.rows[:upto]:
            self.result.head.extend(c.text for c in row.cells if c.text)


def find_header(grid: SourceGrid, mapping: Mapping[str, str]) -> tuple[Header | None, int]:
    """The header of ``grid`` with the index of its first row; None where no row reads like the headings of tasks."""
    for index in range(min(len(grid.rows), _HEADER_WITHIN)):
        if not grid.rows[index].blank and (header := header_at(grid.rows, index, mapping)):
            return header, index
    return None, 0


def _tell_twice(grid: SourceGrid, header: Header, findings: Findings) -> None:
    """Two lists beside each other have all headings twice; only the left one would be read."""
    words = list(header.folded.values())
    twice = {c.field: c.heading for c in header.columns if words.count(header.folded[c.index]) > 1}
    if Field.TITLE in twice and twice.keys() & {Field.LEAD, Field.DEADLINE}:
        place = Place(grid.name, header.rows[0])
        findings.add("table.twice", place, twice[Field.TITLE], twice[Field.TITLE])


def _continues(grid: SourceGrid, previous: Header) -> bool:
    """Whether ``grid`` is the next page of the table above: as many columns, and no text between them but the number
    of the page."""
    return grid.width == previous.width and all(_PAGE_NUMBER.fullmatch(text) for text in grid.before)


def _is_like(grid: SourceGrid, previous: Header) -> bool:
    """Whether ``grid``, without headings and below a text of its own, has what the columns of ``previous`` hold:
    numbers, works, and units or times beside each of them."""
    item, title, lead, time = (previous.column(f) for f in (Field.ITEM, Field.TITLE, Field.LEAD, Field.DEADLINE))
    rows = [r for r in grid.rows if not r.blank]
    if grid.width != previous.width or item is None or title is None or not rows:
        return False
    if item_labels.style(item_labels.cleaned(rows[0].cell(item.index).text))[0] not in _NUMBERS:
        return False
    works = [r for r in rows if r.cell(title.index).text and any(r.cell(c.index).text for c in (lead, time) if c)]
    times = profile(r.cell(time.index).text for r in works) if time else None
    if not works or (times is not None and 2 * (times.days + times.periods) <= times.filled):
        return False
    if lead is None:
        return True
    exchanged = (agency_in(r.cell(title.index).text) and not agency_in(r.cell(lead.index).text) for r in works)
    return not any(exchanged) and not all(is_amount(r.cell(lead.index).text) for r in works)


def _refused(grid: SourceGrid, not_wanted: bool) -> SeenTable:
    if not_wanted:
        reason = note(N_("not chosen"))
    elif not any(not r.blank for r in grid.rows):
        reason = note(N_("empty"))
    else:
        first = next(r for r in grid.rows if not r.blank)
        seen = " | ".join(celltext.shortened(c.text.replace("\n", " "), _CELL_SHOWN) for c in first.cells if c.text)
        reason = note(N_("no headings of a plan; it begins: {seen}"), seen=celltext.shortened(seen, _ROW_SHOWN))
    return SeenTable(grid.name, len(grid.rows), False, reason)


def _caption(grid: SourceGrid, start: int, stack: GroupStack) -> None:
    """Opens a group for a numbered line right above the headings ("2. Các nhiệm vụ …", "Phụ lục II …")."""
    above = [(p, 0) for p in grid.before[-3:]]
    for row in grid.rows[:start]:
        texts = [c.text for c in row.cells if c.text]
        if len(texts) == 1:
            above.append((texts[0], row.number))
    for text, row_number in above[-3:]:
        parted = item_labels.labelled(text)
        kind = item_labels.style(parted.label)[0]
        if kind in {"none", "lower", "mark"} or len(text) > 400 or text.rstrip()[-1:] in ".;":
            continue
        if kind == "phu" and not parted.text:
            continue
        stack.enter(parted.label, parted.text or text, Place(grid.name, row_number), section=True)
