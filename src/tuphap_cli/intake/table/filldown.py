"""Takes over the lead of the task above where a table states it once and leaves the cells below blank."""

from __future__ import annotations

from collections.abc import Sequence

from ..files.source import Covered, SourceGrid
from ..plan_findings import Findings
from .heading_words import Field
from .plan_columns import Header
from .rawtask import RawTask

_FEW = 2
_SHARE = 4  # a quarter of the rows blank is a way of writing; a single blank is a gap


def fill_down(tasks: Sequence[RawTask], grid: SourceGrid, header: Header, findings: Findings) -> None:
    """Fills blank lead cells from above where the table's way of writing shows that it is meant; reports each."""
    lead, title = header.column(Field.LEAD), header.column(Field.TITLE)
    if lead is None or title is None or any(r.cell(lead.index).covered is Covered.ABOVE for r in grid.rows):
        return
    blank = sum(not t.text(Field.LEAD) for t in tasks)
    stated_once = lead.index < title.index or (blank >= _FEW and blank * _SHARE >= len(tasks))
    if not stated_once:
        return
    above: RawTask | None = None
    for task in tasks:
        if task.text(Field.LEAD):
            above = task
        elif above is not None and above.group == task.group:
            task.values[Field.LEAD] = above.text(Field.LEAD)
            if not task.text(Field.SUPPORT):
                task.values[Field.SUPPORT] = above.text(Field.SUPPORT)
            findings.add("lead.inherited", task.place, lead.heading, "", lead=above.text(Field.LEAD))
