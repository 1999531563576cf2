"""Reads the rows below a header into groups and raw tasks: headings, tasks, continuations, merged and ditto cells.

Every row that is not blank becomes one of these or a finding; units, deadlines and item numbers are read later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..files.source import Covered, SourceGrid, SourceRow
from ..plan_findings import Findings
from ..prose.inline import pull_labelled
from . import celltext, item_labels
from .cellnotes import is_unseen, take_notes
from .cellsabove import CellsAbove
from .column_finder import header_at, repeats
from .fromheadings import agency_in
from .groups import GroupStack
from .heading_words import PEOPLE, Field
from .headingrows import HeadingRows, Parent, refers_below
from .marks import texts_of_marks
from .plan_columns import Header
from .rawtask import RawTask, View, view_of
from .secondcolumns import other_title, weigh_rivals

_OPTIONAL = (Field.PRODUCT, Field.NOTE, *PEOPLE)


@dataclass(slots=True)
class TableReader:
    """Reads one table. ``groups`` and ``findings`` are the plan's own and go on over its tables."""

    grid: SourceGrid
    header: Header
    groups: GroupStack
    findings: Findings
    mapping: Mapping[str, str]
    tasks: list[RawTask] = field(default_factory=list)
    _last_was_task: bool = False
    _carried: bool = False
    _signed: bool = False  # signatures were met: what follows without a number belongs to them
    _headings: HeadingRows = field(init=False)
    _above: CellsAbove = field(init=False)

    def __post_init__(self) -> None:
        self._above = CellsAbove(self.header, self.findings)

    def read(self, start: int) -> list[RawTask]:
        """The tasks of the rows from index ``start``."""
        self._headings = HeadingRows(self.grid, self.header)
        self._headings.look_through(start)
        index = start
        while index < len(self.grid.rows):
            row = self.grid.rows[index]
            if not row.blank:
                index += self._read_row(row, index)
            index += 1
        return self.tasks[1:] if self._carried else self.tasks

    def go_on_from(self, task: RawTask) -> None:
        """Begins below ``task``, the last one of the table that this one carries on."""
        self.tasks = [task]
        self._above.by_number[task.number.upper()] = task
        self._carried = True
        self._last_was_task = True

    # -- one row -------------------------------------------------------------------------------------------

    def _read_row(self, row: SourceRow, index: int) -> int:
        """Reads one row; returns how many further rows it took with it."""
        again = repeats(row, self.header)
        header = self._new_header(index)
        if header and (not again or header.contradicts(self.header)):
            self.header, self._last_was_task, self._signed = header, False, False
            self._above = self._above.under(header)
            self._headings = HeadingRows(self.grid, header, self._headings.unlabelled, self._headings.labelled_met)
            return len(header.rows) - 1
        if again:
            return 0
        view = self._view(row)
        self._report_faults(view)
        if not any(c.text for c in row.cells):
            return 0
        if celltext.is_cut_mark(view.text(Field.ITEM) or view.text(Field.TITLE)):
            # What follows may belong to headings that are missing.
            self.groups.base()
            self._last_was_task = False
            self.findings.add("row.cut", view.place, "", view.whole)
        elif is_unseen(self.header, view):
            self._unseen(view)
        elif self._is_remark(view):
            self.findings.add("row.skipped", view.place, "", view.whole)
        elif not self._group(view, index) and not self._joined(view):
            self._task(view)
        return 0

    def _unseen(self, view: View) -> None:
        """Leaves a row out whose task is struck through or hidden; what is merged over rows below still counts."""
        words = " | ".join(c.text or c.unseen for c in view.row.cells if c.text or c.unseen)
        self.findings.add("left_out.task", view.place, self._column_name(Field.TITLE), words)
        self._above.pass_left_out(view.row)
        self._last_was_task = False

    def _is_remark(self, view: View) -> bool:
        """Whether the row is a sum, a remark or a signature below the tasks."""
        item, title = view.text(Field.ITEM), view.text(Field.TITLE)
        if celltext.is_total([c.text for c in view.row.cells if c.text]):
            return True
        if item and not (celltext.is_signature(item) or celltext.is_no_task(item)):
            return False
        if not self._reads_as_task(view) and any(celltext.is_signature(c.text) for c in view.row.cells if c.text):
            self._signed, self._last_was_task = True, False
            return True
        bare = not title or not view.has(Field.LEAD, Field.DEADLINE)
        return bare and (self._signed or celltext.is_no_task(item or title))

    @staticmethod
    def _reads_as_task(view: View) -> bool:
        """Whether a row has what is to be done and when, so that "Giám đốc" in it is who leads, not who signs."""
        title, deadline = view.text(Field.TITLE), view.text(Field.DEADLINE)
        if not title or celltext.is_signature(title) or celltext.is_signature(deadline):
            return False
        dated = bool(deadline) or Field.DEADLINE in view.covered
        return dated or (view.has(Field.LEAD) and bool(view.text(Field.ITEM)))

    def _new_header(self, index: int) -> Header | None:
        row = self.grid.rows[index]
        item = self.header.column(Field.ITEM)
        if item is not None and row.cell(item.index).text[:1].isdecimal():
            return None
        if sum(bool(c.text) for c in row.cells) < 3 or any(len(c.text) > 60 for c in row.cells):
            return None
        header = header_at(self.grid.rows, index, self.mapping)
        known = [c for c in header.columns if c.weight >= 5] if header else []
        return header if header and len(known) >= 3 and len(known) * 4 >= len(header.columns) * 3 else None

    def _view(self, row: SourceRow) -> View:
        """``row`` without footnote marks; a cross under "Quý II" is read as that heading."""
        view = view_of(self.grid, self.header, row)
        for what, text in view.texts.items():
            bare = celltext.without_footnotes if what is Field.TITLE else celltext.without_any_mark
            view.texts[what] = bare(text)
        view.texts |= texts_of_marks(self.header, row, view.place, self.findings)
        if part := view.texts.pop(Field.PART, ""):
            view.part = part
        return view

    def _report_faults(self, view: View) -> None:
        for index, cell in enumerate(view.row.cells):
            if cell.fault:
                code = "cell.formula" if cell.fault == "=" else "cell.error"
                self.findings.add(code, view.place, self._heading(index), cell.fault)

    def _heading(self, index: int) -> str:
        return next((c.heading for c in self.header.columns if c.index == index), "")

    # -- headings of groups --------------------------------------------------------------------------------

    def _group(self, view: View, index: int) -> bool:
        """Opens a group where the row is a heading."""
        if parent := self._headings.parent(view, index):
            return self._parent(view, parent, index)
        if line := self._headings.is_line(view, index):
            return self._line(view, line, index)
        item, title = view.text(Field.ITEM), view.text(Field.TITLE)
        if not title or view.has(Field.SUPPORT, Field.PRODUCT) or celltext.is_no_task(title):
            return False
        label = "" if item_labels.is_list_mark(item) else item_labels.cleaned(item)
        last = self.tasks[-1].number if self.tasks else ""
        leads = view.has(Field.LEAD) and self._headings.leads_those_below(view, label, index, last)
        if view.has(Field.LEAD) and not leads:
            return False
        above = self.tasks[-1].text(Field.TITLE) if self.tasks and self._last_was_task else ""
        if not leads and not self._headings.is_heading(view, label, index, items_met=self._items_met, above=above):
            return False
        if not label:
            parted = item_labels.labelled(title)
            label, title = parted.label, parted.text or title
        opened = self._enter(view, label, title, section=self._headings.numbers_begin_anew(label, index))
        if leads:
            self.groups.leads[opened] = view.text(Field.LEAD)
        self._tell_strays(view, opened, index, (Field.DEADLINE, Field.NOTE, *PEOPLE))
        return True

    def _parent(self, view: View, parent: Parent, index: int) -> bool:
        """A row with parts below it and no work of its own: a heading, whose other cells go on over the parts."""
        opened = self._enter(view, parent.label, parent.title, section=parent.apart)
        lead = agency_in(parent.title) if parent.in_lead else view.text(Field.LEAD)
        if lead:
            self.groups.leads[opened] = lead
        strays = (Field.SUPPORT, Field.PRODUCT, Field.DEADLINE, Field.NOTE, *PEOPLE)
        self._tell_strays(view, opened, index, strays)
        return True

    def _tell_strays(self, view: View, opened: int, index: int, fields: Sequence[Field]) -> None:
        """Tells what a heading's row holds besides; what is merged with the cells below goes on there, and a deadline
        is kept for the works below that have none."""
        below = self.grid.rows[index + 1] if index + 1 < len(self.grid.rows) else None
        for what in fields:
            column = self.header.column(what)
            merged = below is not None and column is not None and below.cell(column.index).covered is Covered.ABOVE
            stray = view.text(what)
            if not stray or merged or stray == self.groups.groups[opened].title:
                continue
            if what is Field.DEADLINE and not celltext.begins_low(stray) and not refers_below(stray):
                self.groups.deadlines[opened] = stray
            else:
                self.findings.add("cell.stray", view.place, self._column_name(what), stray)

    @property
    def _items_met(self) -> bool:
        return self.header.column(Field.ITEM) is not None and any(t.number for t in self.tasks)

    def _line(self, view: View, text: str, index: int) -> bool:
        """A line over the columns: the heading of a group, or a remark."""
        if celltext.begins_low(text) and self._last_was_task:
            return False
        bare = item_labels.cleaned(text)
        if celltext.is_no_task(text) or item_labels.style(bare)[0] in {"number", "mark", "lower"} or not bare:
            self.findings.add("row.skipped", view.place, "", text)
            return True
        parted = item_labels.labelled(text)
        self._enter(view, parted.label, parted.text or text, section=self._headings.before_headings(index))
        return True

    def _enter(self, view: View, label: str, title: str, *, section: bool) -> int:
        opened = self.groups.enter(label, title, view.place, section=section)
        self._headings.labelled_met |= bool(label)
        self._last_was_task = False
        self._above.pass_heading(view.row)
        for column in self.header.kept:
            cell = view.row.cell(column.index)
            if cell.text and cell.text not in (title, label):
                self.findings.add("cell.stray", view.place, column.heading, cell.text)
        return opened

    # -- continuations -------------------------------------------------------------------------------------

    def _joined(self, view: View) -> bool:
        """Joins a row to the task above where it only carries on that task's cells."""
        item = view.text(Field.ITEM) or view.part
        if item or not self.tasks or not self._last_was_task or not self._carries_on(view):
            return False
        task = self.tasks[-1]
        for what, text in view.texts.items():
            task.values[what] = celltext.joined_texts(task.text(what), text)
        for column in self.header.kept:
            if text := view.row.cell(column.index).text:
                task.extra[column.heading] = celltext.joined_texts(task.extra.get(column.heading, ""), text)
        self._above.lengthen(task)
        take_notes(self.header, view, task, self.findings)
        self.findings.add("row.joined", view.place, "", view.whole, item=task.number or "–")
        return True

    def _carries_on(self, view: View) -> bool:
        title = view.text(Field.TITLE)
        if not title:
            return True
        if celltext.begins_low(title) and celltext.unfinished(self.tasks[-1].text(Field.TITLE)):
            return True
        if (
            celltext.begins_low(title)
            and self.header.column(Field.ITEM) is not None
            and Field.ITEM not in view.covered
        ):
            return not view.text(Field.LEAD) or not view.text(Field.DEADLINE)
        if view.has(Field.LEAD, Field.DEADLINE) or Field.ITEM in view.covered:
            return False
        if self.header.column(Field.ITEM) is None:
            return title[:1] in item_labels.MARKS
        return bool(self.tasks[-1].number) or title[:1] in item_labels.MARKS

    # -- tasks ---------------------------------------------------------------------------------------------

    def _task(self, view: View) -> None:
        values = view.texts.copy()
        values.pop(Field.ITEM, None)
        item = view.text(Field.ITEM) or view.part
        number = "" if item_labels.is_list_mark(item) else item_labels.cleaned(item)
        if not values.get(Field.TITLE):
            if other := other_title(self.header, view):
                values[Field.TITLE] = other
            elif Field.TITLE in view.covered and self.tasks:
                values[Field.TITLE] = self.tasks[-1].text(Field.TITLE)
            else:
                self._untitled(view)
                return
        if view.part and item_labels.style(item_labels.cleaned(view.part))[0] == "number":
            self.groups.leave_section()  # a task on the level of the headings
        group = self.groups.for_task(number)
        task = RawTask(view.place, number, group, values, {}, self.header.names)
        self._above.fill(view, task)
        weigh_rivals(self.header, view, task)
        if named := task.text(Field.GROUP):
            task.group = self.groups.enter_named(named, view.place)
        for what in _OPTIONAL:
            if (text := values.get(what)) and celltext.ditto(text) is celltext.Ditto.PERHAPS:
                del values[what]  # a dash for "none"
        pull_labelled(task.values)
        take_notes(self.header, view, task, self.findings)
        self.tasks.append(task)
        self._above.by_number[number.upper()] = task
        self._last_was_task = True

    def _untitled(self, view: View) -> None:
        """A row without a task's text: an unused numbered line is only reported, anything more is an error."""
        more = [t for f, t in view.texts.items() if f is not Field.ITEM]
        extra = [view.row.cell(c.index).text for c in self.header.kept]
        code = "title.missing" if more or any(extra) else "row.skipped"
        self.findings.add(code, view.place, self._column_name(Field.TITLE), view.whole)

    def _column_name(self, what: Field) -> str:
        column = self.header.column(what)
        return column.heading if column else ""
