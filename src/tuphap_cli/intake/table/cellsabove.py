"""What a row takes over from the rows above it: merged cells, ditto marks, "như mục 3"; decides no tasks."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..files.source import Covered, SourceRow
from ..plan_findings import Findings
from . import celltext
from .heading_words import KEPT, PEOPLE, Field
from .plan_columns import Header, PlanColumn
from .rawtask import RawTask, View

_CARRIED = (Field.LEAD, Field.SUPPORT, Field.DEADLINE, Field.PRODUCT, Field.GROUP, *PEOPLE)
_DITTOED = frozenset((Field.LEAD, Field.SUPPORT, Field.DEADLINE))


@dataclass(slots=True)
class CellsAbove:
    """The cells above the row that is read, under one header, and the tasks by their numbers."""

    header: Header
    findings: Findings
    by_number: dict[str, RawTask] = field(default_factory=dict)  # the last task of each number
    _above: dict[int, str] = field(default_factory=dict)
    _last_text: dict[int, str] = field(default_factory=dict)

    def under(self, header: Header) -> CellsAbove:
        """The same below another row of headings."""
        return CellsAbove(header, self.findings, self.by_number, {}, self._last_text)

    def pass_heading(self, row: SourceRow) -> None:
        """Keeps the cells of a heading's row, which may cover those of its tasks."""
        for column in self.header.columns:
            cell = row.cell(column.index)
            if cell.covered is Covered.NO and column.field is not Field.GROUP:
                self._above[column.index] = cell.text

    def pass_left_out(self, row: SourceRow) -> None:
        """Keeps the cells of a row that was left out: what is merged over the rows below still counts."""
        for column, cell in enumerate(row.cells):
            if cell.text:
                self._above[column] = cell.text

    def lengthen(self, task: RawTask) -> None:
        """Keeps the cells of a task to which a further row was joined."""
        for column in self.header.columns:
            if column.field in task.values and column.index in self._above:
                self._above[column.index] = task.values[column.field]

    def fill(self, view: View, task: RawTask) -> None:
        """Fills cells covered from above and ditto marks, and keeps the other columns."""
        for column in self.header.columns:
            cell, what = view.row.cell(column.index), column.field
            kept = what in KEPT
            text = cell.text if kept else task.values.get(what, "")
            if cell.covered is Covered.ABOVE:
                text = self._above.get(column.index, "")
                if what in _CARRIED and text:
                    task.values[what] = text
            elif what in _DITTOED and text:
                if celltext.refers(text):
                    dash = celltext.ditto(text) is celltext.Ditto.PERHAPS
                    task.guessed_deadline |= dash and what is Field.DEADLINE
                    task.values[what] = text = self._same_as(view, column, text)
            elif what in PEOPLE and celltext.ditto(text) is celltext.Ditto.ABOVE:
                task.values[what] = text = self._same_as(view, column, text)
            elif what is Field.GROUP and not text:
                task.values[what] = text = self._above.get(column.index, "")
            if what is Field.PART and view.text(Field.ITEM):
                kept, text = True, cell.text
            if kept and text:
                if what is not Field.EXTRA:
                    task.values[what] = text
                task.extra[column.heading] = celltext.joined_texts(task.extra.get(column.heading, ""), text)
            self._above[column.index] = text
            if text:
                self._last_text[column.index] = text

    def _same_as(self, view: View, column: PlanColumn, text: str) -> str:
        """The text that a ditto mark or "như mục 3" stands for."""
        above = self._last_text.get(column.index, "")
        how = celltext.ditto(text)
        if how is not celltext.Ditto.NO:
            code = "cell.ditto" if how is celltext.Ditto.ABOVE else "cell.dash"
            self.findings.add(code, view.place, column.heading, text, text=above)
            return above
        if item := celltext.as_item(text):
            same = self.by_number.get(item)
            if same and same.text(column.field):
                self.findings.add("cell.ditto", view.place, column.heading, text, text=same.text(column.field))
                return same.text(column.field)
            self.findings.add("cell.reference", view.place, column.heading, text, item=item)
            return ""
        return text
