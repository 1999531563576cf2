"""Tells rows that are headings of groups from rows that are tasks, by their cells and the rows around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..files.source import SourceGrid, SourceRow
from . import celltext, item_labels
from .column_finder import repeats
from .headings import Field
from .plan_columns import Header
from .rawtask import View, view_of

_WORDED = {"nhom", "phan", "muc", "linh vuc"}
_COMPARED = 5
_LINE_WORDS = 15


@dataclass(slots=True)
class HeadingRows:
    """What is known of the headings in one table. ``unlabelled`` says that headings without a label stand in it."""

    grid: SourceGrid
    header: Header
    unlabelled: bool = False
    labelled_met: bool = False

    def look_through(self, start: int) -> None:
        """Finds out from the rows below the header whether the table has headings without a label: such a row can
        not carry on a task where it is the first."""
        first = next((r for _, r in self._below(start - 1)), None)
        if first is not None:
            view = view_of(self.grid, self.header, first)
            others = (Field.ITEM, Field.LEAD, Field.SUPPORT, Field.DEADLINE, Field.PRODUCT)
            self.unlabelled = bool(view.text(Field.TITLE)) and not view.has(*others)

    def is_heading(self, view: View, label: str, index: int, *, items_met: bool) -> bool:
        """Whether a row with a title and no lead, support or product is the heading of a group."""
        kind = item_labels.style(label)[0]
        if kind in {"roman", "upper"} or " " in label:
            return Field.LEAD not in view.covered
        if view.has(Field.DEADLINE):
            return False
        if label:
            return self._next_is_deeper(label, index) or self._bold_alone(view, index)
        return self._unlabelled_heading(view, view.text(Field.TITLE), index, items_met)

    def leads_those_below(self, view: View, label: str, index: int) -> bool:
        """Whether a numbered row with a lead but no deadline is the heading of the rows below, which name no lead."""
        following = next((r for _, r in self._below(index)), None)
        if not label or following is None or Field.LEAD in view.covered or view.has(Field.DEADLINE):
            return False
        below = view_of(self.grid, self.header, following)
        item = item_labels.cleaned(below.text(Field.ITEM))
        high = item_labels.style(label)[0] in {"roman", "upper"} or " " in label
        deeper = item.startswith(label + ".") or (high and item_labels.style(item)[0] == "number")
        return deeper and self.header.column(Field.DEADLINE) is not None and not below.has(Field.LEAD)

    def _unlabelled_heading(self, view: View, title: str, index: int, items_met: bool) -> bool:
        if celltext.begins_low(title) or title[:1] in item_labels.MARKS:
            return False
        if self.unlabelled or self._bold_alone(view, index) or title.isupper():
            return True
        if self._merged(view):
            # Below labelled headings a line without a label may also be the rest of a cell from the page above.
            return not self.labelled_met or (len(title.split()) <= _LINE_WORDS and ";" not in title)
        kind = item_labels.style(item_labels.labelled(title).label)[0]
        return kind in _WORDED or (kind in {"roman", "upper"} and not items_met)

    def _next_is_deeper(self, label: str, index: int) -> bool:
        """Whether the next row is a part of the one numbered ``label``: 5.1.1 under 5.1, "a" or "-" under 1."""
        following = next((r for _, r in self._below(index)), None)
        if following is None:
            return False
        view = view_of(self.grid, self.header, following)
        item = item_labels.cleaned(view.text(Field.ITEM))
        if item.startswith(label + "."):
            return True
        if item and not item_labels.is_list_mark(item):
            return item_labels.style(label)[0] == "number" and item_labels.style(item)[0] == "lower"
        if Field.ITEM in view.covered:
            return False
        return bool(view.text(Field.TITLE) and view.text(Field.LEAD))

    def _below(self, index: int) -> Iterator[tuple[int, SourceRow]]:
        """The rows below ``index`` that hold something and are no repeated headings."""
        for at in range(index + 1, len(self.grid.rows)):
            row = self.grid.rows[at]
            if not row.blank and not repeats(row, self.header):
                yield at, row

    def _bold_alone(self, view: View, index: int) -> bool:
        """Whether the title is bold and the titles of ordinary rows are not."""
        column = self.header.column(Field.TITLE)
        if column is None or not view.row.cell(column.index).bold:
            return False
        others = [r.cell(column.index) for r in self.grid.rows[index + 1 : index + 1 + _COMPARED]]
        return any(c.text and not c.bold for c in others)

    def before_headings(self, index: int) -> bool:
        """Whether the next row prints the headings again: what stands here is the title of a further list."""
        following = self.grid.rows[index + 1] if index + 1 < len(self.grid.rows) else None
        return following is not None and repeats(following, self.header)

    def is_line(self, view: View, index: int) -> str | None:
        """The row's only text where it is a line of its own over the columns, rather than a cell of a task."""
        filled = [(i, c) for i, c in enumerate(view.row.cells) if c.text]
        if len(filled) != 1:
            return None
        column, cell = filled[0]
        over = {c.field for c in self.header.columns if column <= c.index < column + cell.span}
        wide = len(over) > 2 or {Field.TITLE, Field.LEAD} <= over or {Field.ITEM, Field.TITLE} <= over
        item, title = self.header.column(Field.ITEM), self.header.column(Field.TITLE)
        in_item = item is not None and column == item.index
        left = title is not None and column < title.index and cell.span == 1 and len(cell.text.split()) > 2
        if self.before_headings(index):
            return cell.text
        if title is not None and column == title.index and not item_labels.labelled(cell.text).label:
            return None
        return cell.text if wide or in_item or left else None

    def _merged(self, view: View) -> bool:
        """Whether the title's cell is merged over the columns on its right."""
        title = self.header.column(Field.TITLE)
        return title is not None and view.row.cell(title.index).span > 1
