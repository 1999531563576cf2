"""Tells rows that are headings of groups from rows that are tasks, by their cells and the rows around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...text import fold
from ..files.source import SourceGrid, SourceRow
from . import celltext, item_labels
from .column_finder import repeats
from .heading_words import Field
from .plan_columns import Header
from .rawtask import View, view_of

# "Theo từng mốc thời hạn dưới đây", "bao gồm các nội dung sau:".
_BELOW = re.compile(r"\b(?:duoi day|sau day|nhu sau|tung moc|cu the sau)\b|\b(?:bao gom|gom|cu the|gom co)\s*:$")
_WORDED = {"nhom", "phan", "muc", "linh vuc"}
_COMPARED = 5
_LINE_WORDS = 15


def refers_below(text: str) -> bool:
    """Whether ``text`` only says that what it should say stands below: "Theo từng mốc thời hạn dưới đây"."""
    return bool(_BELOW.search(fold(text)))


@dataclass(frozen=True, slots=True)
class Parent:
    """The heading that a row with parts below it makes.

    ``apart`` says that its number is of another column than those of the tasks; ``in_lead`` that its words stand in
    the column of the leads.
    """

    label: str
    title: str
    apart: bool = False
    in_lead: bool = False


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

    def parent(self, view: View, index: int) -> Parent | None:
        """The heading that the row is where its cells say that the work stands in the rows below, or where its words
        lie across the columns of a task."""
        item, title = view.text(Field.ITEM) or view.part, view.text(Field.TITLE)
        label = "" if item_labels.is_list_mark(item) else item_labels.cleaned(item)
        if not title:
            # Without a number, what stands above headings is the title of a further list.
            return self._across(view, label) if label or not self.before_headings(index) else None
        parted, refers = bool(view.part and not view.text(Field.ITEM)), self._refers_below(view)
        below = self._next(index) if parted or refers else None  # most rows are neither
        if below is None or celltext.is_no_task(title):
            return None
        if parted and below.part and (below.text(Field.ITEM) or below.part != "1"):
            deeper = item_labels.style(item_labels.cleaned(below.part))[0] == "lower"
            if deeper and item_labels.style(label)[0] == "number":
                return Parent(label, title, apart=True)
        if refers and self._is_part(below, label):
            return Parent(label, title)
        return None

    def _across(self, view: View, label: str) -> Parent | None:
        """The heading whose words stand in another column than the task's: that of the leads, or over several."""
        filled = [(i, c) for i, c in enumerate(view.row.cells) if c.text]
        item, lead = self.header.column(Field.ITEM), self.header.column(Field.LEAD)
        if item is not None and filled and filled[0][0] == item.index:
            filled = filled[1:]
        if len(filled) != 1 or not (label or lead):
            return None
        column, cell = filled[0]
        over = {c.field for c in self.header.columns if column <= c.index < column + cell.span}
        in_lead = lead is not None and column == lead.index
        high = item_labels.style(label)[0] in {"roman", "upper"} or " " in label
        parted = item_labels.labelled(cell.text)
        loud = in_lead and cell.text.isupper() and len(cell.text.split()) > 1
        worded = in_lead and not label and item_labels.style(parted.label)[0] in {"roman", "upper"}
        is_heading = len(over) > 2 or (high and in_lead) or loud or worded
        if not is_heading or celltext.is_signature(cell.text) or celltext.is_no_task(cell.text):
            return None
        return Parent(label or parted.label, cell.text if label else parted.text, in_lead=in_lead)

    @staticmethod
    def _refers_below(view: View) -> bool:
        """Whether a row without a date of its own says that the dates, or the work, follow below."""
        deadline = fold(view.text(Field.DEADLINE))
        if deadline and not _BELOW.search(deadline):
            return False
        title = fold(view.text(Field.TITLE)).rstrip()
        if deadline or (view.has(Field.LEAD) and _BELOW.search(title)):
            return True
        return not view.has(Field.LEAD) and (title.endswith(":") or bool(_BELOW.search(title)))

    def _is_part(self, below: View, label: str) -> bool:
        """Whether the row below is a part of the one numbered ``label``: deeper, lettered, or without a number."""
        item = below.text(Field.ITEM) or below.part
        number = "" if item_labels.is_list_mark(item) else item_labels.cleaned(item)
        if not number:
            return bool(below.text(Field.TITLE)) and below.has(Field.LEAD, Field.DEADLINE)
        kind, depth = item_labels.style(label)
        own, own_depth = item_labels.style(number)
        if own == kind:
            return own_depth > depth
        return own == "lower" or (own == "number" and kind != "lower")

    def _next(self, index: int) -> View | None:
        following = next((r for _, r in self._below(index)), None)
        if following is None:
            return None
        view = view_of(self.grid, self.header, following)
        view.part = view.texts.pop(Field.PART, "")
        return view

    def is_heading(self, view: View, label: str, index: int, *, items_met: bool, above: str = "") -> bool:
        """Whether a row with a title and no lead, support or product is the heading of a group; ``above`` is the
        title of the task right above it."""
        kind = item_labels.style(label)[0]
        if kind in {"roman", "upper"} or " " in label:
            return Field.LEAD not in view.covered
        if view.has(Field.DEADLINE):
            return False
        if label:
            return self._next_is_deeper(label, index) or self._bold_alone(view, index) or self._merged_over(view)
        if self._parts_numbers(view, index, above):
            return True
        return self._unlabelled_heading(view, view.text(Field.TITLE), index, items_met)

    def _parts_numbers(self, view: View, index: int, above: str) -> bool:
        """Whether a short line without a number stands between a finished task and a numbered one."""
        title = view.text(Field.TITLE)
        if not above or view.covered or title[-1:] in ".;," or len(title.split()) > _LINE_WORDS:
            return False
        below = self._next(index)
        if below is None:
            return False
        numbered = item_labels.style(item_labels.cleaned(below.text(Field.ITEM)))[0] == "number"
        goes_on = celltext.begins_low(title) or title[:1] in item_labels.MARKS or celltext.stops_short(above)
        return numbered and not goes_on

    def numbers_begin_anew(self, label: str, index: int) -> bool:
        """Whether the tasks below a numbered heading have numbers of their own, from 1 on."""
        below = self._next(index)
        item = item_labels.cleaned(below.text(Field.ITEM)) if below else ""
        return item_labels.style(label) == ("number", 1) and item in ("1", "01")

    def _merged_over(self, view: View) -> bool:
        """Whether the title lies over the columns that would say who does it or when."""
        title = self.header.column(Field.TITLE)
        if title is None:
            return False
        ends = title.index + view.row.cell(title.index).span
        over = [c for c in self.header.columns if title.index < c.index < ends]
        return any(c.field in (Field.LEAD, Field.DEADLINE) for c in over)

    def leads_those_below(self, view: View, label: str, index: int, last: str = "") -> bool:
        """Whether a numbered row with a lead but no deadline is the heading of the rows below: they name no lead, or
        the tasks' own numbers run on from ``last`` past it (XII, 101, XIII, 102)."""
        following = next((r for _, r in self._below(index)), None)
        if not label or following is None or Field.LEAD in view.covered or view.has(Field.DEADLINE):
            return False
        below = view_of(self.grid, self.header, following)
        item = item_labels.cleaned(below.text(Field.ITEM))
        high = item_labels.style(label)[0] in {"roman", "upper"} or " " in label
        if high and item.isdecimal() and (not last or item == "1" or int(item) == int(last.isdecimal() and last) + 1):
            return True
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
